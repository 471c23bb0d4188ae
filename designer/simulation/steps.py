"""What a token does at each kind of place (BPMN 2.0 execution semantics)."""

from designer.simulation import (
    batches,
    boundaries,
    draws,
    heap,
    instances,
    joins,
    leaving,
    queues,
    rules,
    tokens,
)
from designer.simulation.codes import (
    BAD_EXPRESSION,
    BOX,
    BUSY,
    CANCELLED,
    COMPLETED,
    COMPLETION,
    DAY_MS,
    DO_FINISH,
    EVENT_KINDS,
    FOR_FIELD,
    FOR_WORK,
    HOSTING,
    INCLUSIVE,
    NO_FLOW,
    ONCE,
    OUTCOME,
    PARALLEL,
    PASSING,
    RACE,
    STATE,
    TASK,
    TIMER,
    TOO_MANY_VISITS,
    WAIT,
    WAITING,
)
from designer.simulation.state import State


def arrive(s: State, t: int) -> None:
    """A token enters its place."""
    p = s.token_place[t]
    s.token_enabled[t] = s.now
    s.token_started[t] = s.now
    s.token_work[t] = 0
    s.token_server[t] = -1
    many = s.place_repeats[p] != ONCE
    if many and instances.is_one(s, t) != 0:
        instances.follow(s, t)
        many = False
    elif _visit(s, t, p) == 0:
        return
    if many:
        instances.begin(s, t, p)
        return
    s.entered[p] = s.entered[p] + 1
    _enter(s, t, p)


def _visit(s: State, t: int, p: int) -> int:
    """Counts a visit of the case and starts the clocks on the border; 0 for one visit too many."""
    cell = s.token_case[t] * s.node_count + s.place_node[p]
    visit = s.visits[cell] + 1
    s.visits[cell] = visit
    s.token_visit[t] = visit
    if visit > s.visit_limit:
        s.halted = TOO_MANY_VISITS
        s.halted_place = p
        return 0
    if s.place_watches[p] != s.place_watches[p + 1]:
        boundaries.watch(s, t, p)
    return 1


def _enter(s: State, t: int, p: int) -> None:
    kind = s.place_kind[p]
    if kind == TASK:
        _enter_task(s, t, p)
        return
    if kind == BOX:
        _enter_box(s, t, p)
    elif kind in (PARALLEL, INCLUSIVE):
        joins.join(s, t, p)
    elif kind == WAIT:
        _enter_wait(s, t, p)
    elif kind == OUTCOME:
        _end_at(s, t, p)
    elif kind in (RACE, STATE):
        s.token_work[t] = -1
        _compete(s, t, p, kind)
    else:
        leaving.leave(s, t, -1)


def finish(s: State, t: int) -> None:
    """The time of a task, wait, race or state is over."""
    p = s.token_place[t]
    kind = s.place_kind[p]
    if kind == TASK:
        _end_work(s, t, p)
        return
    if kind == STATE and leaving.takes(s, t, p, s.token_chosen[t]) == 0:
        if s.error != 0:
            leaving.fail(s, s.token_case[t], p, BAD_EXPRESSION)
        else:
            _compete(s, t, p, kind)
        return
    if kind != WAIT:
        s.token_work[t] = 0
    tokens.write(s, t, COMPLETED)
    if kind in (STATE, RACE):
        s.completed[p] = s.completed[p] + 1
        if kind == STATE:
            leaving.send(s, t, s.token_chosen[t])
            return
        leaving.go_along(s, t, s.token_chosen[t], 0)
        s.token_chosen[t] = -2
    else:
        leaving.leave(s, t, -1)


def _end_work(s: State, t: int, p: int) -> None:
    """A task is done: fields are written while it has its servers, so that a case that fails frees them."""
    job = -1
    if s.token_case[t] < 0:
        job = t
        t = batches.hand_over(s, job)
        if t < 0:
            return
    if s.place_writes[p] != s.place_writes[p + 1]:
        _write_outputs(s, t, p)
        if s.error != 0:
            leaving.fail(s, s.token_case[t], p, BAD_EXPRESSION)
            return
    if s.token_server[t] >= 0:
        queues.release(s, t)
    tokens.write(s, t, COMPLETED)
    if job >= 0:
        batches.write(s, job)
    leaving.end_at(s, t, -1)


