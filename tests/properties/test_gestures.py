"""Random gestures by mouse and keys on random nested documents: what holds of each (C1, I1 to I8)."""

from collections.abc import Callable
from itertools import combinations

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.layout.geometry import Point, Rect
from designer.layout.sizes import size_of
from designer.model.document import Document
from designer.model.nodes import Area, Boundary, Note
from tests.editing.repeatable import repeatable_ids
from tests.editing.sound import faults
from tests.support.hand import ALT, CONTROL, NONE, SHIFT, Hand
from tests.support.strategies import documents

HELD = [NONE, NONE, NONE, SHIFT, CONTROL, ALT]
MID_DRAG = ["", "", "", "Space", "I", "Tab", "Escape"]
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
    "H", "L", "C", "S", "K",
]  # fmt: skip
# What places something by itself, and so must not cover anything (I6).
PLACING = {"Ctrl+D", "Ctrl+V", "Ctrl+Alt+V", "Ctrl+Right", "Ctrl+Down", "T", "append"}


class Gestures:
    """Draws gestures, does them, and looks at what each has left behind."""

    def __init__(self, hand: Hand, data: st.DataObject) -> None:
        self.hand, self.data = hand, data

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
        start, end = self.spot("from"), self.spot("to")
        held, key = self.one("held", HELD), self.one("mid-drag key", MID_DRAG)
        before, chosen = self.hand.bytes, self.hand.surface.selection
        self.hand.carry(start, end, held)
        feedback = self.hand.surface.overlay.gesture.shown
        assert feedback.target_ok or feedback.reason, "a refusal says why (I8)"
        if self.one("rests", [False] * 5 + [True]):
            QTest.qWait(REST)
        busy = self.hand.surface.is_busy
        if key:
            self.hand.key(key)
        if busy and key == "Escape":
            assert self.hand.bytes == before, "Esc drops the gesture (I4)"
            assert not self.hand.surface.is_busy
            assert self.hand.surface.selection == chosen
        self.hand.release(end, held)
        return self.finish("drag")

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

    def losing_the_keyboard(self) -> str:
        before = self.hand.bytes
        self.hand.carry(self.spot("from"), self.spot("to"))
        self.hand.surface.clearFocus()
        assert self.hand.bytes == before, "a lost focus drops the gesture (I4)"
        self.hand.release(Point(0, 0))
        self.hand.surface.setFocus()
        return "lost"

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
        if self.hand.surface.menus.elements is not None and self.hand.surface.menus.elements.isVisible():
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

    # What holds

    def check(self, act: Callable[[], str]) -> None:
        hand = self.hand
        before, document, entries = hand.bytes, hand.document, len(hand.editor.history.done)
        name = act()
        after, done = hand.bytes, len(hand.editor.history.done)
        note(f"{name}: {hand.titles[entries:]}")
        assert faults(hand.document) == [], "flows join siblings, boxes never hold themselves (I1, I2)"
        assert done - entries == (after != before), "one gesture, one entry (I3)"
        if name in PLACING:
            new = hand.document.nodes.keys() - document.nodes.keys()
            covered = overlaps(hand.document, new)
            assert not covered, f"{name} covers {covered} (I6)"
        if after != before:
            hand.key("Ctrl+Z")
            assert hand.bytes == before, "undo gives the same bytes (I3)"
            hand.key("Ctrl+Shift+Z")
            assert hand.bytes == after, "redo gives the same bytes (I3)"


def _on_edge(rect: Rect, side: str) -> Point:
    match side:
        case "left":
            return Point(rect.x + 1, rect.center.y)
        case "top":
            return Point(rect.center.x, rect.y + 1)
    return Point(rect.right + 12, rect.center.y)  # where the "+" fades in


def overlaps(document: Document, new: set[str]) -> list[tuple[str, str]]:
    """Pairs of siblings of which one is new and covers the other, with every box closed."""
    solid = [n for n in document.nodes.values() if not isinstance(n, Area | Boundary | Note)]
    rects = {n.id: Rect(*n.at, *size_of(n, document.workflows[n.workflow].direction)) for n in solid}
    return [
        (a.id, b.id)
        for a, b in combinations(solid, 2)
        if a.workflow == b.workflow
        and (a.id in new) != (b.id in new)
        and rects[a.id].grown(-1).overlaps(rects[b.id].grown(-1))
    ]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
@given(document=documents(max_workflows=3, max_steps=4), data=st.data())
def test_every_gesture_keeps_the_promises(qtbot, document, data):
    with repeatable_ids():
        QApplication.clipboard().clear()
        hand = Hand(qtbot, document, tuple(document.view.open))
        gestures = Gestures(hand, data)
        acts = [
            gestures.click,
            gestures.double,
            gestures.drag,
            gestures.drag,
            gestures.drag,
            gestures.edit_key,
            gestures.edit_key,
            gestures.append,
            gestures.look_key,
            gestures.armed,
            gestures.picked,
            gestures.from_a_port,
            gestures.label,
            gestures.wheel,
            gestures.losing_the_keyboard,
        ]
        for _ in range(data.draw(st.integers(1, 8), label="gestures")):
            gestures.check(gestures.one("gesture", acts))
        done = len(hand.editor.history.done)
        for _ in range(done):
            hand.key("Ctrl+Z")
        assert hand.bytes == hand.start
        hand.surface.close()
