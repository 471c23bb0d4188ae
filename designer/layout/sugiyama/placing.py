"""How far across each row lies: apart from its neighbours, and near what it is linked to."""

from itertools import pairwise

from designer.layout.sugiyama.crossings import Order
from designer.layout.sugiyama.field import Apart, Field
from designer.layout.sugiyama.graph import Graph, Spacing
from designer.layout.sugiyama.levels import Levels
from designer.layout.sugiyama.rows import Rows, forks, joins
from designer.layout.sugiyama.staying import stay

_ROUNDS = 16


def across(
    graph: Graph, levels: Levels, order: Order, rows: Rows, back: set[int], spacing: Spacing
) -> list[float]:
    """The top of each vertex.

    Rows begin halfway between where all pushed up and all pushed down would stand, so that the whole gets
    hardly broader than its fullest rank; then each goes in turn to the middle of what it is linked to, and
    takes along what is in its way if that shortens the links of all of them together.
    """
    field = Field(*_neighbours(graph, levels, order, rows, spacing), _pulls(graph, levels, rows, back))
    for turn in range(_ROUNDS):
        moved = [field.settle(row) for row in (field.sequence if turn % 2 else reversed(field.sequence))]
        if max(moved, default=0.0) < spacing.grid / 10:
            break
    field.snap(_lines(graph, rows), spacing.grid)
    stay(field, graph, levels, rows)
    return [field.origin[row] + offset for row, offset in zip(rows.row, rows.below, strict=True)]


def _neighbours(
    graph: Graph, levels: Levels, order: Order, rows: Rows, spacing: Spacing
) -> tuple[Apart, Apart]:
    """For each row those next above and below, with the least distance of their origins."""
    above: list[dict[int, float]] = [{} for _ in range(rows.count)]
    row, offset = rows.row, rows.below
    for level in order:
        for upper, lower in pairwise(level):
            room = _gap(levels, upper, lower, spacing)
            if upper < levels.real:
                room += graph.vertices[upper].breadth
            apart = offset[upper] + room - offset[lower]
            known = above[row[lower]].get(row[upper])
            if known is None or apart > known:
                above[row[lower]][row[upper]] = apart
    below: Apart = [[] for _ in range(rows.count)]
    for lower, found in enumerate(above):
        for upper, apart in found.items():
            below[upper].append((lower, apart))
    return [list(found.items()) for found in above], below


def _gap(levels: Levels, upper: int, lower: int, spacing: Spacing) -> float:
    passing = (upper >= levels.real) + (lower >= levels.real)
    return (spacing.siblings, spacing.lane, spacing.lanes)[passing]


def _pulls(graph: Graph, levels: Levels, rows: Rows, back: set[int]) -> Apart:
    """For each row the rows it is linked to, with the distance of origins at which the link runs straight.

    What branches off follows the main path, loops and what stands aside follow the rest; they draw nothing
    out of its line.
    """
    pulls: Apart = [[] for _ in range(rows.count)]
    for piece in levels.pieces:
        a, b = rows.row[piece.a], rows.row[piece.b]
        if a == b:
            continue
        off = rows.below[piece.a] + piece.leaves - rows.below[piece.b] - piece.enters
        link, leads = graph.links[piece.link], piece in rows.spine
        is_loop = piece.link in back and (piece.a < levels.real) != (piece.b < levels.real)
        for row, other, by, end in ((a, b, -off, piece.a), (b, a, off, piece.b)):
            if (is_loop and end < levels.real) or (link.aside and end == link.target):
                continue
            halves = forks(graph, levels, end) if row == a else joins(graph, levels, end)
            if leads or halves or row not in rows.main:
                pulls[row].append((other, by))
    return pulls


def _lines(graph: Graph, rows: Rows) -> list[float]:
    """How far below its origin each row has the line that comes onto the grid: that of its first vertex."""
    found: dict[int, float] = {}
    for vertex, row in enumerate(rows.row[: len(graph.vertices)]):
        found.setdefault(row, rows.below[vertex] + graph.vertices[vertex].line)
    return [found.get(row, 0.0) for row in range(rows.count)]
