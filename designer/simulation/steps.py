# cython: annotation_typing=False, boundscheck=False, wraparound=False, cdivision=True, infer_types=True
"""What a token does at each kind of place, and where it goes from there (BPMN 2.0 execution semantics)."""

from designer.simulation import clock, draws, heap, queues, rules, tokens
from designer.simulation.codes import (
    BAD_EXPRESSION,
    BOX,
    BUSY,
    CANCELLED,
    CHANCE,
    COMPLETED,
    COMPLETION,
    DAY_MS,
    DEAD,
    DO_FINISH,
    DO_MOVE,
    EVENT_KINDS,
    EVERY,
    FAILED,
    FIRST,
    FOR_CHOICE,
    FOR_DELAY,
    FOR_FIELD,
    FOR_WORK,
    HOSTING,
    NO_FLOW,
    OUTCOME,
    PARALLEL,
    PARKED,
    QUEUED,
    RACE,
    READY,
    STATE,
    TASK,
    TIMER,
    TOO_MANY_VISITS,
    TRAVELLING,
    WAIT,
    WAITING,
)
from designer.simulation.state import State


def luck(s: State, t: int, key: int, purpose: int) -> int:
    """The key of a draw: this case, this node or flow, this visit, this purpose."""
    return draws.combine(s.case_key[s.token_case[t]] ^ key, s.token_visit[t] * 16 + purpose)


def arrive(s: State, t: int) -> None:
    """A token enters its place."""
    p = s.token_place[t]
    s.entered[p] = s.entered[p] + 1
    cell = s.token_case[t] * s.node_count + s.place_node[p]
    visit = s.visits[cell] + 1
    s.visits[cell] = visit
    s.token_visit[t] = visit
    s.token_enabled[t] = s.now
    s.token_started[t] = s.now
    s.token_work[t] = 0
    s.token_server[t] = -1
    if visit > s.visit_limit:
        s.halted = TOO_MANY_VISITS
        s.halted_place = p
        return
    kind = s.place_kind[p]
    if kind == TASK:
        _enter_task(s, t, p)
    elif kind == BOX:
        _enter_box(s, t, p)
    elif kind == PARALLEL:
        _join(s, t, p)
    elif kind == WAIT:
        _enter_wait(s, t, p)
    elif kind == OUTCOME:
        _end_at(s, t, p)
    elif kind in (RACE, STATE):
        s.token_work[t] = -1
        _compete(s, t, p, kind)
    else:
        leave(s, t, -1)


def finish(s: State, t: int) -> None:
    """The time of a task, wait, race or state is over."""
    p = s.token_place[t]
    kind = s.place_kind[p]
    if kind == TASK:
        if s.token_server[t] >= 0:
            queues.release(s, t)
        _write_outputs(s, t, p)
        if s.error != 0:
            fail(s, s.token_case[t], p, BAD_EXPRESSION)
            return
    elif kind == STATE and _takes(s, t, p, s.token_chosen[t]) == 0:
        if s.error != 0:
            fail(s, s.token_case[t], p, BAD_EXPRESSION)
        else:
            _compete(s, t, p, kind)
        return
    elif kind != WAIT:
        s.token_work[t] = 0
    tokens.write(s, t, COMPLETED)
    if kind in (STATE, RACE):
        s.completed[p] = s.completed[p] + 1
        _send(s, t, s.token_chosen[t])
        if kind == RACE:
            s.token_chosen[t] = -2
    else:
        leave(s, t, -1)


def leave(s: State, t: int, outcome: int) -> None:
    """A token is done at its place: one token goes along each flow that is to be taken, or it ends here.

    `outcome` is the place at which the workflow of a box ended, -1 elsewhere.
    """
    p = s.token_place[t]
    s.completed[p] = s.completed[p] + 1
    choice = s.place_choice[p]
    if s.place_out[p] == s.place_out[p + 1]:
        consume(s, t)
    elif choice in (FIRST, CHANCE):
        _leave_by_one(s, t, p, choice)
    else:
        _leave_by_all(s, t, p, outcome)


