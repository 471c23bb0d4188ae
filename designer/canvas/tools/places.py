"""From what is seen to what is stored: scene points in the coordinates of a container, boxes closed."""

from designer.canvas.tools.stage import Stage
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path
from designer.layout.sizes import size_of
from designer.model.nodes import Node


def base_point(stage: Stage, container: Path, at: Point) -> Point:
    """A scene point as the model stores points of that container."""
    return stage.to_base(container, at)[0]


def base_corner(stage: Stage, container: Path, node: Node, rect: Rect) -> tuple[Point, Point]:
    """Where the top-left corner of a node seen at `rect` is stored, and its slack.

    Places are kept by the middle of the closed shape, which an open box has at its top left (C11).
    """
    width, height = size_of(node, stage.editor.document.workflows[stage.workflow_of(container)].direction)
    base, slack = stage.to_base(container, Point(rect.x + width / 2, rect.y + height / 2))
    return Point(round(base.x - width / 2, 3), round(base.y - height / 2, 3)), slack


def origin_of(stage: Stage, container: Path) -> Point:
    """Where the container's own coordinates begin in the scene; the grid begins there."""
    placed = stage.scene.nodes.get(container)
    return placed.content if placed is not None and placed.content is not None else Point(0.0, 0.0)
