"""Times and distributions as BPSim has them; what it cannot say exactly it is not told."""

from dataclasses import dataclass

from designer.exchange.bpmn.names import Key
from designer.model import durations
from designer.model.distributions import (
    Constant,
    Distribution,
    Duration,
    Empirical,
    Erlang,
    Exponential,
    Gamma,
    Lognormal,
    Normal,
    Poisson,
    Triangular,
    Uniform,
    Weibull,
    problem,
)
from designer.model.durations import Unit

UNITS: dict[Unit, tuple[str, float]] = {  # BPSim knows no weeks
    "s": ("s", 1.0),
    "min": ("min", 1.0),
    "h": ("hour", 1.0),
    "d": ("day", 1.0),
    "w": ("day", 7.0),
}


@dataclass(frozen=True)
class Value:
    """A value of a parameter: its element and keys; of an observed one each value with its share."""

    tag: str
    keys: dict[str, Key]
    points: tuple[tuple[float, "Value"], ...] = ()


def constant(value: float, unit: str | None = None) -> Value:
    """A plain number."""
    return Value("FloatingParameter", {"value": float(value), "timeUnit": unit})


def time(duration: Duration | None) -> Value | None:
    """A duration; None where it says nothing, or nothing that BPSim can."""
    if duration is None:
        return None
    if isinstance(duration, str):
        number, unit = durations.split(duration)
        name, factor = UNITS[unit]
        return constant(number * factor, name)
    if problem(duration) is not None or duration.unit is None:
        return None
    name, factor = UNITS[duration.unit]
    return _drawn(duration, name, factor)


def _drawn(distribution: Distribution, unit: str, factor: float) -> Value | None:
    if isinstance(distribution, Normal):
        return _normal(distribution, unit, factor)
    if distribution.min is not None or distribution.max is not None:
        return None
    match distribution:
        case Constant(value=value):
            return constant(value * factor, unit)
        case Empirical():
            return _observed(distribution, unit, factor)
    found = _parameters(distribution)
    if found is None:
        return None
    tag, scaled, plain = found
    return Value(tag, {**{key: value * factor for key, value in scaled.items()}, **plain, "timeUnit": unit})


def _normal(normal: Normal, unit: str, factor: float) -> Value:
    """No duration is negative: what would be is drawn again."""
    low = max(normal.min or 0.0, 0.0) * factor
    high = None if normal.max is None else normal.max * factor
    keys = {"mean": normal.mean * factor, "standardDeviation": normal.sd * factor, "min": low, "max": high}
    return Value("TruncatedNormalDistribution", {**keys, "timeUnit": unit})


def _observed(seen: Empirical, unit: str, factor: float) -> Value:
    weights = seen.weights or (1.0,) * len(seen.values)
    shares = zip(seen.values, weights, strict=True)
    points = tuple((weight / sum(weights), constant(value * factor, unit)) for value, weight in shares)
    return Value("UserDistribution", {"discrete": True, "timeUnit": unit}, points)


_Found = tuple[str, dict[str, float], dict[str, float]]


def _parameters(distribution: Distribution) -> _Found | None:
    """Element, parameters in the unit of time, and those that are plain numbers."""
    match distribution:
        case Uniform(low=low, high=high):
            return "UniformDistribution", {"min": low, "max": high}, {}
        case Triangular(low=low, mode=mode, high=high):
            return "TriangularDistribution", {"min": low, "mode": mode, "max": high}, {}
        case Exponential(mean=mean):
            return "NegativeExponentialDistribution", {"mean": mean}, {}
        case Erlang(k=k, mean=mean):
            return "ErlangDistribution", {"mean": mean}, {"k": float(k)}
        case Gamma(mean=mean, sd=sd) if sd > 0:
            return "GammaDistribution", {"scale": sd * sd / mean}, {"shape": (mean / sd) ** 2}
        case Lognormal(mean=mean, sd=sd):
            return "LogNormalDistribution", {"mean": mean, "standardDeviation": sd}, {}
        case Weibull(shape=shape, scale=scale):
            return "WeibullDistribution", {"scale": scale}, {"shape": shape}
        case Poisson(mean=mean):
            return "PoissonDistribution", {"mean": mean}, {}
    return None
