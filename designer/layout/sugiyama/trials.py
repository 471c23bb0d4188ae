"""Orders tried out with their flows as these will run, which small graphs can afford.

Where flows leave and enter depends on what stands around them, so lines can cross that need not by the order
of their ends alone. A hill is climbed: from the order at hand to any that is drawn with less, one move of a
vertex, with what only it leads to, at a time.
"""

from collections.abc import Callable, Iterator

from designer.layout.sugiyama.chains import settled
from designer.layout.sugiyama.crossings import Crossings, Order
from designer.layout.sugiyama.graph import Graph
from designer.layout.sugiyama.levels import Levels
from designer.layout.sugiyama.sweeps import Groups, Sweeps

_WORK = 2_400  # vertices in all orders that are drawn together
Cost = tuple[int, int]  # crossings, and bends


def tried_out(
    graph: Graph, levels: Levels, order: Order, groups: Groups, drawn: Callable[[Order], Cost]
) -> Order:
    """The order itself if no flows cross as it is `drawn`, else the best of those that moves lead to.

    None of these crosses more by the order of its ends.
    """
    least = drawn(order)
    if not least[0]:
        return order
    sweeps, limit, left = Sweeps(levels, groups), Crossings.of(levels, order), _WORK // levels.real
    branches = _branches(graph, levels)
    is_better = True
    while is_better and least[0]:
        is_better = False
        seen = [order]
        for moved in _moves(levels, order, branches):
            for level in moved:
                sweeps.keep_groups(level)
            other, crossings = settled(sweeps, moved)
            if crossings > limit or other in seen:
                continue
            seen.append(other)
            cost, left = drawn(other), left - 1
            if cost < least:
                order, least, is_better = other, cost, True
                break
            if left <= 0:
                return order
    return order


def _branches(graph: Graph, levels: Levels) -> list[set[int]]:
    """Each vertex with all that can be reached from it alone."""
    out: list[set[int]] = [set() for _ in range(levels.real)]
    into: list[set[int]] = [set() for _ in range(levels.real)]
    for link in graph.links:
        if levels.rank[link.source] < levels.rank[link.target]:
            out[link.source].add(link.target)
            into[link.target].add(link.source)
    made: list[set[int]] = []
    for vertex in range(levels.real):
        found, open_ends = {vertex}, [vertex]
        for here in open_ends:
            for after in sorted(out[here]):
                if after not in found and into[after] <= found:
                    found.add(after)
                    open_ends.append(after)
        made.append(found)
    return made


def _moves(levels: Levels, order: Order, branches: list[set[int]]) -> Iterator[Order]:
    """Orders of real vertices: one and its branch above all, or below, or past its neighbour."""
    real = [[vertex for vertex in level if vertex < levels.real] for level in order]
    for place, level in enumerate(real):
        for at, vertex in enumerate(level if len(level) > 1 else ()):
            branch = branches[vertex]
            for is_above in (True, False):
                yield [sorted(each, key=lambda other: (other in branch) != is_above) for each in real]
            if at + 1 < len(level):
                made = [list(each) for each in real]
                made[place][at : at + 2] = level[at + 1], vertex
                yield made
