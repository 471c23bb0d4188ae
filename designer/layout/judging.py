"""What an arrangement comes to once its flows are drawn: how often these cross, and how often they bend."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from designer.layout.blocks import Block, corner
from designer.layout.geometry import Direction, Point
from designer.layout.layout import Content, lay_out
from designer.layout.ports import openings
from designer.layout.sugiyama.trials import Cost
from designer.model.lookups import Readable
from designer.model.nodes import Area, Box, Node

_HAIR = 0.5  # lines that only touch do not cross


def judge(
    structure: Readable, blocks: Sequence[Block], direction: Direction
) -> Callable[[Sequence[tuple[float, float]]], Cost]:
    """Tells what the flows among some blocks come to, wherever these begin along and across."""
    corners = {key: (index, spot) for index, block in enumerate(blocks) for key, spot in block.spots.items()}
    found = (structure.get(key) for key in corners)
    nodes = [n for n in found if isinstance(n, Node) and not isinstance(n, Area)]
    events = [event for n in nodes for event in structure.boundaries_on(n.id)]
    known = {n.id for n in (*nodes, *events)}
    flows = tuple(
        flow.model_copy(update={"via": ()}) if flow.via else flow
        for key in sorted(known)
        for flow in structure.flows_from(key)
        if flow.target in known
    )
    ports = {
        n.id: openings(structure.nodes_in(n.runs)) for n in nodes if isinstance(n, Box) and n.file is None
    }

    def cost(at: Sequence[tuple[float, float]]) -> Cost:
        put: list[Node] = list(events)
        for n in nodes:
            index, (a, b) = corners[n.id]
            place = corner((at[index][0] + a, at[index][1] + b), direction)
            put.append(n.model_copy(update={"at": place, "slack": None}))
        lines = list(lay_out(Content(direction, tuple(put), flows, {}, ports)).routes.values())
        return crossings(lines), sum(len(line) - 2 for line in lines)

    return cost


def crossings(lines: Sequence[Sequence[Point]]) -> int:
    """How often lines of level and upright pieces cross each other."""
    level: list[tuple[float, float, float, int]] = []
    upright: list[tuple[float, float, float, int]] = []
    for index, line in enumerate(lines):
        for a, b in pairwise(line):
            if a.y == b.y:
                level.append((a.y, min(a.x, b.x) + _HAIR, max(a.x, b.x) - _HAIR, index))
            else:
                upright.append((a.x, min(a.y, b.y) + _HAIR, max(a.y, b.y) - _HAIR, index))
    level.sort()
    heights = [piece[0] for piece in level]
    total = 0
    for x, top, bottom, index in upright:
        for _, left, right, other in level[bisect_right(heights, top) : bisect_left(heights, bottom)]:
            total += left < x < right and other != index
    return total
