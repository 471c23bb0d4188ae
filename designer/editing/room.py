"""Making room: siblings that stand in the way of what a verb placed move aside (I6)."""

from collections.abc import Collection, Iterable

from designer.editing import placement, structure
from designer.editing.draft import Draft
from designer.editing.moving import move
from designer.editing.placement import Ground, flipped, rect_of
from designer.layout.geometry import Direction, Point, Rect, bounds
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
    workflow = draft.node(next(iter(ids))).workflow
    by = along(structure.direction_of(draft, workflow), distance)
    ground = Ground(draft, workflow)
    pushed = dict.fromkeys(ids)
    open_ends = list(pushed)
    while open_ends:
        rect = ground.rects.get(open_ends.pop())
        if rect is None:
            continue
        for other in ground.covered(rect.moved(*by)):
            if other not in pushed and other not in fixed and not ground.rects[other].overlaps(rect):
                pushed[other] = None
                open_ends.append(other)
    move(draft, pushed, *by)
    return list(pushed)


def push_downstream(draft: Draft, start: str, distance: float, fixed: Collection[str] = ()) -> list[str]:
    """Moves a node and what follows it further along; ids of all that moved."""
    n = draft.node(start)
    edge = flipped(rect_of(draft, n), structure.direction_of(draft, n.workflow)).x
    return push(draft, [start, *following(draft, [start], edge, fixed)], distance, fixed)


def clear(draft: Draft, ids: Collection[str]) -> None:
    """Moves siblings that nodes cover aside: what stands lower goes below all of them, the rest above."""
    direction = structure.direction_of(draft, draft.node(next(iter(ids))).workflow)
    ground = Ground(draft, draft.node(next(iter(ids))).workflow)
    mine = {key: ground.rects[key] for key in ids if key in ground.rects}
    covered = {other for rect in mine.values() for other in ground.covered(rect)} - mine.keys()
    frame = bounds(flipped(rect, direction) for rect in mine.values())
    if frame is None or not covered:
        return
    others = {key: flipped(rect, direction) for key, rect in ground.rects.items() if key not in mine}
    for moving, by in _asides(frame, others, covered):
        move(draft, moving, *across(direction, by))


def _asides(frame: Rect, others: dict[str, Rect], covered: Collection[str]) -> list[tuple[list[str], float]]:
    """Which siblings go aside and how far: with each that is covered goes what stands behind it."""
    low = [others[key] for key in covered if others[key].center.y >= frame.center.y]
    high = [others[key] for key in covered if others[key].center.y < frame.center.y]
    asides: list[tuple[list[str], float]] = []
    if low:
        edge = min(rect.y for rect in low)
        below = [key for key, rect in others.items() if rect.y >= edge]
        asides.append((below, frame.bottom + placement.SIDE_GAP - edge))
    if high:
        edge = max(rect.bottom for rect in high)
        above = [key for key, rect in others.items() if rect.bottom <= edge]
        asides.append((above, frame.y - placement.SIDE_GAP - edge))
    return asides
