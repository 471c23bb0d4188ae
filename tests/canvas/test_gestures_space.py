"""Making space and taking it away (C10), and cutting flows with the knife."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest

from designer.layout.geometry import Point
from tests.support.build import area, box, flow, inside, note, outcome, process, task, trigger
from tests.support.hand import CONTROL, SHIFT, Hand


def row():
    """a -> b -> c in a row, d below b, and a note."""
    return process(
        task("a", at=(0, 0)),
        task("b", at=(240, 0)),
        task("c", at=(480, 0)),
        task("d", at=(240, 160)),
        "a -> b -> c",
        note("n", at=(480, 200)),
    )


@pytest.fixture
def hand(qtbot):
    made = Hand(qtbot, row())
    made.key("S")
    return made


def places(hand, *ids):
    return {each: hand.node(each).at for each in ids}


def test_what_lies_beyond_the_press_moves_and_the_tool_stays_armed(hand):
    with hand.one_edit():
        hand.drag(Point(200, 120), Point(280, 125))
    assert places(hand, "a", "b", "c", "d", "n") == {
        "a": (0, 0),
        "b": (320, 0),
        "c": (560, 0),
        "d": (320, 160),
        "n": (560, 200),
    }
    assert hand.surface.tool_name == "space"
    hand.key("Esc")
    assert hand.surface.tool_name == "select"


def test_the_axis_is_that_of_the_first_move(hand):
    hand.press(Point(20, 110))
    hand.move(Point(22, 118))
    hand.move(Point(90, 150))
    hand.release(Point(90, 150))
    assert places(hand, "b", "d") == {"b": (240, 0), "d": (240, 200)}


def test_dragged_backwards_what_lies_before_the_line_moves(hand):
    with hand.one_edit():
        hand.drag(Point(200, 120), Point(140, 120))
    assert places(hand, "a", "b") == {"a": (-60, 0), "b": (240, 0)}


def test_control_takes_space_away_as_far_as_ten_before_what_stands_there(hand):
    with hand.one_edit():
        hand.drag(Point(200, 120), Point(-100, 120), CONTROL)
    gap = hand.rect("b").x - hand.rect("a").right
    assert gap == 10
    assert hand.node("c").at[0] - hand.node("b").at[0] == 240


def test_where_there_is_no_space_to_take_it_says_so(hand):
    hand.drag(Point(200, 120), Point(-100, 120), CONTROL)
    with hand.no_edit():
        hand.carry(Point(165, 120), Point(100, 120), CONTROL)
        assert "in the way" in hand.surface.overlay.gesture.shown.reason
        hand.release(Point(100, 120), CONTROL)


def test_begun_on_a_step_only_what_follows_it_moves(hand):
    with hand.one_edit():
        hand.drag(hand.center("b"), hand.center("b") + Point(60, 0))
    assert places(hand, "a", "b", "c", "d", "n") == {
        "a": (0, 0),
        "b": (300, 0),
        "c": (540, 0),
        "d": (240, 160),
        "n": (480, 200),
    }


def test_begun_on_a_step_and_dragged_backwards_what_leads_to_it_moves(hand):
    hand.drag(hand.center("b"), hand.center("b") - Point(60, 0))
    assert places(hand, "a", "b", "c") == {"a": (-60, 0), "b": (180, 0), "c": (480, 0)}


def test_with_f_held_it_goes_along_the_flow_nearest_to_the_press(hand):
    hand.press(Point(205, 40))
    hand.move(Point(240, 40))
    QTest.keyPress(hand.surface, Qt.Key.Key_F)
    hand.move(Point(265, 40))
    hand.release(Point(265, 40))
    QTest.keyRelease(hand.surface, Qt.Key.Key_F)
    assert places(hand, "b", "c", "d", "n") == {
        "b": (300, 0),
        "c": (540, 0),
        "d": (240, 160),
        "n": (480, 200),
    }


def test_bends_and_labels_beyond_the_line_move_and_flows_stay_square(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(480, 200)),
        task("under", at=(140, 400)),
        flow("a", "b", label="late", via=((220, 32), (220, 232)), label_at=(340, 220)),
        flow("under", "b", via=((220, 330), (460, 330), (460, 232))),
    )
    hand = Hand(qtbot, document)
    hand.key("S")
    with hand.one_edit():
        hand.drag(Point(190, 150), Point(290, 150))
    bent = hand.flow("a", "b")
    assert bent.via == ((320, 32), (320, 232))
    assert bent.label_at == (440, 220)
    # `under` is crossed by the line and stays, so does what leads straight up out of it.
    assert hand.flow("under", "b").via == ((220, 330), (560, 330), (560, 232))


def nested():
    return process(
        task("before", at=(-60, 60)),
        box("p", "inner", at=(120, 40)),
        task("behind", at=(400, 60)),
        area("frame", at=(100, 420), size=(200, 80)),
        "before -> p -> behind",
        inside(
            "inner",
            trigger("in", at=(0, 20)),
            task("x", at=(160, 0)),
            task("y", at=(400, 0)),
            outcome("out", at=(640, 20)),
            "in -> x -> y -> out",
        ),
    )


def seen(hand, *ids):
    return {each: hand.rect(each) for each in ids}


def test_inside_a_box_only_its_content_moves_and_the_box_grows(qtbot):
    hand = Hand(qtbot, nested(), opened=("p",))
    hand.look(Point(-80, -60), 0.8)
    before = seen(hand, "p", "x", "y", "behind")
    line = Point((before["x"].right + before["y"].x) / 2, before["x"].center.y + 22)
    hand.key("S")
    with hand.one_edit():
        hand.drag(line, line + Point(80, 0))
    after = seen(hand, "p", "x", "y", "behind")
    assert after["x"] == before["x"]
    assert after["y"].x == before["y"].x + 80
    assert after["p"].w == before["p"].w + 80
    assert after["behind"].x == before["behind"].x + 80  # pushed by the box, not stored
    assert hand.node("behind").at == (400, 60)


def test_with_shift_it_is_the_whole_level_and_a_box_that_is_crossed_grows(qtbot):
    hand = Hand(qtbot, nested(), opened=("p",))
    hand.look(Point(-80, -60), 0.8)
    before = seen(hand, "before", "p", "x", "y", "behind", "frame")
    line = Point((before["x"].right + before["y"].x) / 2, before["x"].center.y + 22)
    hand.key("S")
    with hand.one_edit():
        hand.drag(line, line + Point(80, 0), SHIFT)
    after = seen(hand, "before", "p", "x", "y", "behind", "frame")
    assert after["before"] == before["before"]
    assert after["y"].x == before["y"].x + 80
    assert after["p"].w == before["p"].w + 80
    assert after["behind"].x == before["behind"].x + 80


def test_an_area_that_is_crossed_grows(qtbot):
    hand = Hand(qtbot, nested())
    hand.key("S")
    hand.drag(Point(200, 380), Point(260, 380))
    assert hand.node("frame").size == (260, 80)


def test_space_upwards_in_a_box_keeps_the_rest_where_it_is_seen(qtbot):
    hand = Hand(qtbot, nested(), opened=("p",))
    hand.look(Point(-80, -60), 0.8)
    before = seen(hand, "x", "y", "before")
    line = Point((before["x"].right + before["y"].x) / 2, before["x"].center.y + 22)
    hand.key("S")
    with hand.one_edit():
        hand.drag(line, line - Point(80, 0))
    after = seen(hand, "x", "y", "before")
    assert after["y"] == before["y"]
    assert after["x"].x == before["x"].x - 80
    assert after["before"] == before["before"]


def many(across, down):
    """Steps in rows, each after the one on its left and, in the first column, the one above."""
    steps = [task(f"s{x}-{y}", at=(240 * x, 110 * y)) for y in range(down) for x in range(across)]
    chains = [" -> ".join(f"s{x}-{y}" for x in range(across)) for y in range(down)]
    return process(*steps, *chains, " -> ".join(f"s0-{y}" for y in range(down)))


def shown(hand, node_id):
    """Where a node is seen while a gesture runs."""
    path = hand.path(node_id)
    found = [layer.node(path) for layer in hand.surface.diagram.layers]
    return next((placed.rect for placed in found if placed is not None), hand.rect(node_id))


@pytest.mark.parametrize(
    ("start", "end"), [((400, 90), (460, 95)), ((400, 90), (330, 90)), ((400, 92), (400, 180))]
)
def test_space_among_very_many_is_seen_where_a_release_makes_it(qtbot, monkeypatch, start, end):
    document = many(8, 20)
    hand = Hand(qtbot, document)
    hand.key("S")
    laid_out = []
    monkeypatch.setattr(hand.surface, "scene_of", lambda *_: laid_out.append(1))
    hand.carry(Point(*start), Point(*end))
    hand.surface.repaint()
    seen = {node: shown(hand, node) for node in document.nodes}
    bent = [routed.points for routed in hand.surface.diagram.layers[-1].arrays.flows]
    assert not laid_out
    monkeypatch.undo()
    with hand.one_edit():
        hand.release(Point(*end))
    assert seen == {node: hand.rect(node) for node in document.nodes}
    lines = {routed.points for routed in hand.surface.scene.flows.values()}
    assert bent
    assert set(bent) <= lines


def test_a_box_that_very_much_goes_through_is_stretched_with_what_hangs_on_it(qtbot, monkeypatch):
    monkeypatch.setattr("designer.canvas.tools.space.MOST", 0)
    hand = Hand(qtbot, nested(), opened=("p",))
    hand.look(Point(-80, -60), 0.8)
    before = hand.rect("x")
    line = Point((before.right + hand.rect("y").x) / 2, before.center.y + 22)
    hand.key("S")
    hand.carry(line, line + Point(80, 0), SHIFT)
    seen = {node: shown(hand, node) for node in hand.document.nodes}
    hand.release(line + Point(80, 0), SHIFT)
    assert seen == {node: hand.rect(node) for node in hand.document.nodes}


@pytest.mark.parametrize("way", ["escape", "right", "focus"])
def test_dropped_on_the_way_it_changes_nothing(hand, way):
    with hand.no_edit():
        hand.carry(Point(200, 120), Point(280, 125))
        if way == "escape":
            hand.key("Esc")
        elif way == "right":
            hand.press(Point(280, 125), button=Qt.MouseButton.RightButton)
        else:
            hand.surface.clearFocus()
        hand.release(Point(280, 125))


def test_the_knife_cuts_every_flow_that_it_crosses_in_one_edit(qtbot):
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(300, 0)),
        task("c", at=(300, 120)),
        task("d", at=(300, 240)),
        flow("a", "b"),
        flow("a", "c", via=((210, 32), (210, 152))),
        flow("a", "d", via=((190, 32), (190, 272))),
    )
    hand = Hand(qtbot, document)
    hand.key("K")
    with hand.one_edit():
        hand.drag(Point(250, -40), Point(250, 200))
    assert hand.pairs() == {("a", "d")}
    assert hand.titles == ["Cut 2 flows"]
    assert hand.surface.tool_name == "knife"
    with hand.no_edit():
        hand.drag(Point(500, -40), Point(500, 300))
    hand.key("Esc")
    assert hand.surface.tool_name == "select"


def test_a_press_with_a_tool_that_is_armed_is_no_gesture_yet(hand):
    with hand.no_edit():
        hand.click(Point(200, 120))
        hand.mouse(QEvent.Type.MouseButtonDblClick, Point(200, 120))
        hand.release(Point(200, 120))
