"""The figures of small runs, worked out by hand."""

import json

import pytest

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.simulation.compile import compile as compiled
from tests.support.build import (
    box,
    calendar,
    decision,
    flow,
    inside,
    number,
    outcome,
    parallel,
    process,
    role,
    scenario,
    task,
    trigger,
    wait,
    workflow,
)
from tests.support.models import lead_to_cash, queue
from tests.support.runs import MIDNIGHT, at, every, exponential, minutes, start

HOUR = 3600


def figures(document, **settings):
    found = summary(measure(compiled(document, **settings)))
    json.dumps(found, allow_nan=False)
    return found


def desk():
    return process(
        start("start", at("00:00", "00:00", "00:30")),
        task("answer", role="clerk", duration="60 min", cost=5.0),
        outcome(),
        "start -> answer -> done",
        role("clerk", capacity=1, cost_per_hour=30.0),
        workflow("main", sla="90 min"),
        MIDNIGHT,
    )


def test_the_process_in_figures():
    process_ = figures(desk())["process"]
    # Cases: 0-1 h, 0-2 h (waits 1 h), 0:30-3 h (waits 1.5 h).
    assert process_["cycle_time"]["mean"] == pytest.approx((1 + 2 + 2.5) / 3 * HOUR)
    assert process_["waiting"]["mean"] == pytest.approx(2.5 / 3 * HOUR)
    assert process_["working"]["mean"] == HOUR
    assert process_["cost"]["mean"] == 35.0
    assert process_["sla_met"] == pytest.approx(1 / 3)
    assert process_["throughput_per_hour"] == pytest.approx(1.0)
    assert process_["work_in_progress"] == pytest.approx(5.5 / 3)


def test_the_role_in_figures():
    clerk = figures(desk())["roles"]["clerk"]
    assert clerk["servers"] == 1
    assert clerk["utilisation"] == 1.0
    assert clerk["queue_length"] == {"mean": pytest.approx(2.5 / 3), "max": 2}
    assert clerk["waiting"]["max"] == 1.5 * HOUR


def test_counts_add_up():
    found = figures(desk())
    assert found["cases"] == {"started": 3, "finished": 3, "in_progress": 0, "stuck": 0, "failed": 0}
    assert found["outcomes"] == {"done": 3}
    assert found["flows"]["answer-done"] == {"tokens": 3}
    assert found["nodes"]["answer"]["entered"] == found["nodes"]["answer"]["completed"] == 3


def test_an_outcome_that_no_case_reached_is_counted_as_none():
    ways = (flow("choose", "yes", condition="true"), flow("choose", "no", default=True))
    found = figures(
        process(
            start(), decision("choose"), outcome("yes"), outcome("no"), "start -> choose", *ways, MIDNIGHT
        )
    )
    assert found["outcomes"] == {"no": 0, "yes": 1}


def nested():
    return process(
        start(),
        box("outer-box", "outer"),
        outcome(),
        "start -> outer-box -> done",
        inside(
            "outer",
            trigger("o-in"),
            task("o-work", duration="10 min"),
            box("inner-box", "inner"),
            outcome("o-out"),
        ),
        "o-in -> o-work -> inner-box -> o-out",
        inside(
            "inner",
            trigger("i-in"),
            wait("i-wait", duration="5 min"),
            task("i-work", duration="20 min"),
            outcome("i-out"),
        ),
        "i-in -> i-wait -> i-work -> i-out",
        workflow("inner", sla="20 min"),
        MIDNIGHT,
    )


def test_a_box_holds_what_is_inside_it_however_deep():
    found = figures(nested())
    outer, inner = found["workflows"]["outer"], found["boxes"]["inner-box"]
    assert outer["working"]["mean"] == 30 * 60
    assert outer["waiting"]["mean"] == 5 * 60
    assert outer["cycle_time"]["mean"] == 35 * 60
    assert (inner["runs"], inner["working"]["mean"], inner["sla_met"]) == (1, 20 * 60, 0.0)
    assert found["process"]["waiting_causes"]["timer"]["mean"] == 5 * 60


def test_a_shared_workflow_is_reported_per_workflow_and_per_box():
    document = process(
        start(),
        box("first", "inner"),
        box("second", "inner"),
        outcome(),
        "start -> first -> second -> done",
        inside("inner", trigger("in"), task("x", duration="5 min"), outcome("out")),
        "in -> x -> out",
        MIDNIGHT,
    )
    found = figures(document)
    assert found["workflows"]["inner"]["runs"] == 2
    assert (found["boxes"]["first"]["runs"], found["boxes"]["second"]["runs"]) == (1, 1)
    assert found["nodes"]["x"]["entered"] == 2


