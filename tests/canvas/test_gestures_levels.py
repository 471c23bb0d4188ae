"""Across levels: the breadcrumb as a place to drop, and undo of what is elsewhere (C12)."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from designer.canvas.surroundings import surroundings
from designer.layout.geometry import Point, bounds
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


def joined():
    """A box that three steps lead to, one of them twice, and that leads to two."""
    return process(
        *(task(key, at=(0, 100 * place)) for place, key in enumerate(("mail", "call", "visit"))),
        box("p", "inner", at=(300, 100)),
        *(task(key, at=(600, 100 * place)) for place, key in enumerate(("ship", "refuse"))),
        *("mail -> p", "call -> p", "visit -> p", "p -> ship", "p -> refuse"),
        inside(
            "inner", trigger("in"), task("x", at=(200, -12)), outcome("out", at=(500, 0)), "in -> x -> out"
        ),
    )


def test_beside_a_trigger_and_an_outcome_stands_what_they_are_joined_to_level_with_their_middle(qtbot):
    hand = Hand(qtbot, joined())
    hand.surface.go(("p",))
    words = surroundings(hand.document, hand.surface.scene)
    assert [one.text for one in words] == ["from Mail", "from Call", "from Visit", "to Ship", "to Refuse"]
    for port in ("in", "out"):
        area = bounds(one.rect for one in words if one.port[-1] == port)
        assert area.center.y == hand.center(port).y
    assert all(hand.surface.visible.encloses(one.rect) for one in words)


def test_a_click_on_such_words_goes_there_and_back_returns(qtbot):
    hand = Hand(qtbot, joined())
    hand.surface.go(("p",))
    seen = hand.surface.navigation.viewport
    called = {one.text: one.rect.center for one in surroundings(hand.document, hand.surface.scene)}
    hand.hover(called["from Call"])
    assert QWidget.cursor(hand.surface).shape() == Qt.CursorShape.PointingHandCursor
    hand.click(called["from Call"])
    assert (hand.surface.level, hand.selected) == ((), {"call"})
    hand.key("Ctrl+[")
    assert (hand.surface.level, hand.surface.navigation.viewport) == (("p",), seen)
    hand.select("out")
    assert hand.command("go-outside")
    assert (hand.surface.level, hand.selected) == ((), {"ship", "refuse"})


def test_the_breadcrumb_lists_the_boxes_beside_each_of_its_parts(qtbot):
    hand = Hand(
        qtbot,
        process(
            workflow("main", name="Purchase"),
            box("p", "middle", name="Order"),
            box("p2", "other", at=(300, 0), name="Return"),
            inside("middle", box("q", "inner", name="Check"), box("q2", "last", at=(300, 0), name="Pay")),
            *(inside(key, task(f"{key}-x")) for key in ("inner", "last", "other")),
        ),
    )
    hand.surface.go(("p", "q"))
    buttons = hand.surface.furniture.breadcrumb.findChildren(QToolButton, "siblings")
    menus = [button.menu().actions() for button in buttons if not button.isHidden()]
    assert [[action.text() for action in menu] for menu in menus] == [["Order", "Return"], ["Check", "Pay"]]
    assert [[action.isChecked() for action in menu] for menu in menus] == [[True, False], [True, False]]
    menus[1][1].trigger()
    assert hand.surface.level == ("p", "q2")
    buttons = hand.surface.furniture.breadcrumb.findChildren(QToolButton, "siblings")
    next(b for b in buttons if not b.isHidden()).menu().actions()[1].trigger()
    assert hand.surface.level == ("p2",)


def test_the_history_of_the_view_keeps_fifty_places(qtbot):
    hand = Hand(qtbot, deep())
    for _ in range(30):
        hand.surface.enter(("p",))
        hand.surface.leave()
    steps = 0
    while hand.command("back"):
        steps += 1
    assert steps == 50


def test_a_jump_to_something_far_away_can_be_taken_back(qtbot):
    hand = Hand(qtbot, process(task("a"), task("far", at=(5000, 0))))
    seen = hand.surface.visible
    hand.surface.reveal("a")
    hand.surface.reveal("far")
    assert hand.surface.visible.encloses(hand.rect("far"))
    hand.key("Ctrl+[")
    assert hand.surface.visible == seen
    assert not hand.surface.back()


def test_each_level_is_seen_as_it_was_left(qtbot):
    hand = Hand(qtbot, deep())
    hand.look(Point(-30, -40), 1.5)
    outside = hand.surface.navigation.viewport
    hand.surface.enter(("p",))
    hand.look(Point(-300, -60), 0.7)
    within = hand.surface.navigation.viewport
    hand.surface.go(())
    assert hand.surface.navigation.viewport == outside
    hand.surface.go(("p",))
    assert hand.surface.navigation.viewport == within


def test_undo_of_something_in_a_closed_box_flashes_the_box_and_leaves_the_view(qtbot):
    hand = Hand(qtbot, deep())
    with hand.editor.edit("Rename") as draft:
        draft.update("x", name="Look")
    seen = hand.surface.visible
    hand.key("Ctrl+Z")
    assert hand.surface.overlay.flashing == {("p",)}
    assert hand.surface.visible == seen
