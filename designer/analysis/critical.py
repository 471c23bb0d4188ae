"""The critical path of each case: the chain of stays, each begun by the end of the one before, to its end.

It is found backwards: what ended at the moment the next stay began, at a place from which tokens come there
without any time passing; where a handoff lies between, what ended last before. Every millisecond of the
cycle time is on the path once, so its parts add up to the cycle time exactly.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from designer.analysis.grouping import grouped
from designer.analysis.ledger import Ledger
from designer.simulation import codes
from designer.simulation.program import Array, Program

PARTS = ("working", "server", "off_shift", "batch", "handoff", "timer", "suspended")
_STAYS = (codes.TASK, codes.WAIT, codes.RACE, codes.STATE)
_COLUMNS = ("working", "queueing", "off_shift", "forming", "timed", "suspended")
_NAMES = ("working", "server", "off_shift", "batch", "timer", "suspended")
_ROOM = 1 << 20
_AT_ONCE, _BY_HANDOFF, _BY_CLOCK = 1, 2, 3


def critical_path(book: Ledger, links: "Links") -> dict[str, Array]:
    """What the cycle time of each finished case consists of, in ms by case; 0 for all other cases.

    Time that no stay and no handoff accounts for, up to an event on a border, is `timer`.
    """
    walk = _Walk(book, links)
    while len(walk.active):
        walk.step()
    walk.finish()
    return walk.parts


@dataclass(frozen=True)
class Links:
    """How tokens get from one stay to the next: pairs `source · size + target`, and how they come there.

    A source is a place, `size` + a place whose stay was cut short, or 2 · `size`, where cases arrive; the
    target 0 is the end of the case.
    """

    size: int
    pairs: Array
    ways: Array

    @cached_property
    def table(self) -> Array | None:
        """The ways of all pairs, where there is room for them."""
        size = (2 * self.size + 1) * self.size
        if size > _ROOM:
            return None
        ways = np.zeros(size, dtype=np.int8)
        ways[self.pairs] = self.ways
        return ways

    def way(self, source: Array, target: Array) -> Array:
        """How each target follows its source: 0 not at all, at once, over a handoff, or by a clock."""
        wanted = source * self.size + target
        if self.table is not None:
            there: Array = self.table[wanted]
            return there
        place = np.minimum(np.searchsorted(self.pairs, wanted), max(0, len(self.pairs) - 1))
        if not len(self.pairs):
            return np.zeros(len(wanted), dtype=np.int64)
        found: Array = np.where(self.pairs[place] == wanted, self.ways[place], 0)
        return found


class _Walk:
    """All cases at once, each with the row it looks at, the place it came from and since when."""

    def __init__(self, book: Ledger, links: Links) -> None:
        cases = book.trace.cases
        self._book, self._links = book, links
        is_stay = np.isin(book.program.kinds, _STAYS)
        stays = np.flatnonzero(is_stay[book.log.place] & (book.log.ended >= 0))
        order, bounds = grouped(book.log.case[stays], len(cases))  # rows are as they ended
        self._rows = stays[order]
        self._first, self._next = bounds[:-1], bounds[1:] - 1
        self._place = np.zeros(len(cases), dtype=np.int64)
        self._time = cases.ended.copy()
        self.parts = {name: np.zeros(len(cases), dtype=np.int64) for name in PARTS}
        columns = [(name, getattr(book, column)) for name, column in zip(_NAMES, _COLUMNS, strict=True)]
        self._columns = [(name, column) for name, column in columns if column.any()]
        self._finished = cases.state == codes.COMPLETED
        self.active = np.flatnonzero(self._finished & (self._next >= self._first))

    def step(self) -> None:
        """Looks at one row of each case: it is on the path, or is passed over."""
        case, book = self.active, self._book
        row = self._rows[self._next[case]]
        gap = self._time[case] - book.ended[row]
        cut = np.where(book.log.state[row] == codes.COMPLETED, 0, self._links.size)
        way = self._links.way(book.log.place[row] + cut, self._place[case])
        fits = (gap >= 0) & (way > 0) & ((gap == 0) | (way > _AT_ONCE))
        on, case = row[fits], case[fits]
        between = np.where(way[fits] == _BY_CLOCK, 1, 0)
        self.parts["timer"][case] += gap[fits] * between
        self.parts["handoff"][case] += gap[fits] * (1 - between)
        for name, column in self._columns:
            self.parts[name][case] += column[on]
        self._time[case] = book.log.enabled[on]
        self._place[case] = book.log.place[on]
        self._next[self.active] -= 1
        self.active = self.active[self._next[self.active] >= self._first[self.active]]

    def finish(self) -> None:
        """What is left before the first stay: a handoff on the way to it, else a clock on a border."""
        case = np.flatnonzero(self._finished)
        left = (self._time - self._book.trace.cases.arrived)[case]
        start = np.full(len(case), 2 * self._links.size)
        by_handoff = self._links.way(start, self._place[case]) == _BY_HANDOFF
        self.parts["handoff"][case] += np.where(by_handoff, left, 0)
        self.parts["timer"][case] += np.where(by_handoff, 0, left)


def links(program: Program) -> Links:
    """Follows the flows from every stay to the next ones, and from the triggers; the end is place 0."""
    return _Follower(program).links()


class _Follower:
    """Follows tokens on paper. A spot is a place that is entered, or ~place when it is left."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._arrays = program.arrays
        self._kind = program.kinds

    def links(self) -> Links:
        size = len(self._kind)
        found: dict[int, int] = {}
        for place in np.flatnonzero(np.isin(self._kind, _STAYS)).tolist():
            borders = [b for inside in self._around(place) for b in self._borders(inside)]
            self._note(found, place * size, [~place])
            self._note(found, (size + place) * size, [~b for b in borders])
        self._note(found, 2 * size * size, [~place for place in self._arrays["trigger_place"].tolist()])
        pairs = sorted(found)
        return Links(size, np.array(pairs, dtype=np.int64), np.array([found[pair] for pair in pairs]))

    def _note(self, found: dict[int, int], source: int, spots: list[int]) -> None:
        found.update((source + target, way) for target, way in self._after(spots).items())

    def _around(self, place: int) -> list[int]:
        """A place and the boxes it is in, from the inside out."""
        boxes = [place]
        while (box := int(self._arrays["place_box"][boxes[-1]])) > 0:
            boxes.append(box)
        return boxes

    def _after(self, spots: list[int]) -> dict[int, int]:
        """The stays that can come next from some spots, and how."""
        reached: dict[int, int] = {}
        seen: dict[int, int] = {}
        todo = [(spot, _AT_ONCE) for spot in spots]
        while todo:
            spot, way = todo.pop()
            if seen.get(spot, 0) >= way:
                continue
            seen[spot] = way
            if spot == 0 or (spot > 0 and self._kind[spot] in _STAYS):
                reached[spot] = max(reached.get(spot, 0), way)
            todo.extend((onward, max(way, more)) for onward, more in self._onward(spot))
        return reached

    def _onward(self, spot: int) -> list[tuple[int, int]]:
        if spot >= 0:
            strikes = [(~b, _BY_CLOCK) for b in self._borders(spot)]
            if spot == 0 or self._kind[spot] in _STAYS:
                return strikes
            inside = self._entries(spot) if self._kind[spot] == codes.BOX else []
            return [*strikes, *((place, _AT_ONCE) for place in inside or [~spot])]
        place = ~spot
        again = []
        if self._arrays["place_repeats"][place] == codes.IN_TURN:
            again = self._entries(place) if self._kind[place] == codes.BOX else [place]
        errors = [~b for b in self._borders(place)]
        return [*self._flows(place), *((onward, _AT_ONCE) for onward in (*again, *errors))]

    def _flows(self, place: int) -> list[tuple[int, int]]:
        """Where the flows from a place lead; where none does, its box is left, or the case has ended."""
        first, last = self._arrays["place_out"][place : place + 2].tolist()
        if first == last:
            box = int(self._arrays["place_box"][place])
            return [(~box if box > 0 else 0, _AT_ONCE)]
        onward = []
        for flow in range(first, last):
            way = _BY_HANDOFF if self._arrays["flow_delay"][flow] >= 0 else _AT_ONCE
            entry, target = int(self._arrays["flow_entry"][flow]), int(self._arrays["flow_target"][flow])
            onward.append((target, way))
            if entry >= 0:
                onward.append((entry, way))
        return onward

    def _entries(self, box: int) -> list[int]:
        first, last = self._arrays["place_starts"][box : box + 2].tolist()
        entry = int(self._arrays["place_entry"][box])
        return [*([entry] if entry >= 0 else []), *self._arrays["start_place"][first:last].tolist()]

    def _borders(self, place: int) -> list[int]:
        first, last = self._arrays["place_watches"][place : place + 2].tolist()
        found: list[int] = self._arrays["watch_places"][first:last].tolist()
        return found
