"""Stores what is in a container so that it is seen where it should be, whatever open boxes push (C11)."""

from collections.abc import Mapping

from designer.canvas.tools.places import origin_of
from designer.canvas.tools.stage import Stage
from designer.editing import placement
from designer.editing.draft import Draft
from designer.editing.fragment import Fragment
from designer.layout.arrangement import grip
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path, Scene
from designer.layout.unfold import direction_of, to_base
from designer.model.nodes import Area, Boundary

PASSES = 4  # boxes that are put elsewhere push others, which then are put right in turn
_NEAR = 0.05


def corners(scene: Scene, paths: Mapping[Path, object]) -> dict[Path, Point]:
    """Where nodes are seen in their containers."""
    found = {}
    for path in paths:
        rect, origin = scene.nodes[path].rect, origin_of(scene, path[:-1])
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


def show_at(stage: Stage, draft: Draft, container: Path, made: Mapping[str, Rect]) -> None:
    """Moves what was just made so that it is seen where it was meant to be, if nothing is seen there.

    No place that is stored as if every box were closed is seen in the room that an open one has made.
    """
    beside = [placed for path, placed in stage.scene.nodes.items() if path[:-1] == container]
    solid = [placed.rect for placed in beside if not isinstance(placed.node, Area | Boundary)]
    in_lanes = stage.lanes is not None and container == stage.level
    is_free = not any(rect.overlaps(other) for rect in made.values() for other in solid)
    if is_free and not in_lanes and any(placed.open for placed in beside):
        origin = origin_of(stage.scene, container)
        wanted = {(*container, key): Point(rect.x, rect.y) - origin for key, rect in made.items()}
        put_seen(stage, draft, wanted)


def frame_of(fragment: Fragment) -> Rect:
    """The frame around all that a fragment brings, where it was copied."""
    return bounds(placement.rect_alone(node) for node in fragment.tops()) or Rect(0, 0, 0, 0)


def copies_at(fragment: Fragment, ids: Mapping[str, str], corner: Point) -> dict[str, Rect]:
    """Where the copies of a fragment are seen, by id, if the frame around them has its corner at a point."""
    by = corner - frame_of(fragment)[:2]
    free = [node for node in fragment.tops() if not isinstance(node, Boundary)]
    return {ids[node.id]: placement.rect_alone(node).moved(*by) for node in free}


def _put(draft: Draft, scene: Scene, path: Path, corner: Point) -> None:
    node = draft.node(path[-1])
    held = grip(node, direction_of(draft.document, node.workflow))
    base, slack = to_base(scene, path[:-1], *(corner + origin_of(scene, path[:-1]) + held))
    draft.put(placement.moved(node, base - held))
    kept = (round(slack.x, 2), round(slack.y, 2))
    draft.update(node.id, slack=kept if any(kept) else None)


def _is_near(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) <= _NEAR and abs(one.y - other.y) <= _NEAR
