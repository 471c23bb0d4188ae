"""Drawing flows: from ports, click by click, across borders, and leading ends elsewhere (C8)."""

from itertools import pairwise

import pytest

from designer.layout.geometry import Point
from tests.support.build import box, decision, flow, inside, note, outcome, process, task, trigger
from tests.support.hand import Hand


def three():
    return process(
        task("a", at=(0, 0)),
        task("b", at=(400, 0)),
        task("c", at=(400, 200)),
        outcome("end", at=(700, 12)),
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, three())


def port(hand: Hand, node: str, side: str = "right") -> Point:
    """The middle of a port, on which the pointer must have hovered."""
    hand.hover(hand.center(node))
    camera = hand.surface.navigation.camera
    shown = hand.surface.hovering.shown()[hand.path(node)]
    control = next(c for c in shown if c.kind == "port" and c.detail == side)
    return camera.to_scene(*control.at)


def box_port(hand: Hand, node: str) -> Point:
    return next(port.at for port in hand.surface.scene.ports if port.node == node)


def test_a_drag_from_a_port_connects(hand):
    with hand.one_edit():
        hand.drag(port(hand, "a"), hand.center("b"))
    assert hand.flow("a", "b")


def test_a_release_near_a_step_is_drawn_to_it(hand):
    rect = hand.rect("b")
    with hand.one_edit():
        hand.drag(port(hand, "a"), Point(rect.x - 12, rect.center.y + 10))
    assert hand.flow("a", "b")


def test_nothing_leads_out_of_an_outcome_so_the_flow_is_turned_round(hand):
    with hand.one_edit():
        hand.drag(port(hand, "a"), hand.center("end"))
    assert hand.flow("a", "end")


def test_connecting_twice_is_refused(hand):
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    hand.drag(port(hand, "a"), hand.center("b"))
    with hand.no_edit():
        hand.drag(port(hand, "a"), hand.center("b"))
    assert any("already connected" in text for text in said)


def test_what_a_flow_cannot_lead_to_is_dimmed_and_what_is_there_already_is_shown(qtbot):
    document = process(
        trigger("start", at=(0, 12)),
        task("a", at=(200, 0)),
        task("b", at=(450, 0)),
        note("n", at=(200, 200)),
        "a -> b",
    )
    hand = Hand(qtbot, document)
    hand.carry(port(hand, "a", "bottom"), Point(300, 150))
    assert hand.surface.overlay.gesture.shown.dimmed == {("b",), ("n",)}
    hand.move(hand.center("b"))
    assert hand.surface.overlay.gesture.shown.target == ("a-b",)
    assert not hand.surface.overlay.gesture.shown.target_ok
    hand.key("Esc")


def test_escape_draws_nothing(hand):
    with hand.no_edit():
        hand.carry(port(hand, "a"), hand.center("b"))
        hand.key("Esc")
        hand.release(hand.center("b"))


def test_several_sources_are_connected_at_once(hand):
    hand.select("a", "b")
    with hand.one_edit():
        hand.drag(port(hand, "a"), hand.center("c"))
    assert hand.pairs() == {("a", "c"), ("b", "c")}


def test_a_task_may_lead_back_to_itself(hand):
    start = port(hand, "a")
    with hand.one_edit():
        hand.press(start)
        hand.move(Point(start.x + 80, start.y + 60))
        hand.move(hand.center("a"))
        hand.release(hand.center("a"))
    assert hand.pairs() == {("a", "a")}


def test_the_connect_tool_goes_click_by_click_with_bends(hand):
    hand.key("C")
    assert hand.surface.tool_name == "connect"
    with hand.one_edit():
        hand.click(hand.center("a"))
        hand.hover(Point(300, 150))
        hand.click(Point(300, 150))
        hand.click(Point(340, 180))
        hand.key("Backspace")
        hand.click(hand.center("c"))
    assert len(hand.flow("a", "c").via) == 1
    hand.key("Esc")
    assert hand.surface.tool_name == "select"


def test_escape_in_the_connect_tool_drops_the_flow_first(hand):
    hand.key("C")
    with hand.no_edit():
        hand.click(hand.center("a"))
        hand.key("Esc")
    assert hand.surface.tool_name == "connect"
    hand.key("Esc")
    assert hand.surface.tool_name == "select"


def test_a_drop_on_a_flow_merges_into_it(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(600, 0)),
        "a -> b",
        task("x", at=(200, 260)),
    )
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag(port(hand, "x", "top"), Point(380, 32))
    (merge,) = [n.id for n in hand.document.nodes.values() if n.kind == "decision"]
    assert hand.pairs() == {("a", merge), ("x", merge), (merge, "b")}


# Across borders


