import pytest

from designer.editing.draft import Draft
from designer.editing.replacing import illegal_after, may_replace, replace_kind
from designer.editing.rules import RuleError
from tests.editing.sound import faults
from tests.support.build import boundary, box, inside, note, outcome, process, purchase, role, task, trigger


def drafted(*parts):
    return Draft(process(*parts))


def test_it_keeps_id_name_middle_and_flows():
    draft = drafted(task("a"), task("x", at=(210, 0)), task("b"), "a -> x -> b")
    replace_kind(draft, "x", "decision")
    made = draft.node("x")
    assert (made.kind, made.name, made.at) == ("decision", "X", (262, 4))
    assert [f.id for f in draft.flows_from("x")] == ["x-b"]
    assert [f.id for f in draft.flows_into("x")] == ["a-x"]


def test_what_the_new_kind_has_not_comes_back_when_it_is_replaced_back():
    draft = drafted(role("clerk"), task("a", role="clerk", duration="5 min", cost=3.0))
    before = draft.node("a")
    replace_kind(draft, "a", "wait")
    assert draft.node("a").kind == "wait"
    replace_kind(draft, "a", "task")
    back = draft.node("a")
    assert (back.role, back.duration, back.cost, back.at) == ("clerk", "5 min", 3.0, before.at)


def test_foreign_extensions_stay_and_ours_go_when_empty():
    draft = drafted(task("a", extensions={"theirs": 1}))
    replace_kind(draft, "a", "wait")
    replace_kind(draft, "a", "state")
    assert draft.node("a").extensions == {"theirs": 1}


def test_what_becomes_illegal_is_told_before_and_goes():
    draft = drafted(task("a"), task("x"), boundary("late", "x"), task("b"), "a -> x -> b", "late -> b")
    assert set(illegal_after(draft, "x", "trigger")) == {"a-x", "late"}
    report = replace_kind(draft, "x", "trigger")
    assert {"a-x", "late", "late-b"} == set(report.deleted)
    assert faults(draft.document) == []


def test_a_step_becomes_a_box_with_a_workflow_and_back():
    draft = drafted(task("a"), task("x"), task("b"), "a -> x -> b")
    replace_kind(draft, "x", "workflow")
    inner = draft.node("x").runs
    assert draft.workflow(inner).name == "X"
    replace_kind(draft, "x", "task")
    assert inner not in draft
    assert not draft.nodes_in(inner)
    assert faults(draft.document) == []


@pytest.mark.parametrize(
    ("node", "kind", "why"),
    [
        ("approve", "task", "dissolve it or empty it"),
        ("order", "task", "already"),
        ("order", "note", "for the eye"),
        ("order", "boundary", "border"),
        ("no", "task", "flows outside use it"),
    ],
)
def test_what_cannot_be_replaced_says_why(node, kind, why):
    draft = Draft(purchase())
    assert why in may_replace(draft, node, kind).reason
    with pytest.raises(RuleError):
        replace_kind(draft, node, kind)


def test_notes_become_areas():
    draft = drafted(note("n", text="Why?"))
    replace_kind(draft, "n", "area")
    assert (draft.node("n").kind, draft.node("n").text) == ("area", "")
    replace_kind(draft, "n", "note")
    assert draft.node("n").text == "Why?"


def test_a_link_can_be_replaced_because_its_workflow_stays():
    draft = drafted(box("p", "sub"), box("q", "sub"), inside("sub", trigger("t"), task("x"), outcome("o")))
    replace_kind(draft, "p", "task")
    assert draft.node("q").runs == "sub"
    assert faults(draft.document) == []


def test_a_task_becomes_one_of_another_type_and_keeps_all_else():
    draft = drafted(task("a", role="clerk", duration="5 min"), role("clerk"))
    replace_kind(draft, "a", "task", type="approval")
    assert draft.node("a") == task("a", role="clerk", duration="5 min", type="approval")
    assert may_replace(draft, "a", "task", "approval").reason == "It is one already."