def _leave_by_all(s: State, t: int, p: int, outcome: int) -> None:
    """Every flow that applies; where none does, the default."""
    case = s.token_case[t]
    scope = s.token_scope[t]
    visit = s.token_visit[t]
    sent = 0
    fallback = -1
    for f in range(s.place_out[p], s.place_out[p + 1]):
        if s.flow_default[f] != 0 and s.place_choice[p] == EVERY:
            fallback = f
        elif _applies(s, f, case, p, outcome) != 0:
            if sent > 0:
                t = tokens.spawn(s, case, scope)
                s.token_visit[t] = visit
            sent = sent + 1
            _send(s, t, f)
    if s.error != 0:
        fail(s, case, p, BAD_EXPRESSION)
    elif sent == 0:
        if fallback >= 0:
            _send(s, t, fallback)
        elif s.place_choice[p] == EVERY:
            fail(s, case, p, NO_FLOW)
        else:
            consume(s, t)


def _applies(s: State, f: int, case: int, p: int, outcome: int) -> int:
    if s.flow_outcome[f] >= 0 and s.flow_outcome[f] != outcome:
        return 0
    if s.place_choice[p] == EVERY and s.flow_rule[f] >= 0:
        return rules.holds(s, s.flow_rule[f], case, p)
    return 1


def consume(s: State, t: int) -> None:
    """The end of a token; with the last of its scope the scope is done."""
    scope = s.token_scope[t]
    tokens.detach(s, t)
    tokens.free(s, t)
    if s.scope_live[scope] == 0:
        _end_scope(s, scope)
    else:
        _suspect(s, s.scope_case[scope])


def fail(s: State, case: int, place: int, reason: int) -> None:
    """A run-time error of a case: it ends here, the run goes on."""
    s.error = 0
    end_case(s, case, FAILED, place, reason)


def end_case(s: State, case: int, state: int, place: int, reason: int) -> None:
    """Ends a case before its time, as failed or stuck."""
    cancel_inside(s, s.case_scope[case], CANCELLED if state == FAILED else state)
    tokens.close_scope(s, s.case_scope[case])
    s.cancelled[0] = s.cancelled[0] + 1
    if state == FAILED:
        s.failed_cases = s.failed_cases + 1
    else:
        s.stuck_cases = s.stuck_cases + 1
    tokens.close_case(s, case, state, place, reason)


def cancel_inside(s: State, scope: int, state: int) -> None:
    """Drops every token of a scope and of the scopes within; servers are freed at once."""
    t = s.scope_first[scope]
    while t >= 0:
        following = s.token_after[t]
        if s.token_state[t] == HOSTING:
            cancel_inside(s, s.token_child[t], state)
            tokens.close_scope(s, s.token_child[t])
        _cancel(s, t, state)
        t = following


def _cancel(s: State, t: int, state: int) -> None:
    p = s.token_place[t]
    here = s.token_state[t]
    if here != READY and here != TRAVELLING:
        s.cancelled[p] = s.cancelled[p] + 1
        if here == BUSY:
            s.token_work[t] = _worked_so_far(s, t)
        else:
            s.token_work[t] = 0
        if here == QUEUED:
            s.token_started[t] = s.now
        tokens.write(s, t, state)
        if here == BUSY and s.token_server[t] >= 0:
            queues.release(s, t)
    if here == PARKED:
        s.case_parked[s.token_case[t]] = s.case_parked[s.token_case[t]] - 1
    tokens.detach(s, t)
    if here in (QUEUED, READY):
        s.token_state[t] = DEAD
    else:
        tokens.free(s, t)


def _worked_so_far(s: State, t: int) -> int:
    server = s.token_server[t]
    passed = s.now - s.token_started[t]
    if server < 0:
        return passed
    calendar = s.group_calendar[s.server_group[server]]
    if calendar >= 0:
        passed = clock.worked(s, calendar, s.now) - clock.worked(s, calendar, s.token_started[t])
    return min(passed, s.token_work[t])


def _enter_task(s: State, t: int, p: int) -> None:
    work = draws.milliseconds(s, s.place_work[p], luck(s, t, s.place_key[p], FOR_WORK))
    s.token_work[t] = work
    role = s.place_role[p]
    if role < 0:
        s.token_state[t] = BUSY
        s.token_event[t] = heap.push(s, s.now + work, COMPLETION, t * EVENT_KINDS + DO_FINISH)
        return
    rank = s.place_rank[p]
    if s.place_rank_rule[p] >= 0:
        rank = rules.evaluate(s, s.place_rank_rule[p], s.token_case[t], p)
        if s.error != 0:
            fail(s, s.token_case[t], p, BAD_EXPRESSION)
            return
    queues.enqueue(s, t, role, rank)


