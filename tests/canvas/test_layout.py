"""Laying out and tidying from the canvas: proposed, applied with Enter, refused with Esc, undone at once."""

import pytest

from designer.canvas.accessible import describe
from designer.canvas.command import PLAYING
from designer.canvas.commands import command, context_menu
from designer.drawing.shapes import Icon
from tests.support.build import box, decision, flow, inside, outcome, process, task, trigger
from tests.support.hand import RIGHT, Hand


def messy():
    """A branching process dropped anywhere, with a box whose content lies in a heap."""
    return process(
        trigger("a", at=(400, 300)),
        decision("ask", at=(100, 100)),
        task("yes", at=(0, 0)),
        box("inner", runs="work", at=(90, 20)),
        outcome("z", at=(300, 0)),
        "a -> ask -> yes -> z",
        "ask -> inner -> z",
        inside("work", trigger("in"), task("do"), outcome("out"), "in -> do -> out"),
    )


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, messy())


def columns(hand):
    nodes = [hand.node(key) for key in ("a", "ask", "yes", "z")]
    return [node.at[0] for node in nodes]


def test_a_layout_is_proposed_and_enter_applies_it_as_one_edit(hand):
    before = hand.bytes
    hand.command("layout")
    assert hand.surface.is_busy
    assert "8 steps move" in hand.notice
    assert hand.bytes == before
    with hand.one_edit():
        hand.key("Return")
    assert columns(hand) == sorted(columns(hand))
    assert hand.node("in").at[0] < hand.node("do").at[0] < hand.node("out").at[0]
    assert not hand.surface.is_busy
    hand.command("layout")
    assert not hand.surface.is_busy  # everything is in its place already


def test_things_glide_to_their_proposed_places_and_leave_a_trace_until_it_is_answered(hand):
    hand.surface.reduced_motion = False
    hand.command("layout")
    assert hand.surface.opening.is_running
    traces = {node.id: rect for node, rect in hand.surface.overlay.gesture.shown.traces}
    assert traces["z"][:2] == (300, 0)
    hand.qtbot.waitUntil(lambda: not hand.surface.opening.is_running, timeout=3000)
    hand.surface.trying.catch_up()
    shown = {placed.node.id for layer in hand.surface.diagram.layers for placed in layer.arrays.nodes}
    assert "z" in shown  # where it would be, above the picture
    hand.key("Return")
    assert not hand.surface.opening.is_running
    assert hand.surface.overlay.gesture.shown.traces == ()


def test_an_answer_while_things_still_glide_counts(hand):
    hand.surface.reduced_motion = False
    with hand.no_edit():
        hand.command("layout")
        hand.key("Escape")
    assert not hand.surface.opening.is_running
    assert hand.surface.diagram.layers == ()
    with hand.one_edit():
        hand.command("layout")
        hand.key("Return")


def test_escape_leaves_everything_as_it_was(hand):
    with hand.no_edit():
        hand.command("layout-all")
        hand.key("Escape")
    assert not hand.surface.furniture.notices.isVisible()
    assert hand.surface.tool_name == "select"


@pytest.mark.parametrize("way", ["right press", "lost focus"])
def test_a_proposal_that_was_given_up_leaves_the_pointer_free(hand, way):
    with hand.no_edit():
        hand.command("layout")
        if way == "right press":
            hand.click(hand.center("z"), button=RIGHT)
        else:
            hand.surface.clearFocus()
        assert not hand.notice
        hand.click(hand.center("yes"))
    assert hand.selected == {"yes"}


def test_an_edit_from_elsewhere_ends_the_proposal(hand):
    hand.command("layout")
    with hand.editor.edit("Rename") as draft:
        draft.update("yes", name="Yes!")
    assert not hand.surface.is_busy


def test_bends_set_by_hand_go_only_with_consent(qtbot):
    document = process(task("a"), task("b", at=(0, 300)), flow("a", "b", id="f", via=((300.0, 32.0),)))
    hand = Hand(qtbot, document)
    hand.command("layout")
    assert "bends" in hand.notice
    hand.answer("Keep bends")
    with hand.one_edit():
        hand.answer("Apply")
    assert hand.editor.document.flows["f"].via


def test_only_the_selection_or_only_the_box_is_laid_out(hand):
    rest = hand.node("z").at
    hand.surface.select([("inner",)])
    with hand.one_edit():
        hand.command("layout-box")
        hand.key("Return")
    assert hand.node("z").at == rest
    assert hand.node("in").at[0] < hand.node("out").at[0]
    hand.surface.select([("a",), ("ask",)])
    hand.command("layout-selection")
    hand.key("Return")
    assert hand.node("a").at[0] < hand.node("ask").at[0]


def test_tidy_by_its_key_acts_at_once(qtbot):
    hand = Hand(qtbot, process(task("a"), task("b", at=(200, 7)), task("c", at=(415, -4)), "a -> b -> c"))
    with hand.one_edit():
        hand.key("Alt+Shift+T")
    assert hand.node("a").at[1] == hand.node("b").at[1] == hand.node("c").at[1]
    with hand.no_edit():
        hand.command("tidy")


def test_menus_offer_layout_where_it_applies(hand):
    def offered(path):
        return {each.id for each in context_menu(hand.surface, path) if each is not None}

    assert {"tidy", "layout", "layout-all"} <= offered(None)
    assert "layout-box" in offered(("inner",))
    hand.surface.select([("a",), ("ask",)])
    assert {"tidy", "layout-selection"} <= offered(("a",))


def test_a_large_level_is_laid_out_beside_the_window(qtbot, monkeypatch):
    monkeypatch.setattr("designer.canvas.layout_commands.AT_ONCE", 1)
    hand = Hand(qtbot, messy())
    hand.command("layout-all")
    assert "Laying out" in hand.notice
    qtbot.waitUntil(lambda: hand.surface.is_busy, timeout=3000)
    with hand.one_edit():
        hand.key("Return")
    hand.editor.undo()
    hand.command("layout-all")
    hand.answer("Cancel")
    qtbot.wait(50)
    assert not hand.surface.is_busy


def test_nothing_is_laid_out_while_a_run_is_played(hand, monkeypatch):
    monkeypatch.setattr(type(hand.surface), "is_playing_mode", property(lambda _: True))
    assert command("layout").enabled(hand.surface).reason == PLAYING


def test_what_is_pinned_from_the_menu_stays_where_it_is_and_wears_a_pin(hand):
    offered = {each.id for each in context_menu(hand.surface, ("ask",)) if each is not None}
    assert {"pin", "unpin"} <= offered
    hand.surface.select([("ask",)])
    assert command("unpin").enabled(hand.surface).reason == "Nothing here is pinned."
    with hand.one_edit():
        hand.command("pin")
    assert command("pin").enabled(hand.surface).reason == "It is pinned already."
    placed = hand.surface.scene.nodes["ask",]
    assert Icon in {type(shape) for shape in hand.surface.diagram.faces.face(placed).body}
    assert "pinned" in describe(hand.document, hand.surface.scene, ("ask",))
    at = hand.node("ask").at
    hand.command("layout")
    hand.key("Return")
    assert hand.node("ask").at == at
    assert hand.node("a").at[0] < at[0] < hand.node("z").at[0]
    with hand.one_edit():
        hand.command("unpin")
