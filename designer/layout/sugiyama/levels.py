"""A ranked graph cut into levels: links over several ranks become chains of points that they pass."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from designer.layout.sugiyama.graph import Graph, Link


class Piece(NamedTuple):
    """A stretch of a link from one level to the next, in the direction of the ranks.

    `leaves` and `enters` are offsets from the tops of its ends; `link` is its index in the graph.
    """

    a: int
    b: int
    leaves: float
    enters: float
    link: int


@dataclass
class Levels:
    """Vertices by rank; those from `real` on are points that long links pass.

    `up` and `down` give each vertex its neighbours one level before and after, each with how far along its
    border (0 to 1) the line meets it.
    """

    real: int
    rank: list[int]
    pieces: list[Piece]
    chains: list[list[int]] = field(
        default_factory=list
    )  # the vertices of each long link, both ends included
    up: list[list[tuple[int, float]]] = field(default_factory=list)
    down: list[list[tuple[int, float]]] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many levels there are."""
        return max(self.rank, default=-1) + 1


def cut(graph: Graph, rank: Sequence[int], back: set[int]) -> Levels:
    """The levels of a graph. Links within a rank, or from a vertex to itself, have no piece."""
    made = Levels(len(graph.vertices), list(rank), [])
    for index, link in enumerate(graph.links):
        a, b, leaves, enters = _forward(link, index in back)
        if rank[a] < rank[b]:
            _pass_through(made, index, (a, b), (leaves, enters))
    made.up = [[] for _ in made.rank]
    made.down = [[] for _ in made.rank]
    for piece in made.pieces:
        made.down[piece.a].append((piece.b, _share(graph, piece.b, piece.enters)))
        made.up[piece.b].append((piece.a, _share(graph, piece.a, piece.leaves)))
    return made


def _forward(link: Link, is_back: bool) -> tuple[int, int, float, float]:
    if is_back:
        return link.target, link.source, link.enters, link.leaves
    return link.source, link.target, link.leaves, link.enters


def _pass_through(made: Levels, index: int, ends: tuple[int, int], docks: tuple[float, float]) -> None:
    (a, b), rank = ends, made.rank
    chain = [a]
    for level in range(rank[a] + 1, rank[b]):
        chain.append(len(rank))
        rank.append(level)
    chain.append(b)
    if len(chain) > 2:
        made.chains.append(chain)
    for place in range(len(chain) - 1):
        leaves = docks[0] if place == 0 else 0.0
        enters = docks[1] if place == len(chain) - 2 else 0.0
        made.pieces.append(Piece(chain[place], chain[place + 1], leaves, enters, index))


def _share(graph: Graph, vertex: int, offset: float) -> float:
    """How far along its border, from 0 to 1, something meets a vertex."""
    if vertex >= len(graph.vertices):
        return 0.5
    breadth = graph.vertices[vertex].breadth
    return min(max(offset / breadth, 0.0), 0.999) if breadth else 0.5
