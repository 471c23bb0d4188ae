"""Flows by hand: labels with their leaders, pieces and bends, ways given back, wires moved together."""

import pytest

from designer.editing.nodes import move
from designer.layout.geometry import Point
from tests.support.build import boundary, box, decision, flow, inside, outcome, process, task, trigger
from tests.support.hand import ALT, NONE, SHIFT, Hand


def bent(**keys):
    return process(
        task("a", at=(0, 0)),
        task("b", at=(400, 200)),
        flow("a", "b", via=((280, 32), (280, 232)), **keys),
    )


def label(hand, flow_id):
    hand.surface.grab()
    rect = hand.surface.label(hand.path(flow_id))
    assert rect is not None
    return rect


def test_a_label_is_held_where_it_was_taken_and_shows_a_line_to_its_flow(qtbot):
    hand = Hand(qtbot, bent(label="in a hurry"))
    rect = label(hand, "a-b")
    grip = Point(rect.x + 4, rect.y + 4)
    with hand.one_edit():
        hand.carry(grip, grip + Point(90, -70))
        middle = rect.center + Point(90, -70)
        leader = hand.surface.overlay.gesture.shown.leader
        assert leader[-1].x == 280 or leader[-1].y in (32, 232)
        hand.release(grip + Point(90, -70))
    assert hand.flow("a", "b").label_at == (round(middle.x), round(middle.y))


def test_the_words_of_a_rule_are_dragged_like_a_label(qtbot):
    document = process(
        decision("d", at=(0, 0)), task("b", at=(400, -4)), flow("d", "b", probability=0.25, via=())
    )
    hand = Hand(qtbot, document)
    rect = label(hand, "d-b")
    with hand.one_edit():
        hand.drag(rect.center, rect.center + Point(10, 60))
    assert hand.flow("d", "b").label_at is not None


def test_reset_route_takes_bends_and_the_place_of_the_label_back(qtbot):
    hand = Hand(qtbot, bent(label="late", label_at=(0, 300)))
    hand.select("a-b")
    with hand.one_edit():
        assert hand.command("reset-route")
    assert (hand.flow("a", "b").via, hand.flow("a", "b").label_at) == ((), None)
    assert not hand.command("reset-route")


def test_all_routes_of_a_box_are_reset_at_once_and_no_others(qtbot):
    document = process(
        box("p", "inner", at=(0, 100)),
        task("b", at=(300, 0)),
        flow("p", "b", via=((250, 132), (250, 32))),
        inside("inner", trigger("in"), task("x", at=(200, 80)), outcome("out", at=(500, 0))),
        flow("in", "x", via=((170, 20), (170, 112))),
        flow("x", "out", via=((440, 112), (440, 20))),
    )
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("p")
    with hand.one_edit():
        assert hand.command("reset-routes")
    assert hand.flow("p", "b").via
    assert not hand.flow("in", "x").via
    assert not hand.flow("x", "out").via


def jogged():
    """A flow with a small step in the middle, 6 px high."""
    return process(
        task("a", at=(0, 0)),
        task("b", at=(400, 0)),
        flow("a", "b", via=((250, 38), (300, 38), (300, 32))),
    )


def test_straighten_takes_small_steps_out(qtbot):
    hand = Hand(qtbot, jogged())
    hand.select("a-b")
    with hand.one_edit():
        assert hand.command("straighten")
    points = hand.surface.scene.flows[("a-b",)].points
    assert {point.y for point in points} == {32}
    assert not hand.command("straighten")


def test_a_double_click_on_a_piece_beside_a_small_step_straightens(qtbot):
    hand = Hand(qtbot, jogged())
    hand.select("a-b")
    with hand.one_edit():
        hand.double_click(Point(340, 32))
    assert hand.editor_box is None
    assert {point.y for point in hand.surface.scene.flows[("a-b",)].points} == {32}