def test_waiting_is_told_apart_by_its_cause():
    document = process(
        start("start", at("08:00", "08:00", "16:30")),
        task("a", role="clerk", duration="60 min"),
        outcome(),
        "start -> a -> done",
        role("clerk", calendar="office"),
        calendar(),
        MIDNIGHT,
    )
    causes = figures(document)["process"]["waiting_causes"]
    # 8-9 off shift for two, the second waits an hour for the first; the third is paused overnight.
    assert causes["off_shift"]["max"] == HOUR
    assert causes["server"]["max"] == HOUR
    assert causes["suspended"]["max"] == 16 * HOUR


def test_waiting_at_a_join_has_its_own_cause():
    document = process(
        start(),
        parallel("split"),
        task("a", duration="10 min"),
        task("b", duration="25 min"),
        parallel("join"),
        outcome(),
        "start -> split -> a -> join",
        "split -> b -> join -> done",
        MIDNIGHT,
    )
    found = figures(document)
    assert found["process"]["waiting_causes"]["join"]["mean"] == 15 * 60
    assert found["process"]["waiting"]["mean"] == 0


def test_handoffs_are_counted_apart():
    document = process(start(), outcome(), flow("start", "done", handoff={"delay": "2 h"}), MIDNIGHT)
    assert figures(document)["process"]["handoff_delay"]["mean"] == 2 * HOUR


def test_the_published_cost_case():
    document = process(
        start("start", at("00:00")),
        task("first", role="clerk", duration="3 min", cost=100.0),
        task("second", role="smith", duration="4 min", cost=100.0),
        task("call", role="phone", duration="2 min", cost=100.0),
        outcome(),
        "start -> first -> second -> call -> done",
        role("clerk", cost_per_hour=1800.0),
        role("smith", cost_per_hour=1200.0),
        role("phone", cost_per_hour=600.0),
        MIDNIGHT,
    )
    assert figures(document)["process"]["cost"]["mean"] == pytest.approx(190 + 180 + 120)


def test_the_warm_up_is_left_out_of_the_figures():
    found = figures(queue(exponential(1), 0.5, cases=400), warm_up="200 min", replications=2)
    assert found["warm_up"] == 200 * 60
    assert found["cases"]["started"] == 800
    assert found["process"]["cycle_time"]["n"] < 700


def test_stuck_cases_are_named_and_kept_out_of_the_averages():
    document = process(
        trigger("start", arrivals=every(minutes(1))),
        number("size", initial=1.0),
        decision(),
        task("a", duration="1 min"),
        task("b", duration="1 min"),
        parallel("join"),
        outcome(),
        "start -> choose",
        flow("choose", "a", condition="size > 0"),
        flow("choose", "b", default=True),
        "a -> join",
        "b -> join -> done",
        scenario("run", cases=4, replications=2),
    )
    found = figures(document)
    assert found["cases"]["stuck"] == 8
    assert found["process"]["cycle_time"]["n"] == 0
    (problem,) = found["problems"]
    assert (problem["kind"], problem["node"], problem["cases"]) == ("stuck", "join", 8)
    assert 'waits for the flow from "B"' in problem["message"]


def test_failed_cases_are_told_with_their_fields():
    document = process(
        start(),
        number("size", initial=2.0),
        decision(),
        outcome(),
        outcome("other"),
        "start -> choose",
        flow("choose", "done", condition="size > 5"),
        flow("choose", "other", condition="size < 1"),
        MIDNIGHT,
    )
    (problem,) = figures(document)["problems"]
    assert problem["kind"] == "failed"
    assert "Size 2.0" in problem["message"]


def test_v22_an_overloaded_role_is_flagged():
    found = figures(queue(exponential(1), 1.1, cases=2000, replications=2))
    assert [problem["kind"] for problem in found["problems"]] == ["unstable"]
    assert found["problems"][0]["role"] == "server"
    assert figures(lead_to_cash(cases=500))["problems"] == []


def test_intervals_need_replications():
    assert figures(desk())["process"]["cycle_time"]["ci95"] is None
    low, high = figures(lead_to_cash(cases=50, replications=3))["process"]["cycle_time"]["ci95"]
    assert low < high
