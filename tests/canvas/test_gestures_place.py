"""Where the next step goes, and what is offered as one (C8)."""

import pytest

from designer.canvas.element_menu import ElementMenu
from designer.canvas.tools.elements import OFFERS
from designer.layout.geometry import Point
from tests.support.build import (
    box,
    decision,
    flow,
    inside,
    outcome,
    process,
    race,
    task,
    trigger,
    wait,
    workflow,
)
from tests.support.hand import Hand


def menu(hand: Hand) -> ElementMenu:
    return next(m for m in hand.surface.findChildren(ElementMenu) if m.isVisible())


def appended(hand: Hand, source: str, digit: str = "1"):
    """What the menu of the next step puts behind a step."""
    before = hand.document
    hand.select(source)
    with hand.one_edit():
        hand.key("A")
        hand.key(digit)
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    return hand.rect(made.id)


def side(hand: Hand, node: str, way: str) -> Point:
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    at = next(control.at for control in shown if (control.kind, control.detail) == ("port", way))
    return hand.surface.navigation.camera.to_scene(*at)


def test_the_next_step_goes_50_to_the_right_on_the_same_line(qtbot):
    hand = Hand(qtbot, process(trigger("start", at=(0, 12))))
    rect = appended(hand, "start")
    assert rect.x - hand.rect("start").right == 50
    assert rect.center.y == hand.center("start").y


@pytest.mark.parametrize(("gap", "expected"), [(90, 90), (250, 250), (260, 50)])
def test_it_keeps_the_gap_that_its_source_has_already_up_to_250(qtbot, gap, expected):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(160 + gap, 0)), "a -> b"))
    assert appended(hand, "a").x == 160 + expected


def test_the_gap_that_is_most_frequent_counts(qtbot):
    ends = [task("b", at=(240, -200)), task("c", at=(240, 0)), task("d", at=(320, 200))]
    hand = Hand(qtbot, process(task("a", at=(0, 0)), *ends, "a -> b", "a -> c", "a -> d"))
    assert appended(hand, "a").x == 240


def test_where_that_is_taken_it_goes_below_then_above(qtbot):
    # Whatever stands there, joined or not.
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("other", at=(210, 0))))
    below, above = appended(hand, "a"), appended(hand, "a")
    other = hand.rect("other")
    assert (below.x, below.y) == (210, other.bottom + 30)
    assert (above.x, above.bottom) == (210, other.y - 30)


def test_where_all_is_taken_what_stands_below_is_pushed(qtbot):
    rows = [task(f"t{row + 6}", at=(210, row * 94)) for row in range(-6, 7)]
    hand = Hand(qtbot, process(task("a", at=(0, 0)), *rows))
    before = {node.id: hand.rect(node.id) for node in rows}
    rect = appended(hand, "a")
    assert (rect.x, rect.y) == (210, before["t6"].bottom + 30)
    assert not any(rect.overlaps(hand.rect(node.id)) for node in rows)
    assert all(hand.rect(f"t{row}") == before[f"t{row}"] for row in range(7))
    assert all(hand.rect(f"t{row}").y > before[f"t{row}"].y for row in range(7, 13))


def test_in_a_workflow_that_goes_down_the_next_step_is_below(qtbot):
    hand = Hand(qtbot, process(workflow("main", direction="down"), task("a", at=(0, 0))))
    rect = appended(hand, "a")
    assert (rect.center.x, rect.y) == (hand.center("a").x, hand.rect("a").bottom + 50)


@pytest.mark.parametrize(("direction", "ahead"), [("right", "Right"), ("down", "Down")])
@pytest.mark.parametrize("arrow", ["Right", "Left", "Up", "Down"])
def test_control_and_an_arrow_grow_in_that_direction(qtbot, direction, ahead, arrow):
    hand = Hand(qtbot, process(workflow("main", direction=direction), task("a", at=(0, 0))))
    hand.select("a")
    with hand.one_edit():
        hand.key(f"Ctrl+{arrow}")
        hand.key("Esc")
    (made,) = hand.document.nodes.keys() - {"a"}
    offset = hand.center(made) - hand.center("a")
    axis, sign = {"Right": (0, 1), "Left": (0, -1), "Down": (1, 1), "Up": (1, -1)}[arrow]
    assert offset[axis] * sign > 0
    assert offset[1 - axis] == 0
    back = {"Right": "Left", "Down": "Up"}[ahead]
    assert hand.pairs() == ({(made, "a")} if arrow == back else {("a", made)})


