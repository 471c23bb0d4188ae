"""What labels of flows should keep clear of: nodes, the names beside them, other flows."""

from collections.abc import Iterable

from designer.drawing import faces
from designer.drawing.labelling import flow_words, head
from designer.drawing.shapes import Shape, Text
from designer.drawing.text import width
from designer.drawing.theme import Theme
from designer.layout.geometry import Rect, bounds
from designer.layout.hops import RADIUS
from designer.layout.obstacles import Obstacles
from designer.layout.scene import Placed, Routed
from designer.layout.ways import pieces
from designer.model.document import Document
from designer.model.nodes import Area, Boundary, Decision, Parallel, Race, Wait

_REACH = 90.0


class Clearings:
    """The things of a scene by where they are, made once for all of its labels."""

    def __init__(
        self, nodes: Iterable[Placed], flows: Iterable[Routed], document: Document, theme: Theme
    ) -> None:
        things: list[tuple[str, Rect]] = []
        for placed in nodes:
            if placed.open or isinstance(placed.node, Area):
                things += [("", side) for side in _frame(placed.rect)]
                continue
            things.append(("", placed.rect))
            things += [("", rect) for rect in captions(placed, document, theme)]
        for routed in flows:
            things += [("/".join(routed.path), rect) for rect in line(routed)]
        self._things = Obstacles(things, 1.0)

    def take(self, shapes: Iterable[Shape]) -> None:
        """Keeps the next labels clear of what is written here."""
        for shape in shapes:
            if isinstance(shape, Text):
                self._things.put("", written(shape))

    def around(self, routed: Routed) -> list[Rect]:
        """What lies near a flow, itself left out; nothing where it has no words to keep clear of it."""
        if not flow_words(routed.flow)[0]:
            return []
        near = bounds(Rect(x, y, 0, 0) for x, y in routed.points)
        if near is None or routed.label_at is not None:
            return []
        return self._things.touching(near.grown(_REACH), "/".join(routed.path))


def _frame(rect: Rect) -> list[Rect]:
    """The four sides of something that labels may well stand in, but not across."""
    x, y, w, h = rect
    return [Rect(x, y, w, 0), Rect(x, y + h, w, 0), Rect(x, y, 0, h), Rect(x + w, y, 0, h)]


def line(routed: Routed) -> list[Rect]:
    """A flow with its arrow, and where it hops over others."""
    made = [*pieces(routed.points), head(routed.points)]
    for hop in routed.hops:
        a, b = routed.points[hop.piece : hop.piece + 2]
        left = a.x + hop.first if b.x > a.x else a.x - hop.last
        made.append(Rect(left, a.y - RADIUS, hop.last - hop.first, RADIUS))
    return made


def captions(placed: Placed, document: Document, theme: Theme) -> list[Rect]:
    """Where the name of a node stands that it carries beside itself, line by line."""
    if placed.open or not isinstance(placed.node, Decision | Wait | Race | Parallel | Boundary):
        return []
    size = (placed.rect.w, placed.rect.h)
    found = faces.labels(placed.node, document, theme, size, placed.open, placed.depth, placed.met)
    return [written(text).moved(placed.rect.x, placed.rect.y) for text in found]


def written(text: Text) -> Rect:
    """The place that a line of text takes."""
    w = width(text.text, text.size, 600 if text.weight >= 600 else 400)
    left = text.x - (w / 2 if text.anchor == "middle" else w if text.anchor == "end" else 0.0)
    return Rect(left, text.y - text.size, w, text.size * 1.25)
