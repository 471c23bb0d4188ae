"""A replication in parts: cases that have ended leave it with all their rows.

So a run of any length takes little more memory than the cases that are under way. Where a part ends depends
on the steps of the run alone: parts are the same on every machine.
"""

import time
from collections.abc import Callable, Iterator

import numpy as np

from designer.simulation import codes
from designer.simulation.engine import Engine
from designer.simulation.jobs import Jobs, jobs_of
from designer.simulation.pages import Columns
from designer.simulation.program import Array, Program
from designer.simulation.reading import read_cases, totals, with_open_rows
from designer.simulation.state import State
from designer.simulation.trace import Log, Moves, Trace

CASES = 10_000  # of a part; when more are under way, as many
STEPS = 1 << 15  # from one look at how many have ended to the next
# A slice of work is sized to about this long, so that a wish to stop is heard within 100 ms.
_SLICE_SECONDS = 0.04

GoesOn = Callable[[float], bool]


class Stopped(Exception):  # noqa: N818  # it is a wish, no error
    """Somebody wants a run to stop."""


def parts(
    program: Program,
    number: int,
    goes_on: GoesOn | None = None,
    *,
    keeps_log: bool = True,
    keeps_moves: bool = False,
    cases: int = CASES,
    steps: int = STEPS,
) -> Iterator[Trace]:
    """One of a program's replications from its start to its end; the last part has what did not end.

    A part has `cases` that have ended, or more when more are under way; how many is looked at every so many
    `steps`. `goes_on` is told the share done (0 … 1) and asked whether to go on. Raises Stopped.
    """
    engine = Engine(program, number, keeps_log=keeps_log, keeps_moves=keeps_moves)
    leaving = _Leaving(engine)
    told, size = 0, 1000
    while not engine.at_rest:
        size = _advance(engine, size, steps, goes_on or (lambda _: True))
        ended = engine.ended_cases
        is_over: bool = engine.at_rest
        if not is_over and ended - told >= max(cases, engine.started_cases - ended):
            told = ended
            yield leaving.part()
    yield leaving.part(is_last=True)


def whole(program: Program, number: int, goes_on: GoesOn | None = None) -> Trace:
    """A replication in one part; the first keeps all its moves, for playback."""
    (trace,) = parts(program, number, goes_on, keeps_moves=number == 0, cases=codes.NEVER)
    return trace


