"""A move of the mouse lays out once what it tries out, however many ask how that would look."""

import pytest

from designer.canvas import diagram
from designer.layout.geometry import Point
from designer.layout.unfold import unfold
from tests.support.build import purchase
from tests.support.hand import Hand


@pytest.fixture
def unfolded(monkeypatch):
    made = []

    def counted(*args):
        made.append(unfold(*args))
        return made[-1]

    monkeypatch.setattr(diagram, "unfold", counted)
    return made


def test_moving_a_step_in_an_open_box_lays_out_once_a_move(qtbot, unfolded):
    hand = Hand(qtbot, purchase(), opened=("approve",))
    start = hand.center("manager-approves")
    hand.press(start)
    hand.move(Point(start.x + 20, start.y + 10))
    unfolded.clear()
    hand.move(Point(start.x + 30, start.y + 20))
    hand.surface.repaint()
    assert len(unfolded) == 1


def test_moving_an_open_box_lays_out_once_a_move(qtbot, unfolded):
    hand = Hand(qtbot, purchase(), opened=("approve",))
    rect = hand.rect("approve")
    start = Point(rect.x + 80, rect.y + 18)
    hand.press(start)
    hand.move(Point(start.x + 20, start.y + 10))
    hand.surface.repaint()
    unfolded.clear()
    hand.move(Point(start.x + 40, start.y + 20))
    hand.surface.repaint()
    assert len(unfolded) == 1
