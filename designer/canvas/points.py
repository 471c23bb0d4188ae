"""What a demonstration was about, marked at its end: a halo around nodes, and flows that stayed empty."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from designer.canvas.arrays import SceneArrays
from designer.canvas.paint import color
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.geometry import Rect
from designer.layout.scene import Path

HALO = ((9.0, 40), (6.0, 80), (3.0, 255))  # how far out, how opaque; the last one is the line itself
LINE = 2.5
ROUND = 8.0
DASHES = (3.0, 2.5)


def paint_points(
    painter: QPainter, points: Sequence[Path], arrays: SceneArrays, camera: Camera, theme: Theme
) -> None:
    """Marks nodes and flows of a scene, in logical pixels."""
    wanted = frozenset(points)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for placed in arrays.nodes:
        if placed.path in wanted:
            _halo(painter, camera.rect_to_screen(placed.rect), theme)
    for routed in arrays.flows:
        if routed.path in wanted:
            pen = QPen(color(theme.warning), LINE)
            pen.setDashPattern(list(DASHES))
            painter.setPen(pen)
            painter.drawPolyline([QPointF(*camera.to_screen(x, y)) for x, y in routed.points])
    painter.restore()


def _halo(painter: QPainter, rect: Rect, theme: Theme) -> None:
    for out, opacity in HALO:
        shade = color(theme.warning)
        shade.setAlpha(opacity)
        painter.setPen(QPen(shade, LINE if opacity == 255 else LINE * 2))
        grown = rect.grown(out)
        painter.drawRoundedRect(QRectF(*grown), ROUND + out, ROUND + out)
