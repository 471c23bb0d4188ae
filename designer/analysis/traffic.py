"""Offered load by the traffic equations: how much work comes to each role for each hour it can do.

Entries of all places per unit of time solve e = a + R e: a are the arrivals, R says how often a token that
leaves a place enters another. Given probabilities, mean durations and mean times between arrivals are used
as they are; what only the fields of cases decide is counted in a run (Jackson 1957; Whitt 1983).
"""

import math
from collections.abc import Sequence

import numpy as np

from designer.analysis.counts import Counts
from designer.model import distributions
from designer.model.durations import SECONDS, seconds
from designer.model.nodes import IntervalArrivals, ProfileArrivals, Task, Trigger
from designer.simulation import codes
from designer.simulation.program import Array, Program

Loads = dict[tuple[str, ...], float]
_ROUNDS = 20_000


def offered_loads(program: Program, counts: Sequence[Counts]) -> Loads:
    """Work per unit of time over what its servers can do, by role; and by roles that share people.

    1 or more means that the queue grows without end. Roles without anybody ever on shift are left out.
    """
    entries = _entries(program, counts)
    work = entries * _work(program, counts)
    demand = {
        role: float((work * program.units_of(number)).sum()) for number, role in enumerate(program.roles)
    }
    found: Loads = {}
    for roles in _groups(program):
        members = [server for server in program.servers if set(server.roles) & set(roles)]
        present = sum(_open_share(program, server.calendar) for server in members)
        if present > 0:
            found[roles] = sum(demand[role] for role in roles) / present
    return found


def _groups(program: Program) -> list[tuple[str, ...]]:
    """Each role by itself, and the roles that are joined by people who hold several of them."""
    joined = {role: {role} for role in program.roles}
    for server in program.servers:
        together = set().union(*(joined[role] for role in server.roles))
        for role in together:
            joined[role] = together
    shared = {tuple(sorted(roles)) for roles in joined.values() if len(roles) > 1}
    return [*((role,) for role in program.roles), *sorted(shared)]


def _entries(program: Program, counts: Sequence[Counts]) -> Array:
    """How often each place is entered per ms if all roles cope; infinite in a loop without a way out."""
    size = len(program.nodes)
    entered, passed = _sum(counts, "entered"), _sum(counts, "passed")
    left = _sum(counts, "completed") + _sum(counts, "cancelled")
    source, target = program.flow_sources, program.arrays["flow_target"]
    parent, triggers = _parents(program), program.arrays["trigger_place"]
    by_itself = np.maximum(entered - np.bincount(target, weights=passed, minlength=size), 0)
    by_itself[[0, *triggers.tolist()]] = 0
    ways = np.concatenate(
        (_shares(program, passed / np.maximum(left[source], 1)), by_itself / np.maximum(entered[parent], 1))
    )
    sources, targets = np.concatenate((source, parent)), np.concatenate((target, np.arange(size)))
    arrivals = np.zeros(size)
    arrivals[triggers] = _arrivals(program, counts)
    found = arrivals
    for _ in range(_ROUNDS):
        before = found
        found = arrivals + np.bincount(targets, weights=ways * found[sources], minlength=size)
        if np.abs(found - before).max() <= 1e-12 * found.max():
            return found
    return np.where(np.abs(found - before) > 1e-9 * found, math.inf, found)


def _sum(counts: Sequence[Counts], name: str) -> Array:
    total: Array = np.sum([getattr(each, name) for each in counts], axis=0)
    return total


def _shares(program: Program, counted: Array) -> Array:
    """The share of tokens that take each flow: its probability where it has one, else as counted."""
    cumulative, ratio = program.arrays["flow_share"], counted.copy()
    first = program.arrays["place_out"]
    for place in np.flatnonzero(program.arrays["place_choice"] == codes.CHANCE).tolist():
        before = 0.0
        for flow in range(int(first[place]), int(first[place + 1])):
            if program.arrays["flow_default"][flow]:
                continue
            ratio[flow] = max(0.0, min(cumulative[flow], 1.0) - before)
            before += ratio[flow]
        fallback = [f for f in range(first[place], first[place + 1]) if program.arrays["flow_default"][f]]
        ratio[fallback] = 1.0 - before
    return ratio


def _parents(program: Program) -> Array:
    """From where tokens come to a place that come by no flow: its box, or the host of a boundary."""
    parent: Array = np.maximum(program.arrays["place_box"], 0)
    watches = program.arrays["place_watches"]
    hosts = np.repeat(np.arange(len(watches) - 1), np.diff(watches))
    parent = parent.copy()
    parent[program.arrays["watch_places"]] = hosts
    return parent


def _arrivals(program: Program, counts: Sequence[Counts]) -> list[float]:
    """Cases per ms of each trigger: as given, else as counted until the last arrival."""
    rates = []
    for number, name in enumerate(program.triggers):
        trigger = program.document.nodes[name]
        rate = _rate(program, trigger) if isinstance(trigger, Trigger) else math.nan
        if math.isnan(rate):
            came = sum(int(each.triggers[number]) for each in counts)
            span = sum(each.last_arrival for each in counts)
            rate = came / span if span else 0.0
        rates.append(rate)
    return rates


def _rate(program: Program, trigger: Trigger) -> float:
    match trigger.arrivals:
        case IntervalArrivals(interval=interval, calendar=calendar, batch=batch):
            gap = _mean_ms(interval)
            number = program.calendars.index(calendar) if calendar else -1
            size = float(batch) if isinstance(batch, int) else _mean(batch)
            return _open_share(program, number) * size / gap if gap else math.nan
        case ProfileArrivals(per_hour=rates):
            return math.fsum(rates) / len(rates) / codes.HOUR_MS
    return math.nan


def _work(program: Program, counts: Sequence[Counts]) -> Array:
    """Mean working time for each entry of a place, in ms of each server it takes."""
    mean: Array = _sum(counts, "worked") / np.maximum(_sum(counts, "left"), 1)
    for place, node in enumerate(program.nodes):
        task = program.document.nodes.get(node)
        if isinstance(task, Task) and _is_plain(program, place):
            given = _mean_ms(task.duration)
            mean[place] = mean[place] if math.isnan(given) else given
    return mean


def _is_plain(program: Program, place: int) -> bool:
    """Whether a place is worked on for just the time its duration says, whoever does it and however often."""
    arrays, node = program.arrays, program.nodes[place]
    is_fast = bool((arrays["group_speed"] != 1.0).any())
    borders = program.document.boundaries_on(node)
    return not is_fast and not borders and arrays["place_batch"][place] == 1


def _mean_ms(duration: object) -> float:
    """The mean of a duration in ms; NaN for none, and where bounds change it."""
    if isinstance(duration, str):
        return seconds(duration) * 1000
    unit = getattr(duration, "unit", None)
    return math.nan if unit is None else _mean(duration) * SECONDS[unit] * 1000


def _mean(distribution: object) -> float:
    bounded = any(getattr(distribution, key, None) is not None for key in ("min", "max"))
    cut = isinstance(distribution, distributions.Normal)  # at 0
    if bounded or cut or not isinstance(distribution, distributions.Distribution):
        return math.nan
    return distributions.mean(distribution)


def _open_share(program: Program, calendar: int) -> float:
    """The share of a week in which a calendar is open; -1 always is."""
    return 1.0 if calendar < 0 else int(program.arrays["calendar_week"][calendar]) / codes.WEEK_MS
