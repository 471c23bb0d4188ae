"""A run over the picture: tokens on flows to be seen, sums on closed boxes, and no editing meanwhile."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from designer.canvas.playback_layer import PlaybackLayer, token_radius
from designer.canvas.surface import Surface
from designer.drawing.theme import theme
from designer.editing.editor import Editor
from designer.layout.geometry import Point
from tests.support.build import box, inside, outcome, process, task, trigger

FLOWS = [("start-check",), ("check-end",), ("check", "begin-score")]
NODES = [("start",), ("check",), ("check", "begin"), ("check", "score"), ("end",)]


@dataclass
class Moment:
    token_flow: np.ndarray
    token_fraction: np.ndarray
    queue: np.ndarray
    busy: np.ndarray
    inside: np.ndarray
    late: np.ndarray

    @property
    def token_case(self):
        return np.arange(len(self.token_flow))


class Run:
    """One token on each flow, as far along as milliseconds say; two wait in the box."""

    node_paths = NODES
    flow_paths = FLOWS
    points = ()

    def frame(self, ms, _travel):
        counts = np.array([0, 2, 0, 2, 0])
        return Moment(
            np.arange(3), np.full(3, ms / 1000), counts, np.zeros(5, int), counts, np.array([0, 1, 0, 1, 0])
        )


@pytest.fixture
def surface(qtbot):
    document = process(
        trigger("start", at=(0, 20)),
        box("check", "checking", at=(200, 0)),
        inside("checking", trigger("begin", at=(0, 0)), task("score", at=(200, 0)), "begin -> score"),
        outcome("end", at=(500, 20)),
        "start -> check -> end",
    )
    made = Surface(Editor(document), theme("light"))
    made.reduced_motion = True
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.setFocus()
    return made


def positions(surface, ms):
    layer = PlaybackLayer(Run(), surface.editor.document, theme("light"))
    layer.set_time(ms, 100)
    return [Point(*map(float, at)) for at in layer.positions(surface.diagram.arrays)]


def along(surface, path, share):
    points = surface.scene.flows[path].points
    lengths = [abs(b.x - a.x) + abs(b.y - a.y) for a, b in pairwise(points)]
    rest = sum(lengths) * share
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if rest <= length:
            return Point(a.x + (b.x - a.x) * rest / length, a.y + (b.y - a.y) * rest / length)
        rest -= length
    return points[-1]


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.99, 1.0])
def test_tokens_are_where_their_flows_lead(surface, share):
    seen = positions(surface, share * 1000)
    for at, path in zip(seen, FLOWS[:2], strict=True):
        assert at == pytest.approx(along(surface, path, share), abs=0.01)


def test_flows_in_closed_boxes_have_no_tokens_and_open_ones_do(surface):
    assert len(positions(surface, 500)) == 2
    surface.set_open(["check"])
    assert len(positions(surface, 500)) == 3


def test_entering_a_box_leaves_out_what_lies_outside(surface):
    surface.enter(("check",))
    seen = positions(surface, 500)
    assert len(seen) == 1
    assert seen[0] == pytest.approx(along(surface, ("check", "begin-score"), 0.5), abs=0.01)


def painted(surface):
    return surface.grab().toImage()


def test_tokens_and_badges_change_the_view_and_not_the_document(surface):
    document, still = surface.editor.document, painted(surface)
    surface.set_playback(Run())
    surface.set_playback_time(300, 100)
    first = painted(surface)
    surface.set_playback_time(600, 100)
    assert painted(surface) != first != still
    assert surface.editor.document is document
    surface.set_playback(None)
    assert painted(surface) == still


def test_a_run_is_played_in_lanes_too(surface):
    surface.reduced_motion = True
    surface.set_playback(Run())
    surface.set_playback_time(300, 100)
    surface.set_lanes("role")
    first = painted(surface)
    surface.set_playback_time(600, 100)
    assert painted(surface) != first


def test_what_waits_in_a_closed_box_is_counted_on_it(surface):
    surface.set_playback(Run())
    rect = surface.navigation.camera.rect_to_screen(surface.scene.nodes["check",].rect)
    badge = surface.grab().toImage().pixelColor(round(rect.x) - 6, round(rect.y))
    assert badge.name().upper() == theme("light").warning


def test_late_cases_in_a_closed_box_are_counted_at_its_lower_corner_and_go_when_it_opens(surface):
    surface.set_playback(Run())
    rect = surface.navigation.camera.rect_to_screen(surface.scene.nodes["check",].rect)

    def has_badge() -> bool:
        image, tint = surface.grab().toImage(), theme("light").refused
        spots = range(round(rect.right) - 30, round(rect.right) + 30)
        return any(image.pixelColor(x, round(rect.bottom) - 5).name().upper() == tint for x in spots)

    assert has_badge()
    surface.toggle([("check",)])
    assert not has_badge()


def test_nothing_can_be_edited_while_a_run_is_shown(surface, qtbot):
    said = []
    surface.statusText.connect(said.append)
    surface.set_playback(Run())
    before = surface.editor.document
    start = surface.to_widget(surface.scene.nodes["end",].rect.center)
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(surface, start + QPoint(30, 60))
    QTest.mouseRelease(
        surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(30, 60)
    )
    surface.select([("end",)])
    QTest.keyClick(surface, Qt.Key.Key_Delete)
    surface.rename(("end",))
    assert surface.editor.document is before
    assert "Stop playback to edit" in said
    surface.set_playback(None)
    assert not surface.is_playing_mode


def test_boxes_open_and_close_while_a_run_is_shown(surface):
    surface.set_playback(Run())
    surface.toggle([("check",)])
    surface.set_playback_time(500, 100)
    assert surface.scene.nodes["check",].open
    surface.grab()
    surface.enter(("check",))
    surface.grab()
    surface.leave()
    surface.toggle([("check",)])
    surface.grab()


def test_tokens_shrink_less_than_the_picture_and_never_vanish():
    assert token_radius(2.0) == token_radius(1.0) == 7.0
    assert token_radius(0.5) > 3.5
    assert token_radius(0.02) == 2.5
