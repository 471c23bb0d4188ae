"""What is counted in a replication: tokens, cases and how they ended, work for each entry of a place."""

from collections import Counter

import numpy as np

from designer.simulation import codes
from designer.simulation.parts import GoesOn, parts
from designer.simulation.program import Program
from designer.simulation.trace import Trace

Trouble = tuple[int, int, int]  # a state of cases, the place and the reason


class Counts:
    """Counts of a replication, part by part.

    `states` are cases by their state, `ended_at` finished cases by place, `triggers` cases by trigger;
    `worked` is the time that servers worked at each place (ms), `left` how often tokens left it. `trouble`
    counts stuck and failed cases, and `first_hit` is the first of each, with its fields.
    """

    def __init__(self, program: Program) -> None:
        size = len(program.nodes)
        self.states: Counter[int] = Counter()
        self.ended_at = np.zeros(size, dtype=np.int64)
        self.triggers = np.zeros(len(program.triggers), dtype=np.int64)
        self.last_arrival = 0
        self.worked, self.left = np.zeros(size), np.zeros(size)
        self.trouble: Counter[Trouble] = Counter()
        self.first_hit: dict[Trouble, tuple[int, list[float]]] = {}
        self.end_ms = self.halted = 0
        self.halted_place = -1

    @property
    def cases(self) -> int:
        """How many have arrived."""
        return self.states.total()

    def take(self, part: Trace) -> None:
        """Adds the next part; what is counted by place and flow is counted from the start in each."""
        self.entered, self.completed, self.cancelled = part.entered, part.completed, part.cancelled
        self.passed = part.passed
        self.end_ms, self.halted, self.halted_place = part.end_ms, part.halted, part.halted_place
        cases, log = part.cases, part.log
        for state, count in zip(*np.unique(cases.state, return_counts=True), strict=True):
            self.states[int(state)] += int(count)
        ended = cases.place[(cases.state == codes.COMPLETED) & (cases.place >= 0)]
        self.ended_at += np.bincount(ended, minlength=len(self.ended_at))
        self.triggers += np.bincount(cases.trigger, minlength=len(self.triggers))
        self.last_arrival = max(self.last_arrival, int(cases.arrived.max(initial=0)))
        done = (log.state == codes.COMPLETED) | (log.state == codes.CANCELLED)
        worked = log.work * (done & (log.server >= 0))
        self.worked += np.bincount(log.place, weights=worked, minlength=len(self.worked))
        self.left += np.bincount(log.place, weights=done, minlength=len(self.left))
        self._note_trouble(part)

    def _note_trouble(self, part: Trace) -> None:
        cases = part.cases
        for row in np.flatnonzero(np.isin(cases.state, (codes.STUCK, codes.FAILED))).tolist():
            key = (int(cases.state[row]), int(cases.place[row]), int(cases.reason[row]))
            self.trouble[key] += 1
            number = int(cases.number[row])
            if key not in self.first_hit or number < self.first_hit[key][0]:
                self.first_hit[key] = (number, cases.values[row].tolist())


def counted(program: Program, number: int, goes_on: GoesOn | None = None) -> Counts:
    """The counts of a replication."""
    counts = Counts(program)
    for part in parts(program, number, goes_on):
        counts.take(part)
    return counts
