"""Boxes that move as they are: painted once with all that is in them, and then only put elsewhere."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from designer.canvas.arrays import NODE_MARGIN, SceneArrays
from designer.canvas.floating import part, with_content
from designer.canvas.painter import ScenePainter, reach, scene_area
from designer.canvas.view import Camera
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path, Scene

AHEAD = 0.4  # of the view: how far around what is seen is painted too, as it will come into view next


class Carried:
    """Some open boxes of a scene, and their picture."""

    def __init__(self, scene: Scene, boxes: frozenset[Path], painter: ScenePainter) -> None:
        self.boxes = boxes
        self.content = with_content(scene, boxes)
        self.arrays = SceneArrays(part(scene, self.content))
        self._bounds = bounds(scene.nodes[path].rect for path in boxes) or Rect(0, 0, 0, 0)
        self._painter = painter
        self._pixmap = QPixmap()
        self._area = QRect()  # what the pixmap shows, in device pixels of the whole scene
        self._scale = 0.0

    def paint(self, painter: QPainter, camera: Camera, view: QRect, offset: Point) -> None:
        """Paints what is seen of the boxes, all of them moved by an offset in scene units."""
        moved = QPoint(round(offset.x * camera.scale), round(offset.y * camera.scale))
        corner = QPoint(camera.ox, camera.oy) - moved
        wanted = self._extent(camera).intersected(view.translated(corner))
        if wanted.isEmpty():
            return
        if self._scale != camera.scale or not self._area.contains(wanted):
            self._draw(camera, view, wanted)
        painter.drawPixmap(wanted.topLeft() - corner, self._pixmap, wanted.translated(-self._area.topLeft()))

    def _extent(self, camera: Camera) -> QRect:
        wide, high = NODE_MARGIN[0] + reach(camera), NODE_MARGIN[1] + reach(camera)
        left, top = camera.device(self._bounds.x - wide, self._bounds.y - high)
        right, bottom = camera.device(self._bounds.right + wide, self._bounds.bottom + high)
        return QRect(left + camera.ox, top + camera.oy, right - left, bottom - top)

    def _draw(self, camera: Camera, view: QRect, wanted: QRect) -> None:
        dx, dy = round(view.width() * AHEAD), round(view.height() * AHEAD)
        area = self._extent(camera).intersected(wanted.adjusted(-dx, -dy, dx, dy))
        self._area, self._scale = area, camera.scale
        self._pixmap = QPixmap(area.size())
        self._pixmap.fill(Qt.GlobalColor.transparent)
        there = Camera(area.x(), area.y(), camera.zoom, camera.ratio)
        seen = scene_area(there, QRect(QPoint(0, 0), area.size()))
        painter = QPainter(self._pixmap)
        nodes, flows = self.arrays.nodes_in(seen), self.arrays.flows_in(seen)
        self._painter.paint_items(painter, self.arrays, there, nodes, flows)
        painter.end()


def together(shifts: Mapping[Path, Point], first: Iterable[str]) -> tuple[frozenset[Path], Point]:
    """The boxes that move by one offset, and that offset: that of one named `first`, if any of them does."""
    named = set(first)
    chosen = next((path for path in shifts if path[-1] in named), next(iter(shifts), None))
    if chosen is None:
        return frozenset(), Point(0.0, 0.0)
    offset = shifts[chosen]
    return frozenset(path for path, other in shifts.items() if other == offset), offset
