"""Remedies: each mends what it is offered for, as one edit, and makes nothing worse."""

import pytest

from designer import api
from designer.app.lint import lint
from designer.editing.editor import Editor
from designer.editing.remedies import remedy
from designer.model import graph
from designer.model.checks import check
from designer.simulation import compile  # noqa: A004  # it is what it does
from designer.simulation.program import NotSimulable
from tests.model.test_checks import EXAMPLES
from tests.support.build import (
    box,
    calendar,
    decision,
    flow,
    inside,
    note,
    outcome,
    process,
    role,
    task,
    trigger,
    workflow,
)

MENDED = {
    "workflow-without-trigger": "Add a trigger",
    "workflow-without-outcome": "Add an outcome",
    "dead-end": "Add an outcome",
    "outcome-not-continued": "Add an outcome",
    "port-ignored": "Remove the outcome",
    "rule-ignored": "Remove the condition",
    "default-with-rule": "Remove the condition",
    "arrivals-ignored": "Remove the arrivals",
    "flow-twice": "Remove one flow",
    "rule-missing": "Make it the default",
    "probabilities-sum": "Make them sum to 1",
    "role-without-calendar": "Work by",
}


def refused(document):
    """What stops a run of a document."""
    try:
        compile.compile(document)
    except NotSimulable as refusal:
        return refusal.findings
    return ()


def found(document):
    return (*check(document), *lint(document), *refused(document))


def mended(document, code):
    """The document after the first finding of a code is mended."""
    finding = next(f for f in found(document) if f.code == code)
    editor = Editor(document)
    cure = remedy(document, finding)
    with editor.edit(cure.name) as draft:
        shown = cure.mend(draft)
    assert shown
    assert all(record_id in editor.document for record_id in shown)
    assert remedy(editor.document, finding) is None, "it is mended"
    assert editor.undo() is not None
    assert api.write(editor.document) == api.write(document)
    editor.redo()
    return editor.document


@pytest.mark.parametrize("code", MENDED)
def test_a_remedy_mends_its_problem_and_makes_no_other(code):
    before = EXAMPLES[code]
    cure = remedy(before, next(f for f in check(before) if f.code == code))
    assert cure.name.startswith(MENDED[code])
    after = mended(before, code)
    errors = [f for f in check(before) if f.severity == "error"]
    assert sum(f.code == code for f in check(after)) < sum(f.code == code for f in check(before))
    assert len([f for f in check(after) if f.severity == "error"]) <= len(errors)
    assert lint(after) == lint(before), "nothing lies on anything"


@pytest.mark.parametrize("code", sorted(EXAMPLES.keys() - MENDED.keys()))
def test_where_somebody_must_think_nothing_is_offered(code):
    document = EXAMPLES[code]
    assert {remedy(document, f) for f in check(document) if f.code == code} == {None}


def test_a_list_of_steps_can_be_run_after_three_remedies():
    document = process(task("a"), task("b", at=(250, 0)), note("n", text="pasted"), "a -> b")
    document = mended(document, "no-trigger")
    (begin,) = graph.triggers(document, document.root)
    assert [f.target for f in document.flows_from(begin.id)] == ["a"]
    assert begin.at[0] < 0
    document = mended(document, "no-arrivals")
    arrivals = document.nodes[begin.id].arrivals
    assert (arrivals.interval.mean, arrivals.interval.unit) == (30, "min")
    document = mended(document, "workflow-without-outcome")
    assert refused(document) == ()
    assert not {f.severity for f in check(document)} & {"error", "warning"}


def test_a_trigger_goes_before_the_first_step_also_downwards():
    document = process(task("a"), task("b", at=(0, 150)), "a -> b", workflow("main", direction="down"))
    document = mended(document, "workflow-without-trigger")
    (begin,) = graph.triggers(document, document.root)
    assert begin.at[1] < 0


def test_one_outcome_ends_all_branches():
    document = process(
        trigger(),
        decision(at=(200, 0)),
        task("a", at=(400, -100)),
        task("b", at=(400, 100)),
        "start -> choose",
        flow("choose", "a", probability=0.5),
        flow("choose", "b", probability=0.5),
        "choose -> a",
    )
    document = mended(document, "workflow-without-outcome")
    (end,) = graph.outcomes(document, document.root)
    assert {f.source for f in document.flows_into(end.id)} == {"a", "b"}


def test_a_loop_without_a_beginning_is_left_to_its_author():
    document = process(task("a"), task("b", at=(250, 0)), "a -> b -> a")
    (finding,) = [f for f in check(document) if f.code == "workflow-without-trigger"]
    assert remedy(document, finding) is None


def test_a_box_ends_its_process_as_it_ended_itself():
    document = process(
        trigger(),
        box("inner", "sub", at=(200, 0)),
        outcome("good", at=(500, 0)),
        "start -> inner",
        flow("inner", "good", outcome="yes"),
        inside("sub", trigger("in"), decision("d"), outcome("yes"), outcome("no", result="failure")),
        "in -> d",
        flow("d", "yes", probability=0.5),
        flow("d", "no", probability=0.5),
    )
    document = mended(document, "outcome-not-continued")
    (made,) = [n for n in graph.outcomes(document, document.root) if n.id != "good"]
    assert (made.name, made.result) == (document.nodes["no"].name, "failure")
    assert [f.outcome for f in document.flows_into(made.id)] == ["no"]


@pytest.mark.parametrize(
    ("chances", "expected"),
    [((0.5, 0.4), (0.5556, 0.4444)), ((1, 1, 1), (0.3334, 0.3333, 0.3333)), ((0.9, 0.0), (1.0, 0.0))],
)
def test_probabilities_keep_their_proportions(chances, expected):
    ends = [outcome(f"o{place}") for place in range(len(chances))]
    ways = [flow("choose", end.id, probability=p) for end, p in zip(ends, chances, strict=True)]
    document = mended(process(trigger(), decision(), *ends, "start -> choose", *ways), "probabilities-sum")
    assert tuple(document.flows[way.id].probability for way in ways) == expected


def test_hours_are_given_only_where_there_is_one_calendar():
    office, night = calendar("office"), calendar("night")
    one = process(task(role="clerk"), role("clerk", calendar=None), office)
    assert mended(one, "role-without-calendar").roles["clerk"].calendar == "office"
    two = process(task(role="clerk"), role("clerk", calendar=None), office, night)
    (finding,) = [f for f in check(two) if f.code == "role-without-calendar"]
    assert remedy(two, finding) is None


def test_what_overlaps_is_spread():
    document = process(*(task(each, at=(10 * place, 0)) for place, each in enumerate("abc")))
    assert lint(mended(document, "overlap")) == ()


def test_what_was_removed_meanwhile_is_not_mended():
    document = EXAMPLES["dead-end"]
    (finding,) = [f for f in check(document) if f.code == "dead-end"]
    assert remedy(process(trigger()), finding) is None
