"""Distributions of durations and of field values, as data.

Parameters are those of the variable itself (a lognormal's mean and sd are of the value, not of its
logarithm). Sampling lives in `simulation.draws`.
"""

import math
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from designer.model.durations import PlainDuration, Unit
from designer.model.records import Kinded


class Distribution(Kinded):
    """What every distribution may carry.

    A unit (durations only), and bounds outside which values are drawn again.
    """

    unit: Unit | None = None
    min: float | None = None
    max: float | None = None


class Constant(Distribution):
    """Always `value`."""

    kind: Literal["constant"] = "constant"
    value: float


class Uniform(Distribution):
    """Anything between `low` and `high`, equally likely."""

    kind: Literal["uniform"] = "uniform"
    low: float
    high: float


class Triangular(Distribution):
    """Between `low` and `high`, most often `mode`."""

    kind: Literal["triangular"] = "triangular"
    low: float
    mode: float
    high: float


class Normal(Distribution):
    """Bell curve around `mean`."""

    kind: Literal["normal"] = "normal"
    mean: float
    sd: float


class Exponential(Distribution):
    """Memoryless with the given mean: times between independent arrivals."""

    kind: Literal["exponential"] = "exponential"
    mean: float


class Erlang(Distribution):
    """Sum of `k` exponential phases with the given mean in total."""

    kind: Literal["erlang"] = "erlang"
    k: int
    mean: float


class Gamma(Distribution):
    """Gamma by its mean and standard deviation."""

    kind: Literal["gamma"] = "gamma"
    mean: float
    sd: float


class Lognormal(Distribution):
    """Right-skewed, by mean and standard deviation of the value itself."""

    kind: Literal["lognormal"] = "lognormal"
    mean: float
    sd: float


class Weibull(Distribution):
    """Weibull by shape and scale."""

    kind: Literal["weibull"] = "weibull"
    shape: float
    scale: float


class Beta(Distribution):
    """Beta stretched over `low` to `high`, by mean and standard deviation."""

    kind: Literal["beta"] = "beta"
    low: float
    high: float
    mean: float
    sd: float


class Pert(Distribution):
    """The planners' three-point estimate: a beta with mean (low + 4 mode + high) / 6."""

    kind: Literal["pert"] = "pert"
    low: float
    mode: float
    high: float


class Poisson(Distribution):
    """Counts with the given mean."""

    kind: Literal["poisson"] = "poisson"
    mean: float


class Bernoulli(Distribution):
    """True with probability `p`."""

    kind: Literal["bernoulli"] = "bernoulli"
    p: float


class Weighted(Distribution):
    """One of several named values, each with a weight."""

    kind: Literal["weighted"] = "weighted"
    weights: dict[str, float]


class Empirical(Distribution):
    """One of the observed `values`, equally likely unless weighted."""

    kind: Literal["empirical"] = "empirical"
    values: tuple[float, ...]
    weights: tuple[float, ...] | None = None


AnyDistribution = Annotated[
    Constant
    | Uniform
    | Triangular
    | Normal
    | Exponential
    | Erlang
    | Gamma
    | Lognormal
    | Weibull
    | Beta
    | Pert
    | Poisson
    | Bernoulli
    | Weighted
    | Empirical,
    Field(discriminator="kind"),
]


def _of_time(distribution: Distribution) -> Distribution:
    if isinstance(distribution, Bernoulli | Weighted):
        raise ValueError("a duration cannot be drawn from a bernoulli or weighted distribution")  # noqa: TRY004
    if distribution.unit is None:
        raise ValueError("a duration needs a unit: s, min, h, d or w")
    return distribution


def _of_values(distribution: Distribution) -> Distribution:
    if distribution.unit is not None:
        raise ValueError("a field's value has no unit; leave 'unit' out")
    return distribution


TimeDistribution = Annotated[AnyDistribution, AfterValidator(_of_time)]
ValueDistribution = Annotated[AnyDistribution, AfterValidator(_of_values)]
Duration = PlainDuration | TimeDistribution


def _order(*values: float) -> bool:
    return all(a <= b for a, b in pairwise(values))


