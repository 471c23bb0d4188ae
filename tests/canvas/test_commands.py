"""The table of commands: every act by name and key, with a reason where it may not be, each one entry."""

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence

from designer.canvas.command import PLAYING
from designer.canvas.commands import BY_ID, COMMANDS, context_menu, run
from designer.canvas.element_menu import ElementMenu
from designer.canvas.icons import icon_path
from designer.canvas.undoing import travel
from designer.layout.geometry import Point
from tests.support.build import box, inside, process, task
from tests.support.hand import Hand
from tests.support.scenes import chain_and_boxes


@pytest.fixture
def hand(qtbot):
    QGuiApplication.clipboard().clear()
    return Hand(qtbot, chain_and_boxes())


def test_ids_and_shortcuts_are_used_once():
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)
    keys = [QKeySequence(key).toString() for command in COMMANDS for key in command.shortcuts]
    assert len(set(keys)) == len(keys)
    assert all(keys)


def test_every_command_has_a_title_and_its_icon_is_bundled():
    for command in COMMANDS:
        assert command.title
        if command.icon is not None:
            assert not icon_path(command.icon).isEmpty(), command.id


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_command_that_may_not_be_done_says_why_and_does_nothing(qtbot, command):
    hand = Hand(qtbot, process())
    verdict = command.enabled(hand.surface)
    if not verdict.ok:
        assert verdict.reason
        said: list[str] = []
        hand.surface.statusText.connect(said.append)
        with hand.no_edit():
            assert not command.trigger(hand.surface)
        assert said == [verdict.reason]


@pytest.mark.parametrize("chosen", [("a",), ("a", "b"), ("p",), ("a-b",), ("start", "end")], ids="-".join)
def test_whatever_is_selected_every_command_works_or_says_why(hand, chosen):
    for command in COMMANDS:
        hand.surface.go(())
        hand.select(*chosen)
        command.trigger(hand.surface)
        hand.key("Esc")
        hand.surface.setFocus()
        assert len(hand.editor.history.done) <= 1, command.id
        hand.editor.undo()
        assert hand.bytes == hand.start, command.id


def test_nothing_is_edited_while_a_run_is_played(hand, monkeypatch):
    monkeypatch.setattr(type(hand.surface), "is_playing_mode", property(lambda _: True))
    hand.select("a")
    for command in COMMANDS:
        if command.edits:
            assert command.enabled(hand.surface).reason == PLAYING


@pytest.mark.parametrize("path", [None, ("a",), ("p",), ("a-b",)])
def test_context_menus_are_made_of_commands(hand, path):
    if path is not None:
        hand.select(path[-1])
    offered = [command for command in context_menu(hand.surface, path) if command is not None]
    assert len(offered) >= 2
    assert len({command.id for command in offered}) == len(offered)


# Boxes


def test_wrap_and_dissolve_give_the_same_graph(hand):
    hand.select("a", "b")
    pairs = hand.pairs()
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+G")
        assert hand.editor_box is not None
        hand.key("Esc")
    (made,) = [n.id for n in hand.new_nodes(before) if n.kind == "workflow"]
    assert {("start", made), (made, "end")} <= hand.pairs()
    hand.select(made)
    with hand.one_edit():
        hand.key("Ctrl+Shift+G")
    assert hand.pairs() == pairs
    assert {"a", "b"} <= hand.selected


def test_steps_of_different_workflows_are_not_wrapped_and_that_is_said(hand):
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    hand.surface.toggle([("p",)])
    hand.select("a", "x")
    with hand.no_edit():
        hand.key("Ctrl+G")
    assert "one workflow" in said[-1]


def test_an_area_is_drawn_around_the_selection(hand):
    hand.select("a", "b")
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+Alt+G")
        hand.key("Esc")
    (made,) = hand.new_nodes(before)
    assert made.kind == "area"
    assert hand.rect(made.id).encloses(hand.rect("a"))
    assert hand.rect(made.id).encloses(hand.rect("b"))


