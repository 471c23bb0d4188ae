"""Tokens, scopes and cases come out of pools and go back; what happens to them is written to the log."""

from designer.simulation.codes import FREE, HOSTING, IN_PROGRESS, READY
from designer.simulation.state import State


def take(s: State) -> int:
    """A token out of the pool, which is in no scope yet."""
    t = s.token_free
    if t >= 0:
        s.token_free = s.token_next[t]
    else:
        t = s.token_top
        s.token_top = t + 1
    return t


def spawn(s: State, case: int, scope: int) -> int:
    """A new token of a case in a scope."""
    t = take(s)
    s.token_case[t] = case
    s.token_scope[t] = scope
    s.token_flow[t] = -1
    s.token_event[t] = 0
    s.token_server[t] = -1
    s.token_child[t] = -1
    s.token_chosen[t] = -1
    s.token_visit[t] = 0
    s.token_watch[t] = -1
    first = s.scope_first[scope]
    s.token_before[t] = -1
    s.token_after[t] = first
    if first >= 0:
        s.token_before[first] = t
    s.scope_first[scope] = t
    s.scope_live[scope] = s.scope_live[scope] + 1
    s.case_live[case] = s.case_live[case] + 1
    s.live = s.live + 1
    return t


def detach(s: State, t: int) -> None:
    """Takes a token out of its scope and its case."""
    scope = s.token_scope[t]
    before = s.token_before[t]
    after = s.token_after[t]
    if before >= 0:
        s.token_after[before] = after
    else:
        s.scope_first[scope] = after
    if after >= 0:
        s.token_before[after] = before
    s.scope_live[scope] = s.scope_live[scope] - 1
    if s.merging > 0:
        note(s, scope)
    case = s.token_case[t]
    if s.token_state[t] != HOSTING:
        s.case_live[case] = s.case_live[case] - 1
    s.live = s.live - 1


def free(s: State, t: int) -> None:
    """Gives a detached token back to the pool."""
    s.token_state[t] = FREE
    s.token_event[t] = 0
    s.token_next[t] = s.token_free
    s.token_free = t


def make_ready(s: State, t: int) -> None:
    """Lines a token up to enter its place at this instant."""
    s.token_state[t] = READY
    s.token_next[t] = -1
    if s.ready_head < 0:
        s.ready_head = t
    else:
        s.token_next[s.ready_tail] = t
    s.ready_tail = t


def take_ready(s: State) -> int:
    """The next token to enter its place."""
    t = s.ready_head
    s.ready_head = s.token_next[t]
    return t


def note(s: State, scope: int) -> None:
    """Tokens have moved in a scope: if some wait at inclusive joins there, these are to be looked at."""
    if s.scope_merging[scope] == 0 or s.scope_noted[scope] != 0:
        return
    s.scope_noted[scope] = 1
    s.scope_noted_next[scope] = -1
    if s.noted_head < 0:
        s.noted_head = scope
    else:
        s.scope_noted_next[s.noted_tail] = scope
    s.noted_tail = scope


def open_scope(s: State, place: int, host: int, case: int) -> int:
    """A new run of the box at `place`."""
    scope = s.scope_free
    if scope >= 0:
        s.scope_free = s.scope_next[scope]
    else:
        scope = s.scope_top
        s.scope_top = scope + 1
    s.scope_place[scope] = place
    s.scope_host[scope] = host
    s.scope_case[scope] = case
    s.scope_live[scope] = 0
    s.scope_merging[scope] = 0
    s.scope_last[scope] = -1
    s.scope_first[scope] = -1
    s.scope_serial[scope] = s.scope_serials
    s.scope_serials = s.scope_serials + 1
    for slot in range(scope * s.slot_stride, (scope + 1) * s.slot_stride):
        s.slot_head[slot] = -1
    return scope


def close_scope(s: State, scope: int) -> None:
    """Gives a scope back to the pool."""
    s.scope_next[scope] = s.scope_free
    s.scope_free = scope


def open_case(s: State, trigger: int) -> int:
    """A new case, with its row in the record of cases."""
    case = s.case_free
    if case >= 0:
        s.case_free = s.case_next[case]
    else:
        case = s.case_top
        s.case_top = case + 1
    number = s.record_size
    s.record_size = number + 1
    s.record_arrived[number] = s.now
    s.record_ended[number] = -1
    s.record_state[number] = IN_PROGRESS
    s.record_place[number] = -1
    s.record_reason[number] = -1
    s.record_trigger[number] = trigger
    s.record_delay[number] = 0
    s.case_number[case] = number
    s.case_arrived[case] = s.now
    s.case_live[case] = 0
    s.case_parked[case] = 0
    s.started_cases = s.started_cases + 1
    for cell in range(case * s.node_count, (case + 1) * s.node_count):
        s.visits[cell] = 0
    return case


def close_case(s: State, case: int, state: int, place: int, reason: int) -> None:
    """Writes how a case ended and gives it back to the pool."""
    number = s.case_number[case]
    s.record_ended[number] = s.now
    s.record_state[number] = state
    s.record_place[number] = place
    s.record_reason[number] = reason
    for field in range(s.field_count):
        s.record_values[number * s.field_count + field] = s.values[case * s.field_count + field]
    s.case_number[case] = -1
    s.case_live[case] = 0
    s.case_next[case] = s.case_free
    s.case_free = case


def write(s: State, t: int, state: int) -> None:
    """Logs what a token did at its place, ending now."""
    if s.keeps_log == 0:
        return
    row = s.log_size
    s.log_size = row + 1
    s.log_case[row] = s.case_number[s.token_case[t]]
    s.log_place[row] = s.token_place[t]
    s.log_scope[row] = s.scope_serial[s.token_scope[t]]
    s.log_server[row] = s.token_server[t]
    s.log_state[row] = state
    child = s.token_child[t]
    s.log_inner[row] = s.scope_serial[child] if child >= 0 else -1
    s.log_enabled[row] = s.token_enabled[t]
    s.log_started[row] = s.token_started[t]
    s.log_ended[row] = s.now
    s.log_work[row] = s.token_work[t]
    server = s.token_server[t]
    if server >= 0:
        server = s.server_next[server]
    while server >= 0:
        s.extra_row[s.extra_size] = s.log_base + row
        s.extra_server[s.extra_size] = server
        s.extra_size = s.extra_size + 1
        server = s.server_next[server]


def record_move(s: State, t: int, flow: int, arrival: int) -> None:
    """Logs that a token leaves along a flow now and is at its end at `arrival`; always if that takes time."""
    s.passed[flow] = s.passed[flow] + 1
    number = s.case_number[s.token_case[t]]
    if arrival != s.now:
        s.record_delay[number] = s.record_delay[number] + arrival - s.now
    elif s.keeps_moves == 0:
        return
    row = s.move_size
    s.move_size = row + 1
    s.move_case[row] = number
    s.move_flow[row] = flow
    s.move_time[row] = s.now
    s.move_arrival[row] = arrival
