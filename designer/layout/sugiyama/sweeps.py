"""Fewer crossings from level to level.

Barycentres (Sugiyama and others, 1981), then exchanges of neighbours (Gansner and others, 1993).
"""

from collections.abc import Callable
from functools import partial

from designer.layout.sugiyama.crossings import Crossings, Order, inversions
from designer.layout.sugiyama.levels import Levels

_ROUNDS, _FEWER = 40, 12  # sweeps up or down, at most; the second for more than
_MANY = 3_000  # vertices and points that are passed
_PATIENCE = 8  # rounds without gain before it is left at that
_EXCHANGES = 10  # passes of exchanges in one level
Groups = dict[int, tuple[int, int]]  # vertex → its group and place: a group keeps its order


class Sweeps:
    """Sweeps over the levels of one graph."""

    def __init__(self, levels: Levels, groups: Groups) -> None:
        self.levels, self.groups = levels, groups
        self.counts = Crossings(levels)
        self._made: dict[tuple[object, ...], list[int]] = {}  # orders of a level, by what they come from
        self.still: set[tuple[int, ...]] = (
            set()
        )  # links that cross least where they are, and the orders there

    def improved(self, order: Order) -> tuple[Order, int]:
        """Sweeps up and down as long as they help; the best order, and how many pieces cross in it."""
        work = [list(level) for level in order]
        for level in work:
            self.keep_groups(level)
        counts, whole = self.counts, range(len(work))
        counts.number_all(work)
        best, least, waited = [list(level) for level in work], counts.total(), 0
        for turn in range(_ROUNDS if len(self.levels.rank) <= _MANY else _FEWER):
            if least == 0 or waited > _PATIENCE:
                break
            self.turn(work, whole, turn)
            crossings = counts.total()
            if crossings < least:
                best, least, waited = [list(level) for level in work], crossings, 0
            else:
                waited += 1
        counts.number_all(best)
        return best, least

    def turn(self, work: Order, places: range, turn: int) -> None:
        """One sweep over neighbouring levels, each time the other way, and exchanges in all of them."""
        flips = turn % 4 > 1
        if turn % 2:
            last = min(places.stop, len(work) - 1)
            self._sweep(work, range(last - 1, places.start - 1, -1), self.levels.down, flips)
        else:
            self._sweep(work, range(max(places.start, 1), places.stop), self.levels.up, flips)
        self._exchange(work, places)

    def _sweep(
        self, work: Order, places: range, neighbours: list[list[tuple[int, float]]], flips: bool
    ) -> None:
        counts = self.counts
        for place in places:
            beside, level = place - places.step, work[place]
            if counts.below(min(place, beside)):
                known = (place, beside, flips, counts.now[place], counts.now[beside])
                self.reorder(level, place, known, partial(self._drawn, level, neighbours, flips))

    def reorder(
        self, level: list[int], place: int, known: tuple[object, ...], made: Callable[[], list[int]]
    ) -> None:
        """Brings a level into the order `made` of it, which is made once for all that it is `known` by."""
        if known not in self._made:
            self._made[known] = made()
        level[:] = self._made[known]
        self.counts.number(place, level)

    def _drawn(self, level: list[int], neighbours: list[list[tuple[int, float]]], flips: bool) -> list[int]:
        """A level sorted by the barycentres of what its vertices are linked to on one side."""
        pos = self.counts.pos
        keys: dict[int, float] = {}
        for vertex in level:
            near = neighbours[vertex]
            if near:
                keys[vertex] = sum([pos[other] + share for other, share in near]) / len(near)
        movable = [vertex for vertex in level if vertex in keys]
        if flips:
            movable.reverse()
        movable.sort(key=keys.__getitem__)
        if len(movable) < len(level):
            follow = iter(movable)
            movable = [next(follow) if vertex in keys else vertex for vertex in level]
        self.keep_groups(movable)
        return movable

    def keep_groups(self, level: list[int]) -> None:
        """Puts the members of each group into their order, in the slots that they have."""
        groups = self.groups
        slots: dict[int, list[int]] = {}
        for place, vertex in enumerate(level) if groups else ():
            if vertex in groups:
                slots.setdefault(groups[vertex][0], []).append(place)
        for places in slots.values():
            members = sorted((level[place] for place in places), key=lambda vertex: groups[vertex][1])
            for place, vertex in zip(places, members, strict=True):
                level[place] = vertex

    def _exchange(self, work: Order, places: range) -> None:
        counts = self.counts
        crossed = [0, *counts.each()]  # above each level, and below the last one
        for place in places:
            if crossed[place] or crossed[place + 1]:
                known = (place, *counts.now[max(place - 1, 0) : place + 2])
                self.reorder(work[place], place, known, partial(self._exchanged, work[place]))

    def _exchanged(self, level: list[int]) -> list[int]:
        """A level with neighbours exchanged as long as that saves crossings."""
        work, beside = list(level), self._beside(level)
        for _ in range(_EXCHANGES):
            if not self._pass(work, beside):
                break
        return work

    def _beside(self, level: list[int]) -> dict[int, tuple[list[float], list[float]]]:
        pos, up, down = self.counts.pos, self.levels.up, self.levels.down
        return {
            vertex: (
                sorted([pos[other] + share for other, share in up[vertex]]),
                sorted([pos[other] + share for other, share in down[vertex]]),
            )
            for vertex in level
        }

    def _pass(self, level: list[int], beside: dict[int, tuple[list[float], list[float]]]) -> bool:
        """Exchanges neighbours where that saves crossings; whether it did."""
        groups, done = self.groups, False
        for place in range(len(level) - 1):
            a, b = level[place], level[place + 1]
            if a in groups and b in groups and groups[a][0] == groups[b][0]:
                continue
            (a_up, a_down), (b_up, b_down) = beside[a], beside[b]
            now = inversions(a_up, b_up) + inversions(a_down, b_down)
            if now and inversions(b_up, a_up) + inversions(b_down, a_down) < now:
                level[place], level[place + 1] = b, a
                done = True
        return done
