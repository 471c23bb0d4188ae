"""Draws by key, not from a stream: the same case has the same luck whatever else changes in the model.

A key is the hash of what the draw is for; the k-th number of a key is SplitMix64's finaliser over
`key + (k + 1) · golden`. Sampling is by inversion wherever there is an inverse. `log`, `exp` and the normal
quantile are written out in plain IEEE operations, so that results do not depend on a platform's libm.
"""

import math

from designer.simulation.codes import (
    D_BERNOULLI,
    D_CONSTANT,
    D_ERLANG,
    D_EXPONENTIAL,
    D_GAMMA,
    D_LOGNORMAL,
    D_NORMAL,
    D_POISSON,
    D_TABLE,
    D_UNIFORM,
    D_WEIBULL,
    LONGEST,
)
from designer.simulation.state import State


def mix(x: int) -> int:
    """SplitMix64's finaliser: 64 bits in, 64 well-mixed bits out."""
    mask = 0xFFFFFFFFFFFFFFFF
    first = 0xBF58476D1CE4E5B9
    second = 0x94D049BB133111EB
    x = ((x ^ (x >> 30)) * first) & mask
    x = ((x ^ (x >> 27)) * second) & mask
    return x ^ (x >> 31)


def combine(key: int, part: int) -> int:
    """The key of a part of what `key` stands for."""
    mask = 0xFFFFFFFFFFFFFFFF
    golden = 0x9E3779B97F4A7C15
    return mix((key + ((part + 1) * golden & mask)) & mask)


def uniform(key: int, k: int) -> float:
    """The k-th number of a key, strictly between 0 and 1."""
    mask = 0xFFFFFFFFFFFFFFFF
    golden = 0x9E3779B97F4A7C15
    bits = mix((key + ((k + 1) * golden & mask)) & mask) >> 12
    return (bits + 0.5) * 2.220446049250313e-16


def log(x: float) -> float:
    """Natural logarithm of a positive number, the same on every platform."""
    power = 0
    while x < 0.03125:
        x = x * 32.0
        power = power - 5
    while x > 1.4142135623730951:
        if x > 1e5:
            x = x * 1.52587890625e-05
            power = power + 16
        else:
            x = x * 0.5
            power = power + 1
    # Counted, not looped over: nobody can foretell where a draw between 0 and 1 falls, processors neither.
    short = (x < 0.70710678118654757) + (x < 0.35355339059327379) + (x < 0.17677669529663689)
    short = short + (x < 0.088388347648318447) + (x < 0.044194173824159223)
    x = x * (1 << short)
    s = (x - 1.0) / (x + 1.0)
    z = s * s
    y = z * z
    odd = 1.0 / 11.0 + y * (1.0 / 15.0 + y * (1.0 / 19.0 + y * (1.0 / 23.0)))
    odd = 1.0 / 3.0 + y * (1.0 / 7.0 + y * odd)
    even = 1.0 / 5.0 + y * (1.0 / 9.0 + y * (1.0 / 13.0 + y * (1.0 / 17.0 + y * (1.0 / 21.0))))
    return (power - short) * 6.9314718055994529e-01 + 2.0 * (s + s * z * (odd + z * even))


def exp(x: float) -> float:
    """The exponential, the same on every platform; saturates instead of overflowing."""
    if x > 700.0:
        x = 700.0
    if x < -700.0:
        return 0.0
    power = int(math.floor(x * 1.4426950408889634 + 0.5))  # noqa: RUF046  # a double when compiled
    r = (x - power * 6.93147180369123816490e-01) - power * 1.90821492927058770002e-10
    z = r * r
    even = 1.0 / 720.0 + z * (1.0 / 40320.0 + z * (1.0 / 3628800.0 + z * (1.0 / 479001600.0)))
    even = 1.0 + z * (1.0 / 2.0 + z * (1.0 / 24.0 + z * even))
    odd = 1.0 / 5040.0 + z * (1.0 / 362880.0 + z * (1.0 / 39916800.0 + z * (1.0 / 6227020800.0)))
    odd = 1.0 + z * (1.0 / 6.0 + z * (1.0 / 120.0 + z * odd))
    return math.ldexp(even + r * odd, power)


def normal(u: float) -> float:
    """The standard normal quantile (Wichura 1988, algorithm AS 241), accurate to 1e-15."""
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        above = 3.3430575583588128105e4 + r * 2.5090809287301226727e3
        above = 1.3731693765509461125e4 + r * (
            4.5921953931549871457e4 + r * (6.7265770927008700853e4 + r * above)
        )
        above = 3.3871328727963666080 + r * (
            1.3314166789178437745e2 + r * (1.9715909503065514427e3 + r * above)
        )
        below = 2.8729085735721942674e4 + r * 5.2264952788528545610e3
        below = 5.3941960214247511077e3 + r * (
            2.1213794301586595867e4 + r * (3.9307895800092710610e4 + r * below)
        )
        below = 1.0 + r * (4.2313330701600911252e1 + r * (6.8718700749205790830e2 + r * below))
        return q * above / below
    r = u
    if q > 0:
        r = 1.0 - u
    value = _tail(math.sqrt(-log(r)))
    return -value if q < 0 else value


