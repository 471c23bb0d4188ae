"""What is dragged is seen above everything else, wherever it is dragged to."""

import pytest
from PySide6.QtGui import QColor

from designer.drawing.theme import theme
from designer.layout.geometry import Point
from tests.support.build import box, inside, process, task
from tests.support.hand import CONTROL, Hand

TINT = QColor(theme("light").document_color("rose").fill)


def hand_with(qtbot, *held):
    """An open box with three steps in it, and things to drag below it."""
    inner = inside("w", *(task(f"m{n}", at=(40 + 230 * n, 60), size=(200, 120)) for n in range(3)))
    document = process(box("host", runs="w", at=(0, 0)), *held, inner)
    return Hand(qtbot, document, opened=("host", "held"))


def dragged(hand, name, to, keys=None):
    """A drag by the left rim that holds the node over the middle step, the pointer beside that."""
    rect = hand.rect(name)
    grip = Point(rect.x + 3, rect.y + 40)
    hand.press(grip)
    for step in (0.2, 0.6, 1.0):
        at = Point(grip.x + (to.x - grip.x) * step, grip.y + (to.y - grip.y) * step)
        hand.move(at, keys) if keys is not None else hand.move(at)
        hand.surface.repaint()


def color_at(hand, at):
    image = hand.surface.grab().toImage()
    seen = hand.surface.to_widget(at)
    return QColor(image.pixel(seen))


def gap(hand, name):
    """A point in the gap to the left of a step, and one in the step near its left border."""
    rect = hand.rect(name)
    return Point(rect.x - 12, rect.y + 100), Point(rect.x + 40, rect.y + 100)


@pytest.mark.parametrize("name", ["a", "z"])
def test_a_step_dragged_into_an_open_box_is_seen_above_the_steps_in_it(qtbot, name):
    hand = hand_with(qtbot, task(name, at=(300, 500), size=(200, 120), color="rose"))
    beside, on = gap(hand, "m1")
    assert color_at(hand, on) != TINT
    dragged(hand, name, beside)
    assert color_at(hand, on) == TINT


def test_a_copy_that_is_dragged_is_seen_above_the_steps_it_is_dragged_over(qtbot):
    hand = hand_with(qtbot, task("z", at=(300, 500), size=(200, 120), color="rose"))
    beside, on = gap(hand, "m1")
    dragged(hand, "z", beside, CONTROL)
    assert color_at(hand, on) == TINT


def test_an_open_box_dragged_into_another_is_seen_above_the_steps_in_that(qtbot):
    content = inside("x", task("s", at=(60, 40)))
    hand = hand_with(qtbot, box("held", runs="x", at=(300, 340), color="rose"), content)
    rect = hand.rect("held")
    ground = color_at(hand, Point(rect.x + 40, rect.bottom - 12))
    _, on = gap(hand, "m1")
    offset = Point(on.x - 40 - rect.x, on.y + 12 - rect.bottom)
    dragged(hand, "held", Point(rect.x + 3 + offset.x, rect.y + 40 + offset.y))
    assert color_at(hand, on) == ground
