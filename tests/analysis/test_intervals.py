import math

import numpy as np
import pytest
from scipy import stats

from designer.analysis.intervals import interval, student_t
from designer.analysis.samples import Sample, joined, stat


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 19, 30, 99, 1000])
@pytest.mark.parametrize("p", [0.005, 0.3, 0.5, 0.9, 0.975, 0.9995])
def test_students_quantile(p, freedom):
    assert student_t(p, freedom) == pytest.approx(stats.t(freedom).ppf(p), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("p", "freedom"), [(0, 5), (1, 5), (math.nan, 5), (0.9, 0)])
def test_there_is_no_quantile_outside_the_range(p, freedom):
    with pytest.raises(ValueError, match="quantile"):
        student_t(p, freedom)


def test_the_interval_of_replications():
    assert interval([9.0, 10.0, 11.0]) == pytest.approx(
        [10 - 4.30265 / math.sqrt(3), 10 + 4.30265 / math.sqrt(3)], rel=1e-5
    )
    assert interval([9.0]) is None


def test_a_stat_of_nothing_is_null_not_nan():
    assert stat(Sample(), [Sample()]) == {
        "n": 0,
        "mean": None,
        "ci95": None,
        "sd": None,
        "min": None,
        "p50": None,
        "p90": None,
        "p95": None,
        "max": None,
    }


def sample(values):
    made = Sample()
    made.add(np.array(values))
    return made


def test_a_stat_pools_the_replications():
    each = [sample([1.0, 2.0]), sample([3.0, 6.0])]
    found = stat(joined(each), each)
    assert (found["n"], found["mean"], found["min"], found["max"], found["p50"]) == (4, 3.0, 1.0, 6.0, 2.5)
    assert found["ci95"] == pytest.approx(list(3 + np.array([-1, 1]) * 12.7062 * 1.5), rel=1e-4)
