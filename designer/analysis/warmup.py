"""Where a process has filled and settled: the warm-up found by MSER-5.

K. P. White Jr.: An effective truncation heuristic for bias reduction in simulation output. Simulation 69
(1997) 323-334; in batches of five: White, Cobb, Spratt, Winter Simulation Conference 2000.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from designer.simulation import codes
from designer.simulation.parts import GoesOn, parts
from designer.simulation.program import Array, Program

BATCH = 5


@dataclass(frozen=True)
class WarmUp:
    """A warm-up: how many cases of each replication and how many ms it leaves out.

    `is_settled` is False when the rule found no end of the transient in the first half of the run; then
    nothing is left out.
    """

    cases: int
    ms: int
    is_settled: bool

    @property
    def told(self) -> dict[str, Any]:
        """As `simulate --json` tells it."""
        return {
            "method": "MSER-5",
            "cases": self.cases,
            "seconds": self.ms / 1000,
            "settled": self.is_settled,
        }


def mser(series: Array, batch: int = BATCH) -> int | None:
    """How many of the first observations to leave out, by the least standard error of what is left.

    The means of batches of observations are cut after d batches so that Σ (Zⱼ - mean)² / (n - d)² over the
    others is least. None when that is so only in the second half: the run is too short to tell.
    """
    count = len(series) // batch
    if count < 4:
        return None
    means = series[: count * batch].reshape(count, batch).mean(axis=1)
    left = np.arange(count, 0, -1)
    centred = means - means.mean()  # so that squares of large numbers do not cancel
    sums = np.cumsum(centred[::-1])[::-1]
    squares = np.cumsum((centred**2)[::-1])[::-1]
    errors = (squares - sums**2 / left) / left**2
    # The last few means can agree by chance, so they are not looked at.
    best = int(np.argmin(errors[: max(1, count - BATCH)]))
    return best * batch if best <= count // 2 else None


@dataclass(frozen=True)
class Cycles:
    """The cases of a replication by number: when they arrived and how long they took (-1: no end), in ms."""

    arrived: Array
    took: Array


def cycles(program: Program, number: int, goes_on: GoesOn | None = None) -> Cycles:
    """Runs a replication for its cycle times alone."""
    found = [part.cases for part in parts(program, number, goes_on, keeps_log=False)]
    order = np.argsort(np.concatenate([cases.number for cases in found]))
    took = [np.where(c.state == codes.COMPLETED, c.ended - c.arrived, -1) for c in found]
    return Cycles(np.concatenate([c.arrived for c in found])[order], np.concatenate(took)[order])


class Transient:
    """The cases of all replications by number: how long they took on average, when the last arrived."""

    def __init__(self) -> None:
        self._sums: Array | None = None
        self._counts = self._latest = np.empty(0, dtype=np.int64)

    def take(self, found: Cycles) -> None:
        """One more replication; only as many cases count as all of them have."""
        if self._sums is None:
            size = len(found.took)
            self._sums, self._counts, self._latest = np.zeros((3, size), dtype=np.int64)
        size = min(len(self._sums), len(found.took))
        took, done = found.took[:size], found.took[:size] >= 0
        self._sums = self._sums[:size] + took * done
        self._counts = self._counts[:size] + done
        self._latest = np.maximum(self._latest[:size], found.arrived[:size])

    def warm_up(self) -> WarmUp:
        """By MSER-5 on the cycle times by the order of arrival, averaged over replications."""
        known = np.flatnonzero(self._counts)
        if self._sums is None or not len(known):
            return WarmUp(0, 0, is_settled=False)
        cut = mser(self._sums[known] / self._counts[known])
        if cut is None:
            return WarmUp(0, 0, is_settled=False)
        number = int(known[cut]) if cut else 0
        return WarmUp(number, int(self._latest[number]) if cut else 0, is_settled=True)
