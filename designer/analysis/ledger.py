"""One replication in figures: what each row of the log and each case waited, worked and cost."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from designer.analysis.handoffs import handoffs_within
from designer.analysis.presence import on_shift
from designer.model.nodes import Task
from designer.simulation import codes
from designer.simulation.program import Array, Program
from designer.simulation.trace import Log, Trace

HOUR_MS = 3_600_000.0

CAUSES = ("server", "off_shift", "batch", "join", "handoff", "timer", "suspended")


@dataclass(frozen=True)
class Ledger:
    """The rows of a trace's log with what they amount to: whole milliseconds, and money for `cost`.

    A task waits `forming` until its batch is there, then from `due` on for a server: `off_shift` while nobody
    of its role is on shift, `queueing` the rest. It is worked on for `working`, `suspended` at the ends of
    shifts. Of a join: `joining`. Of a wait, race or state: `timed`. Boxes hold what is inside them, and the
    `handoff` delays of the flows in them. Rows in progress count as they stand at the end. `server` is who
    did the work: in a batch, the one who served it.
    """

    program: Program
    trace: Trace
    kind: Array
    server: Array
    due: Array
    begun: Array
    ended: Array
    queueing: Array
    forming: Array
    off_shift: Array
    working: Array
    suspended: Array
    joining: Array
    timed: Array
    handoff: Array
    cost: Array

    @property
    def log(self) -> Log:
        """The rows."""
        return self.trace.log

    @cached_property
    def completed(self) -> Array:
        """Which rows are complete."""
        mask: Array = self.log.state == codes.COMPLETED
        return mask

    @cached_property
    def waiting(self) -> Array:
        """What each row waited for its batch, for a shift to begin, and for a server."""
        total: Array = self.forming + self.off_shift + self.queueing
        return total

    @cached_property
    def idle(self) -> Array:
        """What each row waited: for a server, for time to pass, or, at a join, for other tokens."""
        joins = np.isin(self.kind, codes.JOINS)
        total: Array = self.waiting + self.timed + np.where(joins, self.joining, 0)
        return total

    def cause(self, name: str) -> Array:
        """What each row waited for one of the `CAUSES`."""
        columns = {"server": "queueing", "batch": "forming", "join": "joining", "timer": "timed"}
        column: Array = getattr(self, columns.get(name, name))
        return column

    def by_case(self, column: Array) -> Array:
        """A column added up for each case."""
        leaves = self.kind != codes.BOX
        summed = np.bincount(self.log.case[leaves], weights=column[leaves], minlength=len(self.trace.cases))
        return summed if column.dtype.kind == "f" else _whole(summed)

    def cause_by_case(self, name: str) -> Array:
        """What each case waited for one of the `CAUSES`, its tokens added up."""
        return self.trace.cases.delay if name == "handoff" else self.by_case(self.cause(name))


def ledger(program: Program, trace: Trace) -> Ledger:
    """Works a trace out."""
    log = trace.log
    kind = program.kinds[log.place]
    ended = np.where(log.ended < 0, trace.end_ms, log.ended)
    begun = np.where(log.started < 0, ended, log.started)
    due = _due(program, trace, begun)
    task = kind == codes.TASK
    zero = np.zeros(len(log), dtype=np.int64)
    off_shift = np.where(task, _off_shift(program, trace, due, begun), 0)
    timed = np.isin(kind, (codes.WAIT, codes.RACE, codes.STATE))
    stays = ended - log.enabled
    columns = {
        "queueing": np.where(task, begun - due, 0) - off_shift,
        "forming": np.where(task, due - log.enabled, 0),
        "off_shift": off_shift,
        "working": np.where(task, log.work, 0),
        "suspended": np.where(task & (log.state != codes.IN_PROGRESS), ended - begun - log.work, 0),
        "joining": np.where(np.isin(kind, codes.JOINS), stays, zero),
        "timed": np.where(timed, stays, zero),
        "handoff": zero,
        "cost": _costs(program, trace),
    }
    boxes = _Boxes(program, log, kind)
    filled = {name: boxes.filled(column) for name, column in columns.items()}
    filled["handoff"] = handoffs_within(program, trace, kind)
    return Ledger(program, trace, kind, _servers(trace), due, begun, ended, **filled)


def _servers(trace: Trace) -> Array:
    log = trace.log
    server: Array = log.server.copy()
    rows, jobs = trace.batches[:, 0], trace.batches[:, 1]
    of_job = np.full(int(jobs.max(initial=-1)) + 1, -1)
    np.maximum.at(of_job, jobs, server[rows])
    served = (log.work[rows] > 0) | (log.state[rows] == codes.COMPLETED)
    server[rows[served]] = of_job[jobs[served]]
    return server


def _due(program: Program, trace: Trace, begun: Array) -> Array:
    """From when on each row waited for a server: of a batch, when it was formed."""
    log = trace.log
    gathers = program.arrays["place_batch"][log.place] > 1
    due: Array = np.where(gathers, begun, log.enabled)
    rows = trace.batches[:, 0]
    due[rows] = np.minimum(trace.batches[:, 2], begun[rows])
    return due


def _off_shift(program: Program, trace: Trace, due: Array, begun: Array) -> Array:
    """The part of each wait for a server in which no server of the role was on shift."""
    role = program.arrays["place_role"][trace.log.place]
    off = np.zeros(len(role), dtype=np.int64)
    for number, name in enumerate(program.roles):
        rows = role == number
        calendars = {server.calendar for server in program.servers if name in server.roles}
        if -1 in calendars or not rows.any():
            continue
        off[rows] = on_shift(program, number, trace.end_ms).time_below(1, due[rows], begun[rows])
    return off


def _costs(program: Program, trace: Trace) -> Array:
    log = trace.log
    rates = np.array([server.cost_per_hour for server in program.servers] + [0.0])
    fixed = np.array([_fixed_cost(program, node) for node in program.nodes])
    cost = rates[log.server] * log.work / HOUR_MS
    if len(trace.extra):
        rows = trace.extra[:, 0]
        np.add.at(cost, rows, rates[trace.extra[:, 1]] * log.work[rows] / HOUR_MS)
    paid: Array = cost + np.where(log.state == codes.COMPLETED, fixed[log.place], 0.0)
    return _shared(trace, cost, paid)


def _shared(trace: Trace, cost: Array, paid: Array) -> Array:
    """Those of a batch who were served share what the job cost, fixed costs once for all."""
    rows, jobs = trace.batches[:, 0], trace.batches[:, 1]
    if not len(rows):
        return paid
    served = trace.log.state[rows] == codes.COMPLETED
    count = np.bincount(jobs[served], minlength=int(jobs.max()) + 1)
    total = np.bincount(jobs, weights=cost[rows], minlength=len(count))
    share = (total / np.maximum(count, 1))[jobs] + (paid - cost)[rows] / np.maximum(count, 1)[jobs]
    shared = paid.copy()
    shared[rows] = np.where(served, share, np.where(count[jobs] > 0, 0.0, paid[rows]))
    return shared


def _fixed_cost(program: Program, node: str) -> float:
    found = program.document.nodes.get(node)
    return found.cost if isinstance(found, Task) else 0.0


class _Boxes:
    """Adds up the rows of every run of a workflow; the sums go into the rows of the boxes that ran it."""

    def __init__(self, program: Program, log: Log, kind: Array) -> None:
        self._log = log
        self._leaves = kind != codes.BOX
        depth = np.array([len(path) for path in program.paths])[log.place]
        self._levels = [
            np.flatnonzero((kind == codes.BOX) & (log.inner >= 0) & (depth == level))
            for level in range(int(depth.max(initial=0)), 0, -1)
        ]
        self._runs = int(max(log.scope.max(initial=0), log.inner.max(initial=0))) + 1

    def filled(self, column: Array) -> Array:
        leaves = column[self._leaves]
        sums = np.bincount(self._log.scope[self._leaves], weights=leaves, minlength=self._runs)
        sums = sums if column.dtype.kind == "f" else _whole(sums)
        column = column.copy()
        for rows in self._levels:
            column[rows] = sums[self._log.inner[rows]]
            np.add.at(sums, self._log.scope[rows], column[rows])
        return column


def _whole(sums: Array) -> Array:
    """Sums that numpy made of whole numbers as floats, exact up to 2⁵³, as whole numbers again."""
    return np.rint(sums).astype(np.int64)
