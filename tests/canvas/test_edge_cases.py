"""The edge cases of the canvas, T1 to T48, and which test is which.

Each is driven by real mouse and key events; what edits is undone and done again to the same bytes. A test
carries its number in its name; those without a home among the gestures are here.

| cases | what they are about | where |
|---|---|---|
| T1-T8 | dropping into flows | `test_gestures_splice` |
| T9-T13, T39 | dropping into and out of boxes | `test_gestures_drop` |
| T14-T16, T19 | deleting and healing | `test_delete_and_paste` |
| T17, T18 | deleting branches and loops; loops as they are drawn | here |
| T20-T22, T45 | connecting, also across borders | `test_gestures_connect` |
| T23-T26 | opening and closing leaves everything in its place | here |
| T27-T31 | the clipboard | `test_delete_and_paste` |
| T32, T33 | cancelling every gesture | `test_gestures_drop`, `…_move`, `…_space`, here |
| T34 | undo while a name is written | `test_gestures_edit` |
| T35, T42, T43 | moving | `test_gestures_move` |
| T36, T44, T46, T47 | selecting, levels | `test_gestures_select`; T44 also here and in `test_lint` |
| T37 | ten thousand nodes | here |
| T38 | names of linked boxes | `test_commands` |
| T40 | tidying around boxes | here |
| T41 | a file changed by somebody else | `tests/app/test_window` |
| T48 | small controls keep apart | `test_hit` |
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from designer.layout.geometry import Point
from tests.support.build import box, flow, inside, outcome, process, task, trigger
from tests.support.hand import SHIFT, Hand


def test_every_case_has_a_test():
    root = Path(__file__).parents[1]
    found = {
        int(number)
        for folder in ("canvas", "app")
        for file in (root / folder).glob("test_*.py")
        for number in re.findall(r"^def test_t(\d+)_", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert set(range(1, 49)) <= found


# Deleting


def test_t14_what_lay_on_a_straight_line_leaves_a_straight_flow_with_the_label_before_it(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("x", at=(240, 0)),
        task("b", at=(480, 0)),
        flow("a", "x", label="paid"),
        "x -> b",
    )
    hand = Hand(qtbot, document)
    hand.click(hand.center("x"))
    with hand.one_edit():
        hand.key("Del")
    assert hand.flow("a", "b").label == "paid"
    assert len({point.y for point in hand.surface.scene.flows[("a-x",)].points}) == 1


def test_t17_a_deleted_chain_with_a_branch_is_healed_where_its_source_may_fan_out(qtbot):
    document = process(
        task("a", at=(0, 0)),
        *(task(each, at=(240 * place, 0)) for place, each in enumerate("xyz", 1)),
        task("b", at=(960, 0)),
        task("aside", at=(720, 160)),
        "a -> x -> y -> z -> b",
        flow("y", "aside", label="if late", condition="1 < 2"),
    )
    hand = Hand(qtbot, document)
    hand.select("x", "y", "z")
    with hand.one_edit():
        hand.key("Del")
        told = hand.notice
    # A condition would be lost, so nothing is joined unasked.
    assert hand.pairs() == set()
    assert "not healed" in told
    hand.key("Ctrl+Z")
    hand.select("x", "y", "z")
    hand.key("Del")
    hand.answer("Connect anyway")
    assert hand.pairs() == {("a", "b"), ("a", "aside")}


def test_t18_deleting_the_last_step_of_a_loop_makes_no_loop_of_the_other(qtbot):
    document = process(task("a", at=(0, 0)), task("x", at=(240, 0)), "a -> x -> a")
    hand = Hand(qtbot, document)
    hand.click(hand.center("x"))
    with hand.one_edit():
        hand.key("Del")
    assert hand.pairs() == set()


def test_t18_a_loop_is_drawn_around_its_step_with_four_bends(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), "a -> a"))
    points = hand.surface.scene.flows[("a-a",)].points
    rect = hand.rect("a")
    assert len(points) == 6
    assert all(one.x == other.x or one.y == other.y for one, other in pairwise(points))
    assert not any(rect.x < point.x < rect.right and rect.y < point.y < rect.bottom for point in points[1:-1])
    hand.click(hand.middle("a-a"))
    assert hand.selected == {"a-a"}


# Opening and closing


def neighbours():
    """Two boxes with steps on all sides."""
    return process(
        box("p", "inner", at=(300, 200)),
        box("q", "other", at=(900, 200)),
        *(
            task(name, at=at)
            for name, at in {
                "left": (0, 204),
                "right": (620, 204),
                "above": (300, 0),
                "below": (300, 420),
                "corner": (620, 420),
                "far": (1200, 500),
            }.items()
        ),
        inside(
            "inner",
            trigger("in"),
            task("x", at=(160, 60)),
            task("y", at=(400, 120)),
            outcome("out", at=(600, 0)),
        ),
        inside("other", trigger("begin"), task("z", at=(300, 200)), outcome("end", at=(500, 0))),
    )


def chevron(hand, node):
    """Where a box is opened and closed."""
    from designer.canvas.controls import chevron as place

    hand.surface.navigation.reveal(hand.rect(node))
    return place(hand.surface.scene.nodes[hand.path(node)]).center


def toggle(hand, *boxes):
    for each in boxes:
        hand.click(chevron(hand, each))


def test_t23_opening_and_closing_a_box_puts_everything_back_and_is_no_edit(qtbot):
    hand = Hand(qtbot, neighbours())
    before = dict(hand.surface.scene.nodes)
    with hand.no_edit():
        toggle(hand, "p")
        assert hand.rect("right") != before[("right",)].rect
        toggle(hand, "p")
    assert {path: placed.rect for path, placed in hand.surface.scene.nodes.items()} == {
        path: placed.rect for path, placed in before.items()
    }
    assert not hand.editor.is_dirty


def test_t24_a_neighbour_moved_while_a_box_is_open_ends_as_far_from_its_old_place(qtbot):
    hand = Hand(qtbot, neighbours())
    before = hand.rect("right")
    toggle(hand, "p")
    hand.surface.navigation.reveal(hand.rect("right"))
    with hand.one_edit():
        hand.drag(hand.center("right"), hand.center("right") + Point(40, 0), SHIFT)
    toggle(hand, "p")
    assert hand.rect("right") == before.moved(40, 0)


def test_t25_a_step_added_beside_an_open_box_overlaps_nothing_once_it_is_closed(qtbot):
    hand = Hand(qtbot, neighbours())
    toggle(hand, "p")
    frame = hand.rect("p")
    hand.look(Point(frame.x - 200, frame.y - 100), 0.7)
    before = hand.document
    spot = Point(frame.right + 60, frame.bottom - 20)
    with hand.one_edit():
        hand.double_click(spot)
        hand.key("1")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    toggle(hand, "p")
    rects = {path: placed.rect for path, placed in hand.surface.scene.nodes.items()}
    mine = rects.pop((made.id,))
    assert not any(mine.overlaps(other) for other in rects.values())


@pytest.mark.parametrize("closing", [("p", "q"), ("q", "p")])
def test_t26_boxes_opened_and_closed_in_any_order_leave_no_trace(qtbot, closing):
    hand = Hand(qtbot, neighbours())
    before = {path: placed.rect for path, placed in hand.surface.scene.nodes.items()}
    with hand.no_edit():
        toggle(hand, "p", "q", *closing)
    assert {path: placed.rect for path, placed in hand.surface.scene.nodes.items()} == before


# Cancelling


def port(hand, node):
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    at = next(control.at for control in shown if (control.kind, control.detail) == ("port", "bottom"))
    return hand.surface.navigation.camera.to_scene(*at)


@pytest.mark.parametrize("gesture", ["connect", "space", "knife", "bend", "lasso"])
def test_t32_escape_in_the_middle_of_a_gesture_leaves_no_trace(qtbot, gesture):
    document = process(
        task("a", at=(0, 0)), task("b", at=(400, 200)), flow("a", "b", via=((280, 32), (280, 232)))
    )
    hand = Hand(qtbot, document)
    starts = {
        "connect": lambda: port(hand, "b"),
        "space": lambda: Point(200, 120),
        "knife": lambda: Point(200, 60),
        "bend": lambda: Point(280, 130),
        "lasso": lambda: Point(-40, -40),
    }
    if gesture in ("space", "knife"):
        hand.key({"space": "S", "knife": "K"}[gesture])
    selected = hand.selected
    with hand.no_edit():
        start = starts[gesture]()
        hand.carry(start, start + Point(170, 90))
        hand.key("Esc")
        hand.release(start + Point(170, 90))
    assert hand.selected == selected
    assert not hand.surface.diagram.layers
    assert not hand.editor.history.undone


# Very many


def many(count):
    steps = [task(f"n{i}", at=(200 * (i % 100), 100 * (i // 100))) for i in range(count)]
    return process(*steps, *(f"n{i} -> n{i + 1}" for i in range(count - 1)))


@pytest.mark.slow
def test_t37_ten_thousand_nodes_are_selected_deleted_and_brought_back(qtbot):
    hand = Hand(qtbot, many(10_000))
    hand.key("Ctrl+A")
    hand.key("Del")
    assert not hand.document.nodes
    hand.key("Ctrl+Z")
    assert len(hand.document.nodes) == 10_000
    assert hand.bytes == hand.start


# Tidying


def test_t40_tidying_leaves_closed_boxes_whole_and_nothing_covers_anything(qtbot):
    document = process(
        task("a", at=(0, 0)),
        box("p", "inner", at=(140, 10)),
        box("q", "other", at=(150, 40)),
        box("r", "third", at=(160, 70)),
        task("b", at=(170, 100)),
        "a -> p -> q -> r -> b",
        *(
            inside(
                name,
                trigger(f"{name}-in"),
                task(f"{name}-x", at=(150, 7)),
                outcome(f"{name}-out", at=(330, 3)),
            )
            for name in ("inner", "other", "third")
        ),
        *(f"{name}-in -> {name}-x -> {name}-out" for name in ("inner", "other", "third")),
    )
    hand = Hand(qtbot, document, opened=("q",))
    with hand.one_edit():
        hand.key("Alt+Shift+T")
    rects = [hand.rect(each) for each in ("a", "p", "q", "r", "b")]
    assert not any(one.overlaps(other) for i, one in enumerate(rects) for other in rects[i + 1 :])
    assert (hand.rect("p").w, hand.rect("p").h) == (160, 72)


def test_t40_tidying_leaves_what_is_pinned_where_it_is(qtbot):
    hand = Hand(qtbot, process(task("a"), task("b", at=(213, 7)), task("c", at=(430, -4)), "a -> b -> c"))
    hand.surface.select([("b",)])
    hand.command("pin")
    hand.surface.select([])
    with hand.one_edit():
        hand.key("Alt+Shift+T")
    assert hand.node("b").at == (213, 7)
    assert hand.node("a").at[1] == hand.node("c").at[1] == 7


def test_t44_what_lies_on_something_else_is_spread_to_the_nearest_free_places(qtbot):
    hand = Hand(qtbot, process(*(task(each, at=(10 * i, 0)) for i, each in enumerate("abc"))))
    with hand.one_edit():
        assert hand.command("spread")
    rects = [hand.rect(each) for each in "abc"]
    assert not any(one.overlaps(other) for i, one in enumerate(rects) for other in rects[i + 1 :])
    assert hand.node("a").at == (0, 0)
    assert not hand.command("spread")


# Cursors


@pytest.mark.parametrize(
    ("where", "shape"),
    [
        ("node", "ArrowCursor"),
        ("header", "OpenHandCursor"),
        ("chevron", "PointingHandCursor"),
        ("segment", "SizeHorCursor"),
        ("end", "CrossCursor"),
        ("bend", "SizeAllCursor"),
        ("ground", "ArrowCursor"),
    ],
)
def test_the_pointer_tells_what_a_press_would_do(qtbot, where, shape):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(500, 200)),
        flow("a", "b", via=((280, 32), (280, 232))),
        box("p", "inner", at=(0, 300)),
        inside("inner", task("x", at=(0, 0))),
    )
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("a-b")
    frame = hand.rect("p")
    points = hand.surface.scene.flows[("a-b",)].points
    spots = {
        "node": lambda: hand.center("b"),
        "header": lambda: Point(frame.center.x + 20, frame.y + 18),
        "chevron": lambda: chevron(hand, "p"),
        "segment": lambda: Point(points[1].x, (points[1].y + points[2].y) / 2),
        "end": lambda: points[0],
        "bend": lambda: points[1],
        "ground": lambda: Point(700, 500),
    }
    hand.hover(Point(800, 560))
    hand.hover(spots[where]())
    assert QWidget.cursor(hand.surface).shape() == getattr(Qt.CursorShape, shape)
