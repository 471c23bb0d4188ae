"""Every verb is one value that can be taken back and done again, to the byte."""

import pytest

from designer.editing.draft import Draft
from designer.editing.editor import Editor
from designer.editing.journal import dump_change, load_change
from designer.editing.rules import RuleError
from designer.exchange import jsonfile
from designer.model.document import Document
from tests.editing.acts import ACTS, Pick, Seeded
from tests.editing.sound import faults
from tests.support import build
from tests.support.tape import Tape

SEEDS = range(10)


def workshop() -> Document:
    """A document in which every verb finds something to do."""
    return build.process(
        list(build.purchase().records()),
        build.inside(
            "purchase",
            build.box("again", "approval", at=(160, 300)),
            build.note("remark", text="Why?", links=("order", "approve"), at=(400, 300)),
            build.area("frame", at=(-50, -50)),
            build.boundary("late", "order", after="2 d"),
            build.task("hurry", role="manager", at=(400, 160)),
            build.node("parallel", "both", at=(560, 300)),
        ),
        build.flow("late", "hurry"),
        root="purchase",
    )


def done(name: str, seed: int, before: Document) -> Draft | None:
    """A draft in which an act was done, or None where the rules refused it."""
    draft = Draft(before)
    try:
        ACTS[name](draft, Pick(draft, Seeded(seed)))
    except RuleError:
        return None
    return draft


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_done_undone_and_done_again(name):
    before = workshop()
    drafts = [draft for seed in SEEDS if (draft := done(name, seed, before)) is not None]
    assert drafts, "refused with every seed"
    for draft in drafts:
        editor = Editor(before)
        editor.commit(draft.change, name)
        after = editor.document
        assert after == draft.document
        editor.undo()
        assert editor.document == before
        assert jsonfile.write(editor.document) == jsonfile.write(before)
        editor.redo()
        assert jsonfile.write(editor.document) == jsonfile.write(after)


@pytest.mark.parametrize("name", ACTS)
def test_an_act_leaves_a_sound_document(name):
    before = workshop()
    assert faults(before) == []
    for seed in SEEDS:
        draft = done(name, seed, before)
        if draft is not None:
            assert faults(draft.document) == []


@pytest.mark.parametrize("name", ACTS)
def test_an_act_survives_the_recovery_log(name):
    for seed in SEEDS:
        draft = done(name, seed, workshop())
        if draft is not None:
            assert load_change(dump_change(draft.change)) == draft.change


@pytest.mark.parametrize("name", ACTS)
def test_what_an_act_leaves_is_the_same_after_saving_and_opening(name):
    for seed in SEEDS:
        draft = done(name, seed, workshop())
        if draft is not None:
            after = draft.document
            assert jsonfile.read(jsonfile.write(after), "after") == after


def test_a_nudge_after_an_undo_is_a_gesture_of_its_own():
    editor = Editor(build.process(build.task("a", at=(0, 0))), clock=lambda: 0.0)
    for step in (10.0, 20.0):
        with editor.edit("Nudge", merge="nudge") as draft:
            draft.update("a", at=(step, 0.0))
    editor.undo()
    editor.redo()
    with editor.edit("Nudge", merge="nudge") as draft:
        draft.update("a", at=(30.0, 0.0))
    editor.undo()
    assert editor.document.nodes["a"].at == (20.0, 0.0)


def test_a_change_behind_the_back_of_the_history_does_not_go_unnoticed():
    editor = Editor(build.process(build.task("a", at=(0, 0)), build.task("b", at=(0, 0))))
    tape = Tape(editor)
    with editor.edit("Move") as draft:
        draft.update("a", at=(20.0, 0.0))
    tape.note()
    tape.check()
    behind = editor.draft()
    behind.update("b", at=(20.0, 0.0))
    editor.document = behind.document
    with pytest.raises(AssertionError, match="Move"):
        tape.check()
