"""What a crash left behind: journals whose program is gone, and the documents they lead to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile

from designer.app.journal import SUFFIX, VERSION, locked
from designer.editing.history import Entry, History
from designer.editing.journal import load_change
from designer.model.change import Change
from designer.model.document import Document


@dataclass
class Remains:
    """The unsaved edits of one document: it at its last save, what it had become, the edits between."""

    journal: Path
    path: Path | None
    name: str
    base: Document
    document: Document
    entries: tuple[Entry, ...]
    _lock: QLockFile = field(repr=False)

    @property
    def edits(self) -> int:
        """How many edits came after the last save."""
        return len(self.entries)

    def discard(self) -> None:
        """Forgets them for good."""
        self.journal.unlink(missing_ok=True)
        self._lock.unlock()

    def release(self) -> None:
        """Leaves them for the next start."""
        self._lock.unlock()


def remains(folder: Path) -> list[Remains]:
    """All journals that no running program holds, oldest first; unreadable ones are cleared away."""
    found = []
    for journal in sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime):
        lock = locked(journal)
        if not lock.tryLock(0):
            continue
        left = _read(journal, lock)
        if left is None:
            journal.unlink(missing_ok=True)
            lock.unlock()
        else:
            found.append(left)
    return found


def _read(journal: Path, lock: QLockFile) -> Remains | None:
    lines = _lines(journal)
    head = next(lines, None)
    if head is None or head.get("journal") != VERSION:
        return None
    from designer.exchange.jsonfile import FileError, read

    try:
        base = read(json.dumps(head["base"]).encode(), head["name"])
    except FileError:
        return None
    document, history = base, History()
    for line in lines:
        try:
            change = load_change(json.dumps(line["change"]).encode())
            document = document.apply(change)
            _follow(history, line["act"], str(line["title"]), change)
        except (ValueError, KeyError, TypeError):
            break
    if document == base:
        return None
    path = None if head["path"] is None else Path(head["path"])
    return Remains(journal, path, head["name"], base, document, tuple(history.done), lock)


def _follow(history: History, act: str, title: str, change: Change) -> None:
    """Does again what was done since the save; taking back what was saved before is an edit, too."""
    if act == "undo" and history.done and history.done[-1].change.inverse() == change:
        history.undo()
        return
    if act == "redo" and history.undone and history.undone[-1].change == change:
        history.redo()
        return
    if act == "merge" and history.done:
        change = history.done.pop().change.then(change)
    if change:
        history.record(Entry(f"Undo {title}" if act == "undo" else title, change))


def _lines(journal: Path) -> Iterator[dict[str, Any]]:
    # A line that was being written when the program died is no JSON; all before it are whole.
    for raw in journal.read_bytes().split(b"\n"):
        try:
            line = json.loads(raw)
        except ValueError:
            return
        if not isinstance(line, dict):
            return
        yield line