def two_boxes():
    return process(
        box("p", "first", at=(0, 0)),
        box("q", "second", at=(500, 0)),
        inside("first", task("a", at=(0, 0)), task("a2", at=(0, 100))),
        inside("second", task("b", at=(0, 0))),
    )


def test_t20_from_a_step_in_one_box_to_a_step_in_another(qtbot):
    hand = Hand(qtbot, two_boxes(), opened=("p", "q"))
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    with hand.one_edit():
        hand.drag(port(hand, "a"), hand.center("b"))
    made = hand.flow("p", "q")
    out, into = hand.node(made.outcome), hand.node(made.trigger)
    assert (out.kind, out.workflow) == ("outcome", "first")
    assert (into.kind, into.workflow) == ("trigger", "second")
    assert {("a", out.id), (into.id, "b")} <= hand.pairs()
    assert any("Also adds" in text for text in said)
    routed = hand.surface.scene.flows[hand.path(made.id)]
    hand.surface.toggle([("p",)])
    assert hand.surface.scene.flows[hand.path(made.id)].source == routed.source


def test_t21_a_second_step_gets_its_own_exit_to_the_same_entry(qtbot):
    hand = Hand(qtbot, two_boxes(), opened=("p", "q"))
    hand.drag(port(hand, "a"), hand.center("b"))
    with hand.one_edit():
        hand.drag(port(hand, "a2"), hand.center("b"))
    flows = [f for f in hand.document.flows.values() if (f.source, f.target) == ("p", "q")]
    assert len({f.outcome for f in flows}) == 2
    assert len({f.trigger for f in flows}) == 1


def test_t22_to_the_border_of_its_own_box_adds_an_outcome(qtbot):
    hand = Hand(qtbot, two_boxes(), opened=("p",))
    rect = hand.rect("p")
    with hand.one_edit():
        hand.drag(port(hand, "a", "right"), Point(rect.right - 40, rect.y + 14))
    (out,) = [n for n in hand.document.nodes_in("first") if n.kind == "outcome"]
    assert hand.pairs() == {("a", out.id)}


def test_from_the_port_of_a_box_its_outcome_is_kept(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        task("b", at=(400, 0)),
        inside(
            "inner",
            trigger("in", at=(0, 0)),
            outcome("yes", at=(300, 0)),
            outcome("no", at=(300, 100)),
            "in -> yes",
            "in -> no",
        ),
    )
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag(box_port(hand, "no"), hand.center("b"))
    assert hand.flow("p", "b").outcome == "no"


def two_entries():
    return process(
        task("a", at=(0, 0)),
        task("b", at=(600, 0)),
        "a -> b",
        box("p", "inner", at=(300, 300)),
        inside(
            "inner",
            trigger("one"),
            trigger("two", at=(0, 100)),
            task("x", at=(200, 0)),
            outcome("out", at=(500, 0)),
        ),
    )


def test_from_an_entry_onto_a_flow_the_work_branches_off_and_comes_in_there(qtbot):
    hand = Hand(qtbot, two_entries())
    with hand.one_edit():
        hand.drag(box_port(hand, "two"), Point(320, 32))
    (split,) = [n.id for n in hand.document.nodes.values() if n.kind == "decision"]
    assert hand.pairs() == {("a", split), (split, "b"), (split, "p")}
    assert hand.flow(split, "p").trigger == "two"


def test_the_bar_then_leads_from_what_the_flow_leaves_instead(qtbot):
    hand = Hand(qtbot, two_entries())
    hand.drag(box_port(hand, "two"), Point(320, 32))
    hand.answer("Lead from ‹A› instead")  # noqa: RUF001
    assert hand.pairs() == {("a", "b"), ("a", "p")}
    assert hand.flow("a", "p").trigger == "two"
    hand.key("Ctrl+Z")
    assert hand.bytes == hand.start


def test_a_flow_drawn_backwards_click_by_click_keeps_its_bends(qtbot):
    hand = Hand(qtbot, two_entries())
    hand.key("C")
    for at in (box_port(hand, "two"), Point(200, 250), hand.center("a")):
        hand.click(at)
    assert hand.flow("a", "p").via == ((200, 250),)
    assert hand.titles == ["Connect from ‹A›"]  # noqa: RUF001


# Ends, bends, segments, labels


def bent():
    return process(
        task("a", at=(0, 0)),
        task("b", at=(400, 200)),
        task("c", at=(400, 400)),
        flow("a", "b", label="go"),
    )


def control(hand: Hand, kind: str, detail: str) -> Point:
    shown = hand.surface.hovering.shown()[next(iter(hand.surface.selection))]
    found = next(c for c in shown if (c.kind, c.detail) == (kind, detail))
    return hand.surface.navigation.camera.to_scene(*found.at)


