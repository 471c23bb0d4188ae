"""The order within each level: few crossings, and as much of the given order as that leaves.

Barycentres (Sugiyama and others, 1981) and exchanges of neighbours (Gansner and others, 1993). An order is a
function of the order of the real vertices alone: the points that long links pass are set anew for each, so
that an order that cannot be improved is found again when the layout is made once more.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from designer.layout.sugiyama.levels import Levels

_ROUNDS, _FEWER = 40, 12  # sweeps up or down, at most; the second for more than
_MANY = 3_000  # vertices and points that are passed
_PATIENCE, _STILL = 8, 3  # rounds without gain before it is left at that; the second for passing points
_EXCHANGES = 10  # passes of exchanges in one level
_RESTARTS = 8
Order = list[list[int]]
Groups = dict[int, tuple[int, int]]  # vertex → its group and place: a group keeps its order


def ordered(levels: Levels, given: Sequence[Sequence[float]], groups: Groups, lasting: float = 0.5) -> Order:
    """The order of each level from keys of the real vertices: one sequence for each start to be tried.

    A later start wins only if it leaves less than the share `lasting` of the crossings of those before.
    """
    best: Order = []
    least = -1
    for keys in given:
        found, crossings = _Ordering(levels, keys, groups).run()
        if least < 0 or crossings < lasting * least:
            best, least = found, crossings
        if least == 0:
            break
    return best


class _Ordering:
    def __init__(self, levels: Levels, keys: Sequence[float], groups: Groups) -> None:
        self.levels, self.groups = levels, groups
        self.pos = [0] * len(levels.rank)
        # What each level was when it was last numbered, how often that changed, and what was counted then.
        self._seen: Order = [[] for _ in range(levels.depth)]
        self._version = [0] * (levels.depth + 1)
        self._counted = [(-1, -1, 0)] * levels.depth
        self.start: Order = [[] for _ in range(levels.depth)]
        for vertex in sorted(range(levels.real), key=lambda each: (keys[each], each)):
            self.start[levels.rank[vertex]].append(vertex)
        for level in self.start:
            self._keep_groups(level)

    def run(self) -> tuple[Order, int]:
        """The best order found and how many pieces cross in it."""
        best, least = self._settled(self.start)
        for _ in range(_RESTARTS):
            if least == 0:
                break
            improved, _ = self._improved(best, frozen=False)
            tried, crossings = self._settled([self._real(level) for level in improved])
            if crossings >= least - least // 100:
                break
            best, least = tried, crossings
        return best, least

    def _real(self, level: list[int]) -> list[int]:
        return [vertex for vertex in level if vertex < self.levels.real]

    def _settled(self, real: Order) -> tuple[Order, int]:
        """Passing points put between real vertices that keep their order."""
        return self._improved(self._interpolated(real), frozen=True)

    def _interpolated(self, real: Order) -> Order:
        height = [0.0] * len(self.levels.rank)
        for level in real:
            for place, vertex in enumerate(level):
                height[vertex] = (place + 0.5) / len(level)
        made = [list(level) for level in real]
        for chain in self.levels.chains:
            low, high, steps = height[chain[0]], height[chain[-1]], len(chain) - 1
            for step, vertex in enumerate(chain[1:-1], 1):
                height[vertex] = low + (high - low) * step / steps
                made[self.levels.rank[vertex]].append(vertex)
        for level in made:
            level.sort(key=lambda vertex: height[vertex])
        return made

    def _improved(self, order: Order, *, frozen: bool) -> tuple[Order, int]:
        """Sweeps up and down as long as they help; with `frozen` real vertices keep their order."""
        work = [list(level) for level in order]
        for place, level in enumerate(work):
            self._keep_groups(level)
            self._number(place, level)
        best, least, waited = [list(level) for level in work], self.crossings(work), 0
        for turn in range(_ROUNDS if len(self.pos) <= _MANY else _FEWER):
            if least == 0 or waited > (_STILL if frozen else _PATIENCE):
                break
            if turn % 2:
                self._sweep(work, range(len(work) - 2, -1, -1), self.levels.down, frozen, turn % 4 > 1)
            else:
                self._sweep(work, range(1, len(work)), self.levels.up, frozen, turn % 4 > 1)
            self._exchange(work, frozen)
            crossings = self.crossings(work)
            if crossings < least:
                best, least, waited = [list(level) for level in work], crossings, 0
            else:
                waited += 1
        for place, level in enumerate(best):
            self._number(place, level)
        return best, least

    def _number(self, place: int, level: list[int]) -> None:
        if level == self._seen[place]:
            return
        self._seen[place] = list(level)
        self._version[place] += 1
        pos = self.pos
        for index, vertex in enumerate(level):
            pos[vertex] = index

    def _sweep(
        self,
        work: Order,
        places: range,
        neighbours: list[list[tuple[int, float]]],
        frozen: bool,
        flips: bool = False,
    ) -> None:
        pos = self.pos
        for place in places:
            level = work[place]
            if not self._crossings_below(work, min(place, place - places.step)):
                continue
            keys: dict[int, float] = {}
            for vertex in level:
                near = neighbours[vertex]
                if near:
                    keys[vertex] = sum([pos[other] + share for other, share in near]) / len(near)
            if frozen:
                self._level_keys(level, keys)
            movable = [vertex for vertex in level if vertex in keys]
            if flips and not frozen:
                movable.reverse()
            movable.sort(key=keys.__getitem__)
            if len(movable) == len(level):
                level[:] = movable
            else:
                follow = iter(movable)
                level[:] = [next(follow) if vertex in keys else vertex for vertex in level]
            self._keep_groups(level, frozen)
            self._number(place, level)

    def _level_keys(self, level: list[int], keys: dict[int, float]) -> None:
        """Gives real vertices keys that keep their order: between those that came and those that follow."""
        real = self._real(level)
        wanted = [keys.get(vertex, float(self.pos[vertex])) for vertex in real]
        highest, lowest = list(wanted), list(wanted)
        for place in range(1, len(wanted)):
            highest[place] = max(highest[place], highest[place - 1])
        for place in range(len(wanted) - 2, -1, -1):
            lowest[place] = min(lowest[place], lowest[place + 1])
        for vertex, high, low in zip(real, highest, lowest, strict=True):
            keys[vertex] = (high + low) / 2

    def _keep_groups(self, level: list[int], frozen: bool = False) -> None:
        """Puts the members of each group into their order, in the slots that they have."""
        groups = self.groups
        before = self._real(level) if frozen else []
        was = list(level) if frozen else level
        slots: dict[int, list[int]] = {}
        for place, vertex in enumerate(level):
            if vertex in groups:
                slots.setdefault(groups[vertex][0], []).append(place)
        for places in slots.values():
            members = sorted((level[place] for place in places), key=lambda vertex: groups[vertex][1])
            for place, vertex in zip(places, members, strict=True):
                level[place] = vertex
        if frozen and self._real(level) != before:
            level[:] = was

    def _exchange(self, work: Order, frozen: bool) -> None:
        crossed = [self._crossings_below(work, place) for place in range(len(work))]
        for place, level in enumerate(work):
            if not crossed[place] and not (place and crossed[place - 1]):
                continue
            beside = self._beside(level)
            for _ in range(_EXCHANGES):
                if not self._exchanged(level, beside, frozen):
                    break
            self._number(place, level)

    def _beside(self, level: list[int]) -> dict[int, tuple[list[float], list[float]]]:
        pos, up, down = self.pos, self.levels.up, self.levels.down
        return {
            vertex: (
                sorted([pos[other] + share for other, share in up[vertex]]),
                sorted([pos[other] + share for other, share in down[vertex]]),
            )
            for vertex in level
        }

    def _exchanged(
        self, level: list[int], beside: dict[int, tuple[list[float], list[float]]], frozen: bool
    ) -> bool:
        """Exchanges neighbours where that saves crossings; whether it did."""
        real, groups, done = self.levels.real, self.groups, False
        for place in range(len(level) - 1):
            a, b = level[place], level[place + 1]
            if frozen and a < real and b < real:
                continue
            if a in groups and b in groups and groups[a][0] == groups[b][0]:
                continue
            (a_up, a_down), (b_up, b_down) = beside[a], beside[b]
            now = _inversions(a_up, b_up) + _inversions(a_down, b_down)
            if now and _inversions(b_up, a_up) + _inversions(b_down, a_down) < now:
                level[place], level[place + 1] = b, a
                done = True
        return done

    def crossings(self, order: Order) -> int:
        """How many pieces cross."""
        return sum([self._crossings_below(order, place) for place in range(len(order))])

    def _crossings_below(self, order: Order, place: int) -> int:
        """How many pieces cross between a level and the next one; counted anew if one was numbered anew."""
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


def _inversions(above: list[float], below: list[float]) -> int:
    """How many pairs cross if the vertex of the first list lies above that of the second; both sorted."""
    if not above or not below or above[-1] <= below[0]:
        return 0
    if len(below) == 1:
        return len(above) - bisect_right(above, below[0])
    return sum([bisect_left(below, end) for end in above])


def found_order(levels: Levels, starts: Sequence[int]) -> list[float]:
    """Keys of real vertices for a graph without places: the order of a depth-first search from `starts`."""
    following: list[list[int]] = [[] for _ in range(levels.real)]
    first: dict[int, int] = {}
    for piece in levels.pieces:
        if piece.a < levels.real:
            first[piece.link] = piece.a
        if piece.b < levels.real:
            following[first[piece.link]].append(piece.b)
    keys = [-1.0] * levels.real
    count = 0
    for start in starts:
        stack = [start]
        while stack:
            here = stack.pop()
            if keys[here] < 0:
                keys[here] = float(count)
                count += 1
                stack.extend(reversed(following[here]))
    return keys
