import pytest

from designer.editing import flows, nodes, structure
from designer.editing.draft import Draft
from designer.editing.rules import RuleError
from designer.model.flow import Handoff
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
    race,
    state,
    task,
    trigger,
    wait,
)


def drafted(*parts):
    return Draft(process(*parts))


def nested():
    """Boxes P and Q beside each other; a and c in P, b in Q."""
    return drafted(
        trigger("start"),
        box("p", "in-p", at=(200, 0)),
        box("q", "in-q", at=(600, 0)),
        inside("in-p", trigger("tp"), task("a", at=(200, 0)), task("c", at=(200, 200)), outcome("op")),
        inside("in-q", trigger("tq"), task("b", at=(200, 0)), task("e", at=(400, 0)), outcome("oq")),
        "tp -> a",
        "a -> op",
        "tq -> e",
        "e -> oq",
        "start -> p",
    )


def test_two_steps_are_joined():
    draft = drafted(task("a"), task("b"))
    (made,) = flows.connect(draft, "a", "b", label="then")
    assert draft.flow(made).source == "a"
    assert draft.flow(made).label == "then"


def test_the_other_way_round_is_tried_when_this_way_is_not_allowed():
    draft = drafted(task("a"), trigger("t"))
    assert flows.may_connect(draft, "a", "t").reversed
    (made,) = flows.connect(draft, "a", "t")
    assert (draft.flow(made).source, draft.flow(made).target) == ("t", "a")


def test_what_is_connected_is_not_connected_twice():
    draft = drafted(task("a"), task("b"), "a -> b")
    verdict = flows.may_connect(draft, "a", "b")
    assert verdict.flow == "a-b"
    with pytest.raises(RuleError, match="already connected"):
        flows.connect(draft, "a", "b")


@pytest.mark.parametrize("kind", [task, state])
def test_steps_and_states_may_lead_back_to_themselves(kind):
    draft = drafted(kind("a"))
    flows.connect(draft, "a", "a")
    assert draft.flows_from("a")[0].target == "a"


@pytest.mark.parametrize("kind", [decision, parallel, wait, race])
def test_gateways_and_waits_may_not(kind):
    with pytest.raises(RuleError, match="back to itself"):
        flows.connect(drafted(kind("a")), "a", "a")


def test_notes_take_no_flows_and_nothing_leads_into_an_event():
    draft = drafted(note("n"), task("a"), task("b"), boundary("late", "a"))
    assert not flows.may_connect(draft, "a", "n")
    assert flows.may_connect(draft, "late", "b")
    assert flows.may_connect(draft, "b", "late").reversed  # drawn the wrong way round


def test_the_second_way_out_of_a_decision_takes_the_rest():
    draft = drafted(decision("d"), task("a"), task("b"), task("c"))
    first, second, third = (flows.connect(draft, "d", step)[0] for step in "abc")
    assert [draft.flow(f).default for f in (first, second, third)] == [False, True, False]
    assert [draft.flow(f).order for f in (first, second, third)] == [0, 1, 2]


def test_flows_are_tried_in_the_order_that_is_set():
    draft = drafted(decision("d"), task("a"), task("b"), task("c"), "d -> a", "d -> b", "d -> c")
    flows.set_order(draft, "d-c", 0)
    assert [f.id for f in draft.flows_from("d")] == ["d-c", "d-a", "d-b"]
    assert [f.order for f in draft.flows_from("d")] == [0, 1, 2]


def test_one_flow_of_a_decision_takes_the_rest():
    draft = drafted(
        decision("d"), task("a"), task("b"), flow("d", "a", default=True), flow("d", "b", condition="x")
    )
    flows.set_default(draft, "d-b")
    assert not draft.flow("d-a").default
    assert draft.flow("d-b").default
    assert draft.flow("d-b").condition is None


def test_an_end_led_elsewhere_keeps_id_label_and_condition():
    draft = drafted(decision("d"), task("a"), task("b"), flow("d", "a", condition="x > 1", label="big"))
    led = flows.reconnect(draft, "d-a", target="b")
    assert (led.id, led.target, led.condition, led.label) == ("d-a", "b", "x > 1", "big")


def test_ends_led_onto_each_other_make_a_loop_only_where_the_kind_allows():
    draft = drafted(task("a"), decision("d"), "a -> d", "d -> a")
    assert flows.reconnect(draft, "a-d", target="a").target == "a"
    assert not flows.may_reconnect(draft, "d-a", target="d")
    with pytest.raises(RuleError, match="back to itself"):
        flows.reconnect(draft, "d-a", target="d")


