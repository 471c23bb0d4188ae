"""The token semantics case by case, in minutes: S1 to S48 of the simulation cases.

S10, S11, S13 and S15 are in `test_inclusive`, S32 and S33 in `test_instances`, S42 in `test_several_roles`;
the calendars K1 to K16 in `test_calendars`; events on borders, races and triggers in `test_events`.
"""

import numpy as np
import pytest

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from tests.support.build import (
    boundary,
    box,
    calendar,
    decision,
    flow,
    inside,
    number,
    outcome,
    parallel,
    process,
    race,
    role,
    scenario,
    state,
    task,
    trigger,
    wait,
    workflow,
)
from tests.support.runs import MIDNIGHT, MINUTE, Run, at, every, minutes, run, start


def work(key, length, **keys):
    return task(key, duration=f"{length} min", **keys)


def test_s1_steps_follow_one_another():
    done = run(start(), work("a", 10), work("b", 5), outcome(), "start -> a -> b -> done")
    assert done.stays("a") == [(0, 10)]
    assert done.stays("b") == [(10, 15)]
    assert done.ends() == [15]


def choice_without_default(**last):
    return (
        start(),
        number("size", initial=3.0),
        decision(),
        work("a", 1),
        outcome(),
        "start -> choose",
        flow("choose", "a", condition="size > 5"),
        flow("choose", "done", **last),
        "a -> done",
    )


def test_s2_no_condition_holds_fails_the_case():
    failed = run(*choice_without_default(condition="size > 7"))
    assert failed.count(codes.FAILED) == 1
    assert failed.count(codes.COMPLETED) == 0
    assert failed.program.nodes[failed.trace.cases.place[0]] == "choose"


def test_s2_the_error_names_case_node_and_fields():
    document = process(choice_without_default(condition="size > 7"), MIDNIGHT)
    (problem,) = summary(measure(compiled(document)))["problems"]
    assert (problem["kind"], problem["node"], problem["cases"]) == ("failed", "choose", 1)
    for words in ('No outgoing flow of "Choose"', "case 0", "Size 3"):
        assert words in problem["message"]


def test_s2_the_default_is_taken_where_no_condition_holds():
    assert run(*choice_without_default(default=True)).ends() == [0]


def test_s3_of_two_true_conditions_the_first_in_order_is_taken():
    done = run(
        start(),
        number("size", initial=9.0),
        decision(),
        work("a", 1),
        work("b", 2),
        outcome(),
        "start -> choose",
        flow("choose", "b", condition="size > 5", order=1),
        flow("choose", "a", condition="size > 7", order=2),
        flow("choose", "done", default=True),
        "a -> done",
        "b -> done",
    )
    assert (done.entered("a"), done.entered("b")) == (0, 1)


def split(*parts):
    return (
        start(),
        parallel("split"),
        work("a", 10),
        work("b", 20),
        work("c", 5),
        outcome(),
        "start -> split",
        *parts,
    )


def test_s4_a_merge_without_a_join_runs_what_follows_twice():
    done = run(split(decision("merge"), "split -> a -> merge", "split -> b -> merge -> c -> done"))
    assert done.stays("c") == [(10, 15), (20, 25)]
    assert done.entered("done") == 2
    assert done.ends() == [25]


def test_s5_a_join_waits_for_both():
    done = run(split(parallel("join"), "split -> a -> join", "split -> b -> join -> c -> done"))
    assert done.stays("c") == [(20, 25)]
    assert done.ends() == [25]


def two_on_the_first_flow(*parts):
    return (
        start(),
        parallel("split"),
        work("a", 1),
        work("b", 2),
        decision("merge"),
        parallel("join"),
        outcome(),
        "start -> split -> a -> merge",
        "split -> b -> merge -> join -> done",
        *parts,
    )


def test_s6_two_tokens_on_one_flow_do_not_fire_a_join():
    stuck = run(
        two_on_the_first_flow(
            decision("never"),
            number("size", initial=0.0),
            "split -> never",
            flow("never", "join", condition="size > 1"),
            flow("never", "done", default=True),
        )
    )
    assert stuck.count(codes.STUCK) == 1
    assert stuck.stays("join", codes.STUCK) == [(1, 2), (2, 2)]


