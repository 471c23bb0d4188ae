"""Rows and ranks as places: how wide each column is, how high each row and lane."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from designer.layout.geometry import Point, Rect
from designer.layout.layout import CAPTION, footprint
from designer.layout.sizes import GRID, size_of
from designer.layout.swimlanes.lanes import Lane, Shares
from designer.layout.swimlanes.order import Order
from designer.layout.words import port_reach
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import Box, Node

HEAD = 148.0  # the width of the head of a lane
THIN = 36.0  # the height of a lane where nothing is done
PAD = 30.0  # between the border of a lane and what is in it
_RANKS, _ROWS = 50.0, 34.0  # least gaps
_LEAST = 64.0  # of the content of a lane
_TRACK, _BESIDE = 12.0, 20.0  # between lines that go up or down in one gap, and beside them
_LETTER, _LABEL = 6.5, (40.0, 150.0)  # the width of a letter of a label; room beside the label, and the most


@dataclass(frozen=True)
class Places:
    """The top-left corner of each node, and the lanes with the bands they take."""

    corners: Mapping[str, Point]
    lanes: tuple[Lane, ...]


def placed(
    document: Document, nodes: Sequence[Node], order: Order, shares: Shares, row_of: Mapping[str, int],
    notes: Mapping[str, str],
) -> Places:  # fmt: skip
    """Where everything goes: one column for each rank, the rows of each lane below each other.

    Middles stand on the grid: of what is in a column above each other, of what is in a row beside each other.
    """
    rank = {**order.rank, **{note: order.rank[about] for note, about in notes.items()}}
    lane_of = {**shares.lane_of, **{note: shares.lane_of[about] for note, about in notes.items()}}
    cells = {node.id: (lane_of[node.id], row_of[node.id]) for node in nodes}
    middles, right = _columns(document, nodes, rank, cells, order)
    lines, lanes = _lines(document, nodes, cells, shares.lanes, right)
    corners = {}
    for node in nodes:
        width, height = size_of(node)
        corners[node.id] = Point(middles[rank[node.id]] - width / 2, lines[cells[node.id]] - height / 2)
    return Places(corners, lanes)


def _columns(
    document: Document,
    nodes: Sequence[Node],
    rank: Mapping[str, int],
    cells: Mapping[str, tuple[int, int]],
    order: Order,
) -> tuple[list[float], float]:
    """The middle line of each rank, and where the last one ends."""
    widths = [0.0] * (max(rank.values(), default=-1) + 1)
    for node in nodes:
        widths[rank[node.id]] = max(widths[rank[node.id]], size_of(node)[0])
    gaps = _gaps(document, len(widths), rank, cells, order)
    middles: list[float] = []
    start = 0.0
    for width, gap in zip(widths, gaps, strict=True):
        middles.append(_up(start + width / 2))
        start = middles[-1] + width / 2 + gap
    return middles, start - gaps[-1] if widths else 0.0


def _gaps(
    document: Document,
    count: int,
    rank: Mapping[str, int],
    cells: Mapping[str, tuple[int, int]],
    order: Order,
) -> list[float]:
    """The gap after each rank: for labels, names of ports, and the lines that go up or down in it."""
    turning: list[set[str]] = [set() for _ in range(count)]
    gaps = [_RANKS] * count
    for way in order.ways:
        here = rank[way.before]
        if cells[way.before] != cells[way.after]:
            turning[here].add(way.before)
        words = way.flow.label
        if words:
            gaps[here] = max(gaps[here], min(len(words) * _LETTER + _LABEL[0], _LABEL[1]))
    boxes = (node for node in map(document.nodes.get, cells) if isinstance(node, Box))
    for box in (box for box in boxes if box.file is None):
        before, here = rank[box.id] - 1, rank[box.id]
        if before >= 0:
            reach = port_reach([entry.name for entry in graph.triggers(document, box.runs)])
            tracks = _BESIDE + _TRACK * max(len(turning[before]) - 1, 0)
            gaps[before] = max(gaps[before], reach + tracks if reach else 0.0)
        # What an exit's flow carries lies in the middle of the gap, so its name needs half of it.
        gaps[here] = max(gaps[here], 2 * port_reach([out.name for out in graph.outcomes(document, box.runs)]))
    return [
        max(gap, 2 * _BESIDE + _TRACK * (len(lines) - 1)) for gap, lines in zip(gaps, turning, strict=True)
    ]


def _lines(
    document: Document,
    nodes: Iterable[Node],
    cells: Mapping[str, tuple[int, int]],
    lanes: Sequence[Lane],
    right: float,
) -> tuple[dict[tuple[int, int], float], tuple[Lane, ...]]:
    """The middle line of each row of each lane, and the lanes with their bands."""
    above: defaultdict[tuple[int, int], float] = defaultdict(float)
    below: defaultdict[tuple[int, int], float] = defaultdict(float)
    for node in nodes:
        height = size_of(node)[1]
        hanging = footprint(node, Rect(0.0, 0.0, 0.0, height)).h - height
        if document.boundaries_on(node.id):
            hanging = CAPTION + 12.0
        cell = cells[node.id]
        above[cell] = max(above[cell], height / 2)
        below[cell] = max(below[cell], height / 2 + hanging)
    lines: dict[tuple[int, int], float] = {}
    made: list[Lane] = []
    top, left = 0.0, -HEAD - PAD
    width = max(right, 2 * HEAD) + PAD - left
    for number, lane in enumerate(lanes):
        bottom = top + THIN
        cells_here = sorted(cell for cell in above if cell[0] == number)
        if cells_here:
            bottom = _in_rows(top + PAD, cells_here, above, below, lines) + PAD
        made.append(replace(lane, rect=Rect(left, top, width, bottom - top)))
        top = bottom
    return lines, tuple(made)


def _in_rows(
    top: float,
    cells: Sequence[tuple[int, int]],
    above: Mapping[tuple[int, int], float],
    below: Mapping[tuple[int, int], float],
    lines: dict[tuple[int, int], float],
) -> float:
    """Puts the rows of a lane below each other; gives where the last one ends, on the grid."""
    least = _LEAST if len(cells) == 1 else 0.0
    start = top
    for cell in cells:
        lines[cell] = _up(start + max(above[cell], least / 2))
        start = lines[cell] + max(below[cell], least / 2) + _ROWS
    return _up(start - _ROWS)


def _up(value: float) -> float:
    """The next place on the grid."""
    return -(-value // GRID) * GRID
