"""How opening boxes in place makes room, on one axis, and how to find back from what is seen.

Positions are stored as if every box were closed. Seen positions are computed from them, so opening
and closing in any order never drifts. The key is the centre of a node:

    offset(c) = max over open boxes whose closed end <= c of offset(their centre) + their growth

the longest chain of open boxes before `c`, not their sum.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

# Where a node is stored that was dropped beside an open box, in the stretch the box opened: this far
# before the box's closed end, so that the box does not push it.
BESIDE = 1.0
_ROUNDING = 1e-6


class Growth(NamedTuple):
    """An open box on one axis: closed centre and end, and how much longer it is when open."""

    center: float
    end: float
    growth: float


class Stored(NamedTuple):
    """A seen coordinate as it is stored: with every box closed, and what is kept while a box is open."""

    base: float
    slack: float


class Axis:
    """The map between stored and seen coordinates on one axis of one workflow."""

    def __init__(self, boxes: Iterable[Growth]) -> None:
        self.ends: list[float] = []
        self._offsets: list[float] = [0.0]
        for box in sorted((b for b in boxes if b.growth > 0), key=lambda b: b.end):
            reach = max(self.offset(box.center) + box.growth, self._offsets[-1])
            if self.ends and self.ends[-1] == box.end:
                self._offsets[-1] = reach
            else:
                self.ends.append(box.end)
                self._offsets.append(reach)

    def offset(self, center: float) -> float:
        """How far everything with this stored centre is pushed."""
        return self._offsets[bisect_right(self.ends, center)]

    def seen(self, center: float, slack: float = 0.0) -> float:
        """Where a stored centre is seen; slack counts only in the stretch that its box has opened."""
        return center + self.offset(center) + min(max(slack, 0.0), self.stretch(center))

    def stretch(self, center: float) -> float:
        """How much room is open just behind a stored centre, 0 where no open box ends there."""
        index = bisect_right(self.ends, center)
        if index == len(self.ends) or self.ends[index] > center + BESIDE + _ROUNDING:
            return 0.0
        return self._offsets[index + 1] - self._offsets[index]

    def stored(self, seen: float) -> Stored:
        """The inverse of `seen`: any seen coordinate as stored centre and slack."""
        begins = [end + offset for end, offset in zip(self.ends, self._offsets, strict=False)]
        index = bisect_right(begins, seen)
        end, offset = (self.ends[index - 1], self._offsets[index - 1]) if index else (0.0, 0.0)
        if index == 0 or seen >= end + self._offsets[index]:
            return Stored(seen - self._offsets[index], 0.0)
        before = self.ends[index - 2] if index > 1 else end - 2 * BESIDE
        base = max(end - BESIDE, (before + end) / 2)
        slack = min(seen - base - offset, self._offsets[index] - offset)
        return Stored(seen - offset - slack, slack)

    def __bool__(self) -> bool:
        return bool(self.ends)
