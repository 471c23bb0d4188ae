"""Inclusive decisions: S10 to S15 of the simulation cases and what follows from their rule, in minutes."""

import numpy as np
import pytest

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from designer.simulation.playback import Playback
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    number,
    outcome,
    parallel,
    process,
    role,
    task,
    trigger,
)
from tests.support.runs import MIDNIGHT, MINUTE, Run, at, every, exponential, minutes, run, start


def work(key, length, **keys):
    return task(key, duration=f"{length} min", **keys)


def split(*parts, chosen=("a", "b", "c"), length=(10, 20, 30)):
    """Some of three tasks are chosen, and joined inclusively before the task d."""
    flows = [
        flow("choose", key, condition=f"size {'>' if key in chosen else '<'} 0") for key in ("a", "b", "c")
    ]
    return (
        start(),
        number("size", initial=1.0),
        decision("choose", mode="inclusive"),
        *(work(key, minutes) for key, minutes in zip("abc", length, strict=True)),
        decision("join", mode="inclusive"),
        work("d", 5),
        outcome(),
        "start -> choose",
        *flows,
        "a -> join",
        "b -> join",
        "c -> join -> d -> done",
        *parts,
    )


@pytest.mark.parametrize(
    ("chosen", "begin"),
    [
        pytest.param("ab", 20, id="S10"),
        pytest.param("a", 10, id="S11"),
        pytest.param("abc", 30, id="all"),
    ],
)
def test_a_join_waits_for_what_was_chosen_and_no_more(chosen, begin):
    done = run(split(chosen=chosen))
    assert done.stays("d") == [(begin, begin + 5)]
    assert done.count(codes.COMPLETED) == 1


def test_s13_incoming_flow_taken_a_token_that_can_reach_a_taken_flow_is_not_waited_for():
    done = run(
        start(),
        number("size", initial=0.0),
        parallel("fork"),
        decision("merge"),
        work("later", 7),
        decision("which"),
        decision("join", mode="inclusive"),
        outcome(),
        "start -> fork -> merge -> join",
        "fork -> later -> which",
        flow("which", "merge", condition="size > 1"),
        flow("which", "join", default=True),
        "join -> done",
    )
    assert done.entered("done") == 2
    assert done.ends() == [7]
    assert not done.rows("join").any(), "nobody waited"


def test_s13_multiple_activation_two_tokens_of_one_flow_go_one_by_one():
    done = run(
        start(),
        parallel("fork"),
        work("a", 1),
        work("b", 2),
        decision("merge"),
        decision("join", mode="inclusive"),
        work("never", 1),
        number("size", initial=0.0),
        decision("which"),
        outcome(),
        "start -> fork -> a -> merge -> join -> done",
        "fork -> b -> merge",
        "fork -> which",
        flow("which", "never", condition="size > 1"),
        flow("which", "done", default=True),
        "never -> join",
    )
    assert done.entered("done") == 3
    assert done.trace.cases.state.tolist() == [codes.COMPLETED]
    assert int(done.trace.completed[done.program.nodes.index("join")]) == 2


def test_s13_visiting_token_a_way_through_the_join_itself_does_not_count():
    done = run(
        start(),
        number("size", initial=0.0),
        decision("join", mode="inclusive"),
        decision("back"),
        outcome(),
        "start -> join -> back",
        flow("back", "join", condition="size > 1"),
        flow("back", "done", default=True),
    )
    assert done.ends() == [0]
    assert not done.rows("join").any(), "a token that waits there does not wait for itself"


def test_s13_single_incoming_nothing_is_waited_for():
    done = run(
        start(),
        decision("pass", mode="inclusive"),
        work("a", 3),
        outcome(),
        "start -> pass -> a -> done",
    )
    assert done.ends() == [3]


def test_s15_two_cases_never_meet_at_an_inclusive_join():
    parts = split(chosen="ab")
    done = run(start("start", at("00:00", "00:05")), *parts[1:])
    assert done.stays("d") == [(20, 25), (25, 30)]
    assert done.ends() == [25, 30]


def test_s12_none_true_and_no_default_fails_the_case_with_its_fields():
    document = process(split(chosen=""), MIDNIGHT)
    (problem,) = summary(measure(compiled(document)))["problems"]
    assert (problem["kind"], problem["node"]) == ("failed", "choose")
    assert "no default" in problem["message"]
    assert "case 0" in problem["message"]
    assert "Size 1" in problem["message"]


