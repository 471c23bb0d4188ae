"""Making room: siblings that stand in the way of what a verb placed move aside (I6)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil, floor

from designer.editing import placement, structure
from designer.editing.draft import Draft
from designer.editing.moving import company, move
from designer.editing.placement import Ground, flipped, rect_of, rects_in
from designer.layout.geometry import Direction, Point, Rect, bounds
from designer.layout.sizes import GRID
from designer.model.lookups import Readable


def along(direction: Direction, distance: float) -> Point:
    """A distance in the direction in which a workflow goes."""
    return Point(distance, 0) if direction == "right" else Point(0, distance)


def across(direction: Direction, distance: float) -> Point:
    """A distance square to the direction in which a workflow goes."""
    return Point(0, distance) if direction == "right" else Point(distance, 0)


def following(d: Readable, starts: Iterable[str], edge: float, fixed: Collection[str] = ()) -> list[str]:
    """What flows lead to from some siblings, as far as it stands beyond an edge; not these themselves."""
    begun = dict.fromkeys(starts)
    found: dict[str, None] = {}
    open_ends = list(begun)
    while open_ends:
        here = open_ends.pop()
        sources = (here, *(boundary.id for boundary in d.boundaries_on(here)))
        for flow in (flow for source in sources for flow in d.flows_from(source)):
            n = structure.node(d, flow.target)
            if n.id in found or n.id in begun or n.id in fixed:
                continue
            if flipped(rect_of(d, n), structure.direction_of(d, n.workflow)).x >= edge:
                found[n.id] = None
                open_ends.append(n.id)
    return list(found)


def push(draft: Draft, ids: Collection[str], distance: float, fixed: Collection[str] = ()) -> list[str]:
    """Moves siblings along their workflow, with what they would cover then; ids of all that moved."""
    if not ids:
        return []
    direction = structure.direction_of(draft, draft.node(next(iter(ids))).workflow)
    return _push(draft, ids, along(direction, distance), fixed)


def _push(draft: Draft, ids: Collection[str], by: Point, fixed: Collection[str]) -> list[str]:
    ground = Ground(rects_in(draft, draft.node(next(iter(ids))).workflow))
    pushed = dict.fromkeys(company(draft, ids))
    open_ends = list(pushed)
    while open_ends:
        rect = ground.rects.get(open_ends.pop())
        if rect is None:
            continue
        for other in ground.covered(rect.moved(*by)):
            if other not in pushed and other not in fixed and not ground.rects[other].overlaps(rect):
                found = [key for key in company(draft, [other]) if key not in pushed and key not in fixed]
                pushed.update(dict.fromkeys(found))
                open_ends.extend(found)
    move(draft, pushed, *by)
    return list(pushed)


def push_downstream(draft: Draft, start: str, distance: float, fixed: Collection[str] = ()) -> list[str]:
    """Moves a node and what follows it further along; ids of all that moved."""
    n = draft.node(start)
    edge = flipped(rect_of(draft, n), structure.direction_of(draft, n.workflow)).x
    return push(draft, [start, *following(draft, [start], edge, fixed)], distance, fixed)


def covered_by(d: Readable, node_id: str) -> set[str]:
    """The siblings that a node covers in part."""
    ground = Ground(rects_in(d, structure.node(d, node_id).workflow))
    return set(ground.covered(ground.rects[node_id])) - {node_id} if node_id in ground.rects else set()


def clear(draft: Draft, ids: Collection[str], fixed: Collection[str] = ()) -> None:
    """Moves siblings that nodes cover aside: what stands lower goes below all of them, the rest above.

    Those `fixed` stay.
    """
    stays = {*ids, *fixed}
    direction = structure.direction_of(draft, draft.node(next(iter(ids))).workflow)
    for is_lower in (True, False, True):  # what went below may have met what went above
        ground = Ground(rects_in(draft, draft.node(next(iter(ids))).workflow))
        mine = [key for key in ids if key in ground.rects]
        frame = bounds(flipped(ground.rects[key], direction) for key in mine)
        covered = {other for key in mine for other in ground.covered(ground.rects[key])} - stays
        others = {key: flipped(ground.rects[key], direction) for key in sorted(covered)}
        if frame is None:
            return
        middle = frame.center.y
        aside = {key: rect for key, rect in others.items() if (rect.center.y >= middle) == is_lower}
        if aside:
            _push(draft, list(aside), across(direction, _way_out(frame, aside.values(), is_lower)), stays)


def nearest_room(d: Readable, workflow: str, rects: Mapping[str, Rect]) -> Point:
    """How far some nodes must go together, across their workflow or along it, to cover none of the others.

    `rects` is what they would take up.
    """
    ground = Ground(rects_in(d, workflow))
    others = [rect for key, rect in ground.rects.items() if key not in rects]
    if not any(rect.overlaps(mine) for mine in rects.values() for rect in others):
        return Point(0.0, 0.0)
    direction = structure.direction_of(d, workflow)
    ways = [across(direction, 1.0), along(direction, 1.0)]
    return min(
        (Point(way.x * far, way.y * far) for way in ways for far in _clearances(rects.values(), others, way)),
        key=lambda by: (abs(by.x) + abs(by.y), by),
    )


def _clearances(rects: Iterable[Rect], others: Sequence[Rect], way: Point) -> tuple[float, float]:
    """How far back and how far on, on the grid, some rectangles must go to be clear of others."""
    axis, gap = (0, placement.GAP) if way.x else (1, placement.SIDE_GAP)
    taken: list[tuple[float, float]] = []
    for mine in rects:
        lane = mine.grown(placement.SIDE_GAP / 2)
        start, end = lane[1 - axis], lane[1 - axis] + lane[3 - axis]
        for other in others:
            if start < other[1 - axis] + other[3 - axis] and other[1 - axis] < end:
                low = other[axis] - mine[axis] - mine[axis + 2] - gap
                taken.append((low, other[axis] + other[axis + 2] - mine[axis] + gap))
    back = on = 0.0
    for low, high in sorted(taken):
        if low < on < high:
            on = ceil(high / GRID) * GRID
    for low, high in sorted(taken, key=lambda pair: -pair[1]):
        if low < back < high:
            back = floor(low / GRID) * GRID
    return back, on


def _way_out(frame: Rect, aside: Iterable[Rect], is_lower: bool) -> float:
    """How far these must move to stand below (or above) a frame."""
    if is_lower:
        return frame.bottom + placement.SIDE_GAP - min(rect.y for rect in aside)
    return frame.y - placement.SIDE_GAP - max(rect.bottom for rect in aside)
