"""A witness made ready to be played: how a finding of the checks comes about, told as a trace.

Nothing is drawn and no role is asked: tokens take the same time along every flow and at every node, and what
can go on at the same time does. So it plays for documents, too, that cannot be simulated yet.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from designer.model import graph
from designer.model.document import Document
from designer.model.findings import Finding, Firing
from designer.model.flow import Flow
from designer.model.nodes import Box, Decision, Node, Outcome, Parallel, Task, Trigger
from designer.simulation import codes
from designer.simulation.columns import DTYPES, POOLS
from designer.simulation.playback import Playback
from designer.simulation.program import Path, Program, Settings
from designer.simulation.trace import Batches, Cases, Log, Moves, Trace

TRAVEL_MS = 900  # along a flow
STAY_MS = 500  # at a node
AFTER_MS = 1_200  # the end is seen for a while before it could begin again


class Demonstration(Playback):
    """A finding's witness to be played at `level`; `points` are the nodes and flows that its end is about.

    `steps` are the moments of its firings.
    """

    def __init__(self, document: Document, finding: Finding) -> None:
        self.finding = finding
        self.level = level_of(document, finding)
        program = _board(document, self.level)
        told = _Telling(document, program, self.level)
        for firing in finding.witness:
            told.fire(firing)
        super().__init__(document, program, told.trace())
        self.steps = tuple(sorted(told.fired))
        self.points = tuple((*self.level, one) for one in _about(document, finding, told.standing))

    def step_at(self, ms: float) -> int:
        """How many of its firings have been by a moment."""
        return sum(moment <= ms for moment in self.steps)


def level_of(document: Document, finding: Finding) -> Path:
    """The boxes to enter from the root to see where a finding's witness runs; () where none leads there."""
    node = document.nodes[finding.witness[0].node]
    return graph.levels(document, document.root).get(node.workflow, ())


def _about(document: Document, finding: Finding, standing: dict[str, Any]) -> list[str]:
    """The node that a finding is about, and of a join the flows that it waits for in vain."""
    if finding.code == "loop-without-exit":
        return list(finding.ids)
    waiting = dict.fromkeys(document.flows[flow].target for flow, tokens in standing.items() if tokens)
    about = [one for one in waiting if one in finding.ids] or list(waiting)
    joins = [node for node in about if _joins(document.nodes[node])]
    into = [flow.id for node in joins for flow in document.flows_into(node)]
    return [*about, *(flow for flow in into if not standing.get(flow))]


def _joins(node: Node) -> bool:
    return isinstance(node, Parallel) or (isinstance(node, Decision) and node.mode == "inclusive")


def _board(document: Document, level: Path) -> Program:
    """The places of one level, and of the boxes around it, without anything to simulate them by."""
    nodes = document.nodes_in(_workflow_at(document, level))
    outer = [level[:depth] for depth in range(len(level) + 1)]
    paths = [*outer, *((*level, node.id) for node in nodes)]
    ends = [len(paths)] * len(outer) + [len(outer) + number + 1 for number in range(len(nodes))]
    flows = [flow for node in nodes for flow in document.flows_from(node.id)]
    kinds = [codes.BOX] * len(outer) + [_kind(node) for node in nodes]
    none = np.empty(0, dtype=np.int64)
    return Program(
        document=document,
        settings=Settings(),
        arrays={
            "place_kind": np.array(kinds, dtype=np.int64),
            "place_role": np.full(len(paths), -1, dtype=np.int64),
        },
        paths=tuple(paths),
        nodes=tuple(path[-1] if path else "" for path in paths),
        ends=np.array(ends, dtype=np.int64),
        flows=tuple(flow.id for flow in flows),
        flow_paths=tuple((*level, flow.id) for flow in flows),
        flow_sources=none,
        roles=(),
        servers=(),
        triggers=(),
        fields=(),
        texts=(),
        calendars=(),
    )


