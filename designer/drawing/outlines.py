"""A polyline with rounded corners and hops as the strokes that every output paints."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from designer.layout.hops import RADIUS, Hop

# M x y, L x y, Q x1 y1 x y (one control point), C x1 y1 x2 y2 x y (two).
Step = tuple[Literal["M", "L", "Q", "C"], tuple[float, ...]]
_Point = tuple[float, float]
_ROUND = 0.5523  # of the radius: control points of a cubic that is nearly a quarter of a circle


def outline(
    points: tuple[_Point, ...], radius: float, hops: Iterable[Hop] = (), scale: float = 1.0
) -> Iterator[Step]:
    """The strokes of a line whose corners are rounded, never by more than half of the shorter side.

    `scale` is how long a unit of the hops is among the points.
    """
    if not points:
        return
    by_piece: dict[int, list[Hop]] = {}
    for hop in hops:
        by_piece.setdefault(hop.piece, []).append(hop)
    yield "M", points[0]
    for number, (a, b) in enumerate(pairwise(points)):
        for hop in by_piece.get(number, ()):
            yield from _hop(a, b, hop, scale)
        if number + 2 < len(points):
            yield from _corner(a, b, points[number + 2], radius)
    yield "L", points[-1]


def _corner(before: _Point, corner: _Point, after: _Point, radius: float) -> Iterator[Step]:
    into = (before[0] - corner[0], before[1] - corner[1])
    out = (after[0] - corner[0], after[1] - corner[1])
    into_length = (into[0] ** 2 + into[1] ** 2) ** 0.5
    out_length = (out[0] ** 2 + out[1] ** 2) ** 0.5
    cut = min(radius, into_length / 2, out_length / 2)
    if cut <= 0:
        yield "L", corner
        return
    yield "L", (corner[0] + into[0] * cut / into_length, corner[1] + into[1] * cut / into_length)
    to = (corner[0] + out[0] * cut / out_length, corner[1] + out[1] * cut / out_length)
    yield "Q", (*corner, *to)


def _hop(a: _Point, b: _Point, hop: Hop, scale: float) -> Iterator[Step]:
    """Up a quarter of a circle, along, and down again."""
    way = 1.0 if b[0] > a[0] else -1.0
    begin, end, y = a[0] + way * hop.first * scale, a[0] + way * hop.last * scale, a[1]
    r = RADIUS * scale
    top, across, bow = y - r, way * r, r * _ROUND
    yield "L", (begin, y)
    yield "C", (begin, y - bow, begin + across - way * bow, top, begin + across, top)
    if hop.last - hop.first > 2 * RADIUS:
        yield "L", (end - across, top)
    yield "C", (end - across + way * bow, top, end, y - bow, end, y)
