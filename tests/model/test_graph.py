from designer.editing.draft import Draft
from designer.model import graph
from tests.support.build import (
    box,
    decision,
    flow,
    inside,
    outcome,
    parallel,
    process,
    purchase,
    role,
    state,
    task,
    trigger,
    workflow,
)


def test_a_box_with_one_trigger_and_outcome_needs_no_ports_named():
    document = process(
        "start -> inner -> done",
        trigger(),
        box("inner", "sub"),
        outcome(),
        inside("sub", trigger("in"), outcome("out")),
    )
    assert graph.entry_port(document, document.flows["start-inner"]) == "in"
    assert graph.exit_port(document, document.flows["inner-done"]) == "out"


def test_a_port_that_is_not_named_among_several_is_not_settled():
    document = purchase()
    assert graph.exit_port(document, document.flows["approve-order"]) == "yes"
    bare = document.flows["approve-order"].model_copy(update={"outcome": None})
    assert graph.exit_port(document, bare) is None
    foreign = document.flows["approve-order"].model_copy(update={"outcome": "ordered"})
    assert graph.exit_port(document, foreign) is None


def test_a_workflow_may_not_run_itself_in_a_ring():
    document = process(
        box("a", "one"), inside("one", box("b", "two")), inside("two", task("t")), workflow("free")
    )
    assert not graph.may_run(document, "two", "main")
    assert not graph.may_run(document, "two", "two")
    assert graph.may_run(document, "main", "two")
    assert graph.may_run(document, "two", "free")
    assert graph.workflows_within(document, "main") == {"main", "one", "two"}


def test_paths_lead_from_the_root_to_a_workflow():
    document = process(
        box("a", "one"), inside("one", box("b", "two"), task("x")), inside("two", task("t")), workflow("free")
    )
    assert graph.levels(document, "main") == {"main": (), "one": ("a",), "two": ("a", "b")}


def test_a_workflow_run_by_two_boxes_is_shared():
    document = process(box("a", "one"), box("b", "one"), inside("one", task()))
    assert graph.is_shared(document, "one")
    assert not graph.is_shared(document, "main")


def test_rings_are_found():
    assert graph.rings({"a": ["b"], "b": ["a", "c"], "c": [], "d": ["d"]}) == [["a", "b"], ["d"]]


def test_work_that_goes_to_another_role_is_a_handoff():
    document = process(
        role("sales"),
        role("ops"),
        task("a", role="sales"),
        task("b", role="sales"),
        task("c", role="ops"),
        decision("d"),
        "a -> b -> d -> c",
    )
    handoffs = {key for key, one in document.flows.items() if graph.is_handoff(document, one)}
    assert handoffs == {"d-c"}


def test_a_flow_into_a_box_hands_over_to_those_who_begin_inside():
    document = process(
        role("sales"),
        role("ops"),
        task("a", role="sales"),
        task("z", role="ops"),
        box("inner", "sub"),
        "a -> inner -> z",
        inside(
            "sub", trigger("in"), parallel("p"), task("b", role="ops"), task("c", role="ops"), outcome("out")
        ),
        "in -> p -> b -> out",
        "p -> c -> out",
    )
    assert graph.is_handoff(document, document.flows["a-inner"])
    assert not graph.is_handoff(document, document.flows["inner-z"])
    assert not graph.is_handoff(document, document.flows["in-p"])
    assert not graph.is_handoff(Draft(document), document.flows["p-b"])


def test_the_default_role_of_a_workflow_counts():
    document = process(
        workflow("main", role="ops"), role("ops"), role("x"), task("a"), task("b", role="x"), "a -> b"
    )
    assert graph.is_handoff(document, document.flows["a-b"])


def test_what_a_flow_says_of_its_handoff_is_believed():
    document = process(task("a"), task("b"), flow("a", "b", handoff={"channel": "email"}))
    assert graph.is_handoff(document, document.flows["a-b"])


def test_a_workflow_that_runs_itself_hands_over_to_nobody():
    document = process(
        role("r"), task("a", role="r"), box("again", "main"), trigger("in"), "in -> again", "a -> again"
    )
    assert not graph.is_handoff(document, document.flows["a-again"])


def test_patterns_are_derived():
    sequence = process(trigger(), task(), outcome(), "start -> work -> done")
    rules = process(decision(), task("a"), task("b"), "choose -> a", "choose -> b")
    both = process(parallel(), task("a"), task("b"), "both -> a", "both -> b")
    assert graph.pattern(sequence, "main") == "sequential"
    assert graph.pattern(rules, "main") == "rules"
    assert graph.pattern(both, "main") == "parallel"
    assert graph.pattern(process(state("new")), "main") == "state-machine"