def test_s7_a_join_takes_one_token_from_each_flow_and_leaves_the_rest():
    stuck = run(two_on_the_first_flow(work("late", 5), "split -> late -> join"))
    assert stuck.entered("done") == 1
    assert len(stuck.stays("join", codes.STUCK)) == 1
    assert stuck.count(codes.STUCK) == 1


def test_s8_a_choice_that_is_joined_gets_stuck_and_says_where():
    stuck = Run(
        process(
            trigger("start", arrivals=every(minutes(1))),
            decision(),
            work("a", 10),
            work("b", 20),
            parallel("join"),
            work("c", 1),
            outcome(),
            "start -> choose",
            flow("choose", "a", probability=0.5),
            flow("choose", "b", probability=0.5),
            "a -> join",
            "b -> join -> c -> done",
            MIDNIGHT,
        ),
        cases=20,
    )
    assert stuck.count(codes.STUCK) == 20
    assert stuck.count(codes.COMPLETED) == 0
    assert {stuck.program.nodes[place] for place in stuck.trace.cases.place} == {"join"}


def test_s8_the_problem_names_the_join_and_the_flow_it_waits_for():
    document = process(
        start(),
        number("size", initial=1.0),
        decision(),
        work("a", 10),
        work("b", 20),
        parallel("join"),
        outcome(),
        "start -> choose",
        flow("choose", "a", condition="size > 0"),
        flow("choose", "b", default=True),
        "a -> join",
        "b -> join -> done",
        MIDNIGHT,
    )
    figures = summary(measure(compiled(document)))
    (problem,) = figures["problems"]
    assert (problem["kind"], problem["node"], problem["cases"]) == ("stuck", "join", 1)
    assert 'The join "Join" waits for the flow from "B", which never comes.' in problem["message"]
    assert figures["process"]["cycle_time"]["n"] == 0, "stuck cases have no cycle time"


def test_s16_the_earliest_wait_of_a_race_wins():
    done = run(
        start(),
        race(),
        wait("timer", duration="3 h"),
        wait("message", event="Answer", delay="5 h"),
        wait("error", event="Error", delay="4 h"),
        outcome(),
        "start -> race -> timer -> done",
        "race -> message -> done",
        "race -> error -> done",
    )
    assert done.ends() == [180]
    assert [done.entered(key) for key in ("timer", "message", "error", "done")] == [1, 0, 0, 1]


def test_s17_of_two_equal_timers_the_first_declared_wins():
    done = run(
        start(),
        race(),
        wait("x", duration="5 min"),
        wait("y", duration="5 min"),
        outcome(),
        "start -> race",
        flow("race", "y", order=1),
        flow("race", "x", order=2),
        "x -> done",
        "y -> done",
    )
    assert (done.entered("x"), done.entered("y"), done.entered("done")) == (0, 1, 1)


def loop(probability):
    return (
        work("a", 10),
        work("b", 5),
        decision("again"),
        outcome(),
        "start -> a -> b -> again",
        flow("again", "a", probability=probability),
        flow("again", "done", probability=1 - probability),
    )


def test_s18_rework_passes_are_geometric():
    done = Run(process(trigger("start", arrivals=every(minutes(60))), loop(0.2), MIDNIGHT), cases=20_000)
    cycles = (done.trace.cases.ended - done.trace.cases.arrived) / MINUTE
    passes = cycles / 15
    error = 0.559 / 20_000**0.5
    assert abs(passes.mean() - 1.25) <= 4 * error
    assert abs(cycles.mean() - 18.75) <= 4 * 15 * error
    assert cycles.std() == pytest.approx(8.385, abs=0.25)
    assert (passes == 1).mean() == pytest.approx(0.8, abs=0.012)
    assert (passes == 2).mean() == pytest.approx(0.16, abs=0.011)


