"""The lasso: selects the direct children of the container in which it began (C6)."""

from designer.canvas.tools.armed import ArmedTool
from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.selecting import without_descendants
from designer.canvas.tools.stage import Feedback, Hit, Pointer, Stage
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed
from designer.model.nodes import Area, Box

HINT = "Drag a frame around what to select · Esc ends"


class LassoGesture(Gesture):
    """Dragged right it takes what it encloses, dragged left what it touches; boxes only enclosed."""

    def __init__(self, stage: Stage, start: Pointer, container: Path) -> None:
        self._stage = stage
        self._start = start.scene
        self._container = container
        self._before = stage.selection

    def propose(self, pointer: Pointer) -> Proposal:
        """Marks what the frame takes."""
        frame = between(self._start, pointer.scene)
        touching = pointer.scene.x < self._start.x
        caught = frozenset(
            path
            for path, placed in self._stage.scene.nodes.items()
            if path[:-1] == self._container and _takes(frame, placed, touching)
        )
        if pointer.modifiers.shift:
            caught = without_descendants(self._before | caught)
        hint = "Selects what the frame touches" if touching else "Selects what the frame encloses"
        return Proposal(feedback=Feedback(lasso=frame), cursor="cross", status=hint, marks=caught)


def lasso_tool(stage: Stage) -> ArmedTool:
    """Draws one lasso, wherever the press is, then gives way to the select tool."""

    def begin(stage: Stage, pointer: Pointer) -> LassoGesture:
        return LassoGesture(stage, pointer, stage.container_at(pointer.scene))

    return ArmedTool(stage, "lasso", HINT, begin, once=True)


def between(one: Point, other: Point) -> Rect:
    """The rectangle with two points as opposite corners."""
    left, top = min(one.x, other.x), min(one.y, other.y)
    return Rect(left, top, abs(one.x - other.x), abs(one.y - other.y))


def _takes(frame: Rect, placed: Placed, touching: bool) -> bool:
    if touching and not isinstance(placed.node, Box | Area):
        return frame.overlaps(placed.rect)
    return frame.encloses(placed.rect)


def hit_container(hit: Hit) -> Path:
    """The container whose children a lasso from a hit selects."""
    return hit.path if hit.kind == "inside" else hit.container
