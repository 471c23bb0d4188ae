"""A document on the desk: its file, its editor, its journal."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal, cast

from designer.app import chronicle, folders
from designer.app.journal import Journal, Origin
from designer.app.recovery import Remains
from designer.editing.editor import Editor
from designer.editing.history import Entry
from designer.editing.structure import called
from designer.exchange import files
from designer.exchange.errors import FileError
from designer.model.change import Change
from designer.model.document import AnyRecord, Document
from designer.model.records import TABLES

NAMED = 5  # so many names are told of what differs
DiskState = Literal["same", "changed", "gone"]


class ChangedOnDiskError(Exception):
    """The file was written by somebody else since it was read; saving would lose that."""


class Session:
    """Ties an editor to a file. What is edited is journalled until it is saved."""

    def __init__(
        self,
        document: Document,
        path: Path | None = None,
        name: str = "Untitled",
        trouble: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.path = path
        self.name = path.name.removesuffix(".json").removesuffix(".process") if path else name
        self.editor = Editor(document)
        self._stamp = _stamp(path)
        self._content = _content(path)
        self._trouble = trouble
        self._told: set[str] = set()
        self._journal = Journal(folders.recovery(), self._origin(), trouble)
        self._remains: Remains | None = None
        self._replayed: tuple[Entry, ...] = ()
        self.editor.changed.connect(self._note)

    @classmethod
    def open(cls, path: Path, trouble: Callable[[str], None] = lambda _: None) -> "Session":
        """Opens a file; raises FileError with everything that is wrong with it."""
        path = path.resolve()
        session = cls(files.load(path), path, trouble=trouble)
        session.editor.history.resume(chronicle.recall(path, session._content))
        return session

    def _origin(self) -> Origin:
        return Origin(self.path, self.name, self.editor.document)

    def _note(self, change: Change) -> None:
        history = self.editor.history
        if self._replayed:
            for entry in self._replayed:
                self._journal.append("edit", entry.title, entry.change)
            return
        entries = history.undone if history.latest == "undo" else history.done
        self._journal.append(history.latest, entries[-1].title if entries else "", change)

    # Saving

    @property
    def is_dirty(self) -> bool:
        """Whether closing would lose something."""
        return self.editor.is_dirty

    def save(self, path: Path | None = None, over: bool = False) -> None:
        """Writes the document, to another file if `path` is given.

        Raises ChangedOnDiskError when the file is not what was read (unless `over`), FileError when it
        cannot be written; the old file is whole in either case.
        """
        target = (path or self.path or Path()).resolve()
        if target == self.path and not over and self.disk_state() == "changed":
            raise ChangedOnDiskError(str(target))
        files.save(self.editor.document, target)
        self.path = target
        self.name = target.name.removesuffix(".json").removesuffix(".process")
        self._settled()

    def _settled(self) -> None:
        self._stamp = _stamp(self.path)
        self._content = _content(self.path)
        self.editor.mark_saved()
        self._journal.restart(self._origin())
        if self.path is not None:
            path, content, done = self.path, self._content, tuple(self.editor.history.done)
            self._journal.afterwards(lambda: chronicle.keep(path, content, done))

    def write_later(self, step: Callable[[], None], trouble: str) -> None:
        """Does something with the disk without waiting for it; if that fails, `trouble` is told once."""

        def done() -> None:
            try:
                step()
            except (FileError, OSError) as error:
                if trouble not in self._told:
                    self._told.add(trouble)
                    reason = error.problems[0].message if isinstance(error, FileError) else error.strerror
                    self._trouble(f"{trouble}. {reason}")

        self._journal.afterwards(done)

    def disk_state(self) -> DiskState:
        """Whether the file still is what was last read or written here."""
        if self.path is None or self._stamp is None:
            return "same"
        stamp = _stamp(self.path)
        if stamp is None:
            return "gone"
        if stamp == self._stamp or _content(self.path) == self._content:
            self._stamp = stamp
            return "same"
        return "changed"

    def keep_mine(self) -> None:
        """Accepts that the file is another now; the next save replaces it."""
        self._stamp = _stamp(self.path)
        self._content = _content(self.path)
        self.editor.history.mark_unsaved()
        self.editor.saved.emit(None)

    def reload(self, title: str = "Revert to file") -> None:
        """Takes the file's content as one edit, which can be undone; raises FileError."""
        if self.path is None:
            return
        take(self.editor, files.load(self.path), title)
        self._settled()

    # Recovery

    @property
    def remains(self) -> Remains | None:
        """Edits of this document that a crash left behind and nobody has decided about."""
        return self._remains

    def offer(self, remains: Remains) -> None:
        """Holds a crash's remains until `restore` or `forget`."""
        self._remains = remains

    def restore(self) -> None:
        """Brings the lost edits back by their names, or as one where the document has moved on meanwhile."""
        if self._remains is None:
            return
        left, self._remains = self._remains, None
        if difference(self.editor.document, left.base):
            take(self.editor, left.document, "Restore edits")
        else:
            self._replayed = left.entries
            self.editor.replay(left.entries)
            self._replayed = ()
        self._journal.settle()
        left.discard()

    def forget(self) -> None:
        """Drops the lost edits."""
        if self._remains is not None:
            self._remains.discard()
            self._remains = None

    def close(self) -> None:
        """Ends the session cleanly: what was not saved is gone, what a crash left waits for another start."""
        if self._remains is not None:
            self._remains.release()
        self._journal.close()


def take(editor: Editor, wanted: Document, title: str) -> None:
    """Makes the editor's document equal to another (their views aside), as edits that can be undone."""
    # A change holds one pair for each id, so an id that now names a record of another table goes first.
    moved = {
        record.id: (record, None)
        for record in editor.document.records()
        if record.id in wanted and record.id not in getattr(wanted, record.table)
    }
    editor.commit(Change(moved), title)
    editor.commit(difference(editor.document, wanted), title)


def difference(old: Document, new: Document) -> Change:
    """The change that makes one document of the other; no id may stand in different tables of the two."""
    records = {}
    for table in TABLES:
        before, after = getattr(old, table), getattr(new, table)
        for record_id in before.keys() | after.keys():
            pair = (before.get(record_id), after.get(record_id))
            if pair[0] != pair[1]:
                records[record_id] = pair
    return Change(records, None if old.head == new.head else (old.head, new.head))


def told(change: Change, whose: str) -> str:
    """What a change does, in a line: how much it adds, takes away and changes, and the first names of it."""
    pairs = [change.records[key] for key in sorted(change.records)]
    counts = {
        "added": sum(before is None for before, _ in pairs),
        "gone": sum(after is None for _, after in pairs),
        "changed": sum(before is not None and after is not None for before, after in pairs),
    }
    parts = [f"{count} {word}" for word, count in counts.items() if count]
    if change.head is not None:
        parts.append("settings of the document changed")
    named = [after or before for before, after in pairs]
    names = [called(cast("AnyRecord", record)) for record in named if getattr(record, "name", "")][:NAMED]
    shown = f": {', '.join(names)}" + (" …" if len(pairs) > len(names) else "") if names else ""
    return f"Beside {whose}: {', '.join(parts)}{shown}." if parts else f"It is the same as {whose}."


def _stamp(path: Path | None) -> tuple[int, int] | None:
    if path is None:
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _content(path: Path | None) -> str:
    try:
        return "" if path is None else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