def _enter_task(s: State, t: int, p: int) -> None:
    if s.place_batch[p] > 1:
        batches.gather(s, t, p)
        return
    work = draws.milliseconds(s, s.place_work[p], leaving.luck(s, t, s.place_key[p], FOR_WORK))
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
            s.cancelled[p] = s.cancelled[p] + 1
            s.token_state[t] = PASSING
            leaving.fail(s, s.token_case[t], p, BAD_EXPRESSION)
            return
    queues.enqueue(s, t, role, rank)


def _write_outputs(s: State, t: int, p: int) -> None:
    case = s.token_case[t]
    for i in range(s.place_writes[p], s.place_writes[p + 1]):
        field = s.write_field[i]
        value = 0.0
        if s.write_dist[i] >= 0:
            key = draws.combine(leaving.luck(s, t, s.place_key[p], FOR_FIELD), s.field_key[field])
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
        leaving.end_at(s, t, -1)
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


def _enter_wait(s: State, t: int, p: int) -> None:
    length = 0
    if s.token_chosen[t] != -2:
        length = _wait_time(s, t, p, s.now)
    s.token_chosen[t] = -1
    s.token_work[t] = length
    s.token_state[t] = WAITING
    s.token_event[t] = heap.push(s, s.now + length, TIMER, t * EVENT_KINDS + DO_FINISH)


def _wait_time(s: State, t: int, p: int, begun: int) -> int:
    """How long a token waits at a wait from `begun` on: until a time of day, or for a drawn time."""
    if s.place_until[p] >= 0:
        return (s.place_until[p] - (s.origin + begun) % DAY_MS + DAY_MS) % DAY_MS
    return draws.milliseconds(s, s.place_work[p], leaving.luck(s, t, s.place_key[p], FOR_WORK))


def _compete(s: State, t: int, p: int, kind: int) -> None:
    """Waits for the flow whose time comes next after the one last tried; the first in order of equals.

    In a race the times are those of the waits behind it, each begun when a handoff to it is over; in a state
    those of the transitions.
    """
    tried = s.token_work[t]
    last = s.token_chosen[t] if tried >= 0 else -1
    best = -1
    best_time = 0
    for f in range(s.place_out[p], s.place_out[p + 1]):
        if kind == RACE:
            length = leaving.delay_on(s, t, f)
            length = length + _wait_time(s, t, s.flow_target[f], s.now + length)
        else:
            length = draws.milliseconds(s, s.flow_after[f], leaving.luck(s, t, s.flow_key[f], FOR_WORK))
        if length < tried or (length == tried and f <= last):
            continue
        if best < 0 or length < best_time:
            best = f
            best_time = length
    if best < 0:
        if tried < 0:
            s.cancelled[p] = s.cancelled[p] + 1
            s.token_state[t] = PASSING
        leaving.fail(s, s.token_case[t], p, NO_FLOW)
        return
    s.token_chosen[t] = best
    s.token_work[t] = best_time
    s.token_state[t] = WAITING
    s.token_event[t] = heap.push(s, s.token_enabled[t] + best_time, TIMER, t * EVENT_KINDS + DO_FINISH)


def _end_at(s: State, t: int, p: int) -> None:
    """An outcome takes one token, or with `terminate` every token of its scope."""
    scope = s.token_scope[t]
    s.completed[p] = s.completed[p] + 1
    s.scope_last[scope] = p
    if s.place_terminate[p] == 0:
        leaving.consume(s, t)
        return
    tokens.detach(s, t)
    tokens.free(s, t)
    leaving.cancel_inside(s, scope, CANCELLED)
    leaving.end_scope(s, scope)
