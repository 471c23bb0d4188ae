"""MSER-5 on transients that are known."""

import numpy as np
import pytest

from designer.analysis.experiment import conduct
from designer.analysis.warmup import mser
from designer.simulation.compile import compile as compiled
from designer.simulation.replicate import run
from tests.support.models import queue
from tests.support.runs import exponential


def noise(count, seed=7):
    return np.random.default_rng(seed).normal(0.0, 1.0, count)


def test_a_jump_is_cut_where_it_is():
    series = 50 + noise(2000)
    series[:300] -= 20
    assert mser(series) == 300


def test_a_decay_is_cut_when_it_is_lost_in_the_noise():
    series = 50 + noise(4000) + 30 * np.exp(-np.arange(4000) / 100)
    cut = mser(series)
    # After 3.4 time constants the bias is one standard deviation of the noise.
    assert 250 <= cut <= 900
    assert abs(series[cut:].mean() - 50) < abs(series.mean() - 50) / 5


def test_what_is_settled_from_the_start_loses_little():
    assert mser(50 + noise(2000)) <= 200


def test_large_numbers_lose_no_digits():
    series = noise(2000)
    series[:300] -= 20
    assert mser(series * 1e-3 + 1e6) == 300


def test_what_never_settles_is_said_to():
    assert mser(np.arange(2000.0) + noise(2000)) is None
    assert mser(np.ones(10)) is None


def test_a_queue_that_starts_empty_is_warmed_up():
    program = compiled(queue(exponential(1), 0.9, cases=3000, replications=40))
    warm = conduct(program, "auto")
    found = warm.warm_up
    assert found.is_settled
    assert found.cases > 0
    assert warm.results.program.settings.warm_up_ms == found.ms

    traces = run(program).traces

    def mean(cases):
        return np.mean([(t.cases.ended - t.cases.arrived)[cases:].mean() for t in traces]) / 60_000

    # In the long run 10 min; the empty start takes some of it off.
    assert mean(found.cases) > mean(0)


def test_an_overload_has_no_end_of_the_warm_up():
    made = conduct(compiled(queue(exponential(1), 1.5, cases=1000, replications=5)), "auto")
    assert not made.warm_up.is_settled
    assert [problem["kind"] for problem in made.problems] == ["unsettled"]


@pytest.mark.parametrize("count", [0, 3, 19])
def test_too_few_to_tell(count):
    assert mser(np.ones(count)) is None
