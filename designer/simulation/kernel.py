"""The event loop: `advance` is the only way time moves.

At one instant: completions and releases, cancellations, timers, arrivals, each in order of scheduling and
with all that follows from it; then the roles serve what waits; then inclusive joins, and what can never move
again is found.
Plain Python that Cython compiles with the types of the `.pxd` beside it, to the same results bit for bit.
"""

try:
    import cython  # type: ignore[import-untyped]
except ImportError:
    from designer.simulation import uncompiled as cython

from designer.simulation import batches, boundaries, clock, draws, heap, joins, leaving, queues, steps, tokens
from designer.simulation.codes import (
    ARRIVAL,
    AT_REST,
    BOX,
    DEAD,
    DO_ARRIVE,
    DO_FINISH,
    DO_GATHER,
    DO_MOVE,
    DO_OPEN,
    EVENT_KINDS,
    FOR_ARRIVAL,
    FOR_BATCH,
    FOR_FIELD,
    HOSTING,
    HOUR_MS,
    LIMITED,
    NEEDS_ROOM,
    NEVER,
    PARKED,
    RAN,
    STUCK,
    TOO_MANY_EVENTS,
    TOO_MANY_TOKENS,
    WEEK_MS,
)
from designer.simulation.state import State


def advance(s: State, until: int, max_steps: int) -> int:
    """Runs until the time `until` (ms), or for `max_steps` steps; says why it came back (`codes`)."""
    with cython.nogil:  # other replications run meanwhile
        return _run(s, until, s.steps + max_steps)


def replication_key(seed: int, replication: int) -> int:
    """The key from which every draw of a replication descends."""
    return draws.combine(draws.mix(seed), replication)


def begin(s: State) -> None:
    """Schedules the first arrival of every trigger."""
    for i in range(len(s.trigger_place)):
        _schedule(s, i)


def _run(s: State, until: int, last_step: int) -> int:
    while s.steps < last_step:
        if s.halted != 0:
            return LIMITED
        if (s.steps & 15) == 0 and _is_full(s):
            return NEEDS_ROOM
        if s.ready_head >= 0:
            t = tokens.take_ready(s)
            if s.token_state[t] == DEAD:
                tokens.free(s, t)
            else:
                steps.arrive(s, t)
        elif s.heap_size > 0 and s.heap_time[0] == s.now:
            _happen(s)
        elif s.dirty_count > 0:
            queues.serve(s)
        else:
            why = _move_on(s, until)
            if why >= 0:
                return why
        s.steps = s.steps + 1
    return RAN


def _move_on(s: State, until: int) -> int:
    """All is at rest at this instant: what is stuck ends, then the clock moves; -1 to go on."""
    if s.noted_head >= 0:
        joins.look(s)
        return -1
    if s.suspect_count > 0:
        _find_stuck(s)
        return -1
    if s.heap_size == s.wakes and _is_vain(s) != 0:
        _strand(s)
        return AT_REST
    if s.heap_size > s.wakes:
        s.idle_since = -1
    if s.heap_time[0] > until:
        s.now = max(until, s.now)
        return RAN
    s.now = s.heap_time[0]
    return -1


def _is_vain(s: State) -> int:
    """Whether nothing can happen any more: in a whole week no shift that began got work to begin."""
    if s.heap_size == 0:
        return 1
    if s.idle_since < 0:
        s.idle_since = max(s.now, s.settled)
    return 1 if s.heap_time[0] > s.idle_since + WEEK_MS else 0


def _is_full(s: State) -> int:
    """Whether an array might overflow within the next steps; also watches the limits of the run."""
    if s.steps > s.step_limit:
        s.halted = TOO_MANY_EVENTS
        blame(s)
    if s.live > s.token_limit:
        s.halted = TOO_MANY_TOKENS
        blame(s)
    if s.heap_size >= s.heap_room or s.token_top >= s.token_room or s.scope_top >= s.scope_room:
        return 1
    if s.watch_top >= s.watch_room:
        return 1
    if s.case_top >= s.case_room or s.record_size >= s.record_room or s.move_size >= s.move_room:
        return 1
    if s.log_size + s.live >= s.log_room or s.extra_size + s.live >= s.extra_room:
        return 1
    return 1 if s.batch_size + s.live >= s.batch_room else 0


def blame(s: State) -> None:
    """Names the place where most tokens stand: the one that floods."""
    best = -1
    for p in range(len(s.place_kind)):
        standing = s.entered[p] - s.completed[p] - s.cancelled[p]
        if standing > best and s.place_kind[p] != BOX:
            best = standing
            s.halted_place = p


