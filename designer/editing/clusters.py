"""Steps that have most of their flows among themselves, where no part has one way in and one way out."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Links = Counter[str]


class Level(Protocol):
    """What is asked of the steps that are to be grouped."""

    @property
    def rank(self) -> Mapping[str, int]:
        """The place of each step in the order of the work."""

    @property
    def inner(self) -> Mapping[str, object]:
        """The steps, by id."""

    def links(self, n: str) -> Links:
        """The steps that flows join a step to, as often as they do."""

    def degree(self, n: str) -> int:
        """How many flows a step has."""

    def may_stand_alone(self, n: str) -> bool:
        """Whether a step can be in a box without what its flows lead to."""

    def worth(self, part: Collection[str]) -> float:
        """How good a box some steps make; nothing or less where they make none."""


@dataclass(frozen=True)
class _Group:
    """Steps that were brought together: the best that can be made of them, and what that is worth."""

    nodes: tuple[str, ...]
    worth: float = 0.0
    best: tuple[tuple[str, ...], ...] = ()


def clusters(
    level: Level, whole: Sequence[tuple[str, ...]], taken: Collection[str], most: int = 12
) -> list[tuple[str, ...]]:
    """Groups of steps with few flows across, each worth a box.

    Groups are joined two by two, those first that gain most modularity (A. Clauset, M. Newman and C. Moore,
    "Finding community structure in very large networks", 2004), up to `most` steps; then what was joined is
    taken as a whole or in its halves, whichever makes the better boxes.

    Args:
        level: the steps and their flows.
        whole: parts that are not split; they may lie in each other.
        taken: steps that are not to be grouped.
        most: the steps of a group at most.
    """
    parts = _beginning(level, whole, taken)
    return [each for group in _Merging(level, parts, most).done() for each in group.best]


def _beginning(
    level: Level, whole: Sequence[tuple[str, ...]], taken: Collection[str]
) -> list[tuple[str, ...]]:
    """The largest whole parts, and every other step that may be taken by itself."""
    used = set(taken)
    parts = []
    for part in sorted(whole, key=lambda p: (-len(p), min(level.rank[n] for n in p))):
        if used.isdisjoint(part):
            used.update(part)
            parts.append(part)
    alone = [(n,) for n in level.inner if n not in used and level.may_stand_alone(n)]
    return sorted((*parts, *alone), key=lambda p: min(level.rank[n] for n in p))


class _Merging:
    """Groups that are joined as long as that gains modularity."""

    def __init__(self, level: Level, parts: Iterable[tuple[str, ...]], most: int) -> None:
        self._level = level
        self._most = most
        self._groups = {index: self._made(part) for index, part in enumerate(parts)}
        self._next = len(self._groups)
        at = {n: index for index, group in self._groups.items() for n in group.nodes}
        self._degree = {index: sum(map(level.degree, group.nodes)) for index, group in self._groups.items()}
        self._twice = sum(map(level.degree, level.inner)) or 1
        self._links: dict[int, Counter[int]] = defaultdict(Counter)
        for n, index in at.items():
            for other, times in level.links(n).items():
                if other in at and at[other] != index:
                    self._links[index][at[other]] += times
        self._heap: list[tuple[float, int, int]] = []

    def done(self) -> list[_Group]:
        """Joins what gains; gives the groups that are left."""
        for index in self._groups:
            self._offer(index, above=True)
        while self._heap:
            _, one, other = heapq.heappop(self._heap)
            if one in self._groups and other in self._groups:
                self._join(one, other)
        return list(self._groups.values())

    def _offer(self, index: int, above: bool = False) -> None:
        for other, times in self._links[index].items():
            if above and other < index:
                continue
            size = len(self._groups[index].nodes) + len(self._groups[other].nodes)
            gain = times - self._degree[index] * self._degree[other] / self._twice
            if gain > 0 and size <= self._most:
                # Small ones first: else one grows to the full before its neighbours have begun.
                heapq.heappush(self._heap, (-gain / size, min(index, other), max(index, other)))

    def _join(self, one: int, other: int) -> None:
        halves = [self._groups.pop(each) for each in (one, other)]
        made, self._next = self._next, self._next + 1
        whole = self._made((*halves[0].nodes, *halves[1].nodes))
        apart = sum(half.worth for half in halves)
        if whole.worth <= apart:
            whole = _Group(whole.nodes, apart, tuple(each for half in halves for each in half.best))
        self._groups[made] = whole
        self._degree[made] = self._degree[one] + self._degree[other]
        links = self._links.pop(one) + self._links.pop(other)
        for gone in (one, other):
            links.pop(gone, None)
        self._links[made] = links
        for beside, times in links.items():
            for gone in (one, other):
                self._links[beside].pop(gone, None)
            self._links[beside][made] = times
        self._offer(made)

    def _made(self, nodes: tuple[str, ...]) -> _Group:
        worth = self._level.worth(nodes)
        return _Group(nodes, worth, (nodes,)) if worth > 0 else _Group(nodes)
