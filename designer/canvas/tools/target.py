"""What a flow being drawn would connect to: the node under the pointer, or one within 16 px of it (C8)."""

from dataclasses import dataclass

from designer.canvas.tools.stage import HitKind, Pointer, Stage
from designer.editing.flows import may_connect
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed
from designer.model.nodes import Area, Note, Trigger

MAGNET = 16  # screen px
_ON_NODE: tuple[HitKind, ...] = ("node", "title", "header", "chevron", "badge", "port", "append", "handle")


@dataclass(frozen=True)
class Target:
    """A node, or a flow to merge into; `trigger` if a certain entry of a box is meant."""

    path: Path
    trigger: str | None = None
    is_flow: bool = False


def target_at(stage: Stage, pointer: Pointer, source: Path | None = None) -> Target | None:
    """What a release at the pointer would connect to. The magnet does not pull back to the source."""
    hit = stage.hit(pointer.scene)
    on_node = hit.kind in _ON_NODE or hit.path in stage.scene.nodes
    if on_node and hit.kind not in ("inside", "canvas") and _connectable(stage.scene.nodes.get(hit.path)):
        return Target(hit.path, _trigger(stage, hit.detail) if hit.kind == "port" else None)
    near = _nearest(stage, pointer, source)
    if near is not None:
        return Target(near)
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
