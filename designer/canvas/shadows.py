"""The soft shadow of what floats above the picture, drawn once for each outline and size."""

from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from designer.canvas.outline import BOX_RADIUS, outline
from designer.canvas.paint import color
from designer.canvas.view import Camera
from designer.layout.geometry import Rect
from designer.layout.scene import Placed
from designer.model.nodes import Node

SPREADS = tuple(map(float, range(1, 10)))  # pixels beyond the border, one soft sheet over another
MOST_SIDE = 640  # device pixels up to which a shadow is kept whole; of larger ones the rim is stretched
MOST_KEPT = 64


class Shadows:
    """Paints shadows in device pixels."""

    def __init__(self) -> None:
        self._kept: dict[object, QPixmap] = {}

    def paint(self, painter: QPainter, camera: Camera, placed: Placed, tint: str) -> None:
        """Paints the shadow of one node where it stands."""
        left, top = camera.device(placed.rect.x, placed.rect.y)
        right, bottom = camera.device(placed.rect.right, placed.rect.bottom)
        w, h, rim = right - left, bottom - top, _rim(camera)
        if max(w, h) <= MOST_SIDE:
            sheet = self._sheet(placed.node, w, h, camera, tint)
            painter.drawPixmap(QPointF(left - rim, top - rim), sheet)
            return
        # Under a large shape only the rim shows: corners as they are, and sides drawn out from one pixel.
        corner = rim + 2 * ceil(BOX_RADIUS * camera.scale)
        sheet = self._sheet(placed.node, 2 * (corner - rim) + 1, 2 * (corner - rim) + 1, camera, tint)
        far = sheet.width() - corner
        xs = ((left - rim, corner, 0), (left - rim + corner, w + 2 * (rim - corner), corner))
        ys = ((top - rim, corner, 0), (top - rim + corner, h + 2 * (rim - corner), corner))
        columns = (*xs, (right + rim - corner, corner, far))
        rows = (*ys, (bottom + rim - corner, corner, far))
        for i, (x, width, sx) in enumerate(columns):
            for j, (y, height, sy) in enumerate(rows):
                if i == j == 1:
                    continue
                source = QRect(sx, sy, 1 if i == 1 else corner, 1 if j == 1 else corner)
                painter.drawPixmap(QRect(x, y, width, height), sheet, source)

    def _sheet(self, node: Node, w: int, h: int, camera: Camera, tint: str) -> QPixmap:
        key = (type(node), w, h, camera.scale, camera.ratio, tint)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = _drawn(node, w, h, camera, tint)
        return self._kept[key]


def _rim(camera: Camera) -> int:
    return ceil(2 * max(SPREADS) * camera.ratio) + 1


def _drawn(node: Node, w: int, h: int, camera: Camera, tint: str) -> QPixmap:
    rim = _rim(camera)
    made = QPixmap(w + 2 * rim, h + 2 * rim)
    made.fill(Qt.GlobalColor.transparent)
    soft = QColor(color(tint))
    soft.setAlphaF(soft.alphaF() / len(SPREADS))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for spread in SPREADS:
        gap = spread * camera.ratio
        painter.fillPath(outline(node, Rect(rim, rim + gap, w, h), camera.scale, gap), soft)
    painter.end()
    return made
