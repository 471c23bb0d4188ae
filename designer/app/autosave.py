"""Saves by itself: a copy beside the file while it has unsaved edits, or, where that is wanted, the file.

The copy is a whole document that any program can read. It goes away with the next save or a clean close.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from designer.app.session import ChangedOnDiskError, take
from designer.canvas.tools.stage import Notice
from designer.exchange import files
from designer.exchange.errors import FileError

if TYPE_CHECKING:
    from designer.app.document_view import DocumentView

PAUSE = 20_000  # ms between an edit and the copy that holds it
_BAR = "recovery"


def copy_of(path: Path) -> Path:
    """Where the copy of a file lies."""
    return path.with_name(
        f"{path.name.removesuffix('.json').removesuffix('.process')}.autosave{files.SUFFIX}"
    )


class Autosave(QObject):
    """Watches one document. `beside` and `into_file` say what is wanted."""

    def __init__(self, view: "DocumentView") -> None:
        super().__init__(view)
        self.beside, self.into_file = True, False
        self._view, self._session = view, view.session
        self._copy: Path | None = None  # the one that was written here
        self._offered: Path | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.save)
        self._disconnect = (
            view.editor.changed.connect(lambda _: self._wait()),
            view.editor.saved.connect(lambda _: self._forget()),
        )

    def _wait(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Writes what was not saved yet."""
        session = self._session
        if not session.is_dirty:
            self._forget()
        elif session.path is not None and self.into_file:
            self._save_file()
        elif session.path is not None and self.beside and self._offered is None:
            self._copy = target = copy_of(session.path)
            document = session.editor.document
            session.write_later(lambda: files.save(document, target), f"{target.name} cannot be written")

    def _save_file(self) -> None:
        try:
            self._session.save()
        except ChangedOnDiskError:
            self._view.look_at_disk()
        except FileError as error:
            self._view.bars.say("save", f"{self._view.title}: {error.problems[0].message}", severity="error")

    def _forget(self) -> None:
        """Takes the copy away: all that it holds is saved, or nobody wants it."""
        self._timer.stop()
        if self._copy is not None:
            copy, self._copy = self._copy, None
            self._session.write_later(lambda: copy.unlink(missing_ok=True), f"{copy.name} cannot be removed")

    def offer(self) -> None:
        """Offers a copy that an earlier sitting left behind, if it holds something else than the file."""
        session, self._offered = self._session, None
        copy = copy_of(session.path) if session.path is not None else None
        if copy is None or not copy.is_file():
            return
        if session.remains is not None:  # they hold all that the copy holds
            self._copy = copy
            return
        try:
            left = files.load(copy)
        except FileError as error:
            self._offered = copy  # it is not written over before somebody has said so
            told = f"{copy.name} was left behind and cannot be read: {error.problems[0].message}"
            self._view.bars.say(_BAR, told, (("Discard it", self._discard),), "warning")
            return
        if left == session.editor.document:
            self._copy = copy
            self._forget()
            return
        self._offered = copy
        answers = (("Take them over", self._take), ("Discard", self._discard))
        self._view.bars.say(_BAR, f"{copy.name} holds edits that were not saved.", answers, "warning")

    def _take(self) -> None:
        copy, self._offered = self._offered, None
        if copy is None:
            return
        try:
            take(self._session.editor, files.load(copy), "Take over autosaved edits")
        except FileError as error:
            self._view.explain(error)
            return
        self._copy = copy
        self._view.surface.notice(Notice(f"Took over what {copy.name} holds"))

    def _discard(self) -> None:
        self._copy, self._offered = self._offered, None
        self._forget()

    def close(self) -> None:
        """Ends it cleanly."""
        for disconnect in self._disconnect:
            disconnect()
        self._forget()
