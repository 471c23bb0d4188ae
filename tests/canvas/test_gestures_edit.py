"""Naming in place, the right button, and sizes by hand (C3, C9, C16)."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.drawing.paper import note_labels
from designer.drawing.theme import theme
from designer.layout.geometry import Point
from tests.support.build import area, box, note, process, task, workflow
from tests.support.hand import CONTROL, RIGHT, Hand
from tests.support.scenes import branches_and_box, chain_and_boxes


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, branches_and_box(), opened=("p",))


# Names


def test_f2_names_and_enter_commits(hand):
    hand.select("up")
    with hand.one_edit():
        hand.key("F2")
        hand.type("Go up")
        hand.key("Return")
    assert hand.node("up").name == "Go up"


def test_escape_restores_the_name(hand):
    hand.select("up")
    with hand.no_edit():
        hand.key("F2")
        hand.type("Nonsense")
        hand.key("Esc")


def test_a_click_elsewhere_commits(hand):
    hand.select("up")
    hand.key("F2")
    hand.type("Higher")
    hand.click(Point(800, 200))
    assert hand.node("up").name == "Higher"


def test_tab_commits_and_names_the_next(hand):
    hand.select("up")
    hand.key("F2")
    hand.type("One")
    hand.key("Tab")
    assert hand.selected == {"end"}
    hand.type("Two")
    hand.key("Return")
    assert (hand.node("up").name, hand.node("end").name) == ("One", "Two")


def test_t34_undo_while_typing_stays_within_the_editor(hand):
    hand.select("up")
    hand.key("Right")
    hand.key("F2")
    hand.type("abc")
    hand.key("Ctrl+Z")
    assert hand.titles == ["Nudge"]
    assert hand.editor_box is not None
    hand.key("Esc")
    assert hand.node("up").name == "Up"


def test_shortcuts_do_nothing_while_typing(hand):
    hand.select("up")
    hand.key("F2")
    hand.type("enact ")
    hand.key("Del")
    hand.key("Return")
    assert hand.node("up").name == "enact"
    assert len(hand.editor.history.done) == 1


def test_shift_enter_begins_a_line(hand):
    hand.select("up")
    hand.key("F2")
    hand.type("one")
    hand.key("Shift+Return")
    hand.type("two")
    hand.key("Return")
    assert hand.node("up").name == "one\ntwo"


def test_a_double_click_on_a_flow_gives_it_a_label(hand):
    with hand.one_edit():
        hand.double_click(hand.middle("start-d"))
        hand.type("always")
        hand.key("Return")
    assert hand.flow("start", "d").label == "always"


def test_a_double_click_on_a_title_names_the_box(hand):
    rect = hand.rect("p")
    with hand.one_edit():
        hand.double_click(Point(rect.x + 70, rect.y + 18))
        hand.type("Pack")
        hand.key("Return")
    assert hand.node("p").name == "Pack"
    assert hand.surface.level == ()


def test_the_words_of_a_note_have_lines(qtbot):
    hand = Hand(qtbot, process(note("n", at=(0, 0))))
    hand.double_click(hand.center("n"))
    hand.type("one")
    hand.key("Return")
    hand.type("two")
    hand.click(Point(500, 300))
    assert hand.node("n").text == "one\ntwo"


# The right button


def test_the_right_button_offers_what_applies(hand):
    hand.click(hand.center("up"), button=RIGHT)
    menu = hand.surface.menus.context
    assert hand.selected == {"up"}
    actions = {action.objectName(): action for action in menu.actions()}
    assert actions["rename"].isEnabled()
    assert actions["append-menu"].isEnabled()
    with hand.one_edit():
        actions["delete"].trigger()
    menu.close()
    QTest.qWait(1)


@pytest.mark.parametrize("below", [False, True])
def test_a_note_grows_with_its_text_where_it_covers_nothing(qtbot, below):
    neighbour = [task("b", at=(0, 90))] if below else []
    hand = Hand(qtbot, process(note("n", at=(0, 0)), *neighbour))
    before = hand.rect("n")
    hand.double_click(hand.center("n"))
    with hand.one_edit():
        for line in range(8):
            hand.type(f"line {line}")
            hand.key("Return")
        hand.click(Point(600, 400))
    assert (hand.rect("n").h > before.h) != below
    words = [label.text for label in note_labels(hand.node("n"), theme("light"), hand.rect("n")[2:])]
    assert words[-1].endswith("\u2026") if below else words[-1] == "line 7"


# Sizes


@pytest.mark.parametrize("handle", ["se", "e", "s"])
def test_a_box_is_never_smaller_than_its_content(hand, handle):
    hand.select("p")
    hand.hover(hand.center("x"))
    camera = hand.surface.navigation.camera

    def spot():
        shown = hand.surface.hovering.shown()[("p",)]
        return camera.to_scene(*next(c.at for c in shown if (c.kind, c.detail) == ("handle", handle)))

    start = spot()
    with hand.one_edit():
        hand.drag(start, Point(start.x + 60, start.y + 40))
    hand.select("p")
    before = {node: hand.rect(node) for node in ("x", "y")}
    start = spot()
    hand.drag(start, Point(start.x - 900, start.y - 900))
    assert hand.rect("p").encloses(hand.rect("y"))
    assert {node: hand.rect(node) for node in ("x", "y")} == before


def test_a_note_and_an_area_are_sized(qtbot):
    hand = Hand(qtbot, process(note("n", at=(0, 0)), area("f", at=(300, 0))))
    for node, kind in (("n", "se"), ("f", "nw")):
        hand.select(node)
        shown = hand.surface.hovering.shown()[(node,)]
        at = next(c.at for c in shown if (c.kind, c.detail) == ("handle", kind))
        start = hand.surface.navigation.camera.to_scene(*at)
        before = hand.rect(node)
        with hand.one_edit():
            hand.drag(start, Point(start.x + 40, start.y + 20))
        assert hand.rect(node) != before


@pytest.mark.parametrize(("handle", "by"), [("nw", (-40, -30)), ("w", (-60, 0)), ("n", (0, -20))])
def test_a_box_sized_by_its_upper_left_keeps_its_content_in_place(hand, handle, by):
    hand.select("p")
    before = {node: hand.rect(node) for node in ("x", "y")}
    old = hand.rect("p")
    shown = hand.surface.hovering.shown()[("p",)]
    at = next(c.at for c in shown if (c.kind, c.detail) == ("handle", handle))
    start = hand.surface.navigation.camera.to_scene(*at)
    with hand.one_edit():
        hand.drag(start, Point(start.x + by[0], start.y + by[1]))
    assert {node: hand.rect(node) for node in ("x", "y")} == before
    now = hand.rect("p")
    assert (now.x - old.x, now.y - old.y) == by
    assert (now.right, now.bottom) == (old.right, old.bottom)


def handle_of(hand, node, kind):
    shown = hand.surface.hovering.shown()[(node,)]
    at = next(c.at for c in shown if (c.kind, c.detail) == ("handle", kind))
    return hand.surface.navigation.camera.to_scene(*at)


def test_a_border_snaps_to_that_of_a_neighbour_and_the_line_is_shown(qtbot):
    hand = Hand(qtbot, process(note("n", at=(0, 0)), task("a", at=(303, 200))))
    hand.select("n")
    start = handle_of(hand, "n", "e")
    with hand.one_edit():
        hand.carry(start, Point(306, start.y))
        assert hand.surface.overlay.gesture.shown.guides
        hand.release(Point(306, start.y))
    assert hand.rect("n").right == 303


def test_with_control_the_opposite_border_goes_the_other_way(hand):
    hand.select("p")
    before = hand.rect("p")
    start = handle_of(hand, "p", "e")
    with hand.one_edit():
        hand.drag(start, Point(start.x + 60, start.y), CONTROL)
    assert hand.rect("p").center.x == pytest.approx(before.center.x)
    assert hand.rect("p").w == pytest.approx(before.w + 120)


def test_an_open_box_is_never_smaller_than_140_by_120(qtbot):
    document = process(box("p", "inner", at=(0, 0), size=(120, 72), open_size=(400, 300)), workflow("inner"))
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("p")
    start = handle_of(hand, "p", "se")
    with hand.one_edit():
        hand.drag(start, Point(start.x - 390, start.y - 290))
    assert (hand.rect("p").w, hand.rect("p").h) == (140, 120)


def test_what_keeps_a_box_from_becoming_smaller_is_lit(hand):
    hand.select("p")
    inside = {path: placed.rect.right for path, placed in hand.surface.scene.nodes.items() if path[0] == "p"}
    furthest = max((path for path in inside if len(path) > 1), key=lambda path: inside[path])
    start = handle_of(hand, "p", "e")
    hand.carry(start, Point(start.x - 300, start.y))
    shown = hand.surface.overlay.gesture.shown
    assert shown.outlined == {furthest}
    assert shown.guides[0][0].x == inside[furthest]
    hand.key("Esc")
    hand.release(start)


def test_letters_are_never_typed_smaller_than_eleven_pixels(hand):
    sizes = []
    for zoom in (0.25, 1.0, 2.0):
        hand.look(Point(-100, -150), zoom)
        hand.select("up")
        hand.key("F2")
        sizes.append(hand.editor_box.font().pixelSize())
        hand.key("Esc")
    assert sizes[0] == 11
    assert sizes == sorted(set(sizes))


def test_what_an_input_method_composes_becomes_the_name_only_once_it_is_done(hand):
    hand.select("up")
    hand.key("F2")
    editor = hand.editor_box
    composing = QInputMethodEvent("かくに", [])
    QApplication.sendEvent(editor, composing)
    assert editor.toPlainText() == ""  # it has replaced what was selected, and is not there yet
    assert hand.node("up").name == "Up"
    done = QInputMethodEvent()
    done.setCommitString("確認")
    QApplication.sendEvent(editor, done)
    with hand.one_edit():
        hand.key("Return")
    assert hand.node("up").name == "確認"


def test_an_empty_name_is_the_name_of_the_kind_in_grey(hand):
    hand.select("up")
    hand.key("F2")
    hand.key("Delete")
    assert hand.editor_box.placeholderText() == "Task"
    with hand.one_edit():
        hand.key("Return")
    assert hand.node("up").name == ""


def test_two_boxes_may_bear_one_name(qtbot):
    hand = Hand(qtbot, chain_and_boxes())
    for box_id in ("p", "q"):
        hand.select(box_id)
        hand.key("F2")
        hand.type("Check")
        hand.key("Return")
    assert hand.node("p").name == hand.node("q").name == "Check"