def _tail(r: float) -> float:
    if r <= 5.0:
        r = r - 1.6
        above = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4
        above = 3.64784832476320460504 + r * (
            1.27045825245236838258 + r * (2.41780725177450611770e-1 + r * above)
        )
        above = 1.42343711074968357734 + r * (
            4.63033784615654529590 + r * (5.76949722146069140550 + r * above)
        )
        below = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9
        below = 6.89767334985100004550e-1 + r * (
            1.48103976427480074590e-1 + r * (1.51986665636164571966e-2 + r * below)
        )
        below = 1.0 + r * (2.05319162663775882187 + r * (1.67638483018380384940 + r * below))
        return above / below
    r = r - 5.0
    above = 2.71155556874348757815e-5 + r * 2.01033439929228813265e-7
    above = 2.96560571828504891230e-1 + r * (
        2.65321895265761230930e-2 + r * (1.24266094738807843860e-3 + r * above)
    )
    above = 6.65790464350110377720 + r * (5.46378491116411436990 + r * (1.78482653991729133580 + r * above))
    below = 1.42151175831644588870e-7 + r * 2.04426310338993978564e-15
    below = 1.48753612908506148525e-2 + r * (
        7.86869131145613259100e-4 + r * (1.84631831751005468180e-5 + r * below)
    )
    below = 1.0 + r * (5.99832206555887937690e-1 + r * (1.36929880922735805310e-1 + r * below))
    return above / below


def sample(s: State, d: int, key: int) -> float:
    """A value of distribution `d`, drawn again while it lies outside the bounds; of a duration in ms."""
    value = 0.0
    low = s.dist_low[d]
    high = s.dist_high[d]
    for attempt in range(1000):
        value = _draw(s, d, combine(key, attempt)) if attempt else _draw(s, d, key)
        if low <= value <= high:
            return value * s.dist_scale[d]
    return max(low, min(high, value)) * s.dist_scale[d]


def milliseconds(s: State, d: int, key: int) -> int:
    """A duration of distribution `d` in whole milliseconds, never negative; 0 for no distribution (-1)."""
    if d < 0:
        return 0
    value = sample(s, d, key)
    if value <= 0.0:
        return 0
    if value >= LONGEST:
        return LONGEST
    whole = int(value + 0.5)  # a C integer when compiled, as `return int(…)` is not
    return whole  # noqa: RET504


def _draw(s: State, d: int, key: int) -> float:
    kind = s.dist_kind[d]
    if kind == D_CONSTANT:
        return s.dist_a[d]
    if kind >= D_ERLANG:
        return _shaped(s, d, kind, key)
    u = uniform(key, 0)
    if kind == D_EXPONENTIAL:
        return -s.dist_a[d] * log(u)
    if kind == D_UNIFORM:
        return s.dist_a[d] + s.dist_b[d] * u
    if kind == D_NORMAL:
        return s.dist_a[d] + s.dist_b[d] * normal(u)
    return _triangular(s.dist_a[d], s.dist_b[d], s.dist_c[d], u)


def _shaped(s: State, d: int, kind: int, key: int) -> float:
    a = s.dist_a[d]
    b = s.dist_b[d]
    if kind == D_LOGNORMAL:
        return exp(a + b * normal(uniform(key, 0)))
    if kind == D_TABLE:
        return _looked_up(s, d, uniform(key, 0))
    if kind == D_BERNOULLI:
        return 1.0 if uniform(key, 0) < a else 0.0
    if kind == D_WEIBULL:
        return b * exp(a * log(-log(uniform(key, 0))))
    if kind == D_ERLANG:
        phases = int(a)
        return _erlang(phases, b, key)
    if kind == D_GAMMA:
        return b * _gamma(a, key)
    if kind == D_POISSON:
        return _poisson(a, key)
    first = _gamma(s.dist_c[d], combine(key, 1))
    second = _gamma(s.dist_d[d], combine(key, 2))
    return a + b * first / (first + second)


def _triangular(low: float, mode: float, high: float, u: float) -> float:
    if high <= low:
        return low
    if u * (high - low) <= mode - low:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1.0 - u) * (high - low) * (high - mode))


def _looked_up(s: State, d: int, u: float) -> float:
    low = int(s.dist_c[d])
    high = int(s.dist_d[d])
    high = high - 1
    while low < high:
        middle = (low + high) // 2
        if s.table_share[middle] > u:
            high = middle
        else:
            low = middle + 1
    return s.table_value[low]


def _erlang(k: int, mean: float, key: int) -> float:
    total = 0.0
    for phase in range(k):
        total = total - log(uniform(key, phase))
    return total * mean


def _gamma(shape: float, key: int) -> float:
    """Marsaglia and Tsang 2000; shapes below 1 by boosting."""
    boost = 1.0
    if shape < 1.0:
        boost = exp(log(uniform(key, 1_000_000)) / shape)
        shape = shape + 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    for k in range(10_000):
        x = normal(uniform(key, 2 * k))
        v = 1.0 + c * x
        if v > 0.0:
            v = v * v * v
            if log(uniform(key, 2 * k + 1)) < 0.5 * x * x + d - d * v + d * log(v):
                return boost * d * v
    return boost * d


def _poisson(mean: float, key: int) -> float:
    """By inversion, in pieces of mean 500 so that exp does not vanish."""
    count = 0.0
    piece = 0
    while mean > 0.0:
        part = mean if mean < 500.0 else 500.0
        mean = mean - part
        u = uniform(key, piece)
        piece = piece + 1
        share = exp(-part)
        total = share
        k = 0.0
        while u > total and k < 2000.0:
            k = k + 1.0
            share = share * part / k
            total = total + share
        count = count + k
    return count
