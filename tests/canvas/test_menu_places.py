"""The menu of the next step covers neither the step it follows nor what comes before that."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from designer.canvas.element_menu import ElementMenu, Entry
from designer.canvas.tools.elements import OFFERS
from designer.drawing.theme import theme
from designer.editing.rules import Verdict
from designer.layout.geometry import Point
from tests.support.build import process, task, trigger
from tests.support.hand import Hand


def opened(qtbot, room: QSize, beside: QRect) -> QRect:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(room)
    entries = [Entry(offer, Verdict(True)) for offer in OFFERS]
    menu = ElementMenu(ground, "Add the next step", entries, theme("light"))
    menu.open_at(QPoint(beside.right() + 1, beside.center().y()), beside)
    return menu.geometry()


def test_it_opens_to_the_right_where_there_is_room(qtbot):
    beside = QRect(300, 200, 160, 64)
    assert opened(qtbot, QSize(1200, 800), beside).left() == beside.right() + 1


@pytest.mark.parametrize("top", [20, 250, 420, 600])
@pytest.mark.parametrize("height", [720, 560])
def test_at_the_right_edge_it_opens_below_or_above(qtbot, top, height):
    beside = QRect(980, min(top, height - 100), 190, 64)
    menu = opened(qtbot, QSize(1200, height), beside)
    assert not menu.intersects(beside)
    assert menu.right() < 1200
    assert menu.left() >= 1200 - 280  # not over what is left of the step


def test_the_key_opens_it_beyond_the_plus(qtbot):
    hand = Hand(qtbot, process(trigger("start", at=(0, 20)), task("work", at=(200, 0)), "start -> work"))
    hand.surface.select([("work",)])
    hand.key("A")
    menu = hand.surface.menus.elements
    assert menu.x() > hand.surface.to_widget(Point(hand.rect("work").right, 0)).x() + 30
