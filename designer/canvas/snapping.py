"""Where a moved rectangle comes to rest: in line with its neighbours, else on the grid (C14)."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from designer.layout.geometry import Point, Rect

GRID = 10
TOLERANCE = 7  # screen px
HYSTERESIS = 4  # screen px further before what was caught is let go
_BAND = 8.0  # how thick a gap is drawn
_BEYOND = 24  # scene units a guide reaches past what it joins

_ORIGIN = Point(0.0, 0.0)

Axis = Literal["x", "y"]
_AXES: tuple[Axis, Axis] = ("x", "y")


@dataclass(frozen=True)
class Snapped:
    """The offset to use instead of the pointer's, with the lines, or the equal gaps, that say why.

    `on_grid` tells for each axis whether it was the grid that caught it.
    """

    dx: float
    dy: float
    guides: tuple[tuple[Point, Point], ...] = ()
    bands: tuple[Rect, ...] = ()
    on_grid: tuple[bool, bool] = (False, False)


@dataclass(frozen=True)
class Tie:
    """A flow of what is moved: it docks `at` a point of `rect`, and `own` from the middle of what is moved.

    It can be made straight along these `axes` only: along the border where a port has its place there.
    """

    rect: Rect
    at: Point
    own: Point = _ORIGIN
    axes: Collection[Axis] = _AXES


@dataclass(frozen=True)
class _Line:
    """A place along one axis that a rectangle can be in line with, and the rectangle that makes it.

    `gap` are the two neighbours whose gap is repeated there. The line is seen so far `aside` of the place.
    """

    place: float
    rect: Rect
    gap: tuple[Rect, Rect] | None = None
    rank: int = 3  # 0 makes a flow straight, 1 is a middle, 2 an edge, 3 an equal gap
    aside: float = 0.0


class Snapper:
    """Snaps one gesture. Keeps what it last caught, so that a trembling hand does not lose it.

    `ties` are flows of the moved one: a place that makes one straight wins over all others.
    `frame` is the room for content of the box around. What `rests` has a place of its own, as good
    as the grid: a drag along one axis leaves the other alone.
    """

    def __init__(
        self,
        moving: Rect,
        siblings: Iterable[Rect],
        origin: Point = _ORIGIN,
        ties: Iterable[Tie] = (),
        grid: bool = True,
        guides: bool = True,
        frame: Rect | None = None,
        rests: bool = False,
    ) -> None:
        self.moving = moving
        self.origin = origin
        self.grid = grid
        self.rests = rests
        near = list(siblings) if guides else []
        around = [frame] if frame is not None and guides else []
        wired = list(ties) if guides else []
        self._axes = {axis: _Axis(axis, near, wired, around) for axis in _AXES}

    def snap(self, dx: float, dy: float, zoom: float) -> Snapped:
        """The offset nearest to the pointer's that is in line with something, at a zoom."""
        found = {axis: self._axes[axis].catch(self.moving.moved(dx, dy), zoom) for axis in _AXES}
        x, x_on_grid = self._settled("x", dx, found["x"])
        y, y_on_grid = self._settled("y", dy, found["y"])
        rest = self.moving.moved(x, y)
        lines = [(axis, line) for axis in _AXES if (line := found[axis][1]) is not None]
        guides = tuple(_guide(axis, line, rest) for axis, line in lines if line.gap is None)
        bands = tuple(band for axis, line in lines for band in _bands(axis, line, rest))
        return Snapped(x, y, guides, bands, (x_on_grid, y_on_grid))

    def _settled(self, axis: Axis, offset: float, caught: tuple[float, _Line | None]) -> tuple[float, bool]:
        """The offset along one axis, and whether the grid gave it."""
        if caught[1] is not None:
            return offset + caught[0], False
        if not self.grid:
            return offset, False
        start = self.moving.x - self.origin.x if axis == "x" else self.moving.y - self.origin.y
        on_grid = round((start + offset) / GRID) * GRID - start
        if self.rests and abs(offset) <= abs(on_grid - offset):
            return 0.0, False
        return on_grid, True