def test_a_double_click_on_a_straight_flow_writes_its_label(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(400, 0)), "a -> b"))
    hand.double_click(hand.middle("a-b"))
    assert hand.editor_box is not None


def fan():
    return process(
        task("a", at=(0, 0)),
        task("b", at=(0, 200)),
        task("c", at=(400, 100)),
        task("other", at=(400, 400)),
        outcome("done", at=(700, 400)),
        "a -> c",
        "b -> c",
        "other -> done",
    )


def side(hand, node, way):
    """The place of a port of a node under the pointer."""
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    at = next(control.at for control in shown if (control.kind, control.detail) == ("port", way))
    return hand.surface.navigation.camera.to_scene(*at)


def shift_drag(hand, start, end):
    hand.press(start, SHIFT)
    for part in (0.3, 0.7, 1.0):
        hand.move(Point(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part), SHIFT)
    hand.release(end, SHIFT)


def test_shift_and_a_drag_from_a_port_moves_all_its_wires(qtbot):
    hand = Hand(qtbot, fan())
    with hand.one_edit():
        shift_drag(hand, side(hand, "c", "left"), hand.center("other"))
    assert hand.pairs() == {("a", "other"), ("b", "other"), ("other", "done")}


def test_wires_that_may_not_go_there_all_stay_and_it_says_why(qtbot):
    document = process(list(fan().records()), trigger("start", at=(0, 420)))
    hand = Hand(qtbot, document)
    with hand.no_edit():
        start = side(hand, "c", "left")
        hand.press(start, SHIFT)
        hand.move(hand.center("start"), SHIFT)
        assert "trigger" in hand.surface.overlay.gesture.shown.reason
        hand.release(hand.center("start"), SHIFT)


def test_after_a_drop_on_a_flow_one_click_leads_to_its_end_instead(qtbot):
    document = process(task("a", at=(0, 0)), task("b", at=(500, 0)), "a -> b", task("late", at=(0, 200)))
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag(side(hand, "late", "right"), hand.middle("a-b"))
    assert len(hand.document.nodes) == 4


def test_the_bar_then_leads_to_the_step_itself(qtbot):
    document = process(task("a", at=(0, 0)), task("b", at=(500, 0)), "a -> b", task("late", at=(0, 200)))
    hand = Hand(qtbot, document)
    hand.drag(side(hand, "late", "right"), hand.middle("a-b"))
    hand.answer("Lead to ‹B› instead")  # noqa: RUF001
    assert hand.pairs() == {("a", "b"), ("late", "b")}
    hand.key("Ctrl+Z")
    assert hand.bytes == hand.start


def test_what_is_connected_already_flashes(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(400, 0)), "a -> b"))
    with hand.no_edit():
        hand.drag(side(hand, "a", "bottom"), hand.center("b"))
    assert hand.surface.overlay.flashing == {("a-b",)}


@pytest.mark.parametrize("ids", [("a",), ("a", "b")])
def test_a_drag_from_a_port_of_one_of_several_connects_all(qtbot, ids):
    document = process(task("a", at=(0, 0)), task("b", at=(0, 200)), task("c", at=(400, 100)))
    hand = Hand(qtbot, document)
    hand.select(*ids)
    with hand.one_edit():
        hand.drag(side(hand, ids[-1], "right"), hand.center("c"))
    assert hand.pairs() == {(one, "c") for one in ids}


def test_a_drag_to_empty_ground_goes_on_from_the_step_it_began_at_though_others_are_selected(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(0, 200))))
    hand.select("a", "b")
    before = hand.document
    hand.drag(side(hand, "b", "right"), Point(500, 232))
    hand.key("1")
    (made,) = hand.new_nodes(before)
    assert hand.pairs() == {("b", made.id)}


def signs():
    return process(
        task("a", at=(0, 0)),
        boundary("late", "a", name="Too late"),
        decision("d", name="Enough?", at=(300, 4)),
        task("b", at=(500, 0)),
        "a -> d -> b",
    )


