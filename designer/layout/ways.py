"""The way of a flow around what stands between its ends: A* over the lines beside the nodes in its way.

The cost of a way is its length and `BEND` for each turn. A search begins knowing nothing but the two ends;
what the way it finds runs over is learnt, and it searches again. So it finds the cheapest way around
everything, and depends on nothing but what stands where it has looked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise, product
from typing import NamedTuple

from designer.layout.geometry import Point, Rect, Side
from designer.layout.obstacles import CLEARANCE, Obstacles

BEND = 40.0
_FAR = 1e18
_MOST = 64  # searches of one way
_OUTWARDS: dict[Side, tuple[int, int]] = {"right": (1, 0), "left": (-1, 0), "bottom": (0, 1), "top": (0, -1)}
_STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1))


class _Manner(NamedTuple):
    """How far from nodes to run, how near to come to them, and how far to run straight at the ends."""

    lane: float
    apart: float
    own: float
    stubs: tuple[float, ...]


_MANNERS = (_Manner(16.0, CLEARANCE, 4.0, (16.0, 8.0)), _Manner(1.0, 1.0, 0.5, (10.0, 4.0, 1.0)))


@dataclass(frozen=True, slots=True)
class Errand:
    """From where to where: the two nodes with their sides and docks, and their names among the obstacles.

    `straight` is how far it runs straight at either end where there is room for that.
    """

    source: Rect
    out: Side
    start: Point
    target: Rect
    into: Side
    end: Point
    ends: tuple[str, str]
    straight: tuple[float, float] = (0.0, 0.0)


class Way(NamedTuple):
    """How a flow runs, and the pieces on which it was looked for: what stands elsewhere does not matter."""

    points: tuple[Point, ...]
    tried: tuple[Rect, ...]


def pieces(points: Sequence[Point]) -> tuple[Rect, ...]:
    """The straight pieces of a line, as rectangles without breadth."""
    return tuple(
        [
            Rect(min(a[0], b[0]), min(a[1], b[1]), abs(b[0] - a[0]), abs(b[1] - a[1]))
            for a, b in pairwise(points)
        ]
    )


def way(errand: Errand, plain: Sequence[Point], obstacles: Obstacles) -> Way:
    """The cheapest way around everything; the `plain` line where there is none."""
    tried = dict.fromkeys(pieces(plain))
    known = set(obstacles.under(tried, errand.ends, CLEARANCE))
    for manner in _MANNERS:
        for _ in range(_MOST):
            points = _found(errand, sorted(known), manner)
            if points is None:
                break
            looked = pieces(points)
            tried.update(dict.fromkeys(looked))
            new = obstacles.under(looked, errand.ends, manner.apart) - known
            if not new:
                return Way(points, tuple(tried))
            known |= new
    return Way(tuple(plain), tuple(tried))


def _found(errand: Errand, others: Sequence[Rect], manner: _Manner) -> tuple[Point, ...] | None:
    near = [rect.grown(manner.apart) for rect in others]
    own = [errand.source, errand.target]
    source, target = (rect.grown(manner.own) for rect in own)
    is_loop = errand.source == errand.target
    leave, enter = ([length] if length else [] for length in errand.straight)
    start = _stub(errand.start, errand.out, near if is_loop else [*near, target], (*leave, *manner.stubs))
    end = _stub(errand.end, errand.into, near if is_loop else [*near, source], (*enter, *manner.stubs))
    if start is None or end is None:
        return None
    solid = [*near, source, target]
    mid = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    beside = [rect.grown(manner.lane) for rect in (*others, *own)]
    board = _Board(beside, solid, (start, mid, end))
    inner = board.search(start, _OUTWARDS[errand.out], end, _OUTWARDS[errand.into])
    return None if inner is None else (errand.start, *inner, errand.end)


def _stub(dock: Point, side: Side, near: Sequence[Rect], lengths: Sequence[float]) -> Point | None:
    """The first place off a dock where a flow may turn."""
    dx, dy = _OUTWARDS[side]
    for length in lengths:
        to = Point(dock.x + dx * length, dock.y + dy * length)
        (piece,) = pieces((dock, to))
        if not any(rect.overlaps(piece) for rect in near):
            return to
    return None


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _bends(arrive: int, heading: int, dx: int, dy: int) -> int:
    """At least so many bends are still to come, if the goal lies on these sides and is entered so."""
    ahead = dx * _STEPS[heading][0] + dy * _STEPS[heading][1]
    is_aside = (dy if _STEPS[heading][0] else dx) != 0
    if heading == arrive:
        return 2 * is_aside if ahead > 0 or (ahead == 0 and not is_aside) else 2 + 2 * (not is_aside)
    if heading == arrive ^ 1:
        return 2
    return 1 if ahead >= 0 and dx * _STEPS[arrive][0] + dy * _STEPS[arrive][1] >= 0 else 3


# What the bends to come cost at least: by how the goal is entered, then by heading and where it lies.
_TO_COME = [
    {state: BEND * _bends(arrive, *state) for state in product(range(4), (-1, 0, 1), (-1, 0, 1))}
    for arrive in range(4)
]

_State = tuple[int, int, int]  # column, row, heading


class _Board:
    """The lines on which a flow may run, and which pieces of them are closed."""

    def __init__(self, beside: Sequence[Rect], solid: Sequence[Rect], through: Sequence[Point]) -> None:
        self.xs = sorted({*(x for x, _ in through), *(v for rect in beside for v in (rect.x, rect.right))})
        self.ys = sorted({*(y for _, y in through), *(v for rect in beside for v in (rect.y, rect.bottom))})
        across, down = len(self.xs), len(self.ys)
        # Piece i of a row leads from column i to i + 1, of a column likewise; those at the end lead nowhere.
        self.rows = [bytearray(across - 1) + b"\1" for _ in range(down)]
        self.columns = [bytearray(down - 1) + b"\1" for _ in range(across)]
        for rect in solid:
            self._close(rect)

    def _close(self, rect: Rect) -> None:
        left, right = bisect_right(self.xs, rect.x), bisect_left(self.xs, rect.right)
        top, bottom = bisect_right(self.ys, rect.y), bisect_left(self.ys, rect.bottom)
        first, upper = max(left - 1, 0), max(top - 1, 0)
        for row in range(top, bottom):
            self.rows[row][first:right] = b"\1" * (right - first)
        for column in range(left, right):
            self.columns[column][upper:bottom] = b"\1" * (bottom - upper)

    def search(
        self, start: Point, leaving: tuple[int, int], end: Point, entering: tuple[int, int]
    ) -> tuple[Point, ...] | None:
        """A* from `start`, heading as the flow leaves, to `end`; `entering` points out of the target."""
        xs, ys = self.xs, self.ys
        goal = bisect_left(xs, end.x), bisect_left(ys, end.y)
        arrive = _STEPS.index((-entering[0], -entering[1]))
        first = (bisect_left(xs, start.x), bisect_left(ys, start.y), _STEPS.index(leaving))
        across = [(abs(x - end.x), _sign(goal[0] - column)) for column, x in enumerate(xs)]
        down = [(abs(y - end.y), _sign(goal[1] - row)) for row, y in enumerate(ys)]
        bends = _TO_COME[arrive]
        best = {first: 0.0}
        before: dict[_State, _State] = {}
        queue = [(0.0, 0.0, first)]
        while queue:
            _, cost, state = heappop(queue)
            if cost > best[state]:
                continue
            if state == (*goal, arrive):
                return self._traced(state, before)
            for to, step in self._onwards(state, goal, arrive):
                total = cost + step
                if total < best.get(to, _FAR):
                    best[to], before[to] = total, state
                    (dx, aside), (dy, below) = across[to[0]], down[to[1]]
                    heappush(queue, (total + (dx + dy) + bends[to[2], aside, below], total, to))
        return None

    def _onwards(self, state: _State, goal: tuple[int, int], arrive: int) -> list[tuple[_State, float]]:
        """Where one can go from here, and what it costs."""
        column, row, heading = state
        xs, ys = self.xs, self.ys
        made: list[tuple[_State, float]] = []
        if heading != 1 and not self.rows[row][column]:
            made.append(((column + 1, row, 0), xs[column + 1] - xs[column] + BEND * (heading != 0)))
        if heading != 0 and column and not self.rows[row][column - 1]:
            made.append(((column - 1, row, 1), xs[column] - xs[column - 1] + BEND * (heading != 1)))
        if heading != 3 and not self.columns[column][row]:
            made.append(((column, row + 1, 2), ys[row + 1] - ys[row] + BEND * (heading != 2)))
        if heading != 2 and row and not self.columns[column][row - 1]:
            made.append(((column, row - 1, 3), ys[row] - ys[row - 1] + BEND * (heading != 3)))
        if (column, row) == goal and heading not in (arrive, arrive ^ 1):
            made.append(((column, row, arrive), BEND))
        return made

    def _traced(self, state: _State, before: dict[_State, _State]) -> tuple[Point, ...]:
        points = [Point(self.xs[state[0]], self.ys[state[1]])]
        while state in before:
            state = before[state]
            points.append(Point(self.xs[state[0]], self.ys[state[1]]))
        return tuple(reversed(points))
