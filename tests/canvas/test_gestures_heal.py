"""What a deletion leads past what goes, what it leaves open, and what its bar says and offers (C9)."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from designer.layout.geometry import Point
from tests.support.build import box, decision, flow, inside, note, outcome, process, task, trigger
from tests.support.hand import Hand


def deleted(qtbot, document, *ids, keys="Del"):
    """A hand that has just deleted some nodes."""
    hand = Hand(qtbot, document)
    hand.select(*ids)
    hand.key(keys)
    return hand


def row(*ids):
    return [task(each, at=(240 * place, 0)) for place, each in enumerate(ids)]


def test_the_flow_in_keeps_its_id_label_and_condition(qtbot):
    document = process(
        decision("d", at=(0, 4)),
        *row("d", "x", "b")[1:],
        task("other", at=(240, 200)),
        flow("d", "x", label="large", condition="1 < 2"),
        flow("d", "other", default=True),
        "x -> b",
    )
    hand = deleted(qtbot, document, "x")
    healed = hand.flow("d", "b")
    assert (healed.id, healed.label, healed.condition) == ("d-x", "large", "1 < 2")
    assert hand.notice == "Deleted 1 · healed 1 flow"


def test_every_flow_in_is_led_to_the_only_target(qtbot):
    document = process(
        row("a", "x", "b"), task("c", at=(0, 200)), task("d", at=(0, 400)), "a -> x -> b", "c -> x", "d -> x"
    )
    hand = deleted(qtbot, document, "x")
    assert hand.pairs() == {("a", "b"), ("c", "b"), ("d", "b")}
    assert hand.notice == "Deleted 1 · healed 3 flows"


def test_each_connected_part_is_healed_by_itself(qtbot):
    document = process(row("a", "x", "b", "y", "c"), "a -> x -> b -> y -> c")
    hand = deleted(qtbot, document, "x", "y")
    assert hand.pairs() == {("a", "b"), ("b", "c")}
    assert hand.notice == "Deleted 2 · healed 2 flows"


def test_a_deleted_chain_is_healed_as_a_whole(qtbot):
    document = process(row("a", "x", "y", "z", "b"), "a -> x -> y -> z -> b")
    hand = deleted(qtbot, document, "x", "y", "z")
    assert (hand.flow("a", "b").id, hand.pairs()) == ("a-x", {("a", "b")})


def test_t17_where_the_source_may_fan_out_all_ways_begin_there(qtbot):
    document = process(row("a", "x", "y", "b"), task("z", at=(720, 200)), "a -> x -> y -> b", "x -> z")
    hand = deleted(qtbot, document, "x", "y")
    assert hand.pairs() == {("a", "b"), ("a", "z")}


def test_several_ways_in_and_several_out_are_left_open(qtbot):
    document = process(
        row("a", "x", "b"), task("c", at=(0, 200)), task("d", at=(480, 200)), "a -> x -> b", "c -> x -> d"
    )
    hand = deleted(qtbot, document, "x")
    assert hand.pairs() == set()
    assert "not healed" in hand.notice


def test_what_begins_or_ends_there_leaves_nothing_to_heal(qtbot):
    hand = deleted(qtbot, process(row("a", "x", "b"), "a -> x -> b"), "a")
    assert hand.pairs() == {("x", "b")}
    assert hand.notice == ""


def test_a_flow_that_is_there_already_is_not_made_twice(qtbot):
    document = process(row("a", "x", "b"), "a -> x -> b", "a -> b")
    hand = deleted(qtbot, document, "x")
    assert [f.id for f in hand.document.flows.values()] == ["a-b"]


def test_links_of_notes_are_no_flows(qtbot):
    document = process(row("a", "x", "b"), note("n", at=(240, -150), links=("x",)), "a -> x -> b")
    hand = deleted(qtbot, document, "x")
    assert hand.node("n").links == ()
    assert hand.pairs() == {("a", "b")}


def test_conditions_that_are_lost_are_told(qtbot):
    document = process(
        task("a", at=(0, 0)),
        decision("d", at=(240, 4)),
        task("b", at=(480, 0)),
        "a -> d",
        flow("d", "b", condition="1 < 2"),
    )
    hand = deleted(qtbot, document, "d")
    assert hand.pairs() == {("a", "b")}
    assert hand.notice == "Deleted 1 · healed 1 flow · lost 1 < 2"


def test_a_bend_goes_where_what_was_deleted_did_not_lie_on_a_straight_line(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("x", at=(240, 200)),
        task("b", at=(480, 0)),
        flow("a", "x", via=((190, 32), (190, 232))),
        flow("x", "b", via=((440, 232), (440, 32))),
    )
    hand = deleted(qtbot, document, "x")
    points = hand.surface.scene.flows[("a-x",)].points
    # Straight along the row, not down to where the step was.
    assert {point.y for point in points} == {32}


def test_a_healed_flow_stays_within_the_bounds_of_the_two_that_it_replaces(qtbot):
    document = process(
        task("a", at=(0, 0)), task("x", at=(240, 150)), task("b", at=(480, 300)), "a -> x -> b"
    )
    hand = Hand(qtbot, document)
    old = [p for routed in hand.surface.scene.flows.values() for p in routed.points]
    hand.select("x")
    hand.key("Del")
    for point in hand.surface.scene.flows[("a-x",)].points:
        assert min(p.x for p in old) <= point.x <= max(p.x for p in old)
        assert min(p.y for p in old) <= point.y <= max(p.y for p in old)


@pytest.mark.parametrize("keys", ["Del", "Backspace"])
def test_both_keys_heal(qtbot, keys):
    assert deleted(qtbot, process(row("a", "x", "b"), "a -> x -> b"), "x", keys=keys).pairs() == {("a", "b")}


def test_a_selected_flow_that_goes_too_heals_nothing(qtbot):
    hand = Hand(qtbot, process(row("a", "x", "b"), "a -> x -> b"))
    hand.surface.select([("x",), ("a-x",)])
    hand.key("Del")
    assert hand.pairs() == set()


def test_the_bar_goes_after_five_seconds_unless_the_pointer_rests_on_it(qtbot):
    hand = deleted(qtbot, process(row("a", "x", "b"), "a -> x -> b"), "x")
    bar = hand.surface.furniture.notices
    assert bar.goes_after == 5000
    place = QPointF(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(place, place, bar.mapToGlobal(place)))
    assert bar.goes_after is None
    assert bar.isVisible()


def boxed():
    return process(
        task("a", at=(0, 0)),
        task("loose", at=(0, 300)),
        box("p", "inner", at=(240, 0)),
        task("b", at=(480, 0)),
        "a -> p -> b",
        inside(
            "inner", trigger("in"), task("x", at=(170, 0)), outcome("out", at=(390, 12)), "in -> x -> out"
        ),
    )


def test_t19_what_goes_with_a_box_is_listed(qtbot):
    document = process(
        list(boxed().nodes.values()),
        list(boxed().flows.values()),
        task("c", at=(480, 200)),
        task("d", at=(0, 150)),
        "d -> p -> c",
        "loose -> p",
    )
    hand = deleted(qtbot, document, "p", keys="Ctrl+Del")
    assert not [f for f in hand.document.flows.values() if "p" in (f.source, f.target)]
    assert hand.notice == "Deleted 1 with 3 steps and 7 flows"
    detail = hand.surface.furniture.notices.toolTip()
    lines = detail.translate({ord(mark): None for mark in "‹›"}).split("\n")  # noqa: RUF001
    assert set(lines[:5]) == {"A → P", "D → P", "Loose → P", "P → B", "P → C"}
    assert {"X", "In", "Out"} <= set(lines)


def test_keep_content_keeps_only_what_was_in_the_box(qtbot):
    hand = deleted(qtbot, boxed(), "p", "loose")
    hand.answer("Keep content")
    assert hand.node("x").workflow == "main"
    assert "loose" not in hand.document
    assert "p" not in hand.document
    assert hand.pairs() == {("a", "x"), ("x", "b")}
    assert len(hand.editor.history.done) == 1
    hand.key("Ctrl+Z")
    assert hand.bytes == hand.start


def test_a_box_that_lost_its_last_step_offers_to_add_the_first(qtbot):
    document = process(box("p", "inner", at=(0, 0)), inside("inner", task("x", at=(0, 0))))
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("x")
    hand.key("Del")
    assert hand.document.view.open == ("p",)
    rect = hand.rect("p")
    before = hand.document
    offer = Point(rect.center.x, (rect.y + 36 + rect.bottom) / 2)
    hand.hover(offer)
    assert QWidget.cursor(hand.surface).shape() == Qt.CursorShape.PointingHandCursor
    with hand.one_edit():
        hand.click(offer)
        hand.key("1")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert (made.kind, made.workflow) == ("task", "inner")
    # It is offered no more: the same place is that of the step now.
    hand.click(hand.center(made.id))
    assert hand.selected == {made.id}
