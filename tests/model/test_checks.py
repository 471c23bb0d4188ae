"""Each code of a check of meaning, shown on the smallest document that has it."""

import re
from pathlib import Path

import pytest

from designer.model.checks import check
from designer.model.checks.codes import CODES
from designer.model.document import Document
from tests.support import build
from tests.support.build import (
    boolean,
    boundary,
    box,
    calendar,
    choice,
    decision,
    flow,
    inside,
    note,
    number,
    outcome,
    parallel,
    person,
    process,
    purchase,
    race,
    role,
    scenario,
    state,
    task,
    trigger,
    wait,
    workflow,
)
from tests.support.calls import calls

ROOT = Path(__file__).parents[2]
NORMAL = {"kind": "normal", "mean": 1, "sd": -1, "unit": "h"}
INTERVAL = {"kind": "interval", "interval": {"kind": "constant", "value": 0, "unit": "h"}}


def line(*middle, **keys):
    """A trigger, the given nodes one after another, and an outcome."""
    ids = [one.id for one in middle if one.table == "nodes"]
    return process(trigger(), *middle, outcome(), build.chain("start", *ids, "done"), **keys)


def fork(*flows, source=None):
    """A node with two ways out."""
    return process(
        trigger(),
        source or decision(),
        outcome("a"),
        outcome("b"),
        "start -> choose",
        number("amount"),
        *flows,
    )


def two_ended_box(*flows):
    return process(
        trigger(),
        box("inner", "sub"),
        outcome(),
        task("next"),
        "start -> inner",
        "next -> done",
        *flows,
        inside("sub", trigger("in"), decision("d"), outcome("yes"), outcome("no")),
        "in -> d",
        flow("d", "yes", probability=0.5),
        flow("d", "no", probability=0.5),
    )


def split_and_join(split, join):
    """Two tasks between a split and a join of the given kinds."""
    rules = [{"probability": 0.5}] * 2 if split == "decision" else [{}, {}]
    return process(
        trigger(),
        build.node(split, "split"),
        task("a"),
        task("b"),
        build.node(join, "join"),
        task("after"),
        outcome(),
        "start -> split",
        flow("split", "a", **rules[0]),
        flow("split", "b", **rules[1]),
        "a -> join -> after -> done",
        "b -> join",
    )


def parallel_branches_that_may_end(count):
    """Branches that may each end by themselves instead of coming to the join: two ways for each."""
    parts = [trigger(), parallel("s"), parallel("j"), outcome(), "start -> s", "j -> done"]
    for branch in range(count):
        one, end = f"d{branch}", f"e{branch}"
        parts += [decision(one), outcome(end), flow("s", one)]
        parts += [flow(one, "j", probability=0.5), flow(one, end, probability=0.5)]
    return process(*parts)


