"""What is dropped in the room that an open box has made stays there, whatever opens or closes."""

import pytest

from designer.layout.geometry import Point
from tests.support.build import box, flow, inside, outcome, process, task, trigger
from tests.support.hand import Hand

PLACE = Point(700, 300)  # beside the open box, in the height that it has opened


def level(**keys):
    return process(
        box("p", "inner", at=(0, 0)),
        task("a", at=(300, 0)),
        task("b", at=(600, 500)),
        flow("a", "b", via=((500, 32), (500, 532)), **keys),
        inside("inner", trigger("in"), task("x", at=(200, 300)), outcome("out", at=(500, 0))),
    )


@pytest.fixture
def hand(qtbot):
    made = Hand(qtbot, level(label="in a hurry"), opened=("p",))
    assert made.rect("p").y < PLACE.y < made.rect("p").bottom
    return made


def label(hand):
    hand.surface.grab()
    return hand.surface.label(hand.path("a-b")).center


def bends(hand):
    routed = hand.surface.scene.flows[hand.path("a-b")]
    return [routed.points[pin] for pin in routed.pins]


def close_and_open(hand):
    hand.select("p")
    assert hand.command("collapse")
    assert hand.command("expand")


def test_a_label_stays_where_it_was_dropped(hand):
    with hand.one_edit():
        hand.drag(label(hand), PLACE)
    assert label(hand) == pytest.approx(PLACE, abs=1)
    close_and_open(hand)
    assert label(hand) == pytest.approx(PLACE, abs=1)


def test_a_label_that_is_dropped_elsewhere_later_keeps_nothing_of_the_room(hand):
    hand.drag(label(hand), PLACE)
    hand.drag(label(hand), Point(700, 40))
    assert label(hand) == pytest.approx(Point(700, 40), abs=1)
    assert hand.flow("a", "b").extensions == {}


def test_a_bend_stays_where_it_was_dropped_and_the_other_where_it_was(hand):
    hand.select("a-b")
    first, last = bends(hand)
    with hand.one_edit():
        hand.drag(first, Point(first.x, 300))
    assert bends(hand) == [pytest.approx(Point(first.x, 300), abs=1), last]
    close_and_open(hand)
    assert bends(hand) == [pytest.approx(Point(first.x, 300), abs=1), last]


def test_a_piece_stays_where_it_was_dropped(hand):
    hand.select("a-b")
    start = hand.rect("a").right
    with hand.one_edit():
        hand.drag(Point((start + 500 + hand.rect("p").w - 160) / 2, 32), Point(start + 60, 300))
    seen = bends(hand)
    assert pytest.approx(seen[1].y, abs=1) == 300
    close_and_open(hand)
    assert bends(hand) == seen


def test_taking_a_bend_out_leaves_the_next_where_it_is(hand):
    hand.select("a-b")
    first, _ = bends(hand)
    hand.drag(first, Point(first.x, 300))
    hand.drag(bends(hand)[1], Point(first.x + 80, 200))
    second = bends(hand)[1]
    with hand.one_edit():
        hand.double_click(bends(hand)[0])
    assert bends(hand) == [second]