def test_s19_a_loop_without_exit_is_stopped_with_its_node_named():
    endless = process(
        start(),
        number("size", initial=1.0),
        work("a", 10),
        decision("again"),
        outcome(),
        "start -> a -> again",
        flow("again", "a", condition="size > 0"),
        flow("again", "done", default=True),
        MIDNIGHT,
    )
    engine = Engine(compiled(endless, limits={"visits": 500}))
    assert not engine.advance()
    assert engine.halted == (codes.TOO_MANY_VISITS, "a")


def branching_box(**end):
    return (
        start(),
        box("sub", "inner"),
        work("after", 3),
        outcome(),
        "start -> sub",
        flow("sub", "after", outcome="x-end"),
        flow("sub", "after", outcome="y-end"),
        "after -> done",
        inside(
            "inner",
            parallel("fork"),
            work("x", 5, role="clerk"),
            work("y", 8, role="smith"),
            outcome("x-end", **end),
            outcome("y-end"),
        ),
        "fork -> x -> x-end",
        "fork -> y -> y-end",
        role("clerk"),
        role("smith"),
    )


def test_s20_a_box_ends_with_its_last_token():
    done = run(branching_box())
    assert done.stays("sub") == [(0, 8)]
    assert done.stays("after") == [(8, 11)]


def test_s21_terminate_ends_the_box_and_frees_servers_at_once():
    done = run(branching_box(terminate=True))
    assert done.stays("sub") == [(0, 5)]
    assert done.stays("y", codes.CANCELLED) == [(0, 5)]
    assert done.stays("after") == [(5, 8)]


def test_s22_terminate_ends_the_case():
    done = run(
        start(),
        parallel("split"),
        work("a", 10),
        work("b", 20, role="clerk"),
        outcome("stop", terminate=True),
        outcome(),
        role("clerk"),
        "start -> split -> a -> stop",
        "split -> b -> done",
    )
    assert done.ends() == [10]
    assert done.stays("b", codes.CANCELLED) == [(0, 10)]
    assert done.count(codes.COMPLETED) == 1


def test_s24_two_tokens_make_two_runs_of_a_box():
    done = run(
        start(),
        parallel("split"),
        work("late", 3),
        box("sub", "inner"),
        outcome(),
        "start -> split -> sub -> done",
        "split -> late -> sub",
        inside(
            "inner",
            trigger("in"),
            parallel("fork"),
            work("x", 5),
            work("y", 8),
            parallel("meet"),
            outcome("out"),
        ),
        "in -> fork -> x -> meet",
        "fork -> y -> meet -> out",
    )
    assert done.stays("sub") == [(0, 8), (3, 11)]
    assert done.count(codes.COMPLETED) == 1


def test_a_shared_workflow_runs_in_each_of_its_boxes():
    done = run(
        start(),
        box("first", "inner"),
        box("second", "inner"),
        outcome(),
        "start -> first -> second -> done",
        inside("inner", trigger("in"), work("x", 5), outcome("out")),
        "in -> x -> out",
    )
    assert done.stays("x") == [(0, 5), (5, 10)]
    assert done.program.paths.count(("second", "x")) == 1


def test_a_token_leaves_a_box_by_the_outcome_it_ended_at():
    done = run(
        start(),
        number("size", initial=9.0),
        box("sub", "inner"),
        work("small", 1),
        work("large", 2),
        outcome(),
        "start -> sub",
        flow("sub", "small", outcome="no"),
        flow("sub", "large", outcome="yes"),
        "small -> done",
        "large -> done",
        inside("inner", trigger("in"), decision("big"), outcome("yes"), outcome("no")),
        "in -> big",
        flow("big", "yes", condition="size > 5"),
        flow("big", "no", default=True),
    )
    assert (done.entered("small"), done.entered("large")) == (0, 1)


def test_a_token_enters_a_box_by_the_trigger_its_flow_names():
    done = run(
        start(),
        box("sub", "inner"),
        outcome(),
        flow("start", "sub", trigger="by-mail"),
        "sub -> done",
        inside(
            "inner", trigger("by-mail"), trigger("by-phone"), work("read", 2), work("talk", 7), outcome("out")
        ),
        "by-mail -> read -> out",
        "by-phone -> talk -> out",
    )
    assert (done.entered("read"), done.entered("talk")) == (1, 0)


