"""Boxes offered for a crowded level: seen, left out, made and undone, by mouse and by keys."""

import pytest

from designer.canvas.commands import command, context_menu
from designer.layout.geometry import Point
from designer.model.nodes import Box
from tests.support.build import outcome, process, task, trigger
from tests.support.crowded import crowded
from tests.support.hand import Hand


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, crowded(40))


def boxes(hand):
    return [node.name for node in hand.document.nodes.values() if isinstance(node, Box)]


def hulls(hand):
    return hand.surface.overlay.gesture.shown.hulls


def on(hand):
    return [hull.title.split(" · ")[0] for hull in hulls(hand) if hull.is_on]


def test_enter_makes_all_boxes_as_one_edit(hand):
    hand.command("suggest-boxes")
    assert hand.surface.is_busy
    offered = on(hand)
    assert hand.notice == f"{len(offered)} boxes for 41 steps"
    with hand.one_edit():
        hand.key("Return")
    assert sorted(boxes(hand)) == sorted(offered)
    assert not hulls(hand)
    assert not hand.notice
    assert {hand.node(key).name for key in hand.selected} == set(offered)


def test_escape_leaves_all_as_it_was(hand):
    with hand.no_edit():
        hand.command("suggest-boxes")
        hand.key("Escape")
    assert not hulls(hand)
    assert hand.surface.tool_name == "select"
    assert not hand.notice


def test_a_click_on_a_hull_leaves_it_out_and_another_takes_it_in(hand):
    hand.command("suggest-boxes")
    first, *rest = on(hand)
    hand.hover(hand.center("n1"))
    hand.click(hand.center("n1"))
    assert on(hand) == rest
    hand.click(hand.center("n1"))
    assert on(hand) == [first, *rest]
    hand.click(hand.center("n1"))
    with hand.one_edit():
        hand.answer(f"Wrap {len(rest)}")
    assert boxes(hand) == rest


def test_beside_the_hulls_a_click_does_nothing(hand):
    hand.command("suggest-boxes")
    before = on(hand)
    with hand.no_edit():
        hand.click(Point(0, 400))
    assert on(hand) == before


def test_keys_alone_leave_out_and_wrap(hand):
    hand.command("suggest-boxes")
    first, second, *rest = on(hand)
    hand.key("1")
    assert on(hand) == [second, *rest]
    hand.key("Tab")
    assert [hull.is_current for hull in hulls(hand)][:2] == [False, True]
    hand.key("Delete")
    assert on(hand) == rest
    hand.key("Shift+Tab")
    hand.key("Delete")
    assert on(hand) == [first, *rest]
    with hand.one_edit():
        hand.key("Return")
    assert sorted(boxes(hand)) == sorted([first, *rest])


def test_tab_brings_the_next_box_into_view(hand):
    hand.command("suggest-boxes")
    for _ in on(hand):
        hand.key("Tab")
    assert hand.surface.visible.holds(*hulls(hand)[-1].rects[-1].center)


def test_with_every_box_left_out_there_is_nothing_to_make(hand):
    hand.command("suggest-boxes")
    for index in range(len(on(hand))):
        hand.key(str(index + 1))
    with hand.no_edit():
        hand.key("Return")
    assert hand.surface.is_busy


def test_with_shift_the_level_closes_up_around_the_boxes(hand):
    start = hand.node("n0").at
    hand.command("suggest-boxes")
    with hand.one_edit():
        hand.key("Shift+Return")
    assert hand.node("n0").at == start
    assert hand.node("z").at[0] < 2500
    rects = [placed.rect for placed in hand.surface.scene.nodes.values()]
    assert not any(a.overlaps(b) for i, a in enumerate(rects) for b in rects[:i])


def test_an_edit_from_elsewhere_ends_it(hand):
    hand.command("suggest-boxes")
    with hand.editor.edit("Rename") as draft:
        draft.update("n1", name="Other")
    assert not hand.surface.is_busy
    assert not hulls(hand)


def test_it_is_offered_for_the_level_and_says_why_not(qtbot):
    few = Hand(qtbot, process(trigger("a"), task("b"), outcome("c"), "a -> b -> c"))
    assert "suggest-boxes" in {each.id for each in context_menu(few.surface, None) if each is not None}
    assert "3 of the 12 steps" in command("suggest-boxes").enabled(few.surface).reason
    assert command("suggest-boxes").edits


def test_where_nothing_hangs_together_that_is_said(qtbot):
    """Every step is joined to the trigger and to the outcome only."""
    steps = [task(f"t{i}", at=(200, 90 * i)) for i in range(14)]
    ways = [f"a -> t{i} -> z" for i in range(14)]
    hand = Hand(qtbot, process(trigger("a"), outcome("z", at=(500, 0)), *steps, *ways))
    with hand.no_edit():
        hand.command("suggest-boxes")
    assert "hang together" in hand.notice
    assert not hand.surface.is_busy
