"""What is written beside signs and along flows, and the places where it may stand, the best ones first."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from designer.layout import text
from designer.layout.geometry import Point, Rect, Side
from designer.layout.text import CAPTION, LINE, META, Anchor
from designer.layout.wording import duration_text, kind_name, wait_text
from designer.model.flow import Flow
from designer.model.nodes import Boundary, Decision, Node, Sign, Size, Wait

# How wide words may run, and on how many lines; narrower where room is scarce.
_NAMES = ((128.0, 2), (84.0, 3))
_EVENTS = ((96.0, 2), (64.0, 3))
_LABELS = ((132.0, 2), (96.0, 3), (68.0, 4))
_SHARES = ((0.5, 0.0), (0.3, 8.0), (0.7, 9.0), (0.15, 16.0), (0.85, 17.0), (0.0, 26.0), (1.0, 27.0))
PORT_NAME = 84.0  # how wide the name of a port may run
_PORT_MARGIN = 20.0  # from a port to what passes behind its name, besides the name
PORT_DROP = 20.0  # how far the name of a port reaches below a lower side, or above an upper one
_ABOVE = 10.0  # from a level line to the middle of a line of words above it


class Block(NamedTuple):
    """Lines of words, the place that they take, and the edge (or the middle) that they share."""

    lines: tuple[str, ...]
    size: float
    area: Rect
    anchor: Anchor = "middle"

    def moved(self, dx: float, dy: float) -> "Block":
        """The same words elsewhere."""
        return self._replace(area=self.area.moved(dx, dy))


# Names


def name_words(node: Node | Sign, *, is_fork: bool) -> str:
    """What stands beside a sign: its name, else what a wait waits for, or that a fork lacks its question."""
    if not isinstance(node, Sign):
        return ""
    words = " ".join(node.name.split())
    if isinstance(node, Wait):
        return words or wait_text(node) or kind_name(node)
    return words or (kind_name(node) if isinstance(node, Decision) and is_fork else "")


def name_places(node: Sign, words: str, size: Size) -> Iterator[Block]:
    """Where the name of a sign may stand, from the corner of the sign; only where somebody has put it."""
    is_event = isinstance(node, Boundary)
    font = META if is_event else CAPTION
    known: set[tuple[str, ...]] = set()
    for widest, most in _EVENTS if is_event else _NAMES:
        lines = text.wrap(words, widest, font, 400, most)
        if not lines or lines in known:
            continue
        known.add(lines)
        w, h = _extent(lines, font)
        if node.label_at is not None:
            yield Block(lines, font, _around(node.label_at, w, h))
            return
        places = _beside_event(size, w) if is_event else _beside_sign(size, w, h)
        yield from (Block(lines, font, Rect(x, y, w, h), anchor) for x, y, anchor in places)


def _beside_sign(size: Size, w: float, h: float) -> Iterator[tuple[float, float, Anchor]]:
    """Below, above, left and right of what leaves above and below, and over what leaves at the sides."""
    width, height = size
    middle, left, right = width / 2, width / 2 - 10 - w, width / 2 + 10
    yield middle - w / 2, height + 4, "middle"
    yield middle - w / 2, -h - 4, "middle"
    yield left, 2 - h, "end"
    yield right, 2 - h, "start"
    yield left, height - 2, "end"
    yield right, height - 2, "start"
    yield width + 6, height / 2 - h - 4, "start"
    yield -6 - w, height / 2 - h - 4, "end"


def _beside_event(size: Size, w: float) -> Iterator[tuple[float, float, Anchor]]:
    """Under the border that the event sits on: right and left of it, then lower."""
    width, height = size
    yield width + 3, height / 2 + 3, "start"
    yield -3 - w, height / 2 + 3, "end"
    yield width / 2 + 6, height + 3, "start"
    yield width / 2 - 6 - w, height + 3, "end"
    yield width / 2 - w / 2, height + 4, "middle"
    yield width / 2 + 6, height + 3 + LINE[META], "start"
    yield width / 2 - 6 - w, height + 3 + LINE[META], "end"
    yield width / 2 - w / 2, height + 4 + LINE[META], "middle"


# Labels


def flow_words(flow: Flow) -> tuple[str, bool, float]:
    """What a flow says, whether in a quieter tone, and how large: its label, else its rule."""
    if flow.label.strip():
        return " ".join(flow.label.split()), False, CAPTION
    if flow.condition:
        return " ".join(flow.condition.split()), True, META
    if flow.probability is not None:
        return f"{flow.probability * 100:.3g} %", True, META
    if flow.event.strip():
        return " ".join(flow.event.split()), True, META
    if flow.after is not None:
        return f"after {duration_text(flow.after)}", True, META
    return "", True, META


class Spot(NamedTuple):
    """A place for a label, what it is worth, and along which piece of the line it lies."""

    worth: float
    area: Rect
    piece: int


def label_put(words: str, font: float, at: Point) -> Block:
    """A label whose middle somebody has put somewhere."""
    lines = text.wrap(words, *_LABELS[0][:1], font, 400, _LABELS[0][1])
    return Block(lines, font, _around(at, *_extent(lines, font)))


def label_places(
    words: str, font: float, points: Sequence[Point], reach: float = 0.0
) -> Iterator[tuple[Block, list[Spot]]]:
    """A label and where it may stand along a line, best first; then the same on more lines.

    `reach` is how far to either side of the line reaches what it carries besides.
    """
    first = text.wrap(words, _LABELS[0][0], font, 400, _LABELS[0][1])
    for number, (widest, most) in enumerate(_LABELS):
        lines = text.wrap(words, widest, font, 400, most)
        if number and (len(lines) == len(first) or lines[-1].endswith(text.ELLIPSIS)):
            continue
        w, h = _extent(lines, font)
        places = sorted(_along(points, w, h, reach), key=lambda place: -place[0])
        spots = [Spot(worth, Rect(x, y, w, h), piece) for worth, x, y, piece in places]
        yield Block(lines, font, spots[0].area), spots


def _along(
    points: Sequence[Point], w: float, h: float, reach: float
) -> Iterator[tuple[float, float, float, int]]:
    """Worth and corner of possible places, and along which piece: long and early ones are better."""
    lift = _ABOVE + (h - LINE[CAPTION]) / 2 + h / 2
    for index, (a, b) in enumerate(pairwise(points)):
        first, dx, dy = 12.0 * index, b.x - a.x, b.y - a.y
        for share, cost in _SHARES:
            x, y = a.x + dx * share, a.y + dy * share
            if not dy:
                worth = min((abs(dx) - w - 12) * (1 - abs(share - 0.5) * 2), 60.0) - first - cost
                yield worth, x - w / 2, y - lift, index
                yield worth - 12, x - w / 2, y - lift - 9, index
                yield worth - 20, x - w / 2, y + lift + 2 - h, index
            else:  # level pieces are read more easily, and rarely shared
                worth = min((abs(dy) - h - 16) * (1 - abs(share - 0.5) * 2), 60.0) - first - cost - 60
                yield worth, x + 7, y - h / 2, index
                yield worth - 4, x - w - 7, y - h / 2, index
                yield worth - 24, x - w / 2, y - h / 2, index
                if reach:
                    yield worth - 1, x + reach + 4, y - h / 2, index
                    yield worth - 5, x - w - reach - 4, y - h / 2, index


def _extent(lines: Sequence[str], font: float) -> Size:
    return max(text.width(line, font) for line in lines), LINE[font] * len(lines)


def _around(at: tuple[float, float], w: float, h: float) -> Rect:
    return Rect(at[0] - w / 2, at[1] - h / 2, w, h)


# Ports


def port_name(
    name: str, side: Side, at: Point, room: float = PORT_NAME, *, before: bool = False
) -> Block | None:
    """The name outside of a port, in so much `room`; None where nothing of it could be read.

    It stands after the line of a port on an upper or lower side, or `before` it.
    """
    room = min(room, PORT_NAME)
    lines = (text.elide(name, room, META),)
    if not name or room < PORT_NAME / 3:
        return None
    w, h = _extent(lines, META)
    aside = -6.0 - w if before else 6.0
    edge: Anchor = "end" if before else "start"
    beside: dict[Side, tuple[float, float, Anchor]] = {
        "left": (-8.0 - w, -16.0, "end"),
        "right": (8.0, -16.0, "start"),
        "top": (aside, -PORT_DROP, edge),
        "bottom": (aside, PORT_DROP - h, edge),
    }
    dx, dy, anchor = beside[side]
    return Block(lines, META, Rect(at.x + dx, at.y + dy, w, h), anchor)


def port_reach(names: Sequence[str], side: Side = "right") -> float:
    """How far from a side with these ports something passes all of their names; 0 where none are written."""
    if len(names) < 2 or not any(names):
        return 0.0
    if side in ("top", "bottom"):
        return PORT_DROP + _PORT_MARGIN
    return ceil(min(max(text.width(name, META) for name in names), PORT_NAME)) + _PORT_MARGIN