def test_a_new_box_is_named_at_once(hand):
    hand.select("a")
    before = hand.document
    hand.key("Ctrl+G")
    hand.type("Check")
    hand.key("Return")
    assert "Check" in {n.name for n in hand.new_nodes(before)}


def test_t38_renaming_a_box_renames_all_that_run_the_same(qtbot):
    document = process(
        box("p", "inner", name="Pack", at=(0, 0)),
        box("r", "inner", name="Pack", at=(300, 0)),
        inside("inner", task("x")),
    )
    document = document.apply(_renamed(document, "inner", "Pack"))
    hand = Hand(qtbot, document)
    hand.select("p")
    hand.key("F2")
    hand.type("Wrap up")
    hand.key("Return")
    assert {hand.node("p").name, hand.node("r").name, hand.document.workflows["inner"].name} == {"Wrap up"}


def _renamed(document, workflow, name):
    from designer.editing.draft import Draft

    draft = Draft(document)
    draft.update(workflow, name=name)
    return draft.change


# Arranging


def test_arrows_nudge_and_quick_ones_are_one_entry(hand):
    hand.select("a")
    with hand.one_edit():
        for _ in range(3):
            hand.key("Down")
    assert hand.node("a").at == (200, 30)
    hand.key("Shift+Right")
    assert hand.node("a").at == (250, 30)


def test_without_snapping_a_nudge_is_one_unit(hand):
    run(hand.surface, "snap-grid")
    hand.select("a")
    hand.key("Up")
    assert hand.node("a").at == (200, -1)


def test_arrows_scroll_where_nothing_is_selected(hand):
    before = hand.surface.visible
    with hand.no_edit():
        hand.key("Right")
    assert hand.surface.visible.x - before.x == pytest.approx(50)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("align-top", {"a": (200, 0), "q": (300, 0)}),
        ("align-left", {"a": (200, 0), "q": (200, 300)}),
        ("align-middle", {"a": (200, 154), "q": (300, 150)}),
        ("align-center", {"a": (250, 0), "q": (250, 300)}),
        ("align-right", {"a": (300, 0), "q": (300, 300)}),
        ("align-bottom", {"a": (200, 308), "q": (300, 300)}),
    ],
)
def test_steps_are_lined_up(hand, name, places):
    hand.select("a", "q")
    run(hand.surface, name)
    assert {node: hand.node(node).at for node in places} == places


def test_steps_are_spaced_out(hand):
    with hand.editor.edit("Move") as draft:
        draft.update("b", at=(380.0, 0.0))
    hand.select("start", "a", "b")
    with hand.one_edit():
        run(hand.surface, "distribute-horizontally")
    rects = [hand.rect(n) for n in ("start", "a", "b")]
    assert rects[1].x - rects[0].right == pytest.approx(rects[2].x - rects[1].right, abs=0.02)


# Replacing


def test_r_makes_a_step_another_kind_with_the_same_flows(hand):
    hand.select("a")
    with hand.one_edit():
        hand.key("R")
        hand.type("wait")
        hand.key("Return")
    assert hand.node("a").kind == "wait"
    assert {("start", "a"), ("a", "b")} <= hand.pairs()
    assert not [m for m in hand.surface.findChildren(ElementMenu) if m.isVisible()]


# Looking


def test_zoom_and_fit(hand):
    with hand.no_edit():
        hand.key("Ctrl++")
        assert hand.surface.zoom == pytest.approx(1.35)
        hand.key("Ctrl+-")
        assert hand.surface.zoom == pytest.approx(1.0)
        hand.key("Ctrl+1")
        hand.select("a")
        hand.key("Ctrl+2")
        assert hand.surface.visible.encloses(hand.rect("a"))
        hand.key("Ctrl+0")
        assert hand.surface.zoom == 1.0


def test_grid_and_snapping_are_switched(hand):
    shown = hand.surface.shows_grid
    hand.key("Ctrl+'")
    hand.key("Ctrl+;")
    assert hand.surface.shows_grid == (not shown)
    assert (hand.surface.habits.snaps_to_guides, hand.surface.habits.snaps_to_grid) == (False, True)
    assert not BY_ID["snap-guides"].checked(hand.surface)
    run(hand.surface, "snap-grid")
    assert not BY_ID["snap-grid"].checked(hand.surface)


