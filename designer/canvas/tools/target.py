"""What a flow being drawn would connect to: the node under the pointer, or one within 16 px of it (C8)."""

from dataclasses import dataclass
from math import hypot

from designer.canvas.tools.stage import HitKind, Pointer, Stage
from designer.editing.draft import Draft
from designer.editing.flows import may_connect
from designer.layout.geometry import Point, Rect
from designer.layout.routing import middle
from designer.layout.scene import Path, Placed
from designer.model.flow import SIDES, End, Side
from designer.model.nodes import Area, Boundary, Box, Note, Trigger

MAGNET = 16  # screen px
PORT = 8  # screen px around the middle of a side that mean this side
PINNED = "The end of the flow keeps to this side"
_ON_NODE: tuple[HitKind, ...] = ("node", "title", "header", "chevron", "badge", "port", "append", "handle")


@dataclass(frozen=True)
class Target:
    """A node, or a flow to merge into; `trigger` if an entry of a box is meant, `side` if a port is."""

    path: Path
    trigger: str | None = None
    is_flow: bool = False
    side: Side | None = None


def target_at(stage: Stage, pointer: Pointer, source: Path | None = None) -> Target | None:
    """What a release at the pointer would connect to. The magnet does not pull back to the source."""
    hit = stage.hit(pointer.scene)
    on_node = hit.kind in _ON_NODE or hit.path in stage.scene.nodes
    if on_node and hit.kind not in ("inside", "canvas") and _connectable(stage.scene.nodes.get(hit.path)):
        trigger = _trigger(stage, hit.detail) if hit.kind == "port" else None
        return Target(hit.path, trigger, side=_side(stage, pointer, hit.path))
    near = _nearest(stage, pointer, source)
    if near is not None:
        return Target(near, side=_side(stage, pointer, near))
    if hit.kind in ("flow", "label", "segment", "bend", "end"):
        return Target(hit.path, is_flow=True)
    return None


def unreachable(stage: Stage, source: Path, outcome: str | None) -> frozenset[Path]:
    """The visible nodes that a flow from `source` cannot be drawn to, in whatever direction."""
    document, seen = stage.editor.document, stage.visible
    return frozenset(
        path
        for path, placed in stage.scene.nodes.items()
        if path != source
        and not placed.open
        and placed.rect.overlaps(seen)
        and not (_connectable(placed) and may_connect(document, source[-1], path[-1], outcome).ok)
    )


def _trigger(stage: Stage, detail: str) -> str | None:
    return detail if isinstance(stage.editor.document.nodes.get(detail), Trigger) else None


def docks(stage: Stage, path: Path) -> dict[Side, Point]:
    """The middles of a node's sides to which an end can be pinned: of steps and signs that are large enough.

    Flows meet boxes at the ports of what they run, and events on borders leave straight away from those.
    """
    placed = stage.scene.nodes.get(path)
    if placed is None or isinstance(placed.node, Box | Boundary | Note | Area):
        return {}
    if min(placed.rect.w, placed.rect.h) * stage.zoom < 4 * PORT:
        return {}
    return {side: middle(placed.rect, side) for side in SIDES}


def _side(stage: Stage, pointer: Pointer, path: Path) -> Side | None:
    reach = PORT / stage.zoom
    places = docks(stage, path).items()
    return next((side for side, at in places if hypot(*(at - pointer.scene)) <= reach), None)


def pin(draft: Draft, flow: str, target: Target, end: End | None = None) -> None:
    """Pins the end of a flow at the target to its side, or else leaves it to the router.

    Without `end` it is the end that is there; a flow across borders may have none.
    """
    found = draft.flow(flow)
    ends: tuple[End, ...] = (end,) if end else ("target", "source")
    at = next((each for each in ends if getattr(found, each) == target.path[-1]), None)
    if at is None or found.source == found.target:
        return
    sides = {each: side for each, side in found.pinned_sides.items() if each != at}
    if target.side is not None:
        sides[at] = target.side
    if sides != found.pinned_sides:
        draft.put(found.pinned(sides))


def _nearest(stage: Stage, pointer: Pointer, source: Path | None) -> Path | None:
    reach = MAGNET / stage.zoom
    near = [
        (_gap(placed.rect, pointer.scene), -len(path), path)
        for path, placed in stage.scene.nodes.items()
        if path != source
        and _connectable(placed)
        and not placed.open
        and placed.rect.grown(reach).holds(*pointer.scene)
    ]
    return min(near)[2] if near else None


def _gap(rect: Rect, at: Point) -> float:
    dx = max(rect.x - at.x, 0.0, at.x - rect.right)
    dy = max(rect.y - at.y, 0.0, at.y - rect.bottom)
    return max(dx, dy)


def _connectable(placed: Placed | None) -> bool:
    return placed is not None and not isinstance(placed.node, Note | Area)


def elbow(start: Point, end: Point, down: bool = False) -> tuple[Point, ...]:
    """A wire in the making: across, down, across; or down, across, down."""
    if down:
        middle = (start.y + end.y) / 2
        return (start, Point(start.x, middle), Point(end.x, middle), end)
    middle = (start.x + end.x) / 2
    return (start, Point(middle, start.y), Point(middle, end.y), end)
