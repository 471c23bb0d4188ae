"""What is written on a flow, and where there is room for it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from designer.drawing import text
from designer.drawing.lettering import CAPTION, META
from designer.drawing.wording import duration_text
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Routed
from designer.model.flow import Flow

_WIDEST = 132.0
_LINE = 15.0
_OVER_LINE, _OVER_THING = 1000.0, 3000.0  # what it costs to lie over a line, over a node or other words
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
    lines = text.wrap(words, _WIDEST, size, 400, 2)
    if routed.label_at is not None:
        return lines, routed.label_at
    w = max(text.width(line, size) for line in lines)
    h = _LINE * len(lines)
    found: tuple[float, Point] | None = None
    for at, worth in _places(routed.points, w, h):
        area = Rect(at.x - w / 2 - 2, at.y - h / 2, w + 4, h)
        value = worth - sum(
            _OVER_LINE if min(other.w, other.h) < _THIN else _OVER_THING
            for other in avoid
            if other.overlaps(area)
        )
        if found is None or value > found[0]:
            found = (value, at)
    return lines, found[1] if found else routed.points[0]


def _places(points: Sequence[Point], w: float, h: float) -> Iterator[tuple[Point, float]]:
    """Middles of possible places, and what each is worth: long pieces, and early ones, are better."""
    for index, (a, b) in enumerate(pairwise(points)):
        first = 12.0 * index
        for share, cost in ((0.5, 0.0), (0.3, 8.0), (0.7, 9.0), (0.15, 16.0), (0.85, 17.0)):
            x, y = a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share
            if a.y == b.y:
                worth = min((abs(b.x - a.x) - w - 12) * (1 - abs(share - 0.5) * 2), 60.0) - first - cost
                lift = _ABOVE + (h - _LINE) / 2
                yield Point(x, y - lift), worth
                yield Point(x, y - lift - 9), worth - 12
                yield Point(x, y + lift + 2), worth - 20
            else:  # level pieces are read more easily, and rarely shared
                worth = min((abs(b.y - a.y) - h - 16) * (1 - abs(share - 0.5) * 2), 60.0) - first - cost - 60
                yield Point(x + w / 2 + 7, y), worth
                yield Point(x - w / 2 - 7, y), worth - 4
                yield Point(x, y), worth - 24
