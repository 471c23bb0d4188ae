"""How many servers of a role are at work, and how many of them are idle, as functions of time."""

from collections.abc import Iterable

import numpy as np

from designer.simulation.codes import WEEK_MS
from designer.simulation.program import Array, Program

Spans = tuple[Array, Array]


class Level:
    """A whole number that changes at moments: the sum of spans of time, each of which adds to it."""

    def __init__(self, times: Array, heights: Array) -> None:
        """`heights[i]` holds from `times[i]` on; before the first it is 0. Times in ms, in order."""
        self.times = times
        self.heights = heights

    @classmethod
    def of(cls, parts: Iterable[tuple[Spans, int]]) -> "Level":
        """The sum of spans `(begin, end)`, each set of them with the height it adds."""
        times, steps = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for (begin, end), height in parts:
            times += [begin, end]
            steps += [np.full(len(begin), height), np.full(len(end), -height)]
        every, place = np.unique(np.concatenate(times), return_inverse=True)
        change = np.bincount(place, weights=np.concatenate(steps), minlength=len(every))
        return cls(every, np.cumsum(np.rint(change).astype(np.int64)))

    def at(self, times: Array) -> Array:
        """The height just after each time."""
        place = np.searchsorted(self.times, times, side="right") - 1
        found: Array = np.where(place >= 0, self.heights[place] if len(self.heights) else 0, 0)
        return found

    def time_below(self, height: int, begin: Array, end: Array) -> Array:
        """How long between two moments of each row the level is below a height, in ms."""
        return time_of(self.times, self.heights < height, begin, end, before=height > 0)


def time_of(times: Array, flags: Array, begin: Array, end: Array, *, before: bool) -> Array:
    """How long between two moments of each row a flag is up that holds from each of `times` on."""
    if not len(times):
        return (end - begin) * int(before)
    gone = np.concatenate(([0], np.cumsum(np.diff(times) * flags[:-1])))

    def until(moments: Array) -> Array:
        place = np.searchsorted(times, moments, side="right") - 1
        inside = gone[place] + (moments - times[place]) * flags[place]
        ahead: Array = np.where(place < 0, (moments - times[0]) * int(before), inside)
        return ahead

    passed: Array = until(end) - until(begin)
    return passed


def shifts_until(program: Program, calendar: int, end: int) -> Spans:
    """The spans of a calendar from the start of the run to `end`; -1 is always open."""
    if calendar < 0:
        return np.array([0]), np.array([max(end, 0)])
    arrays = program.arrays
    part = slice(int(arrays["calendar_first"][calendar]), int(arrays["calendar_first"][calendar + 1]))
    first, last = arrays["span_begin"][part], arrays["span_end"][part]
    tail = int(arrays["calendar_tail"][calendar])
    weekly = first >= tail
    weeks = np.arange(1, max(0, end - tail) // WEEK_MS + 1) * WEEK_MS
    begin = np.concatenate((first, (weeks[:, None] + first[weekly]).ravel()))
    stop = np.concatenate((last, (weeks[:, None] + last[weekly]).ravel()))
    seen = begin < end
    return begin[seen], np.minimum(stop[seen], end)


def on_shift(program: Program, role: int, end: int) -> Level:
    """How many servers of a role are on shift, up to `end`."""
    calendars = [server.calendar for server in program.servers if program.roles[role] in server.roles]
    return Level.of(
        (shifts_until(program, calendar, end), calendars.count(calendar)) for calendar in set(calendars)
    )


def idle(program: Program, role: int, busy: Spans, end: int) -> Level:
    """How many servers of a role are on shift and have nothing to do, up to `end`; `busy` they work."""
    present, at_work = on_shift(program, role, end), Level.of([(busy, 1)])
    times = np.union1d(present.times, at_work.times)
    return Level(times, present.at(times) - at_work.at(times))
