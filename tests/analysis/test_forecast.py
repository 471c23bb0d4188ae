"""What is known before a run: offered loads by the traffic equations."""

import pytest

from designer.analysis.counts import counted
from designer.analysis.forecast import overloads_ahead
from designer.analysis.traffic import offered_loads
from designer.simulation.compile import compile as compiled
from tests.support.build import calendar, outcome, person, process, role, task, trigger
from tests.support.models import lead_to_cash, queue
from tests.support.runs import MIDNIGHT, every, exponential


def loads(document, cases=30):
    program = compiled(document, cases=cases, replications=1)
    return offered_loads(program, [counted(program, 0)])


def test_an_overload_shows_before_the_run():
    (problem,) = overloads_ahead(compiled(queue(exponential(1), 1.3, cases=100_000, replications=50)))
    assert (problem["kind"], problem["role"]) == ("unstable", "server")
    assert "130%" in problem["message"]


def test_a_process_that_copes_has_no_overload_ahead():
    assert overloads_ahead(compiled(lead_to_cash(cases=100_000, replications=50))) == []


def test_a_load_is_told_exactly_however_few_cases_are_seen():
    # Every role of lead-to-cash is busy 80 %, rework included.
    assert loads(lead_to_cash()) == {
        ("finance",): pytest.approx(0.8),
        ("ops",): pytest.approx(0.8),
        ("sales",): pytest.approx(0.8),
    }


def test_hours_count_on_both_sides():
    document = process(
        trigger("start", arrivals=every(exponential(60), calendar="office")),
        task("work", role="clerk", duration=exponential(30)),
        outcome(),
        "start -> work -> done",
        role("clerk", calendar="early"),
        calendar("office", start="09:00", end="17:00"),
        calendar("early", start="08:00", end="12:00"),
        MIDNIGHT,
    )
    assert loads(document)[("clerk",)] == pytest.approx(8 * 0.5 / 4)


def test_roles_that_share_a_person_are_also_weighed_together():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        task("a", role="x", duration=exponential(6)),
        task("b", role="y", duration=exponential(6)),
        outcome(),
        "start -> a -> b -> done",
        role("x"),
        role("y"),
        person("jane", "x", "y"),
        MIDNIGHT,
    )
    assert loads(document)[("x", "y")] == pytest.approx(1.2)
    (problem,) = overloads_ahead(compiled(document, cases=1000))
    assert '"X" and "Y" together' in problem["message"]
