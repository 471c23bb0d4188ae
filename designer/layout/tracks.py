"""Keeps flows that run along each other apart: each gets its own track, in the order that crosses least.

Only pieces between two bends move, and never so far that they touch a node or turn a flow back. What meets
at the same dock may share a line. Which pieces belong together depends on the lines alone, so that lines
looked at anew after an edit find the tracks that they would have found at first.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from designer.layout.geometry import Point, Rect
from designer.layout.grid import Grid
from designer.layout.layered import layered
from designer.layout.spacing import MEETS, Line, Piece, Unit, spread

_LINKED = 22.0  # pieces nearer than this find their tracks together: two tracks, and a little
REACH = 64.0  # how far a piece may move
_LEAVE, _ENTER = 8.0, 14.0  # how much of the first and of the last piece stays

Stretch = tuple[Point, Point]  # from one corner to the next
Around = Callable[[Rect, Rect], list[Rect]]  # what in an area may not come to lie under a piece, and so near


@dataclass(frozen=True, slots=True)
class Tracks:
    """Lines before and after their pieces along one axis were put on tracks: upright ones on axis 0."""

    lines: Mapping[str, Line]
    pieces: Grid[Piece]  # along the axis
    places: Mapping[Piece, float]  # of pieces that were moved
    made: Mapping[str, Line]


NONE = Tracks({}, Grid((), 0.0), {}, {})


class Edit(NamedTuple):
    """What has changed: the lines of some flows, and nodes in some areas."""

    lines: Mapping[str, Line]
    changed: frozenset[str]
    areas: Sequence[Rect] = ()


def tracks(
    earlier: Tracks, edit: Edit, axis: int, pinned: Container[str], around: Around
) -> tuple[Tracks, frozenset[str]]:
    """The tracks after an edit, and the flows that leave it otherwise than before, or not at all.

    Made from `NONE` they are those of all lines.
    """
    old, new = earlier.lines, edit.lines
    gone = [pair for key in edit.changed if key in old for pair in named(key, old[key], axis)]
    come = [pair for key in edit.changed if key in new for pair in named(key, new[key], axis)]
    pieces = earlier.pieces.changed(gone, come)
    work = _Work(new, pieces, axis, pinned, around)
    touched = {piece for piece, _ in come}
    for key in edit.changed:
        for a, b in pairwise(old.get(key, ())):
            touched |= pieces.names(_rect(a, b).grown(_LINKED))
    for area in edit.areas:
        touched |= pieces.names(area.grown(REACH))
    found = work.places(sorted(touched))
    done = {key: found.get(key) for key in work.seen}
    dropped = frozenset(
        Piece(key, index) for key in edit.changed if key in old for index in range(len(old[key]))
    )
    places = layered(
        earlier.places,
        {piece: at for piece, at in done.items() if at is not None},
        dropped | {piece for piece, at in done.items() if at is None},
    )
    anew = {piece.flow for piece in done} | edit.changed
    before = earlier.made
    made = {key: _moved(key, new[key], places, axis) for key in anew if key in new}
    made = {key: line for key, line in made.items() if before.get(key) != line}
    vanished = frozenset(key for key in edit.changed if key not in new)
    return Tracks(new, pieces, places, layered(before, made, vanished)), frozenset(made) | vanished


def along(line: Line, axis: int) -> Iterator[int]:
    """The pieces of a line along an axis, by the corners where they begin."""
    for index in range(len(line) - 1):
        a, b = line[index], line[index + 1]
        if a[axis] == b[axis] and a != b:
            yield index


def named(key: str, line: Line, axis: int) -> list[tuple[Piece, Rect]]:
    """The pieces of a flow's line along an axis, and where they lie."""
    return [(Piece(key, index), _rect(line[index], line[index + 1])) for index in along(line, axis)]


def _rect(a: Point, b: Point) -> Rect:
    return Rect(min(a[0], b[0]), min(a[1], b[1]), abs(b[0] - a[0]), abs(b[1] - a[1]))


