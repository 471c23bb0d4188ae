"""What a flow that is being drawn catches, turns round, refuses and builds (C8)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from designer.layout.geometry import Point
from tests.support.build import boundary, box, decision, flow, inside, outcome, process, task, trigger
from tests.support.hand import SHIFT, Hand


def side(hand: Hand, node: str, way: str = "right") -> Point:
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    at = next(control.at for control in shown if (control.kind, control.detail) == ("port", way))
    return hand.surface.navigation.camera.to_scene(*at)


def control(hand: Hand, kind: str, detail: str) -> Point:
    shown = hand.surface.hovering.shown()[next(iter(hand.surface.selection))]
    found = next(c for c in shown if (c.kind, c.detail) == (kind, detail))
    return hand.surface.navigation.camera.to_scene(*found.at)


def two(*parts):
    return process(task("a", at=(0, 0)), task("b", at=(400, 0)), task("c", at=(400, 200)), *parts)


@pytest.mark.parametrize(
    ("zoom", "gap", "caught"), [(1, 15, True), (1, 17, False), (0.5, 31, True), (0.5, 33, False)]
)
def test_a_release_within_16_pixels_of_a_step_is_drawn_to_it(qtbot, zoom, gap, caught):
    hand = Hand(qtbot, two())
    hand.look(Point(-100, -150), zoom)
    rect = hand.rect("b")
    hand.drag(side(hand, "a"), Point(rect.center.x, rect.y - gap))
    hand.key("Esc")
    assert (hand.pairs() == {("a", "b")}) == caught


def test_a_trigger_is_led_to_the_step_that_it_was_drawn_from(qtbot):
    hand = Hand(qtbot, two(trigger("start", at=(0, 212))))
    with hand.one_edit():
        hand.drag(side(hand, "a", "bottom"), hand.center("start"))
    assert hand.pairs() == {("start", "a")}


def test_what_leads_nowhere_either_way_is_refused_with_the_reason(qtbot):
    hand = Hand(qtbot, process(trigger("t1", at=(0, 0)), trigger("t2", at=(300, 0))))
    gesture = hand.surface.overlay.gesture
    with hand.no_edit():
        hand.carry(side(hand, "t1"), hand.center("t2"))
        assert (gesture.shown.target, gesture.shown.target_ok, gesture.shown.wire_ok) == (
            ("t2",),
            False,
            False,
        )
        assert "a trigger is where the work starts" in gesture.shown.reason
        hand.release(hand.center("t2"))


def test_a_decision_does_not_lead_straight_back_to_itself(qtbot):
    hand = Hand(qtbot, process(decision("d", at=(0, 0))))
    start = side(hand, "d")
    with hand.no_edit():
        hand.press(start)
        hand.move(Point(start.x + 90, start.y + 60))
        hand.move(hand.center("d"))
        assert "back to itself" in hand.surface.overlay.gesture.shown.reason
        hand.release(hand.center("d"))


def test_a_loop_drawn_on_a_task_has_four_bends_and_goes_around_it(qtbot):
    hand = Hand(qtbot, two())
    start = side(hand, "a")
    hand.press(start)
    hand.move(Point(start.x + 80, start.y + 60))
    hand.move(hand.center("a"))
    hand.release(hand.center("a"))
    points = hand.surface.scene.flows[hand.path(hand.flow("a", "a").id)].points
    assert len(points) == 6
    rect = hand.rect("a")
    assert not any(rect.grown(-1).holds(*point) for point in points)


def test_two_flows_between_the_same_steps_need_different_conditions(qtbot):
    document = process(decision("d", at=(0, 0)), task("b", at=(400, 0)), flow("d", "b", condition="x > 1"))
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag(side(hand, "d", "top"), hand.center("b"))
    with hand.no_edit():
        hand.drag(side(hand, "d", "bottom"), hand.center("b"))
    assert len(hand.document.flows) == 2


def test_the_flow_that_one_of_several_has_already_flashes(qtbot):
    hand = Hand(qtbot, two("b -> c"))
    hand.select("a", "b")
    with hand.no_edit():
        hand.drag(side(hand, "a", "bottom"), hand.center("c"))
    assert hand.surface.overlay.flashing == {("b-c",)}
    assert hand.notice == ""


def test_several_are_merged_into_a_flow_at_once(qtbot):
    hand = Hand(
        qtbot,
        process(
            *(task(n, at=(0, y)) for n, y in (("x", 200), ("y", 320))),
            task("a", at=(0, 0)),
            task("b", at=(700, 0)),
            "a -> b",
        ),
    )
    hand.select("x", "y")
    with hand.one_edit():
        hand.drag(side(hand, "x"), hand.middle("a-b"))
    (merge,) = [n.id for n in hand.document.nodes.values() if n.kind == "decision"]
    assert hand.pairs() == {("a", merge), ("x", merge), ("y", merge), (merge, "b")}


# Click by click


def test_backspace_takes_the_bends_back_one_by_one_and_a_flow_keeps_the_rest(qtbot):
    hand = Hand(qtbot, two())
    hand.key("C")
    hand.click(hand.center("a"))
    for at in (Point(250, 120), Point(280, 160), Point(320, 180)):
        hand.click(at)
    hand.key("Backspace")
    hand.key("Backspace")
    with hand.one_edit():
        hand.click(hand.center("c"))
    assert hand.flow("a", "c").via == ((250, 120),)


def test_a_flow_that_only_the_other_way_allows_goes_back_by_the_bends_that_were_clicked(qtbot):
    hand = Hand(qtbot, two(trigger("go", at=(100, 300))))
    hand.key("C")
    hand.click(hand.center("b"))
    for at in (Point(360, 140), Point(200, 140)):
        hand.click(at)
    with hand.one_edit():
        hand.click(hand.center("go"))
    assert hand.flow("go", "b").via == ((200, 140), (360, 140))


def test_backspace_without_a_bend_leaves_all_as_it_is(qtbot):
    hand = Hand(qtbot, two())
    hand.key("C")
    hand.click(hand.center("a"))
    with hand.no_edit():
        hand.key("Backspace")
    hand.click(hand.center("b"))
    assert hand.pairs() == {("a", "b")}


def test_the_connect_tool_says_that_a_flow_begins_at_a_step(qtbot):
    hand = Hand(qtbot, two())
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    hand.key("C")
    with hand.no_edit():
        hand.click(Point(250, 250))
    assert "begins at a step" in said[-1]


def test_bends_clicked_on_the_way_to_another_box_stay_on_the_flow_between_the_boxes(qtbot):
    document = process(
        box("p", "first", at=(0, 0)),
        box("q", "second", at=(700, 200)),
        inside("first", task("a", at=(0, 0))),
        inside("second", task("b", at=(0, 0))),
    )
    hand = Hand(qtbot, document, opened=("p", "q"))
    hand.key("C")
    before = hand.rect("q")
    with hand.one_edit():
        hand.click(hand.center("a"))
        hand.click(Point(450, 100))
        hand.click(Point(450, 260))
        hand.click(hand.center("b"))
    assert len(hand.flow("p", "q").via) == 2
    # The first box has grown by its new outcome, and what stood beside it made room.
    points = hand.surface.scene.flows[hand.path(hand.flow("p", "q").id)].points
    grown = hand.rect("q").x - before.x
    assert grown > 0
    assert [p for p in points if p.x == pytest.approx(450 + grown, abs=1)]


# Across borders


def ported():
    return process(
        box("p", "first", at=(0, 0)),
        box("q", "second", at=(600, 0)),
        inside("first", task("a", at=(0, 0)), task("a2", at=(0, 100)), outcome("done", at=(300, 0))),
        inside("second", trigger("go", at=(0, 12)), task("b", at=(150, 0)), "go -> b"),
    )


def test_an_outcome_and_a_trigger_that_are_there_are_used(qtbot):
    hand = Hand(qtbot, ported(), opened=("p", "q"))
    before = hand.document
    with hand.one_edit():
        hand.drag(side(hand, "a"), hand.center("b"))
    assert hand.new_nodes(before) == []
    assert (hand.flow("p", "q").outcome, hand.flow("p", "q").trigger) == ("done", "go")
    assert ("a", "done") in hand.pairs()


def test_all_that_is_built_is_seen_before_the_release(qtbot):
    hand = Hand(qtbot, ported(), opened=("p", "q"))
    hand.drag(side(hand, "a"), hand.center("b"))
    before = hand.bytes
    hand.carry(side(hand, "a2"), hand.center("b"))
    hand.surface.grab()
    shown = hand.surface.diagram.layers
    drawn = {path for layer in shown for path in (placed.path for placed in layer.arrays.nodes)}
    assert any(path[0] == "p" and path[-1] not in hand.document.nodes for path in drawn)
    hand.release(hand.center("b"))
    assert hand.bytes != before
    assert hand.notice.startswith("Connected · added")


def test_a_drop_on_the_border_of_a_box_leads_to_its_trigger(qtbot):
    hand = Hand(qtbot, process(list(ported().records()), task("x", at=(0, 500))), opened=("q",))
    rect = hand.rect("q")
    with hand.one_edit():
        hand.drag(side(hand, "x"), Point(rect.x + 2, rect.bottom - 30))
    assert hand.flow("x", "q").trigger in (None, "go")
    assert hand.new_nodes(hand.document) == []


def test_shift_moves_all_wires_of_an_exit_of_a_box_to_another_step(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        *(task(n, at=(500, y)) for n, y in (("b", -100), ("c", 100))),
        task("other", at=(0, 300)),
        flow("p", "b", outcome="yes"),
        flow("p", "c", outcome="no"),
        inside(
            "inner",
            trigger("in"),
            outcome("yes", at=(300, 0)),
            outcome("no", at=(300, 100)),
            "in -> yes",
            "in -> no",
        ),
    )
    hand = Hand(qtbot, document)
    door = next(port.at for port in hand.surface.scene.ports if port.node == "no")
    with hand.one_edit():
        hand.press(door, SHIFT)
        for at in (Point(200, 200), hand.center("other")):
            hand.move(at, SHIFT)
        hand.release(hand.center("other"), SHIFT)
    assert hand.pairs() == {("p", "b"), ("other", "c"), ("in", "yes"), ("in", "no")}


def test_shift_where_nothing_is_joined_says_so(qtbot):
    hand = Hand(qtbot, two())
    start = side(hand, "a")
    with hand.no_edit():
        hand.press(start, SHIFT)
        hand.move(Point(300, 100), SHIFT)
        assert "No flow is joined here" in hand.surface.overlay.gesture.shown.reason
        qtbot.waitUntil(lambda: "No flow is joined here" in hand.surface.overlay.gesture.reason)
        hand.release(Point(300, 100), SHIFT)


# An end led elsewhere

ENDS = (
    ("d", "target", decision("d", at=(0, 4)), "cannot lead straight back to itself"),
    ("go", "target", trigger("go", at=(0, 12)), "a trigger is where the work starts"),
    ("late", "target", boundary("late", "a"), "it happens while its step runs"),
    ("end", "source", outcome("end", at=(700, 212)), "an outcome is where the work ends"),
)


@pytest.mark.parametrize(("sign", "end", "node", "reason"), ENDS, ids=[each[0] for each in ENDS])
def test_t45_an_end_that_would_come_back_to_where_nothing_may_is_red_and_does_nothing(
    qtbot, sign, end, node, reason
):
    joined = flow(sign, "c") if end == "target" else flow("c", sign)
    hand = Hand(qtbot, two(node, joined))
    said = []
    hand.surface.statusText.connect(said.append)
    hand.click(hand.middle(joined.id))
    with hand.no_edit():
        hand.carry(control(hand, "end", end), hand.center(sign))
        shown = hand.surface.overlay.gesture.shown
        assert (shown.target[-1], shown.target_ok, shown.wire_ok) == (sign, False, False)
        assert reason in shown.reason
        assert shown.reason in said
        assert QWidget.cursor(hand.surface).shape() == Qt.CursorShape.ForbiddenCursor
        hand.release(hand.center(sign))
    assert hand.surface.overlay.gesture.shown.target is None


def test_an_end_that_is_led_to_what_is_joined_already_is_red_and_what_is_there_flashes(qtbot):
    hand = Hand(qtbot, two("a -> b", "a -> c"))
    hand.click(hand.middle("a-c"))
    with hand.no_edit():
        hand.carry(control(hand, "end", "target"), hand.center("b"))
        shown = hand.surface.overlay.gesture.shown
        assert not shown.target_ok
        assert "already connected" in shown.reason
        hand.release(hand.center("b"))
    assert hand.surface.overlay.flashing == {("a-b",)}
