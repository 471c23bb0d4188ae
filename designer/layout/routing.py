"""How a flow runs: straight pieces between two docks, leaving and entering at right angles.

Every case is drawn once, for a flow that leaves to the right; other sides are that case turned.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from designer.layout.geometry import Direction, Point, Rect, Side
from designer.layout.obstacles import Obstacles
from designer.layout.ways import Errand, Way, pieces, way

STUB = 16.0  # how far a flow keeps straight before its first and after its last bend
LANE = 20.0  # how far a lane around a node keeps from it
SPAN, TRACK = 160.0, 8.0  # each further 160 units of a lane put it 8 units further out

_Turn = Callable[[float, float], Point]
_TURNS: dict[Side, tuple[_Turn, dict[Side, Side]]] = {
    "right": (Point, {"left": "left", "right": "right", "top": "top", "bottom": "bottom"}),
    "left": (
        lambda x, y: Point(-x, y),
        {"left": "right", "right": "left", "top": "top", "bottom": "bottom"},
    ),
    "bottom": (
        lambda x, y: Point(y, x),
        {"left": "top", "right": "bottom", "top": "left", "bottom": "right"},
    ),
    "top": (
        lambda x, y: Point(-y, -x),
        {"left": "bottom", "right": "top", "top": "right", "bottom": "left"},
    ),
}


def default_sides(direction: Direction) -> tuple[Side, Side]:
    """Where flows leave and enter in a workflow that reads this way."""
    return ("right", "left") if direction == "right" else ("bottom", "top")


def middle(rect: Rect, side: Side) -> Point:
    """The middle of a side."""
    x, y, w, h = rect
    if side == "right":
        return Point(x + w, y + h / 2)
    if side == "left":
        return Point(x, y + h / 2)
    return Point(x + w / 2, y if side == "top" else y + h)


def route(
    source: Rect,
    out: Side,
    target: Rect,
    into: Side,
    via: Sequence[tuple[float, float]] = (),
    docks: tuple[Point, Point] | None = None,
    obstacles: Obstacles | None = None,
    ends: tuple[str, str] = ("", ""),
    straight: tuple[float, float] = (0.0, 0.0),
) -> Way:
    """The way from border to border: the plain shape for these sides if it is free, else one around.

    `via` are passed as they are, whatever stands there. `docks` are where the flow meets the borders (the
    middles of the sides if not given); `ends` are the names of the two nodes among the `obstacles`.
    It runs `straight` so far at both ends where there is room.
    """
    start, end = docks or (middle(source, out), middle(target, into))
    if via:
        return _free(_through(start, out, via, end, into))
    is_loop = source == target
    straight = _fitting(straight, start, out, end, into) if any(straight) else straight
    points = _loop(source, start, end) if is_loop else _plain(source, out, start, target, into, end, straight)
    if obstacles is None or not _is_blocked(points, source, target, obstacles, ends):
        return _free(points)
    found = way(Errand(source, out, start, target, into, end, ends, straight), points, obstacles)
    return found._replace(points=straightened(found.points))


def _fitting(
    straight: tuple[float, float], start: Point, out: Side, end: Point, into: Side
) -> tuple[float, float]:
    """How far a flow runs straight at its ends: nowhere further than usual if two that face are too near."""
    turn, sides = _TURNS[out]
    ahead = turn(*end).x - turn(*start).x
    is_tight = sides[into] == "left" and 0 <= ahead < sum(max(length, STUB) for length in straight)
    return (0.0, 0.0) if is_tight else straight


def _free(points: tuple[Point, ...]) -> Way:
    return Way(points, pieces(points))


def _is_blocked(
    points: Sequence[Point], source: Rect, target: Rect, obstacles: Obstacles, ends: tuple[str, str]
) -> bool:
    if obstacles.hits(points, ends) is not None:
        return True
    return len(points) > 2 and (_runs_over(points, source) or _runs_over(points, target))


def _runs_over(points: Sequence[Point], rect: Rect) -> bool:
    x, y, w, h = rect
    first, upper, last, lower = x + 1, y + 1, x + w - 1, y + h - 1
    for (ax, ay), (bx, by) in pairwise(points):
        left, right = (ax, bx) if ax <= bx else (bx, ax)
        top, bottom = (ay, by) if ay <= by else (by, ay)
        if left < last and right > first and top < lower and bottom > upper:
            return True
    return False


def _plain(
    source: Rect,
    out: Side,
    start: Point,
    target: Rect,
    into: Side,
    end: Point,
    straight: tuple[float, float],
) -> tuple[Point, ...]:
    """As if nothing but the two ends were there."""
    if out == "right" and into == "left":
        return _facing(start, end, source, target, straight)
    turn, sides = _TURNS[out]
    a, b = turn(*start), turn(*end)
    one, other = _turned(source, turn), _turned(target, turn)
    side = sides[into]
    if side == "left":
        points = _facing(a, b, one, other, straight)
    elif side == "right":
        points = _same_way(a, b, one, other)
    else:
        points = _across(a, b, one, other, upwards=side == "bottom")
    return straightened([turn(*point) for point in points])


def _turned(rect: Rect, turn: _Turn) -> Rect:
    a, b = turn(rect.x, rect.y), turn(rect.right, rect.bottom)
    left, top = min(a.x, b.x), min(a.y, b.y)
    return Rect(left, top, abs(a.x - b.x), abs(a.y - b.y))


def _facing(
    a: Point, b: Point, source: Rect, target: Rect, straight: tuple[float, float]
) -> tuple[Point, ...]:
    """Out to the right, in from the left."""
    ahead = b.x - a.x
    if ahead < 0 and not source.overlaps(target):
        return _back(a, b, source, target)
    if a.y == b.y:
        return (a, b)
    half = a.x + min(max(ahead / 2, straight[0]), ahead - straight[1])
    return (a, Point(half, a.y), Point(half, b.y), b)


def _lane(a: Point, b: Point, y: float) -> tuple[Point, ...]:
    out, into = a.x + STUB, b.x - STUB
    return (a, Point(out, a.y), Point(out, y), Point(into, y), Point(into, b.y), b)


def _back(a: Point, b: Point, source: Rect, target: Rect) -> tuple[Point, ...]:
    """To a target that lies behind: through the gap between the two, else around above."""
    upper, lower = (source, target) if source.y <= target.y else (target, source)
    if lower.y - upper.bottom >= 2 * STUB:
        return _lane(a, b, (upper.bottom + lower.y) / 2)
    return _lane(a, b, upper.y - LANE - _aside(b.x - a.x))


def _aside(span: float) -> float:
    """How much further out a lane runs the longer it is, so that lanes within lanes stay apart."""
    return min(abs(span) // SPAN, 8.0) * TRACK


def _same_way(a: Point, b: Point, source: Rect, target: Rect) -> tuple[Point, ...]:
    """Out to the right, in from the right."""
    x = max(a.x, b.x) + LANE + _aside(b.y - a.y)
    blocked = (source.x < b.x and source.y <= b.y <= source.bottom) or (
        target.right > a.x and target.y <= a.y <= target.bottom and target.x > a.x
    )
    if not blocked:
        return (a, Point(x, a.y), Point(x, b.y), b)
    y = min(source.y, target.y) - LANE
    near = (a.x + min(STUB, max((target.x - a.x) / 2, 4.0))) if target.x > a.x else a.x + STUB
    return (a, Point(near, a.y), Point(near, y), Point(x, y), Point(x, b.y), b)


def _across(a: Point, b: Point, source: Rect, target: Rect, *, upwards: bool) -> tuple[Point, ...]:
    """Out to the right, in from the top (or, `upwards`, from the bottom)."""
    if upwards:
        flipped = _across(
            Point(a.x, -a.y), Point(b.x, -b.y), _flipped(source), _flipped(target), upwards=False
        )
        return tuple(Point(x, -y) for x, y in flipped)
    if b.x - a.x >= STUB / 2 and b.y - a.y >= STUB / 2:
        return (a, Point(b.x, a.y), b)
    gap = target.y - source.bottom
    y = target.y - gap / 2 if gap >= STUB else min(source.y, target.y) - LANE
    x = a.x + STUB
    if target.x > a.x and target.y <= a.y <= target.bottom:
        x = a.x + min(STUB, max((target.x - a.x) / 2, 4.0))
    elif target.holds(x, a.y) or (target.x < x < target.right and min(a.y, y) < target.bottom):
        x = max(x, target.right + STUB) if gap < STUB else x
    return (a, Point(x, a.y), Point(x, y), Point(b.x, y), b)


def _flipped(rect: Rect) -> Rect:
    return Rect(rect.x, -rect.bottom, rect.w, rect.h)


def _loop(rect: Rect, start: Point, end: Point) -> tuple[Point, ...]:
    """From a node to itself: out, over the top, and in on the other side."""
    y = rect.y - LANE
    if start.x == rect.right and end.x == rect.x:
        right, left = rect.right + STUB, rect.x - STUB
        return (start, Point(right, start.y), Point(right, y), Point(left, y), Point(left, end.y), end)
    if start.y == rect.bottom and end.y == rect.y:
        x, low, high = rect.x - LANE, rect.bottom + STUB, rect.y - STUB
        return (start, Point(start.x, low), Point(x, low), Point(x, high), Point(end.x, high), end)
    right = rect.right + LANE
    return (start, Point(start.x, y), Point(right, y), Point(right, end.y), end)


def _through(
    start: Point, out: Side, via: Sequence[tuple[float, float]], end: Point, into: Side
) -> tuple[Point, ...]:
    """Past pinned points, with a bend put in wherever two neighbours are not in line."""
    points = [start]
    sideways = out in ("left", "right")
    for x, y in via:
        sideways = _step(points, Point(x, y), sideways=sideways)
    last = points[-1]
    if last.x != end.x and last.y != end.y:
        enters_sideways = into in ("left", "right")
        points.append(Point(last.x, end.y) if enters_sideways else Point(end.x, last.y))
    points.append(end)
    return straightened(points, frozenset(via))


def _step(points: list[Point], to: Point, *, sideways: bool) -> bool:
    """Goes on to a pinned point; gives whether the next piece should begin sideways."""
    last = points[-1]
    if last.x != to.x and last.y != to.y:
        points.append(Point(to.x, last.y) if sideways else Point(last.x, to.y))
    turned = points[-1].x == to.x if points[-1] != to else not sideways
    points.append(to)
    return turned


def straightened(
    points: Sequence[Point], kept: frozenset[tuple[float, float]] = frozenset()
) -> tuple[Point, ...]:
    """The same line without points that neither turn it nor send it back, unless they are to be kept."""
    made: list[Point] = []
    for point in points:
        if made and made[-1] == point:
            continue
        if len(made) > 1 and made[-1] not in kept and _goes_on(made[-2], made[-1], point):
            made[-1] = point
        else:
            made.append(point)
    return tuple(made)


def _goes_on(a: Point, b: Point, c: Point) -> bool:
    """Whether `b` lies on the way from `a` straight to `c`."""
    if a.x == b.x == c.x:
        return (b.y - a.y) * (c.y - b.y) >= 0
    return a.y == b.y == c.y and (b.x - a.x) * (c.x - b.x) >= 0
