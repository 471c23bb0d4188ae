"""`simulate` as an experiment, and `compare`."""

import json

import pytest


@pytest.fixture
def purchase(call, tmp_path):
    call("new", "purchase.process.json", "--template", "purchase-approval")
    return tmp_path / "purchase.process.json"


def test_replications_are_added_for_a_precision(purchase, call):
    words = ("--cases", 60, "--replications", 3, "--precision", "30%", "--warm-up", "auto")
    outcome = call("simulate", purchase, *words, "--json", "f.json")
    figures = json.loads((purchase.parent / "f.json").read_text())
    assert outcome.status == 0
    assert figures["precision"]["met"]
    assert figures["warm_up_found"]["method"] == "MSER-5"
    assert "as wanted (± 30.0%)" in outcome.out


def test_a_precision_out_of_reach_is_said(purchase, call):
    outcome = call("simulate", purchase, "--cases", 20, "--precision", "0.1%", "--at-most", 3)
    assert outcome.status == 0
    assert "imprecise: The mean cycle time is known to ±" in outcome.out


@pytest.mark.parametrize("words", [("--precision", "5 percent"), ("--precision", "0"), ("--warm-up", "soon")])
def test_what_is_no_share_or_duration_is_refused(words, purchase, call):
    outcome = call("simulate", purchase, *words)
    assert outcome.status == 2
    assert repr(words[1]) in outcome.err


def test_promises_are_measured_in_the_hours_of_a_calendar(purchase, call):
    kept = []
    for words in ((), ("--sla-calendar", "office")):
        call("simulate", purchase, "--cases", 60, "--replications", 1, "--json", "f.json", *words)
        kept.append(json.loads((purchase.parent / "f.json").read_text())["process"]["sla_met"])
    assert kept[1] > kept[0]
    outcome = call("simulate", purchase, "--sla-calendar", "offise")
    assert outcome.status == 2
    assert "Did you mean 'office'?" in outcome.err


def test_an_overload_is_told_before_the_run(purchase, call, tmp_path):
    document = json.loads(purchase.read_text())
    for node in document["nodes"]:
        if node.get("duration"):
            node["duration"] = "3 h"
    path = tmp_path / "busy.process.json"
    path.write_text(json.dumps(document))
    outcome = call("simulate", path, "--cases", 250, "--replications", 1)
    assert "warning: The role" in outcome.err
    assert "unstable: The role" in outcome.out


def test_the_steps_that_cause_most_delay_come_first(purchase, call):
    out = call("simulate", purchase, "--cases", 60, "--replications", 2).out
    assert out.index("Process") < out.index("Steps, most delay first") < out.index("Roles")
    assert "off shift" in out


def test_scenarios_are_compared(purchase, call, tmp_path):
    words = ("--scenarios", "as-is,limit-1000", "--cases", 60, "--replications", 6)
    outcome = call("compare", purchase, *words, "--json", "c.json")
    assert outcome.status == 0
    assert "Automatic up to 1,000 is faster by" in outcome.out
    found = json.loads((tmp_path / "c.json").read_text())
    (comparison,) = found["comparisons"]
    assert (found["first"], comparison["scenario"]) == ("as-is", "limit-1000")
    cycle = comparison["figures"]["cycle_time"]
    assert cycle["ci95"][0] <= cycle["difference"] <= cycle["ci95"][1]
    assert json.loads(call("compare", purchase, *words, "--json", "-").out) == found


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("as-is", "does not name two different scenarios"),
        ("as-is,as-is", "does not name two different scenarios"),
        ("as-is,limit-100", "Did you mean 'limit-1000'?"),
    ],
)
def test_scenarios_that_cannot_be_compared_are_refused(chosen, said, purchase, call):
    outcome = call("compare", purchase, "--scenarios", chosen)
    assert outcome.status == 2
    assert said in outcome.err
