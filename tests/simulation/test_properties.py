"""What holds for every document, scenario and seed."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.simulation import codes, parts
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from designer.simulation.replicate import run as replicate
from tests.support.build import calendar, outcome, parallel, process, role, scenario, task, trigger
from tests.support.runs import MINUTE, ONCE, Run, every, exponential
from tests.support.strategies import documents

properties = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
CASES = 30


@properties
@given(documents())
def test_every_token_that_enters_a_flow_leaves_it(document):
    done = Run(document, cases=CASES)
    arrived = np.zeros(len(done.program.nodes), dtype=int)
    for number, flow in enumerate(done.program.flows):
        target = done.program.arrays["flow_target"][number]
        assert done.program.document.flows[flow].target == done.program.nodes[target]
        arrived[target] += done.trace.passed[number]
    fed = [i for i in range(1, len(arrived)) if done.program.kinds[i] != codes.PASS]
    assert (arrived[fed] == done.trace.entered[fed]).all()


@properties
@given(documents())
def test_littles_law_holds_in_every_run(document):
    figures = summary(measure(compiled(document, cases=CASES, replications=1)))
    trace = Run(document, cases=CASES).trace
    cycle = sum(trace.cases.ended - trace.cases.arrived)
    assert abs(figures["process"]["work_in_progress"] * trace.end_ms - cycle) <= 1e-9 * max(cycle, 1)


def test_cases_keep_their_luck_when_another_task_changes():
    def lengths(first):
        document = process(
            trigger("start", arrivals=every(exponential(10))),
            task("a", duration=exponential(first)),
            task("b", duration=exponential(5)),
            outcome(),
            "start -> a -> b -> done",
            scenario("run", cases=50),
        )
        done = Run(document)
        rows = np.flatnonzero(done.rows("b"))
        return done.trace.log.work[rows][np.argsort(done.trace.log.case[rows])]

    assert (lengths(3) == lengths(8)).all()


def test_results_do_not_depend_on_the_number_of_threads():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        task("a", role="clerk", duration=exponential(8)),
        outcome(),
        "start -> a -> done",
        role("clerk"),
        scenario("run", cases=100, replications=6),
    )
    program = compiled(document)
    one, four = (summary(measure(program, jobs=jobs)) for jobs in (1, 4))
    assert one == four


def test_a_cancelled_run_keeps_what_is_finished():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        task("a", duration=exponential(8)),
        outcome(),
        "start -> a -> done",
        scenario("run", cases=2000, replications=8),
    )
    asked = []

    def enough():
        asked.append(1)
        return len(asked) > 8

    made = measure(compiled(document), cancelled=enough, jobs=1)
    assert made.cancelled
    assert len(made.tallies) < 8
    assert all(tally.counts.cases == 2000 for tally in made.tallies)
    assert summary(made)["problems"][-1]["kind"] == "cancelled"


def test_progress_only_grows_to_the_whole():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        outcome(),
        "start -> done",
        scenario("run", cases=500),
    )
    shares = []
    replicate(compiled(document, replications=4), progress=shares.append, jobs=2)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_arrivals_by_profile_follow_the_hour_of_the_week():
    rates = [0.0] * 168
    rates[10], rates[34] = 60.0, 20.0
    document = process(
        trigger("start", arrivals={"kind": "profile", "per_hour": tuple(rates)}),
        outcome(),
        "start -> done",
        scenario("run", start="2026-01-05T00:00:00", until="20 w"),
    )
    arrived = Run(document).trace.cases.arrived / (60 * MINUTE) % 168
    assert set(np.floor(arrived)) == {10, 34}
    first, second = (np.floor(arrived) == 10).sum(), (np.floor(arrived) == 34).sum()
    assert abs(first - 1200) < 4 * 1200**0.5
    assert abs(second - 400) < 4 * 400**0.5


def test_a_batch_arrives_at_one_moment():
    document = process(
        trigger("start", arrivals=every(exponential(10), batch=5)),
        outcome(),
        "start -> done",
        scenario("run", cases=20),
    )
    assert len(np.unique(Run(document).trace.cases.arrived)) == 4


def test_a_run_cancelled_at_once_still_has_a_summary():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        outcome(),
        "start -> done",
        scenario("run", cases=500),
    )
    made = measure(compiled(document, replications=3), cancelled=lambda: True)
    assert made.tallies == []
    found = summary(made)
    assert found["cases"]["started"] == 0
    assert found["process"]["cycle_time"]["mean"] is None


@pytest.mark.parametrize("step", [1e-7, 1e-5, 1e-4])
def test_a_wish_to_stop_is_heard_within_a_tenth_of_a_second_however_long_a_step_takes(monkeypatch, step):
    now = 0.0
    advance = Engine.advance

    def advance_in_time(engine, **limits):
        nonlocal now
        before = engine.state.steps
        going = advance(engine, **limits)
        now += (engine.state.steps - before) * step
        return going

    monkeypatch.setattr(Engine, "advance", advance_in_time)
    monkeypatch.setattr(parts, "time", SimpleNamespace(perf_counter=lambda: now))
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        *(task(f"t{i}", duration=exponential(1)) for i in range(20)),
        outcome(),
        " -> ".join(["start", *(f"t{i}" for i in range(20)), "done"]),
        scenario("run", cases=10**7),
    )
    asked = []

    def enough():
        asked.append(now)
        return len(asked) > 12

    replicate(compiled(document, replications=1), cancelled=enough)
    assert len(asked) == 13
    assert np.diff(asked).max() < 0.1


def test_a_long_time_in_which_nothing_happens_takes_no_steps():
    document = process(
        trigger("start", arrivals=ONCE),
        task("a", role="clerk", duration="1 d"),
        outcome(),
        "start -> a -> done",
        role("clerk", calendar="office"),
        calendar("office"),
        scenario("run", start="2026-01-05T00:00:00", until="5000 w"),
    )
    run = Run(document)
    assert run.engine.at_rest
    assert run.engine.steps < 50


def test_a_flood_of_tokens_is_stopped_with_its_node_named():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        parallel("split"),
        task("slow", role="clerk", duration="1 d"),
        outcome(),
        "start -> split -> slow -> done",
        "split -> done",
        role("clerk"),
        scenario("run", cases=10**6, replications=1),
    )
    made = measure(compiled(document, limits={"tokens": 2000}))
    (problem,) = [p for p in summary(made)["problems"] if p["kind"] == "stopped"]
    assert problem["node"] == "slow"
    assert "Slow" in problem["message"]
