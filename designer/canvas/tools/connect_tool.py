"""The connect tool: click what a flow leaves, click bends on empty ground, click what it enters (C8)."""

from designer.canvas.tools.connect import ConnectGesture
from designer.canvas.tools.drag import Drag
from designer.canvas.tools.stage import Modifiers, Pointer, Stage
from designer.canvas.tools.target import target_at

_HINT = "Click what the flow leaves, then what it enters · clicks between bend it · Esc ends"


class ConnectTool:
    """Draws flows click by click; a drag from one node to another does too."""

    name = "connect"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._gesture: ConnectGesture | None = None
        self._drag: Drag | None = None
        self._fresh = False
        stage.cursor("cross")
        stage.status(_HINT)

    def press(self, pointer: Pointer) -> None:
        """Chooses the source; a second press waits for its release."""
        self._fresh = self._drag is None
        if self._fresh:
            self._begin(pointer)

    def move(self, pointer: Pointer) -> None:
        """Leads the flow to the pointer."""
        if self._drag is None:
            self._stage.cursor("cross")
        else:
            self._drag.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """Connects, or bends the flow where there is nothing."""
        if self._drag is None or self._gesture is None:
            return
        target = target_at(self._stage, pointer, self._gesture.source)
        if self._fresh and (target is None or target.path == self._gesture.source):
            return
        if target is None:
            self._gesture.waypoints.append(pointer.scene)
            self._drag.move(pointer)
            return
        drag = self._drag
        self._forget()
        drag.release(pointer)
        self._stage.cursor("cross")

    def double(self, pointer: Pointer) -> None:
        """Two quick clicks are two clicks."""
        self.press(pointer)

    def key(self, key: str, modifiers: Modifiers) -> bool:  # noqa: ARG002
        """Backspace takes the last bend back; Esc drops the flow, then the tool."""
        if key == "backspace" and self._gesture is not None and self._drag is not None:
            if self._gesture.waypoints:
                self._gesture.waypoints.pop()
                self._drag.again()
            return True
        if key != "escape":
            return False
        if self._drag is not None:
            self.cancel()
        else:
            self._stage.use("select")
        return True

    def cancel(self) -> None:
        """Drops the flow."""
        drag = self._drag
        self._forget()
        if drag is not None:
            drag.cancel()

    @property
    def busy(self) -> bool:
        """Whether a flow has begun."""
        return self._drag is not None

    def _begin(self, pointer: Pointer) -> None:
        target = target_at(self._stage, pointer)
        if target is None or target.is_flow:
            self._stage.status("A flow begins at a step: click one")
            return
        rect = self._stage.scene.nodes[target.path].rect
        hit = self._stage.hit(pointer.scene)
        if hit.kind == "port" and hit.path == target.path:
            self._gesture = ConnectGesture.from_port(self._stage, pointer, hit)
        else:
            self._gesture = ConnectGesture(self._stage, rect.center, (target.path,))
        self._drag = Drag(self._stage, self._gesture)
        self._drag.move(pointer)

    def _forget(self) -> None:
        self._gesture = self._drag = None
