"""Gestures drawn at random: every way to act on the canvas by mouse and keys, each at most one edit."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from designer.canvas.commands import COMMANDS
from designer.canvas.controls import chevron
from designer.canvas.dropping import new_element
from designer.canvas.element_menu import ElementMenu
from designer.canvas.tools.elements import OFFERS
from designer.canvas.tools.stage import Feedback
from designer.layout.geometry import Point, Rect
from tests.support.hand import ALT, CONTROL, LEFT, NONE, RIGHT, SHIFT, Hand

HELD = [NONE, NONE, NONE, SHIFT, CONTROL, ALT]
MID_DRAG = ["", "", "", "Space", "I", "Tab", "F"]
# What ends a gesture without a trace (I4).
GIVING_UP = ["Escape", "right press", "lost focus", "another tool"]
REST = 90  # ms: long enough for a flow to notice what is held over it
# Keys that make at most one edit.
EDITS = [
    "Delete", "Backspace", "Ctrl+Delete", "Ctrl+G", "Ctrl+Shift+G", "Ctrl+Alt+G", "Ctrl+D", "Ctrl+X",
    "Ctrl+V", "Ctrl+Shift+V", "Ctrl+Alt+V", "Left", "Shift+Down", "Ctrl+Right", "Ctrl+Down", "T",
    "Ctrl+Alt+0", "Alt+Shift+T",
]  # fmt: skip
# Keys that only change what is seen, or copy.
LOOKS = [
    "Ctrl+A", "Ctrl+Shift+A", "Ctrl+C", "Tab", "Shift+Tab", "Alt+Right", "Alt+Left", "Alt+Shift+Right",
    "Alt+Shift+Left", "Alt+Down", "Alt+Up", "Ctrl+1", "Ctrl+2", "Ctrl+0", "Ctrl+Shift+Right", "Escape", "V",
    "H", "L", "C", "S", "K", "Shift+L", "Ctrl+[", "Ctrl+]", "F8",
]  # fmt: skip
# Commands that do more than one thing, ask in a window, or wait for an answer.
ASKING = {"undo", "redo", "layout", "layout-all", "layout-box", "layout-selection", "suggest-boxes"}


class Gestures:
    """Draws gestures, does them, and looks at what each has left behind."""

    def __init__(self, hand: Hand, data: st.DataObject) -> None:
        self.hand, self.data = hand, data
        self.said: list[str] = []
        hand.surface.statusText.connect(self.said.append)
        show = hand.surface.feedback

        def feedback(shown: Feedback) -> None:
            assert shown.target_ok or shown.reason, "what is refused says why (I8)"
            show(shown)

        hand.surface.feedback = feedback  # type: ignore[method-assign]

    @property
    def all(self) -> list[Callable[[], str]]:
        """Every gesture; those that can do most are drawn more often."""
        return [
            *[self.click, self.double, self.drag, self.drag, self.drag, self.held_back, self.edit_key],
            *[self.edit_key, self.look_key, self.append, self.created, self.replaced, self.dropped],
            *[self.armed, self.picked, self.from_a_port, self.click_by_click, self.by_a_control, self.label],
            *[self.named, self.named, self.toggled, self.wheel, self.panned, self.right_click],
        ]

    def one(self, label: str, options: list) -> object:
        return self.data.draw(st.sampled_from(options), label=label)

    def spot(self, label: str) -> Point:
        """The middle, edge or corner of something that is shown, or anywhere near."""
        scene = self.hand.surface.scene
        nodes = [placed.rect for placed in scene.nodes.values()]
        kind = self.one(f"{label} is", ["node", "node", "edge", "flow", "anywhere"])
        if kind in ("node", "edge") and nodes:
            rect = self.one(label, nodes)
            return (
                rect.center if kind == "node" else _on_edge(rect, self.one("side", ["left", "top", "right"]))
            )
        lines = [routed.points for routed in scene.flows.values() if len(routed.points) > 1]
        if kind == "flow" and lines:
            a, b = self.one(label, lines)[:2]
            return Point((a.x + b.x) / 2, (a.y + b.y) / 2)
        return Point(
            self.data.draw(st.integers(-5, 55), label="x") * 20.0,
            self.data.draw(st.integers(-5, 35), label="y") * 20.0,
        )

    # Gestures: each makes at most one edit

    def click(self) -> str:
        self.hand.click(self.spot("click"), self.one("held", HELD))
        return self.finish("click")

    def double(self) -> str:
        self.hand.double_click(self.spot("double click"))
        return self.finish("double click")

    def drag(self) -> str:
        """With keys held and pressed on the way, let go after a rest or at once."""
        start, end = self.spot("from"), self.spot("to")
        held, key = self.one("held", HELD), self.one("mid-drag key", MID_DRAG)
        self.hand.carry(start, end, held)
        if self.one("rests", [False] * 5 + [True]):
            QTest.qWait(REST)
        if key:
            QTest.keyPress(self.hand.surface, getattr(Qt.Key, f"Key_{key}"))
        self.let_go(end, held)
        if key:
            QTest.keyRelease(self.hand.surface, getattr(Qt.Key, f"Key_{key}"))
        return self.finish("drag")

    def let_go(self, end: Point, held: Qt.KeyboardModifier) -> None:
        """Releases; what would be refused changes nothing, and the reason is said."""
        hand = self.hand
        hand.move(end, held)
        shown, before = hand.surface.overlay.gesture.shown, hand.bytes
        hand.release(end, held)
        if not shown.target_ok:
            assert hand.bytes == before, f"refused, yet done: {shown.reason}"
            assert shown.reason in self.said, "a refusal is said in the status bar (I8)"

    def held_back(self) -> str:
        """A drag that is given up in one of four ways."""
        hand, way = self.hand, self.one("gives up by", GIVING_UP)
        before, chosen, entries = hand.bytes, hand.surface.selection, len(hand.editor.history.done)
        hand.carry(self.spot("from"), end := self.spot("to"), self.one("held", HELD))
        if not hand.surface.is_busy or hand.surface.tool_name != "select":
            hand.release(end)  # it did not begin a drag
            return self.finish("held back")
        match way:
            case "Escape":
                hand.key("Escape")
            case "right press":
                hand.mouse(QEvent.Type.MouseButtonPress, end, button=RIGHT)
            case "lost focus":
                hand.surface.clearFocus()
            case "another tool":
                hand.surface.set_tool("select")
        assert not hand.surface.is_busy, f"{way} drops the gesture (I4)"
        assert (hand.bytes, hand.surface.selection) == (before, chosen), f"{way} leaves all as it was (I4)"
        assert len(hand.editor.history.done) == entries
        hand.release(end, button=RIGHT if way == "right press" else LEFT)
        if way == "right press":
            hand.release(end)
            self.close_menu()
        assert (hand.bytes, hand.surface.selection) == (before, chosen), f"{way} leaves all as it was (I4)"
        hand.surface.setFocus()
        return self.finish("held back")

    def armed(self) -> str:
        """The space tool, the knife, the lasso or the hand, for one drag."""
        self.hand.key(self.one("tool", ["S", "S", "K", "L", "H"]))
        self.hand.drag(self.spot("from"), self.spot("to"), self.one("held", [NONE, NONE, SHIFT, CONTROL]))
        self.hand.key("V")
        return self.finish("armed")

    def picked(self) -> str:
        """A target chosen by the key that it wears."""
        self.hand.key(self.one("ask", ["Shift+M", "Shift+C", "Shift+T"]))
        self.hand.key(self.one("target", ["1", "2", "Tab", "Escape"]))
        return self.finish("picked")

    def from_a_port(self) -> str:
        """A flow drawn from a side of a node; with Shift, all that leave it."""
        nodes = list(self.hand.surface.scene.nodes.values())
        if not nodes:
            return "nothing"
        placed = self.one("from", nodes)
        self.hand.hover(placed.rect.center)
        ports = [c for c in self.hand.surface.hovering.shown().get(placed.path, ()) if c.kind == "port"]
        if not ports:
            return "nothing"
        camera = self.hand.surface.navigation.camera
        port = camera.to_scene(*self.one("port", sorted(c.at for c in ports)))
        self.hand.drag(port, self.spot("to"), self.one("held", [NONE, NONE, SHIFT]))
        return self.finish("from a port")

    def label(self) -> str:
        """The words of a flow, or of a sign, put elsewhere."""
        scene = self.hand.surface.scene
        words = [rect for path in (*scene.nodes, *scene.flows) if (rect := self.hand.surface.label(path))]
        if not words:
            return "nothing"
        self.hand.drag(self.one("label", words).center, self.spot("to"))
        return self.finish("label")

    def wheel(self) -> str:
        """Scrolls or zooms, in the middle of a drag or not."""
        before = self.hand.bytes
        held = self.one("held", [NONE, SHIFT, CONTROL])
        self.hand.wheel(self.spot("at"), self.one("turn", [-240, -120, 120, 240]), held)
        assert self.hand.bytes == before, "a look changes nothing (I5)"
        return self.finish("wheel")

    def click_by_click(self) -> str:
        """The connect tool: a source, some bends, a target."""
        entries = len(self.hand.editor.history.done)
        self.hand.key("C")
        for label in ("source", "bend", "bend", "target"):
            if len(self.hand.editor.history.done) > entries:
                break  # what was meant as a bend was a step
            self.hand.click(self.spot(label))
            if self.hand.surface.is_busy and self.one("takes it back", [False] * 3 + [True]):
                self.hand.key("Backspace")
        if self.hand.surface.is_busy:
            self.hand.key("Escape")
        self.hand.key("V")
        return self.finish("click by click")

    def by_a_control(self) -> str:
        """A handle, end, bend, piece or "+" of what is selected, dragged somewhere."""
        surface = self.hand.surface
        paths = [*surface.scene.nodes, *surface.scene.flows]
        if not paths:
            return "nothing"
        path = self.one("of", sorted(paths))
        surface.select([path])
        shown = surface.hovering.shown().get(path, ())
        camera = surface.navigation.camera
        places = [camera.to_scene(*control.at) for control in shown]
        if path in surface.scene.flows:
            points = surface.scene.flows[path].points
            places += [Point((a.x + b.x) / 2, (a.y + b.y) / 2) for a, b in pairwise(points)]
        if not places:
            return "nothing"
        start, held = self.one("control", sorted(places)), self.one("held", HELD)
        end = self.spot("to")
        self.hand.carry(start, end, held)
        self.let_go(end, held)
        return self.finish("by a control")

    def dropped(self) -> str:
        """Something new out of the palette."""
        surface, at = self.hand.surface, self.spot("to")
        screen = surface.navigation.camera.to_screen(*at)
        place = QPoint(round(screen.x), round(screen.y))
        data = new_element(self.one("element", [offer.key for offer in OFFERS]))
        how = (Qt.DropAction.CopyAction, data, LEFT, NONE)
        QApplication.sendEvent(surface, QDragEnterEvent(place, *how))
        QApplication.sendEvent(surface, QDragMoveEvent(place, *how))
        if self.one("rests", [False] * 5 + [True]):
            QTest.qWait(REST)
        QApplication.sendEvent(surface, QDropEvent(QPointF(place), *how))
        return self.finish("dropped")

    def created(self) -> str:
        """Something out of the menu that a double click or N opens."""
        if self.one("opened by", ["N", "double click"]) == "N":
            self.hand.key("N")
        else:
            self.hand.double_click(self.spot("double click"))
        return self.chosen("created")

    def replaced(self) -> str:
        """Another kind, asked for twice where that costs something."""
        self.hand.key("R")
        return self.chosen("replaced", times=2)

    def chosen(self, name: str, times: int = 1) -> str:
        digit = self.one("digit", list("123456789"))
        for _ in range(times):
            if any(menu.isVisible() for menu in self.hand.surface.findChildren(ElementMenu)):
                self.hand.key(digit)
        return self.finish(name)

    def named(self) -> str:
        """A command by its name, as the palette does it."""
        command = self.one("command", [each.id for each in COMMANDS if each.id not in ASKING])
        surface = self.hand.surface
        verdict = next(each for each in COMMANDS if each.id == command).enabled(surface)
        before = self.hand.bytes
        self.hand.command(command)
        if not verdict.ok:
            assert self.hand.bytes == before
            assert verdict.reason == self.said[-1], "what may not be done says why (I8)"
        if surface.tool_name != "select":
            self.hand.key("Escape")
            self.hand.key("V")
        return self.finish(command)

    def toggled(self) -> str:
        """A click on the chevron of a box."""
        boxes = [
            placed for placed in self.hand.surface.scene.nodes.values() if placed.node.kind == "workflow"
        ]
        if not boxes:
            return "nothing"
        before, placed = self.hand.bytes, self.one("box", boxes)
        self.hand.click(chevron(placed).center, self.one("held", [NONE, NONE, SHIFT]))
        assert self.hand.bytes == before, "opening and closing is no edit (I5)"
        return self.finish("toggled")

    def panned(self) -> str:
        """The view dragged by the right button."""
        before = self.hand.bytes
        start, end = self.spot("from"), self.spot("to")
        self.hand.press(start, button=RIGHT)
        self.hand.move(end, button=RIGHT)
        self.hand.release(end, button=RIGHT)
        self.close_menu()
        assert self.hand.bytes == before, "a look changes nothing (I5)"
        return self.finish("panned")

    @property
    def context_menu(self) -> QMenu | None:
        return next((menu for menu in self.hand.surface.findChildren(QMenu) if menu.isVisible()), None)

    def close_menu(self) -> None:
        if self.context_menu is not None:
            self.context_menu.close()

    def right_click(self) -> str:
        """Something of the context menu."""
        self.hand.click(self.spot("right click"), button=RIGHT)
        menu = self.context_menu
        if menu is None:
            return self.finish("right click")
        able = [a for a in menu.actions() if a.isEnabled() and a.objectName() not in ASKING and not a.menu()]
        able = [action for action in able if action.objectName()]
        name = self.one("entry", able).objectName() if able else "right click"
        next((action.trigger() for action in able if action.objectName() == name), None)
        menu.close()
        if self.hand.surface.tool_name != "select":
            self.hand.key("Escape")
            self.hand.key("V")
        return self.finish(name)

    def edit_key(self) -> str:
        key = self.one("key", EDITS)
        self.hand.key(key)
        return self.finish(key)

    def look_key(self) -> str:
        entries = len(self.hand.editor.history.done)
        before = self.hand.bytes
        self.hand.key(self.one("key", LOOKS))
        assert self.hand.bytes == before, "a look changes nothing (I5)"
        assert len(self.hand.editor.history.done) == entries
        return self.finish("look")

    def append(self) -> str:
        self.hand.key("A")
        if any(menu.isVisible() for menu in self.hand.surface.findChildren(ElementMenu)):
            self.hand.key(self.one("digit", ["1", "2", "3", "4"]))
        return self.finish("append")

    def finish(self, name: str) -> str:
        """Closes what asks for words: a name is kept as it is."""
        for _ in range(3):
            if self.hand.focus is self.hand.surface and QApplication.activePopupWidget() is None:
                break
            self.hand.key("Escape")
        self.hand.surface.setFocus()
        if self.hand.surface.is_busy:  # a flow between its two clicks
            self.hand.key("Escape")
        return name


def _on_edge(rect: Rect, side: str) -> Point:
    match side:
        case "left":
            return Point(rect.x + 1, rect.center.y)
        case "top":
            return Point(rect.center.x, rect.y + 1)
    return Point(rect.right + 12, rect.center.y)  # where the "+" fades in