def _workflow_at(document: Document, level: Path) -> str:
    box = document.nodes.get(level[-1]) if level else None
    return box.runs if isinstance(box, Box) else document.root


def _kind(node: Node) -> int:
    """As the playback counts them: tasks work, joins hold a queue, in all else tokens are."""
    if isinstance(node, Task):
        return codes.TASK
    return codes.PARALLEL if _joins(node) else codes.DECISION


@dataclass
class _Telling:
    """Firings told one by one: each once its tokens have come, an inclusive join after all before it."""

    document: Document
    program: Program
    level: Path
    standing: dict[str, deque[int]] = field(default_factory=dict)
    fired: list[int] = field(default_factory=list)
    stays: list[tuple[int, int, int]] = field(default_factory=list)
    moves: list[tuple[int, int, int]] = field(default_factory=list)

    def fire(self, firing: Firing) -> None:
        """Lets a node take its tokens and give others."""
        node = self.document.nodes[firing.node]
        came = [self.standing[flow].popleft() for flow in firing.takes]
        stay = 0 if isinstance(node, Trigger | Outcome) else STAY_MS
        now = max(came, default=0) + stay
        if isinstance(node, Decision) and node.mode == "inclusive" and len(came) > 1:
            now = max([now, *self.fired])
        self.fired.append(now)
        self.stays += [(self._place(firing.node), enabled, now) for enabled in came]
        for flow in firing.gives:
            self.moves.append((self.program.flows.index(flow), now, now + TRAVEL_MS))
            self.standing.setdefault(flow, deque()).append(now + TRAVEL_MS)

    def trace(self) -> Trace:
        """All of it as what a run of one case leaves behind; its last tokens stay where they are."""
        left = [
            (self._place(target), moment)
            for flow, moments in self.standing.items()
            for target in (self._target(flow),)
            for moment in moments
        ]
        last = max([0, *self.fired, *(moment for _, moment in left)])
        rows = [*((place, begin, end, codes.COMPLETED) for place, begin, end in self.stays)]
        rows += [(place, moment, -1, codes.IN_PROGRESS) for place, moment in left]
        none = np.zeros(len(self.program.paths), dtype=np.int64)
        return Trace(
            replication=0,
            end_ms=last + AFTER_MS,
            log=_log(rows),
            moves=_moves(sorted(self.moves, key=lambda move: move[1])),
            cases=_one_case(last),
            rows=np.arange(len(rows)),
            extra=np.empty((0, 2), dtype=np.int64),
            batches=Batches(*np.empty((6, 0), dtype=np.int64)),
            entered=none,
            completed=none,
            cancelled=none,
            passed=np.zeros(len(self.program.flows), dtype=np.int64),
        )

    def _target(self, flow: str) -> str:
        record: Flow = self.document.flows[flow]
        return record.target

    def _place(self, node: str) -> int:
        return self.program.paths.index((*self.level, node))


def _log(rows: list[tuple[int, int, int, int]]) -> Log:
    size = len(rows)
    columns = {name.removeprefix("log_"): np.zeros(size, DTYPES[code]) for name, code in POOLS["log"].items()}
    place, begin, end, state = zip(*rows, strict=True) if rows else ((), (), (), ())
    columns |= {"place": np.array(place, np.int64), "enabled": np.array(begin, np.int64)}
    columns |= {"started": columns["enabled"], "ended": np.array(end, np.int64)}
    columns |= {"state": np.array(state, np.int64), "server": np.full(size, -1)}
    return Log(**columns)


def _moves(rows: list[tuple[int, int, int]]) -> Moves:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return Moves(np.zeros(len(table), dtype=np.int64), *table.T)


def _one_case(end: int) -> Cases:
    """A case that came at the beginning and is stuck at the end."""
    one = np.zeros(1, dtype=np.int64)
    return Cases(one, one, one + end, one + codes.STUCK, one, one - 1, one, one, np.empty((1, 0)))
