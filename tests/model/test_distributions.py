import math

import pytest
from pydantic import TypeAdapter, ValidationError

from designer.model.distributions import AnyDistribution, Duration, largest, mean, problem

ADAPTER = TypeAdapter(AnyDistribution)
DURATION = TypeAdapter(Duration)

GOOD = [
    ({"kind": "constant", "value": 5}, 5, 5),
    ({"kind": "uniform", "low": 2, "high": 4}, 3, 4),
    ({"kind": "triangular", "low": 0, "mode": 3, "high": 6}, 3, 6),
    ({"kind": "normal", "mean": 5, "sd": 1}, 5, math.inf),
    ({"kind": "exponential", "mean": 5}, 5, math.inf),
    ({"kind": "erlang", "k": 3, "mean": 5}, 5, math.inf),
    ({"kind": "gamma", "mean": 5, "sd": 2}, 5, math.inf),
    ({"kind": "lognormal", "mean": 5, "sd": 2}, 5, math.inf),
    ({"kind": "weibull", "shape": 1, "scale": 5}, 5, math.inf),
    ({"kind": "beta", "low": 0, "high": 10, "mean": 5, "sd": 2}, 5, 10),
    ({"kind": "pert", "low": 0, "mode": 3, "high": 6}, 3, 6),
    ({"kind": "poisson", "mean": 5}, 5, math.inf),
    ({"kind": "bernoulli", "p": 0.3}, 0.3, 1),
    ({"kind": "weighted", "weights": {"a": 1, "b": 0}}, math.nan, math.inf),
    ({"kind": "empirical", "values": [1, 2, 9]}, 4, 9),
    ({"kind": "empirical", "values": [1, 9], "weights": [3, 1]}, 3, 9),
    ({"kind": "exponential", "mean": 5, "max": 8}, 5, 8),
]
BAD = [
    ({"kind": "uniform", "low": 5, "high": 4}, "low must not be above high"),
    ({"kind": "triangular", "low": 0, "mode": 9, "high": 6}, "must not decrease"),
    ({"kind": "pert", "low": 4, "mode": 3, "high": 6}, "must not decrease"),
    ({"kind": "normal", "mean": 5, "sd": -1}, "standard deviation"),
    ({"kind": "exponential", "mean": -5}, "mean must not be negative"),
    ({"kind": "poisson", "mean": -5}, "mean must not be negative"),
    ({"kind": "erlang", "k": 0, "mean": 5}, "k must be 1 or more"),
    ({"kind": "gamma", "mean": 0, "sd": 2}, "mean must be above 0"),
    ({"kind": "lognormal", "mean": 5, "sd": -2}, "mean must be above 0"),
    ({"kind": "weibull", "shape": 0, "scale": 5}, "shape and scale"),
    ({"kind": "beta", "low": 0, "high": 10, "mean": 5, "sd": 6}, "between low and high"),
    ({"kind": "bernoulli", "p": 1.3}, "between 0 and 1"),
    ({"kind": "weighted", "weights": {}}, "at least one"),
    ({"kind": "weighted", "weights": {"a": 0}}, "at least one"),
    ({"kind": "weighted", "weights": {"a": -1, "b": 2}}, "not be negative"),
    ({"kind": "empirical", "values": []}, "at least one value"),
    ({"kind": "empirical", "values": [1], "weights": [1, 2]}, "one weight for each"),
    ({"kind": "constant", "value": 1, "min": 3, "max": 2}, "min must not be above max"),
    ({"kind": "uniform", "low": 0, "high": 1, "min": 2}, "min and max leave nothing"),
    ({"kind": "constant", "value": 1, "max": 0}, "min and max leave nothing"),
]


def made(tree):
    import json

    return ADAPTER.validate_json(json.dumps(tree))


@pytest.mark.parametrize(("tree", "average", "top"), GOOD, ids=lambda value: str(value)[:40])
def test_sound_distributions(tree, average, top):
    distribution = made(tree)
    assert problem(distribution) is None
    assert mean(distribution) == pytest.approx(average, nan_ok=True)
    assert largest(distribution) == top


@pytest.mark.parametrize(("tree", "words"), BAD, ids=lambda value: str(value)[:40])
def test_distributions_from_which_nothing_can_be_drawn(tree, words):
    assert words in problem(made(tree))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "constant", "value": 1}, "needs a unit"),
        ({"kind": "bernoulli", "p": 1, "unit": "h"}, "cannot be drawn"),
        ("5", "is not a duration"),
    ],
)
def test_what_is_no_duration(given, words):
    with pytest.raises(ValidationError, match=words):
        DURATION.validate_python(given)


def test_a_duration_is_a_text_or_a_distribution_with_a_unit():
    assert DURATION.validate_python("5 min") == "5 min"
    assert DURATION.validate_python({"kind": "constant", "value": 1.0, "unit": "h"}).unit == "h"
