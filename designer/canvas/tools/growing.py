"""Boxes that grow to the left or upwards: what is inside stays where it is seen (C7)."""

from designer.canvas.tools.stage import Stage
from designer.editing.draft import Draft
from designer.editing.nodes import move
from designer.layout.geometry import Point
from designer.layout.scene import Path, Scene
from designer.model.nodes import Box


def hold_content(stage: Stage, draft: Draft, container: Path) -> None:
    """Moves the open boxes around a container so that its content stays where the scene shows it now.

    Content that reaches beyond the upper left corner of its box pushes all of it to the right and down; the
    box itself goes the other way instead, and so do the boxes around it.
    """
    for depth in range(len(container), len(stage.level), -1):
        box = container[:depth]
        dx, dy = _shift(stage.scene, stage.scene_of(draft.document), box)
        if dx > 0 or dy > 0:
            _grow(draft, box[-1], max(dx, 0.0), max(dy, 0.0))
        if dx < 0 or dy < 0:
            _settle(stage, draft, box, dx < 0, dy < 0)


def _grow(draft: Draft, box_id: str, dx: float, dy: float) -> None:
    move(draft, [box_id], -dx, -dy)
    box = draft.node(box_id)
    if isinstance(box, Box) and box.open_size is not None:
        draft.update(box_id, open_size=(box.open_size[0] + dx, box.open_size[1] + dy))


def _settle(stage: Stage, draft: Draft, box: Path, across: bool, down: bool) -> None:
    """Keeps content in place that would be drawn nearer to the upper left corner, now that it is off it."""
    placed = stage.scene.nodes[box]
    runs = placed.node.runs if isinstance(placed.node, Box) else ""
    origin = (
        placed.content - (placed.rect.x, placed.rect.y) if placed.content is not None else Point(0.0, 0.0)
    )
    inside = [node.id for node in draft.nodes_in(runs)]
    move(draft, inside, origin.x if across else 0.0, origin.y - placed.header if down else 0.0)


def _shift(before: Scene, after: Scene, box: Path) -> tuple[float, float]:
    """How far the content of an open box has moved within its frame."""
    old, new = before.nodes.get(box), after.nodes.get(box)
    if old is None or new is None or old.content is None or new.content is None:
        return 0.0, 0.0
    one, other = old.content - (old.rect.x, old.rect.y), new.content - (new.rect.x, new.rect.y)
    return other.x - one.x, other.y - one.y
