"""Tasks that gather tokens, of whatever case, and serve them as one job.

A job is a token of no case: it queues, takes servers and works for all of its batch. One that is cancelled
leaves its batch; the job goes on for the others.
"""

from designer.simulation import draws, heap, leaving, queues, rules, tokens
from designer.simulation.codes import (
    BAD_EXPRESSION,
    BUSY,
    COMPLETION,
    DEAD,
    DO_FINISH,
    DO_GATHER,
    EVENT_KINDS,
    FOR_WORK,
    GATHERING,
    JOINED,
    QUEUED,
    TIMER,
    WAITING,
)
from designer.simulation.state import State


def gather(s: State, t: int, p: int) -> None:
    """A token joins those that wait at a task for a batch."""
    last = s.gather_tail[p]
    s.token_state[t] = GATHERING
    s.token_job[t] = -1
    s.token_next[t] = -1
    s.token_back[t] = last
    if last >= 0:
        s.token_next[last] = t
    else:
        s.gather_head[p] = t
    s.gather_tail[p] = t
    s.gather_count[p] = s.gather_count[p] + 1
    if s.gather_count[p] >= s.place_batch[p]:
        _form(s, p)
    elif s.gather_count[p] == 1:
        _set_clock(s, p)


def hurry(s: State, p: int) -> None:
    """A batch has waited long enough for more, if the first of it is still there."""
    s.gather_event[p] = 0
    t = s.gather_head[p]
    if t >= 0 and s.token_enabled[t] + s.place_patience[p] <= s.now:
        _form(s, p)
    elif t >= 0:
        _set_clock(s, p)


def hand_over(s: State, job: int) -> int:
    """The next of a batch whose work is done, as if it had been served alone; -1 when all have gone.

    One at each step, however large the batch. The first has the servers, to be released with it.
    """
    t = s.token_job[job]
    if t < 0:
        tokens.free(s, job)
        return -1
    following = s.token_next[t]
    s.token_job[job] = following
    if following >= 0:
        s.token_back[following] = -1
    s.token_state[t] = BUSY
    s.token_started[t] = s.token_started[job]
    s.token_work[t] = s.token_work[job]
    s.token_server[t] = s.token_server[job]
    s.token_server[job] = -1
    s.token_state[job] = WAITING
    s.token_event[job] = heap.push(s, s.now, COMPLETION, job * EVENT_KINDS + DO_FINISH)
    return t


def withdraw(s: State, t: int) -> int:
    """Takes a token out of its batch; gives back BUSY if work on it had begun, else GATHERING."""
    before = s.token_back[t]
    after = s.token_next[t]
    if after >= 0:
        s.token_back[after] = before
    job = s.token_job[t]
    if job < 0:
        p = s.token_place[t]
        s.gather_count[p] = s.gather_count[p] - 1
        if before >= 0:
            s.token_next[before] = after
        else:
            s.gather_head[p] = after
        if after < 0:
            s.gather_tail[p] = before
        return GATHERING
    if before >= 0:
        s.token_next[before] = after
    else:
        s.token_job[job] = after
    alone = s.token_job[job] < 0
    if s.token_state[job] == QUEUED:
        if alone:
            s.token_state[job] = DEAD
        return GATHERING
    s.token_started[t] = s.token_started[job]
    s.token_work[t] = s.token_work[job]
    if alone:
        s.token_server[t] = s.token_server[job]
        s.token_server[job] = -1
    return BUSY


def write(s: State, job: int) -> None:
    """Logs that the row written last is of a job's batch."""
    if s.keeps_log == 0:
        return
    entry = s.batch_size
    s.batch_size = entry + 1
    s.batch_row[entry] = s.log_base + s.log_size - 1
    s.batch_job[entry] = s.token_chosen[job]
    s.batch_formed[entry] = s.token_enabled[job]


def _set_clock(s: State, p: int) -> None:
    """Waits no longer than the first of the batch may."""
    if s.place_patience[p] >= 0:
        time = s.token_enabled[s.gather_head[p]] + s.place_patience[p]
        s.gather_event[p] = heap.push(s, max(time, s.now), TIMER, p * EVENT_KINDS + DO_GATHER)


def _form(s: State, p: int) -> None:
    """All who have gathered become one job, with the luck and the priority of the first."""
    first = s.gather_head[p]
    rank = s.place_rank[p]
    if s.place_rank_rule[p] >= 0:
        rank = rules.evaluate(s, s.place_rank_rule[p], s.token_case[first], p)
        if s.error != 0:
            leaving.fail(s, s.token_case[first], p, BAD_EXPRESSION)
            if s.gather_head[p] >= 0:
                _set_clock(s, p)
            return
    job = tokens.take(s)
    s.token_case[job] = -1
    s.token_place[job] = p
    s.token_enabled[job] = s.now
    s.token_started[job] = s.now
    s.token_server[job] = -1
    s.token_job[job] = first
    s.token_chosen[job] = s.batch_serials
    s.batch_serials = s.batch_serials + 1
    s.token_work[job] = draws.milliseconds(
        s, s.place_work[p], leaving.luck(s, first, s.place_key[p], FOR_WORK)
    )
    t = first
    while t >= 0:
        s.token_state[t] = JOINED
        s.token_job[t] = job
        t = s.token_next[t]
    s.gather_head[p] = -1
    s.gather_tail[p] = -1
    s.gather_count[p] = 0
    s.gather_event[p] = 0
    if s.place_role[p] >= 0:
        queues.enqueue(s, job, s.place_role[p], rank)
    else:
        s.token_state[job] = BUSY
        s.token_event[job] = heap.push(
            s, s.now + s.token_work[job], COMPLETION, job * EVENT_KINDS + DO_FINISH
        )
