"""What is written on a flow, and where there is room for it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from designer.drawing import text
from designer.drawing.lettering import CAPTION, META
from designer.drawing.wording import duration_text
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Routed
from designer.layout.ways import pieces
from designer.model.flow import Flow

_BLOCKS = (
    (132.0, 2),
    (96.0, 3),
    (68.0, 4),
)  # how wide, and how many lines; narrower ones where room is scarce
_LINE = 15.0
# What it costs to lie over a line, over a node or other words, and to take another block than the first.
_OVER_LINE, _OVER_THING, _NARROWER = 1000.0, 3000.0, 120.0
_SHARES = ((0.5, 0.0), (0.3, 8.0), (0.7, 9.0), (0.15, 16.0), (0.85, 17.0), (0.0, 26.0), (1.0, 27.0))
HEAD_LENGTH, HEAD_WIDTH = 8.0, 7.0
_THIN = 6.0  # what is thinner is a line
_ABOVE = 10.0  # from a level line to the middle of a label above it


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


def spot(routed: Routed, words: str, size: float, avoid: Sequence[Rect]) -> tuple[tuple[str, ...], Point]:
    """The lines of a label and their middle: where it was put, else the best free place along the flow."""
    lines = text.wrap(words, _BLOCKS[0][0], size, 400, _BLOCKS[0][1])
    if routed.label_at is not None:
        return lines, routed.label_at
    found: tuple[float, tuple[str, ...], Point] | None = None
    for number, (widest, most) in enumerate(_BLOCKS):
        block = text.wrap(words, widest, size, 400, most)
        if number and (len(block) == len(lines) or block[-1].endswith(text.ELLIPSIS)):
            continue
        value, at = _best(routed.points, block, size, avoid)
        value -= _NARROWER * number
        if found is None or value > found[0]:
            found = (value, block, at)
        if value > -_OVER_LINE:
            break
    assert found is not None
    return found[1:]


def _best(
    points: Sequence[Point], lines: tuple[str, ...], size: float, avoid: Sequence[Rect]
) -> tuple[float, Point]:
    """The best place of a block of words, and what it is worth."""
    w, h = max(text.width(line, size) for line in lines), _LINE * len(lines)
    own, tip = pieces(points), head(points)
    found = (-inf, points[0])
    for at, worth, number in _places(points, w, h):
        if worth <= found[0]:
            continue
        area = Rect(at.x - w / 2 - 2, at.y - h / 2, w + 4, h)
        others = (*avoid, tip, *own[:number], *own[number + 1 :])
        value = worth - sum(
            _OVER_LINE if min(other.w, other.h) < _THIN else _OVER_THING
            for other in others
            if other.overlaps(area)
        )
        if value > found[0]:
            found = (value, at)
    return found


def head(points: Sequence[Point]) -> Rect:
    """What the arrow at the end of a flow covers."""
    end = points[-1]
    before = next((point for point in reversed(points) if point != end), end)
    level = before.y == end.y
    ahead = (end.x - before.x) if level else (end.y - before.y)
    back = -HEAD_LENGTH if ahead > 0 else 0.0
    if level:
        return Rect(end.x + back, end.y - HEAD_WIDTH / 2, HEAD_LENGTH, HEAD_WIDTH)
    return Rect(end.x - HEAD_WIDTH / 2, end.y + back, HEAD_WIDTH, HEAD_LENGTH)


def _places(points: Sequence[Point], w: float, h: float) -> Iterator[tuple[Point, float, int]]:
    """Middles of possible places, their worth, and along which piece: long and early ones are better."""
    for index, (a, b) in enumerate(pairwise(points)):
        first = 12.0 * index
        for share, cost in _SHARES:
            x, y = a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share
            if a.y == b.y:
                worth = min((abs(b.x - a.x) - w - 12) * (1 - abs(share - 0.5) * 2), 60.0) - first - cost
                lift = _ABOVE + (h - _LINE) / 2
                yield Point(x, y - lift), worth, index
                yield Point(x, y - lift - 9), worth - 12, index
                yield Point(x, y + lift + 2), worth - 20, index
            else:  # level pieces are read more easily, and rarely shared
                worth = min((abs(b.y - a.y) - h - 16) * (1 - abs(share - 0.5) * 2), 60.0) - first - cost - 60
                yield Point(x + w / 2 + 7, y), worth, index
                yield Point(x - w / 2 - 7, y), worth - 4, index
                yield Point(x, y), worth - 24, index
