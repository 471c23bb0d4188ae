import pytest

from designer.editing import nodes, structure
from designer.editing.draft import Draft
from designer.editing.rules import RuleError
from designer.model.nodes import NODE_CLASSES
from tests.editing.sound import faults
from tests.support.build import box, decision, inside, note, outcome, process, race, task, trigger, workflow


def drafted(*parts):
    return Draft(process(*parts))


def test_a_node_stands_where_it_was_put():
    draft = drafted(task("a"))
    made = nodes.create(draft, "task", "main", (300, 40), name="Ship")
    assert draft.node(made).at == (300, 40)
    assert draft.node(made).name == "Ship"


@pytest.mark.parametrize("kind", [kind for kind in NODE_CLASSES if kind != "boundary"])
def test_every_kind_can_be_created(kind):
    draft = drafted(task("a"))
    made = nodes.create(draft, kind, "main")
    assert draft.node(made).kind == kind
    assert faults(draft.document) == []


def test_a_box_comes_with_a_workflow_that_can_be_entered_and_left():
    draft = drafted(task("a"))
    made = draft.node(nodes.create(draft, "workflow", "main", name="Check"))
    assert draft.workflow(made.runs).name == "Check"
    (start,) = structure.triggers(draft, made.runs)
    (done,) = structure.outcomes(draft, made.runs)
    assert (start.name, done.name, done.result) == ("Start", "Done", "success")
    assert done.at[0] - start.at[0] == 120 + 50 + 160 + 50  # a step fits between
    assert done.at[1] == start.at[1]


def test_the_workflow_of_a_new_box_goes_the_way_of_its_parent():
    draft = Draft(process(task("a")))
    draft.update("main", direction="down")
    made = draft.node(nodes.create(draft, "workflow", "main"))
    assert draft.workflow(made.runs).direction == "down"
    (start,), (done,) = structure.triggers(draft, made.runs), structure.outcomes(draft, made.runs)
    assert done.at[1] > start.at[1]
    assert done.at[0] == start.at[0]


def test_an_event_needs_a_border():
    draft = drafted(task("a"), decision("d"))
    made = nodes.create(draft, "boundary", "main", host="a")
    assert draft.boundaries_on("a") == (draft.node(made),)
    with pytest.raises(RuleError, match="task or a box"):
        nodes.create(draft, "boundary", "main", host="d")


def test_the_next_step_stands_beside_its_source_on_one_line_and_is_joined():
    draft = drafted(trigger("start", at=(0, 12)))
    made = nodes.append(draft, "start", "task")
    assert draft.node(made).at == (170, 0)
    assert [flow.target for flow in draft.flows_from("start")] == [made]


def test_the_next_step_keeps_the_gap_that_is_usual_there():
    draft = drafted(decision("d"), task("a", at=(136, -100)), task("b", at=(136, 100)), "d -> a", "d -> b")
    made = nodes.append(draft, "d", "task")
    assert draft.node(made).at[0] == 136


def test_further_steps_go_below_then_above_and_never_cover_a_sibling():
    draft = drafted(task("a"))
    made = [nodes.append(draft, "a", "task") for _ in range(7)]
    assert [draft.node(one).at for one in made[:3]] == [(210, 0), (210, 94), (210, -94)]
    assert len({draft.node(one).at for one in made}) == 7
    assert all(draft.node(one).at[0] == 210 for one in made)


def test_in_a_workflow_that_goes_down_the_next_step_is_below():
    draft = drafted(task("a"))
    draft.update("main", direction="down")
    assert draft.node(nodes.append(draft, "a", "task")).at == (0, 114)


def test_an_appended_note_is_linked_and_an_appended_event_sits_on_the_border():
    draft = drafted(task("a"))
    remark = draft.node(nodes.append(draft, "a", "note"))
    late = draft.node(nodes.append(draft, "a", "boundary"))
    assert remark.links == ("a",)
    assert late.host == "a"
    assert draft.flows_from("a") == ()


@pytest.mark.parametrize(
    ("source", "kind", "why"),
    [
        (outcome("end"), "task", "where the work ends"),
        (task("a"), "trigger", "where the work starts"),
        (note("remark"), "task", "for the eye"),
        (race("first"), "task", "Only waits"),
    ],
)
def test_what_may_not_follow_is_refused_with_its_reason(source, kind, why):
    draft = drafted(source)
    assert why in nodes.may_append(draft, source.id, kind).reason
    with pytest.raises(RuleError, match=why):
        nodes.append(draft, source.id, kind)


def test_appending_to_a_box_leaves_by_an_exit_that_leads_nowhere_yet():
    draft = drafted(
        box("b", "sub"), inside("sub", trigger("t"), outcome("yes"), outcome("no", at=(0, 90))), task("a")
    )
    first, second = nodes.append(draft, "b", "task"), nodes.append(draft, "b", "task")
    assert draft.flows_into(first)[0].outcome == "yes"
    assert draft.flows_into(second)[0].outcome == "no"


def test_a_box_and_its_workflow_share_their_name_wherever_it_is_used():
    draft = drafted(
        workflow("sub"),
        box("b", "sub", name="Sub"),
        box("c", "sub", name="Sub"),
        box("d", "sub", name="Mine"),
    )
    nodes.rename(draft, "b", "Checking")
    assert draft.workflow("sub").name == "Checking"
    assert [draft.node(n).name for n in "bcd"] == ["Checking", "Checking", "Mine"]
    nodes.rename(draft, "d", "Ours")
    assert draft.workflow("sub").name == "Checking"
    assert draft.node("d").name == "Ours"


def test_naming_a_note_writes_it_and_naming_a_flow_labels_it():
    draft = drafted(note("remark"), "a -> b", task("a"), task("b"))
    nodes.rename(draft, "remark", "Why?")
    nodes.rename(draft, "a-b", "yes")
    assert draft.node("remark").text == "Why?"
    assert draft.flow("a-b").label == "yes"


def test_a_box_is_never_smaller_than_its_content():
    draft = drafted(box("b", "sub"), inside("sub", task("x"), task("y", at=(300, 0))))
    got = nodes.resize(draft, "b", nodes.Rect(10, 20, 50, 50), open=True)
    assert (got.x, got.y) == (10, 20)
    assert got.w == 460 + 32
    assert got.h == 64 + 32 + 36
    assert draft.node("b").open_size == (492, 132)
    assert draft.node("b").size is None
    nodes.fit_to_content(draft, "b")
    assert draft.node("b").open_size is None


def test_steps_keep_their_size():
    with pytest.raises(RuleError, match="rows stay rows"):
        nodes.resize(drafted(task("a")), "a", nodes.Rect(0, 0, 500, 500))


def test_a_second_outcome_leaves_no_doubt_by_which_one_a_flow_left():
    draft = drafted(box("b", "sub"), inside("sub", trigger("t"), outcome("o")), task("a"), "b -> a")
    nodes.create(draft, "outcome", "sub", (0, 200))
    assert draft.flow("b-a").outcome == "o"


def test_linking_a_note_twice_takes_the_link_away():
    draft = drafted(note("remark"), task("a"))
    nodes.link_note(draft, "remark", "a")
    assert draft.notes_on("a") == (draft.node("remark"),)
    nodes.link_note(draft, "remark", "a")
    assert draft.notes_on("a") == ()