@pytest.mark.parametrize("sign", ["late", "d"])
def test_the_name_beside_a_sign_is_dragged_and_goes_with_it(qtbot, sign):
    hand = Hand(qtbot, signs())
    words = hand.surface.label(hand.path(sign))
    assert words is not None
    with hand.one_edit():
        hand.carry(words.center, words.center + Point(30, 26))
        assert hand.surface.overlay.gesture.shown.leader
        hand.release(words.center + Point(30, 26))
    put = hand.surface.label(hand.path(sign))
    assert put is not None
    assert put.center.x == pytest.approx(words.center.x + 30, abs=1)
    with hand.editor.edit("Move") as draft:
        move(draft, ["a", "d"], 0, 200)
    after = hand.surface.label(hand.path(sign))
    assert after is not None
    assert after.y == put.y + 200


def test_a_name_stays_near_its_sign_and_goes_back_when_it_is_reset(qtbot):
    hand = Hand(qtbot, signs())
    words = hand.surface.label(hand.path("d"))
    assert words is not None
    hand.drag(words.center, words.center + Point(0, 300))
    assert hand.node("d").label_at[1] <= hand.rect("d").h + 24
    hand.select("d")
    with hand.one_edit():
        assert hand.command("reset-route")
    assert hand.surface.label(hand.path("d")) == words


def stairs():
    """A flow with bends, one beside it that leads to the same step, and one of two other steps."""
    return process(
        task("a", at=(0, 0)),
        task("b", at=(600, 200)),
        task("c", at=(0, 400)),
        task("d", at=(900, 0)),
        task("e", at=(900, 600)),
        flow("a", "b", via=((300, 32), (300, 232))),
        flow("c", "b", via=((420, 432), (420, 252))),
        flow("d", "e", via=((1100, 100), (1100, 500))),
    )


def test_a_segment_comes_to_rest_in_line_with_the_bends_of_a_flow_beside_it_and_says_so(qtbot):
    hand = Hand(qtbot, stairs())
    hand.click(hand.middle("a-b"))
    start = Point(300, 132)
    with hand.one_edit():
        hand.carry(start, Point(412, 132))
        assert hand.surface.overlay.gesture.shown.guides
        hand.release(Point(412, 132))
    assert {x for x, _ in hand.flow("a", "b").via} == {420}


def test_a_segment_comes_to_rest_at_the_height_of_the_port_it_leads_to(qtbot):
    way = ((300, 32), (300, 120), (500, 120), (500, 232))
    document = process(task("a", at=(0, 0)), task("b", at=(600, 200)), flow("a", "b", via=way))
    hand = Hand(qtbot, document)
    hand.click(hand.middle("a-b"))
    dock = hand.surface.scene.flows[("a-b",)].points[-1]
    with hand.one_edit():
        hand.drag(Point(400, 120), Point(400, dock.y - 9))
    assert {y for _, y in hand.flow("a", "b").via} <= {32, dock.y}


@pytest.mark.parametrize(("aside", "held", "rests"), [(9, NONE, True), (11, NONE, False), (9, ALT, False)])
def test_ten_units_are_near_enough_unless_it_is_wanted_free(qtbot, aside, held, rests):
    hand = Hand(qtbot, stairs())
    hand.click(hand.middle("a-b"))
    hand.drag(Point(300, 132), Point(420 - aside, 132), held)
    assert ({x for x, _ in hand.flow("a", "b").via} == {420}) == rests


def test_flows_of_other_steps_draw_no_bend_to_themselves(qtbot):
    hand = Hand(qtbot, stairs())
    hand.surface.resize(1500, 900)
    hand.click(hand.middle("a-b"))
    hand.drag(Point(300, 132), Point(1095, 132))
    assert {x for x, _ in hand.flow("a", "b").via} == {1095}
