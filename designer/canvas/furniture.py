"""Keeps the floating widgets of a canvas in their corners and in step with it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from designer.canvas.chrome import GAP, Breadcrumb, Crumb, EmptyState, NoticeBar, ZoomControl
from designer.canvas.text_size import sized
from designer.canvas.tools.stage import Notice
from designer.model.nodes import Box

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


class Furniture:
    """Breadcrumb top left, zoom bottom left, notices at the foot, the empty state in the middle."""

    def __init__(self, surface: "Surface") -> None:
        self._surface = surface
        self._head = 0
        self.breadcrumb = Breadcrumb(surface)
        self.zoom = ZoomControl(surface)
        self.notices = NoticeBar(surface)
        self.empty = EmptyState(surface)
        self.breadcrumb.asked.connect(surface.go)
        self.zoom.asked.connect(self._zoom)
        self.empty.asked.connect(surface.start)
        surface.zoomChanged.connect(self.zoom.set_zoom)
        self.notices.gone.connect(lambda: self._offer(Notice("")))
        surface.editor.changed.connect(lambda _: self.notices.outdate())
        surface.levelChanged.connect(self.refresh)
        surface.sceneChanged.connect(self.refresh)
        self.set_theme()
        self.refresh()
        sized(surface, self.arrange)

    def _zoom(self, act: str) -> None:
        surface = self._surface
        match act:
            case "out":
                surface.set_zoom(surface.zoom / 1.35)
            case "in":
                surface.set_zoom(surface.zoom * 1.35)
            case "whole":
                surface.set_zoom(1.0)
            case _:
                surface.fit()

    def set_theme(self) -> None:
        """Takes the colours of the surface's theme."""
        for widget in (self.breadcrumb, self.zoom, self.notices, self.empty):
            widget.set_theme(self._surface.theme)
        self.refresh()

    def tell(self, notice: Notice) -> None:
        """Shows a notice at the foot."""
        self.notices.tell(notice)
        self._offer(notice)
        self.arrange()

    def _offer(self, notice: Notice) -> None:
        """Draws what a notice offers for as long as it is seen."""
        self._surface.overlay.offers = notice.offers
        self._surface.update()

    def refresh(self) -> None:
        """Shows where one is, and whether there is anything."""
        self.breadcrumb.show_way(self._way())
        is_empty = not self._surface.scene.nodes and not self._surface.is_playing_mode
        self.empty.setVisible(is_empty)
        self.arrange()

    def _way(self) -> list[Crumb]:
        document, level = self._surface.editor.document, self._surface.level
        root = document.workflows.get(document.root)
        crumbs = [Crumb((root.name if root is not None else "") or "Process", ())]
        where = document.root
        for depth, box_id in enumerate(level):
            box = document.nodes.get(box_id)
            if not isinstance(box, Box):
                break
            boxes = [node for node in document.nodes_in(where) if isinstance(node, Box)]
            siblings = [(self._name(one), (*level[:depth], one.id)) for one in boxes if one.file is None]
            crumbs.append(Crumb(self._name(box), level[: depth + 1], siblings))
            where = box.runs
        return crumbs

    def _name(self, box: Box) -> str:
        workflow = self._surface.editor.document.workflows.get(box.runs)
        return box.name or (workflow.name if workflow is not None else "") or "Box"

    def make_room(self, height: int) -> None:
        """Leaves the head of the canvas to something else that lies over it."""
        if height != self._head:
            self._head = height
            self.arrange()

    def arrange(self) -> None:
        """Puts everything into its corner."""
        surface = self._surface
        self.breadcrumb.adjustSize()
        self.breadcrumb.move(GAP, self._head + GAP)
        self.zoom.adjustSize()
        self.zoom.move(GAP, surface.height() - self.zoom.height() - GAP)
        self.notices.adjustSize()
        self._center(self.notices, surface.height() - self.notices.height() - GAP)
        self.empty.fit(surface.width())
        self._center(self.empty, (surface.height() - self.empty.height()) // 2)

    def _center(self, widget: QWidget, y: int) -> None:
        widget.move(max(0, (self._surface.width() - widget.width()) // 2), y)
