"""Which links lead back: those that a depth-first search finds to end where it still is."""

from collections import Counter
from collections.abc import Sequence

from designer.layout.sugiyama.graph import Graph


def back_links(graph: Graph) -> set[int]:
    """Indices of the links to turn round so that no cycle is left. Links from a vertex to itself are none.

    The search begins at vertices held in the first rank, then at those that nothing leads to, then where a
    cycle stands furthest up the present picture. What leads into a first or out of a last vertex is turned.
    """
    found = {
        index
        for index, link in enumerate(graph.links)
        if link.source != link.target
        and (graph.vertices[link.target].end == "first" or graph.vertices[link.source].end == "last")
    }
    following: list[list[tuple[int, int]]] = [[] for _ in graph.vertices]
    entered = [0] * len(graph.vertices)
    for index, link in enumerate(graph.links):
        if link.source != link.target:
            a, b = (link.target, link.source) if index in found else (link.source, link.target)
            following[a].append((b, index))
            entered[b] += 1
    return found ^ _closing(following, _starts(graph, entered))


def _starts(graph: Graph, entered: list[int]) -> list[int]:
    def key(vertex: int) -> tuple[bool, bool, float, float, int]:
        end, at = graph.vertices[vertex].end, graph.vertices[vertex].at
        return (end != "first", entered[vertex] > 0, at[0], at[1], vertex)

    return sorted(range(len(graph.vertices)), key=key)


def _closing(following: list[list[tuple[int, int]]], starts: list[int]) -> set[int]:
    """The links that end at a vertex on the search's present path."""
    found: set[int] = set()
    state = bytearray(len(following))  # 1 on the path, 2 done
    for start in starts:
        if state[start]:
            continue
        state[start] = 1
        path = [(start, iter(following[start]))]
        while path:
            here, rest = path[-1]
            step = next(rest, None)
            if step is None:
                state[here] = 2
                path.pop()
            elif state[step[0]] == 1:
                found.add(step[1])
            elif not state[step[0]]:
                state[step[0]] = 1
                path.append((step[0], iter(following[step[0]])))
    return found


def returning(graph: Graph, back: set[int], rank: Sequence[int]) -> set[int]:
    """Links into the steps of a loop that fit beneath a single row, so that they can stand on the way back.

    With these turned as well, work on the way back goes back: the steps lie beneath what they repeat.
    """
    out, into = _by_ends(graph)
    crowd = Counter(rank)
    found: set[int] = set()
    for index in back:
        step, first = graph.links[index].source, rank[graph.links[index].target]
        leading: list[int] = []
        while len(out[step]) == len(into[step]) == 1 and into[step][0] not in back:
            leading.append(into[step][0])
            step = graph.links[leading[-1]].source
        between = range(first + 1, rank[step])
        is_free = len(between) >= len(leading) and all(crowd[each] == 1 for each in between)
        if len(out[step]) > 1 and between and is_free:
            found.update(leading)
    return found


def leading_back(graph: Graph, back: set[int]) -> set[int]:
    """Vertices from which every way leads back."""
    out, into = _by_ends(graph)
    found: set[int] = set()
    open_ends = sorted({graph.links[index].source for index in back})
    while open_ends:
        here = open_ends.pop()
        if here in found or not all(i in back or graph.links[i].target in found for i in out[here]):
            continue
        found.add(here)
        open_ends.extend(graph.links[i].source for i in into[here] if i not in back)
    return found


def _by_ends(graph: Graph) -> tuple[list[list[int]], list[list[int]]]:
    out: list[list[int]] = [[] for _ in graph.vertices]
    into: list[list[int]] = [[] for _ in graph.vertices]
    for index, link in enumerate(graph.links):
        if link.source != link.target:
            out[link.source].append(index)
            into[link.target].append(index)
    return out, into
