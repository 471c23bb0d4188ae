"""Choosing with the mouse and the keyboard: clicks, lasso, walking, entering, naming (C3, C4, C6, C16)."""

import pytest

from designer.canvas.controls import chevron
from designer.layout.geometry import Point
from tests.support.build import process, task
from tests.support.hand import CONTROL, SHIFT, Hand
from tests.support.scenes import branches_and_box


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, branches_and_box(), opened=("p",))


def inside_p(hand: Hand) -> Point:
    rect = hand.rect("p")
    return Point(rect.x + 300, rect.bottom - 40)


def test_a_click_selects_only_that(hand):
    hand.click(hand.center("up"))
    hand.click(hand.center("down"))
    assert hand.selected == {"down"}


def test_shift_adds_and_control_toggles(hand):
    hand.click(hand.center("up"))
    hand.click(hand.center("down"), SHIFT)
    assert hand.selected == {"up", "down"}
    hand.click(hand.center("up"), CONTROL)
    assert hand.selected == {"down"}
    hand.click(hand.center("up"), CONTROL)
    assert hand.selected == {"up", "down"}


def test_a_click_on_a_member_of_a_selection_selects_only_it(hand):
    hand.select("up", "down")
    hand.click(hand.center("up"))
    assert hand.selected == {"up"}


def test_a_click_on_empty_ground_clears(hand):
    hand.click(hand.center("up"))
    hand.click(Point(800, 200))
    assert hand.selected == set()


def test_a_click_on_the_inside_of_an_open_box_selects_the_box(hand):
    hand.click(inside_p(hand))
    assert hand.selected == {"p"}


def test_a_box_and_what_is_in_it_are_never_both_selected(hand):
    hand.click(hand.center("x"))
    hand.click(inside_p(hand), SHIFT)
    assert hand.selected == {"p"}
    hand.click(hand.center("x"), SHIFT)
    assert hand.selected == {"x"}


def test_t44_control_shift_click_cycles_through_what_lies_there(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(20, 10)), task("c", at=(40, 20))))
    spot = Point(100, 40)
    seen = set()
    for _ in range(3):
        hand.click(spot, CONTROL | SHIFT)
        assert len(hand.selected) == 1
        seen |= hand.selected
    assert seen == {"a", "b", "c"}


def test_a_flow_is_selected_by_a_click(hand):
    hand.click(hand.middle("start-d"))
    assert hand.selected == {"start-d"}


def test_keys_clear_and_choose_all_siblings(hand):
    hand.key("Ctrl+A")
    assert {"start", "d", "up", "down", "end", "p"} <= hand.selected
    assert "x" not in hand.selected
    hand.key("Ctrl+Shift+A")
    assert hand.selected == set()
    hand.select("x")
    hand.key("Ctrl+A")
    assert hand.selected == {"x", "y", "x-y"}
    hand.key("Esc")
    assert hand.selected == set()


# Lasso


def test_a_lasso_to_the_right_takes_what_it_encloses(hand):
    up, end = hand.rect("up"), hand.rect("end")
    hand.drag(Point(up.x - 10, up.y - 20), Point(end.right + 10, end.bottom + 70))
    assert hand.selected == {"up", "end"}


def test_a_lasso_to_the_left_takes_what_it_touches(hand):
    up, end = hand.rect("up"), hand.rect("end")
    hand.drag(Point(end.right + 10, end.bottom + 70), Point(up.x + 10, up.y - 20))
    assert hand.selected == {"up", "end", "down"}


def test_a_lasso_belongs_to_the_box_in_which_it_began(hand):
    start = inside_p(hand)
    hand.drag(start, Point(hand.rect("x").x - 5, hand.rect("x").y - 60))
    assert hand.selected == {"x", "y"}
    assert hand.node("p").at == (0, 300)


def test_a_box_is_taken_only_as_a_whole(hand):
    rect = hand.rect("p")
    hand.drag(Point(rect.right + 20, rect.bottom + 20), Point(rect.x + 50, rect.y + 50))
    assert hand.selected == set()
    hand.drag(Point(rect.x - 20, rect.y - 20), Point(rect.right + 20, rect.bottom + 20))
    assert hand.selected == {"p"}


def test_escape_gives_the_old_selection_back(hand):
    hand.select("up")
    rect = hand.rect("up")
    hand.carry(Point(rect.x - 10, rect.y - 20), Point(rect.right + 300, rect.bottom + 20))
    assert "up" in hand.selected
    hand.key("Esc")
    hand.release(Point(rect.right + 300, rect.bottom + 20))
    assert hand.selected == {"up"}


