"""Tasks that need servers of several roles: all are taken at one moment, or none.

Every server needed is a seat. Seats are given to groups of servers that are alike; where a group is used up,
those who sit there already make room if they can sit elsewhere (augmenting paths), so that people who hold
several roles never stand in one another's way.
"""

from designer.simulation import clock, queues
from designer.simulation.codes import FIT
from designer.simulation.state import State


def seize(s: State, t: int, p: int) -> int:
    """Begins a token's work if every seat of its place can be taken now."""
    for n in range(s.place_needs[p], s.place_needs[p + 1]):
        role = s.need_role[n]
        for i in range(s.role_groups[role], s.role_groups[role + 1]):
            g = s.role_group[i]
            s.group_spare[g] = (
                s.group_free[g] if s.group_free[g] > 0 and queues.can_begin(s, t, g) != 0 else 0
            )
    seats = _seated(s, p)
    while seats > 0 and s.place_policy[p] == FIT and _fits(s, t, seats) == 0:
        seats = _seated(s, p)
    if seats == 0:
        return 0
    _take(s, t, seats)
    return 1


def _seated(s: State, p: int) -> int:
    """How many seats the work of a place takes, each given to a group; 0 if one is left empty."""
    for n in range(s.place_needs[p], s.place_needs[p + 1]):
        role = s.need_role[n]
        for i in range(s.role_groups[role], s.role_groups[role + 1]):
            s.group_taken[s.role_group[i]] = 0
    seats = 0
    for n in range(s.place_needs[p], s.place_needs[p + 1]):
        for _ in range(s.need_units[n]):
            s.seat_role[seats] = s.need_role[n]
            if _sit(s, seats) == 0:
                return 0
            seats = seats + 1
    return seats


def _fits(s: State, t: int, seats: int) -> int:
    """Whether work ends within the shift of all seated; those for whom it does not are passed over."""
    work = queues.at_speed(s.token_work[t], _slowest(s, seats))
    fits = 1
    for k in range(seats):
        g = s.seat_group[k]
        c = s.group_calendar[g]
        if c >= 0 and clock.finish(s, c, s.now, work) != s.now + work:
            s.group_spare[g] = 0
            queues.wake_at(s, g, clock.later_shift(s, c, s.now))
            fits = 0
    return fits


def _slowest(s: State, seats: int) -> float:
    slowest = s.group_speed[s.seat_group[0]]
    for k in range(1, seats):
        slowest = min(slowest, s.group_speed[s.seat_group[k]])
    return slowest


def _sit(s: State, seat: int) -> int:
    """Finds a group for one more seat: the fastest with somebody idle, else by moving others."""
    role = s.seat_role[seat]
    for i in range(s.role_groups[role], s.role_groups[role + 1]):
        g = s.role_group[i]
        s.group_seen[g] = 0
        if s.group_taken[g] < s.group_spare[g]:
            s.group_taken[g] = s.group_taken[g] + 1
            s.seat_group[seat] = g
            return 1
    for other in range(seat):
        role = s.seat_role[other]
        for i in range(s.role_groups[role], s.role_groups[role + 1]):
            s.group_seen[s.role_group[i]] = 0
    return _make_room(s, seat, seat)


def _make_room(s: State, seat: int, seats: int) -> int:
    """Gives `seat` a place in some group, moving whoever of the `seats` before can sit elsewhere."""
    role = s.seat_role[seat]
    for i in range(s.role_groups[role], s.role_groups[role + 1]):
        g = s.role_group[i]
        if s.group_seen[g] != 0:
            continue
        s.group_seen[g] = 1
        if s.group_taken[g] < s.group_spare[g]:
            s.group_taken[g] = s.group_taken[g] + 1
            s.seat_group[seat] = g
            return 1
        for other in range(seats):
            if s.seat_group[other] == g and other != seat and _make_room(s, other, seats) != 0:
                s.seat_group[seat] = g
                return 1
    return 0


def _take(s: State, t: int, seats: int) -> None:
    """Takes a server for each seat, the one of the first role at the head; the slowest sets the pace."""
    chain = -1
    for k in range(seats):
        g = s.seat_group[seats - 1 - k]
        s.group_free[g] = s.group_free[g] - 1
        server = s.bench[s.group_bench[g] + s.group_free[g]]
        s.server_next[server] = chain
        chain = server
    s.token_server[t] = chain
    queues.begin(s, t, queues.at_speed(s.token_work[t], _slowest(s, seats)))
