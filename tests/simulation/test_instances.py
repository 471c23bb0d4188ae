"""Tasks and boxes that run several times for one token: S32, S33 and what follows from them, in minutes."""

import pytest

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    number,
    outcome,
    process,
    role,
    task,
    trigger,
)
from tests.support.runs import MIDNIGHT, at, exponential, minutes, run, start


def several(*parts, role=None, duration="10 min", **instances):
    return (
        start(),
        task("a", duration=duration, role=role, instances=instances),
        task("c", duration="5 min"),
        outcome(),
        "start -> a -> c -> done",
        *parts,
    )


@pytest.mark.parametrize(("capacity", "end"), [(3, 10), (2, 20), (1, 30)])
def test_s32_instances_at_once_share_the_servers(capacity, end):
    done = run(several(role("clerk", capacity=capacity), role="clerk", count=3))
    assert len(done.stays("a")) == 3
    assert done.stays("a")[-1][1] == end
    assert done.ends() == [end + 5]


def test_s32_without_a_role_all_run_at_once():
    assert run(several(count=3)).stays("a") == [(0, 10)] * 3


def test_s32_instances_in_turn_follow_one_another():
    done = run(several(role("clerk", capacity=3), role="clerk", count=3, mode="sequential"))
    assert done.stays("a") == [(0, 10), (10, 20), (20, 30)]
    assert done.waits("a") == [0, 0, 0]
    assert done.ends() == [35]


def test_s33_the_first_to_end_ends_them_all():
    done = run(
        several(role("clerk", capacity=4), role="clerk", duration=exponential(10), count=5, until="first")
    )
    ((begun, first),) = done.stays("a")
    assert begun == 0
    assert sorted(done.stays("a", codes.CANCELLED)) == [(0, first)] * 3 + [(first, first)]
    assert done.ends() == [first + 5]


def test_s33_in_turn_the_first_is_the_only_one():
    done = run(several(count=4, mode="sequential", until="first"))
    assert done.stays("a") == [(0, 10)]
    assert done.entered("a") == 1


def test_the_number_may_depend_on_the_case():
    done = run(several(number("lines", initial=4.0), count="lines / 2"))
    assert (done.entered("a"), done.ends()) == (2, [15])


def test_no_instance_lets_the_token_pass_at_once():
    done = run(several(number("lines", initial=0.0), count="lines"))
    assert (done.entered("a"), done.ends()) == (0, [5])


def test_a_number_that_cannot_be_worked_out_fails_the_case():
    assert run(several(number("lines"), count="lines")).count(codes.FAILED) == 1


def test_one_flow_is_taken_however_many_instances_ran():
    done = run(several(count=3))
    assert (done.entered("c"), done.entered("done")) == (1, 1)


def test_each_instance_has_luck_of_its_own_and_the_first_that_of_a_single_run():
    three = run(several(duration=exponential(10), count=3, mode="sequential")).stays("a")
    (one,) = run(several(duration=exponential(10), count=1)).stays("a")
    assert three[0] == one
    assert len({round(end - begin, 3) for begin, end in three}) == 3


def test_an_event_on_the_border_is_for_all_of_them():
    done = run(
        several(
            boundary("late", host="a", after="15 min"),
            "late -> done",
            role("clerk", capacity=2),
            role="clerk",
            count=3,
        )
    )
    assert done.stays("a") == [(0, 10), (0, 10)]
    assert done.stays("a", codes.CANCELLED) == [(10, 15)]
    assert done.entered("late") == 1
    assert done.ends() == [15]


def sub(**instances):
    return (
        start(),
        box("sub", "inner", instances=instances),
        outcome(),
        "start -> sub -> done",
        inside(
            "inner", trigger("in"), task("x", duration="5 min"), task("y", duration="2 min"), outcome("out")
        ),
        "in -> x -> y -> out",
    )


def test_a_box_runs_several_times():
    done = run(sub(count=3))
    assert done.stays("sub") == [(0, 7)] * 3
    assert done.stays("y") == [(5, 7)] * 3
    assert done.ends() == [7]


def test_a_box_runs_several_times_in_turn():
    done = run(sub(count=2, mode="sequential"))
    assert done.stays("sub") == [(0, 7), (7, 14)]
    assert done.ends() == [14]


def test_a_box_is_left_by_the_outcome_at_which_its_last_run_ended():
    done = run(
        start(),
        number("turn", initial=0.0),
        box("sub", "inner", instances={"count": 2, "mode": "sequential"}),
        outcome("yes"),
        outcome("no"),
        "start -> sub",
        flow("sub", "yes", outcome="second"),
        flow("sub", "no", outcome="first"),
        inside(
            "inner",
            trigger("in"),
            task("x", duration="5 min", outputs=({"field": "turn", "value": "turn + 1"},)),
            decision(),
            outcome("first"),
            outcome("second"),
        ),
        "in -> x -> choose",
        flow("choose", "second", condition="turn > 1"),
        flow("choose", "first", default=True),
    )
    assert (done.entered("yes"), done.entered("no")) == (1, 0)


def test_what_is_under_way_shows_the_instances_only():
    done = run(several(role("clerk", capacity=2), role="clerk", count=3), until=4)
    log = done.trace.log
    assert len(log) == 3
    assert sorted(log.started.tolist()) == [-1, 0, 0]


def test_figures_count_runs():
    document = process(
        several(role("clerk", cost_per_hour=60.0), role="clerk", count=3, mode="sequential"), MIDNIGHT
    )
    found = summary(measure(compiled(document)))
    assert found["nodes"]["a"]["entered"] == found["nodes"]["a"]["completed"] == 3
    assert found["nodes"]["a"]["working"]["n"] == 3
    assert found["process"]["cost"]["mean"] == pytest.approx(30)
    assert found["process"]["working"]["mean"] == 35 * 60


def test_a_box_holds_all_its_runs():
    document = process(sub(count=3), MIDNIGHT)
    found = summary(measure(compiled(document)))
    assert found["boxes"]["sub"]["runs"] == 3
    assert found["boxes"]["sub"]["working"]["mean"] == 7 * 60
    assert found["process"]["working"]["mean"] == 21 * 60


def test_thousands_of_instances_need_no_room_beforehand():
    done = run(several(role("clerk", capacity=10), role="clerk", count=20_000, duration="1 min"))
    assert done.stays("a")[-1][1] == 2000


def test_stepping_back_into_instances_gives_the_same_run():
    document = process(
        start("start", at("00:00", "00:01")),
        several(role("clerk"), role="clerk", duration=exponential(3), count=4, until="first")[1:],
        MIDNIGHT,
    )
    straight, stepped = Engine(compiled(document)), Engine(compiled(document))
    stepped.advance(max_events=9)
    snapshot = stepped.snapshot()
    stepped.advance(max_events=7)
    stepped.restore(snapshot)
    assert not stepped.advance()
    straight.advance()
    assert (straight.trace().log.ended == stepped.trace().log.ended).all()


def test_a_box_within_instances_of_a_box():
    done = run(
        start(),
        box("outer", "middle", instances={"count": 2}),
        outcome(),
        "start -> outer -> done",
        inside(
            "middle",
            trigger("m-in"),
            box("sub", "inner", instances={"count": 3, "mode": "sequential"}),
            outcome("m-out"),
        ),
        "m-in -> sub -> m-out",
        inside("inner", trigger("in"), task("x", duration=minutes(4)), outcome("out")),
        "in -> x -> out",
    )
    assert done.stays("sub") == [(0, 4), (0, 4), (4, 8), (4, 8), (8, 12), (8, 12)]
    assert done.ends() == [12]
