"""What a run looked like at any moment: tokens on their way, badges on steps, the load of the roles.

Counts are kept as changes in order of time with a full count every so often, so that any moment, forwards or
backwards, costs the same short time.
"""

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from designer.model.document import Document
from designer.simulation import codes
from designer.simulation.late import late
from designer.simulation.program import Array, Path, Program
from designer.simulation.trace import Trace

_QUEUE, _BUSY, _INSIDE, _LATE = 0, 1, 2, 3
_COUNTS = 4
# Full counts may take this much memory; the changes between two of them are added up for each frame.
_CHECKPOINT_BYTES = 64_000_000
_FOREVER = codes.NEVER


@dataclass(frozen=True)
class RoleLoad:
    """A role at one moment: servers at work, servers in all, tokens that wait for one."""

    role: str
    busy: int
    servers: int
    queue: int


@dataclass(frozen=True)
class Frame:
    """One moment. `queue`, `busy`, `inside` follow `Playback.node_paths`; of a box they sum all inside.

    So does `late`: how many open cases are past what is promised there, or of something in there.
    Token i is of case `token_case[i]` and has gone `token_fraction[i]` (0 … 1) of the flow
    `flow_paths[token_flow[i]]`.
    """

    ms: float
    token_case: Array
    token_flow: Array
    token_fraction: Array
    queue: Array
    busy: Array
    inside: Array
    late: Array
    roles: list[RoleLoad]
    started: int
    finished: int
    stuck: int
    failed: int


