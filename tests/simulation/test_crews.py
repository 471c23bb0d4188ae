"""Servers of different hours at one job: it begins and goes on while all of them are on shift, in minutes."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.model.people import DAYS, Calendar, Hours
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from tests.support.build import boundary, outcome, person, process, role, scenario, task
from tests.support.runs import MIDNIGHT, MINUTE, Run, at, run, start

HOUR = 60


def shift(key, *spans, days=DAYS):
    return Calendar(id=key, hours=tuple(Hours(days=days, start=a, end=b) for a, b in spans))


EARLY = shift("early", ("09:00", "13:00"))
LATE = shift("late", ("11:00", "20:00"))
PAIR = (
    role("clerk"),
    person("ann", "clerk", calendar="early"),
    person("bob", "clerk", calendar="late"),
    EARLY,
    LATE,
)
TEAM = (
    role("clerk", calendar="early"),
    role("smith", calendar="late"),
    EARLY,
    LATE,
)
TWO_UNITS = {"units": 2}
TWO_ROLES = {"also": ({"role": "smith"},)}


def job(length, *parts, came="00:00", **keys):
    return (
        start("start", at(came)),
        task("a", role="clerk", duration=f"{length} min", **keys),
        outcome(),
        "start -> a -> done",
        *parts,
    )


@pytest.mark.parametrize(("staff", "keys"), [(PAIR, TWO_UNITS), (TEAM, TWO_ROLES)])
def test_a_job_begins_when_all_are_on_shift_and_pauses_when_one_is_off(staff, keys):
    done = run(job(180, staff, **keys))
    assert done.stays("a") == [(11 * HOUR, (24 + 12) * HOUR)]
    assert done.trace.log.work.tolist() == [180 * MINUTE]


@pytest.mark.parametrize(("staff", "keys"), [(PAIR, TWO_UNITS), (TEAM, TWO_ROLES)])
def test_in_overtime_all_stay_until_it_is_done(staff, keys):
    done = run(job(180, staff, at_shift_end="finish", **keys))
    assert done.stays("a") == [(11 * HOUR, 14 * HOUR)]


@pytest.mark.parametrize(("staff", "keys"), [(PAIR, TWO_UNITS), (TEAM, TWO_ROLES)])
@pytest.mark.parametrize(("length", "begin"), [(120, 11), (60, 12)])
def test_work_that_must_fit_begins_where_it_ends_within_the_shifts_of_all(staff, keys, length, begin):
    came = f"{begin}:00"
    done = run(job(length, staff, came=came, at_shift_end="fit", **keys))
    assert done.stays("a") == [(begin * HOUR, begin * HOUR + length)]
    later = run(job(length, staff, came=f"{begin}:01", at_shift_end="fit", **keys))
    assert later.stays("a") == [((24 + 11) * HOUR, (24 + 11) * HOUR + length)]


def test_work_that_fits_into_no_common_shift_is_stuck_with_its_reason():
    document = process(job(121, TEAM, at_shift_end="fit", **TWO_ROLES), MIDNIGHT)
    (problem,) = summary(measure(compiled(document)))["problems"]
    assert (problem["kind"], problem["node"]) == ("stuck", "a")
    assert "never there together" in problem["message"]


def test_those_who_never_meet_never_begin():
    hours = (shift("early", ("09:00", "11:00")), shift("late", ("11:00", "20:00")))
    done = run(job(10, role("clerk", calendar="early"), role("smith", calendar="late"), *hours, **TWO_ROLES))
    assert done.count(codes.STUCK) == 1


def test_the_pace_of_the_slowest_decides_whether_work_fits():
    staff = (
        role("clerk"),
        person("ann", "clerk", calendar="early", speed=2.0),
        person("bob", "clerk", calendar="early", speed=1.0),
        person("cat", "clerk", calendar="late", speed=1.0),
        EARLY,
        LATE,
    )
    # Of two from 12:00 on, 90 min at bob's pace end at 13:30: too late for ann and bob.
    done = run(job(90, staff, came="12:00", at_shift_end="fit", units=2))
    assert done.stays("a") == [((24 + 9) * HOUR, (24 + 9) * HOUR + 90)]


def test_a_crew_that_is_cancelled_has_worked_as_long_as_it_was_together():
    done = run(
        job(
            300,
            TEAM,
            boundary("late-event", host="a", after="35 h"),
            "late-event -> done",
            **TWO_ROLES,
        )
    )
    assert done.stays("a", codes.CANCELLED) == [(11 * HOUR, 35 * HOUR)]
    assert done.trace.log.work.tolist() == [120 * MINUTE]


def test_what_is_cancelled_in_overtime_has_been_worked():
    done = run(
        job(
            600,
            role("clerk", calendar="early"),
            EARLY,
            boundary("event", host="a", after="15 h"),
            "event -> done",
            at_shift_end="finish",
        )
    )
    assert done.stays("a", codes.CANCELLED) == [(9 * HOUR, 15 * HOUR)]
    assert done.trace.log.work.tolist() == [6 * HOUR * MINUTE]


def test_all_are_freed_and_go_on_with_other_work():
    done = run(
        job(60, TEAM, start("other", at("12:30")), came="11:00", **TWO_ROLES),
        task("b", role="smith", duration="10 min"),
        "other -> b -> done",
    )
    assert done.stays("a") == [(11 * HOUR, 12 * HOUR)]
    assert done.stays("b") == [(12.5 * HOUR, 12.5 * HOUR + 10)]


clock = st.integers(0, 23).map(lambda hour: f"{hour:02}:00")
calendars = st.lists(
    st.tuples(st.sets(st.sampled_from(DAYS), min_size=1), clock, clock), min_size=1, max_size=2
)


@settings(deadline=None, max_examples=40)
@given(st.lists(calendars, min_size=2, max_size=3), st.integers(1, 30), st.integers(0, 6 * 24))
def test_work_together_is_that_of_a_walk_hour_by_hour(hours, length, came):
    begun = datetime(2024, 1, 1) + timedelta(hours=came)
    rules = [tuple(Hours(days=tuple(d), start=a, end=b) for d, a, b in part) for part in hours]
    keys = [f"c{number}" for number in range(len(rules))]
    document = process(
        start("start", {"kind": "schedule", "at": (begun.isoformat(),)}),
        task("a", role="c0", also=tuple({"role": key} for key in keys[1:]), duration=f"{length} h"),
        outcome(),
        "start -> a -> done",
        *(role(key, calendar=f"h-{key}") for key in keys),
        *(Calendar(id=f"h-{key}", hours=rule) for key, rule in zip(keys, rules, strict=True)),
        scenario("run", start="2024-01-01T00:00:00", replications=1),
    )
    done = Run(document)
    worked = [h for h in range(came, came + 24 * 7 * 32) if all(_on(rule, h) for rule in rules)][:length]
    if len(worked) < length:
        assert done.count(codes.STUCK) == 1
    else:
        assert done.stays("a") == [(worked[0] * HOUR, (worked[-1] + 1) * HOUR)]


def _on(rules, hour):
    day, now = hour // 24 % 7, f"{hour % 24:02}:00"
    today, yesterday = DAYS[day], DAYS[(day - 1) % 7]
    return any(
        (today in r.days and r.start <= now and (now < r.end or r.end <= r.start))
        or (yesterday in r.days and r.end <= r.start and now < r.end)
        for r in rules
    )
