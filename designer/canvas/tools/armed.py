"""Tools whose every drag is one kind of gesture: lasso, space, knife."""

from collections.abc import Callable

from designer.canvas.tools.drag import Drag, Gesture, far
from designer.canvas.tools.stage import Modifiers, Pointer, Stage


class ArmedTool:
    """Begins the same gesture wherever the press is; stays armed until Esc unless it is used `once`."""

    def __init__(
        self,
        stage: Stage,
        name: str,
        hint: str,
        begin: Callable[[Stage, Pointer], Gesture],
        once: bool = False,
    ) -> None:
        self.name = name
        self._stage = stage
        self._hint = hint
        self._begin = begin
        self._once = once
        self._pressed: Pointer | None = None
        self._drag: Drag | None = None
        self._arm()

    def press(self, pointer: Pointer) -> None:
        """Notes where; the gesture begins once the pointer went 5 px."""
        self._pressed = pointer

    def move(self, pointer: Pointer) -> None:
        """Begins the gesture, or goes on with it."""
        if self._pressed is None:
            self._stage.cursor("cross")
            return
        if self._drag is None and far(self._pressed, pointer):
            self._drag = Drag(self._stage, self._begin(self._stage, self._pressed))
        if self._drag is not None:
            self._drag.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """Does what was shown."""
        self.move(pointer)
        drag = self._drag
        self._pressed = self._drag = None
        if drag is not None:
            drag.release(pointer)
        if self._once:
            self._stage.use("select")
        else:
            self._arm()

    def double(self, pointer: Pointer) -> None:
        """A second press begins anew."""
        self.press(pointer)

    def key(self, key: str, modifiers: Modifiers) -> bool:
        """Esc drops the gesture, then the tool; other keys are the gesture's."""
        if key != "escape":
            return self._drag is not None and self._drag.key(key, modifiers)
        if self._pressed is not None and not self._once:
            self.cancel()
            self._arm()
        else:
            self.cancel()
            self._stage.use("select")
        return True

    def cancel(self) -> None:
        """Drops the gesture."""
        drag = self._drag
        self._pressed = self._drag = None
        if drag is not None:
            drag.cancel()

    @property
    def busy(self) -> bool:
        """Whether the button is down."""
        return self._pressed is not None

    def _arm(self) -> None:
        self._stage.cursor("cross")
        self._stage.status(self._hint)
