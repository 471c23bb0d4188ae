"""The pointer while a run is played back: looking and entering work, editing says why it does not."""

from math import hypot

from designer.canvas.command import PLAYING
from designer.canvas.tools.drag import THRESHOLD
from designer.canvas.tools.stage import Modifiers, Pointer, Stage
from designer.model.nodes import Box


class WatchTool:
    """Selects, opens and enters; a drag tells how to get back to editing."""

    name = "watch"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._pressed: Pointer | None = None

    def press(self, pointer: Pointer) -> None:
        """Notes where it was."""
        self._pressed = pointer

    def move(self, pointer: Pointer) -> None:
        """A drag would be an edit."""
        if self._pressed is not None and self._is_far(pointer):
            self._stage.status(PLAYING)
            self._stage.cursor("forbidden")
        elif self._pressed is None:
            kind = self._stage.hit(pointer.scene).kind
            self._stage.cursor("pointing" if kind in ("chevron", "badge") else "arrow")

    def _is_far(self, pointer: Pointer) -> bool:
        start = self._pressed
        return start is not None and (
            hypot(pointer.screen.x - start.screen.x, pointer.screen.y - start.screen.y) >= THRESHOLD
        )

    def release(self, pointer: Pointer) -> None:
        """Selects, or opens a box."""
        dragged, self._pressed = self._is_far(pointer), None
        self._stage.cursor("arrow")
        if dragged:
            return
        hit = self._stage.hit(pointer.scene)
        if hit.kind == "chevron":
            self._stage.toggle([hit.path], deep=pointer.modifiers.shift)
        else:
            self._stage.select([] if hit.kind == "canvas" else [hit.path])

    def double(self, pointer: Pointer) -> None:
        """Enters a box."""
        hit = self._stage.hit(pointer.scene)
        placed = self._stage.scene.nodes.get(hit.path)
        if placed is not None and isinstance(placed.node, Box) and hit.kind in ("title", "header", "inside"):
            self._stage.enter(hit.path)
        elif hit.kind != "canvas":
            self._stage.status(PLAYING)

    def key(self, key: str, modifiers: Modifiers) -> bool:  # noqa: ARG002
        """Esc clears the selection."""
        if key == "escape" and self._stage.selection:
            self._stage.select([])
            return True
        return False

    def cancel(self) -> None:
        """Forgets the press."""
        self._pressed = None

    @property
    def busy(self) -> bool:
        """Nothing is ever under way."""
        return False