class _Axis:
    """The lines of one axis in the order of their worth: straight flows, middles, edges, equal gaps."""

    def __init__(
        self, axis: Axis, siblings: Sequence[Rect], ties: Sequence[Tie], frames: Sequence[Rect]
    ) -> None:
        self.axis = axis
        self._straight = _sorted(_straight(axis, tie) for tie in ties if axis in tie.axes)
        self._middles = _sorted(_Line(_middle(axis, rect), rect, rank=1) for rect in siblings)
        self._edges = _sorted(
            _Line(edge, rect, rank=2) for rect in (*siblings, *frames) for edge in _edges(axis, rect)
        )
        self._gaps = _Gaps(axis, siblings)
        self._held: _Line | None = None

    def catch(self, rect: Rect, zoom: float) -> tuple[float, _Line | None]:
        """The correction that puts a rectangle in line, and the line; (0, None) for none."""
        kept = self._keep(rect, (TOLERANCE + HYSTERESIS) / zoom)
        found = self._find(rect, TOLERANCE / zoom)
        if kept is not None and (found is None or kept[1].rank <= found[1].rank):
            found = kept
        self._held = found[1] if found else None
        return found or (0.0, None)

    def _keep(self, rect: Rect, reach: float) -> "tuple[float, _Line] | None":
        if self._held is None:
            return None
        offsets = [self._held.place - own for own in (_middle(self.axis, rect), *_edges(self.axis, rect))]
        best = min(offsets, key=abs)
        return (best, self._held) if abs(best) <= reach else None

    def _find(self, rect: Rect, reach: float) -> "tuple[float, _Line] | None":
        middle, edges = _middle(self.axis, rect), _edges(self.axis, rect)
        for lines, own in ((self._straight, (middle,)), (self._middles, (middle,)), (self._edges, edges)):
            found = [near for value in own if (near := _nearest(lines, value, reach)) is not None]
            if found:
                return min(found, key=lambda each: abs(each[0]))
        return self._gaps.find(rect, reach)


class _Gaps:
    """Places that repeat the gap between two neighbours in the same row or column."""

    def __init__(self, axis: Axis, siblings: Sequence[Rect]) -> None:
        self.axis = axis
        self.siblings = sorted(siblings, key=lambda rect: _edges(axis, rect)[0])

    def find(self, rect: Rect, reach: float) -> "tuple[float, _Line] | None":
        """The correction that makes equal gaps, and the neighbour whose gap is repeated."""
        row = [other for other in self.siblings if _beside(self.axis, rect, other)]
        best: tuple[float, _Line] | None = None
        for first, second in pairwise(row):
            for offset, line in self._repeats(rect, first, second):
                if abs(offset) <= reach and (best is None or abs(offset) < abs(best[0])):
                    best = (offset, line)
        return best

    def _repeats(self, rect: Rect, first: Rect, second: Rect) -> "list[tuple[float, _Line]]":
        (low, high), (near, far) = _edges(self.axis, rect), _edges(self.axis, second)
        start, end = _edges(self.axis, first)
        gap = near - end
        if gap <= 0:
            return []
        between = (end + near - (high - low)) / 2
        found = [
            (far + gap - low, _Line(far + gap, second, (first, second))),
            (start - gap - high, _Line(start - gap, first, (first, second))),
        ]
        if between >= end:
            found.append((between - low, _Line(between, first, (first, second))))
        return found


def _middle(axis: Axis, rect: Rect) -> float:
    return rect.center.x if axis == "x" else rect.center.y


def _edges(axis: Axis, rect: Rect) -> tuple[float, float]:
    return (rect.x, rect.right) if axis == "x" else (rect.y, rect.bottom)


def _beside(axis: Axis, rect: Rect, other: Rect) -> bool:
    (low, high), (start, end) = (_edges("y" if axis == "x" else "x", each) for each in (rect, other))
    return low < end and start < high


def _straight(axis: Axis, tie: Tie) -> _Line:
    number = _AXES.index(axis)
    return _Line(tie.at[number] - tie.own[number], tie.rect, rank=0, aside=tie.own[number])


def _sorted(lines: Iterable[_Line]) -> list[_Line]:
    return sorted(lines, key=lambda line: line.place)


def _nearest(lines: Sequence[_Line], value: float, reach: float) -> "tuple[float, _Line] | None":
    at = bisect_left(lines, value, key=lambda line: line.place)
    around = [line for line in lines[max(at - 1, 0) : at + 1] if abs(line.place - value) <= reach]
    if not around:
        return None
    best = min(around, key=lambda line: abs(line.place - value))
    return best.place - value, best


def _bands(axis: Axis, line: _Line, rest: Rect) -> Iterable[Rect]:
    """The equal gaps, drawn as bands at the height of what is moved."""
    if line.gap is None:
        return
    row = sorted((*line.gap, rest), key=lambda rect: _edges(axis, rect)[0])
    for one, other in pairwise(row):
        start, end = _edges(axis, one)[1], _edges(axis, other)[0]
        if axis == "x":
            yield Rect(start, rest.center.y - _BAND / 2, end - start, _BAND)
        else:
            yield Rect(rest.center.x - _BAND / 2, start, _BAND, end - start)


def _guide(axis: Axis, line: _Line, rest: Rect) -> tuple[Point, Point]:
    place = line.place + line.aside
    if axis == "x":
        low, high = min(line.rect.y, rest.y), max(line.rect.bottom, rest.bottom)
        return Point(place, low - _BEYOND), Point(place, high + _BEYOND)
    low, high = min(line.rect.x, rest.x), max(line.rect.right, rest.right)
    return Point(low - _BEYOND, place), Point(high + _BEYOND, place)