EXAMPLES: dict[str, Document] = {
    "missing-workflow": process(box("b", "gone")),
    "missing-node": process(task("a"), flow("a", "gone")),
    "missing-role": process(task(role="gone")),
    "missing-calendar": process(role("r", calendar="gone")),
    "missing-field": process(task(inputs=("gone",))),
    "missing-scenario": process(scenario(base="gone")),
    "flow-across-border": process(task("a"), inside("sub", task("b")), box("x", "sub"), "a -> b"),
    "flow-end": process(task("a"), note("n"), "a -> n"),
    "flow-to-itself": process(task("a"), "a -> a"),
    "flow-twice": process(task("a"), task("b"), "a -> b", "a -> b"),
    "port-wrong": two_ended_box(flow("inner", "next", outcome="done")),
    "port-needed": two_ended_box(flow("inner", "next")),
    "port-ignored": process(task("a"), task("b"), flow("a", "b", outcome="a")),
    "outcome-not-continued": two_ended_box(flow("inner", "next", outcome="yes")),
    "rules-mixed": fork(flow("choose", "a", probability=0.5), flow("choose", "b", condition="amount > 1")),
    "rule-missing": fork("choose -> a", flow("choose", "b", condition="amount > 1")),
    "probabilities-sum": fork(flow("choose", "a", probability=0.5), flow("choose", "b", probability=0.4)),
    "default-missing": fork(
        flow("choose", "a", condition="amount < 1"), flow("choose", "b", condition="amount > 1")
    ),
    "defaults-several": fork(flow("choose", "a", default=True), flow("choose", "b", default=True)),
    "default-with-rule": fork(
        flow("choose", "a", default=True, condition="amount < 1"), flow("choose", "b", condition="amount > 1")
    ),
    "rule-ignored": process(trigger(), task(), flow("start", "work", condition="true")),
    "transitions-at-once": fork("choose -> a", "choose -> b", source=state("choose")),
    "expression": fork(flow("choose", "a", condition="amount <"), flow("choose", "b", default=True)),
    "expression-type": fork(flow("choose", "a", condition="amont < 1"), flow("choose", "b", default=True)),
    "distribution": process(task(duration=NORMAL)),
    "negative-duration": process(task(duration={"kind": "constant", "value": -1, "unit": "h"})),
    "probability-range": fork(flow("choose", "a", probability=1.5), flow("choose", "b", default=True)),
    "out-of-range": process(person("p", speed=0.0)),
    "servers-too-few": process(task(role="r", units=3), role("r", capacity=1), person("p", "r")),
    "calendar-empty": process(calendar(hours=())),
    "bad-date": process(calendar(holidays=("2026-02-30",))),
    "choices-missing": process(choice("c")),
    "value-type": process(boolean("b", initial={"kind": "normal", "mean": 0, "sd": 1})),
    "field-name-taken": process(number("hour")),
    "arrivals-ignored": process(box("b", "sub"), inside("sub", trigger("t", arrivals=INTERVAL))),
    "arrivals-endless": process(trigger(arrivals=INTERVAL)),
    "wait-for-nothing": process(wait()),
    "wait-ambiguous": process(wait(duration="1 h", until="09:00")),
    "event-without-delay": process(wait(event="Paid")),
    "race-target": process(race(), task(), "race -> work"),
    "race-of-one": process(race(), wait(duration="1 h"), "race -> wait"),
    "boundary-host": process(decision(), boundary("late", "choose", after="1 h")),
    "boundary-never": process(task(), boundary("late", "work")),
    "root-missing": Document(root="gone", workflows=process().workflows),
    "workflow-ring": process(box("again", "main")),
    "workflow-unused": process(inside("other", task())),
    "workflow-empty": process(),
    "workflow-without-trigger": process(task()),
    "workflow-without-outcome": process(task()),
    "pattern-mismatch": process(workflow("main", pattern="parallel"), task()),
    "not-connected": process(trigger(), task()),
    "unreachable": process(trigger(), task("a"), task("b"), "a -> b -> a"),
    "dead-end": process(trigger(), task(), "start -> work"),
    "loop-without-exit": process(trigger(), task("a"), task("b"), "start -> a -> b -> a"),
    "join-never-fires": split_and_join("decision", "parallel"),
    "join-may-starve": process(
        trigger(),
        parallel("s"),
        decision(),
        parallel("j"),
        outcome("a"),
        outcome("b"),
        "start -> s -> j -> a",
        "s -> choose",
        flow("choose", "j", probability=0.5),
        flow("choose", "b", probability=0.5),
    ),
    "runs-twice": split_and_join("parallel", "decision"),
    "tokens-pile-up": process(
        trigger(),
        parallel("s"),
        parallel("j"),
        decision(),
        outcome(),
        "start -> choose",
        flow("choose", "s", probability=0.5),
        flow("choose", "done", probability=0.5),
        "s -> choose",
        flow("s", "j"),
        flow("choose", "j", probability=0.0),
        "j -> done",
    ),
    "never-reached": split_and_join("decision", "parallel"),
    "not-decided": parallel_branches_that_may_end(20),
    "scenario-base-ring": process(scenario("a", base="b"), scenario("b", base="a")),
    "scenario-change": process(scenario(changes={"gone.capacity": 1})),
    "task-without-role": process(task()),
    "task-without-duration": process(task()),
    "role-without-calendar": process(role("r"), calendar()),
    "person-without-role": process(person("p")),
}


def codes(document):
    return {finding.code for finding in check(document)}


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_found_in_its_example(code):
    (finding, *_) = [f for f in check(EXAMPLES[code]) if f.code == code]
    assert finding.severity == CODES[code].severity
    assert finding.message.endswith(".")
    assert finding.fix
    assert all(record_id in EXAMPLES[code] for record_id in finding.ids)


def test_a_sound_document_has_nothing_to_say():
    assert check(purchase()) == ()


def test_errors_come_before_warnings_before_advice():
    ranks = ["error", "warning", "advice"]
    found = [ranks.index(f.severity) for f in check(process(task(role="gone"), task("b"), "work -> b"))]
    assert found == sorted(found)
    assert set(found) == {0, 1, 2}


def test_messages_name_things_by_their_names():
    (finding,) = [f for f in check(two_ended_box(flow("inner", "next"))) if f.code == "port-needed"]
    expected = 'The flow from "Inner" to "Next" does not say which outcome of "Inner" it uses: "No", "Yes".'
    assert finding.message == expected
    assert finding.ids == ("inner-next", "inner")
    assert finding.key == "outcome"


def test_an_expression_is_marked_at_its_place_with_what_was_meant():
    (finding,) = [f for f in check(EXAMPLES["expression-type"]) if f.code == "expression-type"]
    assert "at character 1: there is no field 'amont'" in finding.message
    assert finding.fix == "Did you mean amount?"


