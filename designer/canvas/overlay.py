"""What lies over the picture and changes with every move: selection, hover, focus, controls, feedback."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from designer.canvas import controls
from designer.canvas.arrays import SceneArrays
from designer.canvas.carrays import draw_rects
from designer.canvas.controls import Control
from designer.canvas.diagram import Diagram
from designer.canvas.fonts import font
from designer.canvas.hulls import paint_hulls
from designer.canvas.outline import outline
from designer.canvas.paint import color, line_path, paint_shapes
from designer.canvas.tools.stage import Element, Feedback
from designer.canvas.traces import paint_traces
from designer.canvas.view import Camera
from designer.drawing.faces import face
from designer.drawing.text import width
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Routed
from designer.model.nodes import NODE_CLASSES, Node

RINGS = 300
RING_GAP = 3.0
GHOST = 0.55
BEND_RADIUS = 6.0
ARROW = 7.0


DIM = 0.6  # how much of the ground lies over what a flow cannot lead to


class Overlay:
    """Paints the live marks in logical pixels of the view."""

    def __init__(self, diagram: Diagram, theme: Theme) -> None:
        self.diagram = diagram
        self.theme = theme
        self.selection: frozenset[Path] = frozenset()
        self.hover: Path | None = None
        self.focus: Path | None = None
        self.controls: Mapping[Path, tuple[Control, ...]] = {}
        self.control_opacity = 1.0
        self.feedback = Feedback()
        self.flashing: frozenset[Path] = frozenset()
        self.offers: tuple[tuple[Point, ...], ...] = ()
        self.reason = ""
        self.pointer = Point(0, 0)
        self._many: tuple[SceneArrays, frozenset[Path], NDArray[np.bool_]] | None = None

    def paint(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        """Paints everything that is shown now."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hover(painter, camera)
        self._paint_selection(painter, camera, view)
        self._paint_focus(painter, camera)
        self._paint_flash(painter, camera)
        self._paint_offers(painter, camera)
        self._paint_controls(painter)
        self._paint_feedback(painter, camera, view)

    # What is chosen

    def _node(self, path: Path) -> Placed | None:
        """A node as seen now: where a preview has it, else where it is."""
        layers = [layer for layer in reversed(self.diagram.layers) if layer.opacity == 1.0]
        found = next((placed for layer in layers if (placed := layer.node(path)) is not None), None)
        if found is None and path:
            found = next((layer.by_id[path[-1]] for layer in layers if path[-1] in layer.by_id), None)
        return found or self.diagram.scene.nodes.get(path)

    def _flow(self, path: Path) -> Routed | None:
        layers = [layer for layer in reversed(self.diagram.layers) if layer.opacity == 1.0]
        found = next((routed for layer in layers if (routed := layer.flow(path)) is not None), None)
        return found or self.diagram.scene.flows.get(path)

    def _paint_hover(self, painter: QPainter, camera: Camera) -> None:
        if self.hover is None or self.hover in self.selection or self.diagram.layers:
            return
        glow = QColor(self.theme.accent)
        glow.setAlphaF(0.55)
        placed, routed = self._node(self.hover), self._flow(self.hover)
        if placed is not None:
            self._ring(painter, camera, placed, QPen(glow, 1.5), 0.75)
        elif routed is not None:
            self._trace(painter, camera, routed, QPen(glow, max(2.5, 2.5 * camera.zoom)))

    def _paint_selection(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        if not self.selection:
            return
        if len(self.selection) > RINGS and not self.diagram.layers:
            self._frame_many(painter, camera, view)
            return
        seen = camera.visible(view.w, view.h)
        nodes = [
            placed for path in self.selection if (placed := self._node(path)) and placed.rect.overlaps(seen)
        ]
        pen = QPen(color(self.theme.accent), 2)
        for placed in nodes[:RINGS]:
            self._ring(painter, camera, placed, pen, RING_GAP)
        flows = [routed for path in self.selection if (routed := self._flow(path))]
        for routed in flows[:RINGS]:
            self._trace(painter, camera, routed, QPen(color(self.theme.accent), max(2.0, 2.0 * camera.zoom)))
        if len(flows) == 1:
            self._soften_ends(painter, camera, flows[0])

    def _frame_many(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        """Very many rings at once, as bare rectangles."""
        arrays = self.diagram.arrays
        if self._many is None or self._many[0] is not arrays or self._many[1] is not self.selection:
            chosen = np.fromiter((placed.path in self.selection for placed in arrays.nodes), bool)
            self._many = (arrays, self.selection, chosen)
        near = arrays.nodes_in(camera.visible(view.w, view.h))
        corners = arrays.corners[near[self._many[2][near]]]
        tint = QColor(self.theme.accent)
        tint.setAlphaF(0.18)
        painter.save()
        painter.scale(1 / camera.ratio, 1 / camera.ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(color(self.theme.accent), max(1, round(camera.ratio))))
        painter.setBrush(tint)
        draw_rects(painter, camera.device_all(corners) + np.array([-1, -1, 1, 1], np.int32))
        painter.restore()

    def _soften_ends(self, painter: QPainter, camera: Camera, routed: Routed) -> None:
        soft = QColor(self.theme.accent)
        soft.setAlphaF(0.35)
        for path in (routed.source, routed.target):
            placed = self._node(path)
            if placed is not None:
                self._ring(painter, camera, placed, QPen(soft, 2), RING_GAP)

    def _paint_focus(self, painter: QPainter, camera: Camera) -> None:
        placed = None if self.focus is None else self._node(self.focus)
        if placed is None:
            return
        pen = QPen(color(self.theme.text), 1.25)
        pen.setDashPattern([1.0, 2.0])
        self._ring(painter, camera, placed, pen, RING_GAP + 3.5)

    def _paint_offers(self, painter: QPainter, camera: Camera) -> None:
        """Flows that a notice offers to make, half there already."""
        pen = QPen(color(self.theme.accent), max(1.5, 1.5 * camera.zoom))
        pen.setDashPattern([4.0, 3.0])
        painter.save()
        painter.setOpacity(GHOST)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self.offers:
            points = tuple(camera.to_screen(*point) for point in line)
            painter.drawPath(line_path(points, BEND_RADIUS * camera.zoom))
        painter.restore()

    def _paint_flash(self, painter: QPainter, camera: Camera) -> None:
        glow = QColor(self.theme.accent)
        glow.setAlphaF(0.45)
        for path in self.flashing:
            placed, routed = self._node(path), self._flow(path)
            if placed is not None:
                self._ring(painter, camera, placed, QPen(glow, 5), 3.0)
            elif routed is not None:
                self._trace(painter, camera, routed, QPen(glow, max(6.0, 5.0 * camera.zoom)))

    def _ring(
        self,
        painter: QPainter,
        camera: Camera,
        placed: Placed,
        pen: QPen,
        gap: float,
        fill: QColor | None = None,
    ) -> None:
        painter.setPen(pen)
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush) if fill is None else fill)
        painter.drawPath(outline(placed.node, camera.rect_to_screen(placed.rect), camera.zoom, gap))

    def _trace(self, painter: QPainter, camera: Camera, routed: Routed, pen: QPen) -> None:
        points = [camera.to_screen(*point) for point in routed.points]
        if len(points) < 2:
            return
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = 0.5 / camera.ratio
        crisp = tuple((point.x + half, point.y + half) for point in points)
        painter.drawPath(line_path(crisp, BEND_RADIUS * camera.zoom, hops=routed.hops, scale=camera.zoom))

    # Controls

    def _paint_controls(self, painter: QPainter) -> None:
        if self.control_opacity <= 0:
            return
        painter.save()
        painter.setOpacity(self.control_opacity)
        for shown in self.controls.values():
            for control in shown:
                self._paint_control(painter, control)
        painter.restore()

    def _paint_control(self, painter: QPainter, control: Control) -> None:
        accent, surface = color(self.theme.accent), color(self.theme.surface)
        at = QPointF(control.at.x, control.at.y)
        if control.kind == "append":
            self._paint_append(painter, at)
        elif control.kind == "handle":
            half = controls.HANDLE / 2
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(surface)
            painter.drawRoundedRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half), 2, 2)
        else:
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(accent if control.kind == "bend" else surface)
            radius = controls.PORT_RADIUS if control.kind in ("port", "end") else 3.5
            painter.drawEllipse(at, radius, radius)

    def _paint_append(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self.theme.shadow))
        radius = controls.APPEND_RADIUS
        painter.drawEllipse(at + QPointF(0, 1), radius + 1, radius + 1)
        painter.setBrush(color(self.theme.accent))
        painter.drawEllipse(at, radius, radius)
        pen = QPen(color(self.theme.accent_text), 1.75)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QLineF(at.x() - 4, at.y(), at.x() + 4, at.y()))
        painter.drawLine(QLineF(at.x(), at.y() - 4, at.x(), at.y() + 4))

    # What a gesture would do

    def _paint_feedback(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        feedback = self.feedback
        for path in feedback.dimmed:
            placed = self._node(path)
            if placed is not None:
                self._tinted(painter, camera.rect_to_screen(placed.rect.grown(2)), self.theme.ground, DIM)
        for band in (*feedback.bands, *feedback.gaps):
            self._tinted(painter, camera.rect_to_screen(band), self.theme.accent, 0.08)
        paint_hulls(painter, camera, self.theme, feedback.hulls)
        shown = (placed for layer in self.diagram.layers for placed in layer.arrays.nodes)
        paint_traces(painter, camera, self.theme, feedback.traces, shown, view)
        self._paint_outlines(painter, camera)
        self._paint_target(painter, camera)
        for element, rect in feedback.ghosts:
            self._paint_ghost(painter, camera, element, rect)
        self._paint_guides(painter, camera, view)
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
        feedback = self.feedback
        if feedback.target is None:
            return
        tint = self.theme.accent if feedback.target_ok else self.theme.refused
        if feedback.wire and feedback.target_ok:
            tint = self.theme.allowed
        placed, routed = self._node(feedback.target), self._flow(feedback.target)
        if placed is not None:
            fill = QColor(tint)
            fill.setAlphaF(0.08)
            self._ring(painter, camera, placed, QPen(color(tint), 2), 2.0, fill)
        elif routed is not None:
            self._trace(painter, camera, routed, QPen(color(tint), 3))

    def _paint_outlines(self, painter: QPainter, camera: Camera) -> None:
        """What a gesture moves, and in rose what a knife cuts, with the knife's way."""
        slash = self.feedback.slash
        pen = QPen(color(self.theme.refused if slash or self.feedback.lost else self.theme.accent), 1.5)
        outlined = self.feedback.outlined
        for path in outlined if len(outlined) <= RINGS else ():
            placed, routed = self._node(path), self._flow(path)
            if placed is not None:
                self._ring(painter, camera, placed, pen, 1.0)
            elif routed is not None:
                pen.setDashPattern([4.0, 3.0])
                self._trace(painter, camera, routed, pen)
        if self.feedback.leader:
            thin = QPen(color(self.theme.accent), 1)
            thin.setDashPattern([3.0, 3.0])
            painter.setPen(thin)
            painter.drawPolyline(QPolygonF([QPointF(*camera.to_screen(*at)) for at in self.feedback.leader]))
        if len(slash) > 1:
            painter.setPen(QPen(color(self.theme.refused), 2))
            painter.drawPolyline(QPolygonF([QPointF(*camera.to_screen(*at)) for at in slash]))

    def _paint_key(self, painter: QPainter, camera: Camera, path: Path, key: str) -> None:
        """The key that chooses a node, on its upper left corner."""
        placed = self._node(path)
        if placed is None:
            return
        corner = camera.to_screen(placed.rect.x, placed.rect.y)
        plate = QRectF(round(corner.x) - 8, round(corner.y) - 10, 20, 20)
        painter.setPen(QPen(color(self.theme.surface), 1.5))
        painter.setBrush(color(self.theme.accent))
        painter.drawRoundedRect(plate, 6, 6)
        painter.setPen(color(self.theme.accent_text))
        painter.setFont(font(12, 600))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, key.upper())

    def _paint_ghost(self, painter: QPainter, camera: Camera, element: Element, rect: Rect) -> None:
        """What would be made there, half there already."""
        seen = camera.rect_to_screen(rect)
        painter.save()
        painter.setOpacity(GHOST)
        painter.translate(seen.x, seen.y)
        painter.scale(camera.zoom, camera.zoom)
        node = sample(element)
        paint_shapes(painter, face(node, self.diagram.document, self.theme, (rect.w, rect.h)))
        painter.restore()
        pen = QPen(color(self.theme.accent), 1.25)
        pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline(node, seen, camera.zoom, 1.0))

    def _paint_guides(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        painter.setPen(QPen(color(self.theme.accent), 1))
        for one, other in self.feedback.guides:
            a, b = camera.to_screen(*one), camera.to_screen(*other)
            if abs(a.x - b.x) < 0.5:
                x = round(a.x) + 0.5
                painter.drawLine(QLineF(x, 0, x, view.h))
            elif abs(a.y - b.y) < 0.5:
                y = round(a.y) + 0.5
                painter.drawLine(QLineF(0, y, view.w, y))
            else:
                painter.drawLine(QLineF(a.x, a.y, b.x, b.y))

    def _paint_wire(self, painter: QPainter, camera: Camera) -> None:
        tint = color(self.theme.accent if self.feedback.wire_ok else self.theme.refused)
        points = tuple(camera.to_screen(*point) for point in self.feedback.wire)
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

    def _paint_words(self, painter: QPainter, words: str, view: Rect, *, refused: bool) -> None:
        """A small plate beside the pointer."""
        text_width = width(words, 12)
        x = min(self.pointer.x + 16, view.w - text_width - 24)
        y = min(self.pointer.y + 18, view.h - 32)
        plate = QPainterPath()
        plate.addRoundedRect(QRectF(x, y, text_width + 16, 24), 6, 6)
        painter.fillPath(plate, color(self.theme.refused if refused else self.theme.text))
        painter.setPen(color(self.theme.badge_text if refused else self.theme.surface))
        painter.setFont(font(12))
        painter.drawText(QPointF(x + 8, y + 16.4), words)


def sample(element: Element) -> Node:
    """A node of the kind, to be looked at only."""
    keys = {"workflow": {"runs": "sample"}, "boundary": {"host": "sample"}}.get(element.kind, {})
    typed = {"type": element.type} if element.type is not None else {}
    return NODE_CLASSES[element.kind].model_validate({"id": "sample", "workflow": "sample", **keys, **typed})
