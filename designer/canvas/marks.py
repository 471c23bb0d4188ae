"""Rings around nodes and lines along flows, wherever a preview or a drag has them at the moment."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from designer.canvas.diagram import Diagram
from designer.canvas.outline import outline
from designer.canvas.paint import line_path
from designer.canvas.view import Camera
from designer.layout.scene import Path, Placed, Routed

BEND_RADIUS = 6.0


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
        """Draws the outline of a node, so many pixels outside of it."""
        painter.setPen(pen)
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush) if fill is None else fill)
        painter.drawPath(outline(placed.node, camera.rect_to_screen(placed.rect), camera.zoom, gap))

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