def test_ports_of_a_workflow_in_another_file_are_not_looked_for_here():
    away = box("away", "order", file="order.process.json")
    document = process(
        away, task("a"), flow("away", "a", outcome="sent"), flow("a", "away", trigger="arrives")
    )
    assert not {"missing-node", "missing-workflow", "port-wrong", "port-ignored"} & codes(document)


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (role("r", capacity=10**18), "capacity"),
        (task(units=10**400), "units"),
        (task(cost=1e300), "cost"),
        (person("p", speed=1e-300), "speed"),
        (scenario("s", cases=10**30), "cases"),
        (scenario("s", replications=10**9), "replications"),
    ],
)
def test_numbers_that_no_run_could_hold_are_told(record, key):
    (finding,) = [f for f in check(process(record)) if f.severity == "error"]
    assert (finding.code, finding.ids, finding.key) == ("out-of-range", (record.id,), key)
    assert len(finding.message) < 100


def test_silenced_advice_is_not_given():
    quiet = process(task(silenced={"task-without-role": "a robot does it"}))
    assert "task-without-role" not in codes(quiet)
    assert "task-without-duration" in codes(quiet)


def test_errors_cannot_be_silenced():
    assert "missing-role" in codes(process(task(role="gone", silenced={"missing-role": "no matter"})))


def test_a_default_takes_what_probabilities_leave():
    assert "probabilities-sum" not in codes(
        fork(flow("choose", "a", probability=0.5), flow("choose", "b", default=True))
    )


def test_probabilities_need_to_sum_to_one_only_nearly():
    third = 1 / 3
    ways = [flow("choose", "a", probability=third), flow("choose", "b", probability=1 - third + 1e-9)]
    assert "probabilities-sum" not in codes(fork(*ways))


def test_a_decision_with_one_way_out_merges_and_needs_no_rule():
    document = line(task("a", duration="1 h", role="r"), decision(), role("r"))
    assert codes(document) == set()


def test_a_parallel_that_joins_what_a_parallel_split_is_sound():
    found = codes(split_and_join("parallel", "parallel"))
    assert not found & {"join-never-fires", "join-may-starve", "runs-twice"}


def test_a_decision_that_merges_what_a_decision_split_is_sound():
    found = codes(split_and_join("decision", "decision"))
    assert not found & {"join-never-fires", "join-may-starve", "runs-twice"}


def test_an_earlier_block_does_not_hide_a_join_that_starves():
    parts = [
        trigger(),
        parallel("s"),
        task("p"),
        task("q"),
        parallel("j"),
        decision("d"),
        task("a"),
        task("b"),
    ]
    document = process(
        *parts,
        parallel("bad"),
        outcome(),
        "start -> s -> p -> j",
        "s -> q -> j -> d",
        flow("d", "a", probability=0.5),
        flow("d", "b", probability=0.5),
        "a -> bad -> done",
        "b -> bad",
    )
    starving = [f for f in check(document) if f.code == "join-never-fires"]
    assert [f.ids[0] for f in starving] == ["bad"]


def test_a_split_within_a_loop_that_joins_again_is_sound():
    document = process(
        trigger(),
        decision("again"),
        parallel("s"),
        task("a"),
        task("b"),
        parallel("j"),
        decision("ok"),
        outcome(),
        "start -> again -> s -> a -> j -> ok",
        "s -> b -> j",
        flow("ok", "again", probability=0.2),
        flow("ok", "done", probability=0.8),
    )
    assert not codes(document) & {"join-never-fires", "join-may-starve", "runs-twice", "loop-without-exit"}


def test_a_boundary_is_a_way_out_of_a_loop():
    document = process(
        trigger(),
        task("a"),
        task("b"),
        boundary("late", "a", after="1 d"),
        outcome(),
        "start -> a -> b -> a",
        "late -> done",
    )
    assert "loop-without-exit" not in codes(document)


def test_a_loop_whose_exit_is_never_taken_has_none():
    document = process(
        trigger(),
        task("a"),
        decision(),
        outcome(),
        "start -> a -> choose",
        flow("choose", "a", probability=1.0),
        flow("choose", "done", probability=0.0),
    )
    assert "loop-without-exit" in codes(document)


def test_the_work_of_checking_grows_with_the_document_and_no_faster():
    def work(count):
        tasks = [task(f"t{i}", role="r", duration="1 h") for i in range(count)]
        ids = [one.id for one in tasks]
        document = process(role("r"), trigger(), tasks, outcome(), build.chain("start", *ids, "done"))
        assert check(document) == ()
        return calls(lambda: check(document))

    assert work(4_000) < 2.2 * work(2_000)


def test_the_documentation_lists_every_code():
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| (.+?) \|$", text, re.MULTILINE)
    listed = {code: (severity, meaning) for code, severity, meaning in rows if code in CODES}
    assert listed == {code: (one.severity, one.meaning) for code, one in CODES.items()}
