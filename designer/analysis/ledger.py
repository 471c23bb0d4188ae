"""One replication in figures: what each row of the log and each case waited, worked and cost."""

from dataclasses import dataclass

import numpy as np

from designer.model.nodes import Task
from designer.simulation import codes
from designer.simulation.hours import worked
from designer.simulation.program import Array, Program
from designer.simulation.trace import Log, Trace

HOUR_MS = 3_600_000.0


@dataclass(frozen=True)
class Ledger:
    """The rows of a trace's log with what they amount to: milliseconds, and money for `cost`.

    Of a task: `waiting` for a server (of which `off_shift` while nobody was at work), `working`, `suspended`
    at the ends of shifts. Of a join: `joining`. Of a wait, race or state: `timed`. Boxes hold what is inside
    them. Rows in progress count as they stand at the end.
    """

    program: Program
    trace: Trace
    kind: Array
    begun: Array
    ended: Array
    waiting: Array
    off_shift: Array
    working: Array
    suspended: Array
    joining: Array
    timed: Array
    cost: Array

    @property
    def log(self) -> Log:
        """The rows."""
        return self.trace.log

    @property
    def completed(self) -> Array:
        """Which rows are complete."""
        mask: Array = self.log.state == codes.COMPLETED
        return mask

    def by_case(self, column: Array) -> Array:
        """A column added up for each case."""
        leaves = self.kind != codes.BOX
        summed: Array = np.bincount(
            self.log.case[leaves], weights=column[leaves], minlength=len(self.trace.cases)
        )
        return summed


def ledger(program: Program, trace: Trace) -> Ledger:
    """Works a trace out."""
    log = trace.log
    kind = program.kinds[log.place]
    ended = np.where(log.ended < 0, trace.end_ms, log.ended)
    begun = np.where(log.started < 0, ended, log.started)
    task = kind == codes.TASK
    zero = np.zeros(len(log))
    waiting = np.where(task, begun - log.enabled, 0.0)
    working = np.where(task, log.work, 0.0)
    timed = np.isin(kind, (codes.WAIT, codes.RACE, codes.STATE))
    columns = {
        "waiting": waiting,
        "off_shift": np.where(task, _off_shift(program, log, begun), 0.0),
        "working": working,
        "suspended": np.where(task & (log.state == codes.COMPLETED), ended - begun - working, 0.0),
        "joining": np.where(kind == codes.PARALLEL, ended - log.enabled, zero),
        "timed": np.where(timed, ended - log.enabled, zero),
        "cost": _costs(program, trace),
    }
    boxes = _Boxes(program, log, kind)
    return Ledger(
        program, trace, kind, begun, ended, **{name: boxes.filled(column) for name, column in columns.items()}
    )


def _off_shift(program: Program, log: Log, begun: Array) -> Array:
    """The part of each wait in which no server of the role was on shift."""
    role = program.arrays["place_role"][log.place]
    off = np.zeros(len(log))
    for number, name in enumerate(program.roles):
        rows = role == number
        calendars = {server.calendar for server in program.servers if name in server.roles}
        if -1 in calendars or not rows.any():
            continue
        length = begun[rows] - log.enabled[rows]
        on = [worked(program, c, begun[rows]) - worked(program, c, log.enabled[rows]) for c in calendars]
        off[rows] = length - np.max(on, axis=0)
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
    return paid


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
        sums = np.bincount(self._log.scope[self._leaves], weights=column[self._leaves], minlength=self._runs)
        column = np.asarray(column, dtype=np.float64).copy()
        for rows in self._levels:
            column[rows] = sums[self._log.inner[rows]]
            np.add.at(sums, self._log.scope[rows], column[rows])
        return column
