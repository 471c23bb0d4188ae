"""Shares out the room of a channel among the pieces of flows that run through it side by side."""

from collections.abc import Sequence
from typing import NamedTuple

from designer.layout.geometry import Point

TRACK = 10.0  # between neighbours
_TIGHT = (TRACK, 8.0, 6.0, 4.0)  # what they make do with where there is less room
MEETS = 4.0  # pieces whose ends come nearer than this lie along each other
_LAP = 200 / 60  # what lying on each other costs, in crossings; twice as much where no track can part them
_FAR = 1e9

Line = tuple[Point, ...]


class Piece(NamedTuple):
    """A straight piece of a flow between two corners, `begin` being the number of the first."""

    flow: str
    begin: int


class Turn(NamedTuple):
    """Where a piece turns off, how far to which side, and whether it has come to its end then."""

    at: float
    way: float
    is_end: bool


class Unit:
    """Pieces that keep together: one, or several on their way out of or into the same dock."""

    def __init__(self, piece: Piece, line: Line, axis: int) -> None:
        a, b = line[piece.begin], line[piece.begin + 1]
        along = 1 - axis
        self.pieces = [piece]
        self.at = a[axis]
        self.begin, self.end = sorted((a[along], b[along]))
        self.low, self.high = -_FAR, _FAR
        self.turns: set[Turn] = set()
        for corner, beyond in ((a, piece.begin - 1), (b, piece.begin + 2)):
            if 0 <= beyond < len(line):
                is_end = beyond in (0, len(line) - 1)
                self.turns.add(Turn(corner[along], line[beyond][axis] - self.at, is_end))

    def join(self, other: "Unit") -> None:
        """Takes in another at the same place."""
        self.pieces += other.pieces
        self.begin, self.end = min(self.begin, other.begin), max(self.end, other.end)
        self.low, self.high = max(self.low, other.low), min(self.high, other.high)
        self.turns |= other.turns

    def is_beside(self, other: "Unit") -> bool:
        """Whether the two lie along each other, or all but touch, and so need a track each."""
        return self.begin < other.end + MEETS and other.begin < self.end + MEETS

    def cost_before(self, other: "Unit") -> float:
        """What it costs if this one lies before (left of, or above) the other: crossings, and overlaps."""
        crossed = sum(1 for at, way, _ in self.turns if way > 0 and other.begin < at < other.end)
        crossed += sum(1 for at, way, _ in other.turns if way < 0 and self.begin < at < self.end)
        laps = sum(
            2 if is_end and is_other_end else 1
            for at, way, is_end in self.turns
            for at_other, way_other, is_other_end in other.turns
            if way > 0 > way_other and abs(at - at_other) < MEETS
        )
        return crossed + _LAP * laps


def spread(units: Sequence[Unit]) -> list[float]:
    """A place for each unit, as near as can be to where it was; where there is no room, where it was."""
    beside = [
        [i for i, other in enumerate(units) if other is not unit and unit.is_beside(other)] for unit in units
    ]
    for order in (
        _ordered(units, beside),
        sorted(range(len(units)), key=lambda i: (units[i].at, units[i].pieces)),
    ):
        for pitch in _TIGHT:
            places = _fitted(units, order, beside, pitch)
            if places is not None:
                return places
    return [unit.at for unit in units]


def _ordered(units: Sequence[Unit], beside: Sequence[Sequence[int]]) -> list[int]:
    """The order across the channel that crosses least: by how much each gains before the others."""
    costs = [
        sum(units[i].cost_before(units[j]) - units[j].cost_before(units[i]) for j in beside[i])
        for i in range(len(units))
    ]
    order = sorted(range(len(units)), key=lambda i: (costs[i], units[i].at, units[i].pieces))
    for _ in order:
        swapped = False
        for place in range(len(order) - 1):
            one, other = units[order[place]], units[order[place + 1]]
            if other.cost_before(one) < one.cost_before(other):
                order[place], order[place + 1] = order[place + 1], order[place]
                swapped = True
        if not swapped:
            break
    return order


def _fitted(
    units: Sequence[Unit], order: Sequence[int], beside: Sequence[Sequence[int]], pitch: float
) -> list[float] | None:
    """Places at least a pitch apart in this order; None where the room is too small.

    What would do for all of them is known from both ends; the mean of packing from the one and from the
    other keeps the pitch, too, and spreads to both sides.
    """
    rank = {unit: place for place, unit in enumerate(order)}
    low, high = [unit.low for unit in units], [unit.high for unit in units]
    for i in order:
        low[i] = max(
            [low[i], *(low[j] + pitch for j in beside[i] if rank[j] < rank[i] and _moves(units, i, j))]
        )
    for i in reversed(order):
        high[i] = min(
            [high[i], *(high[j] - pitch for j in beside[i] if rank[j] > rank[i] and _moves(units, i, j))]
        )
    if any(one > other for one, other in zip(low, high, strict=True)):
        return None
    wanted = [min(max(unit.at, one), other) for unit, one, other in zip(units, low, high, strict=True)]
    ahead, back = list(wanted), list(wanted)
    for i in order:
        ahead[i] = max(
            [ahead[i], *(ahead[j] + pitch for j in beside[i] if rank[j] < rank[i] and _moves(units, i, j))]
        )
    for i in reversed(order):
        back[i] = min(
            [back[i], *(back[j] - pitch for j in beside[i] if rank[j] > rank[i] and _moves(units, i, j))]
        )
    return [
        unit.at if unit.low == unit.high else (one + other) // 2
        for unit, one, other in zip(units, ahead, back, strict=True)
    ]


def _moves(units: Sequence[Unit], i: int, j: int) -> bool:
    """Whether at least one of two units can move."""
    return units[i].low < units[i].high or units[j].low < units[j].high
