"""The whole of it: from a graph to the place of each vertex."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from designer.layout.sugiyama.columns import along
from designer.layout.sugiyama.crossings import Crossings, Order
from designer.layout.sugiyama.cycles import back_links, leading_back, returning
from designer.layout.sugiyama.graph import Graph, Spacing
from designer.layout.sugiyama.levels import Levels, cut
from designer.layout.sugiyama.ordering import found_order, ordered, ordered_anew
from designer.layout.sugiyama.placing import across
from designer.layout.sugiyama.ranking import ranks
from designer.layout.sugiyama.rows import rows
from designer.layout.sugiyama.sweeps import Groups
from designer.layout.sugiyama.trials import Cost, tried_out

Place = tuple[float, float]
Judge = Callable[[Sequence[Place]], Cost]
_SMALL = 60  # vertices up to which orders are tried out with their flows
_FEW = 400  # vertices for which there is time to begin twice
_LAST = 900_000  # the place of loops among what leaves a vertex


def layered(graph: Graph, spacing: Spacing | None = None, judged: Judge | None = None) -> list[Place]:
    """Where each vertex of a connected graph begins, along and across.

    A function of the graph; vertices at the places it gives are placed there again. Lesser ends stand right
    after what leads to them if nothing crosses then, else in the last rank with the others. If it is `judged`
    what the flows come to once they are drawn, orders of a small graph are tried out.
    """
    spacing = spacing or Spacing()
    sooner = _sooner(graph)
    found = _found(sooner)
    if sooner is not graph and Crossings.of(found.levels, found.order):
        found = _found(graph)
    if judged is not None and found.levels.real <= _SMALL:

        def drawn(order: Order) -> Cost:
            return judged(_placed(graph, found._replace(order=order), spacing))

        order = tried_out(graph, found.levels, found.order, found.groups, drawn)
        found = found._replace(order=order)
    return _placed(graph, found, spacing)


def _placed(graph: Graph, found: "_Found", spacing: Spacing) -> list[Place]:
    """Where the vertices of an ordered graph begin."""
    levels, order, back = found.levels, found.order, found.back
    lines = rows(graph, levels, order, back)
    top = across(graph, levels, order, lines, back, spacing)
    left = along(graph, levels, top, spacing)
    return [(left[vertex], top[vertex]) for vertex in range(levels.real)]


def _sooner(graph: Graph) -> Graph:
    """The graph with ends of less than the highest goal held nowhere."""
    ends = [vertex.goal for vertex in graph.vertices if vertex.end == "last"]
    if len(set(ends)) < 2:
        return graph
    best = max(ends)
    freed = [v._replace(end="") if v.end == "last" and v.goal < best else v for v in graph.vertices]
    return Graph(freed, graph.links)


class _Found(NamedTuple):
    levels: Levels
    order: Order
    back: set[int]
    groups: Groups


def _found(graph: Graph) -> _Found:
    """Ranks and orders, and the links that lead back."""
    back = back_links(graph)
    rank = _ranked(graph, back)
    turned = returning(graph, back, rank)
    loops = leading_back(graph, back) if back else set()
    if turned:
        back |= turned
        rank = _ranked(graph, back)
    levels = cut(graph, rank, back)
    groups = _groups(graph, levels, back, loops)
    return _Found(levels, _order(graph, levels, back, groups), back, groups)


def _ranked(graph: Graph, back: set[int]) -> list[int]:
    arcs = [
        (link.target, link.source) if index in back else (link.source, link.target)
        for index, link in enumerate(graph.links)
        if link.source != link.target
    ]
    return ranks(len(graph.vertices), arcs, [vertex.end for vertex in graph.vertices])


def _order(graph: Graph, levels: Levels, back: set[int], groups: Groups) -> Order:
    """From the order there is, else from that in which the links lead on and the one that is listed."""
    found = found_order(levels, sorted(range(levels.real), key=lambda each: (levels.rank[each], each)), back)
    if len({vertex.at for vertex in graph.vertices}) == 1:
        listed = [float(vertex) for vertex in range(levels.real)]
        return ordered_anew(levels, [found, listed] if levels.real <= _FEW else [found], groups)
    given = sorted(range(levels.real), key=lambda each: (graph.vertices[each].at[1], found[each]))
    keys = [0.0] * levels.real
    for place, vertex in enumerate(given):
        keys[vertex] = float(place)
    return ordered(levels, keys, groups)


def _groups(graph: Graph, levels: Levels, back: set[int], loops: set[int]) -> Groups:
    """What leaves one vertex in a given order keeps it, loops below the rest, if nothing else leads there."""
    told: dict[int, list[tuple[int, int | None]]] = {}
    for piece in levels.pieces:
        link = graph.links[piece.link]
        if len(levels.up[piece.b]) > 1:
            continue
        if piece.link in back and piece.b == link.source and piece.b in loops:
            told.setdefault(piece.a, []).append((piece.b, _LAST))
        elif piece.link not in back and piece.a == link.source:
            place = _LAST if link.place is None and link.target in loops else link.place
            told.setdefault(piece.a, []).append((piece.b, place))
    groups: Groups = {}
    for source, leaving in told.items():
        is_loop = any(place == _LAST for _, place in leaving)
        for vertex, place in leaving:
            if place is not None or is_loop:
                groups[vertex] = (source, 0 if place is None else place)
    return groups
