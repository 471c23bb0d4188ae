"""The lasso: selects the direct children of the container in which it began (C6)."""

from designer.canvas.tools.drag import Drag, Gesture, Proposal
from designer.canvas.tools.selecting import without_descendants
from designer.canvas.tools.stage import Feedback, Hit, Modifiers, Pointer, Stage
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed
from designer.model.nodes import Area, Box


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


class LassoTool:
    """Draws one lasso, wherever the press is, then gives way to the select tool."""

    name = "lasso"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._drag: Drag | None = None
        stage.cursor("cross")
        stage.status("Drag a frame around what to select. Esc ends.")

    def press(self, pointer: Pointer) -> None:
        """Begins the frame in the container under the pointer."""
        container = self._stage.container_at(pointer.scene)
        self._drag = Drag(self._stage, LassoGesture(self._stage, pointer, container))

    def move(self, pointer: Pointer) -> None:
        """Widens the frame."""
        if self._drag is not None:
            self._drag.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """Keeps what was marked."""
        if self._drag is not None:
            drag, self._drag = self._drag, None
            drag.release(pointer)
            self._stage.use("select")

    def double(self, pointer: Pointer) -> None:
        """A second press begins anew."""
        self.press(pointer)

    def key(self, key: str, modifiers: Modifiers) -> bool:  # noqa: ARG002
        """Esc ends the tool."""
        if key != "escape":
            return False
        self.cancel()
        self._stage.use("select")
        return True

    def cancel(self) -> None:
        """Drops the frame."""
        if self._drag is not None:
            drag, self._drag = self._drag, None
            drag.cancel()

    @property
    def busy(self) -> bool:
        """Whether a frame is drawn."""
        return self._drag is not None


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
