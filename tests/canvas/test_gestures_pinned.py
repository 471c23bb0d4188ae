"""Ends of flows dropped on a port of a step keep to that side (C8, C15)."""

import pytest

from designer.canvas.controls import docked
from designer.editing.splicing import splice
from designer.layout.geometry import Point
from designer.layout.routing import middle
from tests.support.build import box, flow, inside, outcome, process, task, trigger
from tests.support.hand import Hand

SIDES = ("left", "right", "top", "bottom")


def steps(*flows: object):
    return process(
        task("a", at=(0, 0)),
        task("b", at=(400, 0)),
        task("c", at=(400, 200)),
        outcome("end", at=(700, 12)),
        *flows,
    )


def side_of(hand: Hand, node: str, side: str) -> Point:
    return middle(hand.rect(node), side)


def port(hand: Hand, node: str, side: str = "right") -> Point:
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    control = next(c for c in shown if c.kind == "port" and c.detail == side)
    return hand.surface.navigation.camera.to_scene(*control.at)


def end(hand: Hand, flow: str, which: str) -> Point:
    hand.click(hand.middle(flow))
    assert hand.selected == {flow}
    points = hand.surface.scene.flows[flow,].points
    return points[0] if which == "source" else points[-1]


@pytest.mark.parametrize("side", SIDES)
def test_a_flow_dropped_on_a_port_keeps_to_that_side(qtbot, side):
    hand = Hand(qtbot, steps())
    with hand.one_edit():
        hand.drag(port(hand, "a"), side_of(hand, "b", side))
    made = hand.flow("a", "b")
    assert made.pinned_sides == {"target": side}
    assert hand.surface.scene.flows[made.id,].points[-1] == side_of(hand, "b", side)


def test_it_keeps_to_that_side_wherever_the_step_goes(qtbot):
    hand = Hand(qtbot, steps())
    hand.drag(port(hand, "a"), side_of(hand, "b", "bottom"))
    hand.drag(hand.center("b"), Point(200, -100))
    made = hand.flow("a", "b")
    assert hand.surface.scene.flows[made.id,].points[-1].y == hand.rect("b").bottom


def test_dropped_on_the_body_it_goes_as_the_router_finds_best(qtbot):
    hand = Hand(qtbot, steps())
    with hand.one_edit():
        hand.drag(port(hand, "a"), hand.center("b"))
    assert hand.flow("a", "b").extensions == {}


def test_the_ports_of_what_is_under_a_wire_are_shown_with_the_meant_one_filled(qtbot):
    hand = Hand(qtbot, steps())
    hand.carry(port(hand, "a"), hand.center("b"))
    shown = hand.surface.overlay.gesture.shown
    assert (dict(shown.docks).keys(), shown.dock) == (set(SIDES), None)
    hand.move(side_of(hand, "b", "top"))
    assert hand.surface.overlay.gesture.shown.dock == "top"
    hand.key("Esc")


def test_the_connect_tool_pins_what_is_clicked_on_a_port(qtbot):
    hand = Hand(qtbot, steps())
    hand.key("C")
    with hand.one_edit():
        hand.click(hand.center("a"))
        hand.hover(Point(300, 150))
        hand.click(side_of(hand, "c", "top"))
    assert hand.flow("a", "c").pinned_sides == {"target": "top"}


def test_a_flow_that_is_turned_round_is_pinned_where_it_was_dropped(qtbot):
    hand = Hand(qtbot, process(trigger("start", at=(400, 12)), task("a", at=(0, 0))))
    with hand.one_edit():
        hand.drag(port(hand, "a"), side_of(hand, "start", "bottom"))
    assert hand.flow("start", "a").pinned_sides == {"source": "bottom"}


@pytest.mark.parametrize("which", ["source", "target"])
def test_an_end_is_pinned_where_it_is_and_let_go_again(qtbot, which):
    hand = Hand(qtbot, steps("a -> b"))
    node = "a" if which == "source" else "b"
    with hand.one_edit():
        hand.drag(end(hand, "a-b", which), side_of(hand, node, "bottom"))
    assert hand.flow("a", "b").pinned_sides == {which: "bottom"}
    with hand.one_edit():
        hand.drag(end(hand, "a-b", which), hand.center(node))
    assert hand.flow("a", "b") == steps("a -> b").flows["a-b"]


def test_an_end_that_is_led_elsewhere_leaves_its_pin_behind_and_the_other_keeps_its_own(qtbot):
    sides = {"source": "bottom", "target": "bottom"}
    hand = Hand(qtbot, steps(flow("a", "b", extensions={"process-designer": {"sides": sides}})))
    with hand.one_edit():
        hand.drag(end(hand, "a-b", "target"), hand.center("c"))
    assert hand.flow("a", "c").pinned_sides == {"source": "bottom"}


def test_a_step_put_into_a_pinned_flow_leaves_each_end_its_pin(qtbot):
    sides = {"source": "bottom", "target": "bottom"}
    hand = Hand(qtbot, steps(flow("a", "b", extensions={"process-designer": {"sides": sides}})))
    with hand.editor.edit("Insert") as draft:
        splice(draft, "c", "a-b")
    assert hand.flow("a", "c").pinned_sides == {"source": "bottom"}
    assert hand.flow("c", "b").pinned_sides == {"target": "bottom"}


def test_a_box_put_around_a_step_leaves_the_pin_of_the_other_end_alone(qtbot):
    sides = {"source": "bottom", "target": "bottom"}
    hand = Hand(qtbot, steps(flow("a", "b", extensions={"process-designer": {"sides": sides}})))
    hand.select("b")
    with hand.one_edit():
        assert hand.command("wrap")
    (led,) = (each for each in hand.document.flows.values() if each.source == "a")
    assert led.pinned_sides == {"source": "bottom"}


def test_pins_show_on_a_flow_that_is_marked_and_go_by_command(qtbot):
    sides = {"source": "bottom", "target": "top"}
    hand = Hand(qtbot, steps(flow("a", "b", extensions={"process-designer": {"sides": sides}})))
    points = hand.surface.scene.flows["a-b",].points
    assert docked(hand.surface.scene.flows["a-b",]) == [points[0], points[-1]]
    plain = hand.surface.grab().toImage()
    hand.hover(hand.middle("a-b"))
    assert hand.surface.grab().toImage() != plain
    hand.select("a-b")
    with hand.one_edit():
        assert hand.command("unpin-ends")
    assert hand.flow("a", "b").extensions == {}
    assert not hand.command("unpin-ends")
    hand.key("Ctrl+Z")
    assert hand.bytes == hand.start
    hand.select("a-b")
    with hand.one_edit():
        assert hand.command("reset-route")
    assert hand.flow("a", "b").extensions == {}


def test_flows_meet_boxes_at_their_ports_as_ever(qtbot):
    hand = Hand(
        qtbot,
        process(
            task("a", at=(0, 0)),
            box("p", "inner", at=(400, 0)),
            inside("inner", trigger("in"), outcome("out", at=(300, 0)), "in -> out"),
        ),
    )
    with hand.one_edit():
        hand.drag(port(hand, "a"), side_of(hand, "p", "top") + Point(0, 4))
    assert hand.flow("a", "p").extensions == {}


def test_a_side_that_there_is_not_is_passed_over(qtbot):
    wrong = {"process-designer": {"sides": {"target": "inside", "source": 3}}}
    hand = Hand(qtbot, steps(flow("a", "b", extensions=wrong)))
    assert (
        hand.surface.scene.flows["a-b",].points
        == Hand(qtbot, steps("a -> b")).surface.scene.flows["a-b",].points
    )
