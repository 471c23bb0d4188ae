"""Rows that would move a little only, with nothing gained by it, stay where they are."""

from collections import Counter

from designer.layout.sugiyama.field import Field
from designer.layout.sugiyama.graph import Graph
from designer.layout.sugiyama.levels import Levels
from designer.layout.sugiyama.rows import Rows

_LITTLE = 20.0  # how far things may be from where they would stand at best
_EVEN = 0.01


def stay(field: Field, graph: Graph, levels: Levels, rows: Rows) -> None:
    """Moves rows back that have all moved as far, if they have room there and no straight link gets a bend.

    What counts is how much further than most they have moved: the whole may be moved afterwards.
    """
    groups: dict[float, set[int]] = {}
    for row, by in _moves(field, graph, rows).items():
        groups.setdefault(by, set()).add(row)
    if not groups:
        return
    straight = _straight(field, levels, rows)
    most = max(groups, key=lambda by: (len(groups[by]), -abs(by), by))
    for by in sorted(groups, key=lambda by: (-len(groups[by]), by)):
        back, group = by - most, groups[by]
        if not 0 < abs(back) <= _LITTLE or any((a in group) != (b in group) for a, b in straight):
            continue
        if _has_room(field, group, back):
            for row in group:
                field.origin[row] += back


def _moves(field: Field, graph: Graph, rows: Rows) -> dict[int, float]:
    """How far from its present place each row lies, by most of its vertices; nothing if none has a place."""
    if len({vertex.at for vertex in graph.vertices}) == 1:
        return {}
    found: dict[int, list[float]] = {}
    for vertex, row in enumerate(rows.row[: len(graph.vertices)]):
        told = graph.vertices[vertex]
        line = field.origin[row] + rows.below[vertex] + told.line
        found.setdefault(row, []).append(round(told.at[1] - line, 1))
    return {row: Counter(moves).most_common(1)[0][0] for row, moves in found.items()}


def _straight(field: Field, levels: Levels, rows: Rows) -> list[tuple[int, int]]:
    """Pairs of rows that a straight piece joins."""
    origin, row, below = field.origin, rows.row, rows.below
    return [
        (row[piece.a], row[piece.b])
        for piece in levels.pieces
        if row[piece.a] != row[piece.b]
        and abs(
            origin[row[piece.a]]
            + below[piece.a]
            + piece.leaves
            - origin[row[piece.b]]
            - below[piece.b]
            - piece.enters
        )
        < _EVEN
    ]


def _has_room(field: Field, group: set[int], by: float) -> bool:
    """Whether a group of rows can move without coming too near to others."""
    beyond = field.below if by > 0 else field.above
    sign = 1.0 if by > 0 else -1.0
    return all(
        (field.origin[other] - field.origin[row]) * sign - apart >= abs(by) - _EVEN
        for row in group
        for other, apart in beyond[row]
        if other not in group
    )
