"""The hand: drags the view."""

from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.stage import Modifiers, Pointer, Stage
from designer.layout.geometry import Point


class PanGesture(Gesture):
    """Moves the view under the pointer; for those who want a drag on empty ground to do that."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        self._stage = stage
        self._last = start.screen

    def propose(self, pointer: Pointer) -> Proposal:
        """The view, taken along."""
        dx, dy = pointer.screen - self._last
        self._last = pointer.screen
        if dx or dy:
            self._stage.scroll(-dx, -dy)
        return Proposal(cursor="closed-hand", status="Shift and a drag draws a lasso")


class HandTool:
    """Moves what is seen, never what is drawn."""

    name = "hand"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._last: Point | None = None
        stage.cursor("open-hand")

    def press(self, pointer: Pointer) -> None:
        """Takes hold of the view."""
        self._last = pointer.screen
        self._stage.cursor("closed-hand")

    def move(self, pointer: Pointer) -> None:
        """Takes the view along."""
        if self._last is None:
            return
        dx, dy = pointer.screen - self._last
        self._last = pointer.screen
        self._stage.scroll(-dx, -dy)

    def release(self, pointer: Pointer) -> None:  # noqa: ARG002
        """Lets go."""
        self.cancel()

    def double(self, pointer: Pointer) -> None:
        """A second press takes hold again."""
        self.press(pointer)

    def key(self, key: str, modifiers: Modifiers) -> bool:  # noqa: ARG002
        """Esc gives way to the select tool."""
        if key != "escape":
            return False
        self.cancel()
        self._stage.use("select")
        return True

    def cancel(self) -> None:
        """Lets go; the view stays where it is, for it is no edit."""
        self._last = None
        self._stage.cursor("open-hand")

    @property
    def busy(self) -> bool:
        """Whether the view is held."""
        return self._last is not None
