"""Zooming into a box enters it, zooming out leaves it, and two fingers let the view run on."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from designer.canvas import coasting
from designer.canvas.tools.stage import Habits
from designer.layout.geometry import Point
from tests.support.build import process, purchase, task
from tests.support.hand import CONTROL, NONE, Hand

NO_PHASE = Qt.ScrollPhase.NoScrollPhase


def turn(hand, notches=0, held=CONTROL, phase=NO_PHASE, pixels=0):
    """Turns the wheel over the middle of the open box, or of the view where there is none."""
    scene = hand.surface.scene
    box = next((placed for placed in scene.nodes.values() if placed.open), None)
    at = QPointF(hand.surface.to_widget(box.rect.center) if box is not None else QPoint(600, 400))
    event = QWheelEvent(
        at,
        hand.surface.mapToGlobal(at),
        QPoint(0, pixels),
        QPoint(0, round(120 * notches) or pixels),
        Qt.MouseButton.NoButton,
        held,
        phase,
        False,
    )
    QApplication.sendEvent(hand.surface, event)


@pytest.fixture
def hand(qtbot):
    hand = Hand(qtbot, purchase(), opened=("approve",))
    hand.surface.navigation.fit(hand.rect("approve"), most=8.0)
    return hand


def test_two_notches_into_a_box_that_fills_the_view_enter_it(hand):
    with hand.no_edit():
        for _ in range(2):
            turn(hand, 1)
        assert hand.surface.level == ()
        turn(hand, 1)
    assert hand.surface.level == ("approve",)


def test_zooming_out_of_a_level_that_has_become_small_leaves_it(hand):
    hand.surface.enter(("approve",))
    fit = hand.surface.navigation.fit_zoom
    hand.surface.fit()
    while hand.surface.zoom > 0.7 * fit:
        turn(hand, -1)
        assert hand.surface.level == ("approve",)
    turn(hand, -1)
    assert hand.surface.level == ()
    assert hand.surface.selection == {("approve",)}


def test_a_box_that_does_not_fill_the_view_is_not_entered(hand):
    hand.look(Point(-100, -150), 0.4)
    for _ in range(3):
        turn(hand, 1)
    assert hand.surface.level == ()


def test_who_does_not_want_it_stays_on_the_level(hand):
    hand.surface.habits = Habits(zoom_enters=False)
    for _ in range(4):
        turn(hand, 1)
    assert hand.surface.level == ()


def test_a_touchpad_enters_only_where_that_is_wanted(hand):
    for _ in range(4):
        turn(hand, 1, phase=Qt.ScrollPhase.ScrollUpdate)
    assert hand.surface.level == ()
    hand.surface.habits = Habits(pinch_enters=True)
    for _ in range(4):
        turn(hand, 1, phase=Qt.ScrollPhase.ScrollUpdate)
    assert hand.surface.level == ("approve",)


def swipe(hand):
    turn(hand, held=NONE, phase=Qt.ScrollPhase.ScrollBegin)
    for _ in range(3):
        turn(hand, held=NONE, phase=Qt.ScrollPhase.ScrollUpdate, pixels=40)
    turn(hand, held=NONE, phase=Qt.ScrollPhase.ScrollEnd)
    return hand.surface.visible.y


def test_lifted_fingers_let_the_view_run_on_until_a_press(hand, qtbot, monkeypatch):
    monkeypatch.setattr(coasting, "SYSTEM_COASTS", False)
    hand.surface.reduced_motion = False
    lifted = swipe(hand)
    qtbot.waitUntil(lambda: hand.surface.visible.y < lifted)
    hand.press(Point(-50, -100))
    hand.release(Point(-50, -100))
    rest = hand.surface.visible.y
    qtbot.wait(60)
    assert hand.surface.visible.y == rest


def test_with_reduced_motion_the_view_stands_where_the_fingers_left_it(hand, qtbot, monkeypatch):
    monkeypatch.setattr(coasting, "SYSTEM_COASTS", False)
    lifted = swipe(hand)
    qtbot.wait(60)
    assert hand.surface.visible.y == lifted


@pytest.mark.parametrize(("zoom", "shown"), [(1.0, True), (0.4, False)])
def test_from_afar_the_plus_is_not_drawn_over_a_neighbour(qtbot, zoom, shown):
    hand = Hand(qtbot, process(task("one", at=(0, 0)), task("two", at=(200, 0))))
    hand.look(Point(-100, -150), zoom)
    hand.surface.select([("one",)])
    kinds = {control.kind for control in hand.surface.hovering.shown()["one",]}
    assert ("append" in kinds) == shown
