import pytest
from pydantic import ValidationError

from designer.editing.draft import Draft
from designer.editing.editor import Editor
from designer.editing.history import MERGE_SECONDS
from designer.editing.journal import JournalError, dump_change, load_change
from designer.editing.nodes import move, rename
from designer.model.change import Change
from designer.model.document import View
from designer.model.workflow import Workflow
from tests.support.build import note, process, purchase, task


class Clock:
    """Time that passes when told."""

    now = 0.0

    def __call__(self):
        return self.now


def edited(editor, name, merge=None):
    with editor.edit("Rename", merge) as draft:
        rename(draft, "order", name)


# Drafts


def test_a_draft_reads_as_the_document_it_would_make():
    draft = Draft(purchase())
    draft.update("order", workflow="approval")
    draft.remove("ok-yes")
    draft.put(task("new", workflow="purchase"))
    after = draft.document
    for workflow in ("purchase", "approval"):
        assert draft.nodes_in(workflow) == after.nodes_in(workflow)
        assert draft.flows_in(workflow) == after.flows_in(workflow)
    assert draft.flows_from("ok") == after.flows_from("ok")
    assert "new" in draft
    assert "ok-yes" not in draft


def test_links_are_looked_up_both_ways():
    draft = Draft(process(task("a"), note("n", links=("a",))))
    assert [n.id for n in draft.notes_on("a")] == ["n"]
    draft.update("n", links=())
    assert draft.notes_on("a") == ()


def test_an_edit_that_changes_nothing_is_no_change():
    draft = Draft(purchase())
    draft.update("order", name="Buy")
    draft.update("order", name="Order")
    assert not draft.change


def test_the_document_of_a_draft_is_made_once_for_each_state():
    draft = Draft(purchase())
    draft.update("order", name="Buy")
    first = draft.document
    assert draft.document is first
    draft.update("order", name="Order it")
    assert draft.document.nodes["order"].name == "Order it"


def test_updates_are_checked_like_files():
    draft = Draft(purchase())
    with pytest.raises(ValidationError):
        draft.update("order", duration="soon")
    with pytest.raises(ValueError, match="has no colour"):
        draft.update("order", colour="blue")
    with pytest.raises(KeyError):
        draft.update("nobody", name="x")
    with pytest.raises(ValueError, match="already the id"):
        draft.put(Workflow(id="order"))
    assert not draft.change


# The editor and its history


def test_one_gesture_is_one_entry_and_an_exception_drops_it():
    editor = Editor(purchase())
    before = editor.document

    def fail():
        with editor.edit("Rename") as draft:
            rename(draft, "order", "Buy")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert editor.document is before
    edited(editor, "Buy")
    assert [entry.title for entry in editor.history.done] == ["Rename"]


def test_undo_and_redo_tell_the_same_news_as_edits():
    editor = Editor(purchase())
    heard = []
    editor.changed.connect(lambda change: heard.append(change.ids))
    edited(editor, "Buy")
    editor.undo()
    editor.redo()
    assert heard == [frozenset({"order"})] * 3
    assert editor.undo() is not None
    assert editor.undo() is None


def test_a_change_of_nothing_leaves_no_trace():
    editor = Editor(purchase())
    edited(editor, "Order")
    assert editor.history.done == []
    assert not editor.is_dirty


def test_gestures_of_one_kind_in_quick_succession_are_one():
    clock = Clock()
    editor = Editor(purchase(), clock)
    for _ in range(3):
        with editor.edit("Move", merge=("move", "order")) as draft:
            move(draft, ["order"], 10, 0)
        clock.now += MERGE_SECONDS / 2
    assert len(editor.history.done) == 1
    editor.undo()
    assert editor.document == purchase()
    editor.redo()
    clock.now += 10
    edited(editor, "Buy", merge=("name", "order"))
    assert len(editor.history.done) == 2


def test_one_can_jump_to_any_state_of_the_history():
    editor = Editor(purchase())
    for name in ("A", "B", "C"):
        edited(editor, name)
    editor.travel(1)
    assert editor.document.nodes["order"].name == "A"
    editor.travel(3)
    assert editor.document.nodes["order"].name == "C"
    editor.travel(9)
    editor.travel(0)
    assert editor.document == purchase()


def test_after_undo_nothing_is_merged_into_what_is_left():
    editor = Editor(purchase(), Clock())
    for name in ("A", "B"):
        edited(editor, name)
    editor.undo()
    edited(editor, "C", merge="x")
    edited(editor, "D", merge="x")
    editor.undo()
    assert editor.document.nodes["order"].name == "A"


def test_clean_is_where_it_was_saved():
    editor = Editor(purchase())
    edited(editor, "A")
    editor.mark_saved()
    assert not editor.is_dirty
    edited(editor, "B")
    assert editor.is_dirty
    editor.undo()
    assert not editor.is_dirty
    editor.undo()
    assert editor.is_dirty
    edited(editor, "C")  # what was saved can never be reached again
    editor.undo()
    assert editor.is_dirty


def test_looking_elsewhere_is_no_edit():
    editor = Editor(purchase())
    seen = []
    editor.viewed.connect(seen.append)
    editor.set_view(View(open=("approve",)))
    editor.set_view(View(open=("approve",)))
    assert len(seen) == 1
    assert not editor.is_dirty
    assert editor.undo() is None


def test_two_edits_at_once_are_a_mistake():
    editor = Editor(purchase())
    with editor.edit("One"), pytest.raises(RuntimeError, match="under way"), editor.edit("Two"):
        pass


def test_listeners_leave_when_they_want():
    editor = Editor(purchase())
    heard = []
    leave = editor.changed.connect(heard.append)
    leave()
    leave()
    edited(editor, "Buy")
    assert heard == []


# The recovery log


def test_a_change_is_one_line():
    draft = Draft(purchase())
    rename(draft, "order", "Two\nlines")
    draft.remove("ok-yes")
    line = dump_change(draft.change)
    assert b"\n" not in line
    assert load_change(line) == draft.change


def test_the_head_of_a_document_is_in_the_line():
    draft = Draft(purchase())
    draft.set_head(draft.head.model_copy(update={"currency": "EUR"}))
    assert load_change(dump_change(draft.change)) == draft.change


@pytest.mark.parametrize("line", [b"", b'{"records": {"a": [nul', b'{"records": {"a": [{}, null]}}', b"[]"])
def test_a_torn_or_foreign_line_is_refused(line):
    with pytest.raises(JournalError):
        load_change(line)


def test_replaying_the_log_gives_the_document_again():
    editor = Editor(purchase())
    log = []
    editor.changed.connect(lambda change: log.append(dump_change(change)))
    edited(editor, "A")
    edited(editor, "B")
    editor.undo()
    document = purchase()
    for line in log:
        document = document.apply(load_change(line))
    assert document == editor.document


def test_nothing_is_an_empty_line():
    assert load_change(dump_change(Change())) == Change()
