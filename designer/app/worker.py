"""Long work off the GUI thread. The work sees values only, so nothing needs a lock."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

_Result = TypeVar("_Result")


class Cancelled(Exception):  # noqa: N818  # the wish of a person, not an error
    """The work was given up on request."""


class _Relay(QObject):
    """Carries news from the thread to the GUI thread, where it lives."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.said.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _hear(self, call: Callable[[], None]) -> None:
        call()


class Job(Generic[_Result]):
    """One piece of work in a thread. Its callbacks run in the GUI thread, unless it was dropped."""

    def __init__(
        self,
        work: Callable[["Job[_Result]"], _Result],
        done: Callable[[_Result], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._work = work
        self._done = done
        self._failed = failed
        self._progressed = progressed
        self._cancel = threading.Event()
        self._dropped = False
        self._relay = _Relay()
        self._thread = threading.Thread(target=self._run, name="job", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def cancel(self) -> None:
        """Asks the work to stop; `failed` is told Cancelled when it has."""
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
        self._tell(lambda: self._progressed(share))

    def wait(self, seconds: float = 10.0) -> None:
        """Waits for the thread to end."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            result = self._work(self)
        except Exception as error:  # noqa: BLE001  # whatever went wrong is told, never swallowed
            caught = error
            self._tell(lambda: self._failed(caught))
        else:
            stopped = self.is_cancelled
            self._tell(lambda: self._failed(Cancelled()) if stopped else self._done(result))

    def _tell(self, call: Callable[[], None]) -> None:
        def unless_dropped() -> None:
            if not self._dropped:
                call()

        try:
            self._relay.said.emit(unless_dropped)
        except RuntimeError:  # the program is closing and the relay is gone
            self._dropped = True
