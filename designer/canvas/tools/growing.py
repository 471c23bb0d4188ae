"""Open boxes around an edit: what is inside stays where it is seen, and no box shrinks by itself (C7)."""

from collections.abc import Iterable

from designer.canvas.tools.places import origin_of
from designer.canvas.tools.stage import Stage
from designer.editing.draft import Draft
from designer.editing.nodes import move
from designer.editing.placement import Ground, rects_in
from designer.layout.geometry import Point
from designer.layout.scene import Path, Placed, Scene
from designer.layout.unfold import open_size
from designer.model.document import Document
from designer.model.nodes import Boundary, Box, Size


def settle(stage: Stage, draft: Draft, containers: Iterable[Path]) -> None:
    """Steadies the open boxes around an edit of some containers: their content, and their size.

    A box becomes smaller when somebody fits or sizes it, not because something in it has moved or gone.
    """
    boxes: dict[Path, None] = {}
    for container in sorted(set(containers), key=lambda path: (-len(path), path)):
        hold_content(stage, draft, container)
        boxes |= dict.fromkeys(container[:depth] for depth in range(len(container), len(stage.level), -1))
    for box in sorted(boxes, key=lambda path: -len(path)):
        _keep_size(stage, draft, box)


def _keep_size(stage: Stage, draft: Draft, path: Path) -> None:
    before, after = stage.scene.nodes.get(path), stage.scene_of(draft.document).nodes.get(path)
    if before is None or after is None or not (before.open and after.open) or not _is_less(after, before):
        return
    # Its own size is that with all closed that is open in it: those make it larger only while they are open.
    wide, high = _own_size(stage, stage.editor.document, path)
    w, h = _own_size(stage, draft.document, path)
    if w < wide or h < high:
        draft.update(path[-1], open_size=(max(w, wide), max(h, high)))


def _own_size(stage: Stage, document: Document, path: Path) -> Size:
    box = document.nodes[path[-1]]
    assert isinstance(box, Box)  # as it is open
    return open_size(box, stage.content_of(document, path))


def _is_less(one: Placed, other: Placed) -> bool:
    return one.rect.w < other.rect.w or one.rect.h < other.rect.h


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
            _hold_neighbours(stage, draft, box, Point(max(dx, 0.0), max(dy, 0.0)))
        if dx < 0 or dy < 0:
            _fix(stage, draft, box, dx < 0, dy < 0)


def _grow(draft: Draft, box_id: str, dx: float, dy: float) -> None:
    move(draft, [box_id], -dx, -dy)
    box = draft.node(box_id)
    if isinstance(box, Box) and box.open_size is not None:
        draft.update(box_id, open_size=(box.open_size[0] + dx, box.open_size[1] + dy))


def _hold_neighbours(stage: Stage, draft: Draft, box: Path, grown: Point) -> None:
    """What stands right of a box that grew to the left, or below one that grew upwards, stays where it is.

    The box pushes it as if it had grown the other way. Closed, it is as far from it as before.
    """
    before, after = stage.scene, stage.scene_of(draft.document)
    shift = origin_of(after, box[:-1]) - origin_of(before, box[:-1])
    pushed: dict[Point, list[str]] = {}
    workflow = draft.node(box[-1]).workflow
    for node in draft.nodes_in(workflow):
        path = (*box[:-1], node.id)
        placed, now = before.nodes.get(path), after.nodes.get(path)
        if placed is None or now is None or path == box or isinstance(node, Boundary):
            continue
        x, y = now.rect.x - placed.rect.x - shift.x, now.rect.y - placed.rect.y - shift.y
        by = Point(max(min(x, grown.x), 0.0), max(min(y, grown.y), 0.0))
        if any(by):
            pushed.setdefault(by, []).append(node.id)
    for by, ids in pushed.items():
        back = Point(-by.x, -by.y)
        if not Ground(rects_in(draft, workflow)).would_cover(ids, back):
            move(draft, ids, *back)


def _fix(stage: Stage, draft: Draft, box: Path, across: bool, down: bool) -> None:
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