def test_s25_an_empty_box_lets_tokens_pass():
    done = run(
        start(), box("sub", "inner"), work("a", 2), outcome(), workflow("inner"), "start -> sub -> a -> done"
    )
    assert done.ends() == [2]


def test_s34_a_task_runs_for_each_token():
    done = run(split("split -> a -> c", "split -> b -> c -> done"))
    assert done.stays("c") == [(10, 15), (20, 25)]


def test_s35_a_task_with_two_flows_splits():
    done = run(
        start(),
        work("a", 1),
        work("b", 2),
        work("c", 3),
        outcome(),
        "start -> a -> b -> done",
        "a -> c -> done",
    )
    assert done.stays("b") == [(1, 3)]
    assert done.stays("c") == [(1, 4)]


def test_s36_a_task_without_outgoing_flow_takes_the_token():
    done = run(start(), work("a", 4), outcome(), "start -> a")
    assert done.ends() == [4]


def test_s37_an_outcome_takes_only_its_own_token():
    done = run(split("split -> a -> done", "split -> b -> done"))
    assert done.stays("b") == [(0, 20)]
    assert done.ends() == [20]


def test_s39_higher_priority_goes_first_without_interrupting():
    done = run(
        start("low", at("00:00", "00:01")),
        start("high", at("00:02")),
        task("slow", role="clerk", duration="10 min"),
        task("fast", role="clerk", duration="10 min", priority=5.0),
        outcome(),
        "low -> slow -> done",
        "high -> fast -> done",
        role("clerk", queue="priority"),
    )
    assert done.stays("slow") == [(0, 10), (20, 30)]
    assert done.stays("fast") == [(10, 20)]


@pytest.mark.parametrize(
    ("queue", "order"), [("fifo", [1, 2, 3]), ("lifo", [3, 2, 1]), ("shortest", [3, 2, 1])]
)
def test_queue_disciplines(queue, order):
    done = run(
        start("now", at("00:00")),
        start("later", at("00:01", "00:02", "00:03")),
        number("turn", initial=0.0),
        task("first", role="clerk", duration="10 min"),
        task("rest", role="clerk", duration={"kind": "constant", "value": 5, "unit": "min"}),
        outcome(),
        "now -> first -> done",
        "later -> rest -> done",
        role("clerk", queue=queue if queue != "shortest" else "lifo"),
    )
    log = done.trace.log
    rows = done.rows("rest")
    assert [int(case) for case in log.case[rows]] == order


def test_the_shortest_work_goes_first_where_the_queue_says_so():
    done = run(
        start("one", at("00:00", "00:01")),
        start("two", at("00:02")),
        work("long", 10, role="clerk"),
        work("short", 1, role="clerk"),
        outcome(),
        "one -> long -> done",
        "two -> short -> done",
        role("clerk", queue="shortest"),
    )
    assert done.stays("short") == [(10, 11)]
    assert done.stays("long") == [(0, 10), (11, 21)]


def test_s40_nobody_waits_for_what_is_yet_to_come():
    done = run(
        trigger("a", arrivals=every(minutes(240))),
        start("b", at("02:00", "06:00", "10:00")),
        work("one", 60, role="clerk"),
        work("two", 60, role="clerk", priority=3.0),
        outcome(),
        "a -> one -> done",
        "b -> two -> done",
        role("clerk", queue="priority"),
        cases=6,
    )
    assert set(done.waits("one") + done.waits("two")) == {0}


def test_s43_a_server_is_released_before_the_next_arrival_takes_it():
    times = at(*(f"00:{minute:02}" for minute in range(10)))
    done = run(
        start("start", times), work("a", 1, role="clerk"), outcome(), "start -> a -> done", role("clerk")
    )
    assert done.waits("a") == [0] * 10
    assert len(done.ends()) == 10


