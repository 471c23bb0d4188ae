"""Tasks and boxes that run several times for one token.

The token stays at the border while its instances run, each a token at the same place in a scope of their own.
Only the instances are counted and logged, as if they were in the scope of the token they stand for.
"""

from designer.simulation import leaving, rules, tokens
from designer.simulation.codes import (
    AT_ONCE,
    BAD_EXPRESSION,
    CANCELLED,
    HOSTING,
    IN_TURN,
    LONGEST,
    ONCE,
    PASSING,
)
from designer.simulation.state import State


def is_one(s: State, t: int) -> int:
    """Whether a token is one of the instances of its place."""
    p = s.token_place[t]
    return 1 if s.place_repeats[p] != ONCE and s.scope_place[s.token_scope[t]] == p else 0


def stands_for_many(s: State, t: int) -> int:
    """Whether a token is the one whose instances run."""
    p = s.token_place[t]
    return 1 if s.place_repeats[p] != ONCE and s.scope_place[s.token_scope[t]] != p else 0


def begin(s: State, t: int, p: int) -> None:
    """A token enters a place of several instances: the first begins; with none the token passes."""
    case = s.token_case[t]
    value = rules.evaluate(s, s.place_count[p], case, p)
    if s.error != 0:
        s.token_state[t] = PASSING
        leaving.fail(s, case, p, BAD_EXPRESSION)
        return
    if value < 0.5:
        s.completed[p] = s.completed[p] - 1  # as `leave` counts a run
        leaving.leave(s, t, -1)
        return
    count = LONGEST
    if value < LONGEST:
        count = int(value + 0.5)
    s.token_state[t] = HOSTING
    s.case_live[case] = s.case_live[case] - 1
    scope = tokens.open_scope(s, p, t, case)
    s.scope_serial[scope] = s.scope_serial[s.token_scope[t]]
    s.scope_left[scope] = count
    s.scope_turn[scope] = 0
    s.token_child[t] = scope
    _start(s, scope)


def follow(s: State, t: int) -> None:
    """An instance begins: where they run at once, the next one begins, too; one a step, however many."""
    scope = s.token_scope[t]
    if s.place_repeats[s.token_place[t]] == AT_ONCE and s.scope_left[scope] > 0:
        _start(s, scope)


def end(s: State, t: int, outcome: int) -> None:
    """An instance is done; with the last, or the first where that is enough, so is what they stand for."""
    p = s.token_place[t]
    scope = s.token_scope[t]
    s.completed[p] = s.completed[p] + 1
    s.scope_last[scope] = outcome
    if s.place_first[p] != 0:
        tokens.detach(s, t)
        tokens.free(s, t)
        leaving.cancel_inside(s, scope, CANCELLED)
        leaving.end_scope(s, scope)
        return
    if s.place_repeats[p] == IN_TURN and s.scope_left[scope] > 0:
        _start(s, scope)
    leaving.consume(s, t)


def _start(s: State, scope: int) -> None:
    """The next instance, with luck of its own; the first has that of a single run."""
    host = s.scope_host[scope]
    turn = s.scope_turn[scope]
    s.scope_turn[scope] = turn + 1
    s.scope_left[scope] = s.scope_left[scope] - 1
    t = tokens.spawn(s, s.scope_case[scope], scope)
    s.token_place[t] = s.token_place[host]
    s.token_flow[t] = s.token_flow[host]
    s.token_visit[t] = s.token_visit[host] + (turn << 32)
    tokens.make_ready(s, t)
