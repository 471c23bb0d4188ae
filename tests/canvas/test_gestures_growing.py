"""Boxes that hold on to what is dragged in them, grow with it, and never shrink by themselves (C7)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from designer.layout.geometry import Point
from tests.support.build import area, box, flow, inside, note, process, task, trigger
from tests.support.hand import ALT, Hand


def nested():
    """x, y and z in an open box in an open box, with a step to the right of both and one below."""
    return process(
        box("p", "outer", at=(0, 0)),
        task("right", at=(260, 0)),
        task("below", at=(0, 160)),
        inside("outer", box("q", "inner", at=(0, 0)), task("beside", at=(0, 120))),
        inside("inner", task("x", at=(0, 0)), task("y", at=(200, 0)), task("z", at=(200, 100))),
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, nested(), opened=("p", "q"))


def content(hand, node):
    """What is inside the padding of an open box."""
    rect = hand.rect(node)
    return rect.x + 16, rect.y + 36, rect.right - 16, rect.bottom - 16


@pytest.mark.parametrize(("beyond", "stays"), [(0, True), (23, True), (25, False)])
@pytest.mark.parametrize("edge", ["bottom", "left", "right", "top"])
def test_a_step_stays_in_its_box_as_far_as_24_beyond_its_content(qtbot, edge, beyond, stays):
    document = process(
        box("p", "inner", at=(0, 0), open_size=(500, 300)), inside("inner", task("x", at=(150, 100)))
    )
    hand = Hand(qtbot, document, opened=("p",))
    left, top, right, bottom = content(hand, "p")
    at = hand.center("x")
    goal = {
        "bottom": Point(at.x, bottom + beyond),
        "top": Point(at.x, top - beyond),
        "left": Point(left - beyond, at.y),
        "right": Point(right + beyond, at.y),
    }[edge]
    with hand.one_edit():
        hand.drag(at, goal, ALT)
    assert (hand.node("x").workflow == "inner") == stays
    if stays:
        assert hand.rect("p").encloses(hand.rect("x"))


def test_a_box_grows_while_a_step_is_dragged_towards_its_border(hand):
    before = hand.rect("p"), hand.rect("q")
    start = hand.center("z")
    goal = Point(start.x, before[1].bottom)
    hand.carry(start, goal)
    hand.surface.grab()
    seen = {
        path: placed.rect
        for layer in hand.surface.diagram.layers
        if (not layer.carried)
        for path, placed in layer.arrays.scene.nodes.items()
    }
    assert seen[("p", "q")].bottom > before[1].bottom
    assert seen[("p",)].bottom > before[0].bottom
    hand.key("Esc")
    hand.release(goal)


def test_all_boxes_around_grow_and_push_only_what_they_would_cover(hand):
    before = {node: hand.rect(node) for node in ("p", "q", "right", "below", "beside", "x", "y")}
    start = hand.center("z")
    with hand.one_edit():
        hand.drag(start, Point(start.x + 60, start.y))
    assert hand.rect("q").right > before["q"].right
    assert hand.rect("p").right > before["p"].right
    assert hand.rect("p").right < hand.rect("right").x
    assert not hand.rect("right").overlaps(hand.rect("p"))
    assert {node: hand.rect(node) for node in ("below", "beside", "x", "y")} == {
        node: before[node] for node in ("below", "beside", "x", "y")
    }


def test_growing_to_the_left_and_upwards_keeps_what_is_inside_where_it_is_seen(hand):
    before = {node: hand.rect(node) for node in ("x", "y", "beside")}
    frames = {node: hand.rect(node) for node in ("p", "q")}
    start = hand.center("z")
    with hand.one_edit():
        hand.drag(start, Point(start.x - 260, start.y - 130), ALT)
    # The pointer went beyond the outer box, or it stayed: wherever it is now, nothing else has moved.
    assert hand.node("z").workflow in ("inner", "outer", "main")
    assert {node: hand.rect(node) for node in before} == before
    assert hand.rect("p").right == frames["p"].right


def test_padding_is_kept_on_all_sides(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)), inside("inner", task("x", at=(0, 0)), task("y", at=(200, 100)))
    )
    hand = Hand(qtbot, document, opened=("p",))
    for node, offset in (("y", Point(33, 21)), ("x", Point(-33, -17))):
        start = hand.center(node)
        with hand.one_edit():
            hand.drag(start, start + offset, ALT)
    frame = hand.rect("p")
    assert hand.rect("x").x - frame.x == 16
    assert hand.rect("x").y - frame.y == 36 + 16
    assert frame.right - hand.rect("y").right == 16
    assert frame.bottom - hand.rect("y").bottom == 16


def test_with_space_a_step_stays_and_its_box_grows_around_it(hand):
    start = hand.center("z")
    goal = Point(start.x + 400, start.y + 300)
    hand.carry(start, goal)
    QTest.keyPress(hand.surface, Qt.Key.Key_Space)
    with hand.one_edit():
        hand.release(goal)
    QTest.keyRelease(hand.surface, Qt.Key.Key_Space)
    assert hand.node("z").workflow == "inner"
    assert hand.rect("q").encloses(hand.rect("z"))
    assert hand.rect("p").encloses(hand.rect("q"))


# Never smaller by itself


def frames(hand):
    return hand.rect("p"), hand.rect("q")


@pytest.mark.parametrize(
    "act",
    [
        lambda hand: hand.drag(hand.center("z"), hand.center("x") + Point(0, 40)),
        lambda hand: hand.drag(hand.center("z"), hand.center("beside") + Point(250, 0)),
        lambda hand: hand.drag(hand.center("z"), Point(800, 500)),
        lambda hand: (hand.select("y", "z"), hand.key("Del")),
        lambda hand: (hand.select("y", "z"), hand.key("Ctrl+X")),
        lambda hand: (hand.select("y", "z"), hand.key("Shift+Left")),
        lambda hand: (hand.select("z"), hand.key("Ctrl+Shift+M")),
    ],
)
def test_a_box_does_not_shrink_when_what_is_in_it_moves_or_goes(hand, act):
    before = frames(hand)
    with hand.one_edit():
        act(hand)
    after = frames(hand)
    assert all(new.w >= old.w and new.h >= old.h for new, old in zip(after, before, strict=True))
    hand.select("q")
    hand.key("Ctrl+Alt+0")
    assert hand.rect("q").w < before[1].w or hand.rect("q").h < before[1].h


def test_a_box_that_was_large_only_for_what_is_open_in_it_is_not_kept_so(hand):
    start = hand.center("z")
    hand.drag(start, Point(start.x - 100, start.y))
    hand.surface.toggle([("p", "q")])
    assert hand.node("p").open_size is None
    assert hand.rect("p").w < 300


@pytest.mark.parametrize("way", ["Left", "Up"])
def test_a_nudge_beyond_the_corner_of_a_box_moves_nothing_else_in_it(hand, way):
    before = {node: hand.rect(node) for node in ("x", "y", "z", "beside")}
    hand.select("x")
    with hand.one_edit():
        hand.key(f"Shift+{way}")
    moved = Point(-50, 0) if way == "Left" else Point(0, -50)
    assert hand.rect("x") == before["x"].moved(*moved)
    assert {n: hand.rect(n) for n in ("y", "z", "beside")} == {n: before[n] for n in ("y", "z", "beside")}


# What goes along, and all or nothing


def test_flows_among_the_moved_keep_their_bends_and_notes_and_areas_come_along(qtbot):
    document = process(
        box("p", "inner", at=(0, 300), open_size=(700, 400)),
        inside("inner", task("x", at=(500, 280))),
        task("a", at=(0, 0)),
        task("b", at=(300, 100)),
        flow("a", "b", via=((230, 32), (230, 132))),
        note("about", at=(0, 120), links=("a",)),
        note("other", at=(700, 0), links=("a", "x")),
    )
    hand = Hand(qtbot, document, opened=("p",))
    bends = hand.surface.scene.flows[("a-b",)].points[1:-1]
    hand.select("a", "b")
    start = hand.center("a")
    by = Point(60, 380)
    with hand.one_edit():
        hand.drag(start, start + by, ALT)
    assert {hand.node(n).workflow for n in ("a", "b", "about")} == {"inner"}
    assert hand.node("other").workflow == "main"
    moved = hand.surface.scene.flows[hand.path("a-b")].points[1:-1]
    assert moved == tuple(point + by for point in bends)


def test_what_stands_in_an_area_goes_into_a_box_with_it(qtbot):
    document = process(
        box("p", "inner", at=(0, 400), open_size=(700, 400)),
        inside("inner", task("x", at=(480, 280))),
        area("zone", at=(0, 0), size=(300, 200)),
        task("a", at=(40, 60)),
        task("outside", at=(400, 60)),
    )
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("zone")
    start = Point(hand.rect("zone").x + 3, hand.rect("zone").y + 150)
    with hand.one_edit():
        hand.drag(start, start + Point(60, 410), ALT)
    assert {hand.node(n).workflow for n in ("zone", "a")} == {"inner"}
    assert hand.node("outside").workflow == "main"


def test_one_that_may_not_go_refuses_all_and_nothing_is_dropped_in_part(qtbot):
    document = process(
        box("p", "inner", at=(0, 0), open_size=(600, 300)),
        inside("inner", trigger("in", at=(0, 0))),
        trigger("late", at=(0, 400)),
        task("a", at=(200, 400)),
        task("b", at=(400, 400)),
        "a -> b",
    )
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("late", "a", "b")
    start = hand.center("a")
    goal, before = Point(300, 200), hand.rect("a")
    with hand.no_edit():
        hand.carry(start, goal)
        gesture = hand.surface.overlay.gesture
        assert (gesture.shown.target, gesture.shown.target_ok) == (("p",), False)
        assert "has a trigger already" in gesture.shown.reason
        assert QWidget.cursor(hand.surface).shape() == Qt.CursorShape.ForbiddenCursor
        qtbot.waitUntil(lambda: "has a trigger already" in gesture.reason, timeout=5000)
        hand.release(goal)
    assert hand.rect("a") == before


def test_flows_across_the_border_of_a_moved_box_keep_what_is_inside(qtbot):
    document = process(
        task("a", at=(0, 0)),
        box("p", "inner", at=(300, 0)),
        task("b", at=(900, 0)),
        "a -> p -> b",
        inside(
            "inner",
            task("x", at=(0, 0)),
            task("y", at=(200, 90)),
            flow("x", "y", via=((180, 32), (180, 122))),
        ),
    )
    hand = Hand(qtbot, document, opened=("p",))
    inner = hand.surface.scene.flows[("p", "x-y")].points
    top = Point(hand.rect("p").x + 150, hand.rect("p").y + 14)
    with hand.one_edit():
        hand.drag(top, top + Point(0, 100), ALT)
    assert hand.surface.scene.flows[("p", "x-y")].points == tuple(point + Point(0, 100) for point in inner)
    outer = hand.surface.scene.flows[("a-p",)]
    assert outer.points[-1].x == hand.rect("p").x


def test_a_sprung_box_closes_again_when_it_is_left(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)), inside("inner", task("x", at=(0, 0))), task("a", at=(0, 500))
    )
    hand = Hand(qtbot, document)
    hand.carry(hand.center("a"), hand.center("p"))
    qtbot.waitUntil(lambda: hand.surface.scene.nodes[("p",)].open, timeout=5000)
    hand.move(Point(700, 500))
    assert not hand.surface.scene.nodes[("p",)].open
    hand.key("Esc")
    hand.release(Point(700, 500))
    assert hand.bytes == hand.start
    assert hand.document.view.open == ()
