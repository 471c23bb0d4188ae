"""Dropping into boxes and out of them (C7)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.layout.geometry import Point
from tests.support.build import boundary, box, inside, outcome, process, task, trigger
from tests.support.hand import Hand


def boxed():
    """A box P with x -> y inside, and a loose step and an empty row below it at the root."""
    return process(
        box("p", "inner", at=(0, 0), open_size=(800, 300)),
        task("loose", at=(0, 400)),
        inside(
            "inner",
            trigger("in", at=(0, 12)),
            task("x", at=(170, 0)),
            task("y", at=(400, 0)),
            outcome("out", at=(620, 12)),
            "in -> x -> y -> out",
        ),
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, boxed(), opened=("p",))


def under(hand: Hand, node: str, gap: float) -> Point:
    """A point below a node."""
    rect = hand.rect(node)
    return Point(rect.center.x, rect.bottom + gap)


def test_t9_a_step_dropped_into_an_open_box_becomes_its_content_and_stays_where_it_is_seen(hand):
    target = under(hand, "x", 60)
    with hand.one_edit():
        hand.drag(hand.center("loose"), target)
    assert hand.node("loose").workflow == "inner"
    assert hand.center("loose").y == pytest.approx(target.y, abs=7)
    assert hand.selected == {"loose"}
    assert hand.path("loose") == ("p", "loose")


def test_t9_the_box_grows_and_pushes_only_what_it_would_cover(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        task("loose", at=(0, 420)),
        task("below", at=(0, 130)),
        task("right", at=(1200, 0)),
        inside("inner", task("x", at=(0, 0))),
    )
    hand = Hand(qtbot, document, opened=("p",))
    before, right = hand.rect("p"), hand.rect("right")
    spot = Point(hand.rect("x").center.x, hand.rect("p").bottom - 8)
    with hand.one_edit():
        hand.drag(hand.center("loose"), spot)
    assert hand.node("loose").workflow == "inner"
    assert hand.rect("p").h > before.h
    assert hand.rect("p").encloses(hand.rect("loose"))
    assert hand.rect("below").y >= hand.rect("p").bottom
    assert hand.rect("right") == right


def test_t10_a_step_dropped_on_a_closed_box_goes_behind_its_last_step(qtbot):
    hand = Hand(qtbot, boxed())
    with hand.one_edit():
        hand.drag(hand.center("loose"), hand.center("p"))
        assert hand.notice.startswith("Added to")
    assert hand.node("loose").workflow == "inner"
    assert not hand.document.flows_into("loose")
    assert hand.selected == {"p"}
    places = [Point(*hand.node(n).at) for n in ("x", "y", "in", "out")]
    assert Point(*hand.node("loose").at) not in places


def test_t10_show_opens_the_box_with_what_was_added(qtbot):
    hand = Hand(qtbot, boxed())
    hand.drag(hand.center("loose"), hand.center("p"))
    hand.answer("Show")
    assert hand.document.view.open == ("p",)
    assert hand.selected == {"loose"}


def test_a_closed_box_that_is_hovered_springs_open_and_closes_when_it_is_over(qtbot):
    hand = Hand(qtbot, boxed())
    hand.carry(hand.center("loose"), hand.center("p"))
    qtbot.waitUntil(lambda: hand.surface.scene.nodes[("p",)].open)
    spot = under(hand, "x", 40)
    hand.move(spot)
    with hand.one_edit():
        hand.release(spot)
    assert hand.node("loose").workflow == "inner"
    assert not hand.surface.scene.nodes[("p",)].open
    assert hand.document.view.open == ()


def test_t11_a_child_stays_within_24_beyond_its_box_and_leaves_further_out(hand):
    rect = hand.rect("p")
    start = hand.center("y")
    with hand.one_edit():
        hand.drag(start, Point(start.x, rect.bottom - 16 + 10))
    assert hand.node("y").workflow == "inner"
    hand.key("Ctrl+Z")
    with hand.one_edit():
        hand.drag(hand.center("y"), Point(start.x, rect.bottom + 60))
    assert hand.node("y").workflow == "main"


def test_what_leaves_a_box_is_healed_and_can_be_kept_connected(hand):
    start, below = hand.center("y"), hand.rect("p").bottom + 90
    with hand.one_edit():
        hand.drag(start, Point(start.x, below))
        assert "healed" in hand.notice
    assert ("x", "out") in hand.pairs()
    assert not hand.document.flows_into("y")
    hand.key("Ctrl+Z")
    hand.drag(start, Point(start.x, below))
    hand.answer("Keep connected")
    assert hand.node("y").workflow == "main"
    assert ("p", "y") in hand.pairs()
    assert len(hand.editor.history.done) == 1


def test_space_keeps_the_parent(hand):
    start = hand.center("y")
    end = Point(start.x, hand.rect("p").bottom + 120)
    hand.carry(start, end)
    QTest.keyPress(hand.surface, Qt.Key.Key_Space)
    hand.release(end)
    QTest.keyRelease(hand.surface, Qt.Key.Key_Space)
    assert hand.node("y").workflow == "inner"


def test_t12_a_box_over_its_own_content_only_moves(hand):
    top = Point(hand.rect("p").right - 60, hand.rect("p").y + 14)
    with hand.one_edit():
        hand.drag(top, Point(top.x - 200, top.y + 60))
    assert hand.node("p").workflow == "main"


def two_triggers():
    return process(
        trigger("late", at=(0, 400)),
        box("p", "inner", at=(0, 0), open_size=(500, 300)),
        inside("inner", trigger("in", at=(0, 0)), task("x", at=(200, 0)), "in -> x"),
    )


def test_t13_a_second_trigger_is_refused_with_its_reason(qtbot):
    hand = Hand(qtbot, two_triggers(), opened=("p",))
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    with hand.no_edit():
        hand.drag(hand.center("late"), under(hand, "x", 30))
    assert any("has a trigger already" in text for text in said)


def test_a_refused_drop_says_why_beside_the_pointer_once_it_is_held_there(qtbot):
    hand = Hand(qtbot, two_triggers(), opened=("p",))
    gesture = hand.surface.overlay.gesture
    hand.carry(hand.center("late"), under(hand, "x", 30))
    assert not gesture.shown.target_ok
    assert not gesture.reason
    qtbot.waitUntil(lambda: bool(gesture.reason), timeout=5000)
    assert "has a trigger already" in gesture.reason
    hand.key("Esc")
    assert not gesture.reason


def test_several_go_together_with_the_flows_between_them(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        task("a", at=(0, 300)),
        task("b", at=(260, 300)),
        "a -> b",
        inside("inner", task("x", at=(0, 0), size=None)),
    )
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("a", "b")
    with hand.one_edit():
        hand.drag(hand.center("a"), under(hand, "x", 10))
    assert [hand.node(n).workflow for n in ("a", "b")] == ["inner", "inner"]
    assert hand.flow("a", "b")


def test_a_box_grows_to_the_left_and_upwards_and_nothing_inside_moves(hand):
    before = {node: hand.rect(node) for node in ("in", "y", "out")}
    frame, start = hand.rect("p"), hand.center("x")
    with hand.one_edit():
        hand.drag(start, Point(start.x - 180, start.y - 40))
    assert {node: hand.rect(node) for node in before} == before
    after = hand.rect("p")
    assert (after.x, after.y) < (frame.x, frame.y)
    assert (after.right, after.bottom) == (frame.right, frame.bottom)
    assert after.encloses(hand.rect("x"))


def test_an_event_goes_from_the_border_of_one_step_to_another(qtbot):
    document = process(task("a", at=(0, 0)), task("b", at=(400, 0)), boundary("late", host="a"))
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag(hand.center("late"), hand.center("b"))
    assert hand.node("late").host == "b"
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    with hand.no_edit():
        hand.drag(hand.center("late"), Point(300, 300))
    assert any("border of its step" in text for text in said)


@pytest.mark.parametrize("what", ["splice", "box", "resize"])
def test_t32_escape_during_a_drop_changes_nothing(hand, what):
    spots = {
        "splice": (hand.center("loose"), hand.middle("x-y")),
        "box": (hand.center("loose"), under(hand, "x", 60)),
        "resize": (None, Point(900, 600)),
    }
    start, end = spots[what]
    if start is None:
        hand.select("p")
        shown = hand.surface.hovering.shown()[("p",)]
        at = next(c.at for c in shown if (c.kind, c.detail) == ("handle", "se"))
        start = hand.surface.navigation.camera.to_scene(*at)
    with hand.no_edit():
        hand.carry(start, end)
        if what == "splice":
            hand.await_flow()
        hand.key("Esc")
        hand.release(end)
    assert hand.editor.history.undone == []


def test_t39_a_linked_box_may_not_go_into_its_own_definition(qtbot):
    document = process(
        box("p", "inner", at=(0, 0), open_size=(500, 300)),
        box("again", "inner", at=(700, 0)),
        inside("inner", task("x", at=(0, 0))),
    )
    hand = Hand(qtbot, document, opened=("p",))
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    with hand.no_edit():
        hand.drag(hand.center("again"), under(hand, "x", 80))
    assert any("would contain itself" in text for text in said)
