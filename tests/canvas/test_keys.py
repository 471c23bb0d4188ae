"""The keys of the canvas: what each stands for, also in a drag, and where it is only a letter (C4)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.canvas.command import Command
from designer.layout.geometry import Point
from tests.support.build import box, inside, process, task, trigger
from tests.support.hand import ALT, CONTROL, SHIFT, Hand

# The table of the specification, as far as the canvas answers; the rest are keys of the window.
KEYS = {
    "V": "tool-select", "H": "tool-hand", "L": "tool-lasso", "C": "tool-connect", "S": "tool-space",
    "K": "tool-knife", "A": "append-menu", "N": "create-menu", "R": "replace-menu", "E": "rename",
    "F2": "rename", "T": "note", "Return": "open-or-edit", "Enter": "open-or-edit", "Tab": "walk-next",
    "Shift+Tab": "walk-previous", "Left": "nudge-left", "Right": "nudge-right", "Up": "nudge-up",
    "Down": "nudge-down", "Shift+Left": "nudge-left-far", "Shift+Right": "nudge-right-far",
    "Shift+Up": "nudge-up-far", "Shift+Down": "nudge-down-far", "Ctrl+Left": "grow-left",
    "Ctrl+Right": "grow-right", "Ctrl+Up": "grow-up", "Ctrl+Down": "grow-down",
    "Ctrl+Shift+Left": "select-nearest-left", "Ctrl+Shift+Right": "select-nearest-right",
    "Ctrl+Shift+Up": "select-nearest-up", "Ctrl+Shift+Down": "select-nearest-down", "Alt+Shift+T": "tidy",
    "Ctrl+'": "grid", "Ctrl+;": "snap-guides", "Ctrl+Z": "undo", "Ctrl+Y": "redo", "Ctrl+Shift+Z": "redo",
    "Ctrl+X": "cut", "Ctrl+C": "copy", "Ctrl+V": "paste", "Ctrl+D": "duplicate",
    "Ctrl+Shift+V": "paste-in-place", "Ctrl+Shift+C": "copy-image", "Ctrl+A": "select-all",
    "Ctrl+Shift+A": "select-none", "Delete": "delete", "Backspace": "delete", "Ctrl+Delete": "delete-plain",
    "Ctrl+G": "wrap", "Ctrl+Shift+G": "dissolve", "Ctrl+Alt+G": "wrap-area", "Alt+Right": "expand",
    "Alt+Left": "collapse", "Alt+Shift+Right": "expand-all", "Alt+Shift+Left": "collapse-all",
    "Alt+Down": "enter", "Alt+Up": "leave", "Ctrl+[": "back", "Ctrl+]": "forward", "Ctrl+1": "fit",
    "Ctrl+2": "fit-selection", "Ctrl+0": "zoom-100", "Ctrl++": "zoom-in", "Ctrl+-": "zoom-out",
    "Ctrl+Alt+0": "fit-box", "Ctrl+Alt+V": "paste-after",
}  # fmt: skip
LETTERS = [key for key in KEYS if len(key) == 1]


def nested():
    return process(
        trigger("start", at=(0, 12)),
        task("a", at=(200, 0)),
        task("b", at=(500, 0)),
        "start -> a -> b",
        box("p", "outer", at=(0, 200), open_size=(700, 400)),
        inside("outer", box("q", "inner", at=(20, 20), open_size=(500, 250))),
        inside("inner", task("x", at=(20, 20)), task("y", at=(300, 20)), "x -> y"),
        task("loose", at=(0, 700)),
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, nested(), opened=("p", "q"))


@pytest.fixture
def asked(monkeypatch):
    """The ids of the commands that keys ask for; nothing is done."""
    found: list[str] = []
    monkeypatch.setattr(Command, "trigger", lambda self, surface: found.append(self.id) or True)
    return found


@pytest.mark.parametrize("keys", KEYS)
def test_a_key_asks_for_its_command(hand, asked, keys):
    hand.select("a")
    hand.key(keys)
    assert asked == [KEYS[keys]]


@pytest.mark.parametrize("node", ["a", "a-b"])
def test_letters_are_letters_in_an_editor(hand, asked, node):
    hand.select(node)
    hand.surface.rename(hand.path(node))
    assert hand.editor_box is not None
    for letter in LETTERS:
        hand.type(letter.lower())
    for keys in ("Delete", "Backspace", "Left", "Ctrl+A", "Home"):
        hand.key(keys)
    assert asked == []
    hand.key("Esc")


def test_letters_are_letters_in_a_menu(hand, asked):
    hand.surface.open_menu("create", Point(300, 100))
    for letter in LETTERS:
        hand.type(letter.lower())
    assert asked == []
    assert hand.surface.menus.elements.search.text() == "".join(LETTERS).lower()
    hand.key("Esc")


def test_typing_begins_no_label_by_itself(hand):
    hand.select("a")
    with hand.no_edit():
        hand.type("z")
    assert hand.editor_box is None


def test_nothing_destructive_is_on_control_r(hand, asked):
    hand.select("a")
    hand.key("Ctrl+R")
    assert asked == []


def test_escape_leaves_a_tool_then_the_selection_and_never_the_level(hand):
    hand.surface.enter(("p",))
    hand.surface.select([("p", "q")])
    hand.key("S")
    hand.key("Esc")
    assert hand.surface.tool_name == "select"
    assert hand.surface.selection
    hand.key("Esc")
    assert not hand.surface.selection
    hand.key("Esc")
    assert hand.surface.level == ("p",)


# In the middle of a drag


def spot(hand):
    """On free ground in the inner box."""
    rect = hand.rect("y")
    return Point(rect.center.x, rect.bottom + 90)


def test_tab_goes_from_the_innermost_box_outwards_and_begins_anew(hand):
    at = spot(hand)
    hand.carry(hand.center("loose"), at, ALT)
    targets = [hand.overlay_target]
    for _ in range(3):
        hand.key("Tab")
        targets.append(hand.overlay_target)
    assert targets == [("p", "q"), ("p",), None, ("p", "q")]
    hand.key("Tab")
    with hand.one_edit():
        hand.release(at, ALT)
    assert hand.node("loose").workflow == "outer"


def test_tab_out_to_the_level_leaves_the_step_in_its_workflow(hand):
    at = spot(hand)
    hand.carry(hand.center("loose"), at, ALT)
    hand.key("Tab")
    hand.key("Tab")
    with hand.one_edit():
        hand.release(at, ALT)
    assert hand.node("loose").workflow == "main"


def test_tab_goes_through_the_flows_first(hand):
    at = hand.middle("x-y")
    hand.carry(hand.center("loose"), at, ALT)
    hand.qtbot.waitUntil(lambda: hand.overlay_target == ("p", "q", "x-y"), timeout=5000)
    hand.key("Tab")
    assert hand.overlay_target == ("p",)
    hand.key("Esc")
    hand.release(at)
    assert hand.bytes == hand.start


def test_a_pointer_that_goes_on_to_another_box_begins_there(hand):
    at = spot(hand)
    hand.carry(hand.center("loose"), at, ALT)
    hand.key("Tab")
    assert hand.overlay_target == ("p",)
    outer = hand.rect("p")
    hand.move(Point(outer.right - 40, outer.bottom - 40), ALT)
    assert hand.overlay_target == ("p",)
    hand.move(at, ALT)
    assert hand.overlay_target == ("p", "q")
    hand.key("Esc")
    hand.release(at)


@pytest.mark.parametrize("held", ["Shift", "Control", "Alt"])
def test_keys_may_be_pressed_after_the_drag_began(hand, held):
    start = hand.center("b")
    end = start + Point(73, 31)
    hand.press(start)
    hand.move(start + Point(20, 10))
    hand.move(end)
    before, stood = hand.document, hand.rect("b")
    modifier = {"Shift": SHIFT, "Control": CONTROL, "Alt": ALT}[held]
    with hand.one_edit():
        hand.move(end, modifier)
        hand.release(end, modifier)
    match held:
        case "Shift":
            assert hand.center("b").y == start.y
        case "Control":
            assert hand.rect("b") == stood
            assert len(hand.new_nodes(before)) == 1
        case "Alt":
            assert hand.center("b") == end


def test_space_pressed_in_a_drag_only_moves(hand):
    at = spot(hand)
    hand.carry(hand.center("loose"), at, ALT)
    assert hand.overlay_target == ("p", "q")
    QTest.keyPress(hand.surface, Qt.Key.Key_Space)
    assert hand.overlay_target is None
    QTest.keyRelease(hand.surface, Qt.Key.Key_Space)
    hand.move(at, ALT)
    assert hand.overlay_target == ("p", "q")
    hand.key("Esc")
    hand.release(at)


def test_repeated_with_control_held_growing_makes_siblings_and_typing_names_the_last(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0))))
    hand.select("a")
    hand.key("Ctrl+Right")
    hand.key("Ctrl+Right")
    hand.key("Ctrl+Right")
    hand.type("Third")
    hand.key("Return")
    grown = [f.target for f in hand.document.flows_from("a")]
    assert len(grown) == 3
    assert [n.name for n in hand.document.nodes.values()].count("Third") == 1


def test_zoom_goes_by_fixed_steps_within_2_and_800_percent(hand):
    hand.surface.set_zoom(1.0)
    hand.key("Ctrl++")
    assert hand.surface.zoom == pytest.approx(1.35)
    hand.key("Ctrl+-")
    assert hand.surface.zoom == pytest.approx(1.0)
    hand.wheel(Point(100, 100), 120, CONTROL)
    assert hand.surface.zoom == pytest.approx(1.16)
