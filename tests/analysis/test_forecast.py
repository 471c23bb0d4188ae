from designer.analysis.forecast import overloads_ahead
from designer.simulation.compile import compile as compiled
from tests.support.models import lead_to_cash, queue
from tests.support.runs import exponential


def test_an_overload_shows_before_the_run():
    (problem,) = overloads_ahead(compiled(queue(exponential(1), 1.3, cases=100_000, replications=50)))
    assert (problem["kind"], problem["role"]) == ("unstable", "server")


def test_a_process_that_copes_has_no_overload_ahead():
    assert overloads_ahead(compiled(lead_to_cash(cases=100_000, replications=50))) == []
