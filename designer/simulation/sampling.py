"""Distributions as rows of numbers for the kernel."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from designer.model.distributions import (
    Bernoulli,
    Beta,
    Constant,
    Distribution,
    Duration,
    Empirical,
    Erlang,
    Exponential,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Poisson,
    Triangular,
    Uniform,
    Weibull,
    Weighted,
)
from designer.model.durations import SECONDS, seconds
from designer.simulation import codes

Row = tuple[int, float, float, float, float]


@dataclass
class Sampler:
    """Collects the distributions of a program; equal ones share a row."""

    intern: Callable[[str], int]
    rows: dict[tuple[Row, float, float, float], int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    def time(self, duration: Duration | None) -> int:
        """The row of a duration in milliseconds, -1 for none."""
        if duration is None:
            return -1
        if isinstance(duration, str):
            return self._row((codes.D_CONSTANT, seconds(duration) * 1000, 0.0, 0.0, 0.0), None)
        return self._row(self._shape(duration), duration, SECONDS[duration.unit or "s"] * 1000.0)

    def value(self, distribution: Distribution) -> int:
        """The row of a field's value or a count."""
        return self._row(self._shape(distribution), distribution)

    def count(self, size: int | Distribution) -> int:
        """The row of a number of cases."""
        if isinstance(size, int):
            return self._row((codes.D_CONSTANT, float(size), 0.0, 0.0, 0.0), None)
        return self.value(size)

    def columns(self) -> dict[str, list[float]]:
        """The arrays of all rows, by their names in the program."""
        rows = list(self.rows)
        shape = list(zip(*(row[0] for row in rows), strict=True)) or [()] * 5
        names = ("dist_kind", "dist_a", "dist_b", "dist_c", "dist_d")
        made = {name: list(column) for name, column in zip(names, shape, strict=True)}
        made["dist_low"] = [row[1] for row in rows]
        made["dist_high"] = [row[2] for row in rows]
        made["dist_scale"] = [row[3] for row in rows]
        made["table_value"] = self.values
        made["table_share"] = self.shares
        return made

    def _row(self, row: Row, bounds: Distribution | None, scale: float = 1.0) -> int:
        low = bounds.min if bounds is not None and bounds.min is not None else -math.inf
        high = bounds.max if bounds is not None and bounds.max is not None else math.inf
        return self.rows.setdefault((row, low, high, scale), len(self.rows))

    def _shape(self, distribution: Distribution) -> Row:
        match distribution:
            case Constant(value=value):
                return (codes.D_CONSTANT, value, 0.0, 0.0, 0.0)
            case Uniform(low=low, high=high):
                return (codes.D_UNIFORM, low, high - low, 0.0, 0.0)
            case Triangular(low=low, mode=mode, high=high):
                return (codes.D_TRIANGULAR, low, mode, high, 0.0)
            case Weighted(weights=weights):
                keys = sorted(weights)
                return self._table([float(self.intern(key)) for key in keys], [weights[key] for key in keys])
            case Empirical(values=values, weights=given):
                return self._table(list(values), list(given or [1.0] * len(values)))
        return _by_moments(distribution)

    def _table(self, values: list[float], weights: list[float]) -> Row:
        first = len(self.values)
        total = math.fsum(weights)
        passed = 0.0
        for value, weight in zip(values, weights, strict=True):
            passed += weight
            self.values.append(value)
            self.shares.append(passed / total)
        self.shares[-1] = 2.0
        return (codes.D_TABLE, 0.0, 0.0, float(first), float(len(self.values)))


def _by_moments(distribution: Distribution) -> Row:  # noqa: C901  # one line for each kind
    match distribution:
        case Exponential(mean=mean):
            return (codes.D_EXPONENTIAL, mean, 0.0, 0.0, 0.0)
        case Normal(mean=mean, sd=sd):
            return (codes.D_NORMAL, mean, sd, 0.0, 0.0)
        case Lognormal(mean=mean, sd=sd):
            variance = math.log1p((sd / mean) ** 2)
            return (codes.D_LOGNORMAL, math.log(mean) - variance / 2, math.sqrt(variance), 0.0, 0.0)
        case Gamma(mean=mean, sd=sd) if sd == 0:
            return (codes.D_CONSTANT, mean, 0.0, 0.0, 0.0)
        case Gamma(mean=mean, sd=sd):
            return (codes.D_GAMMA, (mean / sd) ** 2, sd * sd / mean, 0.0, 0.0)
        case Erlang(k=k, mean=mean):
            return (codes.D_ERLANG, float(k), mean / k, 0.0, 0.0)
        case Weibull(shape=shape, scale=scale):
            return (codes.D_WEIBULL, 1 / shape, scale, 0.0, 0.0)
        case Beta(low=low, high=high, mean=mean, sd=sd):
            width = high - low
            share, variance = (mean - low) / width, (sd / width) ** 2
            total = share * (1 - share) / variance - 1
            return (codes.D_BETA, low, width, share * total, (1 - share) * total)
        case Pert(low=low, high=high) if low == high:
            return (codes.D_CONSTANT, low, 0.0, 0.0, 0.0)
        case Pert(low=low, mode=mode, high=high):
            width = high - low
            return (codes.D_BETA, low, width, 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width)
        case Poisson(mean=mean):
            return (codes.D_POISSON, mean, 0.0, 0.0, 0.0)
        case Bernoulli(p=p):
            return (codes.D_BERNOULLI, p, 0.0, 0.0, 0.0)
    raise AssertionError(f"no way to draw from {type(distribution).__name__}")
