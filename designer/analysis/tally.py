"""A replication in figures, worked out part by part while it runs."""

import numpy as np

from designer.analysis.cases import CaseBook, CaseTally
from designer.analysis.counts import Counts
from designer.analysis.critical import links
from designer.analysis.handoffs import delays
from designer.analysis.ledger import HOUR_MS, ledger
from designer.analysis.loads import LoadTally, on_shift, window
from designer.analysis.promises import Promises
from designer.analysis.rework import Rounds
from designer.analysis.samples import FLOW, Samples
from designer.analysis.stays import StayTally
from designer.simulation import codes
from designer.simulation.parts import GoesOn, parts
from designer.simulation.program import Program
from designer.simulation.trace import Cases, Trace


class Tally:
    """All figures of one replication; samples and promises by what they are about.

    `done` cases were finished in the window of averages, `stayed` is the time that cases spent in it (ms).
    """

    def __init__(self, program: Program, number: int, sla_calendar: str | None = None) -> None:
        self.program, self.number = program, number
        self.samples = Samples()
        self.promises = Promises(program, sla_calendar)
        self.counts = Counts(program)
        self.loads = LoadTally(program, self.samples)
        self.rework = Rounds(program)
        self.cases = CaseTally(program, self.samples, self.promises)
        self.done = self.stayed = 0
        self._stays = StayTally(program, self.samples, self.promises)
        self._links = links(program)

    def take(self, part: Trace) -> None:
        """The next part of the replication."""
        book = ledger(self.program, part)
        cases = CaseBook(book, self._links)
        counted = book.completed & (book.log.enabled >= self.program.settings.warm_up_ms)
        self.counts.take(part)
        self.cases.take(cases)
        self.rework.take(cases.rework)
        self._stays.take(book, counted)
        self.loads.take(book, counted)
        for flow, times in delays(self.program, part).items():
            self.samples[FLOW, flow].add(times)
        self._note_progress(part.cases, part.end_ms)

    def _note_progress(self, cases: Cases, end_ms: int) -> None:
        begin, end = window(self.program, end_ms)
        done = (cases.state == codes.COMPLETED) & (cases.ended >= begin) & (cases.ended <= end)
        left = np.where(cases.ended < 0, end, cases.ended)
        inside = np.clip(left, begin, end) - np.clip(cases.arrived, begin, end)
        self.done, self.stayed = self.done + int(done.sum()), self.stayed + int(inside.sum())

    # What is known at the end

    @property
    def span(self) -> int:
        """How long the time is that averages are over, in ms."""
        begin, end = window(self.program, self.counts.end_ms)
        return end - begin

    @property
    def throughput(self) -> float | None:
        """Cases finished per hour of the clock after the warm-up."""
        return self.done / self.span * HOUR_MS if self.span else None

    @property
    def work_in_progress(self) -> float | None:
        """How many cases were under way, on average over time after the warm-up."""
        return self.stayed / self.span if self.span else None

    def queue_length(self, role: int) -> float | None:
        """How long the queue of a role was on average."""
        return self.loads.queued[role] / self.span if self.span else None

    def utilisation(self, members: list[int]) -> float | None:
        """The share of their time on shift in which some servers worked; None if they never were on shift."""
        available = on_shift(self.program, members, *window(self.program, self.counts.end_ms))
        return int(self.loads.busy[members].sum()) / available if available > 0 else None

    def overtime(self, members: list[int]) -> float:
        """Seconds of work of some servers outside their hours."""
        return int(self.loads.overtime[members].sum()) / 1000


def tallied(
    program: Program, number: int, goes_on: GoesOn | None = None, *, sla_calendar: str | None = None
) -> Tally:
    """The figures of a replication."""
    tally = Tally(program, number, sla_calendar)
    for part in parts(program, number, goes_on):
        tally.take(part)
    return tally