def test_nothing_grows_before_a_trigger_and_that_is_said(qtbot):
    hand = Hand(qtbot, process(trigger("start", at=(0, 0))))
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    hand.select("start")
    with hand.no_edit():
        hand.key("Ctrl+Left")
    assert "a trigger is where the work starts" in said[-1]


def test_behind_a_race_the_menu_offers_waits(qtbot):
    hand = Hand(qtbot, process(race("first", at=(0, 0))))
    hand.select("first")
    hand.key("A")
    assert {entry.offer.key for entry in menu(hand).entries() if entry.verdict.ok} >= {"wait"}
    assert not next(e for e in menu(hand).entries() if e.offer.key == "task").verdict.ok
    hand.key("Esc")
    hand.key("Ctrl+Right")
    hand.key("Esc")
    assert [n.kind for n in hand.document.nodes.values()] == ["race", "wait"]


@pytest.mark.parametrize("offer", ["task", "decision", "parallel", "workflow", "outcome", "note", "boundary"])
@pytest.mark.parametrize("direction", ["right", "down"])
def test_the_ghost_of_an_entry_stands_where_a_choice_puts_it(qtbot, direction, offer):
    document = process(
        workflow("main", direction=direction),
        task("a", at=(0, 0)),
        task("b", at=(0, 300)),
        box("p", "inner", at=(220, 20)),
        inside("inner", task("x", at=(0, 0)), task("y", at=(0, 100))),
        "a -> b",
    )
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("a")
    hand.key("A")
    shown = menu(hand)
    row = next(i for i, e in enumerate(shown.entries()) if e.offer.key == offer and e.offer in OFFERS)
    shown.list.setCurrentRow(row)
    ((_, ghost),) = hand.surface.overlay.gesture.shown.ghosts
    before = hand.document
    hand.key("Return")
    made = next(n for n in hand.new_nodes(before) if n.workflow == "main")
    assert hand.rect(made.id) == ghost


def test_what_usually_follows_comes_first_when_a_flow_ends_on_empty_ground(qtbot):
    chain = [task("t1", at=(0, 0)), task("t2", at=(300, 0)), task("t3", at=(600, 0)), task("a", at=(0, 200))]
    ends = [outcome("o1", at=(300, 100)), outcome("o2", at=(600, 100)), decision("d", at=(900, 0))]
    document = process(*chain, *ends, "t1 -> o1", "t2 -> o2", "t3 -> d")
    hand = Hand(qtbot, document)
    hand.drag(side(hand, "a", "right"), Point(400, 240))
    keys = [entry.offer.key for entry in menu(hand).entries()]
    assert keys[:2] == ["outcome", "decision"]
    allowed = [entry.verdict.ok for entry in menu(hand).entries()]
    assert allowed == sorted(allowed, reverse=True)


def test_escape_drops_a_flow_that_ended_on_empty_ground(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0))))
    with hand.no_edit():
        hand.drag(side(hand, "a", "right"), Point(400, 240))
        hand.key("Esc")
    assert hand.surface.overlay.gesture.shown.wire == ()


def two_doors():
    return process(
        box("p", "inner", at=(400, 0)),
        inside(
            "inner",
            trigger("mail", at=(0, 0)),
            trigger("phone", at=(0, 100)),
            task("x", at=(150, 0)),
            "mail -> x",
            "phone -> x",
        ),
    )


def test_drawn_out_of_an_entry_it_asks_for_the_step_before(qtbot):
    hand = Hand(qtbot, two_doors())
    door = next(port.at for port in hand.surface.scene.ports if port.node == "phone")
    before = hand.document
    with hand.one_edit():
        hand.drag(door, Point(200, 40))
        entries = {entry.offer.key: entry for entry in menu(hand).entries()}
        assert entries["trigger"].verdict.ok
        assert not entries["outcome"].verdict.ok
        hand.type("task")
        hand.key("Return")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert hand.flow(made.id, "p").trigger == "phone"
    assert (hand.rect(made.id).right, hand.center(made.id).y) == (200, 40)


def test_the_middle_of_a_bar_between_steps_is_where_the_flow_ended(qtbot):
    hand = Hand(
        qtbot,
        process(
            workflow("main", direction="down"), wait("w", at=(0, 0)), flow("w", "w2"), wait("w2", at=(0, 200))
        ),
    )
    hand.drag(side(hand, "w2", "bottom"), Point(40, 400))
    hand.type("parallel")
    before = hand.document
    hand.key("Return")
    (made,) = hand.new_nodes(before)
    assert (hand.center(made.id).x, hand.rect(made.id).y) == (40, 400)