def test_undo_gives_back_what_was_selected_and_redo_selects_what_it_changed(hand):
    hand.select("a", "b")
    hand.key("Delete")
    assert hand.selected == set()
    hand.click(hand.center("end"))
    hand.key("Ctrl+Z")
    assert hand.selected == {"a", "b"}
    hand.key("Down")
    hand.click(hand.center("end"))
    hand.key("Ctrl+Z")
    hand.click(hand.center("end"))
    hand.key("Ctrl+Y")
    assert hand.selected == {"a", "b"}
    hand.click(hand.center("end"))
    hand.key("Ctrl+Z")
    assert hand.selected == {"a", "b"}


def test_undo_of_what_was_made_with_nothing_selected_selects_what_it_changed(hand):
    hand.click(Point(-50, -100))
    with hand.editor.edit("Rename") as draft:
        draft.update("a", name="Other")
    hand.click(hand.center("b"))
    hand.key("Ctrl+Z")
    assert hand.selected == {"a"}


def test_a_jump_back_gives_what_was_selected_at_that_point(hand):
    hand.select("a")
    hand.key("Down")
    hand.select("b")
    hand.key("Right")
    hand.select("end")
    travel(hand.surface, 0)
    assert hand.selected == {"a"}


def test_what_was_selected_elsewhere_is_kept_when_its_undo_changed_something_else(hand):
    hand.select("b")
    with hand.editor.edit("Rename") as draft:
        draft.update("a", name="Other")
    rect = hand.rect("a")
    hand.look(Point(rect.right + 500, rect.y - 300))
    zoom = hand.surface.zoom
    hand.key("Ctrl+Z")
    assert hand.selected == {"b"}
    assert hand.surface.visible.overlaps(hand.rect("a"))
    assert hand.surface.zoom == zoom


def test_undo_of_something_inside_a_closed_box_selects_the_box(hand):
    with hand.editor.edit("Rename") as draft:
        draft.update("x", name="Other")
    hand.key("Ctrl+Z")
    assert hand.selected == {"p"}
    assert hand.notice == "Undid in ‹Inner›"  # noqa: RUF001  # the quotation marks of all messages
    hand.answer("Show")
    assert hand.surface.level == ("p",)
    assert hand.selected == {"x"}


def test_undo_of_something_on_another_level_leaves_the_view_and_says_where_it_was(hand):
    hand.select("a")
    hand.key("Down")
    hand.surface.enter(("p",))
    seen = hand.surface.visible
    hand.key("Ctrl+Z")
    assert hand.surface.level == ("p",)
    assert hand.surface.visible == seen
    assert hand.notice.startswith("Undid in")
    hand.answer("Show")
    assert hand.surface.level == ()
    assert hand.selected == {"a"}


def test_undo_moves_the_view_only_where_nothing_of_it_is_seen(hand):
    hand.select("a")
    hand.key("Down")
    rect = hand.rect("a")
    hand.look(Point(rect.right - 20, rect.y - 300))
    seen = hand.surface.visible
    hand.key("Ctrl+Z")
    assert hand.surface.visible == seen
    hand.look(Point(rect.right + 500, rect.y - 300))
    hand.key("Ctrl+Shift+Z")
    assert hand.surface.visible.overlaps(hand.rect("a"))


def test_hops_are_switched_for_all_flows_at_once(qtbot):
    hand = Hand(
        qtbot,
        process(
            *(
                task(key, at=at)
                for key, at in (("a", (0, 100)), ("b", (500, 100)), ("c", (250, -60)), ("d", (250, 260)))
            ),
            "a -> b",
            "c -> d",
        ),
    )
    assert any(routed.hops for routed in hand.surface.scene.flows.values())
    with hand.no_edit():
        run(hand.surface, "hops")
    assert not any(routed.hops for routed in hand.surface.scene.flows.values())
    assert not BY_ID["hops"].checked(hand.surface)
    run(hand.surface, "hops")
    assert any(routed.hops for routed in hand.surface.scene.flows.values())
