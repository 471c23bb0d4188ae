"""Dropping into boxes, out of them, and into flows (C7, C9)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.layout.geometry import Point
from tests.support.build import boundary, box, decision, flow, inside, outcome, process, role, task, trigger
from tests.support.hand import CONTROL, Hand

REST = 120  # ms: long enough for a flow to notice what is held over it


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


def test_a_step_dropped_into_an_open_box_becomes_its_content_and_stays_where_it_is_seen(hand):
    target = under(hand, "x", 60)
    with hand.one_edit():
        hand.drag(hand.center("loose"), target)
    assert hand.node("loose").workflow == "inner"
    assert hand.center("loose").y == pytest.approx(target.y, abs=7)
    assert hand.selected == {"loose"}
    assert hand.path("loose") == ("p", "loose")


def test_the_box_grows_and_pushes_only_what_it_would_cover(qtbot):
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
    hand.drag(hand.center("loose"), spot)
    assert hand.node("loose").workflow == "inner"
    assert hand.rect("p").h > before.h
    assert hand.rect("p").encloses(hand.rect("loose"))
    assert hand.rect("below").y >= hand.rect("p").bottom
    assert hand.rect("right") == right


def test_a_step_dropped_on_a_closed_box_goes_behind_its_last_step(qtbot):
    hand = Hand(qtbot, boxed())
    with hand.one_edit():
        hand.drag(hand.center("loose"), hand.center("p"))
    assert hand.node("loose").workflow == "inner"
    assert not hand.document.flows_into("loose")
    assert hand.selected == {"p"}
    assert hand.notice.startswith("Added to")
    places = [Point(*hand.node(n).at) for n in ("x", "y", "in", "out")]
    assert Point(*hand.node("loose").at) not in places


def test_show_opens_the_box_with_what_was_added(qtbot):
    hand = Hand(qtbot, boxed())
    hand.drag(hand.center("loose"), hand.center("p"))
    hand.answer("Show")
    assert hand.document.view.open == ("p",)
    assert hand.selected == {"loose"}


def test_a_closed_box_that_is_hovered_springs_open_and_closes_when_it_is_over(qtbot):
    hand = Hand(qtbot, boxed())
    hand.carry(hand.center("loose"), hand.center("p"))
    QTest.qWait(700)
    assert hand.surface.scene.nodes[("p",)].open
    spot = under(hand, "x", 40)
    hand.move(spot)
    with hand.one_edit():
        hand.release(spot)
    assert hand.node("loose").workflow == "inner"
    assert not hand.surface.scene.nodes[("p",)].open
    assert hand.document.view.open == ()


def test_a_child_stays_within_24_beyond_its_box_and_leaves_further_out(hand):
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
    assert ("x", "out") in hand.pairs()
    assert not hand.document.flows_into("y")
    assert "healed" in hand.notice
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


def test_a_box_over_its_own_content_only_moves(hand):
    top = Point(hand.rect("p").right - 60, hand.rect("p").y + 14)
    with hand.one_edit():
        hand.drag(top, Point(top.x - 200, top.y + 60))
    assert hand.node("p").workflow == "main"


def test_a_second_trigger_is_refused_with_its_reason(qtbot):
    document = process(
        trigger("late", at=(0, 400)),
        box("p", "inner", at=(0, 0), open_size=(500, 300)),
        inside("inner", trigger("in", at=(0, 0)), task("x", at=(200, 0)), "in -> x"),
    )
    hand = Hand(qtbot, document, opened=("p",))
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    with hand.no_edit():
        hand.drag(hand.center("late"), under(hand, "x", 30))
    assert any("has a trigger already" in text for text in said)


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


# Splicing


def line():
    return process(
        trigger("start", at=(0, 12)),
        task("b", at=(500, 0)),
        task("c", at=(720, 0)),
        flow("start", "b", label="go", via=()),
        "b -> c",
        task("n", at=(200, 200)),
    )


def test_a_loose_step_dropped_near_a_flow_goes_into_it(qtbot):
    hand = Hand(qtbot, line())
    old = hand.flow("start", "b")
    with hand.one_edit():
        hand.drag(hand.center("n"), Point(280, 38), rest=REST)
    assert hand.flow("start", "n").id == old.id
    assert hand.flow("start", "n").label == "go"
    assert hand.flow("n", "b")
    assert hand.center("n").y == hand.center("b").y


def test_what_is_too_near_behind_is_pushed(qtbot):
    document = line()
    hand = Hand(qtbot, document)
    hand.drag(hand.center("n"), Point(410, 38), rest=REST)
    assert hand.pairs() == {("start", "n"), ("n", "b"), ("b", "c")}
    assert not hand.rect("n").overlaps(hand.rect("b"))
    assert hand.rect("b").x - hand.rect("n").right >= 40


def test_space_only_moves_it(qtbot):
    hand = Hand(qtbot, line())
    hand.carry(hand.center("n"), Point(280, 38))
    QTest.qWait(REST)
    QTest.keyPress(hand.surface, Qt.Key.Key_Space)
    hand.release(Point(280, 38))
    QTest.keyRelease(hand.surface, Qt.Key.Key_Space)
    assert hand.pairs() == {("start", "b"), ("b", "c")}
    assert hand.node("n").at != (200, 200)


def test_a_step_with_flows_goes_into_a_flow_only_after_i(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(500, 0)),
        "a -> b",
        task("n", at=(200, 200)),
        task("m", at=(500, 200)),
        "n -> m",
    )
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag(hand.center("n"), Point(330, 32), rest=REST)
    assert hand.pairs() == {("a", "b"), ("n", "m")}
    hand.key("Ctrl+Z")
    with hand.one_edit():
        hand.carry(hand.center("n"), Point(330, 32))
        hand.key("I")
        QTest.qWait(REST)
        hand.release(Point(330, 32))
    assert hand.pairs() == {("a", "n"), ("n", "b"), ("n", "m")}


def test_from_the_root_into_a_flow_of_a_box_in_a_box(qtbot):
    document = process(
        box("p", "outer", at=(0, 0)),
        task("n", at=(0, 500), role="clerk"),
        role("clerk"),
        inside("outer", box("q", "inner", at=(20, 20))),
        inside("inner", task("x", at=(0, 0)), task("y", at=(420, 0)), "x -> y"),
    )
    hand = Hand(qtbot, document, opened=("p", "q"))
    with hand.one_edit():
        hand.drag(hand.center("n"), hand.middle("x-y"), rest=REST)
    assert hand.node("n").workflow == "inner"
    assert {("x", "n"), ("n", "y")} <= hand.pairs()


def test_tab_goes_to_the_next_of_two_crossing_flows(qtbot):
    document = process(
        task("a", at=(0, 100)),
        task("b", at=(600, 100)),
        task("c", at=(300, -140)),
        task("d", at=(300, 300)),
        "a -> b",
        flow("c", "d"),
        task("n", at=(0, 480)),
    )
    hand = Hand(qtbot, document)
    points = hand.surface.scene.flows[("a-b",)].points
    spot = Point(380, points[0].y)
    hand.carry(hand.center("n"), spot)
    QTest.qWait(REST)
    first = hand.surface.overlay.feedback.target
    hand.key("Tab")
    second = hand.surface.overlay.feedback.target
    assert {first, second} == {("a-b",), ("c-d",)}
    hand.key("Esc")


def test_a_drop_on_the_label_counts_as_the_flow(qtbot):
    document = process(
        decision("d", at=(0, 0)),
        task("b", at=(500, -4)),
        flow("d", "b", label="yes, and a long reason too"),
        task("n", at=(200, 300)),
    )
    hand = Hand(qtbot, document)
    hand.surface.grab()
    rect = hand.surface.diagram.faces.label_rect(("d-b",))
    assert rect is not None
    with hand.one_edit():
        hand.drag(hand.center("n"), rect.center, rest=REST)
    assert ("n", "b") in hand.pairs()


@pytest.mark.parametrize("copies", [False, True])
def test_a_copy_drag_puts_the_copy_into_the_flow(qtbot, copies):
    hand = Hand(qtbot, line())
    before = hand.document
    hand.drag(
        hand.center("n"), Point(280, 38), CONTROL if copies else Qt.KeyboardModifier.NoModifier, rest=REST
    )
    made = hand.new_nodes(before)
    assert len(made) == copies
    inserted = made[0].id if copies else "n"
    assert {("start", inserted), (inserted, "b")} <= hand.pairs()


def test_outcomes_are_not_put_into_flows(qtbot):
    document = process(task("a", at=(0, 0)), task("b", at=(500, 0)), "a -> b", outcome("o", at=(200, 200)))
    hand = Hand(qtbot, document)
    hand.drag(hand.center("o"), Point(330, 32), rest=REST)
    assert hand.pairs() == {("a", "b")}


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


def test_a_selected_chain_goes_into_a_flow_as_a_whole(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(800, 0)),
        "a -> b",
        task("n", at=(200, 300)),
        task("m", at=(400, 300)),
        "n -> m",
    )
    hand = Hand(qtbot, document)
    hand.select("n", "m")
    start = hand.center("n")
    with hand.one_edit():
        hand.drag(start, Point(start.x + 40, 32), rest=REST)
    assert hand.pairs() == {("a", "n"), ("n", "m"), ("m", "b")}


def test_two_loose_steps_do_not_go_into_a_flow(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(800, 0)),
        "a -> b",
        task("n", at=(200, 300)),
        task("m", at=(400, 300)),
    )
    hand = Hand(qtbot, document)
    hand.select("n", "m")
    start = hand.center("n")
    hand.drag(start, Point(start.x + 40, 32), rest=REST)
    assert hand.pairs() == {("a", "b")}


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
def test_escape_during_a_drop_changes_nothing(hand, what):
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
        QTest.qWait(REST)
        hand.key("Esc")
        hand.release(end)
    assert hand.editor.history.undone == []