def problem(distribution: Distribution) -> str | None:
    """Why no value can be drawn, in words, or None when all is well."""
    return _parameter_problem(distribution) or _bound_problem(distribution)


def _parameter_problem(distribution: Distribution) -> str | None:  # noqa: C901  # a short branch for each kind
    match distribution:
        case Uniform(low=low, high=high) if not _order(low, high):
            return "low must not be above high"
        case Triangular(low=low, mode=mode, high=high) | Pert(low=low, mode=mode, high=high) if not _order(
            low, mode, high
        ):
            return "low, mode and high must not decrease"
        case Exponential(mean=mean) | Poisson(mean=mean) if mean < 0:
            return "the mean must not be negative"
        case Normal(sd=sd) if sd < 0:
            return "the standard deviation must not be negative"
        case Gamma(mean=mean, sd=sd) | Lognormal(mean=mean, sd=sd) if mean <= 0 or sd < 0:
            return "the mean must be above 0 and the standard deviation not negative"
        case Erlang(k=k, mean=mean) if k < 1 or mean < 0:
            return "k must be 1 or more and the mean not negative"
        case Weibull(shape=shape, scale=scale) if shape <= 0 or scale <= 0:
            return "shape and scale must be above 0"
        case Beta(low=low, high=high, mean=mean, sd=sd) if not (
            low < mean < high and 0 < sd * sd < (mean - low) * (high - mean)
        ):
            return "the mean must lie between low and high, and sd² below (mean - low)(high - mean)"
        case Bernoulli(p=p) if not 0 <= p <= 1:
            return "p must lie between 0 and 1"
        case Weighted(weights=weights) if (
            not weights or min(weights.values()) < 0 or sum(weights.values()) <= 0
        ):
            return "the weights must not be negative and at least one must be above 0"
        case Empirical() as observed:
            return _empirical_problem(observed)
    return None


def _bound_problem(distribution: Distribution) -> str | None:
    low = -math.inf if distribution.min is None else distribution.min
    high = math.inf if distribution.max is None else distribution.max
    least, most = _reach(distribution)
    if low > high:
        return "min must not be above max"
    return "min and max leave nothing to draw" if low > most or high < least else None


def _empirical_problem(observed: Empirical) -> str | None:
    weights = observed.weights
    if not observed.values:
        return "there must be at least one value"
    if weights is not None and (
        len(weights) != len(observed.values) or min(weights) < 0 or sum(weights) <= 0
    ):
        return "there must be one weight for each value, none negative, one above 0"
    return None


def mean(distribution: Distribution) -> float:
    """Mean before bounds are applied, in the distribution's own unit; NaN for named values."""
    match distribution:
        case Constant(value=value):
            return value
        case Uniform(low=low, high=high):
            return (low + high) / 2
        case Triangular(low=low, mode=mode, high=high):
            return (low + mode + high) / 3
        case Pert(low=low, mode=mode, high=high):
            return (low + 4 * mode + high) / 6
        case Weibull(shape=shape, scale=scale):
            return scale * math.gamma(1 + 1 / shape)
        case Bernoulli(p=p):
            return p
        case Weighted():
            return math.nan
        case Empirical(values=values, weights=weights):
            shares = weights or (1.0,) * len(values)
            return math.fsum(v * w for v, w in zip(values, shares, strict=True)) / math.fsum(shares)
    average = getattr(distribution, "mean")  # noqa: B009  # all other kinds are given by their mean
    return float(average)


def largest(distribution: Distribution) -> float:
    """The largest value that can be drawn, in the distribution's own unit; infinite where there is none."""
    top = _reach(distribution)[1]
    return top if distribution.max is None else min(top, distribution.max)


def _reach(distribution: Distribution) -> tuple[float, float]:
    """Between which values it draws before its bounds; between the infinities for named values."""
    match distribution:
        case Constant(value=value):
            return value, value
        case Uniform(low=low, high=high) | Triangular(low=low, high=high):
            return low, high
        case Pert(low=low, high=high) | Beta(low=low, high=high):
            return low, high
        case Empirical(values=values):
            return min(values), max(values)
        case Bernoulli():
            return 0.0, 1.0
        case Normal() | Weighted():
            return -math.inf, math.inf
    return 0.0, math.inf
