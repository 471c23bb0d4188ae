import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.editing import nesting, structure
from designer.editing.draft import Draft
from designer.editing.moving import move
from designer.editing.placement import rect_of
from designer.editing.rules import RuleError
from designer.layout.sizes import GRID, PADDING
from designer.model.nodes import Box, Outcome, Trigger
from tests.editing.sound import faults
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    note,
    outcome,
    process,
    purchase,
    role,
    task,
    trigger,
    workflow,
)
from tests.support.strategies import documents


def drafted(*parts):
    return Draft(process(*parts))


def ends(draft):
    return sorted((f.source, f.target) for f in draft.document.flows.values())


def line():
    """start, a, b, a decision, two ends."""
    return drafted(
        trigger("start", at=(0, 12)),
        task("a", at=(170, 0)),
        task("b", at=(380, 0)),
        decision("d", at=(590, 4)),
        outcome("yes", at=(696, 12), result="success"),
        outcome("no", at=(696, 82)),
        "start -> a -> b -> d",
        flow("d", "yes", condition="x"),
        flow("d", "no", default=True),
        task("below", at=(300, 300)),
    )


def test_a_box_around_steps_is_entered_and_left_where_they_were():
    draft = line()
    made = draft.node(nesting.wrap(draft, ["a", "b", "d"], "Check"))
    assert {"a", "b", "d"} <= {n.id for n in draft.nodes_in(made.runs)}
    assert draft.workflow(made.runs).name == made.name == "Check"
    (entry,) = structure.triggers(draft, made.runs)
    assert draft.flow("start-a").target == made.id
    assert [f.target for f in draft.flows_from(entry.id)] == ["a"]
    exits = structure.outcomes(draft, made.runs)
    assert [(o.name, o.result) for o in exits] == [("Yes", "success"), ("No", "neutral")]
    assert draft.flow("d-yes").condition == "x"
    assert {f.target for f in draft.flows_from(made.id)} == {"yes", "no"}
    assert faults(draft.document) == []


def test_the_box_stands_on_the_line_and_what_follows_closes_up():
    draft = line()
    made = draft.node(nesting.wrap(draft, ["a", "b", "d"]))
    assert made.at == (170, -4)  # the middle of its 72 is that of the row
    assert draft.node("yes").at == (380, 12)
    assert draft.node("below").at == (300, 300)


def test_the_content_begins_in_the_corner_of_the_box_wherever_it_stood_outside():
    draft = line()
    move(draft, ["a", "b", "d", "yes", "no"], 3000, 800)
    made = draft.node(nesting.wrap(draft, ["a", "b", "d"]))
    inside = [rect_of(draft, n) for n in draft.nodes_in(made.runs)]
    for begin in (min(rect.x for rect in inside), min(rect.y for rect in inside)):
        assert PADDING <= begin < PADDING + GRID


def test_dissolving_restores_what_was_wrapped():
    draft = line()
    before = draft.document
    nesting.dissolve(draft, nesting.wrap(draft, ["a", "b", "d"]))
    assert draft.document.nodes == before.nodes
    assert draft.document.workflows == before.workflows
    assert draft.document.flows == before.flows


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.data())
def test_dissolving_restores_any_graph_that_was_wrapped(document, data):
    workflow_id = data.draw(st.sampled_from(sorted(document.workflows)))
    steps = [n.id for n in document.nodes_in(workflow_id) if not isinstance(n, Trigger | Outcome)]
    chosen = data.draw(st.lists(st.sampled_from(steps), min_size=1, unique=True))
    draft = Draft(document)
    nesting.dissolve(draft, nesting.wrap(draft, chosen))
    after = draft.document
    assert {n.id for n in after.nodes.values()} == set(document.nodes)
    assert {(f.source, f.outcome, f.target, f.trigger, f.condition) for f in after.flows.values()} == {
        (f.source, f.outcome, f.target, f.trigger, f.condition) for f in document.flows.values()
    }
    assert after.workflows == document.workflows


def test_one_step_is_enough_for_a_box():
    draft = line()
    made = nesting.wrap(draft, ["b"])
    assert isinstance(draft.node(made), Box)
    assert draft.flow("a-b").target == made


def test_triggers_and_outcomes_stay_outside():
    draft = line()
    made = nesting.wrap(draft, list(draft.document.nodes))
    assert draft.node("start").workflow == "main"
    assert draft.node("yes").workflow == "main"
    assert draft.flow("start-a").target == made
    assert not nesting.may_wrap(draft, ["start", "yes"])


def test_words_alone_need_no_box():
    assert not nesting.may_wrap(drafted(note("n"), task("a")), ["n"])


def test_steps_of_different_workflows_are_not_wrapped():
    draft = Draft(purchase())
    with pytest.raises(RuleError, match="one workflow"):
        nesting.wrap(draft, ["order", "ok"])


def test_flows_to_one_step_share_an_entry_and_flows_to_different_ones_do_not():
    draft = drafted(
        task("u"), task("v"), task("a", at=(300, 0)), task("b", at=(300, 100)), "u -> a", "v -> a", "v -> b"
    )
    made = draft.node(nesting.wrap(draft, ["a", "b"]))
    assert draft.flow("u-a").trigger == draft.flow("v-a").trigger
    assert draft.flow("v-b").trigger != draft.flow("v-a").trigger
    assert {t.name for t in structure.triggers(draft, made.runs)} == {"A", "B"}


