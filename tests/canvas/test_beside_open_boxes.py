"""What is dropped in the room that an open box has made stays there, whatever opens or closes."""

import pytest

from designer.layout.geometry import Point, Rect
from tests.support.build import area, box, flow, inside, outcome, process, task, trigger
from tests.support.hand import ALT, Hand

PLACE = Point(700, 300)  # beside the open box, in the height that it has opened
ROOM = Point(860, 300)  # the same, with room for a step


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


def test_a_label_put_by_hand_goes_with_both_steps_of_its_flow(qtbot):
    hand = Hand(qtbot, level(label="in a hurry", label_at=(530, 60)), opened=("p",))
    before = label(hand)
    hand.select("a", "b")
    start = hand.center("a")
    with hand.one_edit():
        hand.drag(start, start + Point(0, 200), ALT)
    assert label(hand) == pytest.approx(before + Point(0, 200), abs=1)


def framed(at, size=(200, 90)):
    return process(*level().records(), area("f", at=at, size=size))


def corner(hand, node):
    rect = hand.rect(node)
    return Point(rect.x, rect.y)


@pytest.mark.parametrize("by", [200, -100])
def test_an_area_is_moved_to_where_it_is_dropped_and_is_whole_there(qtbot, by):
    hand = Hand(qtbot, framed(at=(900, -60 if by > 0 else 10)), opened=("p",))
    before = corner(hand, "f")
    hand.select("f")
    with hand.one_edit():
        hand.drag(before + Point(60, 8), before + Point(60, 8 + by), ALT)
    assert corner(hand, "f") == pytest.approx(before + Point(0, by), abs=1)
    if by > 0:
        assert (hand.rect("f").w, hand.rect("f").h) == (200, 90)
    seen = hand.rect("f")
    close_and_open(hand)
    assert hand.rect("f") == seen


def test_an_area_is_sized_to_where_its_border_is_dropped(qtbot):
    hand = Hand(qtbot, framed(at=(900, -60)), opened=("p",))
    rect = hand.rect("f")
    assert rect.bottom < hand.rect("p").bottom
    hand.select("f")
    with hand.one_edit():
        hand.drag(Point(rect.right, rect.bottom), Point(rect.right + 60, hand.rect("p").bottom + 50), ALT)
    after = hand.rect("f")
    assert (after.x, after.y, after.right) == (rect.x, rect.y, rect.right + 60)
    assert after.bottom == pytest.approx(hand.rect("p").bottom + 50, abs=1)


def test_a_border_of_an_area_stays_where_it_was_dropped_in_the_room_of_a_box(qtbot):
    hand = Hand(qtbot, framed(at=(900, -60)), opened=("p",))
    rect = hand.rect("f")
    hand.select("f")
    with hand.one_edit():
        hand.drag(Point(rect.right, rect.bottom), Point(rect.right + 60, PLACE.y), ALT)
    after = hand.rect("f")
    assert (after.x, after.y, after.right) == (rect.x, rect.y, rect.right + 60)
    assert after.bottom == pytest.approx(PLACE.y, abs=1)
    close_and_open(hand)
    assert hand.rect("f") == after
    hand.select("f")
    with hand.one_edit():
        hand.drag(Point(after.right, after.bottom), Point(after.right, rect.bottom), ALT)
    assert hand.node("f").extensions == {}


def test_a_note_is_added_and_sized_where_the_pointer_is(hand):
    hand.hover(ROOM)
    with hand.one_edit():
        hand.key("T")
        hand.key("Esc")
    (made,) = [node.id for node in hand.document.nodes.values() if node.kind == "note"]
    assert hand.center(made) == pytest.approx(ROOM, abs=1)
    before = hand.rect(made)
    hand.select(made)
    with hand.one_edit():
        low = Point(before.right, before.bottom)
        hand.drag(low, low + Point(40, 60), ALT)
    assert hand.rect(made) == Rect(before.x, before.y, before.w + 40, before.h + 60)


def test_a_paste_is_seen_at_the_pointer(hand):
    hand.select("b")
    hand.key("Ctrl+C")
    hand.click(Point(800, 250))
    hand.hover(ROOM)
    with hand.one_edit():
        hand.key("Ctrl+V")
    (made,) = hand.selected
    assert hand.center(made) == pytest.approx(ROOM, abs=5)