def test_s44_servers_that_come_for_an_hour_finish_what_they_began():
    short = calendar("short", start="01:00", end="02:00")
    done = run(
        start("start", at("00:00", "00:00", "00:00")),
        task("a", role="clerk", duration="120 min", at_shift_end="finish"),
        outcome(),
        "start -> a -> done",
        role("clerk", capacity=1),
        extra_hands(short),
    )
    assert sorted(done.ends()) == [120, 180, 180]


def extra_hands(hours):
    from tests.support.build import person

    return [hours, *(person(key, "clerk", calendar=hours.id) for key in ("ann", "bob"))]


def test_s45_work_is_paused_until_the_next_shift():
    from designer.model.people import Calendar, Hours

    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    duty = Calendar(
        id="duty",
        hours=(Hours(days=days, start="00:05", end="00:10"), Hours(days=days, start="00:15", end="23:00")),
    )
    done = run(
        start("start", at("00:00", "00:00", "00:00")),
        work("a", 5, role="clerk"),
        outcome(),
        "start -> a -> done",
        role("clerk", calendar="duty"),
        duty,
    )
    assert done.ends() == [10, 20, 25]


def help_desk(interval, length, **more):
    return process(
        trigger("call", arrivals=every(minutes(interval))),
        help_desk_parts(length, **more),
        scenario("run", start="2026-01-05T00:00:00", cases=7),
    )


def help_desk_parts(length, **more):
    return (
        task("answer", role="agent", duration=f"{length} min", **more),
        outcome(),
        "call -> answer -> done",
        role("agent", capacity=2),
    )


def test_help_desk_waits_as_worked_out_by_hand():
    done = Run(help_desk(2, 10))
    assert done.waits("answer") == [0, 0, 6, 6, 12, 12, 18]
    assert max(done.ends()) == 42  # the first call comes after one interval


def help_desk_from_zero(interval, length):
    times = at(*(f"{interval * i // 60:02}:{interval * i % 60:02}" for i in range(7)))
    return process(start("call", times), help_desk_parts(length), MIDNIGHT)


def test_help_desk_with_the_first_call_at_zero():
    done = Run(help_desk_from_zero(2, 10))
    waits = done.waits("answer")
    assert waits == [0, 0, 6, 6, 12, 12, 18]
    assert sum(waits) == 54
    assert max(done.ends()) == 40


def test_help_desk_stopped_after_130_minutes():
    stopped = Run(help_desk_from_zero(20, 50), until=130)
    log = stopped.trace.log
    running = log.ended < 0
    assert len(stopped.ends()) == 4
    assert int((running & (log.started >= 0)).sum()) == 2
    assert int((running & (log.started < 0)).sum()) == 1
    ends = np.where(running, 130 * MINUTE, log.ended)
    first = log.server == 0
    assert (ends - log.started)[first].sum() == 130 * MINUTE


def test_costs_are_fixed_ones_and_hours_at_their_rate():
    document = process(
        start(),
        task("one", role="a", duration="3 h", cost=100.0),
        task("two", role="b", duration="4 h", cost=100.0),
        task("call", role="c", duration="2 h", cost=100.0),
        outcome(),
        "start -> one -> two -> call -> done",
        role("a", cost_per_hour=30.0),
        role("b", cost_per_hour=20.0),
        role("c", cost_per_hour=10.0),
        MIDNIGHT,
    )
    figures = summary(measure(compiled(document)))
    assert figures["process"]["cost"]["mean"] == 490
    assert [figures["nodes"][key]["cost"]["mean"] for key in ("one", "two", "call")] == [190, 180, 120]


def test_help_desk_stopped_at_a_horizon():
    stopped = Run(help_desk(20, 50), until=150)
    assert len(stopped.ends()) == 4
    log = stopped.trace.log
    running = log.ended < 0
    assert int((running & (log.started >= 0)).sum()) == 2
    assert int((running & (log.started < 0)).sum()) == 1
    first = log.server == 0
    assert sum(min(e, 150) - s for s, e in _spans(log, first)) == 130


def _spans(log, rows):
    ends = [150 if end < 0 else end / MINUTE for end in log.ended[rows]]
    return zip((log.started[rows] / MINUTE), ends, strict=True)