def _happen(s: State) -> None:
    order = s.heap_order[0]
    item = s.heap_item[0]
    heap.drop(s)
    kind = item % EVENT_KINDS
    index = item // EVENT_KINDS
    if kind == DO_FINISH:
        if s.token_event[index] == order:
            steps.finish(s, index)
        return
    if kind == DO_MOVE:
        if s.token_event[index] == order:
            tokens.make_ready(s, index)
    elif kind == DO_ARRIVE:
        _begin_case(s, index)
    elif kind == DO_OPEN:
        queues.wake(s, index)
    elif kind == DO_GATHER:
        if s.gather_event[index] == order:
            batches.hurry(s, index)
    elif s.watch_event[index] == order:
        boundaries.strike(s, index)


def _begin_case(s: State, i: int) -> None:
    """A case arrives at trigger `i`; the last of its batch schedules the next arrival."""
    if s.case_limit >= 0 and s.started_cases >= s.case_limit:
        return
    case = tokens.open_case(s, i)
    key = draws.combine(s.luck[0] ^ s.trigger_key[i], s.trigger_cases[i])
    s.trigger_cases[i] = s.trigger_cases[i] + 1
    s.case_key[case] = key
    for field in range(s.field_count):
        value = s.field_value[field]
        if s.field_dist[field] >= 0:
            value = draws.sample(s, s.field_dist[field], draws.combine(key ^ s.field_key[field], FOR_FIELD))
        s.values[case * s.field_count + field] = value
    scope = tokens.open_scope(s, 0, -1, case)
    s.case_scope[case] = scope
    s.entered[0] = s.entered[0] + 1
    t = tokens.spawn(s, case, scope)
    s.token_place[t] = s.trigger_place[i]
    tokens.make_ready(s, t)
    s.trigger_left[i] = s.trigger_left[i] - 1
    if s.trigger_left[i] > 0:
        heap.push(s, s.now, ARRIVAL, i * EVENT_KINDS + DO_ARRIVE)
    else:
        _schedule(s, i)


def _schedule(s: State, i: int) -> None:
    """The next arrival of trigger `i`, in its own stream of luck."""
    n = s.trigger_count[i]
    key = draws.combine(s.luck[0] ^ s.trigger_key[i], n * 16 + FOR_ARRIVAL)
    s.trigger_count[i] = n + 1
    time = NEVER
    if s.trigger_dist[i] >= 0:
        gap = draws.milliseconds(s, s.trigger_dist[i], key)
        c = s.trigger_calendar[i]
        time = clock.begin(s, c, clock.worked(s, c, s.now) + gap)
    elif s.trigger_rates[i] >= 0:
        time = _by_profile(s, s.trigger_rates[i], -draws.log(draws.uniform(key, 0)))
    elif s.trigger_times[i] + n < s.trigger_times[i + 1]:
        time = s.moment[s.trigger_times[i] + n]
    if time >= s.arrivals_until:
        return
    s.trigger_left[i] = 1
    if s.trigger_batch[i] >= 0:
        size = draws.sample(s, s.trigger_batch[i], draws.combine(key, FOR_BATCH))
        whole = int(size + 0.5)
        s.trigger_left[i] = max(1, whole)
    heap.push(s, time, ARRIVAL, i * EVENT_KINDS + DO_ARRIVE)


def _by_profile(s: State, first: int, mass: float) -> int:
    """When a Poisson process with a rate for each hour of the week has its next event, by inversion."""
    time = s.now
    for _ in range(168 * 1000):
        hour = (s.origin + time) // HOUR_MS
        left = (hour + 1) * HOUR_MS - s.origin - time
        rate = s.rate[first + hour % 168]
        here = rate * left / 3_600_000.0
        if here > mass:
            part = int(mass / rate * 3_600_000.0)
            return time + part
        mass = mass - here
        time = time + left
    return NEVER


def _find_stuck(s: State) -> None:
    """Ends the cases all of whose tokens wait at joins that nothing can fire any more."""
    for i in range(s.suspect_count):
        case = s.suspects[i]
        s.case_suspect[case] = 0
        if s.case_live[case] > 0 and s.case_parked[case] == s.case_live[case]:
            _end_stuck(s, case)
    s.suspect_count = 0


def _strand(s: State) -> None:
    """Nothing is going to happen any more: what has not ended never will."""
    for case in range(s.case_top):
        if s.case_live[case] > 0:
            _end_stuck(s, case)


def _end_stuck(s: State, case: int) -> None:
    t = _first_waiting(s, s.case_scope[case])
    place = s.token_place[t]
    missing = joins.missing(s, t) if s.token_state[t] == PARKED else -1
    leaving.end_case(s, case, STUCK, place, missing)


def _first_waiting(s: State, scope: int) -> int:
    """The token, longest there, that waits in a scope or in the scopes within."""
    t = s.scope_first[scope]
    while s.token_after[t] >= 0:
        t = s.token_after[t]
    while s.token_state[t] == HOSTING:
        t = s.scope_first[s.token_child[t]]
        while s.token_after[t] >= 0:
            t = s.token_after[t]
    return t
