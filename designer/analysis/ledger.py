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
from designer.simulation.wages import wages

HOUR_MS = 3_600_000.0

CAUSES = ("server", "off_shift", "batch", "join", "handoff", "timer", "suspended")


@dataclass(frozen=True)
class Ledger:
    """The rows of a trace's log with what they amount to: whole milliseconds, and money for `cost`.

    A task waits `forming` until its batch is there, then from `due` on for a server: `off_shift` while fewer
    of its role are on shift than it takes, `queueing` the rest. It is worked on for `working`, `suspended` at
    the ends of shifts. Of a join: `joining`. Of a wait, race or state: `timed`. Boxes hold what is inside
    them, and the `handoff` delays of the flows in them. Rows in progress count as they stand at the end.
    `server` is who did the work: in a batch, the one who served it.
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
        joins = _at(self.program, self.log, codes.JOINS, self.joining)
        total: Array = self.waiting + self.timed + joins
        return total

    def cause(self, name: str) -> Array:
        """What each row waited for one of the `CAUSES`."""
        columns = {"server": "queueing", "batch": "forming", "join": "joining", "timer": "timed"}
        column: Array = getattr(self, columns.get(name, name))
        return column

    def by_case(self, column: Array) -> Array:
        """A column added up for each case."""
        count = len(self.trace.cases)
        if not column.any():
            return np.zeros(count, dtype=column.dtype)
        boxes = self.kind == codes.BOX
        leaves = np.where(boxes, 0, column) if boxes.any() else column
        summed = np.bincount(self.log.case, weights=leaves, minlength=count)
        return summed if column.dtype.kind == "f" else _whole(summed)

    def cause_by_case(self, name: str) -> Array:
        """What each case waited for one of the `CAUSES`, its tokens added up."""
        return self.trace.cases.delay if name == "handoff" else self.by_case(self.cause(name))


def ledger(program: Program, trace: Trace) -> Ledger:
    """Works a trace, or a part of one, out."""
    log = trace.log
    kind = program.kinds[log.place]
    ended = np.where(log.ended < 0, trace.end_ms, log.ended)
    begun = np.where(log.started < 0, ended, log.started)
    due = _due(program, trace, begun)
    zero = np.zeros(len(log), dtype=np.int64)
    task = kind == codes.TASK
    off_shift = _off_shift(program, trace, due, begun)
    stays = ended - log.enabled
    columns = {
        "queueing": (begun - due - off_shift) * task,
        "forming": (due - log.enabled) * task if due is not log.enabled else zero,
        "off_shift": off_shift,
        "working": log.work * task,
        "suspended": (ended - begun - log.work) * (task & (log.state != codes.IN_PROGRESS)),
        "joining": _at(program, log, codes.JOINS, stays),
        "timed": _at(program, log, (codes.WAIT, codes.RACE, codes.STATE), stays),
        "handoff": zero,
        "cost": _costs(program, trace),
    }
    if (kind == codes.BOX).any():
        boxes = _Boxes(program, log, kind)
        columns = {name: boxes.filled(column) if column.any() else column for name, column in columns.items()}
        columns["handoff"] = handoffs_within(program, trace, kind)
    return Ledger(program, trace, kind, _servers(trace), due, begun, ended, **columns)


def _at(program: Program, log: Log, kinds: tuple[int, ...], column: Array) -> Array:
    """A column where the place is of some kinds, 0 elsewhere."""
    there = np.isin(program.kinds, kinds)
    return column * there[log.place] if there.any() else np.zeros(len(log), dtype=np.int64)


def _servers(trace: Trace) -> Array:
    log, batches = trace.log, trace.batches
    if not len(batches):
        return log.server
    server: Array = log.server.copy()
    rows = batches.row
    served = (log.work[rows] > 0) | (log.state[rows] == codes.COMPLETED)
    server[rows[served]] = batches.server[served]
    return server


def _due(program: Program, trace: Trace, begun: Array) -> Array:
    """From when on each row waited for a server: of a batch, when it was formed."""
    log, batches = trace.log, trace.batches
    gathering = program.arrays["place_batch"] > 1
    if not gathering.any():
        return log.enabled
    due: Array = np.where(gathering[log.place], begun, log.enabled)
    due[batches.row] = np.minimum(batches.formed, begun[batches.row])
    return due


def _off_shift(program: Program, trace: Trace, due: Array, begun: Array) -> Array:
    """The part of each wait for servers in which fewer of the role were on shift than the work takes."""
    place = trace.log.place
    own = program.arrays["place_role"]
    off = np.zeros(len(place), dtype=np.int64)
    for number, name in enumerate(program.roles):
        calendars = [server.calendar for server in program.servers if name in server.roles]
        units = np.maximum(program.units_of(number), 1) * (own == number)
        for wanted in np.unique(units[units > calendars.count(-1)]).tolist():
            rows = np.flatnonzero((units == wanted)[place])
            off[rows] = on_shift(program, number, trace.end_ms).time_below(wanted, due[rows], begun[rows])
    return off


def _costs(program: Program, trace: Trace) -> Array:
    """What each row cost. Those of a batch who were served share what the job cost, with its fixed cost."""
    log, batches = trace.log, trace.batches
    fixed = np.array([_fixed_cost(program, node) for node in program.nodes])[log.place]
    fixed[log.state != codes.COMPLETED] = 0.0
    paid: Array = wages(program, log, trace.extra) + fixed
    rows = batches.row
    count = np.maximum(batches.served, 1)
    share = batches.wage / count + fixed[rows] / count
    served = log.state[rows] == codes.COMPLETED
    paid[rows] = np.where(served, share, np.where(batches.served > 0, 0.0, paid[rows]))
    return paid


def _fixed_cost(program: Program, node: str) -> float:
    found = program.document.nodes.get(node)
    return found.cost if isinstance(found, Task) else 0.0


class _Boxes:
    """Adds up the rows of every run of a workflow; the sums go into the rows of the boxes that ran it."""

    def __init__(self, program: Program, log: Log, kind: Array) -> None:
        self._leaves = kind != codes.BOX
        depth = np.array([len(path) for path in program.paths])[log.place]
        self._levels = [
            np.flatnonzero((kind == codes.BOX) & (log.inner >= 0) & (depth == level))
            for level in range(int(depth.max(initial=0)), 0, -1)
        ]
        runs = np.unique(np.concatenate((log.scope, log.inner[kind == codes.BOX])))
        self._scope = np.searchsorted(runs, log.scope)
        self._inner = np.searchsorted(runs, log.inner)
        self._runs = len(runs)

    def filled(self, column: Array) -> Array:
        leaves = column[self._leaves]
        sums = np.bincount(self._scope[self._leaves], weights=leaves, minlength=self._runs)
        sums = sums if column.dtype.kind == "f" else _whole(sums)
        column = column.copy()
        for rows in self._levels:
            column[rows] = sums[self._inner[rows]]
            np.add.at(sums, self._scope[rows], column[rows])
        return column


def _whole(sums: Array) -> Array:
    """Sums that numpy made of whole numbers as floats, exact up to 2⁵³, as whole numbers again."""
    return np.rint(sums).astype(np.int64)
