"""What playback shows is what the log says."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.simulation import codes
from designer.simulation.playback import Playback
from tests.support.build import flow, outcome, process, role, scenario, task, trigger
from tests.support.calls import calls
from tests.support.models import lead_to_cash
from tests.support.runs import MINUTE, Run, every, minutes
from tests.support.strategies import documents


def playback(done):
    return Playback(done.program.document, done.program, done.trace)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(documents(), st.floats(0, 1))
def test_badges_equal_the_log(document, share):
    done = Run(document, cases=20)
    shown = playback(done)
    ms = shown.end_ms * share
    frame = shown.frame(ms, 1000.0)
    log, kinds = done.trace.log, done.program.kinds
    for index, path in enumerate(shown.node_paths):
        inside = np.array([p[: len(path)] == path for p in done.program.paths]) & (kinds != codes.BOX)
        rows = inside[log.place]
        task_rows = rows & (kinds[log.place] == codes.TASK)
        joins = rows & np.isin(kinds[log.place], codes.JOINS)
        waiting = (
            _at(log.enabled, log.started, ms)[task_rows].sum() + _at(log.enabled, log.ended, ms)[joins].sum()
        )
        assert frame.queue[index] == waiting
        assert frame.busy[index] == _at(log.started, log.ended, ms)[task_rows].sum()
        assert frame.inside[index] == _at(log.enabled, log.ended, ms)[rows].sum()
    assert frame.started == (done.trace.cases.arrived <= ms).sum()
    assert frame.finished == (done.trace.cases.ended <= ms).sum()


def _at(begin, end, ms):
    return (begin <= ms) & (ms < end)


def test_a_handoff_travels_for_as_long_as_it_takes():
    document = process(
        trigger("start", arrivals=every(minutes(10))),
        outcome(),
        flow("start", "done", handoff={"delay": "100 min"}),
        scenario("run", cases=2),
    )
    frame = playback(Run(document)).frame(60 * MINUTE, 1000.0)
    assert frame.token_case.tolist() == [0, 1]
    assert frame.token_fraction.tolist() == pytest.approx([0.5, 0.4])


def test_a_move_is_shown_for_the_time_asked_for():
    document = process(
        trigger("start", arrivals=every(minutes(10))),
        task("a", duration="5 min"),
        outcome(),
        "start -> a -> done",
        scenario("run", cases=1),
    )
    shown = playback(Run(document))
    frame = shown.frame(12 * MINUTE, 4 * MINUTE)
    assert [shown.flow_paths[f] for f in frame.token_flow] == [("start-a",)]
    assert frame.token_fraction.tolist() == [0.5]
    assert shown.frame(14 * MINUTE, 4 * MINUTE).token_case.tolist() == []


def test_events_lead_from_moment_to_moment():
    document = process(
        trigger("start", arrivals=every(minutes(10))),
        task("a", role="clerk", duration="5 min"),
        outcome(),
        "start -> a -> done",
        role("clerk"),
        scenario("run", cases=2),
    )
    shown = playback(Run(document))
    seen, ms = [], shown.next_event(-1)
    while ms is not None:
        seen.append(ms / MINUTE)
        ms = shown.next_event(ms)
    assert seen == [10, 15, 20, 25]
    assert shown.previous_event(15 * MINUTE) == 10 * MINUTE
    assert shown.previous_event(10 * MINUTE) is None
    assert shown.event_count == 4


def test_the_load_of_a_role_counts_its_work_and_its_queue():
    done = Run(lead_to_cash(cases=100))
    shown = playback(done)
    for ms in np.linspace(0, shown.end_ms, 50):
        frame = shown.frame(float(ms), 1.0)
        assert all(0 <= load.busy <= load.servers for load in frame.roles)
        assert sum(load.queue + load.busy for load in frame.roles) <= frame.inside.sum()


def test_a_frame_of_many_cases_is_no_more_work_than_one_of_few():
    def work(cases):
        shown = playback(Run(lead_to_cash(cases=cases)))
        moments = np.linspace(0, shown.end_ms, 50)
        shown.frame(0.0, 60_000.0)
        return calls(lambda: [shown.frame(float(ms), 60_000.0) for ms in moments])

    assert work(1000) < 1.5 * work(50)
