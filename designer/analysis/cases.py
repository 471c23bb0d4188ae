"""The cases of a replication in figures: how long each took, of what that time consists, what it cost."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from designer.analysis.critical import Links, critical_path
from designer.analysis.grouping import grouped
from designer.analysis.ledger import CAUSES, Ledger
from designer.analysis.promises import Promises
from designer.analysis.rework import Rework, rework
from designer.analysis.samples import OUTCOME, PROCESS, Key, Samples
from designer.simulation import codes
from designer.simulation.program import Array, Program


@dataclass(frozen=True)
class CaseBook:
    """The cases of one replication; times in ms, one cell for each case, 0 for what has not ended."""

    book: Ledger
    links: Links

    @cached_property
    def counted(self) -> Array:
        """The cases that enter the figures: finished, and arrived after the warm-up."""
        cases = self.book.trace.cases
        mask: Array = (cases.state == codes.COMPLETED) & (
            cases.arrived >= self.book.program.settings.warm_up_ms
        )
        return mask

    @cached_property
    def cycle(self) -> Array:
        """From arrival to the end."""
        cases = self.book.trace.cases
        length: Array = np.where(cases.state == codes.COMPLETED, cases.ended - cases.arrived, 0)
        return length

    @cached_property
    def waiting(self) -> Array:
        """For batches, shifts, servers and time to pass; the tokens of a case added up."""
        return self.book.by_case(self.book.waiting + self.book.timed)

    @cached_property
    def working(self) -> Array:
        """Work on the case; what was done side by side counts each."""
        return self.book.by_case(self.book.working)

    @cached_property
    def cost(self) -> Array:
        """Money."""
        return self.book.by_case(self.book.cost)

    @cached_property
    def causes(self) -> dict[str, Array]:
        """What the tokens of each case waited for."""
        return {name: self.book.cause_by_case(name) for name in CAUSES}

    @cached_property
    def path(self) -> dict[str, Array]:
        """What the cycle time consists of, along the critical path."""
        return critical_path(self.book, self.links)

    @cached_property
    def rework(self) -> Rework:
        """What was done again, among the cases that count."""
        return rework(self.book, self.counted)


class CaseTally:
    """The figures of the cases of a replication: of all, and of those that came to each outcome."""

    def __init__(self, program: Program, samples: Samples, promises: Promises) -> None:
        self._program, self._samples, self._promises = program, samples, promises
        self._sla = program.document.workflows[program.document.root].sla
        self.clean = 0
        self.counted = 0

    def take(self, book: CaseBook) -> None:
        """The cases of the next part."""
        cases, counted = book.book.trace.cases, book.counted
        self._figures(book, np.flatnonzero(counted), (PROCESS,))
        self._quality(book, counted)
        self._promises.count((PROCESS,), self._sla, cases.arrived[counted], cases.ended[counted])
        order, bounds = grouped(np.where(counted, cases.place, -1) + 1, len(self._program.nodes) + 1)
        for place in np.flatnonzero(np.diff(bounds)[1:]).tolist():
            rows = order[bounds[place + 1] : bounds[place + 2]]
            self._figures(book, rows, (OUTCOME, self._program.nodes[place]))

    def _figures(self, book: CaseBook, rows: Array, key: Key) -> None:
        columns = {
            "cycle_time": book.cycle,
            "waiting": book.waiting,
            "working": book.working,
            "handoff_delay": book.causes["handoff"],
            "cost": book.cost,
        }
        for name, column in columns.items():
            self._samples[(*key, name)].add(column[rows])
        for name, parts in (("waiting_causes", book.causes), ("critical_path", book.path)):
            self._samples.delays((*key, name)).add(
                len(rows), {part: column[rows] for part, column in parts.items() if column.any()}
            )

    def _quality(self, book: CaseBook, counted: Array) -> None:
        """Flow efficiency, first-pass yield and rework."""
        took = counted & (book.cycle > 0)
        rounds = book.rework.by_case[counted]
        self._samples[(PROCESS, "flow_efficiency")].add(book.path["working"][took] / book.cycle[took])
        self._samples[(PROCESS, "rework_rounds")].add(rounds)
        self._samples[(PROCESS, "rework_working")].add(book.rework.repeated[counted])
        self.counted += len(rounds)
        self.clean += int((rounds == 0).sum())
