"""Moving with the mouse: places, threshold, axis lock, copies, snapping, cancelling."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.layout.geometry import Point
from tests.support.build import area, box, inside, note, outcome, process, task, trigger
from tests.support.hand import ALT, CONTROL, RIGHT, SHIFT, Hand


def line():
    return process(
        trigger("start", at=(0, 12)),
        task("a", at=(200, 0)),
        task("b", at=(500, 0)),
        outcome("end", at=(760, 12)),
        "start -> a -> b -> end",
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, line())


def by(point: Point, dx: float, dy: float) -> Point:
    return Point(point.x + dx, point.y + dy)


def test_a_drag_moves_a_step_in_one_edit(hand):
    with hand.one_edit():
        hand.drag(hand.center("a"), by(hand.center("a"), 0, 170))
    assert hand.node("a").at == (200, 170)
    assert hand.selected == {"a"}


def test_less_than_five_pixels_is_a_click(hand):
    with hand.no_edit():
        hand.drag(hand.center("a"), by(hand.center("a"), 3, 2))
    assert hand.selected == {"a"}


def test_the_selection_moves_together(hand):
    hand.select("a", "b")
    with hand.one_edit():
        hand.drag(hand.center("a"), by(hand.center("a"), 0, 200))
    assert [hand.node(n).at for n in ("a", "b")] == [(200, 200), (500, 200)]


def test_shift_keeps_to_one_axis(hand):
    hand.drag(hand.center("a"), by(hand.center("a"), 14, 150), SHIFT)
    assert hand.node("a").at == (200, 150)


def test_places_lie_on_the_grid_unless_alt_is_held(hand):
    hand.drag(hand.center("a"), by(hand.center("a"), 0, 163))
    assert hand.node("a").at == (200, 160)
    hand.key("Ctrl+Z")
    hand.drag(hand.center("a"), by(hand.center("a"), 3, 163), ALT)
    assert hand.node("a").at == (203, 163)


def test_a_step_snaps_to_the_middle_of_its_neighbours(hand):
    hand.drag(hand.center("start"), by(hand.center("start"), 0, -1000), ALT)
    hand.drag(hand.center("a"), by(hand.center("a"), 303, 150))
    assert hand.node("a").at == (500, 150)


def test_control_leaves_a_copy(hand):
    before = hand.document
    with hand.one_edit():
        hand.drag(hand.center("a"), by(hand.center("a"), 0, 200), CONTROL)
    (made,) = hand.new_nodes(before)
    assert (made.name, made.at) == ("A", (200, 200))
    assert hand.node("a").at == (200, 0)
    assert hand.selected == {made.id}


def test_t33_escape_a_right_press_and_losing_focus_leave_everything(hand):
    hand.select("b")

    def escape():
        hand.key("Esc")

    def right():
        hand.press(by(hand.center("a"), 0, 200), button=RIGHT)

    def leave():
        hand.surface.clearFocus()

    for give_up in (escape, right, leave):
        with hand.no_edit():
            hand.carry(hand.center("a"), by(hand.center("a"), 0, 200))
            give_up()
            hand.release(by(hand.center("a"), 0, 200))
        assert hand.selected == {"b"}, give_up
        hand.surface.setFocus()


def test_t42_a_step_may_go_to_negative_places(hand):
    with hand.one_edit():
        hand.drag(hand.center("a"), by(hand.center("a"), -300, -140))
    assert hand.node("a").at == (-100, -140)


def test_t43_a_step_dropped_on_another_goes_to_the_nearest_free_place_unless_space_is_held(hand):
    with hand.one_edit():
        hand.drag(hand.center("a"), by(hand.center("b"), 20, 10))
    assert not hand.rect("a").overlaps(hand.rect("b"))
    hand.key("Ctrl+Z")
    hand.carry(hand.center("a"), hand.center("b"))
    QTest.keyPress(hand.surface, Qt.Key.Key_Space)
    hand.release(hand.center("b"))
    QTest.keyRelease(hand.surface, Qt.Key.Key_Space)
    assert hand.rect("a") == hand.rect("b")


def test_a_note_goes_with_the_step_it_is_linked_to(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), note("n", at=(0, 200), links=("a",))))
    with hand.one_edit():
        hand.drag(hand.center("a"), by(hand.center("a"), 300, 0))
    assert hand.node("n").at == (300, 200)


def test_bends_move_with_both_ends(qtbot):
    from tests.support.build import flow

    document = process(
        task("a", at=(0, 0)), task("b", at=(400, 200)), flow("a", "b", via=((280, 32), (280, 232)))
    )
    hand = Hand(qtbot, document)
    hand.select("a", "b")
    hand.drag(hand.center("a"), by(hand.center("a"), 0, 100))
    assert hand.flow("a", "b").via == ((280, 132), (280, 332))


def test_t35_wheel_during_a_drag_scrolls_and_the_step_stays_under_the_pointer(hand):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    start = hand.center("a")
    end = by(start, 0, 150)
    hand.carry(start, end, ALT)
    camera = hand.surface.navigation.camera
    screen = camera.to_screen(*end)
    place = QPointF(screen.x, screen.y)
    event = QWheelEvent(
        place,
        hand.surface.mapToGlobal(place),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(hand.surface, event)
    now = hand.surface.navigation.camera.to_scene(*screen)
    assert now.y > end.y
    hand.release(now, ALT)
    assert hand.node("a").at[1] == pytest.approx(now.y - 32)


def test_moving_a_box_moves_what_is_in_it(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        task("far", at=(700, 300)),
        inside("inner", task("x", at=(0, 0)), task("y", at=(200, 0)), "x -> y"),
    )
    hand = Hand(qtbot, document, opened=("p",))
    before = hand.rect("x")
    top = Point(hand.rect("p").right - 40, hand.rect("p").y + 14)
    with hand.one_edit():
        hand.drag(top, by(top, 60, 90))
    assert hand.rect("x") == before.moved(60, 90)
    assert hand.node("x").at == (0, 0)


def test_an_open_box_and_what_is_beside_it_move_together(qtbot):
    document = process(
        box("p", "inner", at=(0, 0)),
        task("right", at=(300, 4)),
        inside("inner", task("x", at=(0, 0)), task("y", at=(240, 0)), "x -> y"),
    )
    hand = Hand(qtbot, document, opened=("p",))
    before = {node: hand.rect(node) for node in ("p", "right", "x")}
    hand.select("p", "right")
    start = hand.center("right")
    with hand.one_edit():
        hand.drag(start, by(start, 50, 120), ALT)
    assert {node: hand.rect(node) for node in before} == {
        node: rect.moved(50, 120) for node, rect in before.items()
    }


def test_what_stands_in_an_area_goes_with_it(qtbot):
    document = process(area("f", at=(0, 0)), task("a", at=(40, 60)), task("b", at=(500, 0)))
    hand = Hand(qtbot, document)
    with hand.one_edit():
        hand.drag(Point(160, 2), Point(160, 302), ALT)
    assert (hand.node("f").at, hand.node("a").at) == ((0, 300), (40, 360))
    assert hand.node("b").at == (500, 0)


def test_steps_of_several_boxes_move_each_in_its_own(qtbot):
    document = process(
        task("a", at=(0, 400)),
        box("p", "inner", at=(0, 0), open_size=(500, 300)),
        inside("inner", task("x", at=(0, 0))),
    )
    hand = Hand(qtbot, document, opened=("p",))
    hand.select("a", "x")
    start, before = hand.center("x"), hand.rect("x")
    with hand.one_edit():
        hand.drag(start, by(start, 30, 40), ALT)
    assert [hand.node(n).workflow for n in ("a", "x")] == ["main", "inner"]
    assert hand.rect("x") == before.moved(30, 40)


def test_what_stands_off_the_grid_keeps_the_axis_along_which_it_was_not_dragged(qtbot):
    hand = Hand(qtbot, process(task("a", at=(203, 7))))
    with hand.one_edit():
        hand.drag(hand.center("a"), by(hand.center("a"), 2, 133))
    assert hand.node("a").at == (203, 140)
    with hand.one_edit():
        hand.drag(hand.center("a"), by(hand.center("a"), 98, 1))
    assert hand.node("a").at == (300, 140)