def test_s48_every_case_is_in_one_state():
    stopped = Run(help_desk(20, 50), until=150)
    counts = [stopped.count(s) for s in (codes.COMPLETED, codes.IN_PROGRESS, codes.STUCK, codes.FAILED)]
    assert counts == [4, 3, 0, 0]
    assert sum(counts) == len(stopped.trace.cases)


def test_a_handoff_takes_its_delay():
    done = run(
        start(),
        work("a", 10),
        outcome(),
        "start -> a",
        flow("a", "done", handoff={"channel": "email", "delay": "2 h"}),
    )
    assert done.ends() == [130]
    assert done.trace.cases.delay[0] == 120 * MINUTE


def test_a_wait_until_a_time_of_day():
    done = run(
        start(arrivals=at("10:30")), wait("morning", until="09:00"), outcome(), "start -> morning -> done"
    )
    assert done.ends() == [24 * 60 + 9 * 60]


def test_a_task_can_need_several_servers():
    done = run(
        start(arrivals=at("00:00", "00:00")),
        work("lift", 10, role="porter", units=2),
        outcome(),
        "start -> lift -> done",
        role("porter", capacity=3),
    )
    assert done.stays("lift") == [(0, 10), (10, 20)]
    assert len(done.trace.extra) == 2


def test_speed_divides_working_time():
    from tests.support.build import person

    done = run(
        start(),
        work("a", 12, role="clerk"),
        outcome(),
        "start -> a -> done",
        role("clerk"),
        person("jane", "clerk", speed=1.2),
    )
    assert done.stays("a") == [(0, 10)]


def test_a_person_with_two_roles_is_one_server():
    from tests.support.build import person

    done = run(
        start(),
        parallel("split"),
        work("a", 10, role="clerk"),
        work("b", 10, role="smith"),
        outcome(),
        "start -> split -> a -> done",
        "split -> b -> done",
        role("clerk"),
        role("smith"),
        person("jane", "clerk", "smith"),
    )
    assert sorted(done.stays("a") + done.stays("b")) == [(0, 10), (10, 20)]


def test_transitions_of_a_state_compete():
    done = run(
        start(),
        number("tries", initial=0.0),
        state("new"),
        state("escalated"),
        outcome("solved"),
        "start -> new",
        flow("new", "solved", after="5 h", condition="tries > 3"),
        flow("new", "escalated", after="8 h"),
        flow("new", "solved", after="9 h"),
        flow("escalated", "solved", after="1 h"),
    )
    assert done.entered("escalated") == 1
    assert done.ends() == [540]


def test_outputs_are_written_when_the_task_ends():
    done = run(
        start(),
        number("total", initial=4.0),
        task("a", duration="1 min", outputs=({"field": "total", "value": "total * 2 + 1"},)),
        outcome(),
        "start -> a -> done",
    )
    assert done.trace.cases.values[0, 0] == 9


def test_two_cases_never_meet_at_a_join():
    done = Run(
        process(
            start("start", at("00:00", "00:05")),
            *split("split -> a -> join", "split -> b -> join -> c -> done", parallel("join"))[1:],
            MIDNIGHT,
        )
    )
    assert done.stays("c") == [(20, 25), (25, 30)]


def test_a_condition_on_a_field_without_a_value_fails_the_case():
    failed = run(
        start(),
        number("size"),
        decision(),
        outcome(),
        outcome("other"),
        "start -> choose",
        flow("choose", "done", condition="size > 1"),
        flow("choose", "other", default=True),
    )
    assert failed.count(codes.FAILED) == 1


def test_a_server_whose_case_fails_is_free_once_only():
    failed = run(
        start("start", at("00:00", "00:01", "00:02", "00:03")),
        number("size", initial=0.0),
        work("a", 10, role="clerk", outputs=({"field": "size", "value": "1 / size"},)),
        outcome(),
        "start -> a -> done",
        role("clerk"),
    )
    assert failed.count(codes.FAILED) == 4
    assert failed.stays("a", codes.CANCELLED) == [(0, 10), (10, 20), (20, 30), (30, 40)]


