"""Creating: from the palette, by double click, by the menus, out of the "+" of a step (C8, C23)."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.dropping import new_element
from designer.canvas.element_menu import ElementMenu
from designer.layout.geometry import Point
from designer.layout.ways import pieces
from designer.model.nodes import NODE_CLASSES
from tests.support.build import box, decision, inside, outcome, process, task, trigger
from tests.support.hand import Hand


def line():
    return process(
        trigger("start", at=(0, 12)),
        task("b", at=(500, 0)),
        "start -> b",
        box("p", "inner", at=(0, 300), open_size=(600, 300)),
        inside("inner", task("x", at=(0, 0))),
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, line(), opened=("p",))


DRAGGED = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def drop(hand: Hand, kind: str, at: Point, over_flow: bool = False) -> None:
    """Drags an element from the palette onto the canvas."""
    place, data = hold(hand, kind, at, over_flow)
    actions, button, held = DRAGGED
    QApplication.sendEvent(hand.surface, QDropEvent(place.toPointF(), actions, data, button, held))


def hold(hand: Hand, kind: str, at: Point, over_flow: bool = False) -> tuple[QPoint, QMimeData]:
    """Drags an element from the palette over the canvas, or over a flow until that has noticed.

    Gives where it is on the screen, and what it is.
    """
    screen = hand.surface.navigation.camera.to_screen(*at)
    place = QPoint(round(screen.x), round(screen.y))
    data = new_element(kind)
    actions, button, held = DRAGGED
    QApplication.sendEvent(hand.surface, QDragEnterEvent(place, actions, data, button, held))
    QApplication.sendEvent(hand.surface, QDragMoveEvent(place, actions, data, button, held))
    if over_flow:
        hand.await_flow()
    return place, data


def menu(hand: Hand) -> ElementMenu:
    return next(m for m in hand.surface.findChildren(ElementMenu) if m.isVisible())


def has_menu(hand: Hand) -> bool:
    return any(m.isVisible() for m in hand.surface.findChildren(ElementMenu))


def plus(hand: Hand, node: str) -> Point:
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    control = next(c for c in shown if c.kind == "append")
    return hand.surface.navigation.camera.to_scene(*control.at)


def test_an_element_from_the_palette_is_created_where_it_is_dropped_and_named_at_once(hand):
    before = hand.document
    with hand.one_edit():
        drop(hand, "task:approval", Point(300, 200))
        assert hand.editor_box is not None
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert (made.kind, made.type, made.workflow) == ("task", "approval", "main")
    assert hand.rect(made.id).center == Point(300, 202)  # its corner lies on the grid


def test_typing_and_enter_name_what_was_dropped(hand):
    before = hand.document
    drop(hand, "task", Point(300, 200))
    hand.type("Check stock")
    hand.key("Return")
    (made,) = hand.new_nodes(before)
    assert made.name == "Check stock"
    assert hand.surface.hasFocus()


def test_over_an_open_box_it_becomes_its_content(hand):
    before = hand.document
    with hand.one_edit():
        drop(hand, "decision", Point(400, 500))
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert made.workflow == "inner"


def test_over_a_flow_it_goes_into_it(hand):
    before = hand.document
    with hand.one_edit():
        drop(hand, "task", Point(320, 32), over_flow=True)
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert hand.pairs() == {("start", made.id), (made.id, "b")}


@pytest.mark.parametrize("way", ["palette", "N"])
@pytest.mark.parametrize("over", ["b", "x"])
def test_on_a_step_it_goes_to_the_nearest_free_place(hand, over, way):
    before, spot = hand.document, hand.center(over)
    with hand.one_edit():
        if way == "palette":
            drop(hand, "task", spot)
        else:
            hand.hover(spot)
            hand.key("N")
            hand.type("task")
            hand.key("Return")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert made.workflow == hand.node(over).workflow
    assert not hand.rect(made.id).overlaps(hand.rect(over))


@pytest.mark.parametrize("kind", [kind for kind in NODE_CLASSES if kind != "boundary"])
def test_every_kind_can_be_dropped(hand, kind):
    before = hand.document
    drop(hand, kind, Point(300, 190))
    assert [n.kind for n in hand.new_nodes(before) if n.workflow == "main"] == [kind]


def test_a_timer_needs_a_step_to_sit_on(hand):
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    with hand.no_edit():
        drop(hand, "boundary", Point(300, 200))
    assert any("Drop it on a task" in text for text in said)
    before = hand.document
    drop(hand, "boundary", hand.center("b"))
    (made,) = hand.new_nodes(before)
    assert made.host == "b"


def test_a_drag_that_leaves_creates_nothing(hand):
    from PySide6.QtGui import QDragLeaveEvent

    with hand.no_edit():
        place = QPoint(300, 300)
        data = new_element("task")
        event = QDragEnterEvent(
            place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(hand.surface, event)
        QApplication.sendEvent(hand.surface, QDragLeaveEvent())


# Menus


def test_a_double_click_on_empty_ground_opens_the_create_menu(hand):
    before = hand.document
    with hand.one_edit():
        hand.double_click(Point(300, 200))
        hand.type("deci")
        hand.key("Return")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert (made.kind, made.workflow) == ("decision", "main")
    assert hand.rect(made.id).center == Point(300, 200)


def test_a_double_click_inside_a_box_creates_there(hand):
    before = hand.document
    hand.double_click(Point(400, 500))
    hand.key("1")
    (made,) = hand.new_nodes(before)
    assert made.workflow == "inner"


def test_escape_closes_the_menu_and_gives_the_keyboard_back(hand):
    with hand.no_edit():
        hand.double_click(Point(300, 200))
        hand.key("Esc")
    assert not has_menu(hand)
    assert hand.surface.hasFocus()


def test_a_appends_the_next_step_and_asks_for_its_name(hand):
    hand.select("b")
    before = hand.document
    hand.key("A")
    hand.key("Return")
    hand.type("Next")
    hand.key("Return")
    (made,) = hand.new_nodes(before)
    assert made.name == "Next"
    assert hand.flow("b", made.id)


def test_arrows_and_digits_choose(hand):
    hand.select("b")
    before = hand.document
    hand.key("A")
    hand.key("Down")
    hand.key("Return")
    (made,) = hand.new_nodes(before)
    assert made.kind == "decision"
    hand.key("Esc")
    hand.key("Ctrl+Z")
    hand.select("b")
    hand.key("A")
    hand.key("4")
    (made,) = hand.new_nodes(before)
    assert made.kind == "outcome"


def test_what_may_not_follow_is_dimmed_with_its_reason_and_does_nothing(hand):
    hand.select("b")
    hand.key("A")
    entries = {entry.offer.key: entry for entry in menu(hand).entries()}
    assert not entries["trigger"].verdict.ok
    assert "Nothing leads into" in entries["trigger"].verdict.reason
    with hand.no_edit():
        hand.type("trigger")
        hand.key("Return")
    hand.key("Esc")


def test_nothing_follows_an_outcome(qtbot):
    hand = Hand(qtbot, process(outcome("end", at=(0, 0))))
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    hand.select("end")
    hand.key("A")
    assert not has_menu(hand)
    assert any("Nothing leaves" in text for text in said)


def test_the_digits_of_the_steps_are_the_same_with_and_without_splits(hand):
    def digits(node):
        hand.select(node)
        hand.key("A")
        found = {entry.offer.title: entry.digit for entry in menu(hand).entries()}
        hand.key("Esc")
        return found

    begun, ended = digits("start"), digits("b")
    assert begun["Decision split"] == ""
    assert "Decision split" not in ended
    assert {title: digit for title, digit in begun.items() if title in ended} == ended


def test_where_something_follows_a_split_comes_first(hand):
    hand.select("start")
    hand.key("A")
    assert menu(hand).entries()[0].offer.title == "Decision split"
    before = hand.document
    with hand.one_edit():
        hand.key("Return")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert made.kind == "decision"
    assert hand.pairs() == {("start", made.id), (made.id, "b")}


def test_a_click_on_plus_opens_the_append_menu(hand):
    hand.click(plus(hand, "b"))
    assert menu(hand)
    hand.key("Esc")


def test_a_drag_of_plus_places_the_next_step(hand):
    before = hand.document
    with hand.one_edit():
        hand.drag(plus(hand, "b"), Point(850, 150))
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert hand.flow("b", made.id)
    assert hand.center(made.id).y == pytest.approx(150, abs=8)


def test_a_flow_dropped_on_empty_ground_asks_what_follows(hand):
    hand.hover(hand.center("b"))
    shown = hand.surface.hovering.shown()[("b",)]
    port = next(c for c in shown if c.kind == "port" and c.detail == "right")
    start = hand.surface.navigation.camera.to_scene(*port.at)
    before = hand.document
    with hand.one_edit():
        hand.drag(start, Point(850, 160))
        assert menu(hand)
        assert hand.surface.overlay.gesture.shown.wire[-1] == (850, 160), "the end stays where it was dropped"
        hand.key("Return")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert hand.flow("b", made.id)
    assert hand.rect(made.id).x == 850


def wire(hand, node, end):
    """A flow drawn out of a step onto empty ground."""
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    port = next(c for c in shown if c.kind == "port" and c.detail == "right")
    hand.drag(hand.surface.navigation.camera.to_scene(*port.at), end)


def test_a_second_flow_onto_empty_ground_offers_first_to_part_the_ways(hand):
    before = hand.document
    with hand.one_edit():
        wire(hand, "start", Point(300, 160))
        first, second = menu(hand).entries()[:2]
        assert (first.offer.title, second.offer.title) == ("Decision split", "Parallel split")
        ghosts = [element.kind for element, _ in hand.surface.overlay.gesture.shown.ghosts]
        assert ghosts == ["task", "decision"], "what it would make is seen before"
        hand.key("Return")
        hand.key("Esc")
        gateway, step = sorted(hand.new_nodes(before), key=lambda node: node.kind)
        assert hand.selected == {step.id}
    assert (gateway.kind, step.kind) == ("decision", "task")
    assert hand.pairs() == {("start", gateway.id), (gateway.id, "b"), (gateway.id, step.id)}
    assert hand.rect(step.id).x == 300


def test_what_parts_the_ways_already_is_not_split_again(qtbot):
    hand = Hand(qtbot, process(decision("d"), task("b", at=(300, -10)), "d -> b"))
    wire(hand, "d", Point(300, 160))
    entries = menu(hand).entries()
    assert [entry.verdict.ok for entry in entries[:3]] == [False, False, True]
    with hand.one_edit():
        hand.key("Return")
        hand.key("Esc")
    assert len(hand.document.flows_from("d")) == 2
    hand.key("Esc")


@pytest.mark.qt_log_ignore("does not support grabbing the mouse")
def test_a_split_dragged_out_of_the_menu_has_its_place_already(hand):
    hand.select("start")
    hand.key("A")
    viewport = menu(hand).list.viewport()
    before = hand.document
    with hand.one_edit():
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        QTest.mouseMove(viewport, QPoint(-100, 200))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(-100, 200))
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert hand.pairs() == {("start", made.id), (made.id, "b")}


@pytest.mark.qt_log_ignore("does not support grabbing the mouse")
def test_an_entry_dragged_out_of_the_menu_goes_where_it_is_let_go(hand):
    hand.select("b")
    hand.key("A")
    listed = menu(hand).list
    viewport = listed.viewport()
    spot = listed.visualItemRect(listed.item(0)).center()
    before = hand.document
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(viewport, QPoint(spot.x() - 120, spot.y() + 60))
    assert not has_menu(hand)
    end = Point(900, 180)
    hand.move(end)
    hand.release(end)
    (made,) = hand.new_nodes(before)
    assert hand.flow("b", made.id)
    assert hand.center(made.id).y == pytest.approx(180, abs=8)


def test_a_flow_that_takes_what_is_dragged_is_shown_without_guides_and_handles(qtbot):
    hand = Hand(qtbot, process(task("a"), task("b", at=(300, 0)), "a -> b"))
    hand.select("b")
    middle = hand.middle(hand.flow("a", "b").id)
    hold(hand, "decision", Point(middle.x, middle.y + 60))
    assert hand.surface.overlay.gesture.shown.guides
    hold(hand, "decision", middle, over_flow=True)
    shown = hand.surface.overlay.gesture.shown
    assert shown.target == hand.path(hand.flow("a", "b").id)
    assert not shown.guides
    assert not hand.surface.hovering.shown(), "the handles of what is selected are out of the way"
    QApplication.sendEvent(hand.surface, QDragLeaveEvent())
    assert hand.surface.hovering.shown()


# Growing


def test_a_chain_is_grown_without_the_mouse(qtbot):
    hand = Hand(qtbot, process(trigger("start", at=(0, 12))))
    hand.select("start")
    for name in ("One", "Two", "Three"):
        hand.key("Ctrl+Right")
        hand.type(name)
        hand.key("Return")
    names = [hand.document.nodes[f.target].name for f in hand.document.flows.values()]
    assert sorted(names) == ["One", "Three", "Two"]
    nodes = [n for n in hand.document.nodes.values() if n.kind == "task"]
    assert len({n.at[1] for n in nodes}) == 1
    assert len({n.at[0] for n in nodes}) == 3


def test_the_same_key_again_before_a_name_grows_a_sibling(hand):
    hand.select("b")
    hand.key("Ctrl+Right")
    hand.key("Ctrl+Right")
    hand.key("Esc")
    assert len(hand.document.flows_from("b")) == 2


@pytest.mark.parametrize("way", ["Up", "Down"])
def test_up_and_down_put_the_step_above_and_below(hand, way):
    hand.select("b")
    before = hand.document
    with hand.one_edit():
        hand.key(f"Ctrl+{way}")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    added = hand.flow("b", made.id)
    assert (hand.center(made.id).y < hand.center("b").y) == (way == "Up")
    assert len(hand.surface.scene.flows[hand.path(added.id)].points) == 2, "it leads there straight"


@pytest.mark.parametrize("way", ["Up", "Down"])
def test_a_step_grown_from_a_decision_is_joined_straight_with_room_for_words(qtbot, way):
    hand = Hand(qtbot, process(task("a", at=(0, 96)), decision("d", name="Large?", at=(220, 100)), "a -> d"))
    hand.select("d")
    before = hand.document
    hand.key(f"Ctrl+{way}")
    hand.key("Esc")
    (made,) = hand.new_nodes(before)
    (led,) = hand.document.flows_from("d")
    points = hand.surface.scene.flows[led.id,].points
    name = hand.surface.label(("d",))
    assert len(points) == 2
    assert abs(points[1].y - points[0].y) >= 40
    assert not hand.surface.scene.nodes[made.id,].rect.overlaps(name)
    assert not any(rect.overlaps(name) for rect in pieces(points))


def test_left_puts_a_step_before(hand):
    hand.select("b")
    before = hand.document
    hand.key("Ctrl+Left")
    (made,) = hand.new_nodes(before)
    assert hand.flow(made.id, "b")


def test_an_empty_level_offers_a_trigger(qtbot):
    hand = Hand(qtbot, process())
    with hand.one_edit():
        QTest.mouseClick(hand.surface.furniture.empty.buttons["trigger"], Qt.MouseButton.LeftButton)
        hand.key("Esc")
    assert [n.kind for n in hand.document.nodes.values()] == ["trigger"]


def test_t_adds_a_note_linked_to_the_selection(hand):
    hand.select("b")
    before = hand.document
    hand.key("T")
    hand.type("Ask Ann")
    hand.key("Ctrl+Return")
    (made,) = hand.new_nodes(before)
    assert (made.kind, made.links, made.text) == ("note", ("b",), "Ask Ann")
