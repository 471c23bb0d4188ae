"""Stores what is in a container so that it is seen where it should be, whatever open boxes push (C11)."""

from collections.abc import Mapping

from designer.canvas.tools.stage import Stage
from designer.editing import placement
from designer.editing.draft import Draft
from designer.layout.geometry import Point
from designer.layout.scene import Path, Scene
from designer.layout.unfold import to_base

PASSES = 4  # boxes that are put elsewhere push others, which then are put right in turn
_NEAR = 0.05


def corners(scene: Scene, paths: Mapping[Path, object]) -> dict[Path, Point]:
    """Where nodes are seen in their containers."""
    found = {}
    for path in paths:
        rect, origin = scene.nodes[path].rect, _origin(scene, path[:-1])
        found[path] = Point(rect.x - origin.x, rect.y - origin.y)
    return found


def put_seen(stage: Stage, draft: Draft, wanted: Mapping[Path, Point]) -> None:
    """Moves nodes so that each is seen with its upper left corner at a point of its container."""
    for _ in range(PASSES):
        scene = stage.scene_of(draft.document)
        there = {path: corner for path, corner in wanted.items() if path in scene.nodes}
        seen = corners(scene, there)
        astray = [path for path in there if not _is_near(seen[path], there[path])]
        boxes = [path for path in astray if scene.nodes[path].open]
        if not astray:
            return
        for path in boxes or astray:
            _put(draft, scene, path, there[path])


def _put(draft: Draft, scene: Scene, path: Path, corner: Point) -> None:
    node = draft.node(path[-1])
    _, _, width, height = placement.rect_of(draft, node)
    origin = _origin(scene, path[:-1])
    middle = (corner.x + origin.x + width / 2, corner.y + origin.y + height / 2)
    base, slack = to_base(scene, path[:-1], *middle)
    draft.put(placement.moved(node, (base.x - width / 2, base.y - height / 2)))
    kept = (round(slack.x, 2), round(slack.y, 2))
    draft.update(node.id, slack=kept if any(kept) else None)


def _origin(scene: Scene, container: Path) -> Point:
    placed = scene.nodes.get(container)
    return placed.content if placed is not None and placed.content is not None else Point(0.0, 0.0)


def _is_near(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) <= _NEAR and abs(one.y - other.y) <= _NEAR
