"""Work waits for a role; servers take it when they are idle and on shift.

Servers that are alike (same roles, hours, speed) form a group and sit on one bench. A role's queue is a list
(fifo, lifo) or a skew heap of tokens by rank, then order of coming (priority, shortest): to come and go takes
a number of steps that grows with the logarithm of the queue.
"""

from designer.simulation import clock, crews, heap, seats, tokens
from designer.simulation.codes import (
    BUSY,
    COMPLETION,
    DEAD,
    DO_FINISH,
    DO_OPEN,
    EVENT_KINDS,
    FINISH,
    FIT,
    LIFO,
    NEVER,
    PRIORITY,
    QUEUED,
    SHORTEST,
    TIMER,
)
from designer.simulation.state import State


def mark(s: State, role: int) -> None:
    """Notes that a role has both work and an idle server, to be looked at before the clock moves."""
    if s.role_dirty[role] == 0 and _is_wanted(s, role) != 0:
        s.role_dirty[role] = 1
        s.dirty[s.dirty_count] = role
        s.dirty_count = s.dirty_count + 1


def enqueue(s: State, t: int, role: int, rank: float) -> None:
    """Puts a token into a role's queue."""
    s.token_state[t] = QUEUED
    s.sequence = s.sequence + 1
    s.token_event[t] = s.sequence
    s.token_next[t] = -1
    s.token_back[t] = -1
    order = s.role_order[role]
    head = s.role_head[role]
    if order >= PRIORITY:
        s.token_rank[t] = -s.token_work[t] if order == SHORTEST else rank
        s.role_head[role] = _merged(s, head, t)
    elif head < 0:
        s.role_head[role] = t
        s.role_tail[role] = t
    elif order == LIFO:
        s.token_next[t] = head
        s.role_head[role] = t
    else:
        s.token_next[s.role_tail[role]] = t
        s.role_tail[role] = t
    mark(s, role)


def serve(s: State) -> None:
    """Lets every marked role begin what it can; where roles share a server, who came first goes first."""
    while s.dirty_count > 0:
        chosen = _oldest(s) if s.dirty_count > 1 else 0
        role = s.dirty[chosen]
        t = _head(s, role)
        if t >= 0 and _seize(s, t, role) != 0:
            _drop_head(s, role, t)
            if _is_wanted(s, role) != 0:
                continue
        s.role_dirty[role] = 0
        s.dirty_count = s.dirty_count - 1
        s.dirty[chosen] = s.dirty[s.dirty_count]


def _is_wanted(s: State, role: int) -> int:
    """Whether work waits for a role while a server of it is idle, on shift or not."""
    if s.role_head[role] >= 0:
        for i in range(s.role_groups[role], s.role_groups[role + 1]):
            if s.group_free[s.role_group[i]] > 0:
                return 1
    return 0


def _oldest(s: State) -> int:
    """Which of the marked roles has the work that came first at the head of its queue."""
    chosen = 0
    oldest = NEVER
    for i in range(s.dirty_count):
        t = _head(s, s.dirty[i])
        if t >= 0 and s.token_event[t] < oldest:
            oldest = s.token_event[t]
            chosen = i
    return chosen


def _head(s: State, role: int) -> int:
    """The first in a role's queue, once those who have left it are dropped; -1 if there is none."""
    t = s.role_head[role]
    while t >= 0 and s.token_state[t] == DEAD:
        _drop_head(s, role, t)
        tokens.free(s, t)
        t = s.role_head[role]
    return t


def release(s: State, t: int) -> None:
    """Puts the servers of a token back on their benches."""
    server = s.token_server[t]
    while server >= 0:
        g = s.server_group[server]
        s.bench[s.group_bench[g] + s.group_free[g]] = server
        s.group_free[g] = s.group_free[g] + 1
        for i in range(s.group_roles[g], s.group_roles[g + 1]):
            mark(s, s.group_role[i])
        server = s.server_next[server]


def wake(s: State, g: int) -> None:
    """A shift of a group begins."""
    s.group_wake[g] = -1
    s.wakes = s.wakes - 1
    for i in range(s.group_roles[g], s.group_roles[g + 1]):
        mark(s, s.group_role[i])


def at_speed(work: int, speed: float) -> int:
    """How long `work` takes at a speed."""
    if speed == 1.0:
        return work
    whole = int(work / speed + 0.5)  # a C integer when compiled, as `return int(…)` is not
    return whole  # noqa: RET504


