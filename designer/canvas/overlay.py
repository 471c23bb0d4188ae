"""What lies over the picture and changes with every move: selection, hover, focus, offers, controls."""

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from designer.canvas import controls
from designer.canvas.controls import Control, docked
from designer.canvas.diagram import Diagram
from designer.canvas.feedback import GHOST, FeedbackPainter
from designer.canvas.marks import BEND_RADIUS, Marks, are_many
from designer.canvas.paint import color, line_path, paint_shapes
from designer.canvas.view import Camera
from designer.drawing.pins import end_mark
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Routed

PINS_FROM = 0.4
RING_GAP = 3.0
TINT = 0.18


class Overlay:
    """Paints the live marks in logical pixels of the view."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.marks = Marks(diagram)
        self.gesture = FeedbackPainter(diagram, self.marks)
        self.selection: frozenset[Path] = frozenset()
        self.hover: Path | None = None
        self.focus: Path | None = None
        self.controls: Mapping[Path, tuple[Control, ...]] = {}
        self.control_opacity = 1.0
        self.flashing: frozenset[Path] = frozenset()
        self.offers: tuple[tuple[Point, ...], ...] = ()

    @property
    def theme(self) -> Theme:
        """The colours."""
        return self.diagram.faces.theme

    def paint(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        """Paints everything that is shown now."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hover(painter, camera)
        self._paint_selection(painter, camera, view)
        self._paint_focus(painter, camera)
        self._paint_flash(painter, camera)
        self._paint_offers(painter, camera)
        self._paint_controls(painter)
        self._paint_pins(painter, camera)
        self.gesture.paint(painter, camera, view)

    # What is chosen

    def _paint_hover(self, painter: QPainter, camera: Camera) -> None:
        if self.hover is None or self.hover in self.selection or self.diagram.layers:
            return
        glow = QColor(self.theme.accent)
        glow.setAlphaF(0.55)
        placed, routed = self.marks.node(self.hover), self.marks.flow(self.hover)
        if placed is not None:
            self.marks.ring(painter, camera, placed, QPen(glow, 1.5), 0.75)
        elif routed is not None:
            self.marks.trace(painter, camera, routed, QPen(glow, max(2.5, 2.5 * camera.zoom)))

    def _paint_selection(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        if not self.selection:
            return
        if are_many(self.selection, camera):
            self.marks.frame_many(painter, camera, view, self.selection, color(self.theme.accent), TINT)
            return
        seen = camera.visible(view.w, view.h)
        pen = QPen(color(self.theme.accent), 2)
        for path in self.selection:
            placed = self.marks.node(path)
            if placed is not None and placed.rect.overlaps(seen):
                self.marks.ring(painter, camera, placed, pen, RING_GAP)
        paths = [path for path in self.selection if self.diagram.arrays.flow_number(path) is not None]
        flows = [routed for path in paths if (routed := self.marks.flow(path))]
        for routed in flows:
            self.marks.trace(
                painter, camera, routed, QPen(color(self.theme.accent), max(2.0, 2.0 * camera.zoom))
            )
        if len(flows) == 1:
            self._soften_ends(painter, camera, flows[0])

    def _soften_ends(self, painter: QPainter, camera: Camera, routed: Routed) -> None:
        soft = QColor(self.theme.accent)
        soft.setAlphaF(0.35)
        for path in (routed.source, routed.target):
            placed = self.marks.node(path)
            if placed is not None:
                self.marks.ring(painter, camera, placed, QPen(soft, 2), RING_GAP)

    def _paint_focus(self, painter: QPainter, camera: Camera) -> None:
        placed = None if self.focus is None else self.marks.node(self.focus)
        if placed is None:
            return
        pen = QPen(color(self.theme.text), 1.25)
        pen.setDashPattern([1.0, 2.0])
        self.marks.ring(painter, camera, placed, pen, RING_GAP + 3.5)

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
            placed, routed = self.marks.node(path), self.marks.flow(path)
            if placed is not None:
                self.marks.ring(painter, camera, placed, QPen(glow, 5), 3.0)
            elif routed is not None:
                self.marks.trace(painter, camera, routed, QPen(glow, max(6.0, 5.0 * camera.zoom)))

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

    def _paint_pins(self, painter: QPainter, camera: Camera) -> None:
        """Pins where the ends of flows that are marked keep to a side."""
        if camera.zoom < PINS_FROM or are_many(self.selection, camera):
            return
        for path in self.selection | ({self.hover} if self.hover else set()):
            routed = self.marks.flow(path)
            for end in docked(routed) if routed is not None else ():
                paint_shapes(painter, end_mark(camera.to_screen(*end), self.theme))

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
