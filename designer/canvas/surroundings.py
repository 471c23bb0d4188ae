"""Beside each trigger and outcome of an entered box: where that comes from and leads to outside (C12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from designer.canvas.clickable import Clickable
from designer.canvas.fonts import font
from designer.canvas.paint import color
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Scene
from designer.layout.text import elide, width
from designer.layout.wording import kind_name
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import Boundary, Box, Node, Outcome, Trigger

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

SIZE = 12
GAP = 14.0
LINE = 18.0
LONGEST = 180.0
SHOWN_FROM = 0.4


@dataclass(frozen=True)
class Beyond:
    """Words beside a port of the level, and the node outside that they name."""

    text: str
    shown: str  # as much of it as there is room for
    target: Path
    port: Path
    rect: Rect  # in scene units: the words grow with the picture


def surroundings(document: Document, scene: Scene) -> tuple[Beyond, ...]:
    """What lies before the triggers and behind the outcomes of the level; nothing at the root."""
    box = document.nodes.get(scene.level[-1]) if scene.level else None
    if not isinstance(box, Box):
        return ()
    ports = [
        placed
        for placed in scene.nodes.values()
        if placed.path[:-1] == scene.level and isinstance(placed.node, Trigger | Outcome)
    ]
    return tuple(one for port in ports for one in _beside(document, scene.level[:-1], box, port))


def _beside(document: Document, around: Path, box: Box, port: Placed) -> list[Beyond]:
    """The words beside one port, a line for each node outside, level with its middle."""
    comes_in = isinstance(port.node, Trigger)
    found_nodes = map(document.nodes.get, _joined(document, box, port))
    others = sorted((node for node in found_nodes if node is not None), key=_from_the_top)
    top = port.rect.center.y - LINE * len(others) / 2
    found = []
    for place, other in enumerate(others):
        text = f"{'from' if comes_in else 'to'} {other.name or kind_name(other)}"
        shown = elide(text, LONGEST, SIZE)
        long = width(shown, SIZE)
        x = port.rect.x - GAP - long if comes_in else port.rect.right + GAP
        rect = Rect(x, top + place * LINE, long, LINE)
        found.append(Beyond(text, shown, (*around, other.id), port.path, rect))
    return found


def _joined(document: Document, box: Box, port: Placed) -> dict[str, None]:
    """The ids of what is joined to a port from outside, each once."""
    if isinstance(port.node, Trigger):
        into = document.flows_into(box.id)
        return {flow.source: None for flow in into if graph.entry_port(document, flow) == port.node.id}
    out = document.flows_from(box.id)
    return {flow.target: None for flow in out if graph.exit_port(document, flow) == port.node.id}


def _from_the_top(node: Node) -> tuple[float, float]:
    x, y = (0.0, 0.0) if isinstance(node, Boundary) else node.at
    return y, x


class Surroundings(Clickable[Beyond]):
    """The words of one level, where they can be seen and clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._made: tuple[Document, Scene, tuple[Beyond, ...]] | None = None

    def _all(self, document: Document, scene: Scene) -> tuple[Beyond, ...]:
        if self._made is None or self._made[0] is not document or self._made[1] is not scene:
            self._made = (document, scene, surroundings(document, scene))
        return self._made[2]

    def under(self, surface: "Surface", screen: Point) -> Beyond | None:  # noqa: D102
        if surface.zoom < SHOWN_FROM:
            return None
        here = surface.navigation.camera.to_scene(*screen)
        return next(
            (
                one
                for one in self._all(surface.editor.document, surface.scene)
                if one.rect.grown(3).holds(*here)
            ),
            None,
        )

    def click(self, surface: "Surface", one: Beyond) -> None:
        """Goes to the node that the words name."""
        visit(surface, (one,))

    def paint(
        self, painter: QPainter, document: Document, scene: Scene, camera: Camera, theme: Theme
    ) -> None:
        """Paints the words in logical pixels."""
        if camera.zoom < SHOWN_FROM:
            return
        for one in self._all(document, scene):
            corner = camera.to_screen(one.rect.x, one.rect.y)
            painter.save()
            painter.translate(corner.x, corner.y)
            painter.scale(camera.zoom, camera.zoom)
            painter.setFont(font(SIZE))
            painter.setPen(color(theme.accent if one == self.pointed else theme.quiet))
            painter.drawText(QPointF(0, SIZE + 1), one.shown)
            painter.restore()


def visit(surface: "Surface", words: Sequence[Beyond]) -> None:
    """Goes to the nodes outside that are named."""
    surface.go(words[0].target[:-1])
    surface.select([one.target for one in words])
    surface.show_selection()