def _advance(engine: Engine, size: int, left: int, goes_on: GoesOn) -> int:
    """Takes the steps `left` to the next look, in slices; how long these are to be from then on."""
    while left and not engine.at_rest:
        began = time.perf_counter()
        engine.advance(max_events=min(size, left))
        left -= min(size, left)
        spent = time.perf_counter() - began
        if spent < _SLICE_SECONDS / 2:
            size = min(2 * size, STEPS)
        elif spent > _SLICE_SECONDS:
            size = max(500, size // 2)
        is_over: bool = engine.at_rest
        if not goes_on(1.0 if is_over else _share(engine)) and not is_over:
            raise Stopped
    return size


def _share(engine: Engine) -> float:
    """How much of a replication is done, by its cases or its time."""
    settings = engine.program.settings
    by_cases = engine.ended_cases / settings.cases if settings.cases else 0.0
    by_time = engine.time_ms / settings.until_ms if settings.until_ms else 0.0
    return min(0.99, max(by_cases, by_time))  # the whole is told once, at the end


class _Leaving:
    """What waits to leave a run: the rows of cases that have not ended, or of whom a batch has not.

    A case of a batch stays until all of its batch have been served: they share what that cost. What a job
    did is kept until the last of them has left.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._program = engine.program
        self._waiting = np.empty(0, dtype=np.int64)
        self._seen = 0
        self._held: dict[str, Columns] = {}
        none = np.empty(0, dtype=np.int64)
        self._jobs = Jobs(none, none, none, np.empty(0))

    def part(self, *, is_last: bool = False) -> Trace:
        """All that may leave now; at the end, all that is there."""
        state = self._engine.state
        pools = {pool: self._with_held(pool) for pool in ("log", "extra", "batch", "move")}
        if is_last:
            pools["log"], pools["batch"] = with_open_rows(state, pools["log"], pools["batch"])
        jobs = self._with_new_jobs(pools)
        undone = np.empty(0, dtype=np.int64) if is_last else _undone(state, pools["batch"])
        numbers = np.concatenate((self._waiting, np.arange(self._seen, state.record_size)))
        self._seen = state.record_size
        leaves = np.full(len(numbers), is_last) | self._may_leave(numbers, pools, undone)
        gone, self._waiting = numbers[leaves], numbers[~leaves]
        taken = self._split(pools, gone)
        self._jobs = jobs.chosen(
            np.isin(jobs.number, self._held["batch"]["job"]) & ~np.isin(jobs.number, undone)
        )
        log, extra, batch = taken["log"], taken["extra"], taken["batch"]
        rows = log.pop("row")
        return Trace(
            replication=self._engine.replication,
            end_ms=state.now,
            log=Log(**log),
            moves=Moves(**taken["move"]),
            cases=read_cases(self._program, state, gone),
            rows=rows,
            extra=np.column_stack((extra["row"], extra["server"])).astype(np.int64),
            batches=jobs.batches(batch),
            settled_ms=codes.NEVER if is_last else self._settled(state),
            **totals(state),
        )

    def _with_held(self, pool: str) -> Columns:
        fresh = self._engine.drain(pool)
        held = self._held.get(pool)
        if held is None or not len(next(iter(held.values()))):
            return fresh
        return {name: np.concatenate((held[name], fresh[name])) for name in fresh}

    def _with_new_jobs(self, pools: dict[str, Columns]) -> Jobs:
        """What all jobs with rows here did so far."""
        batch = pools["batch"]
        if not len(batch["row"]):
            return self._jobs
        log = dict(pools["log"])
        rows = log.pop("row")
        fresh = ~np.isin(batch["job"], self._jobs.number)
        entries = {name: column[fresh] for name, column in batch.items()}
        entries["row"] = np.searchsorted(rows, entries["row"])
        extra = pools["extra"]
        more = np.column_stack((np.searchsorted(rows, extra["row"]), extra["server"])).astype(np.int64)
        return self._jobs.joined(jobs_of(self._program, Log(**log), more, entries))

    def _may_leave(self, numbers: Array, pools: dict[str, Columns], undone: Array) -> Array:
        """Which cases have ended, and their batches with them."""
        ended: Array = np.asarray(self._engine.state.record_state)[numbers] != codes.IN_PROGRESS
        if len(undone):
            log, batch = pools["log"], pools["batch"]
            rows = batch["row"][np.isin(batch["job"], undone)]
            ended &= ~np.isin(numbers, log["case"][np.searchsorted(log["row"], rows)])
        return ended

    def _split(self, pools: dict[str, Columns], gone: Array) -> dict[str, Columns]:
        """Takes out what is of the cases that go, naming these by their place among them."""
        base = int(gone[0]) if len(gone) else 0
        place = np.full((int(gone[-1]) - base if len(gone) else 0) + 2, -1, dtype=np.int32)
        place[gone - base] = np.arange(len(gone), dtype=np.int32)
        taken = {}
        for pool in ("log", "move"):
            columns = pools[pool]
            case = place[np.clip(columns["case"] - base, -1, len(place) - 1)]
            taken[pool], self._held[pool] = _parted(columns, case >= 0)
            taken[pool]["case"] = case[case >= 0]
        rows = taken["log"]["row"]
        for pool in ("extra", "batch"):
            columns = pools[pool]
            taken[pool], self._held[pool] = _parted(columns, np.isin(columns["row"], rows))
            taken[pool]["row"] = np.searchsorted(rows, taken[pool]["row"])
        return taken

    def _settled(self, state: State) -> int:
        """Before which moment nothing can have happened that is told later."""
        arrived = np.asarray(state.record_arrived)[self._waiting]
        return min(state.now, int(arrived.min(initial=state.now)))


def _parted(columns: Columns, mask: Array) -> tuple[Columns, Columns]:
    if mask.all():
        return dict(columns), {name: column[:0] for name, column in columns.items()}
    others = ~mask
    return (
        {name: column[mask] for name, column in columns.items()},
        {name: column[others] for name, column in columns.items()},
    )


def _undone(state: State, batch: Columns) -> Array:
    """The jobs that have not served all of their batch yet."""
    if not len(batch["row"]):
        return np.empty(0, dtype=np.int64)
    part = slice(0, state.token_top)
    here, case = np.asarray(state.token_state)[part], np.asarray(state.token_case)[part]
    serial: Array = np.asarray(state.token_chosen)[part]
    undone: Array = serial[(case < 0) & (here != codes.FREE) & (here != codes.DEAD)]
    return undone
