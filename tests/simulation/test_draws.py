"""Draws have the distributions they are named after, and the same bits everywhere."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from scipy import stats

from designer.model.distributions import AnyDistribution, mean
from designer.simulation import draws
from designer.simulation.preview import sample_many

KINDS = [
    ({"kind": "uniform", "low": 2, "high": 9}, stats.uniform(2, 7)),
    ({"kind": "triangular", "low": 1, "mode": 2, "high": 6}, stats.triang(0.2, 1, 5)),
    ({"kind": "normal", "mean": 5, "sd": 2}, stats.norm(5, 2)),
    ({"kind": "exponential", "mean": 4}, stats.expon(0, 4)),
    ({"kind": "erlang", "k": 3, "mean": 6}, stats.gamma(3, 0, 2)),
    ({"kind": "gamma", "mean": 6, "sd": 3}, stats.gamma(4, 0, 1.5)),
    ({"kind": "gamma", "mean": 1, "sd": 2}, stats.gamma(0.25, 0, 4)),
    (
        {"kind": "lognormal", "mean": 8, "sd": 4},
        stats.lognorm(math.sqrt(math.log(1.25)), 0, 8 / math.sqrt(1.25)),
    ),
    ({"kind": "weibull", "shape": 1.5, "scale": 3}, stats.weibull_min(1.5, 0, 3)),
    ({"kind": "beta", "low": 2, "high": 6, "mean": 3, "sd": 0.5}, stats.beta(2.75, 8.25, 2, 4)),
    ({"kind": "pert", "low": 1, "mode": 2, "high": 7}, stats.beta(5 / 3, 13 / 3, 1, 6)),
]


@pytest.mark.parametrize(("given_", "exact"), KINDS, ids=lambda p: p["kind"] if isinstance(p, dict) else "")
def test_samples_follow_their_distribution(given_, exact):
    distribution = TypeAdapter(AnyDistribution).validate_python(given_)
    values = np.array(sample_many(distribution, 4000))
    assert stats.kstest(values, exact.cdf).pvalue > 1e-4
    assert exact.mean() == pytest.approx(mean(distribution))


@pytest.mark.parametrize("average", [0.5, 12, 2000])
def test_counts_are_poisson(average):
    values = np.array(
        sample_many(TypeAdapter(AnyDistribution).validate_python({"kind": "poisson", "mean": average}), 4000)
    )
    assert abs(values.mean() - average) < 4 * math.sqrt(average / 4000)
    assert values.var() == pytest.approx(average, rel=0.12)
    assert (values == np.floor(values)).all()


def test_values_outside_the_bounds_are_drawn_again():
    distribution = TypeAdapter(AnyDistribution).validate_python(
        {"kind": "normal", "mean": 0, "sd": 1, "min": 0.5, "max": 2}
    )
    values = np.array(sample_many(distribution, 3000))
    assert 0.5 <= values.min() < values.max() <= 2
    assert stats.kstest(values, stats.truncnorm(0.5, 2).cdf).pvalue > 1e-4


def test_observed_values_come_by_their_weights():
    distribution = TypeAdapter(AnyDistribution).validate_python(
        {"kind": "empirical", "values": (1, 5, 9), "weights": (1, 2, 1)}
    )
    values = sample_many(distribution, 4000)
    assert values.count(5) / 4000 == pytest.approx(0.5, abs=0.04)
    assert set(values) == {1, 5, 9}


@given(st.floats(1e-300, 1e300))
def test_log_is_the_logarithm(x):
    assert draws.log(x) == pytest.approx(math.log(x), rel=1e-14, abs=1e-15)


@given(st.floats(-690, 690))
def test_exp_is_the_exponential(x):
    assert draws.exp(x) == pytest.approx(math.exp(x), rel=1e-13)


@given(st.floats(1e-12, 1 - 1e-12))
def test_normal_is_the_quantile(u):
    assert draws.normal(u) == pytest.approx(statistics.NormalDist().inv_cdf(u), rel=1e-12, abs=1e-12)


def test_the_mixer_is_splitmix64():
    # The first numbers of the published generator, seeded with 1234567.
    state, found = 1234567, []
    for _ in range(3):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        found.append(draws.mix(state))
    assert found == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_draws_of_neighbouring_keys_are_unrelated():
    table = np.array(
        [[draws.uniform(draws.combine(case, 17), visit) for visit in range(8)] for case in range(4000)]
    )
    assert stats.kstest(table.ravel(), "uniform").pvalue > 1e-4
    assert np.abs(np.corrcoef(table.T) - np.eye(8)).max() < 0.07
    assert abs(np.corrcoef(table[:-1, 0], table[1:, 0])[0, 1]) < 0.07