def test_the_end_of_a_flow_goes_to_another_step(qtbot):
    hand = Hand(qtbot, bent())
    hand.click(hand.middle("a-b"))
    assert hand.selected == {"a-b"}
    with hand.one_edit():
        hand.drag(control(hand, "end", "target"), hand.center("c"))
    assert (hand.flow("a", "c").id, hand.flow("a", "c").label) == ("a-b", "go")


def test_an_end_dropped_on_empty_ground_stays(qtbot):
    hand = Hand(qtbot, bent())
    hand.click(hand.middle("a-b"))
    with hand.no_edit():
        hand.drag(control(hand, "end", "target"), Point(700, 100))


def test_t45_ends_led_onto_each_other_make_a_loop_where_that_is_allowed(qtbot):
    hand = Hand(qtbot, bent())
    hand.click(hand.middle("a-b"))
    with hand.one_edit():
        hand.drag(control(hand, "end", "target"), hand.center("a"))
    assert hand.pairs() == {("a", "a")}


def test_a_segment_moves_parallel_and_is_pinned(qtbot):
    hand = Hand(qtbot, bent())
    spot = hand.middle("a-b")
    points = hand.surface.scene.flows[("a-b",)].points
    with hand.one_edit():
        hand.drag(spot, Point(spot.x + 40, spot.y))
    assert hand.flow("a", "b").via
    after = hand.surface.scene.flows[("a-b",)].points
    assert (after[0], after[-1]) == (points[0], points[-1])
    assert any(point.x == pytest.approx(spot.x + 40, abs=1) for point in after)
    assert all(p.x == pytest.approx(q.x) or p.y == pytest.approx(q.y) for p, q in pairwise(after))


@pytest.mark.parametrize("by", [-12, 7, 12])
def test_a_straight_flow_dragged_aside_takes_its_docks_along(qtbot, by):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(400, 0)), "a -> b"))
    with hand.one_edit():
        hand.drag(Point(300, 32), Point(300, 32 + by))
    after = hand.surface.scene.flows[("a-b",)].points
    assert hand.flow("a", "b").via
    assert {point.y for point in after} == {32 + by}
    assert (after[0].x, after[-1].x) == (160, 400)


@pytest.mark.parametrize("by", [-60, 16, 60])
def test_docks_keep_within_the_step_and_bends_lead_further(qtbot, by):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(400, 0)), "a -> b"))
    with hand.one_edit():
        hand.drag(Point(300, 32), Point(300, 32 + by))
    after = hand.surface.scene.flows[("a-b",)].points
    assert (after[0], after[-1]) == ((160, 32), (400, 32))
    assert [point.y for point in after[2:-2]] == [32 + by, 32 + by]


def test_the_first_piece_of_a_flow_takes_its_dock_along_and_the_rest_stays(qtbot):
    hand = Hand(qtbot, bent())
    before = hand.surface.scene.flows[("a-b",)].points
    with hand.one_edit():
        hand.drag(Point(220, 32), Point(220, 42))
    after = hand.surface.scene.flows[("a-b",)].points
    assert after[0] == (160, 42)
    assert after[-2:] == before[-2:]
    assert len(after) == len(before)


def test_a_dock_that_shares_its_side_stays_and_so_does_one_at_a_tip(qtbot):
    shared = process(
        task("a", at=(0, 0)), task("b", at=(400, 0)), task("c", at=(400, 200)), "a -> b", flow("a", "c")
    )
    tip = process(decision("a", at=(104, 4)), task("b", at=(400, 0)), "a -> b")
    for document in (shared, tip):
        hand = Hand(qtbot, document)
        start = hand.surface.scene.flows[("a-b",)].points[0]
        with hand.one_edit():
            hand.drag(Point(280, start.y), Point(280, start.y + 8))
        assert hand.surface.scene.flows[("a-b",)].points[0] == start


def test_a_bend_is_taken_out_by_a_double_click(qtbot):
    hand = Hand(qtbot, bent())
    spot = hand.middle("a-b")
    hand.drag(spot, Point(spot.x + 40, spot.y))
    assert hand.selected == {"a-b"}
    count = len(hand.flow("a", "b").via)
    with hand.one_edit():
        hand.double_click(control(hand, "bend", "0"))
    assert len(hand.flow("a", "b").via) == count - 1


def test_a_label_stays_where_it_is_put(qtbot):
    hand = Hand(qtbot, bent())
    hand.surface.grab()
    rect = hand.surface.label(("a-b",))
    with hand.one_edit():
        hand.drag(rect.center, Point(rect.center.x + 60, rect.center.y + 40))
    assert hand.flow("a", "b").label_at is not None
