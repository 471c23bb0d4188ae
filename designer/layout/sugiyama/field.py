"""Rows that keep distances and are drawn to each other: a small system of springs that act one at a time."""

from collections.abc import Sequence
from math import ceil, floor, inf

_STILL = 0.01  # what is no move
_HALFWAY = 0.1  # how far from half-way between two steps of the grid, in steps, is half-way all the same
_COMPANY = 24  # rows that one takes along at most

Apart = list[list[tuple[int, float]]]


class Field:
    """Where rows lie (`origin`), at least so far from those `above` and `below`, drawn by `pulls`.

    Each of the three lists, for each row, other rows with a distance. `sequence` has what is above first.
    """

    def __init__(self, above: Apart, below: Apart, pulls: Apart) -> None:
        self.above, self.below, self.pulls = above, below, pulls
        self.sequence = _from_the_top(above, below)
        self.origin = _centred(above, below, self.sequence)
        # Rows that stay where they are as long as none moves of those that are watched for them.
        self._still: set[int] = set()
        self._watched: list[set[int]] = [set() for _ in above]

    def settle(self, row: int) -> float:
        """Moves a row to the median of the places where one of its links runs straight; gives how far.

        What stands in the way is taken along as long as the median of them all lies further on.
        """
        if row in self._still:
            return 0.0
        company, moved = [row], 0.0
        wish = self._wish(company)
        sign = 1.0 if wish > 0 else -1.0
        while wish * sign > _STILL and len(company) <= _COMPANY:
            room, blocking = self._room(company, sign)
            step = min(room, wish * sign)
            if step > _STILL:
                for each in company:
                    self.origin[each] += sign * step
                    self._still -= self._watched[each]
                moved += step
            if not blocking or room > step:
                break
            company += blocking
            wish = self._wish(company)
        if not moved:
            self._stay(row, company, self.below if sign > 0 else self.above)
        return moved

    def _stay(self, row: int, company: list[int], beyond: Apart) -> None:
        """Remembers that a row has not moved, and whose places that rests on."""
        self._still.add(row)
        for each in company:
            self._watched[each].add(row)
            for other, _ in (*self.pulls[each], *beyond[each]):
                self._watched[other].add(row)

    def _wish(self, company: list[int]) -> float:
        """How far some rows together want to go."""
        origin, pulls = self.origin, self.pulls
        wishes = [
            origin[other] + off - origin[row]
            for row in company
            for other, off in pulls[row]
            if other not in company
        ]
        if not wishes:
            return 0.0
        wishes.sort()
        half = len(wishes) // 2
        return wishes[half] if len(wishes) % 2 else (wishes[half - 1] + wishes[half]) / 2

    def _room(self, company: list[int], sign: float) -> tuple[float, list[int]]:
        """How far some rows can go, and what they meet there."""
        origin, room = self.origin, inf
        blocking: list[int] = []
        beyond = self.below if sign > 0 else self.above
        for row in company:
            for other, apart in beyond[row]:
                if other in company:
                    continue
                free = (origin[other] - origin[row]) * sign - apart
                if free < room - _STILL:
                    room, blocking = free, [other]
                elif free < room + _STILL and other not in blocking:
                    blocking.append(other)
        return max(room, 0.0), blocking

    def snap(self, lines: Sequence[float], grid: float) -> None:
        """Brings the line of each row, so far below its origin, onto the grid; distances are kept."""
        for row in self.sequence:
            line = _nearest(self.origin[row] + lines[row], grid)
            least = max([self.origin[other] + apart for other, apart in self.above[row]], default=-inf)
            if line - lines[row] < least - _STILL:
                line = ceil((least + lines[row] - _STILL) / grid) * grid
            self.origin[row] = line - lines[row]
        for row in self.sequence:
            self._step(row, grid)

    def _step(self, row: int, grid: float) -> None:
        """Moves a row by whole steps to where it wants to be, now that all have moved a little."""
        wish = self._wish([row])
        steps = floor(abs(wish) / grid + 0.5 - _HALFWAY)  # from half-way, the next place is no better
        sign = 1.0 if wish > 0 else -1.0
        room = self._room([row], sign)[0] if steps > 0 else 0.0
        if room + _STILL >= grid:
            self.origin[row] += (
                sign * grid * min(steps, floor((room + _STILL) / grid) if room < inf else steps)
            )


def _nearest(at: float, grid: float) -> float:
    """The nearest place on a grid; all that lies about half-way goes on, so that it stays in line."""
    return floor(at / grid + 0.5 + _HALFWAY) * grid


def _from_the_top(above: Apart, below: Apart) -> list[int]:
    waiting = [len(found) for found in above]
    sequence = [row for row, number in enumerate(waiting) if not number]
    for row in sequence:
        for other, _ in below[row]:
            waiting[other] -= 1
            if not waiting[other]:
                sequence.append(other)
    return sequence


def _centred(above: Apart, below: Apart, sequence: Sequence[int]) -> list[float]:
    """The mean of the places with everything pushed to the top and to the bottom."""
    high = [0.0] * len(above)
    for row in sequence:
        high[row] = max((high[other] + apart for other, apart in above[row]), default=0.0)
    low = [max(high, default=0.0)] * len(above)
    for row in reversed(sequence):
        low[row] = min((low[other] - apart for other, apart in below[row]), default=low[row])
    return [(a + b) / 2 for a, b in zip(high, low, strict=True)]
