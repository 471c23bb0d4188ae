"""Across levels: the breadcrumb as a place to drop, and undo of what is elsewhere (C12)."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton

from designer.layout.geometry import Point
from tests.support.build import box, inside, outcome, process, task, trigger, workflow
from tests.support.hand import Hand


def deep():
    return process(
        workflow("main", name="Purchase"),
        box("p", "middle", at=(0, 0), name="Order"),
        inside(
            "middle", trigger("in"), box("q", "inner", at=(200, 0), name="Check"), outcome("out", at=(500, 0))
        ),
        inside("inner", trigger("begin"), task("x", at=(200, -12)), outcome("end", at=(500, 0))),
        "begin -> x -> end",
    )


def crumb(hand, name):
    """The middle of a part of the breadcrumb, in logical pixels of the canvas."""
    bar = hand.surface.furniture.breadcrumb
    found = next(b for b in bar.findChildren(QToolButton) if b.text() == name and not b.isHidden())
    return QPointF(bar.mapToParent(found.geometry().center()))


def send(hand, kind, place, buttons=Qt.MouseButton.LeftButton):
    own = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    at = hand.surface.mapToGlobal(place)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(hand.surface, QMouseEvent(kind, place, at, own, buttons, none))


def carried_to(hand, node, name):
    hand.press(hand.center(node))
    hand.move(hand.center(node) + Point(30, 30))
    place = crumb(hand, name)
    send(hand, QEvent.Type.MouseMove, place)
    return place


def test_a_step_dropped_on_the_breadcrumb_goes_up_to_that_level(qtbot):
    hand = Hand(qtbot, deep())
    hand.surface.go(("p", "q"))
    with hand.one_edit():
        place = carried_to(hand, "x", "Order")
        assert hand.surface.overlay.gesture.shown.way == ("p",)
        send(hand, QEvent.Type.MouseButtonRelease, place, Qt.MouseButton.NoButton)
        assert "Moved to" in hand.notice
    assert hand.node("x").workflow == "middle"
    assert hand.surface.level == ("p", "q")
    hand.answer("Show")
    assert hand.surface.level == ("p",)
    assert hand.selected == {"x"}


def test_the_level_on_show_is_no_place_to_drop_and_escape_leaves_all(qtbot):
    hand = Hand(qtbot, deep())
    hand.surface.go(("p", "q"))
    with hand.no_edit():
        carried_to(hand, "x", "Check")
        assert hand.surface.overlay.gesture.shown.way is None
        hand.key("Esc")
        carried_to(hand, "x", "Purchase")
        assert hand.surface.overlay.gesture.shown.way == ()
        hand.key("Esc")
    assert hand.surface.overlay.gesture.shown.way is None


def test_undo_of_something_in_a_closed_box_flashes_the_box_and_leaves_the_view(qtbot):
    hand = Hand(qtbot, deep())
    with hand.editor.edit("Rename") as draft:
        draft.update("x", name="Look")
    seen = hand.surface.visible
    hand.key("Ctrl+Z")
    assert hand.surface.overlay.flashing == {("p",)}
    assert hand.surface.visible == seen
