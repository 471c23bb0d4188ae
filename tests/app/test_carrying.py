"""Steps dragged onto the tab of another document (C7)."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.layout.geometry import Point
from designer.model.document import View
from tests.support.build import box, inside, outcome, process, role, task, trigger

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the mouse")
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def send(surface, kind, place, held=NONE, down=True):
    own = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    buttons = LEFT if down else Qt.MouseButton.NoButton
    at = surface.mapToGlobal(place)
    QApplication.sendEvent(surface, QMouseEvent(kind, place, at, own, buttons, held))


def screen(surface, at):
    found = surface.navigation.camera.to_screen(*at)
    return QPointF(found.x, found.y)


@pytest.fixture
def two(window, qtbot):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 2000)
    target = window.desk.new(process(task("z", at=(0, 0))), "Target")
    source = window.desk.new(
        process(task("a", at=(0, 0), role="clerk"), task("b", at=(240, 0)), "a -> b", role("clerk")), "Source"
    )
    QTest.qWait(10)
    return source, target


def carried(qtbot, window, source, target):
    """A step of the source held over the tab of the target until that is in front."""
    surface = source.surface
    start = screen(surface, surface.scene.nodes[("a",)].rect.center)
    send(surface, QEvent.Type.MouseButtonPress, start)
    bar = window.desk.tabBar()
    tab = bar.tabRect(window.desk.indexOf(target)).center()
    over = QPointF(surface.mapFromGlobal(bar.mapToGlobal(tab)))
    for part in (0.3, 1.0):
        send(surface, QEvent.Type.MouseMove, start + (over - start) * part)
    qtbot.waitUntil(lambda: window.view is target)


@pytest.mark.parametrize("held", [NONE, SHIFT])
def test_held_over_a_tab_that_document_comes_forward_and_takes_a_copy_or_with_shift_the_step(
    qtbot, window, two, held
):
    source, target = two
    before = source.editor.document
    carried(qtbot, window, source, target)
    surface = target.surface
    spot = screen(surface, Point(0, 300))
    send(surface, QEvent.Type.MouseMove, spot, held)
    assert not target.editor.history.done
    send(surface, QEvent.Type.MouseButtonRelease, spot, held, down=False)
    made = [node for node in target.editor.document.nodes.values() if node.name == "A"]
    assert len(made) == 1
    assert "clerk" in target.editor.document.roles
    assert len(target.editor.history.done) == 1
    assert ("a" in source.editor.document.nodes) == (held == NONE)
    assert len(source.editor.history.done) == (0 if held == NONE else 1)
    source.editor.undo()
    assert source.editor.document.nodes == before.nodes


def test_escape_over_the_other_document_leaves_both_alone(qtbot, window, two):
    source, target = two
    carried(qtbot, window, source, target)
    send(target.surface, QEvent.Type.MouseMove, QPointF(300, 300))
    QTest.keyClick(target.surface, Qt.Key.Key_Escape)
    send(target.surface, QEvent.Type.MouseButtonRelease, QPointF(300, 300), down=False)
    assert not source.editor.history.done
    assert not target.editor.history.done


def test_beside_an_open_box_it_is_left_where_it_is_seen(qtbot, window):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 2000)
    level = process(
        box("p", "inner", at=(0, 0)),
        inside("inner", trigger("in"), task("x", at=(200, 300)), outcome("out", at=(500, 0))),
    )
    target = window.desk.new(level.with_view(View(open=("p",))), "Target")
    source = window.desk.new(process(task("a", at=(0, 0))), "Source")
    surface = target.surface
    room = surface.scene.nodes[("p",)].rect
    spot = Point(room.right + 100, room.y + 200)
    surface.navigation.use(surface.navigation.camera.placed(Point(400, -50), Point(0, 0), 1.0))
    carried(qtbot, window, source, target)
    for kind, down in ((QEvent.Type.MouseMove, True), (QEvent.Type.MouseButtonRelease, False)):
        send(surface, kind, screen(surface, spot), down=down)
    (made,) = surface.selection
    assert surface.scene.nodes[made].rect.center == pytest.approx(spot, abs=5)
    assert len(target.editor.history.done) == 1
