"""How tokens leave a place, and how tokens, runs of boxes and cases end."""

from designer.simulation import batches, clock, crews, draws, heap, instances, queues, rules, tokens
from designer.simulation.codes import (
    BAD_EXPRESSION,
    BUSY,
    CANCELLED,
    CHANCE,
    COMPLETED,
    DEAD,
    DO_MOVE,
    EVENT_KINDS,
    EVERY,
    FAILED,
    FINISH,
    FIRST,
    FOR_CHOICE,
    FOR_DELAY,
    FOR_ERROR,
    GATHERING,
    HOSTING,
    INCLUSIVE,
    JOINED,
    NO_FLOW,
    ONCE,
    ONLY,
    PARKED,
    PASSING,
    QUEUED,
    READY,
    TIMER,
    TRAVELLING,
)
from designer.simulation.state import State


def luck(s: State, t: int, key: int, purpose: int) -> int:
    """The key of a draw: this case, this node or flow, this visit, this purpose."""
    return draws.combine(s.case_key[s.token_case[t]] ^ key, s.token_visit[t] * 16 + purpose)


def leave(s: State, t: int, outcome: int) -> None:
    """A token is done at its place: one token goes along each flow that is to be taken, or it ends here.

    `outcome` is the place at which the workflow of a box ended, -1 elsewhere.
    """
    p = s.token_place[t]
    s.completed[p] = s.completed[p] + 1
    if s.token_watch[t] >= 0:
        unwatch(s, t)
    choice = s.place_choice[p]
    if choice == ONLY:
        send(s, t, s.place_out[p])
    elif s.place_out[p] == s.place_out[p + 1]:
        consume(s, t)
    elif choice in (FIRST, CHANCE):
        _leave_by_one(s, t, p, choice)
    else:
        _leave_by_all(s, t, p, outcome)


def send(s: State, t: int, f: int) -> None:
    """A token goes along a flow; a handoff's delay is spent on it."""
    go_along(s, t, f, delay_on(s, t, f) if s.flow_delay[f] >= 0 else 0)


def delay_on(s: State, t: int, f: int) -> int:
    """How long a handoff along a flow takes a token, 0 where it is none."""
    if s.flow_delay[f] < 0:
        return 0
    return draws.milliseconds(s, s.flow_delay[f], luck(s, t, s.flow_key[f], FOR_DELAY))


def go_along(s: State, t: int, f: int, delay: int) -> None:
    """A token goes along a flow in a time."""
    tokens.record_move(s, t, f, s.now + delay)
    s.token_flow[t] = f
    s.token_place[t] = s.flow_target[f]
    if s.merging > 0:
        tokens.note(s, s.token_scope[t])
    if delay == 0:
        tokens.make_ready(s, t)
    else:
        s.token_state[t] = TRAVELLING
        s.token_event[t] = heap.push(s, s.now + delay, TIMER, t * EVENT_KINDS + DO_MOVE)


def takes(s: State, t: int, p: int, f: int) -> int:
    """Whether a flow's rule and probability let a token pass now."""
    share = s.flow_share[f]
    if share >= 0.0 and draws.uniform(luck(s, t, s.place_key[p], FOR_CHOICE), 0) >= share:
        return 0
    return rules.holds(s, s.flow_rule[f], s.token_case[t], p) if s.flow_rule[f] >= 0 else 1


def end_at(s: State, t: int, outcome: int) -> None:
    """A task or box has ended: an event on its border may have struck by then, else the token leaves."""
    p = s.token_place[t]
    if s.place_repeats[p] != ONCE and instances.is_one(s, t) != 0:
        instances.end(s, t, outcome)
        return
    for i in range(s.place_watches[p], s.place_watches[p + 1]):
        b = s.watch_places[i]
        if (
            s.place_work[b] < 0
            and draws.uniform(luck(s, t, s.place_key[b], FOR_ERROR), 0) < s.place_chance[b]
        ):
            if s.place_interrupts[b] != 0:
                s.completed[p] = s.completed[p] + 1
                if s.token_watch[t] >= 0:
                    unwatch(s, t)
                go_from(s, t, b)
                return
            go_from(s, tokens.spawn(s, s.token_case[t], s.token_scope[t]), b)
    leave(s, t, outcome)


def go_from(s: State, t: int, b: int) -> None:
    """A token goes on from the boundary at `b`."""
    s.token_place[t] = b
    s.token_flow[t] = -1
    if s.merging > 0:
        tokens.note(s, s.token_scope[t])
    tokens.make_ready(s, t)


def consume(s: State, t: int) -> None:
    """The end of a token; with the last of its scope the scope is done."""
    scope = s.token_scope[t]
    tokens.detach(s, t)
    tokens.free(s, t)
    if s.scope_live[scope] == 0:
        end_scope(s, scope)
    else:
        suspect(s, s.scope_case[scope])


def end_scope(s: State, scope: int) -> None:
    """A run of a box is done: its token goes on from the box; with the root the case is finished."""
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
    if instances.stands_for_many(s, host) != 0:
        p = s.token_place[host]
        s.completed[p] = s.completed[p] - 1  # its instances have been counted
    else:
        tokens.write(s, host, COMPLETED)
    s.token_child[host] = -1
    end_at(s, host, outcome)


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


