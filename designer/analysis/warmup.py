"""Where a process has filled and settled: the warm-up found by MSER-5.

K. P. White Jr.: An effective truncation heuristic for bias reduction in simulation output. Simulation 69
(1997) 323-334; in batches of five: White, Cobb, Spratt, Winter Simulation Conference 2000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from designer.simulation import codes
from designer.simulation.program import Array
from designer.simulation.trace import Trace

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


def find(traces: Sequence[Trace]) -> WarmUp:
    """The warm-up of a run: MSER-5 on the cycle times by the order of arrival, averaged over replications."""
    length = min((len(trace.cases) for trace in traces), default=0)
    if not length:
        return WarmUp(0, 0, is_settled=False)
    rows = np.full((len(traces), length), np.nan)
    for row, trace in zip(rows, traces, strict=True):
        cases = trace.cases
        done = np.flatnonzero(cases.state[:length] == codes.COMPLETED)
        row[done] = (cases.ended - cases.arrived)[done]
    known = ~np.isnan(rows).all(axis=0)
    cut = mser(np.nanmean(rows[:, known], axis=0))
    if cut is None:
        return WarmUp(0, 0, is_settled=False)
    number = int(np.flatnonzero(known)[cut]) if cut else 0
    moment = max(int(trace.cases.arrived[number]) for trace in traces) if cut else 0
    return WarmUp(number, moment, is_settled=True)
