"""Aligning and distributing selected nodes."""

from collections.abc import Iterable
from typing import Literal

from designer.editing import structure
from designer.editing.draft import Draft
from designer.editing.moving import move_to
from designer.editing.nodes import create
from designer.editing.placement import Ground, free_place, rect_of
from designer.editing.rules import ALLOWED, RuleError, Verdict, refused, require
from designer.layout.geometry import Rect, bounds
from designer.model.extensions import with_ours
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary

_ROOM = 20.0  # between an area's border and what it goes around
_TITLE = 24.0  # room for an area's name
Edge = Literal["left", "center", "right", "top", "middle", "bottom"]
Axis = Literal["horizontal", "vertical"]


def may_arrange(d: Readable, ids: Iterable[str], least: int = 2) -> Verdict:
    """Whether nodes can be lined up: enough of them, all of one workflow."""
    chosen = [n for n in structure.nodes(d, ids) if not isinstance(n, Boundary)]
    if len(chosen) < least:
        return refused(f"Select {least} or more steps.")
    if len({n.workflow for n in chosen}) > 1:
        return refused("Select steps of one workflow.")
    return ALLOWED


def align(draft: Draft, ids: Iterable[str], edge: Edge, key: str | None = None) -> None:
    """Brings an edge or the middle of nodes onto one line: that of `key`, else of their common frame.

    Raises:
        RuleError: fewer than two nodes, or not of one workflow.
    """
    rects = _rects(draft, ids, 2)
    frame = rects.get(key or "") or bounds(rects.values())
    if frame is None:
        return
    move_to(draft, {node_id: _aligned(rect, frame, edge) for node_id, rect in rects.items()})


def _aligned(rect: Rect, frame: Rect, edge: Edge) -> tuple[float, float]:
    match edge:
        case "left":
            return frame.x, rect.y
        case "center":
            return frame.center.x - rect.w / 2, rect.y
        case "right":
            return frame.right - rect.w, rect.y
        case "top":
            return rect.x, frame.y
        case "middle":
            return rect.x, frame.center.y - rect.h / 2
        case "bottom":
            return rect.x, frame.bottom - rect.h


def distribute(draft: Draft, ids: Iterable[str], axis: Axis) -> None:
    """Makes the gaps between nodes equal; the first and the last stay.

    Raises:
        RuleError: fewer than three nodes, or not of one workflow.
    """
    rects = _rects(draft, ids, 3)
    is_flat = axis == "horizontal"
    ordered = sorted(rects, key=lambda node_id: (rects[node_id].center[0 if is_flat else 1], node_id))
    lengths = [rects[node_id].w if is_flat else rects[node_id].h for node_id in ordered]
    first, last = rects[ordered[0]], rects[ordered[-1]]
    room = (last.right - first.x if is_flat else last.bottom - first.y) - sum(lengths)
    gap = room / (len(ordered) - 1)
    places: dict[str, tuple[float, float]] = {}
    start = first.x if is_flat else first.y
    for length, following in zip(lengths, ordered[1:-1], strict=False):
        start += length + gap
        rect = rects[following]
        places[following] = (start, rect.y) if is_flat else (rect.x, start)
    move_to(draft, places)


def space_out(draft: Draft, ids: Iterable[str], axis: Axis, gap: float, key: str | None = None) -> None:
    """Gives nodes one gap, in the order in which they stand; `key`, else the first, stays where it is.

    Raises:
        RuleError: fewer than two nodes, or not of one workflow.
    """
    rects = _rects(draft, ids, 2)
    at = 0 if axis == "horizontal" else 1
    ordered = sorted(rects, key=lambda node_id: (rects[node_id].center[at], node_id))
    starts: dict[str, float] = {}
    start = 0.0
    for node_id in ordered:
        starts[node_id] = start
        start += rects[node_id][2 + at] + gap
    held = key if key in rects else ordered[0]
    shift = rects[held][at] - starts[held]
    places = {
        node_id: (start + shift, rects[node_id].y) if at == 0 else (rects[node_id].x, start + shift)
        for node_id, start in starts.items()
    }
    move_to(draft, places)


def may_pin(d: Readable, ids: Iterable[str], pinned: bool = True) -> Verdict:
    """Whether some of the nodes can be pinned in place, or else unpinned."""
    chosen = structure.nodes(d, ids)
    if not chosen:
        return refused("Select a step first.")
    found = [n for n in chosen if not isinstance(n, Boundary)]
    if not found:
        return refused("An event stays with the step on whose border it sits. Pin that.")
    if any(n.pinned != pinned for n in found):
        return ALLOWED
    return refused("It is pinned already." if pinned else "Nothing here is pinned.")


def pin(draft: Draft, ids: Iterable[str], pinned: bool = True) -> None:
    """Pins nodes where they are, so that layouts and tidying leave them there, or unpins them.

    Raises:
        RuleError: there is none to which that would make a difference.
    """
    wanted = list(ids)
    require(may_pin(draft, wanted, pinned))
    for n in structure.nodes(draft, wanted):
        if n.pinned != pinned and not isinstance(n, Boundary):
            draft.update(n.id, extensions=with_ours(n.extensions, "pinned", pinned or None))


def covering(d: Readable, ids: Iterable[str]) -> list[str]:
    """Those of some siblings that lie on others of them: all but the first of each heap."""
    rects = {n.id: rect_of(d, n) for n in structure.nodes(d, ids) if not isinstance(n, Area | Boundary)}
    ground = Ground(rects)
    kept: set[str] = set()
    for node_id, rect in rects.items():
        if kept.isdisjoint(ground.covered(rect)):
            kept.add(node_id)
    return [node_id for node_id in rects if node_id not in kept]


def spread(draft: Draft, ids: Iterable[str]) -> list[str]:
    """Puts nodes that lie on others at the nearest free place; ids of those that moved.

    Raises:
        RuleError: none lies on another.
    """
    found = covering(draft, ids)
    if not found:
        raise RuleError("Nothing here lies on anything else.")
    waiting = set(found)
    for node_id in found:
        n = draft.node(node_id)
        free = free_place(draft, n.workflow, rect_of(draft, n), waiting)
        move_to(draft, {node_id: free})
        waiting.discard(node_id)
    return found


def frame(draft: Draft, ids: Iterable[str], name: str = "") -> str:
    """Draws an area around nodes; gives its id.

    Raises:
        RuleError: there are none, or not of one workflow.
    """
    rects = _rects(draft, ids, 1)
    around = bounds(rects.values())
    if around is None:
        raise RuleError("Select the steps that the area goes around.")
    x, y, width, height = around.grown(_ROOM)
    workflow = draft.node(next(iter(rects))).workflow
    return create(draft, "area", workflow, (x, y - _TITLE), size=(width, height + _TITLE), name=name)


def _rects(draft: Draft, ids: Iterable[str], least: int) -> dict[str, Rect]:
    wanted = list(ids)
    require(may_arrange(draft, wanted, least))
    chosen = (n for n in structure.nodes(draft, wanted) if not isinstance(n, Boundary))
    return {n.id: rect_of(draft, n) for n in chosen}
