import pytest

from designer.editing.draft import Draft
from designer.editing.nodes import delete
from tests.editing.sound import faults
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    note,
    outcome,
    parallel,
    process,
    purchase,
    scenario,
    task,
    trigger,
)


def drafted(*parts):
    return Draft(process(*parts))


def ends(draft):
    return sorted((f.source, f.target) for f in draft.document.flows.values())


def test_the_flow_around_a_deleted_step_is_healed_and_keeps_the_first_label():
    draft = drafted(
        task("a"), task("x"), task("b"), flow("a", "x", label="first"), flow("x", "b", label="then")
    )
    report = delete(draft, ["x"])
    assert ends(draft) == [("a", "b")]
    assert draft.flow("a-x").label == "first"
    assert report.healed == ("a-x",)
    assert set(report.deleted) == {"x", "x-b"}


def test_without_healing_the_flows_go():
    draft = drafted(task("a"), task("x"), task("b"), "a -> x -> b")
    assert delete(draft, ["x"], heal=False).healed == ()
    assert ends(draft) == []


def test_a_decision_is_not_healed_because_its_choice_would_be_lost():
    parts = (
        *(task(key) for key in "abc"),
        decision("d"),
        "a -> d",
        flow("d", "b", label="yes", condition="x > 1"),
        flow("d", "c", label="no", default=True),
    )
    draft = drafted(*parts)
    report = delete(draft, ["d"])
    assert ends(draft) == []
    assert report.lost_conditions == ("x > 1", "no")
    assert [[f.id for f in gap.out] for gap in report.gaps] == [["d-b", "d-c"]]
    draft = drafted(*parts)
    delete(draft, ["d"], fan_out=True)
    assert ends(draft) == [("a", "b"), ("a", "c")]


def test_a_merge_is_healed_for_all_that_it_joined():
    draft = drafted(task("a"), task("b"), decision("m"), task("c"), "a -> m", "b -> m", "m -> c")
    delete(draft, ["m"])
    assert ends(draft) == [("a", "c"), ("b", "c")]


@pytest.mark.parametrize(("source", "healed"), [(task("a"), True), (decision("a"), False)])
def test_a_chain_with_a_branch_is_healed_only_where_the_source_may_fan_out(source, healed):
    draft = drafted(
        source,
        *(task(key) for key in "xyzbc"),
        "a -> x -> y -> z -> b",
        "y -> c",
    )
    delete(draft, ["x", "y", "z"])
    assert ends(draft) == ([("a", "b"), ("a", "c")] if healed else [])


def test_a_parallel_split_may_be_healed_by_a_task_which_sends_work_everywhere():
    draft = drafted(task("a"), parallel("p"), task("b"), task("c"), "a -> p", "p -> b", "p -> c")
    delete(draft, ["p"])
    assert ends(draft) == [("a", "b"), ("a", "c")]
    assert "a-p" in draft


def test_healing_makes_no_loop_and_no_twin():
    draft = drafted(task("a"), task("x"), "a -> x", "x -> a")
    delete(draft, ["x"])
    assert ends(draft) == []
    draft = drafted(task("a"), task("x"), task("b"), "a -> x -> b", "a -> b")
    delete(draft, ["x"])
    assert ends(draft) == [("a", "b")]


def test_the_handoff_to_the_next_step_survives():
    draft = drafted(task("a"), task("x"), task("b"), "a -> x", flow("x", "b", handoff={"channel": "email"}))
    delete(draft, ["x"])
    assert draft.flow("a-x").handoff.channel == "email"


def test_flows_that_were_selected_too_heal_nothing():
    draft = drafted(task("a"), task("x"), task("b"), "a -> x -> b")
    delete(draft, ["x", "a-x"])
    assert ends(draft) == []


def test_deleting_a_flow_deletes_no_step():
    draft = drafted(task("a"), task("b"), "a -> b")
    delete(draft, ["a-b"])
    assert set(draft.document.nodes) == {"a", "b"}


def test_a_box_goes_with_its_content_its_workflow_and_its_flows():
    draft = Draft(purchase())
    report = delete(draft, ["approve"])
    assert "approval" not in draft
    assert {n.workflow for n in draft.document.nodes.values()} == {"purchase"}
    assert {"request-approve", "approve-order", "approve-declined"} <= set(report.deleted)
    assert report.healed == ()  # two exits were a choice
    assert faults(draft.document) == []


def test_the_content_of_a_shared_workflow_stays_until_its_last_box_goes():
    draft = drafted(box("p", "sub"), box("q", "sub"), inside("sub", task("x")))
    delete(draft, ["p"])
    assert "x" in draft
    delete(draft, ["q"])
    assert "x" not in draft
    assert "sub" not in draft


def test_boxes_inside_boxes_go_too():
    draft = drafted(
        box("p", "one"),
        inside("one", box("q", "two")),
        inside("two", task("x"), box("r", "three")),
        inside("three", task("y")),
    )
    delete(draft, ["p"])
    assert set(draft.document.workflows) == {"main"}
    assert set(draft.document.nodes) == set()


def test_events_go_with_their_host_and_their_way_is_no_way_to_heal():
    draft = drafted(
        task("a"), task("x"), boundary("late", "x"), task("b"), task("c"), "a -> x -> b", "late -> c"
    )
    delete(draft, ["x"])
    assert "late" not in draft
    assert ends(draft) == [("a", "b")]


def test_notes_and_scenarios_forget_what_is_gone():
    draft = drafted(
        task("x"),
        note("n", links=("x", "y")),
        task("y"),
        scenario("s", changes={"x.name": "Z", "y.name": "Y"}),
    )
    report = delete(draft, ["x"])
    assert draft.node("n").links == ("y",)
    assert dict(draft.get("s").changes) == {"y.name": "Y"}
    assert report.scenarios == ("s",)


def test_an_exit_that_goes_takes_the_flows_outside_that_used_it():
    draft = Draft(purchase())
    report = delete(draft, ["no"])
    assert "approve-declined" not in draft
    assert "approve-declined" in report.deleted
    assert "approve-order" in draft


def test_the_only_entry_that_goes_leaves_the_flow_outside_open():
    draft = drafted(
        trigger("start"),
        box("b", "sub"),
        inside("sub", trigger("t"), task("x")),
        flow("start", "b", trigger="t"),
    )
    delete(draft, ["t"])
    assert draft.flow("start-b").trigger is None


def test_deleting_everything_leaves_an_empty_document():
    draft = Draft(purchase())
    delete(draft, list(draft.document.nodes))
    assert not draft.document.nodes
    assert not draft.document.flows
    assert set(draft.document.workflows) == {"purchase"}


def test_an_outcome_at_the_end_of_a_chain_is_just_taken_off():
    draft = drafted(trigger("t"), task("a"), outcome("o"), "t -> a -> o")
    delete(draft, ["o"])
    assert ends(draft) == [("t", "a")]
