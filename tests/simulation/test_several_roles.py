"""Tasks that need several roles at once, in minutes: S42 and cases by hand."""

from itertools import pairwise

import pytest

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.simulation.compile import compile as compiled
from designer.simulation.playback import Playback
from tests.support.build import calendar, outcome, person, process, role, scenario, task, trigger
from tests.support.runs import MIDNIGHT, MINUTE, Run, at, every, exponential, run, start


def both(key, own, other, length=10, units=1, **keys):
    also = ({"role": other, "units": units},)
    return task(key, role=own, also=also, duration=f"{length} min", **keys)


def crossing(*parts, ones=("00:00",), twos=("00:00",)):
    return (
        start("one", at(*ones)),
        start("two", at(*twos)),
        both("a", "p", "q"),
        both("b", "q", "p"),
        outcome(),
        "one -> a -> done",
        "two -> b -> done",
        *parts,
    )


def test_s42_two_tasks_that_need_each_others_role_do_not_lock():
    done = run(crossing(role("p"), role("q"), ones=("00:00", "00:01"), twos=("00:00", "00:01")))
    assert sorted(done.stays("a") + done.stays("b")) == [(0, 10), (10, 20), (20, 30), (30, 40)]
    assert len(done.ends()) == 4


def test_s42_requests_are_served_in_the_order_of_coming():
    done = run(crossing(role("p"), role("q"), ones=("00:00", "00:02"), twos=("00:01", "00:03")))
    assert done.stays("a") == [(0, 10), (20, 30)]
    assert done.stays("b") == [(10, 20), (30, 40)]


def test_a_role_is_not_held_while_the_other_is_busy():
    done = run(
        start("early", at("00:00")),
        start("one", at("00:01")),
        start("later", at("00:02")),
        task("busy", role="q", duration="20 min"),
        both("a", "p", "q"),
        task("quick", role="p", duration="3 min"),
        outcome(),
        "early -> busy -> done",
        "one -> a -> done",
        "later -> quick -> done",
        role("p", capacity=2),
        role("q"),
    )
    # In the queue of its role a task that cannot begin keeps its turn, like one that needs several servers.
    assert done.stays("a") == [(20, 30)]
    assert done.stays("quick") == [(20, 23)]


def test_another_task_may_use_what_a_waiting_one_cannot_yet():
    done = run(
        start("early", at("00:00")),
        start("one", at("00:01")),
        start("later", at("00:02")),
        task("busy", role="p", duration="20 min"),
        both("a", "p", "q"),
        task("quick", role="q", duration="3 min"),
        outcome(),
        "early -> busy -> done",
        "one -> a -> done",
        "later -> quick -> done",
        role("p"),
        role("q"),
    )
    assert done.stays("quick") == [(2, 5)]
    assert done.stays("a") == [(20, 30)]


def test_people_who_hold_both_roles_are_seated_so_that_all_have_one():
    done = run(
        start(),
        both("a", "p", "q"),
        outcome(),
        "start -> a -> done",
        role("p"),
        role("q"),
        person("ann", "p", "q", speed=2.0),
        person("bob", "p"),
    )
    # The faster Ann would be first for both roles; only Bob can take the first for her.
    assert done.stays("a") == [(0, 10)]


def test_one_person_is_never_two_servers():
    document = process(
        start(),
        both("a", "p", "q"),
        outcome(),
        "start -> a -> done",
        role("p"),
        role("q"),
        person("ann", "p", "q"),
        MIDNIGHT,
    )
    found = summary(measure(compiled(document)))
    assert found["cases"]["stuck"] == 1
    assert "never there together" in found["problems"][0]["message"]


def test_each_role_costs_and_is_busy():
    document = process(
        start(),
        both("a", "p", "q", length=30, units=2),
        task("rest", role="p", duration="30 min"),
        outcome(),
        "start -> a -> rest -> done",
        role("p", cost_per_hour=60.0),
        role("q", capacity=2, cost_per_hour=20.0),
        MIDNIGHT,
    )
    found = summary(measure(compiled(document)))
    assert found["process"]["cost"]["mean"] == pytest.approx(30 + 2 * 10 + 30)
    assert found["roles"]["p"]["utilisation"] == pytest.approx(1.0)
    assert found["roles"]["q"]["utilisation"] == pytest.approx(0.5)


def test_playback_shows_every_role_at_work():
    done = run(
        start(),
        both("a", "p", "q", units=2),
        outcome(),
        "start -> a -> done",
        role("p"),
        role("q", capacity=3),
    )
    playback = Playback(done.program.document, done.program, done.trace)
    assert [(load.role, load.busy) for load in playback.frame(MINUTE, 0).roles] == [("p", 1), ("q", 2)]


def test_a_task_may_need_others_without_a_role_of_its_own():
    done = run(
        start("start", at("00:00", "00:00")),
        task("a", duration="10 min", also=({"role": "p"},)),
        outcome(),
        "start -> a -> done",
        role("p"),
    )
    assert done.stays("a") == [(0, 10), (10, 20)]


def test_all_begin_when_the_shift_does():
    done = run(
        start("start", at("08:00")),
        both("a", "p", "q"),
        outcome(),
        "start -> a -> done",
        calendar(),
        role("p", calendar="office"),
        role("q", calendar="office"),
    )
    assert done.stays("a") == [(540, 550)]


def test_no_server_is_in_two_places():
    document = process(
        trigger("start", arrivals=every(exponential(6))),
        trigger("two", arrivals=every(exponential(6))),
        task("a", role="p", also=({"role": "q"},), duration=exponential(4)),
        task("b", role="q", also=({"role": "p"},), duration=exponential(3)),
        outcome(),
        "start -> a -> done",
        "two -> b -> done",
        role("p"),
        role("q"),
        person("ann", "p", "q"),
        person("bob", "p"),
        person("cid", "q"),
        scenario("run", cases=400),
    )
    trace = Run(document).trace
    assert (trace.cases.state == 1).all()
    pairs = [(int(s), i) for i, s in enumerate(trace.log.server)] + [(int(s), int(r)) for r, s in trace.extra]
    for server in range(3):
        spans = sorted(
            (int(trace.log.started[row]), int(trace.log.ended[row])) for who, row in pairs if who == server
        )
        assert len(spans) > 50
        assert all(end <= begun for (_, end), (begun, _) in pairwise(spans))


def test_a_person_without_a_cost_is_paid_as_the_role_they_act_in():
    document = process(
        start(),
        task("write", role="author", duration="1 h"),
        task("check", role="editor", also=({"role": "author"},), duration="1 h"),
        outcome(),
        "start -> write -> check -> done",
        role("author", capacity=0, cost_per_hour=10.0),
        role("editor", capacity=0, cost_per_hour=100.0),
        person("ann", "author", "editor"),
        person("bob", "author", cost_per_hour=1.0),
        MIDNIGHT,
    )
    nodes = summary(measure(compiled(document)))["nodes"]
    assert nodes["write"]["cost"]["mean"] == 10.0  # by ann, the first by id
    assert nodes["check"]["cost"]["mean"] == 100.0 + 1.0  # ann edits, and bob stands in as the author