def timed(*parts, host="a", **timer):
    return (
        start(),
        work("a", 10, role="clerk"),
        work("c", 5),
        outcome(),
        boundary("late", host=host, **timer),
        "start -> a -> done",
        "late -> c -> done",
        role("clerk"),
        *parts,
    )


def test_s26_an_interrupting_timer_cancels_the_work_and_frees_the_server():
    done = run(
        timed(
            start("second", at("00:01")),
            task("b", role="clerk", duration="2 min"),
            "second -> b -> done",
            after="5 min",
        )
    )
    assert done.stays("a", codes.CANCELLED) == [(0, 5)]
    assert done.stays("c") == [(5, 10)]
    assert done.stays("b") == [(5, 7)]
    assert sorted(done.ends()) == [7, 10]


def test_s28_a_timer_that_does_not_interrupt_sends_an_extra_token():
    done = run(timed(after="5 min", interrupting=False))
    assert done.stays("a") == [(0, 10)]
    assert done.stays("c") == [(5, 10)]
    assert done.entered("done") == 2


def test_s29_the_clock_starts_when_the_token_arrives():
    busy = (start("early", at("00:00")), work("other", 7, role="clerk"), "early -> other -> done")
    done = run(timed(*busy, after="5 min"))
    both = done.stays("a", codes.CANCELLED) + done.stays("other")
    assert sorted(both) == [(0, 7), (5, 5)]


def test_s30_of_two_timers_only_the_first_strikes():
    done = run(timed(boundary("later", host="a", after="8 min"), "later -> done", after="5 min"))
    assert (done.entered("late"), done.entered("later")) == (1, 0)
    assert done.ends() == [10]


def test_work_that_ends_in_time_is_not_interrupted():
    done = run(timed(after="10 min"))
    assert done.stays("a") == [(0, 10)]
    assert done.entered("late") == 0


def test_an_error_is_decided_when_the_work_ends():
    done = Run(
        process(
            trigger("start", arrivals=every(minutes(60))),
            work("a", 10),
            work("c", 5),
            outcome(),
            boundary("broken", host="a", event="error", probability=0.3),
            "start -> a -> done",
            "broken -> c -> done",
            MIDNIGHT,
        ),
        cases=2000,
    )
    assert len(done.stays("a")) == 2000
    assert abs(done.entered("c") - 600) < 4 * (2000 * 0.21) ** 0.5
    assert {round(b - a) for a, b in done.stays("c")} == {5}


def test_a_timer_on_a_box_cancels_all_inside_it():
    done = run(
        start(),
        box("sub", "inner"),
        work("c", 1),
        outcome(),
        boundary("late", host="sub", after="7 min"),
        "start -> sub -> done",
        "late -> c -> done",
        inside("inner", trigger("in"), work("x", 5), work("y", 8), outcome("out")),
        "in -> x -> y -> out",
    )
    assert done.stays("x") == [(0, 5)]
    assert done.stays("y", codes.CANCELLED) == [(5, 7)]
    assert done.stays("sub", codes.CANCELLED) == [(0, 7)]
    assert done.ends() == [8]


def test_s35_conditions_on_the_flows_of_a_task_choose_several():
    done = run(
        start(),
        number("size", initial=9.0),
        work("a", 1),
        work("b", 2),
        work("c", 3),
        outcome(),
        "start -> a",
        flow("a", "b", condition="size > 5"),
        flow("a", "c", condition="size > 7"),
        flow("a", "done", default=True),
        "b -> done",
        "c -> done",
    )
    assert (done.entered("b"), done.entered("c"), done.entered("done")) == (1, 1, 2)


def test_s12_an_inclusive_decision_without_a_true_condition_fails():
    failed = run(
        start(),
        number("size", initial=1.0),
        decision(mode="inclusive"),
        work("a", 1),
        work("b", 1),
        outcome(),
        "start -> choose",
        flow("choose", "a", condition="size > 5"),
        flow("choose", "b", condition="size > 7"),
        "a -> done",
        "b -> done",
    )
    assert failed.count(codes.FAILED) == 1
