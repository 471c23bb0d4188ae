"""Thin outlines of where things stand that are shown where they would go, behind what is there."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from designer.canvas.outline import outline
from designer.canvas.paint import color
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.geometry import Rect
from designer.layout.scene import Placed
from designer.model.nodes import Node

OPACITY = 0.6
_DASHES = (2.0, 3.0)


def paint_traces(
    painter: QPainter,
    camera: Camera,
    theme: Theme,
    traces: Sequence[tuple[Node, Rect]],
    shown: Iterable[Placed],
    view: Rect,
) -> None:
    """Draws the outlines that are in view, but not over the nodes that are `shown`."""
    if not traces:
        return
    ground = QRegion(QRectF(*view).toAlignedRect())
    for placed in shown:
        rect = camera.rect_to_screen(placed.rect)
        if rect.overlaps(view):
            ground -= QRegion(QRectF(*rect).toAlignedRect())
    painter.save()
    painter.setClipRegion(ground)
    painter.setOpacity(OPACITY)
    pen = QPen(color(theme.quiet), 1)
    pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for node, at in traces:
        rect = camera.rect_to_screen(at)
        if rect.overlaps(view):
            painter.drawPath(outline(node, rect, camera.zoom))
    painter.restore()