def _write_outputs(s: State, t: int, p: int) -> None:
    case = s.token_case[t]
    for i in range(s.place_writes[p], s.place_writes[p + 1]):
        field = s.write_field[i]
        value = 0.0
        if s.write_dist[i] >= 0:
            key = draws.combine(luck(s, t, s.place_key[p], FOR_FIELD), s.field_key[field])
            value = draws.sample(s, s.write_dist[i], key)
        else:
            value = rules.evaluate(s, s.write_rule[i], case, p)
        s.values[case * s.field_count + field] = value


def _enter_box(s: State, t: int, p: int) -> None:
    case = s.token_case[t]
    entry = s.place_entry[p]
    f = s.token_flow[t]
    if f >= 0 and s.flow_entry[f] >= 0:
        entry = s.flow_entry[f]
    first = s.place_starts[p]
    last = s.place_starts[p + 1]
    if entry < 0 and first == last:
        tokens.write(s, t, COMPLETED)
        leave(s, t, -1)
        return
    s.token_state[t] = HOSTING
    s.case_live[case] = s.case_live[case] - 1
    scope = tokens.open_scope(s, p, t, case)
    s.token_child[t] = scope
    if entry >= 0:
        _start(s, case, scope, entry)
    for i in range(first, last):
        _start(s, case, scope, s.start_place[i])


def _start(s: State, case: int, scope: int, place: int) -> None:
    t = tokens.spawn(s, case, scope)
    s.token_place[t] = place
    tokens.make_ready(s, t)


def _join(s: State, t: int, p: int) -> None:
    """Parallel: fires when every incoming flow holds a token, counted for each flow in each scope."""
    f = s.token_flow[t]
    joins = s.place_joins[p]
    if joins <= 1 or f < 0:
        leave(s, t, -1)
        return
    case = s.token_case[t]
    base = s.token_scope[t] * s.slot_stride
    slot = base + s.flow_slot[f]
    s.token_state[t] = PARKED
    s.token_next[t] = -1
    s.case_parked[case] = s.case_parked[case] + 1
    if s.slot_head[slot] < 0:
        s.slot_head[slot] = t
    else:
        s.token_next[s.slot_tail[slot]] = t
    s.slot_tail[slot] = t
    first = base + s.place_slot[p]
    for i in range(first, first + joins):
        if s.slot_head[i] < 0:
            _suspect(s, case)
            return
    s.case_parked[case] = s.case_parked[case] - joins
    s.completed[p] = s.completed[p] + joins - 1
    for i in range(first + 1, first + joins):
        t = s.slot_head[i]
        s.slot_head[i] = s.token_next[t]
        _end_parking(s, t)
        tokens.detach(s, t)
        tokens.free(s, t)
    t = s.slot_head[first]
    s.slot_head[first] = s.token_next[t]
    _end_parking(s, t)
    leave(s, t, -1)


def _end_parking(s: State, t: int) -> None:
    s.token_started[t] = s.now
    if s.token_enabled[t] < s.now:
        tokens.write(s, t, COMPLETED)


def _enter_wait(s: State, t: int, p: int) -> None:
    length = 0
    if s.token_chosen[t] != -2:
        length = _wait_time(s, t, p)
    s.token_chosen[t] = -1
    s.token_work[t] = length
    s.token_state[t] = WAITING
    s.token_event[t] = heap.push(s, s.now + length, TIMER, t * EVENT_KINDS + DO_FINISH)


def _wait_time(s: State, t: int, p: int) -> int:
    """How long a token waits at a wait: until a time of day, or for a drawn time."""
    if s.place_until[p] >= 0:
        return (s.place_until[p] - (s.origin + s.now) % DAY_MS + DAY_MS) % DAY_MS
    return draws.milliseconds(s, s.place_work[p], luck(s, t, s.place_key[p], FOR_WORK))