def test_a_token_inside_a_box_is_waited_for():
    done = run(
        start(),
        parallel("fork"),
        box("sub", "inner"),
        decision("join", mode="inclusive"),
        outcome(),
        "start -> fork -> sub -> join -> done",
        "fork -> join",
        inside("inner", trigger("in"), work("x", 6), outcome("out")),
        "in -> x -> out",
    )
    assert done.entered("done") == 1
    assert done.ends() == [6]


def test_a_token_on_a_handoff_to_the_join_is_waited_for():
    done = run(
        start(),
        parallel("fork"),
        decision("join", mode="inclusive"),
        work("a", 1),
        outcome(),
        "start -> fork -> a -> join -> done",
        flow("fork", "join", handoff={"delay": "30 min"}),
    )
    assert done.entered("done") == 1
    assert done.ends() == [30]


def test_a_way_over_the_border_of_a_step_is_waited_for():
    done = run(
        start(),
        parallel("fork"),
        work("a", 10),
        boundary("late", host="a", after="8 min"),
        decision("join", mode="inclusive"),
        outcome("other"),
        outcome(),
        "start -> fork -> join -> done",
        "fork -> a -> other",
        "late -> join",
    )
    assert done.entered("done") == 1
    assert done.ends() == [8]


def test_a_join_goes_on_when_the_token_it_waited_for_ends_elsewhere():
    done = run(
        start(),
        parallel("fork"),
        number("size", initial=0.0),
        work("x", 9),
        decision("which"),
        outcome("other"),
        decision("join", mode="inclusive"),
        work("d", 1),
        outcome(),
        "start -> fork -> x -> which",
        flow("which", "join", condition="size > 1"),
        flow("which", "other", default=True),
        "fork -> join -> d -> done",
    )
    assert done.stays("join") == [(9, 9)]
    assert done.stays("d") == [(9, 10)]


def test_joins_one_behind_the_other_go_on_at_one_instant():
    done = run(
        split(
            decision("last", mode="inclusive"),
            outcome("end"),
            flow("choose", "last", condition="size > 0"),
            "d -> last -> end",
            chosen="b",
        )
    )
    assert done.entered("end") == 1
    assert done.stays("d") == [(20, 25)]
    assert done.stays("last") == [(25, 25)]


def test_each_run_of_a_box_joins_for_itself():
    inner = split(chosen="ab")[2:]
    done = run(
        start(),
        number("size", initial=1.0),
        parallel("fork"),
        work("late", 3),
        box("sub", "inner"),
        outcome("end"),
        "start -> fork -> sub -> end",
        "fork -> late -> sub",
        inside("inner", trigger("in"), *(p for p in inner if p != "start -> choose"), "in -> choose"),
    )
    assert done.stays("sub") == [(0, 25), (3, 28)]
    assert done.stays("d") == [(20, 25), (23, 28)]


def test_seventy_flows_are_joined():
    keys = [f"w{i}" for i in range(70)]
    done = run(
        start(),
        parallel("fork"),
        *(work(key, number) for number, key in enumerate(keys)),
        decision("join", mode="inclusive"),
        outcome(),
        "start -> fork",
        *(f"fork -> {key} -> join" for key in keys),
        "join -> done",
    )
    assert done.entered("done") == 1
    assert done.ends() == [69]


def circle():
    """Two inclusive joins, each waiting for what the other would send."""
    return (
        start(),
        number("size", initial=0.0),
        parallel("fork"),
        decision("one", mode="inclusive"),
        decision("two", mode="inclusive"),
        decision("after-one"),
        decision("after-two"),
        outcome(),
        "start -> fork -> one -> after-one",
        "fork -> two -> after-two",
        flow("after-one", "two", condition="size > 1"),
        flow("after-one", "done", default=True),
        flow("after-two", "one", condition="size > 1"),
        flow("after-two", "done", default=True),
    )


def test_joins_that_wait_for_each_other_are_stuck_and_say_for_which_flow():
    document = process(circle(), MIDNIGHT)
    figures = summary(measure(compiled(document)))
    assert figures["cases"]["stuck"] == 1
    (problem,) = figures["problems"]
    assert problem["kind"] == "stuck"
    assert 'The join "One" waits for the flow from "After two"' in problem["message"]


def test_terminate_drops_what_waits_at_a_join():
    done = run(split(work("x", 4), outcome("stop", terminate=True), "start -> x -> stop", chosen="ab"))
    assert done.ends() == [4]
    assert done.count(codes.COMPLETED) == 1


