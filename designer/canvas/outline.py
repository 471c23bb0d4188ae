"""The outline of a node at a distance from its border: rings of selection, hover, focus and drop targets."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from designer.layout.geometry import Rect
from designer.model.nodes import Boundary, Box, Decision, Node, Outcome, Parallel, Race, Trigger, Wait

NODE_RADIUS = 8.0
BOX_RADIUS = 12.0


def outline(node: Node, rect: Rect, zoom: float, gap: float = 0.0) -> QPainterPath:
    """The border of a node drawn in `rect` (logical pixels), moved outwards by `gap`."""
    path = QPainterPath()
    grown = rect.grown(gap)
    box = QRectF(*grown)
    match node:
        case Decision():
            reach = gap * 0.42
            middle = rect.center
            half_w, half_h = rect.w / 2 + gap + reach, rect.h / 2 + gap + reach
            path.addPolygon(
                QPolygonF(
                    [
                        QPointF(middle.x, middle.y - half_h),
                        QPointF(middle.x + half_w, middle.y),
                        QPointF(middle.x, middle.y + half_h),
                        QPointF(middle.x - half_w, middle.y),
                    ]
                )
            )
            path.closeSubpath()
        case Wait() | Race() | Boundary():
            path.addEllipse(box)
        case Trigger() | Outcome() | Parallel():
            radius = min(grown.w, grown.h) / 2
            path.addRoundedRect(box, radius, radius)
        case _:
            radius = min(
                (BOX_RADIUS if isinstance(node, Box) else NODE_RADIUS) * zoom + gap, grown.w / 2, grown.h / 2
            )
            path.addRoundedRect(box, radius, radius)
    return path
