"""Opening, saving and closing, with the questions that belong to them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from designer.app import folders
from designer.exchange.errors import FileError
from designer.exchange.files import SUFFIX

if TYPE_CHECKING:
    from designer.app.document_view import DocumentView
    from designer.app.main_window import MainWindow
    from designer.app.recovery import Remains
    from designer.app.session import Session

FILTER = f"Processes (*{SUFFIX});;JSON (*.json);;All files (*)"
RECOVERED = " (recovered)"
Answer = Literal["save", "discard", "cancel"]


class Filing:
    """What a window does with files. Its questions are methods of their own: tests answer them."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    # Questions

    def ask_open(self) -> list[Path]:
        """Which files to open."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "Open", self._folder(), FILTER)
        return [Path(name) for name in names]

    def ask_target(self, view: DocumentView) -> Path | None:
        """Where to save a document."""
        wished = view.session.path or Path(self._folder()) / f"{view.title}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self._window, "Save as", str(wished), FILTER)
        if not name:
            return None
        return Path(name if name.endswith(".json") else name + SUFFIX)

    def ask_unsaved(self, view: DocumentView) -> Answer:
        """What to do with edits that were not saved."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Unsaved edits")
        box.setText(f"Save the edits to {view.title} before closing?")
        box.setInformativeText("They are lost if you do not save them.")
        save = box.addButton("Save", QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton("Don’t save", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        if isinstance(save, QPushButton):
            box.setDefaultButton(save)
        box.exec()
        clicked = box.clickedButton()
        return "save" if clicked is save else "discard" if clicked is discard else "cancel"

    def _folder(self) -> str:
        view = self._window.view
        if view is not None and view.session.path is not None:
            return str(view.session.path.parent)
        recent = self._window.recent.paths()
        return str(recent[0].parent if recent else Path.home())

    # Acts

    def open(self) -> None:
        """Asks for files and opens them."""
        for path in self.ask_open():
            self.open_path(path)

    def open_path(self, path: Path) -> DocumentView | None:
        """Opens a file, or says everything that is wrong with it."""
        from designer.app.dialogs.problems import explain

        before = self._window.view
        try:
            view = self._window.desk.open_file(path)
        except FileError as error:
            self._window.recent.remove(path)
            explain(self._window, error.name, error.problems)
            return None
        if before is not None and before.is_untouched:
            self._window.desk.drop_view(before)
        self._window.recent.add(path)
        return view

    def save(self, view: DocumentView | None = None) -> bool:
        """Saves a document (the one in front); asks for a place when it has none. Whether it is saved."""
        view = view or self._window.view
        if view is None:
            return False
        if view.session.path is None:
            return self.save_as(view)
        return self._write(view, None, over=False)

    def save_as(self, view: DocumentView | None = None) -> bool:
        """Saves a document to a place asked for. Whether it is saved."""
        view = view or self._window.view
        target = None if view is None else self.ask_target(view)
        if view is None or target is None:
            return False
        return self._write(view, target, over=True)

    def _write(self, view: DocumentView, target: Path | None, *, over: bool) -> bool:
        from designer.app.session import ChangedOnDiskError

        try:
            view.session.save(target, over)
        except ChangedOnDiskError:
            view.bars.say(
                "disk",
                f"{view.title} was changed by another program since it was read. Which one shall stay?",
                (
                    ("Save mine", lambda: self._again(view)),
                    ("Take theirs", view.reload),
                    ("Save as…", lambda: self._elsewhere(view)),
                ),
                "warning",
            )
            return False
        except FileError as error:
            problem = error.problems[0]
            view.bars.say(
                "save",
                f"{view.title} was not saved. {problem.message} {problem.fix or ''}",
                (("Save as…", lambda: self._elsewhere(view)),),
                "error",
            )
            return False
        view.bars.drop("save")
        if view.session.path is not None:
            self._window.recent.add(view.session.path)
        self._window.say(f"Saved {view.title}.")
        return True

    def _again(self, view: DocumentView) -> None:
        self._write(view, None, over=True)

    def _elsewhere(self, view: DocumentView) -> None:
        self.save_as(view)

    def revert(self) -> None:
        """Takes the file's content back."""
        view = self._window.view
        if view is not None:
            view.reload()

    def may_close(self, view: DocumentView) -> bool:
        """Whether a document may go: asks when that would lose something."""
        if not view.session.is_dirty:
            return True
        self._window.desk.setCurrentWidget(view)
        answer = self.ask_unsaved(view)
        return self.save(view) if answer == "save" else answer == "discard"

    def close(self, view: DocumentView) -> None:
        """Closes a document unless its edits are to be kept."""
        if self.may_close(view):
            self._window.desk.drop_view(view)

    def recover(self) -> None:
        """Opens what a crash left behind, each with the offer to bring it back."""
        from designer.app.recovery import remains

        desk = self._window.desk
        for left in remains(folders.recovery()):
            known = desk.view_of(left.path) if left.path is not None else None
            if known is not None and known.may_offer(left):
                desk.setCurrentWidget(known)
                known.offer(left)
            else:
                desk.add(_session_for(left, is_open=known is not None))


def _session_for(left: Remains, *, is_open: bool) -> Session:
    from designer.app.session import Session

    if left.path is not None and left.path.exists() and not is_open:
        with contextlib.suppress(FileError):
            session = Session.open(left.path)
            if session.editor.document == left.base:
                session.offer(left)
                return session
            session.close()
    # The file moved on or is gone: what was lost comes back beside it, never over it.
    session = Session(left.base, name=f"{left.name.removesuffix(RECOVERED)}{RECOVERED}")
    session.offer(left)
    return session


def dropped(data: QMimeData) -> list[Path]:
    """The files among what is dragged over the window that may be processes."""
    return [
        Path(url.toLocalFile())
        for url in data.urls()
        if url.isLocalFile() and url.toLocalFile().endswith(".json")
    ]
