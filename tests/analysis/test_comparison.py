"""Scenarios compared with the same luck."""

from dataclasses import replace

import pytest

from designer import api
from designer.analysis.comparison import (
    Difference,
    _holm,  # the correction alone, on made-up p values
    sentence,
    told,
)
from designer.analysis.kpis import KPIS
from tests.support.build import role, scenario
from tests.support.models import lead_to_cash


def what_ifs(replications=12, cases=300):
    document = lead_to_cash(cases=cases, replications=replications)
    document = replace(document, roles={**document.roles, "ops": role("ops", capacity=3, cost_per_hour=30.0)})
    made = [
        scenario("more", base="run", changes={"ops.capacity": 4}),
        scenario("same", base="run", changes={"close.name": "Close it"}),
        scenario("dear", base="run", changes={"ops.cost_per_hour": 33}),
    ]
    return replace(document, scenarios={**document.scenarios, **{each.id: each for each in made}})


def figures(compared, scenario_id):
    found = next(each for each in compared.comparisons if each.scenario == scenario_id)
    return {one.kpi.key: one for one in found.differences}


@pytest.fixture(scope="module")
def compared():
    return api.compare(what_ifs(), ["run", "more", "same", "dear"])


def test_pairs_tell_far_more_than_independent_runs(compared):
    cycle = figures(compared, "more")["cycle_time"]

    def width(interval):
        return interval[1] - interval[0]

    assert width(cycle.interval) < width(cycle.unpaired) / 3
    assert (cycle.verdict, cycle.is_sure) == ("better", True)
    assert sentence("More", cycle, "USD").startswith("More is faster by ")
    assert sentence("More", cycle, "USD").endswith("95 % sure.")


def test_what_changes_nothing_is_exactly_the_same(compared):
    for one in figures(compared, "same").values():
        assert (one.mean, one.verdict) == (0.0, "none")
        assert sentence("Same", one, "USD") == "Same: exactly the same."


def test_a_change_touches_what_it_touches(compared):
    found = figures(compared, "dear")
    assert found["cost"].verdict == "worse"
    assert found["cycle_time"].mean == 0.0
    assert found["cost"].mean == pytest.approx(found["cost"].first * 0.1)


def test_a_promise_nobody_gave_is_not_compared(compared):
    assert "sla_met" not in figures(compared, "more")


def test_a_difference_that_cannot_be_shown_says_what_it_would_take():
    found = api.compare(what_ifs(replications=3, cases=20), ["run", "more"])
    unsure = [one for one in found.comparisons[0].differences if not one.is_sure and one.mean]
    assert unsure
    for one in unsure:
        words = sentence("More", one, "USD")
        assert words.startswith("More: no difference that 3 replications can show")
        if one.needed > 3:
            assert f"would need about {one.needed:,}" in words


def test_several_are_judged_together_by_holm():
    def with_p(p):
        return Difference(KPIS[0], 1.0, 2.0, 1.0, (0.5, 1.5), None, p, 10)

    rows = _holm([with_p(0.03), with_p(0.01), with_p(0.024)])
    # 0.01 < 5 % / 3; 0.024 < 5 % / 2; 0.03 < 5 %.
    assert [row.is_sure for row in rows] == [True, True, True]
    rows = _holm([with_p(0.03), with_p(0.01), with_p(0.026)])
    assert [row.is_sure for row in rows] == [False, True, False]


def test_the_comparison_as_json(compared):
    found = told(compared, "USD")
    assert (found["first"], found["correction"], found["seed"]) == ("run", "holm", 1)
    cycle = found["comparisons"][0]["figures"]["cycle_time"]
    assert cycle["ci95"][0] < cycle["difference"] < cycle["ci95"][1] < 0
    assert cycle["says"].startswith("More is faster")


@pytest.mark.parametrize("chosen", [["run"], ["run", "run"], []])
def test_two_different_scenarios_are_needed(chosen):
    with pytest.raises(ValueError, match="two scenarios"):
        api.compare(what_ifs(), chosen)


def test_a_scenario_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        api.compare(what_ifs(), ["run", "mroe"])
