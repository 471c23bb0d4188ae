"""Putting steps into flows by dropping them (C9)."""

from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.layout.geometry import Point
from tests.support.build import box, decision, flow, inside, note, outcome, process, role, task, trigger
from tests.support.hand import ALT, CONTROL, NONE, Hand

REST = 250  # ms: long enough for a flow to notice what is held over it, where none should


def line():
    return process(
        trigger("start", at=(0, 12)),
        task("b", at=(500, 0)),
        task("c", at=(720, 0)),
        flow("start", "b", label="go", via=()),
        "b -> c",
        task("n", at=(200, 200)),
    )


def test_t1_a_loose_step_dropped_near_a_flow_goes_into_it(qtbot):
    hand = Hand(qtbot, line())
    old = hand.flow("start", "b")
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), Point(280, 38))
    assert hand.flow("start", "n").id == old.id
    assert hand.flow("start", "n").label == "go"
    assert hand.flow("n", "b")
    assert hand.center("n").y == hand.center("b").y


def test_t1_what_is_too_near_behind_is_pushed(qtbot):
    document = line()
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), Point(410, 38))
    assert hand.pairs() == {("start", "n"), ("n", "b"), ("b", "c")}
    assert not hand.rect("n").overlaps(hand.rect("b"))
    assert hand.rect("b").x - hand.rect("n").right >= 40


def test_t3_space_only_moves_it(qtbot):
    hand = Hand(qtbot, line())
    hand.carry_over_flow(hand.center("n"), Point(280, 38))
    QTest.keyPress(hand.surface, Qt.Key.Key_Space)
    hand.release(Point(280, 38))
    QTest.keyRelease(hand.surface, Qt.Key.Key_Space)
    assert hand.pairs() == {("start", "b"), ("b", "c")}
    assert hand.node("n").at != (200, 200)


def test_t4_a_step_with_flows_goes_into_a_flow_only_after_i(qtbot):
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
        hand.await_flow()
        hand.release(Point(330, 32))
    assert hand.pairs() == {("a", "n"), ("n", "b"), ("n", "m")}


def test_t2_from_the_root_into_a_flow_of_a_box_in_a_box(qtbot):
    document = process(
        box("p", "outer", at=(0, 0)),
        task("n", at=(0, 500), role="clerk"),
        role("clerk"),
        inside("outer", box("q", "inner", at=(20, 20))),
        inside("inner", task("x", at=(0, 0)), task("y", at=(420, 0)), "x -> y"),
    )
    hand = Hand(qtbot, document, opened=("p", "q"))
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), hand.middle("x-y"))
    assert hand.node("n").workflow == "inner"
    assert {("x", "n"), ("n", "y")} <= hand.pairs()


def test_t7_tab_goes_to_the_next_of_two_crossing_flows(qtbot):
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
    hand.carry_over_flow(hand.center("n"), spot)
    first = hand.surface.overlay.gesture.shown.target
    hand.key("Tab")
    second = hand.surface.overlay.gesture.shown.target
    assert {first, second} == {("a-b",), ("c-d",)}
    hand.key("Esc")


def test_t5_a_drop_on_the_label_counts_as_the_flow(qtbot):
    document = process(
        decision("d", at=(0, 0)),
        task("b", at=(500, -4)),
        flow("d", "b", label="yes, and a long reason too"),
        task("n", at=(200, 300)),
    )
    hand = Hand(qtbot, document)
    hand.surface.grab()
    rect = hand.surface.label(("d-b",))
    assert rect is not None
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), rect.center)
    assert ("n", "b") in hand.pairs()


@pytest.mark.parametrize("copies", [False, True])
def test_a_copy_drag_puts_the_copy_into_the_flow(qtbot, copies):
    hand = Hand(qtbot, line())
    before = hand.document
    hand.drag_into_flow(hand.center("n"), Point(280, 38), CONTROL if copies else NONE)
    made = hand.new_nodes(before)
    assert len(made) == copies
    inserted = made[0].id if copies else "n"
    assert {("start", inserted), (inserted, "b")} <= hand.pairs()


def test_outcomes_are_not_put_into_flows(qtbot):
    document = process(task("a", at=(0, 0)), task("b", at=(500, 0)), "a -> b", outcome("o", at=(200, 200)))
    hand = Hand(qtbot, document)
    hand.drag(hand.center("o"), Point(330, 32), rest=REST)
    assert hand.pairs() == {("a", "b")}


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
        hand.drag_into_flow(start, Point(start.x + 40, 32))
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


def test_t8_a_flow_keeps_the_port_of_its_box_on_the_half_that_touches_the_box(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        task("b", at=(500, 4)),
        flow("p", "b", outcome="no"),
        inside(
            "inner", trigger("in"), outcome("yes", at=(300, 0)), outcome("no", at=(300, 100)), "in -> yes"
        ),
        task("n", at=(200, 300)),
    )
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), hand.middle("p-b"))
    assert hand.flow("p", "n").outcome == "no"
    assert hand.flow("n", "b").outcome is None


