"""The canvas in lanes: a view like any other, in which a task dropped in another lane changes hands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.canvas import text_size
from designer.canvas.commands import BY_ID
from designer.drawing.shapes import Box, Group, Text
from designer.layout.geometry import Point
from tests.support.build import box, decision, inside, outcome, process, role, task, trigger
from tests.support.hand import Hand


def office(*more):
    return process(
        role("boss", name="Boss", department="Office"),
        role("clerk", name="Clerk", department="Office"),
        role("teller", name="Teller", department="Bank"),
        trigger("start", at=(0, 12)),
        task("write", role="clerk", at=(200, 0)),
        decision("big", at=(420, 4)),
        task("sign", role="boss", at=(560, 0)),
        task("pay", role="teller", at=(560, 140)),
        outcome("end", at=(800, 12)),
        "start -> write -> big -> sign -> pay -> end",
        *more,
    )


@pytest.fixture
def hand(qtbot):
    made = Hand(qtbot, office())
    made.key("Shift+L")
    made.look(Point(-260, -100))
    return made


def lane(hand, key):
    return next(lane for lane in hand.surface.scene.lanes if lane.key == key)


def in_lane(hand, key, node):
    """A point in a lane, right above or below a node."""
    return Point(hand.center(node).x, lane(hand, key).rect.center.y)


def says(hand):
    heard = []
    hand.surface.statusText.connect(heard.append)
    return heard


def test_one_key_shows_the_lanes_and_the_way_back(qtbot):
    hand = Hand(qtbot, office())
    plain = {path: placed.rect for path, placed in hand.surface.scene.nodes.items()}
    with hand.no_edit():
        hand.key("Shift+L")
        assert [each.key for each in hand.surface.scene.lanes] == ["boss", "clerk", "teller"]
        assert BY_ID["lanes"].checked(hand.surface)
        hand.key("Shift+L")
    assert {path: placed.rect for path, placed in hand.surface.scene.nodes.items()} == plain
    assert not hand.editor.is_dirty


def test_looking_in_lanes_leaves_no_trace_in_the_view(hand, qtbot):
    def is_remembered():
        return not hand.surface._remembering.isActive()

    hand.surface.set_zoom(0.5)
    qtbot.waitUntil(is_remembered)
    hand.key("Shift+L")
    remembered = hand.document.view.viewports[""]
    hand.key("Shift+L")
    hand.surface.scroll(400, 300)
    qtbot.waitUntil(is_remembered)
    assert hand.document.view.viewports[""] == remembered


def test_lanes_by_department(hand):
    hand.command("lanes-by-department")
    assert [each.name for each in hand.surface.scene.lanes] == ["Office", "Bank"]
    assert not BY_ID["lanes"].checked(hand.surface)


def test_steps_glide_to_their_lanes_unless_motion_is_reduced(qtbot):
    hand = Hand(qtbot, office())
    hand.surface.reduced_motion = False
    hand.key("Shift+L")
    assert hand.surface.opening.is_running
    qtbot.waitUntil(lambda: not hand.surface.opening.is_running, timeout=2000)
    hand.surface.reduced_motion = True
    hand.key("Shift+L")
    assert not hand.surface.opening.is_running


def test_a_task_dropped_in_another_lane_changes_its_role(hand):
    with hand.one_edit():
        hand.drag(hand.center("write"), in_lane(hand, "boss", "write"))
    assert hand.node("write").role == "boss"
    assert hand.node("write").at == (200, 0)
    assert lane(hand, "boss").rect.encloses(hand.rect("write"))
    assert hand.titles[-1].endswith("to Boss")


def test_while_dragging_the_lane_and_the_status_bar_say_what_will_happen(hand):
    heard = says(hand)
    with hand.no_edit():
        hand.carry(hand.center("write"), in_lane(hand, "boss", "write"))
        assert hand.surface.overlay.gesture.shown.bands == (lane(hand, "boss").rect,)
        assert "Boss" in heard[-1]
        hand.key("Esc")
    assert hand.surface.overlay.gesture.shown.bands == ()
    assert hand.node("write").role == "clerk"


def test_several_tasks_change_hands_at_once(hand):
    hand.select("write", "pay")
    with hand.one_edit():
        hand.drag(hand.center("write"), in_lane(hand, "boss", "write"))
    assert {hand.node(key).role for key in ("write", "pay")} == {"boss"}
    assert hand.selected == {"write", "pay"}


def test_a_drag_within_the_lane_says_why_nothing_happens(hand):
    heard = says(hand)
    center = hand.center("write")
    with hand.no_edit():
        hand.drag(center, Point(center.x + 60, center.y + 10))
    assert any("Places follow from the flow in this view" in text for text in heard)


def test_what_nobody_does_has_no_role_to_change(hand):
    heard = says(hand)
    with hand.no_edit():
        hand.drag(hand.center("big"), in_lane(hand, "boss", "big"))
    assert any("Only tasks have a role" in text for text in heard)


def test_a_department_of_several_roles_does_not_say_which(hand):
    hand.command("lanes-by-department")
    hand.look(Point(-260, -100))
    heard = says(hand)
    with hand.no_edit():
        hand.drag(hand.center("pay"), in_lane(hand, "#Office", "pay"))
    assert any("Office has 2 roles" in text for text in heard)
    with hand.one_edit():
        hand.drag(hand.center("sign"), in_lane(hand, "#Bank", "sign"))
    assert hand.node("sign").role == "teller"


def test_a_new_step_dropped_in_a_lane_takes_its_role(hand):
    before = hand.document
    hand.surface.set_tool("create:task")
    with hand.one_edit():
        hand.click(Point(hand.center("end").x, lane(hand, "boss").rect.center.y))
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert made.role == "boss"
    assert lane(hand, "boss").rect.encloses(hand.rect(made.id))


def test_the_next_step_stays_in_the_lane(hand):
    before = hand.document
    hand.select("write")
    with hand.one_edit():
        hand.key("A")
        hand.key("1")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert made.role == "clerk"
    assert lane(hand, "clerk").rect.encloses(hand.rect(made.id))


def test_new_steps_cover_nothing_in_the_plain_view(hand):
    before = hand.document
    hand.surface.set_tool("create:task")
    hand.click(Point(hand.center("sign").x, lane(hand, "boss").rect.center.y + 5))
    hand.key("Esc")
    (made,) = hand.new_nodes(before)
    hand.key("Shift+L")
    rects = [placed.rect for placed in hand.surface.scene.nodes.values() if placed.node.id != made.id]
    assert not any(hand.rect(made.id).overlaps(rect) for rect in rects)


def test_connecting_deleting_and_renaming_work_as_ever(hand):
    with hand.one_edit():
        hand.select("pay")
        hand.key("Shift+C")
        offers = {path[-1]: key for path, key in hand.surface.overlay.gesture.shown.keys}
        hand.type(offers["write"])
    assert ("pay", "write") in hand.pairs()
    with hand.one_edit():
        hand.select("sign")
        hand.key("Delete")
    assert "sign" not in hand.document.nodes
    with hand.one_edit():
        hand.select("write")
        hand.key("F2")
        hand.type("Type")
        hand.key("Return")
    assert hand.node("write").name == "Type"


@pytest.mark.parametrize(
    "command", ["tool-space", "align-left", "tidy", "layout", "nudge-right", "make-space", "spread"]
)
def test_what_places_by_hand_is_refused_with_the_reason(hand, command):
    heard = says(hand)
    hand.select("write", "sign") if command != "make-space" else hand.select("write")
    with hand.no_edit():
        assert not hand.command(command)
    assert "Places follow from the flow in this view" in heard[-1]


def test_bending_a_flow_is_refused(hand):
    heard = says(hand)
    with hand.no_edit():
        middle = hand.middle(hand.flow("start", "write").id)
        hand.click(middle)
        hand.drag(middle, Point(middle.x, middle.y + 40))
    assert any("Places follow from the flow in this view" in text for text in heard)


def test_boxes_are_entered_and_left_in_lanes(qtbot):
    hand = Hand(
        qtbot,
        office(
            box("more", runs="inner", at=(1000, 0)),
            *inside("inner", trigger("in"), task("deep", role="boss"), "in -> deep"),
        ),
    )
    hand.key("Shift+L")
    hand.select("more")
    hand.key("Alt+Down")
    assert [each.key for each in hand.surface.scene.lanes if not each.is_empty] == ["boss"]
    hand.key("Alt+Up")
    assert hand.selected == {"more"}
    hand.key("Alt+Right")
    assert hand.surface.scene.nodes["more", "deep"].depth == 1


def test_the_heads_stay_in_view_when_the_lanes_are_scrolled(hand):
    strip = [hand.surface.grab().toImage().pixelColor(6, 110).name()]
    hand.look(Point(300, -100))
    strip.append(hand.surface.grab().toImage().pixelColor(6, 110).name())
    hand.look(Point(-400, -100))
    ground = hand.surface.grab().toImage().pixelColor(6, 110).name()
    assert strip[1] != ground


def test_names_of_lanes_can_be_read_from_afar_and_cover_no_step_when_all_is_in_view(qtbot, monkeypatch):
    row = [task(f"t{i:02}", role=("boss", "clerk", "teller")[i % 3], at=(200 * i, 400)) for i in range(30)]
    chain = [f"t{i:02} -> t{i + 1:02}" for i in range(29)]
    hand = Hand(qtbot, office(*row, *chain))
    hand.key("Shift+L")
    hand.surface.fit()
    seen: dict[str, float] = {}
    reach = [0.0]

    def painted(painter, shapes):
        scale = painter.worldTransform().m11()
        for group in (shape for shape in shapes if isinstance(shape, Group)):
            reach.extend(painter.worldTransform().map(box.rect.right, 0.0)[0] for box in boxes_of(group))
            seen.update({text.text: text.size * scale for text in group.shapes if isinstance(text, Text)})

    monkeypatch.setattr("designer.canvas.lane_heads.paint_shapes", painted)
    hand.surface.grab()
    camera = hand.surface.navigation.camera
    assert camera.zoom < 0.3
    assert max(reach) <= min(
        camera.rect_to_screen(placed.rect).x for placed in hand.surface.scene.nodes.values()
    )
    assert {"Boss", "Clerk", "Teller"} <= seen.keys()
    assert min(seen[name] for name in ("Boss", "Clerk", "Teller")) > 10
    usual = seen["Boss"]
    text_size.choose(150)
    hand.surface.grab()
    text_size.choose(100)
    assert seen["Boss"] == pytest.approx(usual * 1.5)


def boxes_of(group):
    return [shape for shape in group.shapes if isinstance(shape, Box)]


def test_walking_with_tab_follows_the_flow(hand):
    hand.select("start")
    QTest.keyClick(hand.surface, Qt.Key.Key_Tab)
    assert hand.selected == {"write"}
