"""Deleting with healing, and the clipboard, by keys and by the buttons of the bar (C9, C13)."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from designer.editing.clipboard import MIME
from designer.layout.geometry import Point
from tests.support.build import box, decision, flow, inside, note, outcome, process, task, trigger
from tests.support.hand import Hand
from tests.support.scenes import chain_and_boxes


@pytest.fixture
def hand(qtbot):
    QGuiApplication.clipboard().clear()
    return Hand(qtbot, chain_and_boxes())


# Deleting


def test_t14_delete_heals_and_says_so(hand):
    hand.select("a")
    with hand.one_edit():
        hand.key("Del")
        notice = hand.notice
    assert hand.pairs() >= {("start", "b"), ("b", "end")}
    assert "healed 1 flow" in notice


def test_dont_heal_takes_the_healing_back(hand):
    hand.select("a")
    hand.key("Del")
    hand.answer("Don't heal")
    assert ("start", "b") not in hand.pairs()
    assert len(hand.editor.history.done) == 1


def test_what_the_bar_offers_goes_with_the_next_edit_as_it_would_be_about_that(hand):
    hand.select("b")
    hand.key("Del")
    assert hand.notice
    hand.select("a")
    hand.key("Down")
    assert not hand.notice


def test_control_delete_never_heals(hand):
    hand.select("a")
    with hand.one_edit():
        hand.key("Ctrl+Del")
    assert hand.pairs() & {("start", "b")} == set()


def test_undo_in_the_bar_takes_the_deletion_back(hand):
    hand.select("a")
    hand.key("Del")
    hand.answer("Undo")
    assert hand.bytes == hand.start
    assert "a" in hand.selected


def test_t15_a_decision_is_not_healed_unless_asked(qtbot):
    document = process(
        task("a", at=(0, 0)),
        decision("d", at=(240, 4)),
        task("b", at=(400, -80)),
        task("c", at=(400, 80)),
        "a -> d",
        flow("d", "b", condition="1 < 2", label="yes"),
        flow("d", "c", default=True, label="no"),
    )
    hand = Hand(qtbot, document)
    hand.select("d")
    with hand.one_edit():
        hand.key("Del")
        told = hand.notice
    assert hand.pairs() == set()
    assert "not healed" in told
    hand.key("Ctrl+Z")
    hand.select("d")
    hand.key("Del")
    hand.answer("Connect anyway")
    assert hand.pairs() == {("a", "b"), ("a", "c")}


def test_t16_a_merge_is_healed(qtbot):
    document = process(
        task("a"),
        task("b", at=(0, 200)),
        decision("m", at=(240, 100)),
        task("c", at=(400, 100)),
        "a -> m -> c",
        "b -> m",
    )
    hand = Hand(qtbot, document)
    hand.select("m")
    with hand.one_edit():
        hand.key("Del")
    assert hand.pairs() == {("a", "c"), ("b", "c")}


def test_t19_a_deleted_box_offers_to_keep_its_content(qtbot):
    document = process(
        task("a", at=(0, 0)),
        box("p", "inner", at=(240, 0)),
        task("b", at=(480, 0)),
        "a -> p -> b",
        inside(
            "inner", trigger("in"), task("x", at=(170, 0)), outcome("out", at=(390, 12)), "in -> x -> out"
        ),
    )
    hand = Hand(qtbot, document)
    hand.select("p")
    with hand.one_edit():
        hand.key("Del")
        assert "with 3 steps and" in hand.notice
    assert "x" not in hand.document
    hand.key("Ctrl+Z")
    hand.select("p")
    hand.key("Del")
    hand.answer("Keep content")
    assert hand.node("x").workflow == "main"
    assert hand.pairs() == {("a", "x"), ("x", "b")}
    assert len(hand.editor.history.done) == 1


def test_deleting_a_flow_keeps_its_ends(hand):
    hand.select("a-b")
    with hand.one_edit():
        hand.key("Backspace")
    assert {"a", "b"} <= hand.document.nodes.keys()


# The clipboard


def test_copy_and_paste_make_new_steps_with_the_flow_between(hand):
    hand.select("a", "b")
    hand.key("Ctrl+C")
    hand.surface.select(())
    hand.hover(Point(300, 180))
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+V")
    made = hand.new_nodes(before)
    assert sorted(n.name for n in made) == ["A", "B"]
    assert len(hand.document.flows) == len(before.flows) + 1
    assert hand.selected == {n.id for n in made}


def test_the_clipboard_holds_our_format_and_plain_text(hand):
    hand.select("a")
    hand.key("Ctrl+C")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasFormat(MIME)
    assert '"a"' in data.text()


@pytest.mark.parametrize(
    "text", ["Receive order\nPack\nShip", "Step\tWho\nReceive order\tClerk\nPack\t\nShip\tDriver\n"]
)
def test_a_list_of_lines_or_the_rows_of_a_spreadsheet_become_a_chain(hand, text):
    QGuiApplication.clipboard().setText(text)
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+V")
    made = {n.name: n.id for n in hand.new_nodes(before)}
    assert {(made["Receive order"], made["Pack"]), (made["Pack"], made["Ship"])} <= hand.pairs()


def test_t27_a_paste_goes_into_the_one_selected_closed_box(hand):
    hand.select("a", "b")
    hand.key("Ctrl+C")
    hand.select("q")
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+V")
    assert {n.workflow for n in hand.new_nodes(before)} == {"other"}
    assert hand.surface.level == ()


def test_t27_show_after_such_a_paste_opens_the_box(hand):
    hand.select("a")
    hand.key("Ctrl+C")
    hand.select("q")
    before = hand.document
    hand.key("Ctrl+V")
    hand.answer("Show")
    assert hand.document.view.open == ("q",)
    assert hand.selected == {n.id for n in hand.new_nodes(before)}


def test_t28_with_two_boxes_selected_a_paste_goes_to_the_level(hand):
    hand.select("a")
    hand.key("Ctrl+C")
    hand.select("p", "q")
    before = hand.document
    hand.key("Ctrl+V")
    assert {n.workflow for n in hand.new_nodes(before)} == {"main"}


def test_a_paste_goes_into_the_one_selected_box_that_is_open_whatever_else_is_selected(qtbot):
    hand = Hand(qtbot, chain_and_boxes(), opened=("p",))
    hand.select("a")
    hand.key("Ctrl+C")
    before = hand.document
    hand.select("p", "b")
    hand.hover(Point(60, -100))
    with hand.one_edit():
        hand.key("Ctrl+V")
    (made,) = hand.new_nodes(before)
    assert made.workflow == "inner"


def test_t30_what_is_pasted_is_what_was_copied_then(hand):
    hand.select("p")
    hand.key("Ctrl+C")
    with hand.editor.edit("Rename") as draft:
        draft.update("x", name="Changed")
    hand.surface.select(())
    before = hand.document
    hand.key("Ctrl+V")
    assert "X" in {n.name for n in hand.new_nodes(before)}


def test_t31_the_first_paste_after_a_cut_keeps_the_ids(hand):
    hand.select("a")
    with hand.one_edit():
        hand.key("Ctrl+X")
    assert ("start", "b") in hand.pairs()
    hand.key("Ctrl+V")
    assert hand.node("a").name == "A"
    before = hand.document
    hand.key("Ctrl+V")
    (made,) = hand.new_nodes(before)
    assert made.id != "a"


def test_t31_only_the_first_paste_keeps_them_even_where_that_was_deleted_since(hand):
    hand.select("a")
    hand.key("Ctrl+X")
    hand.key("Ctrl+V")
    hand.select("a")
    hand.key("Del")
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+V")
    (made,) = hand.new_nodes(before)
    assert made.id != "a"


def test_t31_a_paste_that_is_taken_back_was_none(hand):
    hand.select("a")
    hand.key("Ctrl+X")
    hand.key("Ctrl+V")
    hand.key("Ctrl+Z")
    hand.key("Ctrl+V")
    assert "a" in hand.document


def test_a_note_goes_with_the_step_that_it_alone_is_about(qtbot):
    document = process(
        task("a", at=(0, 0)),
        note("remark", links=("a",), at=(0, 120)),
        task("b", at=(300, 0)),
        note("both", links=("a", "b"), at=(300, 120)),
    )
    hand = Hand(qtbot, document)
    hand.select("a")
    hand.key("Ctrl+C")
    hand.surface.select(())
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+V")
        copied, step = sorted(hand.new_nodes(before), key=lambda made: made.kind)
        assert hand.selected == {step.id}
    assert copied.links == (step.id,)
    assert hand.rect(copied.id).y - hand.rect(step.id).y == 120
    hand.select("a")
    with hand.one_edit():
        hand.key("Ctrl+X")
    assert "remark" not in hand.document, "else the paste would leave it twice"
    assert "both" in hand.document


@pytest.mark.parametrize("found", [b"\xff\xfe\x00", b"{", b"[]", b'{"nodes": 3}', b'{"format": 1}', b"\x00"])
def test_what_is_no_fragment_though_it_says_so_becomes_a_note(hand, found):
    data = QMimeData()
    data.setData(MIME, found)
    QGuiApplication.clipboard().setMimeData(data)
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+V")
    assert [made.kind for made in hand.new_nodes(before)] == ["note"]


def test_t29_a_role_that_is_not_there_comes_along(qtbot, hand):
    hand.select("a")
    hand.key("Ctrl+C")
    other = Hand(qtbot, process(task("z", at=(0, 0))))
    with other.one_edit():
        other.key("Ctrl+V")
        notice = other.notice
    assert [r.name for r in other.document.roles.values()] == ["Clerk"]
    assert "Clerk" in notice


def test_a_paste_onto_a_flow_goes_into_it(hand):
    hand.select("x") if ("x",) in hand.surface.scene.nodes else hand.select("a")
    hand.key("Ctrl+C")
    hand.select("b-end")
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+V")
    (made,) = hand.new_nodes(before)
    assert {("b", made.id), (made.id, "end")} <= hand.pairs()


def test_paste_in_place_keeps_the_coordinates_where_there_is_room(hand):
    hand.select("a")
    hand.key("Ctrl+X")
    hand.key("Ctrl+Shift+V")
    assert hand.node("a").at == (200, 0)


def test_duplicates_are_unconnected_and_selected(hand):
    hand.select("a")
    before = hand.document
    with hand.one_edit():
        hand.key("Ctrl+D")
    (made,) = hand.new_nodes(before)
    assert not hand.document.flows_into(made.id)
    assert hand.selected == {made.id}


def test_a_picture_of_the_selection_is_copied_as_pixels_and_as_svg(hand):
    hand.select("a")
    with hand.no_edit():
        hand.key("Ctrl+Shift+C")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert bytes(data.data("image/svg+xml").data()).startswith((b"<svg", b"<?xml"))
