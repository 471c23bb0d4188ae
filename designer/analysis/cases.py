"""The cases of a replication in figures: how long each took, of what that time consists, what it cost."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from designer.analysis.causes import causes
from designer.analysis.critical import Links, critical_path
from designer.analysis.intervals import Stat, stat
from designer.analysis.ledger import CAUSES, Ledger
from designer.analysis.rework import Rework, rework
from designer.simulation import codes
from designer.simulation.program import Array


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

    @property
    def ends_at(self) -> Array:
        """The place at which each case ended."""
        return self.book.trace.cases.place


Chosen = list[tuple[CaseBook, Array]]


def figures(chosen: Chosen) -> dict[str, Any]:
    """The figures of some cases of each replication: which of them is a mask."""

    def of(column: Callable[[CaseBook], Array], scale: float = 1000) -> Stat:
        return stat([column(book)[mask] / scale for book, mask in chosen])

    return {
        "cycle_time": of(lambda book: book.cycle),
        "waiting": of(lambda book: book.waiting),
        "working": of(lambda book: book.working),
        "handoff_delay": of(lambda book: book.causes["handoff"]),
        "cost": of(lambda book: book.cost, 1),
        "waiting_causes": causes(_masked(book.causes, mask) for book, mask in chosen),
        "critical_path": causes(_masked(book.path, mask) for book, mask in chosen),
    }


def quality(chosen: Chosen) -> dict[str, Any]:
    """Flow efficiency, first-pass yield and rework of some cases."""
    efficiency, rounds, repeated = [], [], []
    for book, mask in chosen:
        took = mask & (book.cycle > 0)
        efficiency.append(book.path["working"][took] / book.cycle[took])
        rounds.append(book.rework.by_case[mask])
        repeated.append(book.rework.repeated[mask] / 1000)
    every = np.concatenate(rounds or [np.empty(0)])
    return {
        "flow_efficiency": stat(efficiency),
        "first_pass_yield": float((every == 0).mean()) if len(every) else None,
        "rework_rounds": stat(rounds),
        "rework_working": stat(repeated),
    }


def _masked(parts: dict[str, Array], mask: Array) -> dict[str, Array]:
    return {name: column[mask] for name, column in parts.items()}
