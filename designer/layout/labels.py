"""Gives names beside signs and labels along flows their places: each the first one that nothing else takes.

They are placed one after the other: what somebody has put somewhere first, then names, then labels, each by
id. So it depends on nothing but what is there where they stand. After an edit only those are placed anew
that looked where something has changed, and those after them that looked where one of these was or is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from designer.layout.clearings import OVER_THING, Own, Surroundings
from designer.layout.geometry import Point, Rect
from designer.layout.grid import Grid
from designer.layout.layered import layered
from designer.layout.marks import COIN, coin
from designer.layout.words import (
    Block,
    Spot,
    flow_words,
    label_places,
    label_put,
    name_places,
    name_words,
)
from designer.model.flow import Flow
from designer.model.nodes import Boundary, Sign

_NARROWER = 120.0  # what it costs to be set on more lines
_BESIDE = 2.0  # how far words keep from others on the same line

Key = tuple[int, str]
_PUT, _NAME, _LABEL = 0, 1, 2


class Placed(NamedTuple):
    """Words at their place: a `block` from the corner of its sign, or along a flow.

    `area` is where they lie in the workflow, `looked` where it matters to them whether something lies there.
    """

    key: Key
    block: Block
    area: Rect
    looked: tuple[Rect, ...]
    is_label: bool = False  # of a flow

    def moved(self, dx: float, dy: float) -> "Placed":
        """A label that goes along with its flow."""
        return self._replace(block=self.block.moved(dx, dy), area=self.area.moved(dx, dy))

    def carried(self, by: Point) -> "Placed":
        """Words that go along with all around them; a name is written from the corner of its sign."""
        looked = tuple([rect.moved(*by) for rect in self.looked])
        block = self.block.moved(*by) if self.is_label else self.block
        return self._replace(block=block, area=self.area.moved(*by), looked=looked)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a workflow, by the ids of their nodes and flows, and by where they lie and looked."""

    made: Mapping[str, Placed]
    looked: Grid[Key]
    written: Grid[Key]

    def block(self, key: str) -> Block | None:
        """The words of a node or flow, if it has any."""
        found = self.made.get(key)
        return None if found is None else found.block


NONE = Labels({}, Grid((), 0.0), Grid((), 0.0))


class Edit(NamedTuple):
    """Nodes and flows to look at anew, and areas in which something else has come or gone."""

    changed: Iterable[str]
    areas: Iterable[Rect] = ()


def labels(earlier: Labels, around: Surroundings, edit: Edit) -> tuple[Labels, frozenset[str]]:
    """The words after an edit, and the ids of those that are not drawn the same, came or went.

    Made from `NONE` they are those of all that is `changed`.
    """
    ids = set(edit.changed)
    for area in edit.areas:
        ids |= {name for _, name in earlier.looked.names(area)}
    placing = _Placing(earlier, around)
    return placing.settled(ids)


def sketched(earlier: Labels, around: Surroundings, changed: Iterable[str]) -> tuple[Labels, frozenset[str]]:
    """The same without anything giving way to what is `changed`; only to be looked at."""
    placing = _Placing(earlier, around)
    made, gone = dict[str, Placed](), set[str]()
    for name in changed:
        key = placing.key(name)
        if key is not None:
            made[name] = placing.placed(key)
        elif name in earlier.made:
            gone.add(name)
    kept = {name: one for name, one in made.items() if earlier.made.get(name) != one}
    return Labels(layered(earlier.made, kept, frozenset(gone)), earlier.looked, earlier.written), frozenset(
        kept.keys() | gone
    )


