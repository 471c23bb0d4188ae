"""What each node and flow looks like, asked of the drawing once and kept until something it shows changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from designer.canvas import far
from designer.canvas.arrays import SceneArrays, is_back
from designer.canvas.atlas import MOST_SIDE, Atlas, Sprite
from designer.canvas.paint import text_left, text_width
from designer.drawing import faces as drawn
from designer.drawing.flows import flow_shapes, lead_shapes, port_shapes
from designer.drawing.pins import pin_mark
from designer.drawing.shapes import Group, Icon, Shape, Text
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Lead, Path, Placed, Port, Routed
from designer.model.document import Document
from designer.model.nodes import Box, Node

FAR_SIDE = MOST_SIDE - 8
PICTURED = (160, 90)  # device pixels of a closed box that has room for a picture of its content
READABLE_FROM = 0.4  # device pixels per scene unit: a fine screen shows more of a small picture


@dataclass(slots=True)
class Face:
    """A node in its own coordinates: what goes on a sheet, and the texts drawn over it."""

    body: tuple[Shape, ...]
    labels: tuple[Text, ...]
    bars: tuple[Rect, ...] = ()
    bare: tuple[Shape, ...] = ()  # the body of a closed box without the picture of its content
    pictured_from: float = 0.0  # the scale from which that picture is worth seeing
    sprites: dict[float, Sprite | None] = field(default_factory=dict)

    def at(self, scale: float) -> tuple[Shape, ...]:
        """The body; where that cannot be read, without what is written in it, and its lines kept visible."""
        body = self.body if scale >= self.pictured_from else self.bare
        if scale >= READABLE_FROM:
            return body
        return tuple(_sturdy(shape, 1.0 / scale) for shape in body if not isinstance(shape, Text))


class Faces:
    """Looks by path. `forget` what an edit touched; all else is kept."""

    def __init__(self, document: Document, theme: Theme, atlas: Atlas | None = None) -> None:
        self.document = document
        self.theme = theme
        self.atlas = atlas or Atlas()
        self._below: Faces | None = None
        self._faces: dict[Path, tuple[Placed, Face]] = {}
        self._flows: dict[Path, tuple[Routed, float, tuple[Shape, ...]]] = {}

    def over(self, document: Document) -> "Faces":
        """Looks for a preview of another document, which asks here for what is not touched by it."""
        made = Faces(document, self.theme, self.atlas)
        made._below = self
        return made

    def reset(self, theme: Theme | None = None) -> None:
        """Forgets everything, as after a change of theme or of a role."""
        self.theme = theme or self.theme
        self.atlas.clear()
        self._faces.clear()
        self._flows.clear()

    def forget(self, ids: Iterable[str]) -> None:
        """Forgets the looks of some nodes and flows, wherever they are shown."""
        gone = set(ids)
        self._faces = {path: kept for path, kept in self._faces.items() if path[-1] not in gone}
        self._flows = {path: kept for path, kept in self._flows.items() if path[-1] not in gone}

    def make_room(self) -> None:
        """Frees what is no longer worth keeping; call it between paintings."""
        if self.atlas.make_room():
            for _placed, face in self._faces.values():
                face.sprites.clear()

    def face(self, placed: Placed) -> Face:
        """The look of a node."""
        known = self._faces.get(placed.path)
        if known is None and self._below is not None and self._is_as_below(placed):
            known = self._below._faces.get(placed.path)
        if known is not None and _looks_same(known[0], placed):
            return known[1]
        size = (placed.rect.w, placed.rect.h)
        args = (placed.node, self.document, self.theme, size, placed.open, placed.depth)
        labels = drawn.labels(*args, placed.name)
        mark = pin_mark(placed.node, self.theme, size) if placed.node.pinned else ()
        face = Face(drawn.body(*args) + mark, labels, tuple(_bar(text) for text in labels if text.text))
        if isinstance(placed.node, Box) and not placed.open:
            face.bare = drawn.body(*args, pictured=False) + mark
            face.pictured_from = max(PICTURED[0] / size[0], PICTURED[1] / size[1])
        self._faces[placed.path] = (placed, face)
        return face

    def _is_as_below(self, placed: Placed) -> bool:
        """Whether the content that a box shows is the same in the present document."""
        node, below = placed.node, self._below
        if not isinstance(node, Box) or below is None:
            return True
        return self.document.nodes_in(node.runs) is below.document.nodes_in(node.runs)

    def sprite(self, placed: Placed, face: Face, scale: float) -> Sprite | None:
        """The piece of a sheet that shows a node's body at a scale, or None to draw it directly."""
        if is_back(placed):
            return None
        if scale not in face.sprites:
            if len(face.sprites) > 8:
                face.sprites.clear()
            face.sprites[scale] = self.atlas.sprite(face.at(scale), scale)
        return face.sprites[scale]

    def stamp(self, placed: Placed, width: int, height: int, hair: int) -> Sprite:
        """The piece of a sheet that shows nodes of one look from afar, in so many device pixels."""
        shapes = (far.shape(placed, self.theme, min(width, FAR_SIDE), min(height, FAR_SIDE), hair),)
        sprite = self.atlas.sprite(shapes, 1.0)
        assert sprite is not None  # for nothing is larger than a sheet takes
        return sprite

    def flow(self, arrays: SceneArrays, number: int, scale: float) -> tuple[Shape, ...]:
        """The look of a flow, its bends set on the middles of device pixels so that lines are crisp."""
        routed = arrays.flows[number]
        known = self._flows.get(routed.path)
        if known is not None and known[0] is routed and known[1] == scale:
            return known[2]
        crisp = replace(routed, points=tuple(on_pixel(point, scale) for point in routed.points))
        shapes = flow_shapes(crisp, self.document, self.theme)
        self._flows[routed.path] = (routed, scale, shapes)
        return shapes

    def port(self, port: Port, scale: float) -> tuple[Shape, ...]:
        """The look of an entry or exit of a box."""
        return port_shapes(replace(port, at=on_pixel(port.at, scale)), self.theme)

    def lead(self, lead: Lead, scale: float) -> tuple[Shape, ...]:
        """The look of the line from a port to its trigger or outcome."""
        crisp = tuple(on_pixel(point, scale) for point in lead.points)
        return lead_shapes(replace(lead, points=crisp), self.theme)


