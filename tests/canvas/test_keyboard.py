"""A whole process built, walked and changed without ever touching the mouse (C4, C21)."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from designer.model.nodes import Box
from tests.support.build import process, task
from tests.support.hand import Hand, written


def named(hand: Hand, name: str) -> str:
    return next(n.id for n in hand.document.nodes.values() if n.name == name)


def chosen(hand: Hand) -> str:
    (only,) = hand.selected
    return hand.node(only).name


def choose(hand: Hand, menu: str, kind: str, name: str) -> None:
    """A key that opens a menu, the kind by its first letters, and a name."""
    hand.key(menu)
    hand.type(kind)
    hand.key("Return")
    hand.type(name)
    hand.key("Return")


def grow(hand: Hand, *names: str) -> None:
    for name in names:
        hand.key("Ctrl+Right")
        hand.type(name)
        hand.key("Return")


def walk_to(hand: Hand, name: str) -> None:
    """Tab until it is selected."""
    for _ in range(40):
        if hand.selected and chosen(hand) == name:
            return
        hand.key("Tab")
    raise AssertionError(f"Tab never came to {name}")


def pick(hand: Hand, name: str) -> None:
    """Types the mark that the picker shows beside a node."""
    shown = hand.surface.overlay.gesture.shown.keys
    hand.key(next(key for path, key in shown if path[-1] == named(hand, name)))


def test_a_process_is_built_walked_and_changed_by_keys_alone(qtbot):
    hand = Hand(qtbot, process())
    choose(hand, "N", "trigger", "Order received")
    grow(hand, "Check stock")
    choose(hand, "A", "deci", "In stock?")
    grow(hand, "Pick", "Wrap", "Ship")
    choose(hand, "A", "outcome", "Delivered")
    walk_to(hand, "In stock?")
    choose(hand, "A", "task", "Reorder")
    hand.key("Shift+C")  # a loop back
    pick(hand, "Check stock")
    assert (named(hand, "Reorder"), named(hand, "Check stock")) in hand.pairs()

    walk_to(hand, "Pick")
    hand.key("X")
    assert hand.selected >= {named(hand, "Pick"), named(hand, "Wrap")}
    hand.key("Ctrl+G")
    hand.type("Pack")
    hand.key("Return")
    pack = hand.node(named(hand, "Pack"))
    assert isinstance(pack, Box)
    assert hand.node(named(hand, "Pick")).workflow == pack.runs

    hand.key("Return")  # into the box
    assert hand.surface.level == (pack.id,)
    walk_to(hand, "Wrap")
    grow(hand, "Label")
    hand.key("Alt+Up")
    assert hand.surface.level == ()
    assert chosen(hand) == "Pack"

    walk_to(hand, "Reorder")
    hand.key("R")
    hand.type("message")
    hand.key("Return")
    assert hand.node(named(hand, "Reorder")).type == "communication"
    hand.key("Shift+M")
    pick(hand, "Pack")
    assert hand.node(named(hand, "Reorder")).workflow == pack.runs
    hand.key("Ctrl+Z")
    assert hand.node(named(hand, "Reorder")).workflow != pack.runs

    walk_to(hand, "Ship")
    hand.key("Delete")
    assert (pack.id, named(hand, "Delivered")) in hand.pairs()
    final, empty = hand.bytes, written(process())
    while hand.editor.history.done:
        hand.key("Ctrl+Z")
    assert hand.bytes == empty
    while hand.editor.history.undone:
        hand.key("Ctrl+Shift+Z")
    assert hand.bytes == final


@pytest.mark.qt_log_ignore("does not support grabbing")
def test_the_key_for_menus_opens_that_of_what_is_selected_and_arrows_choose(qtbot):
    hand = Hand(qtbot, process(task("a"), task("far", at=(3000, 0)), "a -> far"))

    def asked():
        at = QPoint(5, 5)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, hand.surface.mapToGlobal(at))
        QApplication.sendEvent(hand.surface, event)
        (menu,) = (each for each in hand.surface.findChildren(QMenu) if each.isVisible())
        return menu

    hand.select("far")
    menu = asked()
    assert hand.surface.visible.overlaps(hand.rect("far"))
    before = hand.document
    with hand.one_edit():
        while menu.activeAction() is None or menu.activeAction().objectName() != "duplicate":
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert [made.name for made in hand.new_nodes(before)] == ["Far"]
    hand.surface.select(())
    menu = asked()
    assert "fit" in {action.objectName() for action in menu.actions()}, "that of the level"
    menu.close()


def test_tab_comes_to_every_node_and_each_says_what_it_is(qtbot):
    hand = Hand(qtbot, process())
    choose(hand, "N", "trigger", "Asked")
    choose(hand, "A", "deci", "Large?")
    grow(hand, "Approve")
    walk_to(hand, "Large?")
    choose(hand, "A", "task", "Refuse")
    hand.key("Escape")
    seen = set()
    canvas = QAccessible.queryAccessibleInterface(hand.surface)
    for _ in range(8):
        hand.key("Tab")
        seen.add(chosen(hand))
        assert chosen(hand) in canvas.text(QAccessible.Text.Description)
    assert seen == {"Asked", "Large?", "Approve", "Refuse"}
    told = [canvas.child(i).text(QAccessible.Text.Name) for i in range(canvas.childCount())]
    assert all(any(name in line for line in told) for name in seen)
