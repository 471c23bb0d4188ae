"""Undo and redo over change values. It never asks an edit how to take itself back."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from designer.model.change import Change

MERGE_SECONDS = 0.7

Act = Literal["edit", "merge", "undo", "redo"]


@dataclass(frozen=True)
class Entry:
    """One gesture: what it is called, what it changed, what it may be merged with, and when it was made.

    The history gives it a number that no other gesture has or had.
    """

    title: str
    change: Change
    merge: Hashable = None
    time: float = 0.0
    lasting: bool = False  # merged with its like however much later that comes
    number: int = 0


class History:
    """Entries up to now, and those that were undone."""

    def __init__(self) -> None:
        self.done: list[Entry] = []
        self.undone: list[Entry] = []
        self._saved_at: int | None = 0
        self._goes_on = False
        self._numbers = count(1)
        self.latest: Act = "edit"  # what was done last; a merge is an edit that became part of the one before
        self.resumed = 0  # gestures of an earlier sitting

    def record(self, entry: Entry) -> None:
        """Adds a gesture; within 0.7 s of its like, with no undo between, it becomes part of that.

        One that is lasting does so however late it comes.
        """
        if self._saved_at is not None and self._saved_at > len(self.done):
            self._saved_at = None
        self.undone.clear()
        self.latest = "edit"
        last = self.done[-1] if self.done else None
        if last is not None and self._continues(last, entry):
            self.latest = "merge"
            self.done[-1] = replace(last, change=last.change.then(entry.change), time=entry.time)
            if not self.done[-1].change:
                self.done.pop()
            return
        self.done.append(replace(entry, number=next(self._numbers)))
        self._goes_on = True

    def rest(self) -> None:
        """What comes next is no part of what was done last."""
        self._goes_on = False

    def resume(self, entries: Iterable[Entry]) -> None:
        """Puts the gestures of an earlier sitting, which led to the present document, before all others."""
        earlier = [replace(entry, number=next(self._numbers)) for entry in entries]
        self.done[:0] = earlier
        self.resumed = len(earlier)
        if self._saved_at is not None:
            self._saved_at += len(earlier)

    def _continues(self, last: Entry, entry: Entry) -> bool:
        return (
            self._goes_on
            and entry.merge is not None
            and last.merge == entry.merge
            and (entry.lasting or entry.time - last.time <= MERGE_SECONDS)
            and self._saved_at != len(self.done)
        )

    def undo(self) -> Entry | None:
        """Takes the last gesture off and gives it, or None."""
        if not self.done:
            return None
        self._goes_on, self.latest = False, "undo"
        self.undone.append(self.done.pop())
        return self.undone[-1]

    def redo(self) -> Entry | None:
        """Puts the last undone gesture back and gives it, or None."""
        if not self.undone:
            return None
        self._goes_on, self.latest = False, "redo"
        self.done.append(self.undone.pop())
        return self.done[-1]

    def mark_saved(self) -> None:
        """What stands now is what is on disk."""
        self._saved_at = len(self.done)

    def mark_unsaved(self) -> None:
        """What stands now is nowhere on disk (a recovered or imported document)."""
        self._saved_at = None

    @property
    def saved_at(self) -> int | None:
        """After how many gestures the document was as it is on disk; None if that is no longer reachable."""
        return self._saved_at

    @property
    def is_saved(self) -> bool:
        """Whether what stands now is what is on disk."""
        return self._saved_at == len(self.done)
