"""What holds in every run of every document, with all that a process can have in it."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.model.change import Change
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from designer.simulation.parts import whole
from designer.simulation.playback import Playback
from tests.support.build import note, role, task
from tests.support.runnable import runnables
from tests.support.runs import MINUTE, Run
from tests.support.strategies import documents

properties = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
laws = settings(properties, max_examples=60)
CASES = 30
ANY = runnables() | documents()  # every feature, and every shape of nesting
MONDAY = datetime(2026, 1, 5, 9)


@laws
@given(ANY, st.integers(0, 2**63))
def test_cases_and_tokens_are_conserved(document, seed):
    done = Run(document, cases=CASES, seed=seed)
    trace = done.trace
    states = [done.count(state) for state in (codes.COMPLETED, codes.STUCK, codes.FAILED)]
    assert sum(states) == len(trace.cases) == CASES
    assert (trace.entered == trace.completed + trace.cancelled).all()


@laws
@given(ANY, st.integers(1, 400))
def test_what_went_into_a_place_came_out_or_stands_there(document, until):
    trace = (done := Run(document, until=until, cases=CASES)).trace
    standing = trace.entered - trace.completed - trace.cancelled
    open_rows = np.bincount(trace.log.place[trace.log.ended < 0], minlength=len(standing))
    tracked = (done.program.kinds != codes.BOX) | (np.arange(len(standing)) > 0)
    assert (standing[tracked] == open_rows[tracked]).all()


@laws
@given(ANY)
def test_no_server_does_two_things_at_once(document):
    trace = Run(document, cases=CASES).trace
    log = trace.log
    first = np.flatnonzero(log.server >= 0)
    rows = np.concatenate((first, trace.extra[:, 0]))
    servers = np.concatenate((log.server[first], trace.extra[:, 1]))
    for server in np.unique(servers):
        mine = rows[(servers == server)]
        mine = mine[log.ended[mine] > log.started[mine]]
        mine = mine[np.argsort(log.started[mine], kind="stable")]
        assert (log.ended[mine][:-1] <= log.started[mine][1:]).all()


@properties
@given(runnables())
def test_no_more_of_a_role_work_than_there_are(document):
    done = Run(document, cases=CASES)
    shown = Playback(document, done.program, done.trace)
    for moment in moments(shown):
        assert all(load.busy <= load.servers for load in shown.frame(moment, 0).roles)


@laws
@given(ANY)
def test_due_before_begun_before_ended(document):
    log = Run(document, cases=CASES).trace.log
    assert (log.enabled <= log.started).all()
    assert (log.started <= log.ended).all()


@properties
@given(runnables())
def test_work_within_the_hours_is_the_work_that_was_drawn(document):
    done = Run(document, cases=CASES)
    log = done.trace.log
    for row in np.flatnonzero((log.server >= 0) & (log.state == codes.COMPLETED)):
        begin, end = int(log.started[row]), int(log.ended[row])
        made = document.nodes[done.program.nodes[log.place[row]]]
        if made.at_shift_end == "finish" or not document.calendars:
            assert end - begin == log.work[row]
        else:
            assert at_work(begin, end) == log.work[row]
        if document.calendars and log.work[row]:
            assert at_work(begin, begin + 1) == 1


def at_work(begin, end):
    """Milliseconds from nine to five on weekdays, counted day by day."""
    midnight = MONDAY.replace(hour=0)
    one, other = (MONDAY + timedelta(milliseconds=ms) for ms in (begin, end))
    total = timedelta()
    for number in range((one - midnight).days, (other - midnight).days + 1):
        day = midnight + timedelta(days=number)
        if day.weekday() < 5:
            opens, closes = day + timedelta(hours=9), day + timedelta(hours=17)
            total += max(timedelta(), min(other, closes) - max(one, opens))
    return total / timedelta(milliseconds=1)


@properties
@given(runnables())
def test_littles_law_holds_for_every_queue_role_and_the_process(document):
    """The time integral of what playback shows is the sum of the times in the log."""
    done = Run(document, cases=CASES)
    log, cases = done.trace.log, done.trace.cases
    shown = Playback(document, done.program, done.trace)
    times = moments(shown)
    frames = [shown.frame(moment, 0) for moment in times[:-1]]
    spans = np.diff(times)
    waits = log.started - log.enabled
    place_role = done.program.arrays["place_role"]
    for number, _ in enumerate(shown.node_paths):
        if done.program.kinds[number + 1] == codes.TASK:
            area = sum(frame.queue[number] * span for frame, span in zip(frames, spans, strict=True))
            assert area == pytest.approx(waits[log.place == number + 1].sum(), rel=1e-9)
    for number, _ in enumerate(done.program.roles):
        area = sum(frame.roles[number].queue * span for frame, span in zip(frames, spans, strict=True))
        assert area == pytest.approx(waits[place_role[log.place] == number].sum(), rel=1e-9)
    inside = sum(
        (f.started - f.finished - f.stuck - f.failed) * span for f, span in zip(frames, spans, strict=True)
    )
    assert inside == pytest.approx((cases.ended - cases.arrived).sum(), rel=1e-9)


def moments(shown):
    """When something happens, from the start to the end."""
    found = [0]
    while (following := shown.next_event(found[-1])) is not None:
        found.append(following)
    return found


@properties
@given(runnables())
def test_replaying_the_log_gives_the_figures(document):
    program = compiled(document, cases=CASES, replications=1)
    figures, trace = summary(measure(program)), whole(program, 0)
    log, cases = trace.log, trace.cases
    finished = cases.state == codes.COMPLETED
    cycles = (cases.ended - cases.arrived)[finished] / 1000
    mean = pytest.approx(cycles.mean(), rel=1e-9) if finished.any() else None
    assert figures["process"]["cycle_time"]["mean"] == mean
    assert figures["cases"]["finished"] == finished.sum()
    for node, said in figures["nodes"].items():
        places = [p for p, name in enumerate(program.nodes) if name == node]
        if document.nodes[node].kind != "task":
            continue
        rows = np.isin(log.place, places)
        done = rows & (log.state == codes.COMPLETED)
        assert said["completed"] == done.sum()
        assert said["cancelled"] == (rows & np.isin(log.state, (codes.CANCELLED, codes.STUCK))).sum()
        if done.any():
            waits = (log.started - log.enabled)[done].mean() / 1000
            assert said["waiting"]["mean"] == pytest.approx(waits, rel=1e-9, abs=1e-9)
    for end, count in figures["outcomes"].items():
        last = np.array([program.nodes[place] for place in cases.place[finished]])
        assert count == (last == end).sum()


@laws
@given(ANY, st.integers(0, 2**31))
def test_the_same_seed_gives_the_same_bytes(document, seed):
    assert Run(document, cases=CASES, seed=seed).bytes() == Run(document, cases=CASES, seed=seed).bytes()


@laws
@given(ANY)
def test_what_is_not_connected_changes_nothing(document):
    before = story(Run(document, cases=CASES))
    home = document.root
    for extra in (task("zz", workflow=home, duration="1 h"), note("zz", workflow=home), role("zz")):
        assert story(Run(document.apply(Change({"zz": (None, extra)})), cases=CASES)) == before


def story(done):
    log = done.trace.log
    nodes = [done.program.nodes[place] for place in log.place]
    columns = (log.case, nodes, log.enabled, log.started, log.ended, log.work)
    return list(zip(*(list(column) for column in columns), strict=True))


@laws
@given(ANY, st.integers(0, 300), st.integers(1, 300))
def test_a_snapshot_and_replay_is_a_straight_run(document, before, after):
    program = compiled(document, cases=CASES)
    straight, stepped = Engine(program), Engine(program)
    stepped.advance(max_events=before)
    snapshot = stepped.snapshot()
    stepped.advance(max_events=after)
    stepped.restore(snapshot)
    stepped.advance()
    straight.advance()
    first, second = straight.trace(), stepped.trace()
    for part in ("log", "moves", "cases"):
        for name, column in vars(getattr(first, part)).items():
            other = getattr(getattr(second, part), name)
            assert np.array_equal(column, other, equal_nan=column.dtype.kind == "f")


def test_calendars_are_counted_by_hand():
    assert at_work(0, 8 * 60 * MINUTE) == 8 * 60 * MINUTE
    assert at_work(0, 24 * 60 * MINUTE) == 8 * 60 * MINUTE
    assert at_work(4 * 24 * 60 * MINUTE, 7 * 24 * 60 * MINUTE) == 8 * 60 * MINUTE
