"""Dragging steps onto the tab of another document: held there a moment, it comes to the front (C7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer

from designer.canvas.tools.arrive import ArriveGesture
from designer.canvas.tools.drag import Drag
from designer.editing import clipboard

if TYPE_CHECKING:
    from designer.app.desk import Desk
    from designer.app.document_view import DocumentView

HELD_MILLISECONDS = 600


class Carrying:
    """Follows drags that leave a canvas, over the tabs of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._source: DocumentView | None = None
        self._target: DocumentView | None = None
        self._at = QPoint()
        self._held = QTimer(desk, singleShot=True, interval=HELD_MILLISECONDS)
        self._held.timeout.connect(self._switch)

    def watch(self, view: DocumentView) -> None:
        """Follows the drags of a document, too."""
        view.surface.strayed.connect(lambda at: self._over(view, at))

    def _over(self, view: DocumentView, at: QPoint) -> None:
        """A drag is held over a point of the screen."""
        bar = self._desk.tabBar()
        page = self._desk.widget(bar.tabAt(bar.mapFromGlobal(at)))
        target = next((one for one in self._desk.views if one is page and one is not view), None)
        self._source, self._at = view, at
        if target is not self._target:
            self._target = target
            self._held.start() if target is not None else self._held.stop()

    def _switch(self) -> None:
        source, target = self._source, self._target
        self._source = self._target = None
        if source is None or target is None or not source.surface.is_busy or target.surface.is_playing_mode:
            return
        surface = source.surface
        ids = [path[-1] for path in surface.selection if path in surface.scene.nodes]
        if not ids:
            return
        fragment = clipboard.copy(source.editor.document, ids)
        surface.pointing.cancel()
        self._desk.setCurrentWidget(target)

        def take() -> None:
            with source.editor.edit("Move to another document") as draft:
                clipboard.cut(draft, ids)

        gesture = ArriveGesture(target.surface, fragment, take)
        target.surface.carry(Drag(target.surface, gesture), self._at)