class Playback:
    """A trace made ready to be shown at any moment; `points` are shown at its end as what it was about."""

    points: tuple[Path, ...] = ()

    def __init__(self, document: Document, program: Program, trace: Trace) -> None:
        self.document = document
        self.program = program
        self.start: datetime = program.settings.start
        self.end_ms = int(trace.end_ms)
        self.node_paths: list[Path] = list(program.paths[1:])
        self.flow_paths: list[Path] = list(program.flow_paths)
        self._places = len(program.paths)
        self._times, self._cells, self._signs = _changes(program, trace, self._places)
        self._every, self._full = self._checkpoints()
        self._ends = program.ends[1:] - 1
        self._prepare_moves(trace)
        self._prepare_cases(trace)
        self._prepare_roles()
        moments = (self._times, trace.moves.time, trace.moves.arrival, trace.cases.arrived, self._finished)
        self._moments = np.unique(np.concatenate(moments))

    @property
    def event_count(self) -> int:
        """At how many moments something happens."""
        return len(self._moments)

    def next_event(self, ms: float) -> int | None:
        """When something happens next after a moment; None at the end."""
        i = _until(self._moments, ms)
        return int(self._moments[i]) if i < len(self._moments) else None

    def previous_event(self, ms: float) -> int | None:
        """When something happened last before a moment; None at the beginning."""
        i = int(np.searchsorted(self._moments, math.ceil(ms), side="left"))
        return int(self._moments[i - 1]) if i > 0 else None

    def frame(self, ms: float, travel_ms: float) -> Frame:
        """`ms` after the start; a move is shown for `travel_ms`, a handoff for as long as it takes."""
        counts = self._counts(ms)
        queue, busy, inside = (self._rolled_up(counts[row]) for row in (_QUEUE, _BUSY, _INSIDE))
        case, flow, fraction = self._tokens(ms, travel_ms)
        return Frame(
            ms=ms,
            token_case=case,
            token_flow=flow,
            token_fraction=fraction,
            queue=queue,
            busy=busy,
            inside=inside,
            late=counts[_LATE][1:],
            roles=self._loads(counts),
            started=_until(self._arrived, ms),
            finished=_until(self._finished, ms),
            stuck=_until(self._stuck, ms),
            failed=_until(self._failed, ms),
        )

    # Counts

    def _checkpoints(self) -> tuple[int, Array]:
        size = _COUNTS * self._places
        every = max(256, len(self._times) * size * 4 // _CHECKPOINT_BYTES)
        full = np.zeros((len(self._times) // every + 1, size), dtype=np.int32)
        for number in range(1, len(full)):
            part = slice((number - 1) * every, number * every)
            full[number] = full[number - 1]
            np.add.at(full[number], self._cells[part], self._signs[part])
        return every, full

    def _counts(self, ms: float) -> Array:
        position = _until(self._times, ms)
        number = position // self._every
        counts = self._full[number].copy()
        part = slice(number * self._every, position)
        np.add.at(counts, self._cells[part], self._signs[part])
        table: Array = counts.reshape(_COUNTS, self._places)
        return table

    def _rolled_up(self, counts: Array) -> Array:
        """Places without the root; a box holds the sum of the places that follow it up to its end."""
        passed = np.concatenate(([0], np.cumsum(counts[1:])))
        summed: Array = passed[self._ends] - passed[:-1]
        return summed

    # Tokens on flows

    def _prepare_moves(self, trace: Trace) -> None:
        moves = trace.moves
        slow = moves.arrival > moves.time
        self._quick = [column[~slow] for column in (moves.case, moves.flow, moves.time)]
        self._slow = [column[slow] for column in (moves.case, moves.flow, moves.time, moves.arrival)]
        self._slowest = int((self._slow[3] - self._slow[2]).max(initial=0))

    def _tokens(self, ms: float, travel_ms: float) -> tuple[Array, Array, Array]:
        case, flow, time = (column[_between(self._quick[2], ms - travel_ms, ms)] for column in self._quick)
        gone = (ms - time) / travel_ms if travel_ms > 0 else np.ones(len(time))
        window = _between(self._slow[2], ms - max(self._slowest, travel_ms), ms)
        case2, flow2, time2, arrival = (column[window] for column in self._slow)
        gone2 = (ms - time2) / np.maximum(arrival - time2, max(travel_ms, 1e-9))
        under_way = gone2 < 1
        return (
            np.concatenate((case, case2[under_way])),
            np.concatenate((flow, flow2[under_way])),
            np.concatenate((gone, gone2[under_way])),
        )

    # Cases and roles

    def _prepare_cases(self, trace: Trace) -> None:
        cases = trace.cases
        self._arrived = np.sort(cases.arrived)
        ended = {
            state: np.sort(cases.ended[cases.state == state])
            for state in (codes.COMPLETED, codes.STUCK, codes.FAILED)
        }
        self._finished, self._stuck, self._failed = ended.values()

    def _prepare_roles(self) -> None:
        arrays = self.program.arrays
        self._role_of = arrays["place_role"]
        self._units = [self.program.units_of(role) for role in range(len(self.program.roles))]
        self._served = self._role_of >= 0
        self._servers = [
            sum(role in server.roles for server in self.program.servers) for role in self.program.roles
        ]

    def _loads(self, counts: Array) -> list[RoleLoad]:
        role = self._role_of[self._served]
        size = len(self.program.roles)
        queue = np.bincount(role, weights=counts[_QUEUE][self._served], minlength=size)
        busy = [counts[_BUSY] @ units for units in self._units]
        return [
            RoleLoad(name, int(busy[i]), self._servers[i], int(queue[i]))
            for i, name in enumerate(self.program.roles)
        ]


def _until(times: Array, ms: float) -> int:
    """How many of the sorted times are at or before `ms`, asked with a whole number: no conversion of all."""
    return int(np.searchsorted(times, math.floor(ms), side="right"))


def _between(times: Array, after: float, until: float) -> slice:
    return slice(_until(times, after), _until(times, until))


def _changes(program: Program, trace: Trace, places: int) -> tuple[Array, Array, Array]:
    """Every change of a count: when, in which cell (count, place), by how much; in order of time.

    What is stuck stays where it is. A batch at work counts once, with the one of it that has the servers.
    """
    log = trace.log
    kind = program.kinds[log.place]
    ended = np.where((log.state == codes.IN_PROGRESS) | (log.state == codes.STUCK), _FOREVER, log.ended)
    queued_until = np.where(log.started < 0, _FOREVER, log.started)
    queued_until = np.where(log.state == codes.STUCK, _FOREVER, queued_until)
    follows = np.zeros(len(log), dtype=bool)
    follows[trace.batches.row] = True
    follows &= (program.arrays["place_role"][log.place] >= 0) & (log.server < 0)
    task, join = kind == codes.TASK, np.isin(kind, codes.JOINS)
    joined_at = np.where(join, ended, queued_until)
    stays = (
        (_QUEUE, task | join, log.enabled, joined_at),
        (_BUSY, task & ~follows & (log.started >= 0) & (log.state != codes.STUCK), log.started, ended),
        (_INSIDE, kind != codes.BOX, log.enabled, ended),
    )
    spans = [(count, log.place[chosen], begin[chosen], end[chosen]) for count, chosen, begin, end in stays]
    times, cells, signs = [], [], []
    for count, place, begin, end in (*spans, (_LATE, *late(program, trace))):
        for sign, moment in ((1, begin), (-1, end)):
            kept = (begin < end) & (moment < _FOREVER)
            times.append(moment[kept])
            cells.append(place[kept].astype(np.int64) + count * places)
            signs.append(np.full(int(kept.sum()), sign, dtype=np.int32))
    time = np.concatenate(times)
    order = np.argsort(time, kind="stable")
    return time[order], np.concatenate(cells)[order], np.concatenate(signs)[order]