def _compete(s: State, t: int, p: int, kind: int) -> None:
    """Waits for the flow whose time comes next after the one last tried; the first in order of equals.

    In a race the times are those of the waits behind it, in a state those of the transitions.
    """
    tried = s.token_work[t]
    last = s.token_chosen[t] if tried >= 0 else -1
    best = -1
    best_time = 0
    for f in range(s.place_out[p], s.place_out[p + 1]):
        if kind == RACE:
            length = _wait_time(s, t, s.flow_target[f])
        else:
            length = draws.milliseconds(s, s.flow_after[f], luck(s, t, s.flow_key[f], FOR_WORK))
        if length < tried or (length == tried and f <= last):
            continue
        if best < 0 or length < best_time:
            best = f
            best_time = length
    if best < 0:
        fail(s, s.token_case[t], p, NO_FLOW)
        return
    s.token_chosen[t] = best
    s.token_work[t] = best_time
    s.token_state[t] = WAITING
    s.token_event[t] = heap.push(s, s.token_enabled[t] + best_time, TIMER, t * EVENT_KINDS + DO_FINISH)


def _takes(s: State, t: int, p: int, f: int) -> int:
    """Whether a flow's rule or probability lets a token pass now."""
    if s.flow_share[f] >= 0.0:
        return 1 if draws.uniform(luck(s, t, s.place_key[p], FOR_CHOICE), 0) < s.flow_share[f] else 0
    if s.flow_rule[f] >= 0:
        return rules.holds(s, s.flow_rule[f], s.token_case[t], p)
    return 1


def _leave_by_one(s: State, t: int, p: int, choice: int) -> None:
    """The first flow in order whose rule holds, or the one its luck falls on, else the default."""
    fallback = -1
    chance = 0.0
    if choice == CHANCE:
        chance = draws.uniform(luck(s, t, s.place_key[p], FOR_CHOICE), 0)
    for f in range(s.place_out[p], s.place_out[p + 1]):
        if s.flow_default[f] != 0:
            fallback = f
        elif choice == CHANCE:
            if chance < s.flow_share[f]:
                _send(s, t, f)
                return
        elif s.flow_rule[f] < 0 or rules.holds(s, s.flow_rule[f], s.token_case[t], p) != 0:
            _send(s, t, f)
            return
        elif s.error != 0:
            fail(s, s.token_case[t], p, BAD_EXPRESSION)
            return
    if fallback >= 0:
        _send(s, t, fallback)
    else:
        fail(s, s.token_case[t], p, NO_FLOW)


def _send(s: State, t: int, f: int) -> None:
    """A token goes along a flow; a handoff's delay is spent on it."""
    delay = 0
    if s.flow_delay[f] >= 0:
        delay = draws.milliseconds(s, s.flow_delay[f], luck(s, t, s.flow_key[f], FOR_DELAY))
    tokens.record_move(s, t, f, s.now + delay)
    s.token_flow[t] = f
    s.token_place[t] = s.flow_target[f]
    if delay == 0:
        tokens.make_ready(s, t)
    else:
        s.token_state[t] = TRAVELLING
        s.token_event[t] = heap.push(s, s.now + delay, TIMER, t * EVENT_KINDS + DO_MOVE)


def _end_at(s: State, t: int, p: int) -> None:
    """An outcome takes one token, or with `terminate` every token of its scope."""
    scope = s.token_scope[t]
    s.completed[p] = s.completed[p] + 1
    s.scope_last[scope] = p
    if s.place_terminate[p] == 0:
        consume(s, t)
        return
    tokens.detach(s, t)
    tokens.free(s, t)
    cancel_inside(s, scope, CANCELLED)
    _end_scope(s, scope)


def _end_scope(s: State, scope: int) -> None:
    host = s.scope_host[scope]
    case = s.scope_case[scope]
    outcome = s.scope_last[scope]
    tokens.close_scope(s, scope)
    if host < 0:
        s.finished_cases = s.finished_cases + 1
        s.completed[0] = s.completed[0] + 1
        tokens.close_case(s, case, COMPLETED, outcome, -1)
        return
    s.token_state[host] = READY
    s.case_live[case] = s.case_live[case] + 1
    tokens.write(s, host, COMPLETED)
    s.token_child[host] = -1
    leave(s, host, outcome)


def _suspect(s: State, case: int) -> None:
    """Notes a case all of whose tokens stand at joins: it may be stuck."""
    if s.case_parked[case] == s.case_live[case] and s.case_suspect[case] == 0:
        s.case_suspect[case] = 1
        s.suspects[s.suspect_count] = case
        s.suspect_count = s.suspect_count + 1