def test_the_lasso_tool_begins_even_on_a_box(hand):
    hand.key("L")
    start = Point(hand.rect("p").x + 300, hand.rect("p").bottom - 20)
    hand.drag(start, Point(hand.rect("x").x - 5, hand.rect("x").y - 20))
    assert hand.selected == {"x", "y"}
    assert hand.surface.tool_name == "select"


def test_the_hand_moves_the_view_and_nothing_else(hand):
    hand.key("H")
    before = hand.surface.visible
    with hand.no_edit():
        hand.drag(hand.center("up"), Point(hand.center("up").x - 50, hand.center("up").y))
    assert hand.surface.visible.x != before.x
    hand.key("V")
    assert hand.surface.tool_name == "select"


# Boxes


def test_the_chevron_opens_and_closes_without_an_edit(hand):
    places = {path: placed.rect for path, placed in hand.surface.scene.nodes.items()}
    seen = []
    with hand.no_edit():
        for _ in range(2):
            hand.click(chevron(hand.surface.scene.nodes[("p",)]).center)
            seen.append(hand.document.view.open)
    assert seen == [(), ("p",)]
    assert {path: placed.rect for path, placed in hand.surface.scene.nodes.items()} == places
    assert not hand.editor.is_dirty


def test_a_double_click_on_a_header_enters_and_alt_up_leaves(hand):
    rect = hand.rect("p")
    hand.double_click(Point(rect.x + 40, rect.y + 18))
    assert hand.surface.level == ("p",)
    hand.key("Alt+Up")
    assert hand.surface.level == ()
    assert hand.selected == {"p"}


def test_enter_goes_into_a_box_and_edits_anything_else(hand):
    hand.select("up")
    hand.key("Return")
    assert hand.editor_box is not None
    hand.key("Esc")
    hand.select("p")
    hand.key("Return")
    assert hand.surface.level == ("p",)


def test_alt_arrows_open_and_close_the_selected_box(hand):
    hand.select("p")
    hand.key("Alt+Left")
    assert hand.document.view.open == ()
    hand.key("Alt+Right")
    assert hand.document.view.open == ("p",)
    hand.key("Alt+Shift+Left")
    assert hand.document.view.open == ()


def test_t36_from_far_away_a_double_click_goes_near_to_a_box(hand):
    hand.look(Point(-3000, -3000), 0.05)
    hand.double_click(hand.center("p"))
    assert hand.surface.level == ()
    assert hand.surface.zoom > 0.5


def test_t47_the_level_that_undo_takes_away_is_left(qtbot):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(300, 0)), "a -> b"))
    hand.select("a")
    hand.key("Ctrl+G")
    hand.key("Esc")
    (made,) = [n.id for n in hand.document.nodes.values() if n.kind == "workflow"]
    hand.select(made)
    hand.key("Alt+Down")
    assert hand.surface.level == (made,)
    hand.key("Ctrl+Z")
    assert hand.surface.level == ()
    assert "not there" in hand.notice


def test_t46_an_entered_box_may_lose_all_its_content(hand):
    hand.select("p")
    hand.key("Return")
    hand.key("Ctrl+A")
    with hand.one_edit():
        hand.key("Del")
    assert hand.surface.level == ("p",)
    assert not hand.document.nodes_in("inner")
    assert hand.surface.furniture.empty.isVisible()
    hand.key("Alt+Up")
    assert hand.surface.level == ()


# Walking


def test_tab_walks_along_the_flow_and_comes_back_to_the_next_branch(hand):
    hand.key("Tab")
    assert hand.selected == {"start"}
    hand.key("Tab")
    hand.key("Tab")
    assert hand.selected == {"up"}
    hand.key("Shift+Tab")
    assert hand.selected == {"d"}
    hand.key("Tab")
    assert hand.selected == {"down"}


def test_up_and_down_the_stream(hand):
    hand.select("up")
    from designer.canvas.commands import run

    run(hand.surface, "select-upstream")
    assert {"start", "d", "up"} <= hand.selected
    assert not {"down", "end"} & hand.selected
    hand.select("up")
    run(hand.surface, "select-downstream")
    assert {"up", "end", "up-end"} == hand.selected
    run(hand.surface, "select-connected")
    assert {"start", "d", "up", "down", "end"} <= hand.selected


def test_the_nearest_in_a_direction(hand):
    hand.select("d")
    hand.key("Ctrl+Shift+Right")
    assert hand.selected <= {"up", "down"}