def on_pixel(point: Point, scale: float) -> Point:
    """The scene point at the middle of the device pixel that holds `point`."""
    return Point((int(point.x * scale // 1) + 0.5) / scale, (int(point.y * scale // 1) + 0.5) / scale)


def _looks_same(before: Placed, now: Placed) -> bool:
    return before is now or (
        _same_but_for_place(before.node, now.node)
        and before.rect.w == now.rect.w
        and before.rect.h == now.rect.h
        and before.open == now.open
        and before.depth == now.depth
        and before.name == now.name
    )


def _same_but_for_place(before: Node, now: Node) -> bool:
    if before is now or before.at == now.at:
        return before is now or before == now
    return before == now.model_copy(update={"at": before.at, "slack": before.slack})


def _bar(text: Text) -> Rect:
    return Rect(text_left(text), text.y - text.size * 0.62, text_width(text), text.size * 0.5)


def _sturdy(shape: Shape, hair: float) -> Shape:
    """A shape whose lines are no thinner than a hair."""
    if isinstance(shape, Icon | Text | Group) or shape.stroke is None or shape.stroke.width >= hair:
        return shape
    return replace(shape, stroke=replace(shape.stroke, width=hair))


def boxes_around(document: Document, workflows: Iterable[str]) -> set[str]:
    """Ids of all boxes that show something of these workflows, however deep below."""
    found: set[str] = set()
    waiting, seen = list(workflows), set()
    while waiting:
        workflow = waiting.pop()
        if workflow in seen:
            continue
        seen.add(workflow)
        boxes: tuple[Box, ...] = document.boxes_running(workflow)
        found.update(box.id for box in boxes)
        waiting += [box.workflow for box in boxes]
    return found
