"""From what is seen to what is stored: scene points in the coordinates of a container, boxes closed."""

from collections.abc import Iterable, Sequence

from designer.canvas.snapping import GRID
from designer.canvas.tools.stage import Stage
from designer.editing.draft import Draft
from designer.layout.arrangement import grip
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Scene
from designer.layout.unfold import direction_of, to_base
from designer.model.nodes import Node


def base_point(stage: Stage, container: Path, at: Point) -> Point:
    """A scene point as the model stores points of that container."""
    return stage.to_base(container, at)[0]


def base_bends(stage: Stage, container: Path, bends: Iterable[Point]) -> tuple[list[Point], list[Point]]:
    """Where points of a flow are stored so that each is seen where it is, and their slack.

    Not rounded to whole units: the first and last must stay in line with where the flow docks.
    """
    stored = [stage.to_base(container, bend) for bend in bends]
    return [rounded(base, 3) for base, _ in stored], [rounded(slack, 3) for _, slack in stored]


def base_corner(stage: Stage, container: Path, node: Node, rect: Rect) -> tuple[Point, Point]:
    """Where the top-left corner of a node seen at `rect` is stored, and its slack.

    Places are kept by the middle of the closed shape, which an open box has at its top left (C11).
    """
    held = grip(node, direction_of(stage.editor.document, stage.workflow_of(container)))
    base, slack = stage.to_base(container, Point(rect.x, rect.y) + held)
    return rounded(base - held, 3), slack


def base_corners(
    stage: Stage, draft: Draft, container: Path, seen: Sequence[tuple[str, Placed, Rect]]
) -> tuple[dict[str, Point], dict[str, Point]]:
    """Where several nodes are stored so that each is seen at its rectangle, and their slack.

    Open boxes push what is beside them, so they are placed first, one after another, with those closed that
    are not placed yet; the others then find their places among them.
    """
    places: dict[str, Point] = {}
    slack: dict[str, Point] = {}
    boxes = sorted((each for each in seen if each[1].open), key=lambda each: each[2].x + each[2].y)
    if not boxes:
        for node_id, placed, rect in seen:
            places[node_id], slack[node_id] = base_corner(stage, container, placed.node, rect)
        return places, slack
    closed = {node_id for node_id, _, _ in boxes}
    trial = Draft(draft.document)
    for node_id, placed, rect in boxes + [each for each in seen if not each[1].open]:
        scene = stage.scene_of(trial.document, closed)
        held = grip(placed.node, direction_of(draft.document, stage.workflow_of(container)))
        base, rest = to_base(scene, container, rect.x + held.x, rect.y + held.y)
        places[node_id] = rounded(base - held, 3)
        slack[node_id] = rest
        trial.update(node_id, at=(places[node_id].x, places[node_id].y))
        closed.discard(node_id)
    return places, slack


def to_grid(places: Iterable[Point], axes: tuple[bool, bool]) -> Point:
    """How far places must go together for the upper left one to lie on the grid, on the axes asked for.

    What is seen on the grid need not be stored on it: open boxes push by odd amounts.
    """
    corners = list(places)
    left = min((place.x for place in corners), default=0.0)
    top = min((place.y for place in corners), default=0.0)
    return Point(
        round(left / GRID) * GRID - left if axes[0] else 0.0,
        round(top / GRID) * GRID - top if axes[1] else 0.0,
    )


def rounded(at: Point, digits: int = 0) -> Point:
    """A point at whole units, or at fractions of some digits, without a negative zero."""
    return Point(round(at.x, digits) + 0.0, round(at.y, digits) + 0.0)


def origin_of(scene: Scene, container: Path) -> Point:
    """Where the container's own coordinates begin in the scene; the grid begins there."""
    placed = scene.nodes.get(container)
    return placed.content if placed is not None and placed.content is not None else Point(0.0, 0.0)