def test_t6_a_step_dropped_on_a_bend_leaves_both_halves_square(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(600, 300)),
        flow("a", "b", via=((380, 32), (380, 332))),
        task("n", at=(100, 450)),
    )
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), Point(380, 32))
    for source, target in (("a", "n"), ("n", "b")):
        points = hand.surface.scene.flows[hand.path(hand.flow(source, target).id)].points
        assert all(p.x == pytest.approx(q.x) or p.y == pytest.approx(q.y) for p, q in pairwise(points))


def middle_over(hand, dy):
    """A place on the flow from start to b, a little beside its line."""
    y = hand.surface.scene.flows[("start-b",)].points[0].y
    return Point(280, y + dy)


@pytest.mark.parametrize(("off", "goes_in"), [(13, True), (-13, True), (15, False)])
def test_fourteen_is_near_enough_to_a_flow(qtbot, off, goes_in):
    hand = Hand(qtbot, line())
    drag = hand.drag_into_flow if goes_in else partial(hand.drag, rest=REST)
    with hand.one_edit():
        drag(hand.center("n"), middle_over(hand, off), ALT)
    assert (hand.pairs() == {("start", "n"), ("n", "b"), ("b", "c")}) == goes_in


def test_the_middle_of_what_is_dragged_counts_wherever_it_was_taken(qtbot):
    hand = Hand(qtbot, line())
    rect = hand.rect("n")
    grip = Point(rect.x + 12, rect.y + 8)
    goal = middle_over(hand, 0) + (grip - rect.center)
    with hand.one_edit():
        hand.drag_into_flow(grip, goal, ALT)
    assert ("start", "n") in hand.pairs()


def test_a_step_that_does_not_rest_over_a_flow_is_only_moved(qtbot, monkeypatch):
    hand = Hand(qtbot, line())
    waited: list[int] = []
    later = hand.surface.later
    monkeypatch.setattr(hand.surface, "later", lambda ms, act: (waited.append(ms), later(ms, act))[1])
    with hand.one_edit():
        hand.drag(hand.center("n"), middle_over(hand, 0))
    assert hand.pairs() == {("start", "b"), ("b", "c")}
    assert waited == [80]


def test_what_goes_into_a_flow_stays_where_it_is_dropped_and_what_follows_is_pushed(qtbot):
    document = process(
        list(line().records()), task("aside", at=(500, 260)), task("under", at=(720, 120)), "c -> under"
    )
    hand = Hand(qtbot, document)
    before = {node: hand.rect(node) for node in ("b", "c", "under", "aside", "start")}
    spot = Point(before["b"].x - 100, middle_over(hand, 0).y)  # 20 between the step and b
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), spot, ALT)
    assert hand.center("n") == Point(spot.x, before["b"].center.y)
    assert hand.rect("b").x == hand.rect("n").right + 50
    by = hand.rect("b").x - before["b"].x
    assert hand.rect("c") == before["c"].moved(by, 0)
    assert hand.rect("under") == before["under"].moved(by, 0)  # downstream and right of it
    assert hand.rect("aside") == before["aside"]  # not of this flow
    assert hand.rect("start") == before["start"]


def test_forty_between_are_enough(qtbot):
    hand = Hand(qtbot, line())
    before = hand.rect("b")
    spot = Point(before.x - 120, middle_over(hand, 0).y)
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), spot, ALT)
    assert hand.rect("b") == before


def test_upper_bends_stay_on_the_first_half_and_lower_ones_go_to_the_second(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(700, 300)),
        flow("a", "b", label="go", condition=None, via=((230, 32), (230, 180), (620, 180), (620, 332))),
        task("n", at=(100, 450)),
    )
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), Point(420, 182))
    first, second = hand.flow("a", "n"), hand.flow("n", "b")
    assert (first.id, first.label, second.label) == ("a-b", "go", "")
    assert first.via == ((230, 32), (230, 180))
    assert second.via == ((620, 180), (620, 332))
    assert hand.center("n").y == 180


def test_a_note_on_a_step_is_no_flow_of_its_own(qtbot):
    document = process(list(line().records()), note("remark", at=(200, 330), links=("n",)))
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag_into_flow(hand.center("n"), middle_over(hand, 0))
    assert ("start", "n") in hand.pairs()


def test_before_the_release_the_flows_lead_through_and_what_is_pushed_is_seen_elsewhere(qtbot):
    hand = Hand(qtbot, line())
    before = hand.rect("b")
    spot = Point(before.x - 60, middle_over(hand, 0).y)
    hand.carry_over_flow(hand.center("n"), spot)
    gesture = hand.surface.overlay.gesture.shown
    assert gesture.target == ("start-b",)
    hand.surface.grab()
    layers = hand.surface.diagram.layers
    flows = {(r.flow.source, r.flow.target) for layer in layers for r in layer.arrays.flows}
    assert {("start", "n"), ("n", "b")} <= flows
    seen = next(placed for layer in layers if (placed := layer.node(("b",))))
    assert seen.rect.x > before.x
    hand.key("Esc")
    hand.release(spot)
    assert hand.bytes == hand.start
