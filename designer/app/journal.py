"""The journal of unsaved edits: one JSON line for each change, on the disk within a second.

A journal begins with the document it builds on, so that it can be replayed whatever became of the
file. A lock beside it says that its program is alive; a journal nobody holds is a crash's remains.
"""

import json
import os
import queue
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PySide6.QtCore import QLockFile

from designer.editing.history import Act
from designer.editing.journal import dump_change
from designer.model.change import Change
from designer.model.document import Document

VERSION = 1
SUFFIX = ".journal"


@dataclass(frozen=True)
class Origin:
    """What a journal builds on: a path (None for a document never saved), a name, and the content."""

    path: Path | None
    name: str
    document: Document


def locked(journal: Path) -> QLockFile:
    """The lock of a journal, not yet taken; it goes stale with its process, never with time."""
    lock = QLockFile(str(journal.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    return lock


class Journal:
    """Writes changes in a thread of its own. Nothing is on the disk before the first edit after a save."""

    def __init__(self, folder: Path, origin: Origin, trouble: Callable[[str], None] = lambda _: None) -> None:
        self.path = folder / f"{uuid.uuid4().hex}{SUFFIX}"
        self._trouble = trouble
        self._origin = origin
        self._lock = locked(self.path)
        self._lock.tryLock(0)
        self._lines: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._file: IO[bytes] | None = None
        self._broken = False
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    def append(self, act: Act, title: str, change: Change) -> None:
        """Notes what an edit, an undo or a redo changed, under the name of the edit."""
        origin = self._origin
        self._lines.put(lambda: self._write(origin, act, title, change))

    def afterwards(self, step: Callable[[], None]) -> None:
        """Does something else with the disk once all that was noted so far is on it."""
        self._lines.put(step)

    def restart(self, origin: Origin) -> None:
        """Forgets what was noted: the document was saved, and later edits build on that."""
        self._origin = origin
        self._lines.put(self._erase)

    def settle(self) -> None:
        """Waits until everything noted so far is on the disk."""
        reached = threading.Event()
        self._lines.put(reached.set)
        reached.wait(5)

    def close(self) -> None:
        """Ends it cleanly: nothing is left to recover."""
        self._lines.put(self._erase)
        self._lines.put(None)
        self._thread.join(5)
        self._lock.unlock()

    # In the thread

    def _work(self) -> None:
        while (step := self._lines.get()) is not None:
            try:
                step()
            except Exception as error:  # noqa: BLE001  # recovery must never end silently
                self._broken = True
                reason = error.strerror if isinstance(error, OSError) else error
                self._trouble(f"Edits can no longer be kept for recovery ({reason}). Save often.")

    def _write(self, origin: Origin, act: Act, title: str, change: Change) -> None:
        if self._broken:  # a gap could not be replayed over; the next save begins anew
            return
        if self._file is None:
            self._file = self.path.open("wb")
            self._file.write(_head(origin) + b"\n")
        head = json.dumps({"act": act, "title": title}, separators=(",", ":")).encode()
        self._file.write(b'%b,"change":%b}\n' % (head[:-1], dump_change(change)))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _erase(self) -> None:
        self._broken = False
        if self._file is not None:
            self._file.close()
            self._file = None
        self.path.unlink(missing_ok=True)


def _head(origin: Origin) -> bytes:
    from designer.exchange.jsonfile import write

    head = {
        "journal": VERSION,
        "path": None if origin.path is None else str(origin.path),
        "name": origin.name,
        "base": json.loads(write(origin.document)),
    }
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