class _Placing:
    """One run through words in their order."""

    def __init__(self, earlier: Labels, around: Surroundings) -> None:
        self.earlier, self.around = earlier, around
        self.made: dict[str, Placed] = {}
        self.replaced: dict[Key, Placed] = {}
        self.written: Grid[Key] = Grid((), 0.0)  # words placed anew
        self.waiting: list[Key] = []

    def settled(self, ids: Iterable[str]) -> tuple[Labels, frozenset[str]]:
        """Places the words of some nodes and flows, and of what gives way to them."""
        earlier, gone = self.earlier, set[str]()
        for name in ids:
            key, old = self.key(name), earlier.made.get(name)
            if old is not None and old.key != key:
                self.replaced[old.key] = old
                self._disturb(old.key, old.area)
            if key is not None:
                heappush(self.waiting, key)
            elif old is not None:
                gone.add(name)
        done: Key | None = None
        while self.waiting:
            key = heappop(self.waiting)
            if key != done:
                done = key
                self._settle(key)
        come = {name: one for name, one in self.made.items() if earlier.made.get(name) != one}
        made = layered(earlier.made, come, frozenset(gone))
        left = [self.replaced[key] for key in sorted(self.replaced)]
        looked = earlier.looked.changed(_looked(left), _looked(self.made.values()))
        written = earlier.written.changed(_written(left), _written(self.made.values()))
        seen = {
            name
            for name, one in come.items()
            if (before := earlier.made.get(name)) is None or before.block != one.block
        }
        return Labels(made, looked, written), frozenset(seen | gone)

    def _settle(self, key: Key) -> None:
        old = self.earlier.made.get(key[1])
        if old is not None and old.key == key:
            self.replaced[key] = old  # its own place is no hindrance
        else:
            old = None
        made = self.made[key[1]] = self.placed(key)
        self.written.put(key, made.area)
        if old is None or old.area != made.area:
            self._disturb(key, made.area)
            if old is not None:
                self._disturb(key, old.area)

    def _disturb(self, key: Key, area: Rect) -> None:
        """Looks anew at all words after some others that wanted to stand where these were or are."""
        for other in self.earlier.looked.names(area):
            if other > key and self.key(other[1]) == other:
                heappush(self.waiting, other)

    def key(self, name: str) -> Key | None:
        """The turn at which the words of a node or flow are placed; None where it has none."""
        around = self.around
        flow = around.flow(name)
        if flow is not None:
            if not flow_words(flow)[0]:
                return None
            return (_PUT if name in around.put else _LABEL), name
        node = around.nodes.get(name)
        if not isinstance(node, Sign) or not name_words(node, is_fork=around.is_fork(name)):
            return None
        return (_NAME if node.label_at is None else _PUT), name

    def placed(self, key: Key) -> Placed:
        """Words at the first free place; else where they cover least."""
        flow = self.around.flow(key[1])
        return self._name(key) if flow is None else self._label(key, flow)

    def _name(self, key: Key) -> Placed:
        node, rect = self.around.nodes[key[1]], self.around.rects[key[1]]
        assert isinstance(node, Sign)
        words = name_words(node, is_fork=self.around.is_fork(node.id))
        own = "" if isinstance(node, Boundary) else node.id  # in the way, events go by their hosts
        looked, places = list[Rect](), list[tuple[Block, Rect]]()
        for block in name_places(node, words, (rect.w, rect.h)):
            area = block.area.moved(rect.x, rect.y)
            if key[0] == _PUT:
                return Placed(key, block, area, ())
            looked.append(self.around.reach(area))
            places.append((block, area))
            if not self._texts(key, area) and self.around.is_free(area, own):
                break
        else:
            costs = [self.around.cost(area, own) + OVER_THING * self._texts(key, area) for _, area in places]
            places.append(places[costs.index(min(costs))])
        return Placed(key, *places[-1], tuple(looked))

    def _label(self, key: Key, flow: Flow) -> Placed:
        words, _, font = flow_words(flow)
        if key[0] == _PUT:
            block = label_put(words, font, self.around.put[flow.id])
            return Placed(key, block, block.area, (), is_label=True)
        line = self.around.lines[flow.id]
        own, reach = self.around.own(flow, line), COIN / 2 if coin(flow, line) else 0.0
        looked = list[Rect]()
        tried: list[tuple[float, Block, Spot]] = []
        for number, (block, spots) in enumerate(label_places(words, font, line, reach)):
            for spot in spots:
                looked.append(self.around.reach(spot.area))
                if not self._texts(key, spot.area) and self.around.is_free(spot.area, "", own, spot.piece):
                    block = block._replace(area=spot.area)
                    return Placed(key, block, block.area, tuple(looked), is_label=True)
                tried.append((spot.worth - _NARROWER * number, block, spot))
        _, block, spot = max(tried, key=lambda one: one[0] - self._cost(key, own, one[2]))
        return Placed(key, block._replace(area=spot.area), spot.area, tuple(looked), is_label=True)

    def _cost(self, key: Key, own: Own, spot: Spot) -> float:
        return self.around.cost(spot.area, "", own, spot.piece) + OVER_THING * self._texts(key, spot.area)

    def _texts(self, key: Key, area: Rect) -> int:
        """How many words that were placed before lie there."""
        left, top, right, bottom = area.x - _BESIDE, area.y, area.right + _BESIDE, area.bottom
        found = set[Key]()
        for grid in (self.earlier.written, self.written):
            for other, x1, y1, x2, y2 in grid.near(left, top, right, bottom):
                if x1 < right and left < x2 and y1 < bottom and top < y2 and other < key:
                    found.add(other)
            if grid is self.earlier.written:
                found -= self.replaced.keys()
        return len(found)


def _looked(placed: Iterable[Placed]) -> list[tuple[Key, Rect]]:
    return [(one.key, rect) for one in placed for rect in one.looked]


def _written(placed: Iterable[Placed]) -> list[tuple[Key, Rect]]:
    return [(one.key, one.area) for one in placed]
