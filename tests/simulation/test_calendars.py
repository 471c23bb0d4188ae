"""Working time by hand: K1 to K16 of the simulation cases."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.model.people import DAYS, Calendar, Hours
from designer.simulation.compile import compile as compiled
from designer.simulation.hours import worked
from designer.simulation.shifts import shifts
from tests.support.build import calendar, outcome, person, process, role, scenario, task, trigger
from tests.support.runs import MIDNIGHT, MINUTE, Run, at, every, minutes

WEEKDAYS = DAYS[:5]
OFFICE = calendar()
LUNCH = Calendar(
    id="office",
    hours=(
        Hours(days=WEEKDAYS, start="09:00", end="12:00"),
        Hours(days=WEEKDAYS, start="13:00", end="17:00"),
    ),
)
NIGHT = Calendar(id="office", hours=(Hours(days=WEEKDAYS, start="22:00", end="06:00"),))
WITH_HOLIDAY = calendar(holidays=("2024-01-05",))


def begin_and_end(hours, came, length, **keys):
    """When work of `length` minutes that comes at a moment begins and ends."""
    document = process(
        trigger("start", arrivals={"kind": "schedule", "at": (came,)}),
        task("work", role="clerk", duration=f"{length} min", **keys),
        outcome(),
        "start -> work -> done",
        role("clerk", calendar="office"),
        hours,
        scenario("run", start="2024-01-01T00:00:00"),
    )
    (span,) = Run(document).stays("work")
    first = datetime(2024, 1, 1)
    return tuple((first + timedelta(minutes=m)).strftime("%a %m-%d %H:%M") for m in span)


@pytest.mark.parametrize(
    ("hours", "came", "length", "begin", "end"),
    [
        pytest.param(OFFICE, "2024-01-05T16:00", 180, "Fri 01-05 16:00", "Mon 01-08 11:00", id="K1"),
        pytest.param(OFFICE, "2024-01-05T16:00", 2400, "Fri 01-05 16:00", "Fri 01-12 16:00", id="K3"),
        pytest.param(OFFICE, "2024-01-06T12:00", 120, "Mon 01-08 09:00", "Mon 01-08 11:00", id="K4"),
        pytest.param(LUNCH, "2024-01-08T11:00", 300, "Mon 01-08 11:00", "Mon 01-08 17:00", id="K6"),
        pytest.param(WITH_HOLIDAY, "2024-01-04T16:00", 600, "Thu 01-04 16:00", "Tue 01-09 10:00", id="K7"),
        pytest.param(NIGHT, "2024-01-08T07:00", 60, "Mon 01-08 22:00", "Mon 01-08 23:00", id="K9"),
        pytest.param(
            NIGHT, "2024-01-08T23:00", 600, "Mon 01-08 23:00", "Wed 01-10 01:00", id="night after night"
        ),
        pytest.param(OFFICE, "2024-01-10T16:59", 2, "Wed 01-10 16:59", "Thu 01-11 09:01", id="K10"),
    ],
)
def test_work_goes_on_at_the_next_shift(hours, came, length, begin, end):
    assert begin_and_end(hours, came, length) == (begin, end)


@pytest.mark.parametrize(
    ("policy", "begin", "end"),
    [("fit", "Mon 01-08 09:00", "Mon 01-08 12:00"), ("finish", "Fri 01-05 16:00", "Fri 01-05 19:00")],
)
def test_k12_work_that_fits_or_finishes(policy, begin, end):
    assert begin_and_end(OFFICE, "2024-01-05T16:00", 180, at_shift_end=policy) == (begin, end)


@pytest.mark.parametrize(
    "hours",
    [
        (Hours(days=DAYS, start="00:00", end="24:00"),),
        (Hours(days=DAYS, start="00:00", end="12:00"), Hours(days=DAYS, start="12:00", end="24:00")),
        (Hours(days=DAYS, start="18:00", end="18:00"),),
    ],
)
def test_k13_hours_without_a_gap_are_always(hours):
    assert begin_and_end(Calendar(id="office", hours=hours), "2024-01-07T23:00", 180) == (
        "Sun 01-07 23:00",
        "Mon 01-08 02:00",
    )


def test_k15_arrivals_come_in_the_hours_of_their_calendar():
    document = process(
        trigger("start", arrivals=every(minutes(30), calendar="office")),
        outcome(),
        "start -> done",
        OFFICE,
        scenario("run", start="2024-01-01T09:00:00", until="4 w"),
    )
    arrived = Run(document, cases=None).trace.cases.arrived
    moments = [datetime(2024, 1, 1, 9) + timedelta(milliseconds=int(ms)) for ms in arrived]
    days = [moment.date() for moment in moments]
    assert {days.count(day) for day in days[15:-16]} == {16}
    assert all(moment.weekday() < 5 and 9 <= moment.hour < 17 for moment in moments)


def test_k16_utilisation_is_busy_time_over_time_on_duty():
    hours = Calendar(id="morning", hours=(Hours(days=DAYS, start="00:00", end="10:00"),))
    document = process(
        trigger(
            "start",
            arrivals={"kind": "schedule", "at": ("2024-01-01T00:00", "2024-01-01T00:00", "2024-01-01T11:00")},
        ),
        task("work", role="clerk", duration="4 h"),
        outcome(),
        "start -> work -> done",
        role("clerk", capacity=1),
        person("jane", "clerk", calendar="morning"),
        hours,
        scenario("run", start="2024-01-01T00:00:00", until="15 h", cases=3, replications=1),
    )
    figures = summary(measure(compiled(document)))
    # Jane 4 h of 10, the unnamed server 4 h + 4 h of 15.
    assert figures["roles"]["clerk"]["utilisation"] == pytest.approx(12 / 25)
    assert figures["people"]["jane"]["utilisation"] == pytest.approx(0.4)


def test_k16_two_servers_for_ten_hours_then_one_for_five():
    came = {"a": "2024-01-01T00:00", "b": "2024-01-01T00:00", "c": "2024-01-01T11:00"}
    hours = {"a": 3, "b": 1, "c": 4}
    parts = [
        (
            trigger(f"start-{key}", arrivals={"kind": "schedule", "at": (moment,)}),
            task(key, role="clerk", duration=f"{hours[key]} h"),
            f"start-{key} -> {key} -> done",
        )
        for key, moment in came.items()
    ]
    document = process(
        *parts,
        outcome(),
        role("clerk", capacity=1),
        person("jane", "clerk", calendar="morning"),
        Calendar(id="morning", hours=(Hours(days=DAYS, start="00:00", end="10:00"),)),
        scenario("run", start="2024-01-01T00:00:00", until="15 h", replications=1),
    )
    figures = summary(measure(compiled(document)))
    assert figures["roles"]["clerk"]["utilisation"] == pytest.approx(8 / 25)


def test_nobody_works_on_a_holiday_from_midnight_to_midnight():
    holiday = NIGHT.model_copy(update={"holidays": ("2024-01-09",)})
    assert begin_and_end(holiday, "2024-01-08T22:00", 180) == ("Mon 01-08 22:00", "Wed 01-10 01:00")


times = st.times().map(lambda t: f"{t.hour:02}:{t.minute:02}")
hours = st.tuples(st.sets(st.sampled_from(DAYS), min_size=1), times, times).map(
    lambda parts: Hours(days=tuple(parts[0]), start=parts[1], end=parts[2])
)
starts = st.datetimes(datetime(2024, 1, 1), datetime(2024, 3, 1)).map(
    lambda d: d.replace(second=0, microsecond=0)
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(hours, min_size=1, max_size=3),
    st.lists(st.integers(0, 40), max_size=2),
    starts,
    st.integers(0, 60 * 24 * 60),
)
def test_working_time_is_that_of_a_walk_minute_by_minute(rules, holidays, start, length):
    days = tuple((start + timedelta(days=d)).date().isoformat() for d in holidays)
    found = shifts(Calendar(id="c", hours=tuple(rules), holidays=days), start)
    moments = [start + timedelta(minutes=m) for m in range(0, length, 7)]
    passed = [_worked(found, m * MINUTE) - _worked(found, m * MINUTE - MINUTE) for m in range(7, length, 7)]
    open_now = [_is_open(rules, days, moment - timedelta(minutes=1)) for moment in moments[1:]]
    assert [p > 0 for p in passed] == open_now


def _worked(found, t):
    week = 7 * 24 * 60 * MINUTE
    turns = max(0, (t - found.tail) // week)
    inside = t - turns * week
    return turns * found.week + sum(max(0, min(end, inside) - begin) for begin, end in found.spans)


def _is_open(rules, holidays, moment):
    if moment.date().isoformat() in holidays:
        return False
    now = moment.strftime("%H:%M")
    today, yesterday = DAYS[moment.weekday()], DAYS[(moment.weekday() - 1) % 7]
    return any(
        (today in rule.days and rule.start <= now and (now < rule.end or rule.end <= rule.start))
        or (yesterday in rule.days and rule.end <= rule.start and now < rule.end)
        for rule in rules
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 3_000))
def test_the_kernel_and_the_columns_agree_on_working_time(came, length):
    moment = datetime(2024, 1, 1) + timedelta(minutes=came)
    document = process(
        trigger("start", arrivals={"kind": "schedule", "at": (moment.isoformat(),)}),
        task("work", role="clerk", duration=f"{length} min"),
        outcome(),
        "start -> work -> done",
        role("clerk", calendar="office"),
        LUNCH,
        scenario("run", start="2024-01-01T00:00:00"),
    )
    done = Run(document)
    log = done.trace.log
    row = done.rows("work")
    span = np.array([log.started[row][0], log.ended[row][0]])
    before, after = worked(done.program, 0, span)
    assert after - before == length * MINUTE == log.work[row][0]


def test_work_that_takes_no_time_is_done_when_the_shift_begins():
    """It must not end with the shift before, when its token had not come yet."""
    for policy in ("pause", "fit", "finish"):
        document = process(
            trigger("start", arrivals=at("18:00")),
            task("sign", role="clerk", duration="0 s", at_shift_end=policy),
            outcome(),
            "start -> sign -> done",
            role("clerk", calendar="office"),
            calendar("office"),
            MIDNIGHT,
        )
        assert Run(document).stays("sign") == [(33 * 60, 33 * 60)]