def test_a_decision_that_joins_and_then_fails_is_counted_once():
    failed = run(
        start(),
        number("size", initial=1.0),
        parallel("fork"),
        work("a", 3),
        decision("join", mode="inclusive"),
        outcome(),
        outcome("other"),
        "start -> fork -> a -> join",
        "fork -> join",
        flow("join", "done", condition="size > 5"),
        flow("join", "other", condition="size > 7"),
    )
    trace = failed.trace
    assert failed.count(codes.FAILED) == 1
    assert failed.program.nodes[trace.cases.place[0]] == "join"
    assert (trace.entered == trace.completed + trace.cancelled).all()


@pytest.mark.parametrize("condition", ["size > 5", "1 / size > 0"])
def test_a_task_whose_flows_fail_frees_its_server_once(condition):
    failed = run(
        start("start", at("00:00", "00:00", "00:00", "00:00")),
        number("size", initial=0.0),
        work("a", 10, role="clerk"),
        work("b", 1),
        outcome(),
        "start -> a",
        flow("a", "b", condition=condition),
        flow("a", "done", condition=condition),
        "b -> done",
        role("clerk"),
    )
    assert failed.count(codes.FAILED) == 4
    assert failed.stays("a") == [(0, 10), (10, 20), (20, 30), (30, 40)]
    trace = failed.trace
    assert (trace.entered == trace.completed + trace.cancelled).all()


def test_what_waits_at_the_join_is_shown_and_costs_time():
    document = process(split(chosen="ab"), MIDNIGHT)
    done = Run(document)
    shown = Playback(document, done.program, done.trace)
    here = shown.node_paths.index(("join",))
    assert shown.frame(15 * MINUTE, 0).queue[here] == 1
    assert shown.frame(21 * MINUTE, 0).queue[here] == 0
    figures = summary(measure(compiled(document)))
    assert figures["process"]["waiting_causes"]["join"]["mean"] == 10 * 60


def test_stepping_back_before_a_join_gives_the_same_run():
    document = process(split(chosen="abc")[1:], start("start", at("00:00", "00:01", "00:02")), MIDNIGHT)
    straight, stepped = Engine(compiled(document)), Engine(compiled(document))
    stepped.advance(max_events=40)
    snapshot = stepped.snapshot()
    stepped.advance(max_events=25)
    stepped.restore(snapshot)
    stepped.advance()
    straight.advance()
    assert np.array_equal(straight.trace().log.ended, stepped.trace().log.ended)


def by_chance(*flows):
    return process(
        trigger("start", arrivals=every(minutes(60))),
        decision(mode="inclusive"),
        work("a", 1),
        work("b", 1),
        work("rest", 1),
        decision("join", mode="inclusive"),
        outcome(),
        "start -> choose",
        *flows,
        "a -> join",
        "b -> join",
        "rest -> join -> done",
        MIDNIGHT,
    )


def test_each_flow_is_taken_with_its_own_probability():
    flows = (
        flow("choose", "a", probability=0.7),
        flow("choose", "b", probability=0.4),
        flow("choose", "rest", default=True),
    )
    done = Run(by_chance(*flows), cases=4000)
    log = done.trace.log
    a, b = (set(log.case[done.rows(key)].tolist()) for key in "ab")
    for count, share in ((len(a), 0.7), (len(b), 0.4), (len(a & b), 0.28), (done.entered("rest"), 0.18)):
        assert abs(count / 4000 - share) < 4 * (share * (1 - share) / 4000) ** 0.5
    assert done.count(codes.COMPLETED) == 4000
    assert done.entered("done") == 4000


def test_no_flow_drawn_and_no_default_fails_the_case():
    done = Run(
        by_chance(flow("choose", "a", probability=0.5), flow("choose", "b", probability=0.5)), cases=400
    )
    assert abs(done.count(codes.FAILED) - 100) < 4 * 75**0.5
    trace = done.trace
    assert (trace.entered == trace.completed + trace.cancelled).all()


def test_a_flow_keeps_its_luck_when_another_probability_changes():
    def taken(b):
        done = Run(
            by_chance(
                flow("choose", "a", probability=0.5),
                flow("choose", "b", probability=b),
                flow("choose", "rest", default=True),
            ),
            cases=200,
        )
        return done.trace.log.case[done.rows("a")].tolist()

    assert taken(0.2) == taken(0.9)


def test_many_cases_at_once_are_all_joined():
    parts = split(chosen="abc")
    done = Run(process(trigger("start", arrivals=every(exponential(1))), *parts[1:], MIDNIGHT), cases=2000)
    assert done.count(codes.COMPLETED) == 2000
    assert done.entered("d") == 2000
