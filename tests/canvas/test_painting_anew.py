"""While a gesture runs only what it changes is painted anew, and nothing stale is left beside that."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from designer.canvas.changed import changed_layers
from designer.layout.geometry import Point
from tests.support.build import box, inside, note, process, task, trigger
from tests.support.hand import CONTROL, SHIFT, Hand


def nested():
    return process(
        trigger("start", at=(0, 60)),
        task("check", at=(170, 50)),
        box("deliver", runs="delivery", at=(400, 40)),
        task("file", at=(700, 50)),
        note("remark", at=(170, 180), text="Mind the gap", links=("check",)),
        "start -> check -> deliver -> file",
        inside(
            "delivery",
            task("fold", at=(30, 40)),
            box("pack", runs="packing", at=(260, 36)),
            task("send", at=(500, 40)),
            "fold -> pack -> send",
        ),
        inside("packing", trigger("begin", at=(0, 40)), task("seal", at=(200, 30)), "begin -> seal"),
    )


@pytest.fixture
def hand(qtbot):
    hand = Hand(qtbot, nested(), opened=("deliver", "pack"))
    hand.surface.repaint()
    return hand


def pixels(pixmap: QPixmap) -> np.ndarray:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1).copy()


def painted_as_asked(hand: Hand) -> None:
    """Paints what the canvas asks for: first it finds out what that is."""
    for _ in range(2):
        QApplication.sendPostedEvents()


def stale(hand: Hand) -> int:
    """Pixels on the screen that a painting of everything makes others."""
    surface = hand.surface
    seen = pixels(surface.screen().grabWindow(surface.winId()))
    return int((seen != pixels(surface.grab())).sum())


def way(start: Point, *legs: tuple[float, float]):
    """Places of the pointer from a start on, some close to each other, some far apart."""
    at = start
    for dx, dy in legs:
        for share in (0.03, 0.1, 0.4, 1.0):
            yield Point(at.x + dx * share, at.y + dy * share)
        at = Point(at.x + dx, at.y + dy)


@pytest.mark.parametrize("held", [None, SHIFT, CONTROL])
@pytest.mark.parametrize("grip", ["check", "fold", "seal", "pack", "deliver", "remark"])
def test_a_drag_leaves_nothing_stale(hand, grip, held):
    rect = hand.rect(grip)
    start = Point(rect.x + 80, rect.y + 18)
    hand.press(start)
    for at in way(start, (60, 90), (-130, 20), (300, -60), (0, 0)):
        hand.move(at, held) if held is not None else hand.move(at)
        painted_as_asked(hand)
        assert stale(hand) == 0
    hand.release(start)
    painted_as_asked(hand)
    assert stale(hand) == 0


@pytest.mark.parametrize("grip", ["seal", "pack", "deliver"])
def test_a_drag_from_afar_leaves_nothing_stale(hand, grip):
    hand.surface.set_zoom(0.3)
    rect = hand.rect(grip)
    start = Point(rect.x + 80, rect.y + 18)
    hand.press(start)
    for at in way(start, (300, 90), (20, -3), (-400, 20)):
        hand.move(at)
        painted_as_asked(hand)
        assert stale(hand) == 0
    hand.release(start)
    painted_as_asked(hand)
    assert stale(hand) == 0


@pytest.mark.parametrize("tool", ["select", "connect", "space", "knife"])
def test_no_tool_leaves_anything_stale(hand, tool):
    hand.surface.set_tool(tool)
    start = hand.center("check") if tool == "connect" else Point(-60, 20)
    hand.press(start)
    for at in way(start, (260, 130), (250, -90)):
        hand.move(at)
        painted_as_asked(hand)
        assert stale(hand) == 0
    hand.surface.tool.cancel()
    painted_as_asked(hand)
    assert stale(hand) == 0


def test_what_a_step_does_not_reach_is_not_painted_with_it(hand, monkeypatch):
    start = hand.center("seal")
    hand.press(start)
    for at in way(start, (20, 20)):
        hand.move(at)
        painted_as_asked(hand)
    areas = []
    real = hand.surface.diagram.backing.paint
    monkeypatch.setattr(
        hand.surface.diagram.backing, "paint", lambda painter, area: (areas.append(area), real(painter, area))
    )
    hand.move(Point(start.x + 40, start.y + 20))
    painted_as_asked(hand)
    whole = hand.surface.width() * hand.surface.height()
    assert 0 < sum(area.width() * area.height() for area in areas) < whole / 3


def test_a_move_within_one_step_of_the_grid_paints_nothing(hand, monkeypatch):
    start = hand.center("seal")
    hand.press(start)
    for at in way(start, (20, 20)):
        hand.move(at)
        painted_as_asked(hand)
    areas = []
    monkeypatch.setattr(hand.surface.diagram.backing, "paint", lambda _, area: areas.append(area))
    hand.move(Point(start.x + 21, start.y + 20))
    painted_as_asked(hand)
    assert not areas


def test_what_floats_is_not_painted_again_from_afar_as_long_as_it_stays(hand):
    hand.surface.set_zoom(0.3)
    start = hand.center("seal")
    hand.press(start)
    hand.move(Point(start.x + 60, start.y + 60))
    hand.surface.repaint()
    layers, camera = hand.surface.diagram.layers, hand.surface.navigation.camera
    assert layers
    assert changed_layers(layers, layers, camera, hand.surface.rect()).isEmpty()
    hand.surface.tool.cancel()


def test_the_door_of_a_box_goes_with_it(hand):
    hand.look(Point(500, -40))
    hand.surface.resize(500, 700)
    hand.surface.repaint()
    before = dict(hand.surface.doors.all(hand.surface))
    start = Point(hand.rect("deliver").x + 180, hand.rect("deliver").y + 18)
    hand.press(start)
    for at in way(start, (0, 60)):
        hand.move(at)
        hand.surface.repaint()
    after = dict(hand.surface.doors.all(hand.surface))
    assert ("deliver",) in before
    assert after["deliver",].y - before["deliver",].y == pytest.approx(60, abs=1)
    hand.surface.tool.cancel()