def _moved(key: str, line: Line, places: Mapping[Piece, float], axis: int) -> Line:
    corners: list[Point] | None = None
    for index in range(1, len(line) - 2):
        at = places.get(Piece(key, index))
        if at is not None:
            corners = corners or list(line)
            for corner in (index, index + 1):
                x, y = corners[corner]
                corners[corner] = Point(x, at) if axis else Point(at, y)
    return line if corners is None else tuple(corners)


class _Work:
    """Finds what lies along each other, and shares out the room."""

    def __init__(
        self,
        lines: Mapping[str, Line],
        pieces: Grid[Piece],
        axis: int,
        pinned: Container[str],
        around: Around,
    ) -> None:
        self.lines, self.pieces, self.axis = lines, pieces, axis
        self.pinned, self.around = pinned, around
        self.seen: set[Piece] = set()

    def places(self, touched: Iterable[Piece]) -> dict[Piece, float]:
        """Where some movable pieces, and all that lie along them, go; only those that move."""
        made: dict[Piece, float] = {}
        for piece in touched:
            for other in [piece] if self._is_movable(piece) else self._linked(piece):
                if other not in self.seen and self._is_movable(other):
                    made |= self._settled(other)
        return made

    def _is_movable(self, piece: Piece) -> bool:
        return 0 < piece.begin < len(self.lines[piece.flow]) - 2 and piece.flow not in self.pinned

    def _settled(self, first: Piece) -> dict[Piece, float]:
        """Tracks for a piece and all movable ones that are linked to it through each other."""
        free, fixed = [first], set[Piece]()
        self.seen.add(first)
        for piece in free:
            for other in self._linked(piece):
                if not self._is_movable(other):
                    fixed.add(other)
                elif other not in self.seen:
                    self.seen.add(other)
                    free.append(other)
        if len(free) + len(fixed) == 1:
            return {}
        units = self._units(sorted(free), sorted(fixed))
        return {
            piece: at
            for unit, at in zip(units, spread(units), strict=True)
            if unit.low < unit.high and at != unit.at
            for piece in unit.pieces
        }

    def _linked(self, piece: Piece) -> list[Piece]:
        """Other pieces so near that the two cannot be placed without each other."""
        line, axis = self.lines[piece.flow], self.axis
        rect = _rect(line[piece.begin], line[piece.begin + 1])
        x, y, w, h = rect
        across, along = (_LINKED, MEETS) if axis == 0 else (MEETS, _LINKED)
        found = self.pieces.names(Rect(x - across, y - along, w + 2 * across, h + 2 * along))
        if self._is_movable(piece):
            found |= self._lapping(piece) | self._entwined(piece)
        found.discard(piece)
        return sorted(found)

    def _lapping(self, piece: Piece) -> set[Piece]:
        """Movable pieces whose way to their dock lies on this one's way to its own, from the other side."""
        return {
            other
            for end in _ends(self.lines[piece.flow], piece.begin)
            for other in self.pieces.names(_rect(*end).grown(MEETS))
            if other.flow != piece.flow
            and self._is_movable(other)
            and any(_laps(end, its, self.axis) for its in _ends(self.lines[other.flow], other.begin))
        }

    def _entwined(self, piece: Piece) -> set[Piece]:
        """Movable pieces, however far, that cross this one's flow beside it as this one crosses theirs.

        Two that cross each other twice do not cross at all once they have changed places.
        """
        line = self.lines[piece.flow]
        return {
            other
            for beside in _beside(line, piece.begin)
            for other in self.pieces.names(_rect(*beside))
            if other.flow != piece.flow
            and self._is_movable(other)
            and _crosses(beside, self._stretch(other), self.axis)
            and any(
                _crosses(its, self._stretch(piece), self.axis)
                for its in _beside(self.lines[other.flow], other.begin)
            )
        }

    def _stretch(self, piece: Piece) -> Stretch:
        line = self.lines[piece.flow]
        return line[piece.begin], line[piece.begin + 1]

    def _units(self, free: Sequence[Piece], fixed: Sequence[Piece]) -> list[Unit]:
        made: dict[object, Unit] = {}
        for piece in free:
            line = self.lines[piece.flow]
            unit = Unit(piece, line, self.axis)
            self._limit(unit, piece, line)
            keys = _bundles(piece, line)
            known = [found for key in keys if (found := made.get(key)) is not None]
            for other in known:
                if other is not unit:
                    unit.join(other)
            changed = {id(other) for other in known}
            for key, value in made.items():
                if id(value) in changed:
                    made[key] = unit
            for key in (*keys, piece):
                made[key] = unit
        for piece in fixed:
            unit = Unit(piece, self.lines[piece.flow], self.axis)
            unit.low = unit.high = unit.at
            made[piece] = unit
        return list({id(unit): unit for unit in made.values()}.values())

    def _limit(self, unit: Unit, piece: Piece, line: Line) -> None:
        """How far a piece may go: short of nodes and names, and of where its neighbours would turn."""
        axis, at = self.axis, unit.at
        low, high = at - REACH, at + REACH
        length = unit.end - unit.begin
        area = (
            Rect(unit.begin, low, length, high - low) if axis else Rect(low, unit.begin, high - low, length)
        )
        for rect in self.around(area, _rect(line[piece.begin], line[piece.begin + 1])):
            first, last = rect[axis], rect[axis] + rect[axis + 2]
            if last <= at:
                low = max(low, last)
            elif first >= at:
                high = min(high, first)
            else:
                low = high = at
                break
        for beyond, is_end in (
            (piece.begin - 1, piece.begin == 1),
            (piece.begin + 2, piece.begin == len(line) - 3),
        ):
            away = line[beyond][axis]
            stays = (_LEAVE if beyond < piece.begin else _ENTER) if is_end else abs(at - away) / 2
            stays = min(stays, abs(at - away))
            if away < at:
                low = max(low, away + stays)
            else:
                high = min(high, away - stays)
        unit.low, unit.high = (low, high) if low <= at <= high else (at, at)


