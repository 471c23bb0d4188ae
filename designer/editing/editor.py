"""The editor: the current document and its history. The only place where a document is replaced."""

import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager

from pydantic import JsonValue

from designer.editing.draft import Draft
from designer.editing.history import Entry, History
from designer.editing.signal import Signal
from designer.model.change import Change, merged
from designer.model.document import Document, View
from designer.model.extensions import with_ours


class Editor:
    """Holds the current document. `changed` tells every edit, undo and redo alike; `viewed` a new view."""

    def __init__(self, document: Document, clock: Callable[[], float] = time.monotonic) -> None:
        self.document = document
        self.history = History()
        self.changed: Signal[Change] = Signal()
        self.viewed: Signal[View] = Signal()
        self.saved: Signal[None] = Signal()
        self._clock = clock
        self._editing = False

    @contextmanager
    def edit(self, title: str, merge: Hashable = None, lasting: bool = False) -> Iterator[Draft]:
        """One gesture: verbs write to the draft; leaving commits it, an exception drops it.

        Gestures with the same `merge` key become one entry of the history within 0.7 s, or, with `lasting`,
        however much later.
        """
        if self._editing:
            raise RuntimeError("an edit is already under way")
        self._editing = True
        try:
            draft = Draft(self.document)
            yield draft
        finally:
            self._editing = False
        self.commit(draft.change, title, merge, lasting)

    def draft(self) -> Draft:
        """A draft for a preview: made by the verbs of the commit, dropped when the gesture is cancelled."""
        return Draft(self.document)

    def commit(self, change: Change, title: str, merge: Hashable = None, lasting: bool = False) -> None:
        """Makes a change the present; a change of nothing leaves no trace."""
        if not change:
            return
        self.document = self.document.apply(change)
        self.history.record(Entry(title, change, merge, self._clock(), lasting))
        self.changed.emit(change)

    def undo(self) -> Change | None:
        """Takes the last gesture back; gives what that changed, or None."""
        entry = self.history.undo()
        return None if entry is None else self._apply(entry.change.inverse())

    def redo(self) -> Change | None:
        """Does the last undone gesture again; gives what that changed, or None."""
        entry = self.history.redo()
        return None if entry is None else self._apply(entry.change)

    def travel(self, entries: int) -> None:
        """Undoes or does again until the history has as many entries as said: a jump to any of its states."""
        while len(self.history.done) > entries and self.undo() is not None:
            pass
        while len(self.history.done) < entries and self.redo() is not None:
            pass

    def replay(self, entries: Sequence[Entry]) -> None:
        """Does edits of before again, each an entry of its own; they are told as one change."""
        total = merged(entry.change for entry in entries)
        self.document = self.document.apply(total)
        for entry in entries:
            self.history.record(Entry(entry.title, entry.change))
        self.changed.emit(total)

    def _apply(self, change: Change) -> Change:
        self.document = self.document.apply(change)
        self.changed.emit(change)
        return change

    def set_view(self, view: View) -> None:
        """Changes what is open and where the eye rests: no edit, not undone, not dirty."""
        if view != self.document.view:
            self.document = self.document.with_view(view)
            self.viewed.emit(view)

    def remember(self, key: str, value: JsonValue) -> None:
        """Keeps something for the eye among the document's extensions: no edit, not undone, not dirty."""
        self.document = self.document.with_extensions(with_ours(self.document.extensions, key, value))

    def mark_saved(self) -> None:
        """What stands now is what is on disk."""
        self.history.mark_saved()
        self.saved.emit(None)

    @property
    def is_dirty(self) -> bool:
        """Whether there is something to save."""
        return not self.history.is_saved
