"""Whether numbers, durations and dates are such as can be."""

from collections.abc import Iterator
from datetime import date, datetime

from designer.model import distributions as d
from designer.model import graph
from designer.model.checks.facts import Facts, Record, called
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.nodes import (
    Boundary,
    Box,
    IntervalArrivals,
    ProfileArrivals,
    ScheduleArrivals,
    Task,
    Trigger,
    Wait,
)
from designer.model.people import Calendar, Person, Role
from designer.model.scenario import Scenario


def check_values(facts: Facts) -> None:
    """Distributions, ranges, dates, servers and calendars."""
    for record in facts.document.records():
        for key, distribution, is_time in distributions(record):
            _distribution(facts, record, key, distribution, is_time)
        _ranges(facts, record)
        for key, text in _dates(record):
            if not _is_date(text):
                message = f"{called(record)}: {text!r} in '{key}' is not a date of any calendar."
                facts.report("bad-date", message, record, key, "Write a date that there is.")
        if isinstance(record, Task):
            _servers(facts, record)
        if isinstance(record, Calendar) and not any(hours.days for hours in record.hours):
            message = f"{called(record)} has no working hours, so nobody ever works by it."
            facts.report("calendar-empty", message, record, "hours", "Add the hours of some days.")


def distributions(record: Record) -> Iterator[tuple[str, d.Distribution, bool]]:
    """Key and distribution of everything a record draws, and whether it is a duration."""
    for key, value, is_time in _drawn(record):
        if isinstance(value, d.Distribution):
            yield key, value, is_time


def _drawn(record: Record) -> Iterator[tuple[str, object, bool]]:
    match record:
        case Task(duration=duration, outputs=outputs):
            yield "duration", duration, True
            yield from (("outputs", output.value, False) for output in outputs)
        case Wait(duration=duration, delay=delay):
            yield "duration", duration, True
            yield "delay", delay, True
        case Boundary(after=after):
            yield "after", after, True
        case Trigger(arrivals=IntervalArrivals(interval=interval, batch=batch)):
            yield "arrivals.interval", interval, True
            yield "arrivals.batch", batch, False
        case Flow(after=after, handoff=handoff):
            yield "after", after, True
            yield "handoff.delay", handoff.delay if handoff else None, True
        case DataField(initial=initial):
            yield "initial", initial, False


def _distribution(facts: Facts, record: Record, key: str, drawn: d.Distribution, is_time: bool) -> None:
    reason = d.problem(drawn)
    if reason is not None:
        message = f"{called(record)}: nothing can be drawn for '{key}': {reason}."
        facts.report("distribution", message, record, key, "Correct its numbers.")
    elif is_time and d.largest(drawn) < 0:
        message = f"{called(record)}: '{key}' is always negative, but time does not run backwards."
        facts.report("negative-duration", message, record, key, "Write a duration of 0 or more.")


def _ranges(facts: Facts, record: Record) -> None:
    for key, value, least, most in (*_counts(record), *_amounts(record)):
        if value is None or least <= value <= most:
            continue
        if value > most:
            message = f"{called(record)}: '{key}' is larger than {most:,.0f}."
            facts.report("out-of-range", message, record, key, "Write a smaller number.")
            continue
        words = f"{least:g} or more"
        message = f"{called(record)}: '{key}' is {value:g}, but must be {words}."
        facts.report("out-of-range", message, record, key, f"Write a number {words}.")


_Ranges = Iterator[tuple[str, float | None, float, float]]  # key, value, least and most
LEAST_SPEED = 0.001
MOST = 1_000_000_000  # of money, of priority
MOST_SERVERS = 100_000
MOST_CASES = 10_000_000
MOST_REPLICATIONS = 100_000


def _counts(record: Record) -> _Ranges:
    if isinstance(record, Task):
        yield "units", record.units, 1, MOST_SERVERS
        yield from (("also", demand.units, 1, MOST_SERVERS) for demand in record.also)
        yield "batch.size", record.batch.size if record.batch else None, 1, MOST_CASES
        yield "cost", record.cost, -MOST, MOST
    if isinstance(record, Task | Box) and record.instances and isinstance(record.instances.count, int):
        yield "instances.count", record.instances.count, 0, MOST_CASES
    if isinstance(record, Scenario):
        yield "cases", record.cases, 1, MOST_CASES
        yield "replications", record.replications, 1, MOST_REPLICATIONS


def _amounts(record: Record) -> _Ranges:
    match record:
        case Role():
            yield "cost_per_hour", record.cost_per_hour, 0, MOST
            yield "capacity", record.capacity, 0, MOST_SERVERS
        case Person():
            yield "speed", record.speed, LEAST_SPEED, 1000
            yield "cost_per_hour", record.cost_per_hour, 0, MOST
        case Trigger(arrivals=IntervalArrivals(batch=int(batch))):
            yield "arrivals.batch", batch, 1, MOST_CASES
        case Trigger(arrivals=ProfileArrivals(per_hour=rates)):
            yield "arrivals.per_hour", min(rates), 0, MOST
            yield "arrivals.per_hour", max(rates), 0, MOST


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    match record:
        case Calendar(holidays=holidays):
            yield from (("holidays", day) for day in holidays)
        case Scenario(start=str(start)):
            yield "start", start
        case Trigger(arrivals=ScheduleArrivals(at=moments)):
            yield from (("arrivals.at", moment) for moment in moments)


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return False
    return True


def servers(facts: Facts, role: Role) -> int:
    """How many can work in a role at once."""
    people = sum(role.id in person.roles for person in facts.document.people.values())
    if role.capacity is None:
        return people or 1
    return people + max(role.capacity, 0)


def _servers(facts: Facts, task: Task) -> None:
    wanted: dict[str, int] = {}
    role = graph.role_of(facts.document, task)
    if role is not None:
        wanted[role] = task.units
    for demand in task.also:
        wanted[demand.role] = wanted.get(demand.role, 0) + demand.units
    for role_id, units in wanted.items():
        found = facts.document.roles.get(role_id)
        if found is None:
            continue
        there = servers(facts, found)
        if there < units <= MOST_SERVERS:
            lack = f"of which there are {there}" if there else "which nobody holds"
            message = f"{called(task)} needs {units} of the role {facts.name(role_id)}, {lack}."
            fix = "Raise the role's capacity, or let the task take fewer."
            facts.report("servers-too-few", message, (task, found), "units", fix)
