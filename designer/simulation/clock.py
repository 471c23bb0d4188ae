"""Working time: how much of it has passed, when an amount of it is done, when the next shift begins.

A calendar is a row of spans with the work before each; from `calendar_tail` on its last week repeats for
ever. Times are milliseconds from the start of the run; a negative calendar is always open.
"""

from designer.simulation.codes import NEVER, WEEK_MS
from designer.simulation.state import State


def worked(s: State, c: int, t: int) -> int:
    """Working time of calendar `c` between the start of the run and `t`."""
    if c < 0:
        return t
    base = 0
    past = t - s.calendar_tail[c]
    if past >= WEEK_MS:
        weeks = past // WEEK_MS
        t = t - weeks * WEEK_MS
        base = weeks * s.calendar_week[c]
    low = s.calendar_first[c]
    high = s.calendar_first[c + 1]
    while low < high:
        middle = (low + high) >> 1
        if s.span_begin[middle] <= t:
            low = middle + 1
        else:
            high = middle
    if low == s.calendar_first[c]:
        return base
    last = low - 1
    return base + s.span_before[last] + min(t, s.span_end[last]) - s.span_begin[last]


def done(s: State, c: int, work: int) -> int:
    """The earliest time at which `work` has been worked: the end of a shift, not the next beginning."""
    if c < 0:
        return work
    return _reach(s, c, work, 0)


def finish(s: State, c: int, t: int, work: int) -> int:
    """When `work` is done that is begun at `t`, within working hours; no work at all is done at once."""
    if work == 0:
        return t
    return done(s, c, worked(s, c, t) + work)


def begin(s: State, c: int, work: int) -> int:
    """When the work after the first `work` begins: the beginning of a shift, not the end before."""
    if c < 0:
        return work
    return _reach(s, c, work, 1)


def next_open(s: State, c: int, t: int) -> int:
    """`t` itself within working hours, else the beginning of the next shift; NEVER if there is none."""
    if c < 0:
        return t
    opening = begin(s, c, worked(s, c, t))
    return opening if opening > t else t


def later_shift(s: State, c: int, t: int) -> int:
    """When a shift begins after the span of working hours that is on at `t`; `t` must be open."""
    if c < 0:
        return NEVER
    return begin(s, c, worked(s, c, closing(s, c, t)))


def closing(s: State, c: int, t: int) -> int:
    """When the span of working hours ends that is on at `t`, or begins next; `c` must have such a span."""
    past = t - s.calendar_tail[c]
    weeks = 0
    if past >= WEEK_MS:
        weeks = past // WEEK_MS
    inside = t - weeks * WEEK_MS
    low = s.calendar_first[c]
    high = s.calendar_first[c + 1]
    while low < high:
        middle = (low + high) >> 1
        if s.span_end[middle] <= inside:
            low = middle + 1
        else:
            high = middle
    return s.span_end[low] + weeks * WEEK_MS


def _reach(s: State, c: int, work: int, upper: int) -> int:
    """Inverse of `worked`: the lower one (`upper` 0) or the upper one (1)."""
    first = s.calendar_first[c]
    last = s.calendar_first[c + 1]
    shift = 0
    total = s.calendar_total[c]
    if work + upper > total:
        week = s.calendar_week[c]
        if week == 0:
            return NEVER
        weeks = (work + upper - total + week - 1) // week
        work = work - weeks * week
        shift = weeks * WEEK_MS
    low = first
    high = last
    while low < high:
        middle = (low + high) >> 1
        if s.span_before[middle] < work + upper:
            low = middle + 1
        else:
            high = middle
    if low == first:
        return shift
    return shift + s.span_begin[low - 1] + work - s.span_before[low - 1]
