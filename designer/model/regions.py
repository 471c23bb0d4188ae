"""Parts of a net of flows with one way in and one way out: its program structure tree.

Two flows bound such a part when every ring of flows, closed over the outside, that holds one of them
holds the other (R. Johnson, D. Pearson and K. Pingali, "The program structure tree", PLDI 1994). Which rings
a flow is part of is told by the flows beside a spanning tree that close a ring over it, kept as the bits of a
number: two flows belong together when their numbers are equal (D. Pritchard and R. Thurimella, "Fast
computation of small cuts via cycle space sampling", 2011; there the bits are drawn at random).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Ends = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """Parts one after the other, each left by the one flow that enters the next.

    Attributes:
        parts: the nodes of each part, in the order in which work comes through them.
        within: the row, by its index, and the part of it that holds this row; None for the outermost.
    """

    parts: tuple[tuple[str, ...], ...]
    within: tuple[int, int] | None = None


def rows(flows: Sequence[Ends], outside: str) -> list[Row]:
    """Every row of single-entry single-exit parts, inner ones after those that hold them.

    Args:
        flows: source and target of each; a node nothing leads to or from counts as joined to the outside.
        outside: the node that stands for everything around: where work comes from and where it goes.
    """
    tree = _Tree(_closed(flows, outside), outside)
    found = [parts for parts in map(tree.parts, tree.classes()) if parts]
    found.sort(key=lambda parts: -sum(map(len, parts)))
    holder: dict[str, tuple[int, int]] = {}
    made: list[Row] = []
    for index, parts in enumerate(found):
        made.append(Row(parts, holder.get(parts[0][0])))
        for place, part in enumerate(parts):
            holder.update(dict.fromkeys(part, (index, place)))
    return made


def _closed(flows: Sequence[Ends], outside: str) -> list[Ends]:
    """The flows, with those that join loose ends to the outside."""
    entered = {target for source, target in flows if source != target}
    left = {source for source, target in flows if source != target}
    nodes = dict.fromkeys(end for flow in flows for end in flow)
    loose = [(outside, n) for n in nodes if n not in entered and n != outside]
    return [*flows, *loose, *((n, outside) for n in nodes if n not in left and n != outside)]


@dataclass
class _Tree:
    """A depth-first tree over flows of either direction, and which rings each flow is part of."""

    flows: Sequence[Ends]
    root: str
    order: list[str] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)  # where the nodes below one end in `order`
    first: dict[str, int] = field(default_factory=dict)
    upward: dict[str, int] = field(default_factory=dict)  # the flow that leads to a node in the tree

    def __post_init__(self) -> None:
        self._beside: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for index, (source, target) in enumerate(self.flows):
            if source != target:
                self._beside[source].append((index, target))
                self._beside[target].append((index, source))
        self._walk()

    def _walk(self) -> None:
        stack: list[tuple[str, Iterator[tuple[int, str]]]] = []

        def enter(node: str) -> None:
            self.first[node] = len(self.order)
            self.order.append(node)
            stack.append((node, iter(self._beside[node])))

        enter(self.root)
        while stack:
            node, onward = stack[-1]
            for index, other in onward:
                if other not in self.first:
                    self.upward[other] = index
                    enter(other)
                    break
            else:
                stack.pop()
                self.last[node] = len(self.order)

    def classes(self) -> list[list[int]]:
        """Flows of the same rings: those of the tree from the root down, then the one that closes them."""
        own: defaultdict[str, int] = defaultdict(int)
        in_tree = set(self.upward.values())
        alike: defaultdict[int, list[int]] = defaultdict(list)
        closing: list[int] = []
        for index, (source, target) in enumerate(self.flows):
            if index not in in_tree and source in self.first and source != target:
                bit = 1 << len(closing)
                closing.append(index)
                own[source] ^= bit
                own[target] ^= bit
        for node in reversed(self.order[1:]):
            index = self.upward[node]
            own[self._above(node)] ^= own[node]
            alike[own[node]].append(index)
        for members in alike.values():
            members.reverse()
        for place, index in enumerate(closing):
            if 1 << place in alike:
                alike[1 << place].append(index)
        return [members for rings, members in alike.items() if rings and len(members) > 1]

    def parts(self, flows: Sequence[int]) -> tuple[tuple[str, ...], ...]:
        """What lies between the flows of a class, in the order of work; nothing if they oppose each other."""
        below = [self._below(index) for index in flows]
        down = [self.flows[index][1] == node for index, node in zip(flows, below, strict=True) if node]
        stretches = [(self.first[node], self.last[node]) for node in below if node]
        if below[-1] is None:
            lowest, closing = stretches[-1], self.flows[flows[-1]][0]
            down.append(lowest[0] <= self.first[closing] < lowest[1])
            stretches.append((lowest[1], lowest[1]))
        if len(set(down)) > 1:
            return ()
        found = [
            (*self.order[here[0] : inner[0]], *self.order[inner[1] : here[1]])
            for here, inner in pairwise(stretches)
        ]
        return tuple(found if down[0] else reversed(found))

    def _above(self, node: str) -> str:
        source, target = self.flows[self.upward[node]]
        return source if target == node else target

    def _below(self, flow: int) -> str | None:
        """The lower end of a flow of the tree, or None for one that is not of the tree."""
        return next((end for end in self.flows[flow] if self.upward.get(end) == flow), None)
