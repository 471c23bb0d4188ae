"""Events on the border of a task or box: their clocks run from when a token enters, queueing included."""

from designer.simulation import draws, heap, leaving, tokens
from designer.simulation.codes import (
    CANCELLATION,
    CANCELLED,
    DO_STRIKE,
    EVENT_KINDS,
    FOR_ERROR,
    FOR_EVENT,
    TIMER,
)
from designer.simulation.state import State


def watch(s: State, t: int, p: int) -> None:
    """Starts the clocks of the boundaries on the place that a token has entered."""
    for i in range(s.place_watches[p], s.place_watches[p + 1]):
        b = s.watch_places[i]
        if s.place_work[b] >= 0 and _happens(s, t, b) != 0:
            _start(s, t, b)


def strike(s: State, w: int) -> None:
    """A boundary's time has come: a token goes on from it; interrupting, it ends what its host was doing."""
    t = s.watch_token[w]
    b = s.watch_place[w]
    s.watch_event[w] = 0
    leaving.go_from(s, tokens.spawn(s, s.token_case[t], s.token_scope[t]), b)
    if s.place_interrupts[b] != 0:
        leaving.cancel(s, t, CANCELLED)


def _happens(s: State, t: int, b: int) -> int:
    if s.place_chance[b] >= 1.0:
        return 1
    return 1 if draws.uniform(leaving.luck(s, t, s.place_key[b], FOR_ERROR), 0) < s.place_chance[b] else 0


def _start(s: State, t: int, b: int) -> None:
    after = draws.milliseconds(s, s.place_work[b], leaving.luck(s, t, s.place_key[b], FOR_EVENT))
    w = s.watch_free
    if w >= 0:
        s.watch_free = s.watch_next[w]
    else:
        w = s.watch_top
        s.watch_top = w + 1
    s.watch_token[w] = t
    s.watch_place[w] = b
    s.watch_next[w] = s.token_watch[t]
    s.token_watch[t] = w
    rank = CANCELLATION if s.place_interrupts[b] != 0 else TIMER
    s.watch_event[w] = heap.push(s, s.now + after, rank, w * EVENT_KINDS + DO_STRIKE)
