"""How a process is run, in BPSim: what simulators of others read."""

from pathlib import Path

import pytest
from lxml import etree

from designer.exchange import files
from designer.exchange.bpmn.bpsim_values import time
from designer.exchange.bpmn.names import qualified
from designer.model import distributions as d
from tests.exchange.bpmn.reading import by_id, exported, faults, found, rebuilt
from tests.exchange.bpmn.test_export import each_model
from tests.support.build import (
    boundary,
    decision,
    flow,
    inside,
    outcome,
    person,
    process,
    role,
    scenario,
    task,
    trigger,
    wait,
)

BPSIM = Path(__file__).resolve().parents[4] / "shared" / "checkers" / "schemas" / "BPSim20.xsd"

EVERY_HOUR = {"kind": "interval", "interval": {"kind": "exponential", "mean": 1, "unit": "h"}}
WORKED = process(
    trigger("start", arrivals=EVERY_HOUR),
    decision("choose"),
    task("check", role="clerk", units=2, also=({"role": "boss"},), duration="1 w", cost=3.0, priority=2.0),
    wait("pause", duration="90 s"),
    boundary("broken", "check", event="error", probability=0.1),
    outcome("end"),
    "start -> choose",
    flow("choose", "check", probability=0.7),
    flow("choose", "pause", default=True),
    "check -> end",
    role("clerk", capacity=3, cost_per_hour=38.0),
    role("boss"),
    person("ann", roles=("boss",)),
    scenario("now", start="2026-01-05T09:00", cases=500, until="2 d", warm_up="1 h", seed=7, replications=20),
    scenario("more", base="now", changes={"clerk.capacity": 5}),
)


def parameter(root, run: str, element: str, path: str):
    """The value of a parameter of an element in a scenario: its tag and keys; None where there is none."""
    steps = "/".join(f"bpsim:{each}" for each in path.split("/"))
    values = by_id(root, run).xpath(
        f"bpsim:ElementParameters[@elementRef=$key]/{steps}/*", key=element, namespaces=root.nsmap
    )
    return (etree.QName(values[0]).localname, dict(values[0].attrib)) if values else None


@pytest.mark.parametrize(
    ("element", "path", "expected"),
    [
        ("start", "ControlParameters/InterTriggerTimer", ("NegativeExponentialDistribution", "1", "hour")),
        ("start", "ControlParameters/TriggerCount", ("NumericParameter", "500")),
        ("check", "TimeParameters/ProcessingTime", ("FloatingParameter", "7", "day")),
        ("check", "CostParameters/FixedCost", ("FloatingParameter", "3")),
        ("check", "PriorityParameters/Priority", ("FloatingParameter", "2")),
        ("pause", "ControlParameters/InterTriggerTimer", ("FloatingParameter", "90", "s")),
        ("broken", "ControlParameters/Probability", ("FloatingParameter", "0.1")),
        ("choose-check", "ControlParameters/Probability", ("FloatingParameter", "0.7")),
        ("choose-pause", "ControlParameters/Probability", ("FloatingParameter", "0.3")),
        ("clerk", "ResourceParameters/Quantity", ("FloatingParameter", "3")),
        ("clerk", "CostParameters/UnitCost", ("FloatingParameter", "38")),
        ("boss", "ResourceParameters/Quantity", ("FloatingParameter", "1")),
    ],
)
def test_steps_flows_and_roles_have_their_parameters(element, path, expected):
    tag, keys = parameter(exported(WORKED), "now", element, path)
    assert (tag, *keys.values()) == expected


def test_a_task_asks_for_its_roles():
    root = exported(WORKED)
    _, asked = parameter(root, "now", "check", "ResourceParameters/Selection")
    assert asked["value"] == "bpsim:getResource('clerk',2) and bpsim:getResource('boss',1)"


def test_a_scenario_says_how_it_is_run_and_a_what_if_all_that_it_changes():
    root = exported(WORKED)
    settings = by_id(root, "more").find(qualified("bpsim:ScenarioParameters"))
    assert (settings.get("replication"), settings.get("seed")) == ("20", "7")
    assert [each[0].get("value") for each in settings] == ["2026-01-05T09:00:00", "P2D", "PT1H"]
    capacities = [parameter(root, run, "clerk", "ResourceParameters/Quantity")[1] for run in ("now", "more")]
    assert [each["value"] for each in capacities] == ["3", "5"]


def test_without_scenarios_there_is_nothing_to_run():
    assert found(exported(process(task("t", duration="1 h"))), "relationship") == []


def test_what_is_decided_by_fields_has_no_probability():
    ruled = process(
        *(decision("d"), task("a"), task("b"), scenario("s")),
        flow("d", "a", condition="hour < 9"),
        flow("d", "b", default=True),
    )
    assert parameter(exported(ruled), "s", "d-b", "ControlParameters/Probability") is None


def test_only_what_comes_to_the_process_is_counted():
    nested = process(inside("in", trigger("t", arrivals=EVERY_HOUR)), scenario("s", cases=5))
    assert parameter(exported(nested), "s", "t", "ControlParameters/TriggerCount") is None


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        (d.Triangular(low=1, mode=2, high=4, unit="w"), {"min": 7, "mode": 14, "max": 28, "timeUnit": "day"}),
        (
            d.Normal(mean=3, sd=1, unit="min"),
            {"mean": 3, "standardDeviation": 1, "min": 0, "timeUnit": "min"},
        ),
        (d.Gamma(mean=4, sd=2, unit="s"), {"shape": 4, "scale": 1, "timeUnit": "s"}),
        (d.Erlang(k=3, mean=6, unit="d"), {"mean": 6, "k": 3, "timeUnit": "day"}),
        (d.Lognormal(mean=4, sd=2, unit="h"), {"mean": 4, "standardDeviation": 2, "timeUnit": "hour"}),
    ],
)
def test_distributions_keep_their_meaning(ours, expected):
    assert {key: value for key, value in time(ours).keys.items() if value is not None} == expected


def test_observed_values_have_their_shares():
    value = time(d.Empirical(values=(1, 2), weights=(1, 3), unit="h"))
    assert [(share, point.keys["value"]) for share, point in value.points] == [(0.25, 1), (0.75, 2)]


@pytest.mark.parametrize(
    "ours",
    [
        d.Pert(low=1, mode=2, high=3, unit="h"),
        d.Beta(low=0, high=4, mean=2, sd=1, unit="h"),
        d.Exponential(mean=1, max=2, unit="h"),
        d.Gamma(mean=-1, sd=1, unit="h"),
        None,
    ],
)
def test_what_bpsim_cannot_say_it_is_not_told(ours):
    assert time(ours) is None


@each_model
def test_what_has_parameters_is_there(file):
    root = exported(files.load(file))
    ids = {element.get("id") for element in root.iter()}
    assert {each.get("elementRef") for each in found(root, "bpsim:ElementParameters")} <= ids
    assert faults(root) == []


def test_nothing_is_lost_beside_it():
    assert rebuilt(exported(WORKED)) == WORKED


@pytest.mark.skipif(not BPSIM.exists(), reason="the schemas of ../shared are not here")
@each_model
def test_it_is_valid_against_the_schema_of_bpsim(file):
    schema = etree.XMLSchema(etree.parse(BPSIM))
    for data in found(exported(files.load(file)), "bpsim:BPSimData"):
        schema.assertValid(etree.fromstring(etree.tostring(data)))
