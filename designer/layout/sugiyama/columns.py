"""How far along each rank begins: past the widest of the one before, with room for bends and labels."""

from designer.layout.sugiyama.graph import Graph, Spacing
from designer.layout.sugiyama.levels import Levels

_MARGIN = 16.0  # what lines keep straight beside a vertex
_TRACK = 10.0  # between lines that run across beside each other


def along(graph: Graph, levels: Levels, top: list[float], spacing: Spacing) -> list[float]:
    """The beginning of each vertex; those of a rank stand on one middle line."""
    widths = [0.0] * levels.depth
    for vertex, rank in enumerate(levels.rank[: levels.real]):
        widths[rank] = max(widths[rank], graph.vertices[vertex].length)
    gaps = _gaps(graph, levels, top, spacing)
    middles: list[float] = []
    start, grid = 0.0, spacing.grid
    for width, gap in zip(widths, gaps, strict=True):
        middles.append(-(-(start + width / 2) // grid) * grid)
        start = middles[-1] + width / 2 + gap
    return [middles[levels.rank[vertex]] - graph.vertices[vertex].length / 2 for vertex in range(levels.real)]


def _gaps(graph: Graph, levels: Levels, top: list[float], spacing: Spacing) -> list[float]:
    """The gap after each rank."""
    spans: list[dict[int, tuple[float, float]]] = [{} for _ in range(levels.depth)]
    gaps = [spacing.ranks] * levels.depth
    for piece in levels.pieces:
        rank = levels.rank[piece.a]
        low, high = sorted((top[piece.a] + piece.leaves, top[piece.b] + piece.enters))
        if high - low > 1.0:
            old = spans[rank].get(piece.a, (low, high))
            spans[rank][piece.a] = (min(low, old[0]), max(high, old[1]))
        if piece.a == graph.links[piece.link].source:
            gaps[rank] = max(gaps[rank], graph.links[piece.link].room)
    for rank, found in enumerate(spans):
        gaps[rank] = max(gaps[rank], 2 * _MARGIN + _TRACK * (_deepest(list(found.values())) - 1))
    return gaps


def _deepest(spans: list[tuple[float, float]]) -> int:
    """How many of some intervals lie over one place, at most."""
    events = sorted([(low, 1) for low, _ in spans] + [(high, -1) for _, high in spans])
    depth = most = 0
    for _, step in events:
        depth += step
        most = max(most, depth)
    return most
