"""The results of a run, read from its state: what is over, and what is still under way."""

from typing import Any

import numpy as np

from designer.simulation import codes, instances
from designer.simulation.columns import DTYPES, POOLS
from designer.simulation.jobs import jobs_of
from designer.simulation.pages import Columns, Pages
from designer.simulation.program import Array, Program
from designer.simulation.state import State
from designer.simulation.trace import Cases, Log, Moves, Trace


def read_trace(program: Program, state: State, pages: Pages, replication: int) -> Trace:
    """Puts the results of a run together; what is still under way makes the last rows of the log."""
    done, batches = pages.columns(state, "log"), pages.columns(state, "batch")
    done, batches = with_open_rows(state, done, batches)
    cases = read_cases(program, state, np.arange(state.record_size))
    extra, log = pages.columns(state, "extra"), Log(**done)
    more = np.column_stack((extra["row"], extra["server"])).astype(np.int64)
    return Trace(
        replication=replication,
        end_ms=state.now,
        log=log,
        moves=Moves(**pages.columns(state, "move")),
        cases=cases,
        rows=np.arange(len(log)),
        extra=more,
        batches=jobs_of(program, log, more, batches).batches(batches),
        **totals(state),
    )


def totals(state: State) -> dict[str, Any]:
    """What has been counted so far: by place, by flow, and whether a limit stopped the run."""
    counts = {
        name: np.array(getattr(state, name)) for name in ("entered", "completed", "cancelled", "passed")
    }
    return counts | {
        "halted": state.halted,
        "halted_place": state.halted_place if state.halted else -1,
    }


def read_cases(program: Program, state: State, numbers: Array) -> Cases:
    """Some of the cases so far."""
    columns = {
        name.removeprefix("record_"): np.asarray(getattr(state, name))[numbers]
        for name in POOLS["record"]
        if name != "record_values"
    }
    fields = len(program.fields)
    cells = numbers[:, None] * fields + np.arange(fields)
    return Cases(number=numbers, values=np.asarray(state.record_values)[cells], **columns)


def with_open_rows(state: State, log: Columns, batches: Columns) -> tuple[Columns, Columns]:
    """Rows that have ended and, after them, those of the tokens that are at a place now."""
    rows, joined = _under_way(state)
    if len(rows["case"]):
        rows["row"] = np.arange(len(rows["case"])) + (state.log_base + state.log_size)
        log = {name: np.concatenate((log[name], rows[name])) for name in log}
    if joined:
        entries = dict(zip(batches, np.array(joined, dtype=np.int64).T, strict=True))
        batches = {name: np.concatenate((batches[name], entries[name])) for name in batches}
    return log, batches


_WORKING = (codes.BUSY, codes.WAITING, codes.HOSTING)
_BEGUN = (codes.BUSY, codes.WAITING)
_SHOWN = (*_WORKING, codes.QUEUED, codes.PARKED, codes.GATHERING, codes.JOINED)


def _is_shown(state: State, t: int) -> bool:
    """Whether a token is at a place for its own sake, not as a job or for its instances."""
    here = state.token_state[t]
    if here not in _SHOWN or state.token_case[t] < 0:
        return False
    return here != codes.HOSTING or not instances.stands_for_many(state, t)


def _under_way(state: State) -> tuple[Columns, list[tuple[int, int, int]]]:
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
