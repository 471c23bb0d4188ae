"""Servers who do one job together and need not work the same hours: it goes on while all are on shift.

A crew is a chain of servers: the first, then `server_next` of each.
"""

from designer.simulation import clock
from designer.simulation.codes import NEVER, WEEK_MS
from designer.simulation.state import State


def differ(s: State, first: int) -> int:
    """Whether the servers of a crew work different hours."""
    calendar = s.group_calendar[s.server_group[first]]
    server = s.server_next[first]
    while server >= 0:
        if s.group_calendar[s.server_group[server]] != calendar:
            return 1
        server = s.server_next[server]
    return 0


def done(s: State, first: int, work: int) -> int:
    """When a crew that begins now has worked for `work` ms together; NEVER if they meet too rarely."""
    t = s.now
    while True:
        t = _meeting(s, first, t)
        if t >= NEVER:
            return NEVER
        parting = _parting(s, first, t)
        if work <= parting - t:
            return t + work
        work = work - (parting - t)
        t = parting


def worked(s: State, first: int, since: int) -> int:
    """How long a crew has worked together from `since` until now."""
    total = 0
    t = _meeting(s, first, since)
    while t < s.now:
        parting = min(_parting(s, first, t), s.now)
        total = total + parting - t
        t = _meeting(s, first, parting)
    return total


def _meeting(s: State, first: int, t: int) -> int:
    """From when on, at `t` or later, all of a crew are on shift; NEVER where no week brings them together."""
    last = t
    server = first
    while server >= 0:
        c = s.group_calendar[s.server_group[server]]
        if c >= 0:
            last = max(last, s.calendar_tail[c])
        server = s.server_next[server]
    last = last + WEEK_MS
    while t <= last:
        opening = t
        server = first
        while server >= 0:
            opening = max(opening, clock.next_open(s, s.group_calendar[s.server_group[server]], t))
            server = s.server_next[server]
        if opening == t:
            return t
        t = opening
    return NEVER


def _parting(s: State, first: int, t: int) -> int:
    """When the first of a crew that is on shift at `t` goes off it."""
    parting = NEVER
    server = first
    while server >= 0:
        c = s.group_calendar[s.server_group[server]]
        if c >= 0:
            parting = min(parting, clock.closing(s, c, t))
        server = s.server_next[server]
    return parting
