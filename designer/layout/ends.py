"""Keeps the first and last pieces of flows off each other where two nodes face each other on one line.

These pieces cannot be put on tracks, as they lie where their flows dock. But a flow may turn off nearer to
its dock: before the other one does, or half-way between the two docks if both can. That is read from the raw
lines alone, so that lines looked at anew after an edit turn where they would have turned at first.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from designer.layout.geometry import Point, Rect
from designer.layout.grid import Grid
from designer.layout.layered import layered
from designer.layout.obstacles import CLEARANCE
from designer.layout.spacing import TRACK, Line, Piece
from designer.layout.ways import Way, pieces

_LYING = 3.0  # pieces nearer than this lie on each other
_LEAST = 12.0  # how much of a first or last piece stays
_NEXT = 8.0  # how much of the piece after the turn stays


@dataclass(frozen=True, slots=True)
class Ends:
    """First and last pieces of all flows, lines as they turn now, and where nodes matter to that by flow."""

    pieces: Grid[Piece]
    looked: Grid[str]
    swept: Mapping[str, tuple[Rect, ...]]
    made: Mapping[str, Line]


NONE = Ends(Grid((), 0.0), Grid((), CLEARANCE + 1.0), {}, {})


class _End(NamedTuple):
    """The end of a line, seen from its dock: on which axis it runs, and where it turns off, if it does."""

    axis: int
    dock: Point
    turn: Point
    is_movable: bool


def ends(
    earlier: Ends,
    old: Mapping[str, Way],
    new: Mapping[str, Way],
    changed: frozenset[str],
    areas: Iterable[Rect],
    pinned: Container[str],
    around: Callable[[Rect], Sequence[Rect]],
) -> tuple[Ends, frozenset[str]]:
    """The lines after an edit, and the flows that run otherwise than before, came or went.

    `changed` are flows of which the ways differ; `areas` are where nodes stood and stand that moved, and
    `around` gives those that overlap an area. Flows that are `pinned` stay as they are.
    """
    gone, come = _named(old, changed), _named(new, changed)
    grid = earlier.pieces.changed(gone, come)
    touched = {key for key in changed if key in new}
    for _, rect in (*gone, *come):
        touched |= {piece.flow for piece in grid.names(rect.grown(_LYING))}
    for area in areas:
        touched |= earlier.looked.names(area)
    work = _Parting(new, grid, pinned, around)
    made, swept = dict[str, Line](), dict[str, tuple[Rect, ...]]()
    for key in touched:
        made[key], swept[key] = work.line(key)
    vanished = frozenset(key for key in changed if key not in new)
    looked = earlier.looked.changed(
        [(key, rect) for key in (*touched, *vanished) for rect in earlier.swept.get(key, ())],
        [(key, rect) for key, rects in swept.items() for rect in rects],
    )
    before = earlier.made
    made = {key: line for key, line in made.items() if before.get(key) != line}
    kept = {key: rects for key, rects in swept.items() if rects}
    found = Ends(
        grid,
        looked,
        layered(earlier.swept, kept, frozenset(touched) - kept.keys() | vanished),
        layered(before, made, vanished),
    )
    return found, frozenset(made) | vanished


def _named(ways: Mapping[str, Way], keys: Iterable[str]) -> list[tuple[Piece, Rect]]:
    found: list[tuple[Piece, Rect]] = []
    for key in keys:
        if key in ways:
            line = ways[key].points
            last = len(line) - 2
            if last >= 0:  # nodes that touch may be joined by a flow of no length
                found.append((Piece(key, 0), pieces(line[:2])[0]))
            if last > 0:
                found.append((Piece(key, last), pieces(line[-2:])[0]))
    return found


class _Parting:
    def __init__(
        self,
        ways: Mapping[str, Way],
        grid: Grid[Piece],
        pinned: Container[str],
        around: Callable[[Rect], Sequence[Rect]],
    ) -> None:
        self.ways, self.grid, self.pinned, self.around = ways, grid, pinned, around

    def line(self, key: str) -> tuple[Line, tuple[Rect, ...]]:
        """A line that turns off in time at both ends, and the areas that had to be free for that."""
        line = self.ways[key].points
        if len(line) < 4 or key in self.pinned:
            return line, ()
        line, first = self._turned(key, line, 0)
        back, last = self._turned(key, line[::-1], len(line) - 2)
        return back[::-1], first + last

    def _turned(self, key: str, line: Line, begin: int) -> tuple[Line, tuple[Rect, ...]]:
        """The line with its first turn nearer to its dock, if others lie on its first piece beyond that."""
        dock, turn, after, onwards = line[:4]
        axis = 0 if dock.y == turn.y else 1
        if dock == turn or turn[axis] != after[axis] or after[1 - axis] != onwards[1 - axis]:
            return line, ()
        to = self._limit(key, begin, _End(axis, dock, turn, is_movable=True))
        ahead = 1 if turn[axis] > dock[axis] else -1
        if (turn[axis] - to) * ahead <= 0:
            return line, ()
        on = onwards[axis] - turn[axis]
        if (to - dock[axis]) * ahead < _LEAST or (on * ahead < 0 and (to - onwards[axis]) * ahead < _NEXT):
            return line, ()
        corner, other = (_at(point, axis, to) for point in (turn, after))
        swept = _around(corner, after)
        if self.around(swept):
            return line, (swept,)
        return (dock, corner, other, *line[3:]), (swept,)

    def _limit(self, key: str, begin: int, own: _End) -> float:
        """Where the flow must turn at the latest so as not to lie on others."""
        axis, to = own.axis, own.turn[own.axis]
        ahead = 1 if to > own.dock[axis] else -1
        (rect,) = pieces((own.dock, own.turn))
        for piece in sorted(self.grid.names(rect.grown(_LYING))):
            if piece.flow == key or piece == (key, begin):
                continue
            other = self._end(piece)
            if other is None or not _faces(own, other):
                continue
            if other.is_movable and piece.flow not in self.pinned:
                limit = (own.dock[axis] + other.dock[axis]) / 2 - ahead * TRACK / 2
            else:
                limit = other.turn[axis] - ahead * TRACK
            to = min(to, limit) if ahead > 0 else max(to, limit)
        return to

    def _end(self, piece: Piece) -> _End | None:
        line = self.ways[piece.flow].points
        if piece.begin:
            line = line[::-1]
        dock, turn = line[:2]
        if dock == turn:
            return None
        return _End(0 if dock.y == turn.y else 1, dock, turn, len(line) > 3)


def _faces(one: _End, other: _End) -> bool:
    """Whether two ends lie on each other, coming from docks on either side."""
    axis, along = one.axis, 1 - one.axis
    if other.axis != axis or abs(one.dock[along] - other.dock[along]) >= _LYING:
        return False
    ahead = 1 if one.turn[axis] > one.dock[axis] else -1
    is_opposed = (other.turn[axis] - other.dock[axis]) * ahead < 0
    begins = (other.dock[axis] - one.dock[axis]) * ahead > 0
    return is_opposed and begins and (one.turn[axis] - other.turn[axis]) * ahead > _LYING


def _at(point: Point, axis: int, to: float) -> Point:
    return Point(point.x, to) if axis else Point(to, point.y)


def _around(one: Point, other: Point) -> Rect:
    return Rect(min(one.x, other.x), min(one.y, other.y), abs(one.x - other.x), abs(one.y - other.y))
