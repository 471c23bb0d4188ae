"""What a gesture would do, while it runs: its target, ghosts, guides, wires, and words beside the pointer."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from designer.canvas.controls import PORT_RADIUS
from designer.canvas.diagram import Diagram
from designer.canvas.guides import paint_guides
from designer.canvas.hulls import paint_hulls
from designer.canvas.marks import BEND_RADIUS, MANY, Marks, are_many
from designer.canvas.outline import outline
from designer.canvas.paint import color, line_path, paint_shapes
from designer.canvas.text_size import px, words
from designer.canvas.tools.stage import Element, Feedback
from designer.canvas.traces import paint_traces
from designer.canvas.view import Camera
from designer.drawing.faces import face
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect, middle_of
from designer.layout.scene import Path
from designer.layout.text import width
from designer.model.nodes import NODE_CLASSES, Node

GHOST = 0.55
ARROW = 7.0
DIM = 0.6  # how much of the ground lies over what a flow cannot lead to


class FeedbackPainter:
    """Paints the feedback that is `shown`; `reason` says why a release would be refused."""

    def __init__(self, diagram: Diagram, marks: Marks) -> None:
        self.shown = Feedback()
        self.reason = ""
        self.pointer = Point(0, 0)
        self._diagram = diagram
        self._marks = marks

    @property
    def theme(self) -> Theme:
        """The colours."""
        return self._diagram.faces.theme

    def paint(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        """Paints all of it, in logical pixels of the view."""
        feedback = self.shown
        for path in feedback.dimmed:
            placed = self._marks.node(path)
            if placed is not None:
                self._tinted(painter, camera.rect_to_screen(placed.rect.grown(2)), self.theme.ground, DIM)
        for band in (*feedback.bands, *feedback.gaps):
            self._tinted(painter, camera.rect_to_screen(band), self.theme.accent, 0.08)
        paint_hulls(painter, camera, self.theme, feedback.hulls)
        shown = (placed for layer in self._diagram.layers for placed in layer.arrays.nodes)
        paint_traces(painter, camera, self.theme, feedback.traces, shown, view)
        self._paint_outlines(painter, camera, view)
        self._paint_target(painter, camera)
        for element, rect in feedback.ghosts:
            self._paint_ghost(painter, camera, element, rect)
        paint_guides(painter, camera, self.theme, feedback.guides, self._fronts, view)
        self._paint_docks(painter, camera)
        if feedback.wire:
            self._paint_wire(painter, camera)
        for path, key in feedback.keys:
            self._paint_key(painter, camera, path, key)
        if feedback.lasso is not None:
            self._tinted(painter, camera.rect_to_screen(feedback.lasso), self.theme.accent, 0.1, 1.0)
        words = self.reason or feedback.readout
        if words:
            self._paint_words(painter, words, view, refused=bool(self.reason))

    def _tinted(self, painter: QPainter, rect: Rect, tint: str, share: float, edge: float = 0.0) -> None:
        fill = QColor(tint)
        fill.setAlphaF(share)
        painter.setBrush(fill)
        painter.setPen(QPen(color(tint), edge) if edge else QPen(Qt.PenStyle.NoPen))
        painter.drawRect(QRectF(round(rect.x) + 0.5, round(rect.y) + 0.5, round(rect.w), round(rect.h)))

    def _paint_target(self, painter: QPainter, camera: Camera) -> None:
        feedback = self.shown
        if feedback.target is None:
            return
        tint = self.theme.accent if feedback.target_ok else self.theme.refused
        if feedback.wire and feedback.target_ok:
            tint = self.theme.allowed
        placed, routed = self._marks.node(feedback.target), self._marks.flow(feedback.target)
        if placed is not None:
            fill = QColor(tint)
            fill.setAlphaF(0.08)
            rim = QPen(color(tint), 2)
            self._marks.ring(painter, camera, placed, rim, 2.0, None if placed.open else fill)
            if placed.open:  # what is inside keeps its colours
                painter.save()
                top = placed.rect._replace(h=placed.header)
                painter.setClipRect(QRectF(*camera.rect_to_screen(top)))
                self._marks.ring(painter, camera, placed, QPen(Qt.PenStyle.NoPen), 0.0, fill)
                painter.restore()
        elif routed is not None:
            self._marks.trace(painter, camera, routed, QPen(color(tint), 3))

    def _paint_docks(self, painter: QPainter, camera: Camera) -> None:
        """Ports of a target; the one to which a release would pin the end is filled."""
        accent, surface = color(self.theme.accent), color(self.theme.surface)
        painter.setPen(QPen(accent, 1.5))
        for side, at in self.shown.docks:
            is_meant = side == self.shown.dock
            painter.setBrush(accent if is_meant else surface)
            radius = PORT_RADIUS * (1.4 if is_meant else 1.0)
            painter.drawEllipse(QPointF(*camera.to_screen(*at)), radius, radius)

    def _paint_outlines(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        """What a gesture moves, and in rose what a knife cuts, with the knife's way."""
        slash = self.shown.slash
        pen = QPen(color(self.theme.refused if slash or self.shown.lost else self.theme.accent), 1.5)
        outlined = self.shown.outlined
        if are_many(outlined, camera) and self._diagram.arrays.nodes_among(outlined).any():
            self._marks.frame_many(painter, camera, view, outlined, pen.color())
            outlined = frozenset()
        for path in outlined if len(outlined) <= MANY else ():
            placed, routed = self._marks.node(path), self._marks.flow(path)
            if placed is not None:
                self._marks.ring(painter, camera, placed, pen, 1.0)
            elif routed is not None:
                pen.setDashPattern([4.0, 3.0])
                self._marks.trace(painter, camera, routed, pen)
        if self.shown.leader:
            thin = QPen(color(self.theme.accent), 1)
            thin.setDashPattern([3.0, 3.0])
            painter.setPen(thin)
            painter.drawPolyline(QPolygonF([QPointF(*camera.to_screen(*at)) for at in self.shown.leader]))
        if len(slash) > 1:
            painter.setPen(QPen(color(self.theme.refused), 2))
            painter.drawPolyline(QPolygonF([QPointF(*camera.to_screen(*at)) for at in slash]))

    def _paint_key(self, painter: QPainter, camera: Camera, path: Path, key: str) -> None:
        """The key that chooses a node, on its upper left corner, or a flow or a sign, on its middle.

        A sign holds no words in its middle, and its name may be at its corner.
        """
        placed, routed = self._marks.node(path), self._marks.flow(path)
        if placed is not None:
            at = placed.rect.center if placed.name is not None else Point(placed.rect.x, placed.rect.y)
        elif routed is not None:
            at = middle_of(routed.points)
        else:
            return
        middle, side = camera.to_screen(*at), px(20)
        plate = QRectF(round(middle.x) - side / 2, round(middle.y) - side / 2, side, side)
        painter.setPen(QPen(color(self.theme.surface), 1.5))
        painter.setBrush(color(self.theme.accent))
        painter.drawRoundedRect(plate, 6, 6)
        painter.setPen(color(self.theme.accent_text))
        painter.setFont(words(12, 600))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, key.upper())

    def _paint_ghost(self, painter: QPainter, camera: Camera, element: Element, rect: Rect) -> None:
        """What would be made there, half there already."""
        seen = camera.rect_to_screen(rect)
        painter.save()
        painter.setOpacity(GHOST)
        painter.translate(seen.x, seen.y)
        painter.scale(camera.zoom, camera.zoom)
        node = sample(element)
        paint_shapes(painter, face(node, self._diagram.document, self.theme, (rect.w, rect.h)))
        painter.restore()
        pen = QPen(color(self.theme.accent), 1.25)
        pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline(node, seen, camera.zoom, 1.0))

    def _fronts(self, strip: Rect) -> list[Rect]:
        """What covers a guide: nodes in front, where they are seen now."""
        diagram = self._diagram
        still = diagram.arrays.fronts_in(strip, diagram.hidden)
        layers = (layer for layer in diagram.layers if layer.carried is None)
        return [
            placed.rect for placed in (*still, *(p for each in layers for p in each.arrays.fronts_in(strip)))
        ]

    def _paint_wire(self, painter: QPainter, camera: Camera) -> None:
        tint = color(self.theme.accent if self.shown.wire_ok else self.theme.refused)
        points = tuple(camera.to_screen(*point) for point in self.shown.wire)
        if len(points) < 2:
            return
        pen = QPen(tint, 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line_path(points, BEND_RADIUS))
        self._paint_tip(painter, points[-2], points[-1], tint)

    def _paint_tip(self, painter: QPainter, before: Point, tip: Point, tint: QColor) -> None:
        dx, dy = tip[0] - before[0], tip[1] - before[1]
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        ux, uy = dx / length * ARROW, dy / length * ARROW
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(tip[0], tip[1]),
                    QPointF(tip[0] - ux - uy * 0.55, tip[1] - uy + ux * 0.55),
                    QPointF(tip[0] - ux + uy * 0.55, tip[1] - uy - ux * 0.55),
                ]
            )
        )

    def _paint_words(self, painter: QPainter, told: str, view: Rect, *, refused: bool) -> None:
        """A small plate beside the pointer."""
        text_width, height = width(told, px(12)), px(24)
        x = min(self.pointer.x + 16, view.w - text_width - 24)
        y = min(self.pointer.y + 18, view.h - height - 8)
        plate = QPainterPath()
        plate.addRoundedRect(QRectF(x, y, text_width + 16, height), 6, 6)
        painter.fillPath(plate, color(self.theme.refused if refused else self.theme.text))
        painter.setPen(color(self.theme.badge_text if refused else self.theme.surface))
        painter.setFont(words(12))
        painter.drawText(QPointF(x + 8, y + height * 0.68), told)


def sample(element: Element) -> Node:
    """A node of the kind, to be looked at only."""
    keys = {"workflow": {"runs": "sample"}, "boundary": {"host": "sample"}}.get(element.kind, {})
    typed = {"type": element.type} if element.type is not None else {}
    return NODE_CLASSES[element.kind].model_validate({"id": "sample", "workflow": "sample", **keys, **typed})