def test_events_and_notes_about_the_content_come_along():
    draft = drafted(
        task("a"),
        boundary("late", "a"),
        task("z", at=(0, 300)),
        "late -> z",
        note("n", links=("a",)),
        note("m", links=("a", "z")),
    )
    made = draft.node(nesting.wrap(draft, ["a"]))
    assert draft.node("late").workflow == made.runs
    assert draft.node("n").workflow == made.runs
    assert draft.node("m").links == (made.id, "z")
    assert [f.target for f in draft.flows_from(made.id)] == ["z"]


def test_the_default_role_goes_into_the_box():
    draft = drafted(workflow("main", role="clerk"), role("clerk"), task("a"), task("b"), "a -> b")
    made = nesting.wrap(draft, ["a"])
    assert draft.workflow(draft.node(made).runs).role == "clerk"
    assert nesting.dissolve(draft, made).copied == ()
    assert draft.node("a").role is None


def test_tasks_take_over_role_and_sla_of_a_dissolved_box():
    draft = drafted(
        role("clerk"),
        workflow("sub", role="clerk", sla="2 d"),
        box("b", "sub"),
        inside("sub", trigger("t"), task("x"), task("y", sla="1 h"), "t -> x -> y"),
    )
    report = nesting.dissolve(draft, "b")
    assert draft.node("x").role == draft.node("y").role == "clerk"
    assert (draft.node("x").sla, draft.node("y").sla) == ("2 d", "1 h")
    assert set(report.copied) == {("x", "role"), ("x", "sla"), ("y", "role")}


def test_flows_go_through_where_the_ports_were():
    draft = Draft(purchase())
    report = nesting.dissolve(draft, "approve")
    assert ("request", "how-much") in ends(draft)
    assert ("how-much", "order") in ends(draft)
    assert ("ok", "declined") in ends(draft)
    assert draft.flow("ok-yes").handoff.channel == "email"
    assert set(report.nodes) == {"how-much", "manager-approves", "ok"}
    assert "approval" not in draft
    assert faults(draft.document) == []


def test_content_does_not_cover_what_stood_beside_its_box():
    draft = Draft(purchase())
    nesting.dissolve(draft, "approve")
    from designer.editing.placement import Ground, rects_in

    ground = Ground(rects_in(draft, "purchase"))
    inner = ("how-much", "manager-approves", "ok")
    assert not any(set(ground.covered(ground.rects[key])) - {key} for key in inner)


def test_ends_inside_that_lead_nowhere_outside_stay():
    draft = drafted(box("b", "sub"), inside("sub", trigger("t"), task("x"), outcome("o"), "t -> x -> o"))
    nesting.dissolve(draft, "b")
    assert ends(draft) == [("t", "x"), ("x", "o")]


def test_a_box_that_leads_back_to_itself_becomes_a_loop():
    draft = drafted(
        box("b", "sub"),
        inside("sub", trigger("t"), task("x"), task("y"), outcome("o"), "t -> x -> y -> o"),
        "b -> b",
    )
    nesting.dissolve(draft, "b")
    assert ("y", "x") in ends(draft)
    assert faults(draft.document) == []


def test_events_on_a_dissolved_box_go_and_are_told():
    draft = drafted(box("b", "sub"), inside("sub", task("x")), boundary("late", "b"), task("z"), "late -> z")
    assert {"late", "late-z"} <= set(nesting.dissolve(draft, "b").deleted)


def test_a_box_of_another_file_cannot_be_dissolved():
    draft = drafted(box("b", "sub", file="other.process.json"), task("a"))
    assert "another file" in nesting.may_dissolve(draft, "b").reason


# Shared workflows


def test_a_shared_workflow_stays_for_the_others():
    draft = drafted(box("p", "sub"), box("q", "sub"), inside("sub", trigger("t"), task("x"), "t -> x"))
    nesting.dissolve(draft, "p")
    assert draft.node("q").runs == "sub"
    assert draft.node("x").workflow == "sub"
    assert len([n for n in draft.nodes_in("main") if n.name == "X"]) == 1
    assert faults(draft.document) == []


def test_a_linked_box_runs_the_same_workflow():
    draft = Draft(purchase())
    made = draft.node(nesting.link_box(draft, "approve"))
    assert made.runs == "approval"
    assert made.name == "Approve"
    assert made.at[1] > draft.node("approve").at[1] + 72


def test_a_workflow_cannot_be_linked_into_itself():
    draft = Draft(purchase())
    with pytest.raises(RuleError, match="contain itself"):
        nesting.link(draft, "purchase", "approval")


def test_made_independent_a_box_has_a_copy_and_its_flows_keep_their_ports():
    draft = Draft(purchase())
    nesting.link_box(draft, "approve")
    copy = nesting.unshare(draft, "approve")
    assert draft.node("approve").runs == copy != "approval"
    port = draft.node(draft.flow("approve-order").outcome)
    assert (port.workflow, port.name) == (copy, "Yes")
    assert len(draft.nodes_in(copy)) == len(draft.nodes_in("approval"))
    assert [f.condition for f in draft.flows_in(copy) if f.condition] != []
    assert faults(draft.document) == []
    with pytest.raises(RuleError, match="independent already"):
        nesting.unshare(draft, "approve")
