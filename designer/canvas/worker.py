"""Long work off the GUI thread. The work sees values only, so nothing needs a lock."""

import threading
from collections.abc import Callable
from functools import cache
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

_Result = TypeVar("_Result")


class Cancelled(Exception):  # noqa: N818  # the wish of a person, not an error
    """The work was given up on request."""


class _Relay(QObject):
    """Carries calls from any thread to the GUI thread, where it lives as long as the program."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.said.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _hear(self, call: Callable[[], None]) -> None:
        call()


@cache
def _relay() -> _Relay:
    return _Relay()


def in_gui_thread(call: Callable[[], None]) -> None:
    """Calls something in the GUI thread soon; from any thread, once `ready` was called there."""
    _relay().said.emit(call)


def ready() -> None:
    """Makes the relay; called in the GUI thread before other threads speak."""
    _relay()


class Job(Generic[_Result]):
    """One piece of work in a thread. Its callbacks run in the GUI thread, unless it was dropped."""

    # What a job refers to belongs to the GUI thread, so that is where jobs must end.
    _under_way: ClassVar[set[object]] = set()

    def __init__(
        self,
        work: Callable[["Job[_Result]"], _Result],
        done: Callable[[_Result], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[float], None] = lambda _: None,
    ) -> None:
        ready()
        self._work = work
        self._done = done
        self._failed = failed
        self._progressed = progressed
        self._cancel = threading.Event()
        self._dropped = False
        self._thread = threading.Thread(target=self._run, name="job", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._under_way.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Asks the work to stop: it gives what it has, or raises Cancelled."""
        self._cancel.set()

    def drop(self) -> None:
        """Cancels and wants to hear nothing more."""
        self._dropped = True
        self._cancel.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop; the work looks at it now and then."""
        return self._cancel.is_set()

    def progress(self, share: float) -> None:
        """Tells how far the work is, 0 to 1."""
        in_gui_thread(lambda: None if self._dropped else self._progressed(share))

    def _run(self) -> None:
        try:
            result = self._work(self)
        except Exception as error:  # noqa: BLE001  # whatever went wrong is told, never swallowed
            caught = error
            in_gui_thread(lambda: self._end(lambda: self._failed(caught)))
        else:
            in_gui_thread(lambda: self._end(lambda: self._done(result)))

    def _end(self, tell: Callable[[], None]) -> None:
        self._thread.join()
        self._under_way.discard(self)
        if not self._dropped:
            tell()