def test_a_box_is_entered_by_its_trigger_and_left_by_a_free_exit():
    draft = nested()
    (made,) = flows.connect(draft, "p", "q")
    assert (draft.flow(made).outcome, draft.flow(made).trigger) == ("op", "tq")


def test_a_port_that_the_source_does_not_have_is_left_out():
    draft = nested()
    (made,) = flows.connect(draft, "start", "q", outcome="op", trigger="tq")
    assert (draft.flow(made).outcome, draft.flow(made).trigger) == (None, "tq")


def test_a_box_without_ports_gets_them():
    draft = drafted(task("a"), box("b", "sub"), inside("sub", task("x")))
    made, port = flows.connect(draft, "a", "b")
    assert draft.flow(made).trigger == port
    assert draft.node(port).workflow == "sub"
    assert faults(draft.document) == []


# Across borders


def test_from_a_step_in_one_box_to_a_step_in_another():
    draft = nested()
    made = flows.connect(draft, "c", "b", label="ok", handoff=Handoff(channel="email"))
    across = draft.flow(made[0])
    assert (across.source, across.target) == ("p", "q")
    (to_exit,) = draft.flows_into(across.outcome)
    (from_entry,) = draft.flows_from(across.trigger)
    assert (to_exit.source, to_exit.label) == ("c", "ok")
    assert from_entry.target == "b"
    assert across.handoff == Handoff(channel="email")
    assert across.outcome not in ("op",)
    assert across.trigger not in ("tq",)
    assert faults(draft.document) == []


def test_a_second_step_of_the_box_gets_an_exit_of_its_own_and_the_same_entry():
    draft = nested()
    first = draft.flow(flows.connect(draft, "c", "b")[0])
    second = draft.flow(flows.connect(draft, "a", "b")[0])
    assert second.outcome == "op"  # a led there already, and nothing went on from it
    assert first.outcome != second.outcome
    assert first.trigger == second.trigger


def test_exits_and_entries_that_nothing_is_connected_to_are_used():
    draft = drafted(task("z"), task("y"))
    p, q = nodes.create(draft, "workflow", "main"), nodes.create(draft, "workflow", "main", (300, 0))
    a = nodes.create(draft, "task", draft.node(p).runs)
    b = nodes.create(draft, "task", draft.node(q).runs)
    flows.connect(draft, a, b)
    assert len(structure.outcomes(draft, draft.node(p).runs)) == 1
    assert len(structure.triggers(draft, draft.node(q).runs)) == 1


def test_the_same_way_across_is_not_built_twice():
    draft = nested()
    made = flows.connect(draft, "c", "b")
    assert flows.may_connect(draft, "c", "b").flow == made[0]
    with pytest.raises(RuleError, match="already connected"):
        flows.connect(draft, "c", "b")


def test_up_and_down_through_several_boxes():
    draft = drafted(
        box("p", "in-p"),
        inside("in-p", box("pp", "in-pp"), trigger("tp"), outcome("op")),
        inside("in-pp", task("a"), trigger("tpp")),
        box("q", "in-q", at=(400, 0)),
        inside("in-q", box("qq", "in-qq"), trigger("tq")),
        inside("in-qq", task("b")),
    )
    across = draft.flow(flows.connect(draft, "a", "b")[0])
    assert (across.source, across.target) == ("p", "q")
    (up,) = draft.flows_into(across.outcome)
    (down,) = draft.flows_from(across.trigger)
    assert up.source == "pp"
    assert down.target == "qq"
    assert [f.source for f in draft.flows_into(up.outcome)] == ["a"]
    assert [f.target for f in draft.flows_from(down.trigger)] == ["b"]
    assert faults(draft.document) == []


def test_to_the_border_of_its_own_box_adds_an_exit():
    draft = nested()
    before = len(structure.outcomes(draft, "in-p"))
    made = flows.connect(draft, "c", "p")
    assert len(structure.outcomes(draft, "in-p")) == before + 1
    assert draft.flow(made[0]).source == "c"
    assert faults(draft.document) == []


def test_from_an_exit_drawn_inside_the_box_leads_on_outside():
    draft = nested()
    made = draft.flow(flows.connect(draft, "op", "q")[0])
    assert (made.source, made.outcome, made.target) == ("p", "op", "q")


def test_out_of_a_shared_workflow_the_way_is_not_clear():
    draft = drafted(
        box("p", "sub"), box("q", "sub"), inside("sub", trigger("t"), task("a"), outcome("o")), task("b")
    )
    verdict = flows.may_connect(draft, "a", "b")
    assert "several places" in verdict.reason


def test_steps_without_a_workflow_in_common_cannot_be_joined():
    draft = drafted(task("a"), inside("elsewhere", task("b")))
    assert "in common" in flows.may_connect(draft, "a", "b").reason
