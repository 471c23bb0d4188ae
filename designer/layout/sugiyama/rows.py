"""Rows: which vertices of neighbouring levels stand in line, so that main paths and long links run straight.

As in Brandes and Köpf (2001) lines are built from alignments that do not cross; unlike there the choice goes
by weight: long links first, then the main path, then what lies in the middle of its siblings.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass

from designer.layout.sugiyama.crossings import Order
from designer.layout.sugiyama.graph import Graph
from designer.layout.sugiyama.levels import Levels, Piece
from designer.layout.sugiyama.main_path import main_path

_SPINE, _PASSING, _BESIDE = 6, 8, 2


@dataclass
class Rows:
    """Blocks of vertices in line: `row` of each vertex, and how far below its row's origin its top lies.

    `spine` are the pieces of the main path, `main` the rows that it runs through.
    """

    row: list[int]
    below: list[float]
    count: int
    spine: set[Piece]
    main: set[int]


def rows(graph: Graph, levels: Levels, order: Order, back: set[int]) -> Rows:
    """The rows of an ordered graph."""
    pos = [0] * len(levels.rank)
    for level in order:
        for place, vertex in enumerate(level):
            pos[vertex] = place
    after: dict[int, Piece] = {}
    before: dict[int, Piece] = {}
    taken: list[list[tuple[int, int]]] = [[] for _ in range(levels.depth)]
    spine = main_path(graph, levels, pos, back)
    for _, piece in sorted(_candidates(graph, levels, pos, back, spine), key=lambda each: each[0]):
        if piece.a in after or piece.b in before:
            continue
        if _fits(taken[levels.rank[piece.a]], pos[piece.a], pos[piece.b]):
            after[piece.a], before[piece.b] = piece, piece
            insort(taken[levels.rank[piece.a]], (pos[piece.a], pos[piece.b]))
    made = _joined(levels, order, after, before, spine)
    made.main.update(made.row[end] for piece in spine for end in piece[:2])
    return made


def _fits(taken: list[tuple[int, int]], a: int, b: int) -> bool:
    """Whether a straight piece from place `a` to place `b` crosses none of the straight ones there."""
    place = bisect_left(taken, (a, b))
    if place < len(taken) and taken[place][1] < b:
        return False
    return not (place and taken[place - 1][1] > b)


Key = tuple[float, ...]


def _candidates(
    graph: Graph, levels: Levels, pos: list[int], back: set[int], spine: set[Piece]
) -> list[tuple[Key, Piece]]:
    found: list[tuple[Key, Piece]] = []
    for index, piece in enumerate(levels.pieces):
        passing = (piece.a >= levels.real) + (piece.b >= levels.real)
        link = graph.links[piece.link]
        if link.aside or (piece.link in back and passing < 2) or _is_balanced(graph, levels, piece):
            continue  # loops are led over the top of their ends
        weight = _PASSING if passing == 2 else _SPINE - passing if piece in spine else _BESIDE - passing
        off = _off_middle(levels.down[piece.a], pos[piece.b], pos)
        off += _off_middle(levels.up[piece.b], pos[piece.a], pos)
        found.append(((-weight, off, index), piece))
    return found


def _is_balanced(graph: Graph, levels: Levels, piece: Piece) -> bool:
    """Whether a piece is one of an even number of branches of something that stands in their middle."""
    return forks(graph, levels, piece.a) or joins(graph, levels, piece.b)


def forks(graph: Graph, levels: Levels, vertex: int) -> bool:
    """Whether a vertex stands in the middle of an even number of branches that leave it."""
    return vertex < levels.real and graph.vertices[vertex].balanced and len(levels.down[vertex]) % 2 == 0


def joins(graph: Graph, levels: Levels, vertex: int) -> bool:
    """Whether a vertex stands in the middle of an even number of branches that enter it."""
    return vertex < levels.real and graph.vertices[vertex].balanced and len(levels.up[vertex]) % 2 == 0


def _off_middle(siblings: Sequence[tuple[int, float]], place: int, pos: list[int]) -> float:
    """How far from the middle of its siblings a neighbour comes in their order."""
    if len(siblings) < 2:
        return 0.0
    places = sorted([pos[other] for other, _ in siblings])
    return abs(places.index(place) - (len(places) - 1) / 2)


def _joined(
    levels: Levels, order: Order, after: dict[int, Piece], before: dict[int, Piece], spine: set[Piece]
) -> Rows:
    made = Rows([-1] * len(levels.rank), [0.0] * len(levels.rank), 0, spine, set())
    for level in order:
        for vertex in level:
            if vertex in before:
                continue
            made.row[vertex], here = made.count, vertex
            while here in after:
                piece = after[here]
                made.row[piece.b] = made.count
                made.below[piece.b] = made.below[here] + piece.leaves - piece.enters
                here = piece.b
            made.count += 1
    return made
