"""How many pieces cross in an order of the levels; what was counted for two orders is kept."""

from bisect import bisect_left, bisect_right

from designer.layout.sugiyama.levels import Levels

Order = list[list[int]]


class Crossings:
    """Counts for one order at a time: `number` tells each level of it that has changed.

    Sweeps come back to the same orders of a level time and again. Each has a number, by which what follows
    from it is found again: `now` has that of each level, and a last one for the end.
    """

    def __init__(self, levels: Levels) -> None:
        self.levels = levels
        self.pos = [0] * len(levels.rank)
        self.now = [-1] * levels.depth + [0]
        self._orders: list[dict[tuple[int, ...], int]] = [{} for _ in range(levels.depth)]
        self._level: list[tuple[int, ...]] = [()] * levels.depth
        # What crosses below each level, less than nothing where that is to be looked up; and all counts made.
        self._below = [-1] * levels.depth
        self._stale = set(range(levels.depth))
        self._counted: list[dict[tuple[int, int], int]] = [{} for _ in range(levels.depth)]

    @classmethod
    def of(cls, levels: Levels, order: Order) -> int:
        """How many pieces cross in an order."""
        counts = cls(levels)
        counts.number_all(order)
        return counts.total()

    def number(self, place: int, level: list[int]) -> None:
        """Takes note of the order of a level."""
        key = tuple(level)
        orders = self._orders[place]
        number = orders.setdefault(key, len(orders))
        if number == self.now[place]:
            return
        self.now[place], self._level[place] = number, key
        pos = self.pos
        for index, vertex in enumerate(key):
            pos[vertex] = index
        for changed in (place, place - 1) if place else (place,):
            self._below[changed] = -1
            self._stale.add(changed)

    def number_all(self, order: Order) -> None:
        """Takes note of an order."""
        for place, level in enumerate(order):
            self.number(place, level)

    def each(self) -> list[int]:
        """How many pieces cross below each level."""
        for place in tuple(self._stale):
            self.below(place)
        return self._below

    def total(self) -> int:
        """How many pieces cross."""
        return sum(self.each())

    def within(self, places: range) -> int:
        """How many pieces cross below some levels."""
        return sum(self.each()[places.start : places.stop])

    def below(self, place: int) -> int:
        """How many pieces cross between a level and the next one."""
        found = self._below[place]
        if found < 0:
            known, met = self._counted[place], (self.now[place], self.now[place + 1])
            if met not in known:
                known[met] = self._count(self._level[place])
            found = self._below[place] = known[met]
            self._stale.discard(place)
        return found

    def _count(self, level: tuple[int, ...]) -> int:
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
