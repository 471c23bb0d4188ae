"""What a flow carries besides words: its arrow, the slash of a default, the channel of a handoff."""

import math
from collections.abc import Sequence
from itertools import pairwise

from designer.layout.geometry import Point, Rect
from designer.layout.words import PORT_DROP
from designer.model.flow import Flow

HEAD_LENGTH, HEAD_WIDTH = 8.0, 7.0
SLASH_AT, SLASH = 11.0, 5.0  # how far from where the flow begins, and how far to each side
COIN = 18.0
_NAME = 92.0  # what the name of a port takes beside a line


def head(points: Sequence[Point]) -> Rect:
    """What the arrow at the end of a flow covers."""
    end, before = points[-1], last_turn(points)
    level = before[1] == end[1]
    ahead = (end[0] - before[0]) if level else (end[1] - before[1])
    back = -HEAD_LENGTH if ahead > 0 else 0.0
    if level:
        return Rect(end[0] + back, end[1] - HEAD_WIDTH / 2, HEAD_LENGTH, HEAD_WIDTH)
    return Rect(end[0] - HEAD_WIDTH / 2, end[1] + back, HEAD_WIDTH, HEAD_LENGTH)


def slash(points: Sequence[Point]) -> tuple[Point, Point]:
    """The ends of the slash on a default flow."""
    first, after = points[0], next((point for point in points[1:] if point != points[0]), points[-1])
    dx, dy = direction(first, after)
    x, y = first[0] + dx * SLASH_AT, first[1] + dy * SLASH_AT
    sx, sy = (dx + dy) * SLASH, (dy - dx) * SLASH
    return Point(x - sx * 0.6, y - sy), Point(x + sx * 0.6, y + sy)


def coin(flow: Flow, points: Sequence[Point]) -> Rect | None:
    """The disc with the channel of a handoff, in the middle of its longest piece; None where there is none.

    The middle piece may be a little shorter, as fewer others run there; what lies beside the name of a port
    counts for nothing, nor does the first piece of one way of several, unless no other piece has room.
    """
    handoff = flow.handoff
    if handoff is None or handoff.channel is None or length(points) < COIN + 16:
        return None
    line = shortened(points, HEAD_LENGTH)
    stretches = list(pairwise(line))
    free = [length(stretch) for stretch in stretches]
    free[0] -= _beside_name(stretches[0]) if flow.outcome else free[0] if _is_choice(flow) else 0.0
    free[-1] -= _beside_name(stretches[-1]) if flow.trigger else 0.0
    if max(free) < COIN + 16:
        free = [length(stretch) for stretch in stretches]
    if len(free) % 2:
        free[len(free) // 2] += COIN
    a, b = stretches[free.index(max(free))]
    return Rect((a[0] + b[0] - COIN) / 2, (a[1] + b[1] - COIN) / 2, COIN, COIN)


def _is_choice(flow: Flow) -> bool:
    """Whether it is one of several ways, which may all begin along one line."""
    return flow.default or flow.condition is not None or flow.probability is not None


def _beside_name(stretch: Sequence[Point]) -> float:
    """How much of a stretch lies beside the name of the port where it begins or ends."""
    return _NAME if stretch[0][1] == stretch[1][1] else PORT_DROP


def length(points: Sequence[Point]) -> float:
    """Length of a line."""
    return sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(points))


def direction(a: Point, b: Point) -> tuple[float, float]:
    """The unit vector from one point to another."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    far = math.hypot(dx, dy) or 1.0
    return dx / far, dy / far


def last_turn(points: Sequence[Point]) -> Point:
    """The last point that is not the end itself."""
    return next((point for point in reversed(points[:-1]) if point != points[-1]), points[0])


def shortened(points: Sequence[Point], by: float) -> tuple[Point, ...]:
    """The line without so much of its end, at most half of its last piece."""
    before, end = last_turn(points), points[-1]
    dx, dy = direction(before, end)
    by = min(by, (abs(end[0] - before[0]) + abs(end[1] - before[1])) / 2)
    return (*points[:-1], Point(end[0] - dx * by, end[1] - dy * by))
