"""Borders of lanes that no flow runs along, and a frame around all flows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from designer.layout.geometry import Point, Rect
from designer.layout.swimlanes.lanes import Lane

APART = 10.0  # between a border and a flow that runs along it


def beside_flows(lanes: Sequence[Lane], lines: Sequence[Sequence[Point]]) -> tuple[Lane, ...]:
    """The lanes, their borders aside of flows that run along them, the outermost ones around all flows.

    Lanes where nothing is done keep their height.
    """
    across = [point.x for line in lines for point in line]
    down = [point.y for line in lines for point in line]
    left = min([lanes[0].rect.x, *(x - APART for x in across)])
    right = max([lanes[0].rect.right, *(x + APART for x in across)])
    borders = [min([lanes[0].rect.y, *(y - APART for y in down)])]
    for lane in lanes:
        borders.append(borders[-1] + lane.rect.h if lane.is_empty else _aside(lane.rect.bottom, lines))
    borders[-1] = max([borders[-1], *(y + APART for y in down)])
    return tuple(
        replace(lane, rect=Rect(left, upper, right - left, lower - upper))
        for lane, (upper, lower) in zip(lanes, pairwise(borders), strict=True)
    )


def _aside(border: float, lines: Iterable[Sequence[Point]]) -> float:
    """Where a border goes: below what comes round from above, above what comes round from below."""
    least, most = border, border
    for before, y, after in (run for line in lines for run in _runs(line)):
        if abs(y - border) >= APART:
            continue
        if max(before, after) <= y or min(before, after) < y <= border:
            least = max(least, y + APART)
        else:
            most = min(most, y - APART)
    if most < border < least:
        return (least + most) / 2
    return least if least > border else most


def _runs(line: Sequence[Point]) -> Iterator[tuple[float, float, float]]:
    """The pieces that run level between two bends: how high before them, on them and after them."""
    for before, start, end, after in zip(line, line[1:], line[2:], line[3:], strict=False):
        if start.y == end.y:
            yield before.y, start.y, after.y
