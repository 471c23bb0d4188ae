"""Boxes offered for a crowded level: where they are cut, what they are called, and that it runs as before."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.editing import nesting
from designer.editing.draft import Draft
from designer.editing.grouping import LARGEST, SMALLEST, may_suggest, suggestions, wrap_all
from designer.layout.geometry import Rect
from designer.model import checks, regions
from designer.model.graph import levels
from designer.model.nodes import Decision
from tests.editing.sound import faults
from tests.support.build import (
    boundary,
    decision,
    flow,
    outcome,
    parallel,
    process,
    role,
    state,
    task,
    trigger,
)
from tests.support.crowded import crowded
from tests.support.runnable import runnables
from tests.support.runs import Run
from tests.support.strategies import documents, tangled_documents

LAZY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def offered(*parts):
    return suggestions(process(*parts), "main")


def chain(*names, role=None):
    return [task(f"t{i}", name=name, role=role) for i, name in enumerate(names)]


def wrapped(document, workflow):
    draft = Draft(document)
    boxes = wrap_all(draft, suggestions(document, workflow))
    return draft, boxes


# Where they are cut


def test_steps_of_one_role_stay_together():
    document = crowded(60)
    for each in suggestions(document, "main"):
        roles = {n.role for key in each.nodes if (n := document.nodes[key]).kind == "task"}
        assert len(roles) == 1, each.name


def test_a_choice_stays_with_the_place_where_its_ways_meet():
    document = crowded(200)
    box_of = {key: each.name for each in suggestions(document, "main") for key in each.nodes}
    forks = [
        n.id
        for n in document.nodes.values()
        if isinstance(n, Decision) and len(document.flows_from(n.id)) > 1
    ]
    assert forks
    for fork in forks:
        ways = {f.target for f in document.flows_from(fork)}
        assert {box_of[n] for n in ways | {fork}} <= {box_of[fork]} or "again" in {
            f.label for f in document.flows_from(fork)
        }


def test_a_loop_is_not_cut():
    names = ("Draft text", "Read text", "Mark text", "Improve text", "Print text", "Send out")
    parts = [*chain(*names, *names), decision("good"), trigger("s"), outcome("z")]
    flows = ["s -> t0 -> t1 -> t2 -> t3 -> good -> t4 -> t5 -> t6 -> t7 -> t8 -> t9 -> t10 -> t11 -> z"]
    for each in offered(*parts, *flows, "good -> t1"):
        assert {"t1", "t2", "t3", "good"} <= set(each.nodes) or {"t1", "t2", "t3", "good"}.isdisjoint(
            each.nodes
        )


def test_where_nothing_has_one_way_in_what_hangs_together_is_offered():
    """Two rooms of states, each with ways from any to any, and two ways between the rooms."""
    rooms = [[f"{room}{i}" for i in range(6)] for room in "ab"]
    inner = [
        flow(one, other, id=f"{one}-{other}", event="go")
        for room in rooms
        for one in room
        for other in room
        if one < other
    ]
    parts = [state(key) for room in rooms for key in room]
    between = [flow("a5", "b0", event="over"), flow("b5", "a0", event="back")]
    found = offered(trigger("s"), outcome("z"), *parts, *inner, *between, "s -> a0", "b5 -> z")
    assert sorted(map(sorted, (each.nodes for each in found))) == rooms


def test_a_split_goes_into_no_box_without_its_join():
    """The branches lead into each other, so that split and join hold more than fits a box."""
    left, right = [f"l{i}" for i in range(8)], [f"r{i}" for i in range(8)]
    parts = [task(key) for key in (*left, *right)]
    ways = [f"{' -> '.join(['s', 'split', *side, 'join'])}" for side in (left, right)]
    found = offered(
        trigger("s"), outcome("z"), parallel("split"), parallel("join"), *parts, *ways, "join -> z"
    )
    assert sorted(map(sorted, (each.nodes for each in found))) == [left, right]


def test_events_go_with_the_step_that_they_sit_on():
    names = ("Ask", "Wait", "Check", "Note", "File", "Send")
    parts = [*chain(*names, *names), boundary("late", "t2"), trigger("s"), outcome("z")]
    way = "s -> t0 -> t1 -> t2 -> t3 -> t4 -> t5 -> t6 -> t7 -> t8 -> t9 -> t10 -> t11 -> z"
    document = process(*parts, way, "late -> t4")
    draft, boxes = wrapped(document, "main")
    assert boxes
    assert draft.node("late").workflow == draft.node("t2").workflow == draft.node("t4").workflow


@LAZY
@given(st.one_of(documents(max_steps=12), tangled_documents(), runnables()))
def test_a_suggestion_has_the_size_and_the_ways_in_and_out_that_it_says(document):
    for workflow in sorted(document.workflows):
        found = suggestions(document, workflow)
        assert found == suggestions(document, workflow)
        keys = [key for each in found for key in each.nodes]
        assert len(keys) == len(set(keys))
        assert len({each.name for each in found}) == len(found)
        for each in found:
            assert SMALLEST <= len(each.nodes) <= LARGEST
            held = {*each.nodes, *(e.id for n in each.nodes for e in document.boundaries_on(n))}
            crossing = [f for f in document.flows_in(workflow) if (f.source in held) != (f.target in held)]
            assert {f.id for f in crossing if f.target in held} == set(each.entering)
            assert {f.id for f in crossing if f.source in held} == set(each.leaving)


@LAZY
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=24))
def test_parts_have_one_way_in_and_one_way_out(pairs):
    """Of any net whatever, the outside being one of its nodes; rows lie in each other or apart."""
    ends = [(str(a), str(b)) for a, b in pairs]
    rows = regions.rows(ends, "0")
    nodes = {n for pair in ends for n in pair}
    sources, targets = {a for a, b in ends if a != b}, {b for a, b in ends if a != b}
    joined = [
        *ends,
        *(("0", n) for n in nodes - targets - {"0"}),
        *((n, "0") for n in nodes - sources - {"0"}),
    ]
    for row in rows:
        for part in row.parts:
            held = set(part)
            assert "0" not in held
            assert sum(a not in held and b in held for a, b in joined) == 1
            assert sum(a in held and b not in held for a, b in joined) == 1
        for one, other in zip(row.parts, row.parts[1:], strict=False):
            assert sum(a in one and b in other for a, b in joined) == 1
    parts = [set(part) for row in rows for part in row.parts]
    assert all(a <= b or b <= a or a.isdisjoint(b) for a in parts for b in parts)


# What they are called


@pytest.mark.parametrize(
    ("names", "doer", "expected"),
    [
        (["Check invoice", "Code invoice", "Approve invoice", "Pay invoice"], None, "Invoice"),
        (
            ["Read purchase order", "Check purchase order", "Sign purchase order", "File"],
            None,
            "Purchase order",
        ),
        (["Rechnung prüfen", "Rechnung buchen", "Rechnung zahlen", "Ablegen"], None, "Rechnung"),
        (["Ask", "Look", "Write", "Call"], "buyer", "Buyer"),
        (["Ask", "Look", "Write", "Call"], None, "Ask to Call"),
    ],
)
def test_a_box_is_called_by_what_its_steps_have_in_common(names, doer, expected):
    rest = [
        task(f"x{i}", name=f"{word} house", role="builder")
        for i, word in enumerate(("Dig", "Lay", "Roof", "Paint"))
    ]
    way = "s -> t0 -> t1 -> t2 -> t3 -> x0 -> x1 -> x2 -> x3 -> z"
    roles = [role("buyer", name="Buyer"), role("builder", name="Builder")]
    found = offered(trigger("s"), outcome("z"), *roles, *chain(*names, role=doer), *rest, way)
    assert [each.name for each in found] == [expected, "House"]


def test_the_same_work_twice_gets_two_names():
    names = [each.name for each in suggestions(crowded(120), "main")]
    assert len(names) == len(set(names)) > 12


def test_a_small_level_needs_no_boxes():
    document = process(trigger("s"), *chain("a", "b", "c"), outcome("z"), "s -> t0 -> t1 -> t2 -> z")
    assert "5 of the 12 steps" in may_suggest(document, "main").reason
    assert suggestions(document, "main") == []
    assert may_suggest(crowded(40), "main").ok


# Wrapping them all


def test_boxes_stand_where_their_steps_began_and_cover_nothing():
    document = crowded(60)
    draft, boxes = wrapped(document, "main")
    after = draft.document
    from designer.editing.placement import Ground, rects_in

    ground = Ground(rects_in(after, "main"))
    for box, each in zip(boxes, suggestions(document, "main"), strict=True):
        begin = min(document.nodes[key].at[0] for key in each.nodes)
        assert abs(after.nodes[box].at[0] - begin) < 1
        assert ground.covered(ground.rects[box]) == [box]
        inside = Ground(rects_in(after, after.nodes[box].runs))
        assert all(
            inside.covered(rect) == [key] for key, rect in inside.rects.items() if isinstance(rect, Rect)
        )


@LAZY
@given(st.one_of(documents(max_steps=12), runnables()))
def test_wrapping_adds_no_faults_and_dissolving_gives_the_same_graph(document):
    for workflow in levels(document, document.root):
        draft, boxes = wrapped(document, workflow)
        assert set(faults(draft.document)) <= set(faults(document))
        new = found(draft.document) - found(document)
        assert not new, new
        for box in boxes:
            nesting.dissolve(draft, box)
        assert graph(draft.document) == graph(document)
        assert set(draft.document.nodes) == set(document.nodes)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(runnables())
def test_a_random_process_takes_as_long_in_boxes(document):
    draft, boxes = wrapped(document, "main")
    if boxes:
        assert times(draft.document) == times(document)


def test_a_process_takes_as_long_in_boxes():
    document = crowded(90)
    draft, boxes = wrapped(document, "main")
    assert len(boxes) > 10
    assert times(draft.document) == times(document)


def times(document):
    return Run(document).ends()


def found(document):
    """Errors and warnings: advice speaks of the drawing, which is another one."""
    return Counter(finding.code for finding in checks.check(document) if finding.severity != "advice")


def graph(document):
    return {
        (f.source, f.outcome, f.target, f.trigger, f.condition, f.probability)
        for f in document.flows.values()
    }