def _seize(s: State, t: int, role: int) -> int:
    """Begins a token's work if enough servers are idle, on shift and, where asked, done before it ends."""
    needed = s.place_units[s.token_place[t]]
    if needed == 1:
        return _seize_one(s, t, role)
    if needed == 0:
        return seats.seize(s, t, s.token_place[t])
    if _has_idle(s, t, role, needed) == 0:
        return 0
    slowest = 0.0
    chain = -1
    for i in range(s.role_groups[role], s.role_groups[role + 1]):
        g = s.role_group[i]
        if s.group_free[g] > 0 and can_begin(s, t, g) != 0:
            if slowest == 0.0 or s.group_speed[g] < slowest:
                slowest = s.group_speed[g]
            while needed > 0 and s.group_free[g] > 0:
                s.group_free[g] = s.group_free[g] - 1
                server = s.bench[s.group_bench[g] + s.group_free[g]]
                s.server_next[server] = chain
                chain = server
                needed = needed - 1
            if needed == 0:
                break
    s.token_server[t] = chain
    begin(s, t, at_speed(s.token_work[t], slowest))
    return 1


def _seize_one(s: State, t: int, role: int) -> int:
    """The same for work that takes one server, as most does."""
    for i in range(s.role_groups[role], s.role_groups[role + 1]):
        g = s.role_group[i]
        if s.group_free[g] > 0 and can_begin(s, t, g) != 0:
            s.group_free[g] = s.group_free[g] - 1
            server = s.bench[s.group_bench[g] + s.group_free[g]]
            s.server_next[server] = -1
            s.token_server[t] = server
            begin(s, t, at_speed(s.token_work[t], s.group_speed[g]))
            return 1
    return 0


def _has_idle(s: State, t: int, role: int, needed: int) -> int:
    found = 0
    for i in range(s.role_groups[role], s.role_groups[role + 1]):
        g = s.role_group[i]
        if s.group_free[g] > 0 and can_begin(s, t, g) != 0:
            found = found + s.group_free[g]
            if found >= needed:
                return 1
    return 0


def can_begin(s: State, t: int, g: int) -> int:
    """Whether a group is on shift for a token; sees to it that it is asked again when that changes."""
    calendar = s.group_calendar[g]
    if calendar < 0:
        return 1
    opening = clock.next_open(s, calendar, s.now)
    if opening == s.now:
        if s.place_policy[s.token_place[t]] != FIT:
            return 1
        work = at_speed(s.token_work[t], s.group_speed[g])
        if clock.finish(s, calendar, s.now, work) == s.now + work:
            return 1
        if work > s.calendar_longest[calendar]:
            return 0
        opening = clock.later_shift(s, calendar, s.now)
    wake_at(s, g, opening)
    return 0


def wake_at(s: State, g: int, opening: int) -> None:
    """Sees to it that the roles of a group are asked again when its next shift begins."""
    if opening < NEVER and s.group_wake[g] < 0:
        s.group_wake[g] = opening
        s.wakes = s.wakes + 1
        heap.push(s, opening, TIMER, g * EVENT_KINDS + DO_OPEN)


def begin(s: State, t: int, work: int) -> None:
    """Work of a length begins now, with the servers a token has taken."""
    s.token_state[t] = BUSY
    s.token_started[t] = s.now
    s.token_work[t] = work
    first = s.token_server[t]
    calendar = s.group_calendar[s.server_group[first]]
    end = s.now + work
    if s.place_policy[s.token_place[t]] == FINISH:
        pass
    elif s.server_next[first] >= 0 and crews.differ(s, first) != 0:
        end = crews.done(s, first, work)
    elif calendar >= 0:
        end = clock.finish(s, calendar, s.now, work)
    s.token_event[t] = 0
    if end < NEVER:
        s.token_event[t] = heap.push(s, end, COMPLETION, t * EVENT_KINDS + DO_FINISH)


def _drop_head(s: State, role: int, t: int) -> None:
    if s.role_order[role] >= PRIORITY:
        s.role_head[role] = _merged(s, s.token_next[t], s.token_back[t])
    else:
        s.role_head[role] = s.token_next[t]


def _merged(s: State, a: int, b: int) -> int:
    """Two skew heaps as one: `token_next` is a node's left branch, `token_back` its right one."""
    root = -1
    above = -1
    while a >= 0 and b >= 0:
        if s.token_rank[b] > s.token_rank[a] or (
            s.token_rank[b] == s.token_rank[a] and s.token_event[b] < s.token_event[a]
        ):
            swap = a
            a = b
            b = swap
        if above < 0:
            root = a
        else:
            s.token_next[above] = a
        rest = s.token_back[a]
        s.token_back[a] = s.token_next[a]
        above = a
        a = rest
    rest = a if a >= 0 else b
    if above < 0:
        return rest
    s.token_next[above] = rest
    return root
