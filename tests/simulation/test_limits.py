"""Where a run that floods is stopped."""

import pytest

from designer import api
from designer.simulation.limits import HIGHEST
from tests.support.models import queue
from tests.support.runs import exponential


def test_a_queue_that_grows_without_end_stops_at_the_tokens_allowed_and_names_the_step():
    document = queue(exponential(1), 50)
    problem = api.simulate(document, cases=5000, replications=1, limits={"tokens": 300}).figures["problems"][
        0
    ]
    assert (problem["kind"], problem["node"]) == ("stopped", "serve")


@pytest.mark.parametrize(
    ("name", "value"), [("tokens", 0), ("steps", HIGHEST.steps + 1), ("visits", 1.5), ("patience", 3)]
)
def test_limits_that_mean_nothing_are_refused(name, value):
    with pytest.raises(ValueError, match=name):
        api.simulate(queue(exponential(1), 0.5), limits={name: value})