def unwatch(s: State, t: int) -> None:
    """What may happen at the border of a token's place no longer can."""
    w = s.token_watch[t]
    while w >= 0:
        following = s.watch_next[w]
        s.watch_event[w] = 0
        s.watch_next[w] = s.watch_free
        s.watch_free = w
        w = following
    s.token_watch[t] = -1


def cancel_inside(s: State, scope: int, state: int) -> None:
    """Drops every token of a scope and of the scopes within; servers are freed at once."""
    t = s.scope_first[scope]
    while t >= 0:
        following = s.token_after[t]
        cancel(s, t, state)
        t = following


def suspect(s: State, case: int) -> None:
    """Notes a case all of whose tokens stand at joins: it may be stuck."""
    if s.case_parked[case] == s.case_live[case] and s.case_suspect[case] == 0:
        s.case_suspect[case] = 1
        s.suspects[s.suspect_count] = case
        s.suspect_count = s.suspect_count + 1


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
                send(s, t, f)
                return
        elif s.flow_rule[f] < 0 or rules.holds(s, s.flow_rule[f], s.token_case[t], p) != 0:
            send(s, t, f)
            return
        elif s.error != 0:
            s.token_state[t] = PASSING
            fail(s, s.token_case[t], p, BAD_EXPRESSION)
            return
    if fallback >= 0:
        send(s, t, fallback)
    else:
        s.token_state[t] = PASSING
        fail(s, s.token_case[t], p, NO_FLOW)


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
        elif _applies(s, t, f, p, outcome) != 0:
            if sent > 0:
                t = tokens.spawn(s, case, scope)
                s.token_visit[t] = visit
            sent = sent + 1
            send(s, t, f)
    if sent == 0:
        s.token_state[t] = PASSING
    if s.error != 0:
        fail(s, case, p, BAD_EXPRESSION)
    elif sent == 0:
        if fallback >= 0:
            send(s, t, fallback)
        elif s.place_choice[p] == EVERY:
            fail(s, case, p, NO_FLOW)
        else:
            consume(s, t)


def _applies(s: State, t: int, f: int, p: int, outcome: int) -> int:
    """Whether a flow is among those a token takes; each by its own rule, or its own probability."""
    if s.flow_outcome[f] >= 0 and s.flow_outcome[f] != outcome:
        return 0
    if s.place_choice[p] != EVERY:
        return 1
    if s.flow_share[f] >= 0.0:
        return 1 if draws.uniform(luck(s, t, s.flow_key[f], FOR_CHOICE), 0) < s.flow_share[f] else 0
    return rules.holds(s, s.flow_rule[f], s.token_case[t], p) if s.flow_rule[f] >= 0 else 1


def cancel(s: State, t: int, state: int) -> None:
    """Drops a token and, of a box, all inside it; what it did is logged, its servers are freed at once."""
    p = s.token_place[t]
    here = s.token_state[t]
    if s.token_watch[t] >= 0:
        unwatch(s, t)
    many = 0
    job = -1
    if here in (GATHERING, JOINED):
        job = s.token_job[t]
        here = batches.withdraw(s, t)
    if here == HOSTING:
        cancel_inside(s, s.token_child[t], state)
        tokens.close_scope(s, s.token_child[t])
        many = instances.stands_for_many(s, t)
    if here != READY and here != TRAVELLING and here != PASSING and many == 0:
        s.cancelled[p] = s.cancelled[p] + 1
        _write_cancelled(s, t, here, state)
        if job >= 0:
            batches.write(s, job)
        if here == BUSY and s.token_server[t] >= 0:
            queues.release(s, t)
    if here == PARKED:
        s.case_parked[s.token_case[t]] = s.case_parked[s.token_case[t]] - 1
        if s.place_kind[p] == INCLUSIVE:
            s.merging = s.merging - 1
            s.scope_merging[s.token_scope[t]] = s.scope_merging[s.token_scope[t]] - 1
    tokens.detach(s, t)
    if here in (QUEUED, READY):
        s.token_state[t] = DEAD
    else:
        tokens.free(s, t)


def _write_cancelled(s: State, t: int, here: int, state: int) -> None:
    if here == BUSY:
        s.token_work[t] = _worked_so_far(s, t)
    else:
        s.token_work[t] = 0
    if here in (QUEUED, GATHERING):
        s.token_started[t] = s.now
    tokens.write(s, t, state)


def _worked_so_far(s: State, t: int) -> int:
    server = s.token_server[t]
    passed = s.now - s.token_started[t]
    if server < 0:
        return passed
    calendar = s.group_calendar[s.server_group[server]]
    if s.place_policy[s.token_place[t]] == FINISH:
        pass
    elif s.server_next[server] >= 0 and crews.differ(s, server) != 0:
        passed = crews.worked(s, server, s.token_started[t])
    elif calendar >= 0:
        passed = clock.worked(s, calendar, s.now) - clock.worked(s, calendar, s.token_started[t])
    return min(passed, s.token_work[t])
