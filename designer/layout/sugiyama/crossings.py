"""How many pieces cross in an order of the levels; a level that has not changed is not counted again."""

from bisect import bisect_left, bisect_right

from designer.layout.sugiyama.levels import Levels

Order = list[list[int]]


class Crossings:
    """Counts for one order at a time: `number` tells each level of it that has changed."""

    def __init__(self, levels: Levels) -> None:
        self.levels = levels
        self.pos = [0] * len(levels.rank)
        # What each level was when it was last numbered, how often that changed, and what was counted then.
        self._seen: Order = [[] for _ in range(levels.depth)]
        self._version = [0] * (levels.depth + 1)
        self._counted = [(-1, -1, 0)] * levels.depth

    @classmethod
    def of(cls, levels: Levels, order: Order) -> int:
        """How many pieces cross in an order."""
        counts = cls(levels)
        counts.number_all(order)
        return counts.total(order)

    def number(self, place: int, level: list[int]) -> None:
        """Takes note of the order of a level."""
        if level == self._seen[place]:
            return
        self._seen[place] = list(level)
        self._version[place] += 1
        pos = self.pos
        for index, vertex in enumerate(level):
            pos[vertex] = index

    def number_all(self, order: Order) -> None:
        """Takes note of an order."""
        for place, level in enumerate(order):
            self.number(place, level)

    def total(self, order: Order) -> int:
        """How many pieces cross."""
        return self.within(order, range(len(order)))

    def within(self, order: Order, places: range) -> int:
        """How many pieces cross below some levels."""
        return sum([self.below(order, place) for place in places])

    def below(self, order: Order, place: int) -> int:
        """How many pieces cross between a level and the next one."""
        now = (self._version[place], self._version[place + 1])
        if self._counted[place][:2] != now:
            self._counted[place] = (*now, self._count(order[place]))
        return self._counted[place][2]

    def _count(self, level: list[int]) -> int:
        pos, down = self.pos, self.levels.down
        total = 0
        ends: list[float] = []
        highest = -1.0
        for vertex in level:
            near = down[vertex]
            if not near:
                continue
            reached = [pos[other] + share for other, share in near]
            if min(reached) < highest:
                ends.sort()
                total += sum([len(ends) - bisect_right(ends, end) for end in reached])
            highest = max(highest, *reached)
            ends += reached
        return total


def inversions(above: list[float], below: list[float]) -> int:
    """How many pairs cross if the vertex of the first list lies above that of the second; both sorted."""
    if not above or not below or above[-1] <= below[0]:
        return 0
    if len(below) == 1:
        return len(above) - bisect_right(above, below[0])
    return sum([bisect_left(below, end) for end in above])
