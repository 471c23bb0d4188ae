"""Rings around nodes and lines along flows, wherever a preview or a drag has them at the moment."""

from collections.abc import Collection, Iterator

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QRegion

from designer.canvas.arrays import touching
from designer.canvas.carrays import Floats
from designer.canvas.diagram import Diagram
from designer.canvas.faces import READABLE_FROM
from designer.canvas.frames import paint_frames
from designer.canvas.outline import outline
from designer.canvas.paint import line_path
from designer.canvas.view import Camera
from designer.layout.geometry import Rect
from designer.layout.scene import Path, Placed, Routed

BEND_RADIUS = 6.0
MANY = 300  # rings are drawn one by one up to so many,
MANY_FROM_AFAR = 60  # or so many where a node is too small for its shape to be told
AROUND = 3.0  # logical pixels: as far as the pen of a ring reaches beyond its line


class Marks:
    """Finds what is on show, and marks it."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram

    def node(self, path: Path) -> Placed | None:
        """A node as seen now: where a preview has it, else where it is."""
        layers = [layer for layer in reversed(self._diagram.layers) if layer.opacity == 1.0]
        found = next((placed for layer in layers if (placed := layer.node(path)) is not None), None)
        if found is None and path:
            found = next((layer.by_id[path[-1]] for layer in layers if path[-1] in layer.by_id), None)
        return found or self._diagram.scene.nodes.get(path)

    def flow(self, path: Path) -> Routed | None:
        """A flow as seen now: where a preview leads it, else where it is."""
        layers = [layer for layer in reversed(self._diagram.layers) if layer.opacity == 1.0]
        found = next((routed for layer in layers if (routed := layer.flow(path)) is not None), None)
        return found or self._diagram.scene.flows.get(path)

    def seen(self, path: Path) -> Placed | Routed | None:
        """A node or a flow as seen now."""
        return self.node(path) or self.flow(path)

    def ring(
        self,
        painter: QPainter,
        camera: Camera,
        placed: Placed,
        pen: QPen,
        gap: float,
        fill: QColor | None = None,
    ) -> None:
        """Draws the outline of a node, so many pixels outside of it, fewer from further off.

        It gives way to the name beside a sign.
        """
        painter.setPen(pen)
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush) if fill is None else fill)
        near = gap * min(1.0, camera.zoom)
        path = outline(placed.node, camera.rect_to_screen(placed.rect), camera.zoom, near)
        words = QRectF()
        if placed.name is not None:
            name = placed.name.area.moved(placed.rect.x, placed.rect.y)
            words = QRectF(*camera.rect_to_screen(name))
        around = path.boundingRect().adjusted(-AROUND, -AROUND, AROUND, AROUND)
        if not around.intersects(words):
            painter.drawPath(path)
            return
        painter.save()
        free = QRegion(around.toAlignedRect()) - QRegion(words.toAlignedRect())
        painter.setClipRegion(free, Qt.ClipOperation.IntersectClip)
        painter.drawPath(path)
        painter.restore()

    def frame_many(
        self,
        painter: QPainter,
        camera: Camera,
        view: Rect,
        paths: frozenset[Path],
        tint: QColor,
        share: float = 0.0,
    ) -> None:
        """Marks so many nodes as seen now that each by itself would take too long: with bare rectangles.

        They are filled with a `share` of the tint.
        """
        painter.save()
        painter.scale(1 / camera.ratio, 1 / camera.ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        corners = np.vstack([*self._corners(paths)])
        near = corners[touching(corners, camera.visible(view.w, view.h), (0.0, 0.0))]
        paint_frames(painter, camera.device_all(near), tint, max(1, round(camera.ratio)), share)
        painter.restore()

    def _corners(self, paths: frozenset[Path]) -> Iterator[Floats]:
        """Where some nodes are seen now: in the picture, carried along, or painted anew."""
        diagram, arrays = self._diagram, self._diagram.arrays
        meant = arrays.nodes_among(paths)
        yield arrays.corners[meant & ~diagram.hidden.nodes]
        for layer in (layer for layer in diagram.layers if layer.opacity == 1.0):
            if layer.carried is None:
                yield layer.arrays.corners[layer.arrays.nodes_among(paths)]
            else:
                carried, offset = layer.carried
                yield arrays.corners[meant & carried.rows.nodes] + np.array([*offset, *offset])

    def trace(self, painter: QPainter, camera: Camera, routed: Routed, pen: QPen) -> None:
        """Draws along a flow."""
        points = [camera.to_screen(*point) for point in routed.points]
        if len(points) < 2:
            return
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = 0.5 / camera.ratio
        crisp = tuple((point.x + half, point.y + half) for point in points)
        painter.drawPath(line_path(crisp, BEND_RADIUS * camera.zoom, hops=routed.hops, scale=camera.zoom))


def are_many(paths: Collection[Path], camera: Camera) -> bool:
    """Whether these are too many to mark each by itself."""
    return len(paths) > (MANY if camera.scale >= READABLE_FROM else MANY_FROM_AFAR)
