"""The desk: the start page and a tab for each open document."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget
from shiboken6 import isValid

from designer.app.carrying import Carrying
from designer.app.icons import icon
from designer.canvas.worker import in_gui_thread, ready
from designer.drawing.theme import Theme
from designer.model.document import Document
from designer.model.ids import new_id
from designer.model.workflow import Workflow

if TYPE_CHECKING:
    from designer.app.document_view import DocumentView
    from designer.app.session import Session
    from designer.editing.editor import Editor


def blank() -> Document:
    """A document with an empty root workflow."""
    root = new_id()
    return Document(root=root, workflows={root: Workflow(id=root)})


class _Cross(QToolButton):
    """The mark at the right of a tab: a cross, and a dot in its place while there is something to save."""

    def __init__(self, view: DocumentView) -> None:
        super().__init__()
        self._view = view
        self.setAutoRaise(True)
        self.setFixedSize(20, 20)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_state()

    def show_state(self) -> None:
        """Shows the dot or the cross."""
        dirty = self._view.session.is_dirty
        hovered = self.underMouse()
        self.setIcon(icon("x", "quiet") if hovered or not dirty else icon("circle-dot", "accent"))
        self.setToolTip("Close" if not dirty else "Not saved yet. Close")

    def enterEvent(self, event: object) -> None:
        super().enterEvent(event)  # type: ignore[arg-type]  # Qt's event
        self.show_state()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]  # Qt's event
        self.show_state()


class Desk(QTabWidget):
    """Holds the documents. `turned` tells the view in front, or None; `close_wanted` one to ask about."""

    turned = Signal(object)
    close_wanted = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, start: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setAcceptDrops(True)
        ready()
        self._theme = theme
        self._start = start
        self._untitled = 0
        self._carrying = Carrying(self)
        self.setIconSize(QSize(16, 16))
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(False)
        self.addTab(start, icon("layout-grid", "quiet"), "Start")
        self.setTabToolTip(0, "Templates and recent files")
        self.currentChanged.connect(self._turn)

    @property
    def view(self) -> DocumentView | None:
        """The document in front; None on the start page."""
        found = self.currentWidget()
        return None if found is self._start else cast("DocumentView", found)

    @property
    def views(self) -> list[DocumentView]:
        """All open documents, in the order of their tabs."""
        pages = [self.widget(index) for index in range(self.count())]
        return [cast("DocumentView", page) for page in pages if page is not self._start]

    def _turn(self) -> None:
        if not self.tabBar().hasFocus():  # who walks along the tabs by keys goes on walking
            self.currentWidget().setFocus()
        self.turned.emit(self.view)

    def view_of(self, path: Path) -> DocumentView | None:
        """The open document of a file."""
        wanted = path.resolve()
        return next((view for view in self.views if view.session.path == wanted), None)

    def view_of_editor(self, editor: Editor) -> DocumentView | None:
        """The open document of an editor."""
        return next((view for view in self.views if view.editor is editor), None)

    def new(self, document: Document | None = None, name: str = "") -> DocumentView:
        """A tab with a document that has no file yet; an empty one unless given."""
        from designer.app.session import Session

        if not name:
            self._untitled += 1
            name = "Untitled" if self._untitled == 1 else f"Untitled {self._untitled}"
        return self.add(Session(document or blank(), name=name, trouble=self._trouble))

    def open_file(self, path: Path) -> DocumentView:
        """A tab with the document of a file, or the one it has already; raises FileError."""
        from designer.app.session import Session

        known = self.view_of(path)
        if known is not None:
            self.setCurrentWidget(known)
            return known
        return self.add(Session.open(path, self._trouble))

    def add(self, session: Session) -> DocumentView:
        """A tab for a session, in front."""
        from designer.app.document_view import DocumentView

        view = DocumentView(session, self._theme, self)
        self._carrying.watch(view)
        index = self.addTab(view, view.title)
        cross = _Cross(view)
        cross.clicked.connect(lambda: self.close_wanted.emit(view))
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, cross)
        view.retitled.connect(lambda: self._retitle(view))
        self._retitle(view)
        self.setCurrentIndex(index)
        self.opened.emit(view)
        view.surface.setFocus()
        gc.freeze()  # what was just loaded stays: edits need not wait while it is searched for garbage
        return view

    def drop_view(self, view: DocumentView) -> None:
        """Takes a document off the desk, without asking."""
        view.close_session()
        self.removeTab(self.indexOf(view))
        view.deleteLater()
        gc.unfreeze()

    def close_current(self) -> None:
        """Asks to close the document in front."""
        if self.view is not None:
            self.close_wanted.emit(self.view)

    def show_start(self) -> None:
        """Turns to the start page."""
        self.setCurrentWidget(self._start)

    def set_theme(self, theme: Theme) -> None:
        """Gives all canvases a theme."""
        self._theme = theme
        for view in self.views:
            view.surface.set_theme(theme)

    def _retitle(self, view: DocumentView) -> None:
        index = self.indexOf(view)
        if index < 0:
            return
        self.setTabText(index, view.title.replace("&", "&&"))
        self.setTabToolTip(index, str(view.session.path or "Not saved yet"))
        cross = self.tabBar().tabButton(index, QTabBar.ButtonPosition.RightSide)
        if isinstance(cross, _Cross):
            cross.show_state()
        if view is self.view:
            self.turned.emit(view)

    def _trouble(self, text: str) -> None:
        in_gui_thread(lambda: self._say_trouble(text))  # a journal speaks from its own thread

    def _say_trouble(self, text: str) -> None:
        view = self.view if isValid(self) else None  # the last words of a journal may come after the end
        if view is not None:
            view.bars.say("journal", text, severity="warning")
