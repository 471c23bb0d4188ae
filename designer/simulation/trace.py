"""What happened in a run, as columns of numpy arrays: cheap to slice, enough to play it back."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from designer.simulation import codes, instances
from designer.simulation.columns import DTYPES, POOLS
from designer.simulation.pages import Pages
from designer.simulation.program import Array, Program
from designer.simulation.state import State


@dataclass(frozen=True)
class Log:
    """One row for each stay of a token at a place that takes or could take time.

    Times in ms from the start. `scope` is the run of the workflow it was in, `inner` the run that a box made
    for it, `work` the time a server worked on it (for a wait: its length). A row still in progress has
    `started` -1 while it queues, and `ended` -1.
    """

    case: Array
    place: Array
    scope: Array
    server: Array
    inner: Array
    state: Array
    enabled: Array
    started: Array
    ended: Array
    work: Array

    def __len__(self) -> int:
        return len(self.case)

    def rows(self, chosen: Array) -> "Log":
        """Some of the rows: a mask, or their numbers."""
        return Log(**{name: column[chosen] for name, column in vars(self).items()})


@dataclass(frozen=True)
class Moves:
    """One row for each token that went along a flow: when it left and when it was at the end.

    A run that does not keep its moves keeps those that took time, handoffs.
    """

    case: Array
    flow: Array
    time: Array
    arrival: Array


@dataclass(frozen=True)
class Cases:
    """One row for each case, by its number. `place` is its outcome, or where it failed or is stuck.

    `reason` is why it failed (`codes`), or for a stuck case which of the flows into its join is missing
    (-1: no join).
    `delay` is what its tokens spent on handoffs, `values` are the fields when it ended.
    """

    arrived: Array
    ended: Array
    state: Array
    place: Array
    reason: Array
    trigger: Array
    delay: Array
    values: Array

    def __len__(self) -> int:
        return len(self.arrived)


@dataclass(frozen=True)
class Trace:
    """A replication so far.

    `extra` are further servers of a row of the log: (row, server). `batches` are the rows served as one of a
    batch: (row, job, when the batch was formed); rows of one job share its servers, which the first of them
    to end has.
    """

    replication: int
    end_ms: int
    log: Log
    moves: Moves
    cases: Cases
    extra: Array
    batches: Array
    entered: Array
    completed: Array
    cancelled: Array
    passed: Array
    halted: int = 0
    halted_place: int = -1


def read_trace(program: Program, state: State, pages: Pages, replication: int) -> Trace:
    """Puts the results of a run together; what is still under way makes the last rows of the log."""
    done = pages.columns(state, "log")
    open_rows, open_batches = _under_way(state)
    if len(open_rows["case"]):
        done = {name: np.concatenate((done[name], open_rows[name])) for name in done}
    cases = _cases(state)
    values = np.array(state.record_values, dtype=np.float64)
    fields = len(program.fields)
    cases["values"] = values[: state.record_size * fields].reshape(state.record_size, fields)
    extra = pages.columns(state, "extra")
    batches = pages.columns(state, "batch")
    joined = np.array(open_batches, dtype=np.int64).reshape(-1, 3)
    return Trace(
        replication=replication,
        end_ms=state.now,
        log=Log(**done),
        moves=Moves(**pages.columns(state, "move")),
        cases=Cases(**cases),
        extra=np.column_stack((extra["row"], extra["server"])).astype(np.int64),
        batches=np.concatenate((np.column_stack(tuple(batches.values())), joined)),
        entered=np.array(state.entered),
        completed=np.array(state.completed),
        cancelled=np.array(state.cancelled),
        passed=np.array(state.passed),
        halted=state.halted,
        halted_place=state.halted_place if state.halted else -1,
    )


def _cases(state: State) -> dict[str, Array]:
    """The cases so far, by the last words of their columns' names; their fields apart."""
    return {
        name.removeprefix("record_"): np.array(getattr(state, name)[: state.record_size], dtype=DTYPES[code])
        for name, code in POOLS["record"].items()
        if name != "record_values"
    }


_WORKING = (codes.BUSY, codes.WAITING, codes.HOSTING)
_BEGUN = (codes.BUSY, codes.WAITING)
_SHOWN = (*_WORKING, codes.QUEUED, codes.PARKED, codes.GATHERING, codes.JOINED)


def _is_shown(state: State, t: int) -> bool:
    """Whether a token is at a place for its own sake, not as a job or for its instances."""
    here = state.token_state[t]
    if here not in _SHOWN or state.token_case[t] < 0:
        return False
    return here != codes.HOSTING or not instances.stands_for_many(state, t)


def _under_way(state: State) -> tuple[dict[str, Array], list[tuple[int, int, int]]]:
    """Rows for the tokens that are at a place now, and which of them are of a batch."""
    batches = []
    rows: dict[str, list[Any]] = {name.removeprefix("log_"): [] for name in POOLS["log"]}
    for t in range(state.token_top):
        if not _is_shown(state, t):
            continue
        here = state.token_state[t]
        started = state.token_started[t] if here in _WORKING else -1
        server = state.token_server[t]
        if here == codes.JOINED:
            job = state.token_job[t]
            serial, formed = state.token_chosen[job], state.token_enabled[job]
            batches.append((state.log_base + state.log_size + len(rows["case"]), serial, formed))
            started = state.token_started[job] if state.token_state[job] in _BEGUN else -1
            server = state.token_server[job] if state.token_job[job] == t else -1
        rows["case"].append(state.case_number[state.token_case[t]])
        rows["place"].append(state.token_place[t])
        rows["scope"].append(state.scope_serial[state.token_scope[t]])
        rows["server"].append(server)
        child = state.token_child[t] if here == codes.HOSTING else -1
        rows["inner"].append(state.scope_serial[child] if child >= 0 else -1)
        rows["state"].append(codes.IN_PROGRESS)
        rows["enabled"].append(state.token_enabled[t])
        rows["started"].append(started)
        rows["ended"].append(-1)
        rows["work"].append(0)
    types = {name.removeprefix("log_"): code for name, code in POOLS["log"].items()}
    columns = {name: np.array(cells, dtype=DTYPES[types[name]]) for name, cells in rows.items()}
    return columns, batches