def _ends(line: Line, index: int) -> list[Stretch]:
    """The corners of a piece from which a flow goes straight to a dock, and these docks."""
    found = []
    if index == 1:
        found.append((line[1], line[0]))
    if index == len(line) - 3:
        found.append((line[-2], line[-1]))
    return found


def _beside(line: Line, index: int) -> tuple[Stretch, Stretch]:
    """What leads up to a movable piece, and what leads on from it."""
    return (line[index - 1], line[index]), (line[index + 1], line[index + 2])


def _crosses(across: Stretch, piece: Stretch, axis: int) -> bool:
    """Whether a stretch across the axis cuts through one along it."""
    (a, b), (c, d), along = across, piece, 1 - axis
    return (
        min(a[axis], b[axis]) < c[axis] < max(a[axis], b[axis])
        and a[along] == b[along]
        and min(c[along], d[along]) < a[along] < max(c[along], d[along])
    )


def _laps(one: Stretch, other: Stretch, axis: int) -> bool:
    """Whether two ways from a corner to a dock come towards each other on one line, and past each other."""
    (corner, dock), (turn, to) = one, other
    a, b, c, d = corner[axis], dock[axis], turn[axis], to[axis]
    if a > b:
        a, b, c, d = -a, -b, -c, -d
    return abs(turn[1 - axis] - corner[1 - axis]) < MEETS and d <= a < c <= b


def _bundles(piece: Piece, line: Line) -> list[object]:
    """What a piece has in common with others on their way out of or into the same dock."""
    a, b = line[piece.begin], line[piece.begin + 1]
    found: list[object] = []
    if piece.begin == 1:
        found.append(("out", line[0], a))
    if piece.begin == len(line) - 3:
        found.append(("into", b, line[-1]))
    return found
