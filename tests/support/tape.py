"""Watches what is done to documents, and holds all of it to one law: undo and redo give the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager

from designer.editing.editor import Editor
from designer.exchange.jsonfile import write
from designer.model.document import Document, View


class Tape:
    """The documents of one editor by the length of its history."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.seen = {len(editor.history.done): editor.document}

    def note(self) -> None:
        """Keeps the document that an edit has just made; what had been undone before it is no more."""
        now = len(self.editor.history.done)
        self.seen = {at: document for at, document in self.seen.items() if at < now}
        self.seen[now] = self.editor.document

    def check(self) -> None:
        """Goes to the end of the history, back through all of it step by step, and to the end again."""
        history = self.editor.history
        ends = len(history.done) + len(history.undone)
        self.editor.travel(ends)
        for at in [*range(ends - 1, min(self.seen) - 1, -1), *range(min(self.seen) + 1, ends + 1)]:
            self.editor.travel(at)
            title = (history.done[-1] if at else history.undone[-1]).title
            assert self._written(self.editor.document) == self._written(self.seen[at]), f"at {at}: {title}"

    def _written(self, document: Document) -> bytes:
        """What is saved of a document, without what is only for the eye: that is never undone (I5)."""
        return write(document.with_view(View()).with_extensions(self.editor.document.extensions))


@contextmanager
def taped(monkeypatch) -> Iterator[None]:
    """Whatever is edited inside, by hand or by name, comes back by undo and by redo."""
    tapes: dict[int, Tape] = {}
    commit = Editor.commit

    def noted(editor: Editor, *args: object, **keys: object) -> None:
        tape = tapes.setdefault(id(editor), Tape(editor))
        commit(editor, *args, **keys)
        tape.note()

    monkeypatch.setattr(Editor, "commit", noted)
    yield
    for tape in tapes.values():
        tape.check()
