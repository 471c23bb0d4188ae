"""How far along each rank begins: past the widest of the one before, with room for bends and labels."""

from collections import Counter

from designer.layout.sugiyama.graph import Graph, Spacing
from designer.layout.sugiyama.levels import Levels

_MARGIN = 15.0  # what lines keep straight beside a vertex
_TRACK = 10.0  # between lines that run across beside each other
_TRACKS = 2  # steps of the grid that a gap may stay wider than it must be


def along(graph: Graph, levels: Levels, top: list[float], spacing: Spacing) -> list[float]:
    """The beginning of each vertex; those of a rank stand on one middle line."""
    widths = [0.0] * levels.depth
    for vertex, rank in enumerate(levels.rank[: levels.real]):
        widths[rank] = max(widths[rank], graph.vertices[vertex].length)
    gaps = _gaps(graph, levels, top, spacing)
    present = _present(graph, levels)
    middles: list[float] = []
    start, grid = 0.0, spacing.grid
    for rank, (width, gap) in enumerate(zip(widths, gaps, strict=True)):
        middle = -(-(start + width / 2) // grid) * grid
        if middles:
            more = middles[-1] + present[rank] - present[rank - 1] - middle
            if 0 < more <= _TRACKS * grid and more % grid == 0:
                middle += more
        middles.append(middle)
        start = middle + width / 2 + gap
    return [middles[levels.rank[vertex]] - graph.vertices[vertex].length / 2 for vertex in range(levels.real)]


def _present(graph: Graph, levels: Levels) -> list[float]:
    """Where the middle of each rank lies at present: a gap a track or two wider than it must be stays so."""
    found: list[list[float]] = [[] for _ in range(levels.depth)]
    for vertex, rank in enumerate(levels.rank[: levels.real]):
        found[rank].append(graph.vertices[vertex].at[0])
    return [max(Counter(middles).items(), key=lambda pair: (pair[1], pair[0]))[0] for middles in found]


def _gaps(graph: Graph, levels: Levels, top: list[float], spacing: Spacing) -> list[float]:
    """The gap after each rank."""
    spans: list[dict[int, tuple[float, float]]] = [{} for _ in range(levels.depth)]
    gaps = [spacing.ranks] * levels.depth
    behind, ahead = [_MARGIN] * levels.depth, [_MARGIN] * levels.depth
    for piece in levels.pieces:
        rank = levels.rank[piece.a]
        low, high = sorted((top[piece.a] + piece.leaves, top[piece.b] + piece.enters))
        if high - low > 1.0:
            old = spans[rank].get(piece.a, (low, high))
            spans[rank][piece.a] = (min(low, old[0]), max(high, old[1]))
        if piece.a == graph.links[piece.link].source:
            gaps[rank] = max(gaps[rank], graph.links[piece.link].room)
            behind[rank] = max(behind[rank], graph.links[piece.link].behind)
        if piece.b == graph.links[piece.link].target:
            ahead[rank] = max(ahead[rank], graph.links[piece.link].ahead)
    for rank, found in enumerate(spans):
        beside = behind[rank] + ahead[rank]
        gaps[rank] = max(gaps[rank], beside + _TRACK * max(_deepest(list(found.values())) - 1, 0))
    return gaps


def _deepest(spans: list[tuple[float, float]]) -> int:
    """How many of some intervals lie over one place, at most."""
    events = sorted([(low, 1) for low, _ in spans] + [(high, -1) for _, high in spans])
    depth = most = 0
    for _, step in events:
        depth += step
        most = max(most, depth)
    return most
