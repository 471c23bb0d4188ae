"""What the pointer looks like in every state, and what else shows it (C5)."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from designer.layout.geometry import Point
from tests.support.build import box, flow, inside, note, outcome, process, task, trigger
from tests.support.hand import ALT, CONTROL, NONE, SHIFT, Hand

Shape = Qt.CursorShape


def scene():
    return process(
        trigger("start", at=(0, 12)),
        task("a", at=(200, 0)),
        task("b", at=(600, 0)),
        "start -> a",
        flow("a", "b", via=((480, 32), (480, -60), (540, -60), (540, 32))),
        outcome("end", at=(0, 160)),
        note("remark", at=(200, 120)),
        task("loose", at=(600, 140)),
        box("p", "inner", at=(0, 300), open_size=(600, 240)),
        inside("inner", trigger("in", at=(0, 0)), task("x", at=(200, 0)), "in -> x"),
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, scene(), opened=("p",))


def cursor(hand):
    return QWidget.cursor(hand.surface).shape()


def control(hand, node, kind, detail):
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    at = next(each.at for each in shown if (each.kind, each.detail) == (kind, detail))
    return hand.surface.navigation.camera.to_scene(*at)


def header(hand):
    rect = hand.rect("p")
    return Point(rect.center.x + 40, rect.y + 16)


def inside_p(hand):
    rect = hand.rect("p")
    return Point(rect.right - 120, rect.bottom - 50)


def dropped(hand, start, end, held=NONE):
    """The cursor in the middle of a drag, which is then given up."""
    hand.carry(start, end, held)
    shape = cursor(hand)
    hand.key("Esc")
    hand.release(end)
    assert hand.bytes == hand.start
    return shape


def test_over_a_step_and_over_a_header(hand):
    hand.hover(hand.center("a"))
    assert cursor(hand) == Shape.ArrowCursor
    assert hand.surface.overlay.hover == ("a",)
    hand.hover(header(hand))
    assert cursor(hand) == Shape.OpenHandCursor


@pytest.mark.parametrize(
    ("what", "to", "held", "shape"),
    [
        ("a", Point(30, 60), NONE, Shape.ClosedHandCursor),
        ("header", Point(30, 20), NONE, Shape.SizeAllCursor),
        ("a", Point(30, 60), CONTROL, Shape.DragCopyCursor),
    ],
)
def test_moving_and_copying(hand, what, to, held, shape):
    start = header(hand) if what == "header" else hand.center(what)
    assert dropped(hand, start, start + to, held) == shape


def test_with_shift_the_way_is_read_out(hand):
    start = hand.center("loose")
    hand.carry(start, start + Point(60, 10), SHIFT)
    assert hand.surface.overlay.gesture.shown.readout.startswith("+")
    hand.key("Esc")
    hand.release(start)


def test_what_may_drop_into_a_box_has_an_arrow_and_the_box_is_lit(hand):
    hand.carry(hand.center("loose"), inside_p(hand), ALT)
    assert cursor(hand) == Shape.ArrowCursor
    assert hand.overlay_target == ("p",)
    hand.key("Esc")
    hand.release(inside_p(hand))


def test_what_may_not_is_forbidden(hand):
    hand.carry(hand.center("start"), inside_p(hand))
    assert cursor(hand) == Shape.ForbiddenCursor
    shown = hand.surface.overlay.gesture.shown
    assert (shown.target, shown.target_ok) == (("p",), False)
    assert shown.reason
    hand.key("Esc")
    hand.release(inside_p(hand))


def test_a_flow_that_takes_what_is_over_it_has_an_arrow(hand):
    at = hand.middle("start-a")
    hand.carry(hand.center("loose"), at, ALT)
    hand.qtbot.waitUntil(lambda: hand.overlay_target == ("start-a",), timeout=5000)
    assert cursor(hand) == Shape.ArrowCursor
    hand.key("Esc")
    hand.release(at)


@pytest.mark.parametrize("key", ["L", "S", "C", "K"])
def test_an_armed_tool_has_a_cross_and_says_how_to_leave_it(hand, key):
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    hand.key(key)
    hand.hover(Point(400, 200))
    assert cursor(hand) == Shape.CrossCursor
    assert any("Esc" in words for words in said)


@pytest.mark.parametrize(
    ("by", "shape"), [(Point(80, 5), Shape.SizeHorCursor), (Point(5, 80), Shape.SizeVerCursor)]
)
def test_making_space(hand, by, shape):
    hand.key("S")
    start = Point(420, 200)
    hand.carry(start, start + by)
    assert cursor(hand) == shape
    assert hand.surface.overlay.gesture.shown.bands
    assert hand.surface.overlay.gesture.shown.outlined
    hand.key("Esc")
    hand.release(start)


@pytest.mark.parametrize(
    ("handle", "shape"),
    [
        ("nw", Shape.SizeFDiagCursor),
        ("se", Shape.SizeFDiagCursor),
        ("ne", Shape.SizeBDiagCursor),
        ("sw", Shape.SizeBDiagCursor),
        ("n", Shape.SizeVerCursor),
        ("s", Shape.SizeVerCursor),
        ("e", Shape.SizeHorCursor),
        ("w", Shape.SizeHorCursor),
    ],
)
def test_resizing(hand, handle, shape):
    hand.select("remark")
    start = control(hand, "remark", "handle", handle)
    hand.hover(start)
    assert cursor(hand) == shape
    hand.carry(start, start + Point(20, 20))
    assert cursor(hand) == shape
    assert "×" in hand.surface.overlay.gesture.shown.readout
    hand.key("Esc")
    hand.release(start)


def test_the_hand_opens_and_closes(hand):
    hand.key("H")
    hand.hover(Point(450, 150))
    assert cursor(hand) == Shape.OpenHandCursor
    hand.press(Point(450, 150))
    hand.move(Point(480, 170))
    assert cursor(hand) == Shape.ClosedHandCursor
    hand.release(Point(480, 170))
    hand.key("V")
    QTest.keyPress(hand.surface, Qt.Key.Key_Space)
    hand.hover(Point(450, 150))
    assert cursor(hand) == Shape.OpenHandCursor
    QTest.keyRelease(hand.surface, Qt.Key.Key_Space)
    hand.hover(Point(450, 151))
    assert cursor(hand) == Shape.ArrowCursor


def test_the_label_editor_has_a_beam(hand):
    hand.select("a")
    hand.key("F2")
    editor = hand.editor_box
    assert editor is not None
    inner = editor.findChild(QWidget, "qt_scrollarea_viewport") or editor
    assert inner.cursor().shape() == Shape.IBeamCursor
    hand.key("Esc")


def test_pieces_of_a_selected_flow(hand):
    hand.select("a-b")
    points = hand.surface.scene.flows[("a-b",)].points
    upright = next((a, b) for a, b in pairwise(points) if a.x == b.x)
    hand.hover(Point(upright[0].x, (upright[0].y + upright[1].y) / 2))
    assert cursor(hand) == Shape.SizeHorCursor


@pytest.mark.parametrize(
    ("target", "shape"), [("loose", Shape.ArrowCursor), ("start", Shape.ForbiddenCursor)]
)
def test_a_target_of_a_flow_is_allowed_or_not(hand, target, shape):
    # From one trigger to another nothing leads either way.
    source = "loose" if target == "start" else "a"
    if target == "start":
        hand.drag(control(hand, "start", "port", "right"), hand.center("loose"))
        hand.key("Esc")
    hand.carry(control(hand, source, "port", "bottom"), hand.center(target))
    assert cursor(hand) == shape
    hand.key("Esc")
    hand.release(hand.center(target))


def test_over_empty_ground_a_flow_being_drawn_has_a_cross(hand):
    start = control(hand, "a", "port", "bottom")
    assert dropped(hand, start, Point(450, 220)) == Shape.CrossCursor
