"""Figures of samples that come in parts: count, sum, spread and quantiles in bounded memory.

Count, sum, least and greatest are exact. So are quantiles up to `EXACT` values. Beyond, values are sorted in
runs and every second of a run stands for two (Manku, Rajagopalan, Lindsay: Approximate medians in one pass,
SIGMOD 1998): the rank of a quantile among n values is then off by at most n · log2(n / RUN) / (2 · RUN),
which for a hundred million values is a hundredth of a per cent.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from designer.analysis.causes import Delays
from designer.analysis.intervals import interval
from designer.simulation.program import Array

EXACT = 1 << 18
RUN = 1 << 16
_SMALL = np.iinfo(np.int32).max

Stat = dict[str, Any]


class Values:
    """Values for quantiles: those of level i stand for 2ⁱ each."""

    def __init__(self) -> None:
        self._levels: list[list[Array]] = [[]]
        self._sizes = [0]

    def add(self, values: Array, level: int = 0) -> None:
        """More of them."""
        while level >= len(self._levels):
            self._levels.append([])
            self._sizes.append(0)
        self._levels[level].append(values)
        self._sizes[level] += len(values)
        if self._sizes[0] > EXACT or len(self._sizes) > 1:
            self._thin()

    def merge(self, other: "Values") -> None:
        """All that others stand for."""
        for level, parts in enumerate(other._levels):
            for values in parts:
                self.add(values, level)

    def quantiles(self, shares: Sequence[float]) -> list[float]:
        """The values below which these shares of all are, between two of them in proportion."""
        if len(self._levels) == 1:
            found: list[float] = np.percentile(
                np.concatenate(self._levels[0]), [100 * s for s in shares]
            ).tolist()
            return found
        values = np.concatenate([part for parts in self._levels for part in parts])
        weights = np.repeat(2.0 ** np.arange(len(self._sizes)), self._sizes)
        order = np.argsort(values, kind="stable")
        ranks = np.cumsum(weights[order]) - weights[order] / 2
        return [float(np.interp(s * ranks[-1], ranks, values[order])) for s in shares]

    def _thin(self) -> None:
        level = 0
        while level < len(self._levels):
            if self._sizes[level] >= RUN:
                values = np.sort(np.concatenate(self._levels[level]), kind="stable")
                whole = len(values) // 2 * 2
                self._levels[level] = [values[whole:]]
                self._sizes[level] = len(values) - whole
                if level + 1 == len(self._levels):
                    self._levels.append([])
                    self._sizes.append(0)
                self._levels[level + 1].append(values[level % 2 : whole : 2].copy())
                self._sizes[level + 1] += whole // 2
            level += 1


class Sample:
    """The values of one figure: whole milliseconds or counts as integers, money and shares as floats."""

    __slots__ = ("count", "high", "low", "mean", "squares", "total", "values")

    def __init__(self) -> None:
        self.count = 0
        self.total: float = 0
        self.mean = 0.0
        self.squares = 0.0  # of the differences from the mean, added up
        self.low: float = 0
        self.high: float = 0
        self.values: Values | None = Values()

    def add(self, values: Array) -> None:
        """More values."""
        count = len(values)
        if not count:
            return
        low, high, total = values.min().item(), values.max().item(), values.sum().item()
        squares = 0.0
        if low != high:
            off = values - total / count
            off *= off
            squares = float(off.sum())
        self._join(count, total, squares, low, high)
        if self.values is not None:
            if values.dtype.kind == "i" and low > -_SMALL and high < _SMALL:
                values = values.astype(np.int32)
            self.values.add(values)

    def merge(self, other: "Sample") -> None:
        """The values of another sample."""
        if other.count:
            self._join(other.count, other.total, other.squares, other.low, other.high)
            if self.values is not None and other.values is not None:
                self.values.merge(other.values)

    def _join(self, count: int, total: float, squares: float, low: float, high: float) -> None:
        """Means and squares of two parts put together (Chan, Golub, LeVeque 1979)."""
        both = self.count + count
        apart = total / count - self.mean if self.count else 0.0
        self.squares += squares + apart * apart * self.count * count / both
        self.low = min(self.low, low) if self.count else low
        self.high = max(self.high, high) if self.count else high
        self.count, self.total = both, self.total + total
        self.mean = self.total / both


Key = tuple[str, ...]
PROCESS, OUTCOME, NODE, ROLE, PERSON, FLOW = "process", "outcome", "node", "role", "person", "flow"


class Samples:
    """The samples and delays of a replication by what they are about, made when they are asked for first."""

    def __init__(self) -> None:
        self.found: dict[Key, Sample] = {}
        self.found_delays: dict[Key, Delays] = {}

    def __getitem__(self, key: Key) -> Sample:
        return self.found.setdefault(key, Sample())

    def delays(self, key: Key) -> Delays:
        """Delays by their causes."""
        return self.found_delays.setdefault(key, Delays())


def joined(samples: Iterable[Sample]) -> Sample:
    """Several samples as one."""
    found = list(samples)
    if len(found) == 1:
        return found[0]
    whole = Sample()
    for sample in found:
        whole.merge(sample)
    return whole


def stat(pooled: Sample, each: Sequence[Sample], scale: float = 1.0) -> Stat:
    """Count, mean, spread and quantiles of all values; the 95 % interval of the mean over replications.

    `each` are the samples of the replications, `pooled` all of them together; values are divided by `scale`.
    What is undefined is None.
    """
    if not pooled.count:
        return dict.fromkeys(("mean", "ci95", "sd", "min", "p50", "p90", "p95", "max")) | {"n": 0}
    if pooled.low == pooled.high or pooled.values is None:
        p50, p90, p95 = [float(pooled.low)] * 3
    else:
        p50, p90, p95 = pooled.values.quantiles((0.5, 0.9, 0.95))
    return {
        "n": pooled.count,
        "mean": pooled.total / scale / pooled.count,
        "ci95": interval([sample.total / scale / sample.count for sample in each if sample.count]),
        "sd": (pooled.squares / (pooled.count - 1)) ** 0.5 / scale if pooled.count > 1 else None,
        "min": pooled.low / scale,
        "p50": p50 / scale,
        "p90": p90 / scale,
        "p95": p95 / scale,
        "max": pooled.high / scale,
    }
