"""Where tokens wait for one another: parallels, and inclusive decisions that several flows lead to.

Tokens are counted for each incoming flow in each run of the box. An inclusive join goes on once nothing more
can come to it (BPMN 2.0.2, table 13.3): every token of the same run that could still reach one of its empty
flows could also reach one that holds a token already. So it is looked at last, when all else is at rest.
"""

from designer.simulation import leaving, tokens
from designer.simulation.codes import COMPLETED, INCLUSIVE, PARKED, PASSING, TRAVELLING
from designer.simulation.state import State


def join(s: State, t: int, p: int) -> None:
    """A token comes to a join: it waits there, or all go on as one."""
    f = s.token_flow[t]
    if s.place_joins[p] <= 1 or f < 0:
        leaving.leave(s, t, -1)
        return
    _park(s, t, s.token_scope[t] * s.slot_stride + s.flow_slot[f])
    if s.place_kind[p] == INCLUSIVE:
        scope = s.token_scope[t]
        s.merging = s.merging + 1
        s.scope_merging[scope] = s.scope_merging[scope] + 1
        tokens.note(s, scope)
    elif _held(s, s.token_scope[t], p) == s.place_joins[p]:
        _go_on(s, s.token_scope[t], p)
        return
    leaving.suspect(s, s.token_case[t])


def look(s: State) -> None:
    """Lets the first inclusive join go on that need not wait any longer; its run is looked at again."""
    while s.noted_head >= 0:
        scope = s.noted_head
        if s.scope_merging[scope] > 0:
            box = s.scope_place[scope]
            for i in range(s.place_merges[box], s.place_merges[box + 1]):
                if _may_go_on(s, scope, s.merge_place[i]) != 0:
                    _go_on(s, scope, s.merge_place[i])
                    return
        s.scope_noted[scope] = 0
        s.noted_head = s.scope_noted_next[scope]


def missing(s: State, t: int) -> int:
    """Which of the flows into its join a parked token waits for, counted from 0; -1 for none."""
    p = s.token_place[t]
    scope = s.token_scope[t]
    first = scope * s.slot_stride + s.place_slot[p]
    other = _blocking(s, scope, p) if s.place_kind[p] == INCLUSIVE else -1
    for i in range(s.place_joins[p]):
        if s.slot_head[first + i] < 0 and (other < 0 or _reaches(s, other, p, i) != 0):
            return i
    return -1


def _park(s: State, t: int, slot: int) -> None:
    s.token_state[t] = PARKED
    s.token_next[t] = -1
    s.case_parked[s.token_case[t]] = s.case_parked[s.token_case[t]] + 1
    if s.slot_head[slot] < 0:
        s.slot_head[slot] = t
    else:
        s.token_next[s.slot_tail[slot]] = t
    s.slot_tail[slot] = t


def _held(s: State, scope: int, p: int) -> int:
    """How many of the flows into a join hold a token."""
    first = scope * s.slot_stride + s.place_slot[p]
    held = 0
    for slot in range(first, first + s.place_joins[p]):
        if s.slot_head[slot] >= 0:
            held = held + 1
    return held


def _may_go_on(s: State, scope: int, p: int) -> int:
    held = _held(s, scope, p)
    if held == 0:
        return 0
    return 1 if held == s.place_joins[p] or _blocking(s, scope, p) < 0 else 0


def _blocking(s: State, scope: int, p: int) -> int:
    """A token for which an inclusive join waits; -1 for none."""
    t = s.scope_first[scope]
    while t >= 0:
        if _blocks(s, t, scope, p) != 0:
            return t
        t = s.token_after[t]
    return -1


def _blocks(s: State, t: int, scope: int, p: int) -> int:
    """Whether a token can reach empty flows of a join only."""
    first = scope * s.slot_stride + s.place_slot[p]
    found = 0
    for i in range(s.place_joins[p]):
        if _reaches(s, t, p, i) != 0:
            if s.slot_head[first + i] >= 0:
                return 0
            found = 1
    return found


def _reaches(s: State, t: int, p: int, i: int) -> int:
    """Whether a token can come to the join at `p` by its flow `i`, not having passed the join before."""
    here = s.token_place[t]
    if here == p:
        on_its_way = s.token_state[t] == TRAVELLING and s.flow_slot[s.token_flow[t]] == s.place_slot[p] + i
        return 1 if on_its_way else 0
    return s.reach[s.place_reach[p] + s.place_inside[here] * s.place_joins[p] + i]


def _go_on(s: State, scope: int, p: int) -> None:
    """One token of each flow that holds any goes on; together they are one."""
    first = scope * s.slot_stride + s.place_slot[p]
    kept = -1
    for slot in range(first, first + s.place_joins[p]):
        t = s.slot_head[slot]
        if t < 0:
            continue
        s.slot_head[slot] = s.token_next[t]
        _end_parking(s, t, p)
        if kept < 0:
            kept = t
        else:
            s.completed[p] = s.completed[p] + 1
            tokens.detach(s, t)
            tokens.free(s, t)
    leaving.leave(s, kept, -1)


def _end_parking(s: State, t: int, p: int) -> None:
    case = s.token_case[t]
    s.case_parked[case] = s.case_parked[case] - 1
    if s.place_kind[p] == INCLUSIVE:
        s.merging = s.merging - 1
        s.scope_merging[s.token_scope[t]] = s.scope_merging[s.token_scope[t]] - 1
    s.token_state[t] = PASSING
    s.token_started[t] = s.now
    if s.token_enabled[t] < s.now:
        tokens.write(s, t, COMPLETED)
