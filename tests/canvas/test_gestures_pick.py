"""Targets chosen by a key, things sent up a level, pasted after, linked, replaced (C9, C13, C21)."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from designer.canvas.element_menu import ElementMenu
from designer.layout.geometry import Point
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    note,
    outcome,
    process,
    role,
    task,
    trigger,
)
from tests.support.hand import RIGHT, Hand


def office():
    return process(
        task("a", at=(0, 0)),
        task("b", at=(240, 0)),
        "a -> b",
        box("p", "inner", at=(480, 0)),
        box("q", "other", at=(0, 200)),
        note("n", at=(240, 200)),
        inside(
            "inner", trigger("in"), task("x", at=(160, -12)), outcome("out", at=(400, 0)), "in -> x -> out"
        ),
        inside("other", trigger("begin"), outcome("end", at=(200, 0))),
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, office())


def keys(hand):
    """What wears which key now."""
    return {path[-1]: key for path, key in hand.surface.overlay.gesture.shown.keys}


def test_move_into_numbers_the_boxes_and_the_key_chooses(hand):
    hand.select("a")
    with hand.one_edit():
        hand.key("Shift+M")
        assert set(keys(hand)) == {"p", "q"}
        hand.key(keys(hand)["q"])
    assert hand.node("a").workflow == "other"
    assert "Other" in hand.notice
    assert hand.surface.tool_name == "select"


def test_connect_to_numbers_what_may_follow_and_letters_choose_too(qtbot):
    steps = [task(f"t{i}", at=(200 * (i % 6), 100 * (i // 6))) for i in range(14)]
    hand = Hand(qtbot, process(task("a", at=(0, 300)), trigger("start", at=(300, 300)), *steps))
    hand.select("a")
    with hand.one_edit():
        hand.key("Shift+C")
        shown = keys(hand)
        assert sorted(shown.values()) == [*"123456789", *"abcdef"]
        (target,) = [node for node, key in shown.items() if key == "f"]
        hand.key("F")
    # A trigger can only be led from, so that flow is turned round.
    assert hand.pairs() in ({("a", target)}, {(target, "a")})


def test_the_key_of_a_decision_covers_its_sign_and_not_its_name(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), decision("d", at=(300, 0), name="Is it all right?")))
    hand.select("a")
    placed = hand.surface.scene.nodes[("d",)]
    camera = hand.surface.navigation.camera
    name = camera.rect_to_screen(placed.name.area.moved(placed.rect.x, placed.rect.y))
    where = QRect(round(name.x), round(name.y), round(name.w), round(name.h))
    before = hand.surface.grab(where).toImage()
    hand.key("Shift+C")
    assert set(keys(hand)) == {"d"}
    assert hand.surface.grab(where).toImage() == before
    middle = camera.to_screen(*placed.rect.center)
    seen = hand.surface.grab().toImage().pixelColor(round(middle.x) - 8, round(middle.y))
    assert seen.name().upper() == hand.surface.theme.accent


def test_escape_and_a_press_elsewhere_give_up(hand):
    hand.select("a")
    with hand.no_edit():
        hand.key("Shift+C")
        hand.key("Esc")
        hand.key("Shift+C")
        hand.click(Point(700, 500))
    assert hand.surface.tool_name == "select"
    assert not keys(hand)


@pytest.mark.parametrize("way", ["right press", "lost focus"])
def test_a_question_that_was_given_up_is_not_answered_by_the_next_click(qtbot, way):
    hand = Hand(qtbot, process(task("a"), task("b", at=(300, 0))))
    hand.select("a")
    with hand.no_edit():
        hand.key("Shift+C")
        if way == "right press":
            hand.click(Point(0, 300), button=RIGHT)
        else:
            hand.surface.clearFocus()
        assert not keys(hand)
        hand.click(hand.center("b"))
    assert hand.selected == {"b"}


def test_a_question_that_nothing_answers_leaves_the_next_click_alone(qtbot):
    hand = Hand(qtbot, process(task("a"), task("b", at=(300, 0))))
    hand.select("a")
    hand.key("Shift+M")
    hand.click(hand.center("b"))
    assert hand.selected == {"b"}


def test_a_click_on_a_target_chooses_it(hand):
    hand.select("b")
    with hand.one_edit():
        hand.key("Shift+C")
        hand.click(hand.center("p"))
    assert ("b", "p") in hand.pairs()


def test_a_step_moves_up_a_level_beside_its_box_and_can_stay_connected(qtbot):
    hand = Hand(qtbot, office(), opened=("p",))
    hand.select("x")
    with hand.one_edit():
        hand.key("Ctrl+Shift+M")
    assert hand.node("x").workflow == "main"
    assert hand.node("x").at[0] > hand.node("p").at[0]
    assert ("in", "out") in hand.pairs()
    hand.answer("Keep connected")
    assert {("p", "x"), ("x", "p")} <= hand.pairs()
    hand.key("Ctrl+Z")
    assert hand.bytes == hand.start


def test_paste_after_goes_into_the_only_flow_that_leaves(hand):
    hand.select("q")
    hand.key("Ctrl+C")
    before = hand.document
    hand.select("a")
    with hand.one_edit():
        hand.key("Ctrl+Alt+V")
    (made,) = [node.id for node in hand.new_nodes(before) if node.workflow == "main"]
    assert {("a", made), (made, "b")} <= hand.pairs()
    assert not hand.rect(made).overlaps(hand.rect("b"))


def test_paste_after_a_step_without_a_flow_connects(hand):
    QGuiApplication.clipboard().setText("Pack\nShip")
    before = hand.document
    hand.select("b")
    with hand.one_edit():
        hand.key("Ctrl+Alt+V")
    made = {node.name: node.id for node in hand.new_nodes(before)}
    assert {("b", made["Pack"]), (made["Pack"], made["Ship"])} <= hand.pairs()


def test_a_copy_can_be_connected_as_its_original_was(qtbot):
    document = process(task("a", at=(0, 0)), task("b", at=(240, 0)), task("c", at=(480, 0)), "a -> b -> c")
    hand = Hand(qtbot, document)
    hand.select("b")
    hand.key("Ctrl+C")
    hand.select()
    hand.hover(Point(300, 300))
    before = hand.document
    hand.key("Ctrl+V")
    (made,) = hand.new_nodes(before)
    assert hand.pairs() == {("a", "b"), ("b", "c")}
    ends = [(line[0], line[-1]) for line in hand.surface.overlay.offers]
    assert len(ends) == 2
    assert all(any(near(hand.rect(made.id), end) for end in pair) for pair in ends)
    with hand.one_edit():
        hand.answer("Reconnect 2")
    assert {("a", made.id), (made.id, "c")} <= hand.pairs()
    assert not hand.surface.overlay.offers


def near(rect, point):
    return rect.grown(2).holds(*point)


def test_an_offer_to_reconnect_goes_with_the_next_edit(qtbot):
    document = process(task("a", at=(0, 0)), task("b", at=(240, 0)), task("c", at=(480, 0)), "a -> b -> c")
    hand = Hand(qtbot, document)
    hand.select("b")
    hand.key("Ctrl+C")
    hand.key("Ctrl+V")
    assert hand.surface.overlay.offers
    hand.key("Down")
    assert not hand.notice
    assert not hand.surface.overlay.offers


def test_a_role_of_the_same_name_is_renamed_or_taken_as_it_is(qtbot):
    theirs = Hand(qtbot, process(task("a", role="theirs"), role("theirs", name="Clerk", cost_per_hour=80)))
    theirs.select("a")
    theirs.key("Ctrl+C")
    hand = Hand(qtbot, process(task("z", at=(0, 300)), role("clerk", name="Clerk", cost_per_hour=20)))
    hand.key("Ctrl+V")
    assert len(hand.document.roles) == 2
    hand.answer("Use existing")
    assert set(hand.document.roles) == {"clerk"}
    assert {node.role for node in hand.document.nodes.values()} == {None, "clerk"}


def test_what_is_copied_is_also_a_picture(hand):
    hand.select("a")
    hand.key("Ctrl+C")
    data = QGuiApplication.clipboard().mimeData()
    assert b"<svg" in bytes(data.data("image/svg+xml").data())


def test_a_note_is_linked_to_what_is_selected_with_it(hand):
    hand.select("n", "a", "b")
    with hand.one_edit():
        hand.key("Shift+T")
    assert set(hand.node("n").links) == {"a", "b"}


def test_a_note_alone_asks_what_it_is_about_and_the_same_again_unlinks(hand):
    for links in (("q",), ()):
        hand.select("n")
        with hand.one_edit():
            hand.key("Shift+T")
            hand.key(keys(hand)["q"])
        assert hand.node("n").links == links


def menu(hand):
    return next(m for m in hand.surface.findChildren(ElementMenu) if m.isVisible())


def busy():
    return process(
        task("a", at=(0, 0), duration="20 min", instructions="Look twice."),
        boundary("late", "a"),
        task("b", at=(300, 0)),
        task("c", at=(300, 150)),
        "a -> b",
        flow("late", "c"),
    )


def test_a_replacement_that_costs_something_shows_it_and_needs_enter_twice(qtbot):
    hand = Hand(qtbot, busy())
    hand.select("a")
    with hand.one_edit():
        hand.key("R")
        hand.type("decision")
        assert hand.path("late") in hand.surface.overlay.gesture.shown.outlined
        assert menu(hand).foot.text() == "‹Late› cannot stay."  # noqa: RUF001
        hand.key("Return")
        assert hand.node("a").kind == "task"
        assert "cannot stay" in menu(hand).foot.text()
        hand.key("Return")
    assert hand.node("a").kind == "decision"
    assert "late" not in hand.document.nodes


def test_what_a_kind_does_not_have_comes_back_with_it(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0), duration="20 min", instructions="Look twice.")))
    hand.select("a")
    for kind in ("wait", "task"):
        with hand.one_edit():
            hand.key("R")
            hand.type(kind)
            hand.key("Return")
        hand.select("a")
    assert hand.node("a").instructions == "Look twice."


def test_a_replacement_that_is_given_up_leaves_the_step(qtbot):
    hand = Hand(qtbot, process(decision("d", at=(0, 0))))
    hand.select("d")
    with hand.no_edit():
        hand.key("R")
        hand.key("Down")
        hand.key("Esc")
    assert not hand.surface.diagram.layers


def test_an_end_of_a_flow_is_led_elsewhere_by_a_key(hand):
    hand.select("a-b")
    with hand.one_edit():
        assert hand.command("lead-to")
        assert set(keys(hand)) == {"a", "p", "q"}
        hand.key(keys(hand)["q"])
    assert hand.node("a")
    assert ("a", "q") in hand.pairs()
    assert hand.selected == {"a-b"}
    with hand.one_edit():
        hand.command("lead-from")
        hand.key(keys(hand)["b"])
    assert ("b", "q") in hand.pairs()


def test_a_step_goes_into_a_flow_by_its_key(qtbot):
    document = process(
        trigger("start", at=(0, 12)),
        task("a", at=(200, 0)),
        task("b", at=(450, 0)),
        "start -> a -> b",
        task("new", at=(450, 200)),
    )
    hand = Hand(qtbot, document)
    hand.select("new")
    with hand.one_edit():
        assert hand.command("insert-into")
        assert set(keys(hand)) == {"start-a", "a-b"}
        assert keys(hand)["a-b"] == "1"
        hand.key("1")
    assert {("a", "new"), ("new", "b")} <= hand.pairs()
    assert hand.rect("a").right < hand.rect("new").x < hand.rect("new").right < hand.rect("b").x
    assert hand.center("new").y == hand.center("a").y
    assert hand.command("undo")
    assert hand.selected == {"new"}


@pytest.mark.parametrize("command", ["lead-to", "lead-from", "insert-into"])
def test_escape_chooses_nothing(hand, command):
    hand.select("p" if command == "insert-into" else "a-b")
    with hand.no_edit():
        hand.command(command)
        hand.key("Esc")
    assert hand.surface.tool_name == "select"


def test_a_box_is_made_wider_and_taller_without_the_mouse_and_never_less_than_its_content(qtbot):
    hand = Hand(qtbot, office(), opened=("p",))
    hand.select("p")
    width, height, x = hand.rect("p").w, hand.rect("p").h, hand.rect("x")
    with hand.one_edit():
        hand.command("wider")
        hand.command("wider")
    hand.command("taller")
    assert (hand.rect("p").w, hand.rect("p").h) == (width + 20, height + 10)
    assert hand.rect("x") == x
    for _ in range(40):
        hand.command("narrower")
    assert hand.rect("p").w == width
    with hand.no_edit():
        hand.command("narrower")
