"""The select tool: decides by what was pressed, and how far the pointer went, which gesture begins."""

from collections.abc import Callable

from designer.canvas.tools.append import AppendGesture
from designer.canvas.tools.bends import BendGesture, SegmentGesture, is_upright, label_gesture
from designer.canvas.tools.click import aimed, click, double_click
from designer.canvas.tools.connect import ConnectGesture
from designer.canvas.tools.drag import Drag, Gesture, far
from designer.canvas.tools.hand import PanGesture
from designer.canvas.tools.host import HostGesture
from designer.canvas.tools.lanes import FixedGesture, LaneGesture
from designer.canvas.tools.lasso import LassoGesture, hit_container
from designer.canvas.tools.move import MoveGesture
from designer.canvas.tools.reconnect import ReconnectGesture
from designer.canvas.tools.resize import ResizeGesture
from designer.canvas.tools.rewire import RewireGesture
from designer.canvas.tools.stage import Cursor, Hit, HitKind, Modifiers, Pointer, Stage

_HOVER: dict[HitKind, Cursor] = {
    "append": "pointing",
    "port": "cross",
    "chevron": "pointing",
    "badge": "pointing",
    "label": "open-hand",
    "end": "cross",
    "bend": "move",
    "title": "open-hand",
    "header": "open-hand",
}
_HANDLES: dict[str, Cursor] = {
    "n": "size-v",
    "s": "size-v",
    "e": "size-h",
    "w": "size-h",
    "nw": "size-f",
    "se": "size-f",
    "ne": "size-b",
    "sw": "size-b",
}
_BEGIN: dict[HitKind, Callable[[Stage, Pointer, Hit], Gesture | None]] = {
    "handle": ResizeGesture,
    "append": AppendGesture,
    "port": lambda stage, start, hit: (
        RewireGesture(stage, start, hit)
        if start.modifiers.shift
        else ConnectGesture.from_port(stage, start, hit)
    ),
    "label": label_gesture,
    "end": ReconnectGesture,
    "bend": BendGesture,
    "segment": SegmentGesture.nearest,
    "flow": SegmentGesture.nearest,
    "node": lambda stage, start, hit: HostGesture.of(stage, start, hit) or MoveGesture.of(stage, start, hit),
    "title": MoveGesture.of,
    "header": MoveGesture.of,
    "badge": MoveGesture.of,
}
# Where places follow from the flow: in lanes.
_PLACING: dict[HitKind, Callable[[Stage, Pointer, Hit], Gesture | None]] = {
    **dict.fromkeys(("handle", "bend", "segment", "flow", "label"), lambda *_: FixedGesture()),
    **dict.fromkeys(("node", "title", "header", "badge"), LaneGesture.of),
}


class SelectTool:
    """Selects, moves, connects, resizes and bends: the tool that is there when no other is."""

    name = "select"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._pressed: Pointer | None = None
        self._hit: Hit | None = None
        self._drag: Drag | None = None

    def press(self, pointer: Pointer) -> None:
        """Notes where it was; nothing happens yet."""
        # In this order: the small controls are there to be hit only while no button is down.
        self._hit = aimed(self._stage, pointer.scene)
        self._pressed = pointer

    def move(self, pointer: Pointer) -> None:
        """Hovers, begins a drag once the pointer went 5 px, or goes on with it."""
        if self._drag is None and self._pressed is not None and far(self._pressed, pointer):
            self._begin(self._pressed)
        if self._drag is not None:
            self._drag.move(pointer)
        elif self._pressed is None:
            self._hover(pointer)

    def release(self, pointer: Pointer) -> None:
        """Ends the drag, or clicks."""
        drag, hit = self._drag, self._hit
        dragged = self._pressed is None or far(self._pressed, pointer)
        if drag is None and dragged and self._pressed is not None:
            self._begin(self._pressed)
            drag = self._drag
        self._forget()
        if drag is not None:
            drag.release(pointer)
        elif hit is not None and not dragged:
            click(self._stage, hit, pointer)

    def double(self, pointer: Pointer) -> None:
        """Opens what lies there."""
        self._forget()
        double_click(self._stage, aimed(self._stage, pointer.scene), pointer)

    def key(self, key: str, modifiers: Modifiers) -> bool:
        """Keys during a drag; Esc drops it, else clears the selection."""
        if key == "escape":
            return self._escape()
        return self._drag is not None and self._drag.key(key, modifiers)

    def cancel(self) -> None:
        """Drops the drag."""
        drag = self._drag
        self._forget()
        if drag is not None:
            drag.cancel()

    @property
    def busy(self) -> bool:
        """Whether the button is down."""
        return self._pressed is not None

    def _begin(self, pressed: Pointer) -> None:
        assert self._hit is not None
        begin = _BEGIN.get(self._hit.kind)
        gesture: Gesture | None
        if self._stage.lanes is not None and self._hit.kind in _PLACING:
            gesture = _PLACING[self._hit.kind](self._stage, pressed, self._hit)
        elif begin is None and self._hit.kind in ("inside", "canvas"):
            pans = self._stage.habits.drag_pans and self._hit.kind == "canvas" and not pressed.modifiers.shift
            lasso = LassoGesture(self._stage, pressed, hit_container(self._hit))
            gesture = PanGesture(self._stage, pressed) if pans else lasso
        else:
            gesture = begin(self._stage, pressed, self._hit) if begin is not None else None
        if gesture is not None:
            self._drag = Drag(self._stage, gesture)

    def _escape(self) -> bool:
        if self.busy:
            self.cancel()
        elif self._stage.selection:
            self._stage.select(())
        else:
            return False
        return True

    def _forget(self) -> None:
        self._pressed = self._hit = self._drag = None

    def _hover(self, pointer: Pointer) -> None:
        hit = self._stage.hit(pointer.scene)
        self._stage.cursor(self._shape(hit))

    def _shape(self, hit: Hit) -> Cursor:
        routed = self._stage.scene.flows.get(hit.path)
        if hit.kind == "handle":
            return _HANDLES.get(hit.detail, "arrow")
        if hit.kind == "segment" and routed is not None:
            return "size-h" if is_upright(routed, int(hit.detail)) else "size-v"
        return _HOVER.get(hit.kind, "arrow")
