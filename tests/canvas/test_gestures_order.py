"""Putting in order: lining up, gaps, fitting boxes, what snaps to what, habits (C2, C9, C14)."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from designer.canvas.tools.stage import Habits
from designer.layout.geometry import Point
from tests.support.build import box, flow, inside, outcome, process, task
from tests.support.hand import ALT, SHIFT, Hand


def loose():
    return process(task("a", at=(0, 0)), task("b", at=(233, 57)), task("c", at=(517, 113)))


def test_what_was_selected_first_stays_when_others_line_up_with_it(qtbot):
    hand = Hand(qtbot, loose())
    hand.click(hand.center("b"))
    hand.click(hand.center("a"), SHIFT)
    hand.click(hand.center("c"), SHIFT)
    with hand.one_edit():
        assert hand.command("align-top")
    assert {hand.node(each).at[1] for each in "abc"} == {57}


def test_what_was_selected_at_once_lines_up_with_its_frame(qtbot):
    hand = Hand(qtbot, loose())
    hand.select("a", "b", "c")
    hand.command("align-bottom")
    assert {hand.node(each).at[1] for each in "abc"} == {113}


def test_a_fixed_gap_counts_from_the_first_selected(qtbot):
    hand = Hand(qtbot, loose())
    hand.click(hand.center("b"))
    hand.click(hand.center("c"), SHIFT)
    hand.click(hand.center("a"), SHIFT)
    with hand.one_edit():
        assert hand.command("space-out-horizontally")
    rects = [hand.rect(each) for each in "abc"]
    assert [other.x - one.right for one, other in pairwise(rects)] == [50, 50]
    assert rects[1].x == 233


def nested():
    return process(
        box("p", "inner", at=(0, 0), open_size=(600, 400)),
        task("z", at=(260, 0)),
        inside("inner", task("x", at=(0, 0))),
    )


@pytest.mark.parametrize("way", ["border", "key"])
def test_a_box_is_fitted_by_a_double_click_on_its_border_or_by_the_key(qtbot, way):
    hand = Hand(qtbot, nested(), opened=("p",))
    frame = hand.rect("p")
    hand.select("p")
    with hand.one_edit():
        if way == "border":
            hand.surface.select(())
            hand.double_click(Point(frame.x + 150, frame.bottom - 2))
        else:
            hand.key("Ctrl+Alt+0")
    assert hand.node("p").open_size is None
    assert hand.rect("p").h < frame.h
    assert hand.surface.level == ()


def test_a_fitted_box_has_its_content_in_its_corner(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        inside("inner", task("x", at=(600, 400)), task("y", at=(820, 400)), "x -> y"),
    )
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("p")
    with hand.one_edit():
        hand.key("Ctrl+Alt+0")
    box_, first = hand.rect("p"), hand.rect("x")
    assert (box_.x, box_.y) == (0, 0)
    assert first.x < 30
    assert box_.w < 420
    with hand.no_edit():
        hand.key("Ctrl+Alt+0")


def guides(hand):
    return hand.surface.overlay.gesture.shown.guides


def test_guides_stay_a_second_after_the_last_snap_and_go_with_the_release(qtbot):
    hand = Hand(qtbot, loose())
    start = hand.center("a")
    hand.carry(start, Point(start.x + 40, hand.center("b").y - 3))
    assert guides(hand)
    hand.move(Point(start.x + 40, hand.center("b").y + 40), ALT)
    assert guides(hand)
    qtbot.waitUntil(lambda: not guides(hand))
    hand.release(Point(start.x + 40, hand.center("b").y + 40), ALT)
    assert not guides(hand)


def test_a_guide_is_drawn_between_nodes_and_not_over_their_words(qtbot):
    hand = Hand(qtbot, loose())
    start, row = hand.center("a"), hand.center("b").y
    hand.carry(start, Point(start.x + 40, row - 3))
    picture = hand.surface.grab().toImage()
    accent = QColor(hand.surface.theme.accent)
    line = [picture.pixelColor(x, hand.surface.to_widget(Point(0, row)).y()) for x in range(picture.width())]
    covered = [hand.surface.overlay.marks.node(hand.path(one)).rect for one in ("a", "b")]
    places = [hand.surface.navigation.camera.to_scene(x, 0).x for x in range(picture.width())]
    over = [any(rect.x + 4 < x < rect.right - 4 for rect in covered) for x in places]
    assert not any(here == accent for here, inside in zip(line, over, strict=True) if inside)
    assert sum(here == accent for here, inside in zip(line, over, strict=True) if not inside) > 500


@pytest.mark.parametrize(
    ("habits", "at"), [((True, False), (30, 60)), ((False, True), (33, 57)), ((False, False), (33, 59))]
)
def test_only_the_grid_or_only_guides(qtbot, habits, at):
    hand = Hand(qtbot, loose())
    hand.surface.habits = Habits(*habits)
    start = hand.center("a")
    hand.drag(start, start + Point(33, 59))
    assert hand.node("a").at == at


def test_a_step_snaps_to_the_border_of_its_box(qtbot):
    hand = Hand(qtbot, nested(), opened=("p",))
    hand.surface.habits = Habits(snaps_to_grid=False)
    frame, start = hand.rect("p"), hand.center("x")
    wanted = frame.right - 16 - hand.rect("x").w / 2
    hand.drag(start, Point(wanted - 5, start.y + 40))
    assert hand.rect("x").right == frame.right - 16


def test_a_step_snaps_to_where_its_flow_from_a_port_is_straight(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        inside("inner", outcome("yes", at=(0, 0)), outcome("no", at=(0, 100))),
        task("a", at=(300, 100)),
        flow("p", "a", outcome="no"),
    )
    hand = Hand(qtbot, document)
    hand.surface.habits = Habits(snaps_to_grid=False)
    port = next(port.at for port in hand.surface.scene.ports if port.node == "no")
    start = hand.center("a")
    with hand.one_edit():
        hand.carry(start, Point(start.x + 13, port.y - 6))
        assert [line[0].y for line in hand.surface.overlay.gesture.shown.guides] == [port.y]
        hand.release(Point(start.x + 13, port.y - 6))
    assert hand.center("a").y == port.y
    assert len(hand.surface.scene.flows[hand.path("p-a")].points) == 2
    # So does the box with its port.
    hand.drag(hand.center("a"), start, ALT)
    start = Point(hand.rect("p").x + 60, hand.rect("p").y + 10)
    with hand.one_edit():
        hand.drag(start, Point(start.x, start.y + hand.center("a").y - port.y - 5))
    assert len(hand.surface.scene.flows[hand.path("p-a")].points) == 2


def test_what_comes_into_view_on_the_way_is_something_to_be_in_line_with(qtbot):
    hand = Hand(qtbot, process(task("a"), task("far", at=(40, 1203))))
    hand.surface.habits = Habits(snaps_to_grid=False)
    start = hand.center("a")
    hand.carry(start, Point(300, 300))
    hand.wheel(Point(300, 300), -2400)
    end = Point(700, hand.center("far").y - 4)
    hand.move(end)
    hand.release(end)
    assert hand.center("a").y == hand.center("far").y


def test_shift_and_alt_look_at_what_stands_on_other_levels(qtbot):
    hand = Hand(qtbot, nested(), opened=("p",))
    hand.surface.habits = Habits(snaps_to_grid=False)
    start, inner = hand.center("z"), hand.center("x").y
    hand.drag(start, Point(start.x, inner + 40), ALT)
    assert hand.center("z").y == inner + 40
    hand.drag(hand.center("z"), Point(start.x, inner + 5), SHIFT | ALT)
    assert hand.center("z").y == inner


def test_who_wants_it_drags_the_view_on_empty_ground(qtbot):
    hand = Hand(qtbot, loose())
    hand.surface.habits = Habits(drag_pans=True)
    before = hand.surface.visible
    with hand.no_edit():
        hand.drag(Point(0, 300), Point(60, 340))
    assert hand.surface.visible.x < before.x
    hand.press(Point(-20, -40), SHIFT)
    hand.move(Point(180, 90), SHIFT)
    hand.release(Point(180, 90), SHIFT)
    assert hand.selected == {"a"}


def test_who_wants_it_zooms_by_the_wheel(qtbot):
    hand = Hand(qtbot, loose())
    hand.surface.habits = Habits(wheel_zooms=True)

    def turn(held):
        at = QPointF(300, 300)
        event = QWheelEvent(
            at,
            hand.surface.mapToGlobal(at),
            QPoint(0, 0),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(hand.surface, event)

    turn(Qt.KeyboardModifier.NoModifier)
    assert hand.surface.zoom == pytest.approx(1.16)
    seen = hand.surface.visible.y
    turn(Qt.KeyboardModifier.ControlModifier)
    assert hand.surface.zoom == pytest.approx(1.16)
    assert hand.surface.visible.y < seen
