"""How a flow runs: straight pieces between two docks, leaving and entering at right angles.

Every case is drawn once, for a flow that leaves to the right; other sides are that case turned.
"""

from collections.abc import Callable, Sequence

from designer.layout.geometry import Direction, Point, Rect
from designer.layout.obstacles import Obstacles
from designer.layout.scene import Side

STUB = 16.0  # how far a flow keeps straight before its first and after its last bend
LANE = 20.0  # how far a lane around a node keeps from it
SPAN, TRACK = 160.0, 8.0  # each further 160 units of a lane put it 8 units further out
DETOURS = 6  # how many nodes a lane may step around before the flow is drawn as it is

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
) -> tuple[Point, ...]:
    """Points from border to border. `via` are passed as they are; otherwise `obstacles` are led around.

    `docks` are where the flow meets the borders (the middles of the sides if not given); `ends` are
    the ids of the two nodes, which are no obstacles to their own flow.
    """
    start, end = docks or (middle(source, out), middle(target, into))
    if via:
        return _through(start, out, via, end, into)
    if source == target:
        return _loop(source, start, end)
    if out == "right" and into == "left":
        return _facing(start, end, source, target, obstacles, ends)
    turn, sides = _TURNS[out]
    a, b = turn(*start), turn(*end)
    one, other = _turned(source, turn), _turned(target, turn)
    around = None if obstacles is None else _Turned(obstacles, turn)
    side = sides[into]
    if side == "left":
        points = _facing(a, b, one, other, around, ends)
    elif side == "right":
        points = _same_way(a, b, one, other, around, ends)
    else:
        points = _across(a, b, one, other, upwards=side == "bottom")
    return tuple(turn(*point) for point in points)


class _Turned:
    """Obstacles seen by a turned flow; every turn used here is its own inverse."""

    def __init__(self, obstacles: Obstacles, turn: _Turn) -> None:
        self._obstacles, self._turn = obstacles, turn

    def hits(self, points: Sequence[Point], ends: tuple[str, str]) -> Rect | None:
        found = self._obstacles.hits([self._turn(*point) for point in points], ends)
        return None if found is None else _turned(found, self._turn)


def _turned(rect: Rect, turn: _Turn) -> Rect:
    a, b = turn(rect.x, rect.y), turn(rect.right, rect.bottom)
    left, top = min(a.x, b.x), min(a.y, b.y)
    return Rect(left, top, abs(a.x - b.x), abs(a.y - b.y))


def _facing(
    a: Point,
    b: Point,
    source: Rect,
    target: Rect,
    obstacles: Obstacles | _Turned | None,
    ends: tuple[str, str],
) -> tuple[Point, ...]:
    """Out to the right, in from the left."""
    ahead = b.x - a.x
    if ahead < 0 and not source.overlaps(target):
        return _back(a, b, source, target, obstacles, ends)
    points = (a, b) if a.y == b.y else _bent_at(a, b, a.x + ahead / 2)
    if ahead < STUB or obstacles is None or obstacles.hits(points, ends) is None:
        return points
    for x in (b.x - STUB, a.x + STUB):
        other = _bent_at(a, b, x)
        if ahead >= 2 * STUB and a.y != b.y and obstacles.hits(other, ends) is None:
            return other
    return _around(a, b, (min(a.y, b.y), max(a.y, b.y)), obstacles, ends) or points


def _bent_at(a: Point, b: Point, x: float) -> tuple[Point, ...]:
    return (a, Point(x, a.y), Point(x, b.y), b)


def _lane(a: Point, b: Point, y: float) -> tuple[Point, ...]:
    out, into = a.x + STUB, b.x - STUB
    return (a, Point(out, a.y), Point(out, y), Point(into, y), Point(into, b.y), b)


def _around(
    a: Point,
    b: Point,
    levels: tuple[float, float],
    obstacles: Obstacles | _Turned | None,
    ends: tuple[str, str],
) -> tuple[Point, ...] | None:
    """Along the nearer free lane above or below, or None if there is none."""
    above, below = levels
    found: list[tuple[float, tuple[Point, ...]]] = []
    for y, step in ((above, -1.0), (below, 1.0)):
        free = _free_lane(a, b, y, step, obstacles, ends)
        if free is not None:
            found.append((abs(free[2].y - a.y) + abs(free[2].y - b.y), free))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _free_lane(
    a: Point, b: Point, y: float, step: float, obstacles: Obstacles | _Turned | None, ends: tuple[str, str]
) -> tuple[Point, ...] | None:
    further = LANE / 2 + _aside(b.x - a.x)
    for _ in range(DETOURS):
        points = _lane(a, b, y)
        hit = None if obstacles is None else obstacles.hits(points[1:5], ends)
        if hit is None:
            return points
        y = hit.y - further if step < 0 else hit.bottom + further
    return None


def _back(
    a: Point,
    b: Point,
    source: Rect,
    target: Rect,
    obstacles: Obstacles | _Turned | None,
    ends: tuple[str, str],
) -> tuple[Point, ...]:
    """To a target that lies behind: through the gap between the two, else around, above before below."""
    upper, lower = (source, target) if source.y <= target.y else (target, source)
    if lower.y - upper.bottom >= 2 * STUB:
        between = _lane(a, b, (upper.bottom + lower.y) / 2)
        if obstacles is None or obstacles.hits(between[1:5], ends) is None:
            return between
    away = LANE + _aside(b.x - a.x)
    top, bottom = upper.y - away, max(source.bottom, target.bottom) + away
    return _around(a, b, (top, bottom), obstacles, ends) or _lane(a, b, top)


def _aside(span: float) -> float:
    """How much further out a lane runs the longer it is, so that lanes within lanes stay apart."""
    return min(abs(span) // SPAN, 8.0) * TRACK


def _same_way(
    a: Point, b: Point, source: Rect, target: Rect, obstacles: _Turned | None, ends: tuple[str, str]
) -> tuple[Point, ...]:
    """Out to the right, in from the right."""
    x = max(a.x, b.x) + LANE + _aside(b.y - a.y)
    for _ in range(DETOURS):
        lane = (Point(x, a.y), Point(x, b.y))
        hit = None if obstacles is None else obstacles.hits(lane, ends)
        if hit is None:
            break
        x = hit.right + LANE / 2
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
    return straightened(points)


def _step(points: list[Point], to: Point, *, sideways: bool) -> bool:
    """Goes on to a pinned point; gives whether the next piece should begin sideways."""
    last = points[-1]
    if last.x != to.x and last.y != to.y:
        points.append(Point(to.x, last.y) if sideways else Point(last.x, to.y))
    turned = points[-1].x == to.x if points[-1] != to else not sideways
    points.append(to)
    return turned


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """The same line without points that neither turn it nor send it back."""
    made: list[Point] = []
    for point in points:
        if made and made[-1] == point:
            continue
        if len(made) > 1 and _goes_on(made[-2], made[-1], point):
            made[-1] = point
        else:
            made.append(point)
    return tuple(made)


def _goes_on(a: Point, b: Point, c: Point) -> bool:
    """Whether `b` lies on the way from `a` straight to `c`."""
    if a.x == b.x == c.x:
        return (b.y - a.y) * (c.y - b.y) >= 0
    return a.y == b.y == c.y and (b.x - a.x) * (c.x - b.x) >= 0
