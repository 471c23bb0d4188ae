"""The main path of a graph: what a reader follows first, and what runs straight."""

from designer.layout.sugiyama.cycles import leading_back
from designer.layout.sugiyama.graph import Graph
from designer.layout.sugiyama.levels import Levels, Piece

_FAN = 3  # from so many branches on, the path goes through the middle one
_BACK = -1  # the goal of what only leads back
Worth = tuple[int, int]  # the best goal ahead, and how many vertices lie on the longest way to it


def main_path(graph: Graph, levels: Levels, pos: list[int], back: set[int]) -> set[Piece]:
    """The pieces of a path from the first rank to an end of the highest goal.

    Of two branches that lead to a goal it takes the upper, of more the middle one; where no goal is told it
    takes the longest way. `pos` are places within the ranks.
    """
    out: list[list[Piece]] = [[] for _ in levels.rank]
    entered: set[int] = set()
    for piece in levels.pieces:
        if piece.link not in back and not graph.links[piece.link].aside:
            out[piece.a].append(piece)
            entered.add(piece.b)
    worth = _worths(graph, levels, out, back)
    starts = [vertex for vertex in range(levels.real) if out[vertex] and vertex not in entered]
    held = [vertex for vertex in starts if graph.vertices[vertex].end == "first"]
    here = max(held or starts, key=lambda each: (worth[each], -pos[each]), default=None)
    found: set[Piece] = set()
    while here is not None and out[here]:
        piece = _taken(out[here], worth, pos, _is_within(graph, levels, here, back))
        found.add(piece)
        here = piece.b
    return found


def _worths(graph: Graph, levels: Levels, out: list[list[Piece]], back: set[int]) -> list[Worth]:
    worth: list[Worth] = [(0, 0)] * len(levels.rank)
    loops = leading_back(graph, back) if back else set[int]()
    for vertex in sorted(range(len(levels.rank)), key=levels.rank.__getitem__, reverse=True):
        is_real = vertex < levels.real
        own = graph.vertices[vertex].goal if is_real else 0
        goal, steps = max((worth[piece.b] for piece in out[vertex]), default=(own, 0))
        worth[vertex] = (_BACK if vertex in loops else goal, steps + is_real)
    return worth


def _is_within(graph: Graph, levels: Levels, fork: int, back: set[int]) -> bool:
    """Whether a link leads back over a fork, so that nothing should stand above the path."""
    rank = levels.rank
    return any(rank[graph.links[i].target] <= rank[fork] < rank[graph.links[i].source] for i in back)


def _taken(branches: list[Piece], worth: list[Worth], pos: list[int], is_upper: bool) -> Piece:
    goal = max(worth[piece.b][0] for piece in branches)
    good = sorted((piece for piece in branches if worth[piece.b][0] == goal), key=lambda each: pos[each.b])
    if len(good) >= _FAN and not is_upper:
        return good[(len(good) - 1) // 2]
    if goal > 0 or is_upper:
        return good[0]
    return max(good, key=lambda piece: (worth[piece.b], -pos[piece.b]))
