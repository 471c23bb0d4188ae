"""Replications are added until the mean is known as well as wanted."""

import pytest

from designer import api
from designer.analysis.experiment import Precision, needed, relative
from tests.support.models import lead_to_cash


def test_replications_are_added_until_the_mean_is_known():
    run = api.simulate(lead_to_cash(), cases=200, replications=3, precision=0.1)
    told = run.figures["precision"]
    stat = run.figures["process"]["cycle_time"]
    low, high = stat["ci95"]
    assert told["met"]
    assert told["reached"] == pytest.approx((high - low) / 2 / ((high + low) / 2))
    assert told["reached"] <= 0.1
    assert run.figures["replications"] == told["replications"] > 3


def test_what_was_added_is_what_a_run_of_that_many_gives():
    some = api.simulate(lead_to_cash(), cases=50, replications=3, precision=0.2)
    count = some.figures["replications"]
    same = api.simulate(lead_to_cash(), cases=50, replications=count)
    assert some.figures["process"] == same.figures["process"]
    assert some.log == same.log


def test_a_precision_that_is_not_met_is_owned_up_to():
    run = api.simulate(lead_to_cash(), cases=50, replications=3, precision=Precision(0.001, most=6))
    (problem,) = run.figures["problems"]
    assert (run.figures["replications"], run.figures["precision"]["met"]) == (6, False)
    assert problem["kind"] == "imprecise"
    assert "not to ± 0.1%, after 6 replications; about" in problem["message"]


def test_half_as_wide_takes_four_times_as_many():
    means = [9.0, 10.0, 11.0, 10.0]
    assert needed(means, relative(means)) == 4
    assert needed(means, relative(means) / 2) == 16
    assert needed([1.0], 0.1) is None
