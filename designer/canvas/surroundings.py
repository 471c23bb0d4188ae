"""Beside each trigger and outcome of an entered box: where that comes from and leads to outside (C12)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

from designer.canvas.fonts import font
from designer.canvas.paint import color
from designer.canvas.view import Camera
from designer.drawing.text import width
from designer.drawing.theme import Theme
from designer.drawing.wording import kind_name
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Scene
from designer.model import graph
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Box, Outcome, Trigger

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

SIZE = 12
GAP = 14.0
LINE = 18.0
SHOWN_FROM = 0.4


@dataclass(frozen=True)
class Beyond:
    """Words beside a port of the level, and the node outside that they name."""

    text: str
    target: Path
    port: Path
    place: int  # of those at the same port, from the top
    comes_in: bool


def surroundings(document: Document, scene: Scene) -> tuple[Beyond, ...]:
    """What lies before the triggers and behind the outcomes of the level; nothing at the root."""
    box = document.nodes.get(scene.level[-1]) if scene.level else None
    if not isinstance(box, Box):
        return ()
    around = scene.level[:-1]
    found: list[Beyond] = []
    ports = [
        p
        for p in scene.nodes.values()
        if p.path[:-1] == scene.level and isinstance(p.node, Trigger | Outcome)
    ]
    for port in ports:
        comes_in = isinstance(port.node, Trigger)
        for place, flow in enumerate(_joined(document, box, port)):
            other = document.nodes.get(flow.source if comes_in else flow.target)
            if other is not None:
                words = other.name or kind_name(other)
                text = f"from {words}" if comes_in else f"to {words}"
                found.append(Beyond(text, (*around, other.id), port.path, place, comes_in))
    return tuple(found)


def _joined(document: Document, box: Box, port: Placed) -> list[Flow]:
    if isinstance(port.node, Trigger):
        return [
            flow for flow in document.flows_into(box.id) if graph.entry_port(document, flow) == port.node.id
        ]
    return [flow for flow in document.flows_from(box.id) if graph.exit_port(document, flow) == port.node.id]


class Surroundings:
    """The words of one level, where they can be seen and clicked."""

    def __init__(self) -> None:
        self._made: tuple[Document, Scene, tuple[Beyond, ...]] | None = None

    def _all(self, document: Document, scene: Scene) -> tuple[Beyond, ...]:
        if self._made is None or self._made[0] is not document or self._made[1] is not scene:
            self._made = (document, scene, surroundings(document, scene))
        return self._made[2]

    def follow(self, surface: "Surface", event: QMouseEvent) -> bool:
        """A left press on the words goes to the node they name; whether there were any."""
        scene, camera = surface.scene, surface.navigation.camera
        if event.button() != Qt.MouseButton.LeftButton or surface.is_busy or camera.zoom < SHOWN_FROM:
            return False
        here = Point(event.position().x(), event.position().y())
        for one in self._all(surface.editor.document, scene):
            if _rect(one, scene, camera).grown(3).holds(*here):
                surface.go(one.target[:-1])
                surface.select([one.target])
                surface.show_selection()
                return True
        return False

    def paint(
        self, painter: QPainter, document: Document, scene: Scene, camera: Camera, theme: Theme
    ) -> None:
        """Paints the words in logical pixels."""
        if camera.zoom < SHOWN_FROM:
            return
        painter.setFont(font(SIZE))
        painter.setPen(color(theme.quiet))
        for one in self._all(document, scene):
            rect = _rect(one, scene, camera)
            painter.drawText(QPointF(rect.x, rect.y + SIZE + 1), one.text)


def _rect(one: Beyond, scene: Scene, camera: Camera) -> Rect:
    port = camera.rect_to_screen(scene.nodes[one.port].rect)
    long = width(one.text, SIZE)
    x = port.x - GAP - long if one.comes_in else port.right + GAP
    return Rect(x, port.center.y - LINE / 2 + one.place * LINE, long, LINE)
