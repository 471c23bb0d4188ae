"""What was selected before each edit, so that undo can give it back.

It is no part of the history: another view of the document has another selection.
"""

from designer.editing.history import Entry, History
from designer.layout.scene import Path


class Recollection:
    """Selections by the numbers of the edits that followed them."""

    def __init__(self) -> None:
        self._held: dict[int, frozenset[Path]] = {}

    def note(self, history: History, selection: frozenset[Path]) -> None:
        """Keeps what is selected now as that from before the last edit, once for each."""
        if history.done:
            self._held.setdefault(history.done[-1].number, selection)

    def before(self, entry: Entry) -> frozenset[Path]:
        """What was selected before an edit was made."""
        return self._held.get(entry.number, frozenset())
