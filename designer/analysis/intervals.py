"""The confidence in figures: Student t over replications."""

import math
from collections.abc import Sequence
from functools import cache


def interval(means: Sequence[float], level: float = 0.95) -> list[float] | None:
    """The confidence interval of the mean of independent replications; None for fewer than two."""
    if len(means) < 2:
        return None
    half = half_width(means, level)
    centre = math.fsum(means) / len(means)
    return [centre - half, centre + half]


def half_width(means: Sequence[float], level: float = 0.95) -> float:
    """Half the width of that interval."""
    count = len(means)
    centre = math.fsum(means) / count
    variance = math.fsum((mean - centre) ** 2 for mean in means) / (count - 1)
    return student_t(0.5 + level / 2, count - 1) * math.sqrt(variance / count)


@cache
def student_t(p: float, freedom: int) -> float:
    """The quantile of Student's t distribution, to about 1e-10; raises ValueError outside 0 < p < 1."""
    if not 0 < p < 1 or freedom < 1:
        raise ValueError("a t quantile needs 0 < p < 1 and at least one degree of freedom")
    if p < 0.5:
        return -student_t(1 - p, freedom)
    low, high = 0.0, 1.0
    while _t_cdf(high, freedom) < p:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _t_cdf(middle, freedom) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def t_tail(t: float, freedom: int) -> float:
    """P(T > t) for t ≥ 0; far out, where 1 - P(T ≤ t) has no digits left, it may be 0."""
    return max(0.0, 1 - _t_cdf(t, freedom))


def _t_cdf(t: float, freedom: int) -> float:
    """P(T ≤ t) for t ≥ 0, by the finite series for whole degrees (Abramowitz & Stegun 26.7.3-4)."""
    angle = math.atan2(t, math.sqrt(freedom))
    cosine = math.cos(angle)
    term = cosine if freedom % 2 else 1.0
    total = 0.0 if freedom == 1 else term
    for k in range(3 if freedom % 2 else 2, freedom - 1, 2):
        term *= (k - 1) / k * cosine * cosine
        total += term
    area = math.sin(angle) * total
    share = 2 / math.pi * (angle + area) if freedom % 2 else area
    return 0.5 + share / 2
