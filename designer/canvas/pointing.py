"""Turns mouse, wheel, touchpad and keys into what tools understand; panning and zooming are done here."""

import sys
from dataclasses import replace
from math import log
from typing import Protocol

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QSinglePointEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from designer.canvas.coasting import Coasting
from designer.canvas.descent import Descent
from designer.canvas.navigation import Navigation
from designer.canvas.tools.drag import Drag
from designer.canvas.tools.stage import Cursor, Habits, Modifiers, Pointer, Tool
from designer.layout.geometry import Point

NOTCH = 1.16
EDGE = 20
EDGE_STEP = 10
EDGE_MILLISECONDS = 15
CLICK_REACH = 5
WHEEL_STEP = 60
MODIFIER_KEYS = {
    Qt.Key.Key_Shift: "shift",
    Qt.Key.Key_Control: "control",
    Qt.Key.Key_Alt: "alt",
    Qt.Key.Key_Meta: "meta",
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_F: "flow",
}
NAMED_KEYS = {
    Qt.Key.Key_Escape: "escape",
    Qt.Key.Key_Tab: "tab",
    Qt.Key.Key_Backtab: "tab",
    Qt.Key.Key_Backspace: "backspace",
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
SHAPES: dict[Cursor, Qt.CursorShape] = {
    "arrow": Qt.CursorShape.ArrowCursor,
    "open-hand": Qt.CursorShape.OpenHandCursor,
    "closed-hand": Qt.CursorShape.ClosedHandCursor,
    "move": Qt.CursorShape.SizeAllCursor,
    "copy": Qt.CursorShape.DragCopyCursor,
    "cross": Qt.CursorShape.CrossCursor,
    "size-h": Qt.CursorShape.SizeHorCursor,
    "size-v": Qt.CursorShape.SizeVerCursor,
    "size-f": Qt.CursorShape.SizeFDiagCursor,
    "size-b": Qt.CursorShape.SizeBDiagCursor,
    "text": Qt.CursorShape.IBeamCursor,
    "pointing": Qt.CursorShape.PointingHandCursor,
    "forbidden": Qt.CursorShape.ForbiddenCursor,
}


class Canvas(Protocol):
    """What pointing needs of the surface."""

    descent: Descent
    reduced_motion: bool

    @property
    def tool(self) -> Tool:
        """The tool in use."""

    @property
    def habits(self) -> Habits:
        """What the person has chosen."""

    def hover(self, at: Point | None) -> None:
        """The pointer rests over a scene point, or left."""

    def context_menu(self, at: Point) -> None:
        """The right button asks for a menu."""

    def pointed(self, screen: Point) -> None:
        """Where the pointer now is."""


class Pointing:
    """Follows the pointer for one surface."""

    def __init__(self, widget: QWidget, canvas: Canvas, navigation: Navigation) -> None:
        self._widget = widget
        self._canvas = canvas
        self._navigation = navigation
        self._space = False
        self._flow = False
        self._pan_from: Point | None = None
        self._pan_moved = 0.0
        self._pan_button = Qt.MouseButton.NoButton
        self._pressed = False
        self._last: Pointer | None = None
        self._carried: Drag | None = None
        self._edge = QTimer(widget, interval=EDGE_MILLISECONDS)
        self._edge.timeout.connect(self._scroll_at_edge)
        self._coasting = Coasting(widget, self._coast)
        self._cursor: Cursor = "arrow"
        self._shape: Cursor = "arrow"

    # Pointer

    def pointer(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Pointer:
        """A place in the view with the keys held there."""
        screen = Point(position.x(), position.y())
        return Pointer(self._navigation.camera.to_scene(*screen), screen, self._held(modifiers))

    def _held(self, held: Qt.KeyboardModifier) -> Modifiers:
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        # Qt calls Cmd "Control" on macOS, where Option copies and Cmd frees from snapping.
        copies, frees = (alt, control) if sys.platform == "darwin" else (control, alt)
        return Modifiers(shift, control, alt, copies, frees, self._space, self._flow)

    def cursor(self, cursor: Cursor) -> None:
        """Shows the pointer's shape, unless the view is being dragged."""
        self._cursor = cursor
        self._show_cursor()

    def _show_cursor(self) -> None:
        shape = self._cursor
        if self._pan_from is not None:
            shape = "closed-hand"
        elif self._space and not self._canvas.tool.busy:
            shape = "open-hand"
        if shape != self._shape:
            self._shape = shape
            self._widget.setCursor(SHAPES[shape])

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        self._coasting.stop()
        pointer = self.pointer(event.position(), event.modifiers())
        self._canvas.pointed(pointer.screen)
        if event.button() == Qt.MouseButton.RightButton and self._canvas.tool.busy:
            self._canvas.tool.cancel()
            self._pressed = False
            return
        pans = event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton) or self._space
        if pans:
            self._pan_from, self._pan_moved, self._pan_button = pointer.screen, 0.0, event.button()
            self._show_cursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._last = True, pointer
            self._canvas.tool.press(pointer)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        pointer = self.pointer(event.position(), event.modifiers())
        self._canvas.pointed(pointer.screen)
        self._last = pointer
        if self._pan_from is not None:
            self._pan(pointer.screen)
            return
        if self._carried is not None:
            self._carried.move(pointer)
            return
        if not self._pressed:
            self._canvas.hover(pointer.scene)
        self._canvas.tool.move(pointer)
        self._watch_edge(pointer)

    def _pan(self, screen: Point) -> None:
        assert self._pan_from is not None
        dx, dy = screen.x - self._pan_from.x, screen.y - self._pan_from.y
        self._pan_moved += abs(dx) + abs(dy)
        if self._pan_button == Qt.MouseButton.RightButton and self._pan_moved < CLICK_REACH:
            return
        self._pan_from = screen
        self._navigation.pan(-dx, -dy)

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        pointer = self.pointer(event.position(), event.modifiers())
        self._canvas.pointed(pointer.screen)
        if self._carried is not None:
            self._drop_carried(pointer)
        elif self._pan_from is not None and event.button() == self._pan_button:
            clicked = self._pan_button == Qt.MouseButton.RightButton and self._pan_moved < CLICK_REACH
            self._pan_from = None
            self._show_cursor()
            if clicked:
                self._canvas.context_menu(pointer.scene)
        elif event.button() == Qt.MouseButton.LeftButton and self._pressed:
            self._pressed = False
            self._edge.stop()
            self._canvas.tool.release(pointer)
            self._canvas.hover(self._navigation.camera.to_scene(*pointer.screen))

    def carry(self, drag: Drag, position: QPointF) -> None:
        """A gesture that began elsewhere follows the pointer from now on, until the button is released."""
        self._carried = drag
        self._widget.grabMouse()
        drag.move(self.pointer(position, Qt.KeyboardModifier.NoModifier))

    def _drop_carried(self, pointer: Pointer | None) -> None:
        drag, self._carried = self._carried, None
        self._widget.releaseMouse()
        if drag is not None and pointer is not None:
            drag.release(pointer)
        elif drag is not None:
            drag.cancel()

    def double(self, event: QMouseEvent) -> None:
        """The left button went down a second time."""
        if event.button() == Qt.MouseButton.LeftButton and not self._space:
            self._canvas.tool.double(self.pointer(event.position(), event.modifiers()))

    def cancel(self) -> None:
        """Drops whatever is under way: the window lost the keyboard."""
        self._pressed, self._space, self._flow, self._pan_from = False, False, False, None
        self._edge.stop()
        if self._carried is not None:
            self._drop_carried(None)
        self._canvas.tool.cancel()
        self._show_cursor()

    def again(self) -> None:
        """Tells a running gesture that the scene moved below a resting pointer."""
        if self._pressed and self._last is not None:
            scene = self._navigation.camera.to_scene(*self._last.screen)
            self._last = replace(self._last, scene=scene)
            self._canvas.tool.move(self._last)

    # Edges

    def _watch_edge(self, pointer: Pointer) -> None:
        near = self._pressed and self._canvas.tool.busy and self._edge_speed(pointer) != (0, 0)
        if near and not self._edge.isActive():
            self._edge.start()
        elif not near:
            self._edge.stop()

    def _edge_speed(self, pointer: Pointer) -> tuple[float, float]:
        """Pixels per step; the further beyond the edge, the faster."""

        def speed(at: float, length: float) -> float:
            if at < EDGE:
                return -EDGE_STEP * (1 + max(0.0, -at) / 40)
            if at > length - EDGE:
                return EDGE_STEP * (1 + max(0.0, at - length) / 40)
            return 0.0

        if self._canvas.tool.name == "hand":
            return 0, 0
        return speed(pointer.screen.x, self._widget.width()), speed(pointer.screen.y, self._widget.height())

    def _scroll_at_edge(self) -> None:
        if self._last is None or not self._pressed:
            self._edge.stop()
            return
        self._navigation.pan(*self._edge_speed(self._last))
        self.again()

    # Wheel and touchpad

    def wheel(self, event: QWheelEvent) -> None:
        """Scrolls; with Ctrl (or, if one wants that, without) it zooms; with Shift it scrolls sideways."""
        held = event.modifiers()
        pixels, angle = event.pixelDelta(), event.angleDelta()
        dx = pixels.x() if not pixels.isNull() else angle.x() / 120 * WHEEL_STEP
        dy = pixels.y() if not pixels.isNull() else angle.y() / 120 * WHEEL_STEP
        if bool(held & Qt.KeyboardModifier.ControlModifier) != self._canvas.habits.wheel_zooms:
            turned = angle.y() or angle.x() or pixels.y()
            by_wheel = event.phase() == Qt.ScrollPhase.NoScrollPhase
            self._zoom(NOTCH ** (turned / 120), event, by_wheel=by_wheel)
        elif held & Qt.KeyboardModifier.ShiftModifier and not dx:
            self._navigation.pan(-dy, 0)
        else:
            self._navigation.pan(-dx, -dy)
            self._coasting.follow(-dx, -dy, event.phase(), coasts=not self._canvas.reduced_motion)
        self.again()
        event.accept()

    def _coast(self, dx: float, dy: float) -> None:
        self._navigation.pan(dx, dy)
        self.again()

    def _zoom(self, factor: float, event: QSinglePointEvent, *, by_wheel: bool) -> None:
        self._coasting.stop()
        about = Point(event.position().x(), event.position().y())
        self._navigation.zoom_to(self._navigation.camera.zoom * factor, about)
        habits = self._canvas.habits
        if not self._canvas.tool.busy and (habits.zoom_enters if by_wheel else habits.pinch_enters):
            self._canvas.descent.zoomed(about, log(factor, NOTCH))

    def gesture(self, event: QNativeGestureEvent) -> bool:
        """A pinch zooms at the middle of the fingers; a two-finger double tap fits."""
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom(max(0.1, 1 + event.value()), event, by_wheel=False)
        elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self._navigation.fit()
        else:
            return False
        return True

    # Keys

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """A key; whether the tool or the view used it."""
        if event.isAutoRepeat() and event.key() in MODIFIER_KEYS:
            return True
        name = MODIFIER_KEYS.get(Qt.Key(event.key()))
        if name is not None:
            self._hold(name, event, down=down)
        if name in ("shift", "control", "alt", "meta", "space") or not down:
            return name == "space"
        spoken = NAMED_KEYS.get(Qt.Key(event.key()), event.text().lower())
        if not spoken:
            return False
        if event.key() == Qt.Key.Key_Escape and self._carried is not None:
            self._drop_carried(None)
            return True
        if event.key() == Qt.Key.Key_Escape and not self._canvas.tool.busy:
            self._pan_from = None
        return self._canvas.tool.key(spoken, self._held(event.modifiers()))

    def _hold(self, name: str, event: QKeyEvent, *, down: bool) -> None:
        """Keeps which keys are held, and tells a running gesture."""
        if name == "space":
            self._space = down
            self._show_cursor()
        elif name == "flow":
            self._flow = down
        if self._canvas.tool.busy:
            self._canvas.tool.key(name, self._held(_with(event.modifiers(), event.key(), down)))


def _with(held: Qt.KeyboardModifier, key: int, down: bool) -> Qt.KeyboardModifier:
    """The modifiers once a modifier key itself went down or up; platforms differ in what they tell."""
    bits: dict[int, Qt.KeyboardModifier] = {
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
        Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    }
    bit = bits.get(key, Qt.KeyboardModifier.NoModifier)
    return held | bit if down else held & ~bit
