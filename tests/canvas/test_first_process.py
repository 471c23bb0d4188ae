"""A whole process drawn by hand: mouse and keys only, then undone to nothing and done again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.canvas.controls import chevron
from designer.layout.geometry import Point
from designer.model.nodes import Box
from tests.support.build import box, inside, process, task
from tests.support.hand import ALT, Hand, written


def chevron_of(hand: Hand, node: str) -> Point:
    return chevron(hand.surface.scene.nodes[hand.path(node)]).center


def named(hand: Hand, name: str) -> str:
    return next(n.id for n in hand.document.nodes.values() if n.name == name)


def grow(hand: Hand, name: str) -> str:
    """Ctrl+Right, a name, Enter."""
    hand.key("Ctrl+Right")
    hand.type(name)
    hand.key("Return")
    return named(hand, name)


@pytest.mark.parametrize("key", ["A", "N", "Ctrl+Right"])
def test_an_empty_level_begins_by_the_keys_that_it_names(qtbot, key):
    hand = Hand(qtbot, process())
    hand.key(key)
    if key != "Ctrl+Right":
        hand.type("trigger")
        hand.key("Return")
    hand.type("Order received")
    hand.key("Return")
    grow(hand, "Check stock")
    assert [node.kind for node in hand.document.nodes.values()] == ["trigger", "task"]
    assert len(hand.document.flows) == 1


def test_where_nothing_is_selected_the_menu_offers_what_may_stand_anywhere(qtbot):
    hand = Hand(qtbot, process(task("a")))
    hand.key("A")
    hand.type("task")
    hand.key("Return")
    hand.type("Beside")
    hand.key("Return")
    assert named(hand, "Beside")
    assert not hand.document.flows


def test_a_process_is_drawn_by_mouse_and_keys_alone(qtbot):
    hand = Hand(qtbot, process())
    QTest.mouseClick(hand.surface.furniture.empty.buttons["trigger"], Qt.MouseButton.LeftButton)
    hand.type("Order received")
    hand.key("Return")
    grow(hand, "Check stock")
    grow(hand, "Confirm")
    hand.key("A")
    hand.type("deci")
    hand.key("Return")
    hand.type("In stock?")
    hand.key("Return")
    decision = named(hand, "In stock?")
    hand.key("A")
    hand.type("box")
    hand.key("Return")
    hand.type("Pack")
    hand.key("Return")
    pack = named(hand, "Pack")
    hand.select(decision)
    hand.key("A")
    hand.type("outcome")
    hand.key("Return")
    hand.type("Sold out")
    hand.key("Return")
    assert len(hand.document.flows_from(decision)) == 2

    hand.select(pack)
    hand.key("Return")
    assert hand.surface.level == (pack,)
    hand.select(named(hand, "Start"))
    for name in ("Pick", "Wrap", "Label"):
        grow(hand, name)
    label, done = named(hand, "Label"), named(hand, "Done")
    hand.hover(hand.center(label))
    shown = hand.surface.hovering.shown()[hand.path(label)]
    port = next(c for c in shown if (c.kind, c.detail) == ("port", "right"))
    hand.drag(hand.surface.navigation.camera.to_scene(*port.at), hand.center(done))
    hand.key("Alt+Up")
    assert hand.surface.level == ()
    box_node = hand.node(pack)
    assert isinstance(box_node, Box)
    inner = {n.name for n in hand.document.nodes_in(box_node.runs)}
    assert inner == {"Start", "Pick", "Wrap", "Label", "Done"}
    assert len(hand.document.flows_in(box_node.runs)) == 4

    final, empty = hand.bytes, written(process())
    while hand.editor.history.done:
        hand.key("Ctrl+Z")
    assert hand.bytes == empty
    while hand.editor.history.undone:
        hand.key("Ctrl+Shift+Z")
    assert hand.bytes == final


def test_nothing_covers_anything_in_a_chain_that_was_grown(qtbot):
    hand = Hand(qtbot, process())
    QTest.mouseClick(hand.surface.furniture.empty.buttons["trigger"], Qt.MouseButton.LeftButton)
    hand.key("Return")
    for name in "abcdefg":
        grow(hand, name)
    rects = [placed.rect for placed in hand.surface.scene.nodes.values()]
    assert not any(one.overlaps(other) for one in rects for other in rects if one is not other)


def beside_a_box():
    return process(
        box("p", "inner", at=(0, 0)),
        task("right", at=(300, 4)),
        task("below", at=(0, 160)),
        inside("inner", task("x", at=(0, 0)), task("y", at=(240, 0)), "x -> y"),
    )


def test_what_is_moved_beside_an_open_box_is_as_far_from_its_old_place_when_it_is_closed(qtbot):
    hand = Hand(qtbot, beside_a_box(), opened=("p",))
    start = hand.center("right")
    hand.drag(start, Point(start.x + 40, start.y), ALT)
    hand.click(chevron_of(hand, "p"))
    assert hand.node("right").at == (340, 4)


def test_beside_an_open_box_too_places_are_stored_on_the_grid(qtbot):
    hand = Hand(qtbot, beside_a_box(), opened=("p",))
    start = hand.center("right")
    hand.drag(start, Point(start.x + 43, start.y + 200))
    assert [value % 10 for value in hand.node("right").at] == [0, 0]


def test_what_is_added_beside_an_open_box_covers_nothing_when_it_is_closed(qtbot):
    hand = Hand(qtbot, beside_a_box(), opened=("p",))
    rect = hand.rect("p")
    hand.key("Esc")
    hand.double_click(Point(rect.right - 40, rect.bottom + 50))
    hand.key("1")
    hand.key("Esc")
    hand.click(chevron_of(hand, "p"))
    rects = [placed.rect for placed in hand.surface.scene.nodes.values()]
    assert not any(one.overlaps(other) for one in rects for other in rects if one is not other)


@pytest.mark.parametrize("times", [5])
def test_opening_and_closing_leaves_the_file_alone(qtbot, times):
    hand = Hand(qtbot, beside_a_box())
    with hand.no_edit():
        for _ in range(2 * times):
            hand.click(chevron_of(hand, "p"))
    assert not hand.editor.is_dirty
