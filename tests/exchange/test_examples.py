"""The examples: small documents for trying things out, and the benchmark's second model."""

import re
from pathlib import Path

import pytest

from designer import assets
from designer.exchange import files, jsonfile, templates
from designer.model.checks import check

EXAMPLES = sorted(assets.path("examples").glob("*.process.json"))
each = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name.partition(".")[0])


@each
def test_it_is_canonical_and_nothing_is_wrong_with_it(path):
    document = files.load(path)
    assert path.read_bytes() == jsonfile.write(document)
    assert check(document) == ()


def test_the_order_is_the_one_of_the_manual():
    page = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text("utf-8")
    written = next(
        block for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL) if '"format"' in block
    )
    assert jsonfile.read(written.encode()) == files.load(assets.path("examples", "order.process.json"))


def test_the_sequential_lead_to_cash_differs_only_in_what_runs_side_by_side():
    """Tools without fork and join are compared on it."""
    parallel = templates.instantiate("lead-to-cash")
    one_by_one = files.load(assets.path("examples", "lead-to-cash-sequential.process.json"))
    assert parallel.nodes.keys() - one_by_one.nodes.keys() == {"start-both", "both-done"}
    assert one_by_one.nodes.keys() < parallel.nodes.keys()
    assert one_by_one.roles == parallel.roles
    for key, node in one_by_one.nodes.items():
        here, there = (n.model_dump(exclude={"at"}) for n in (node, parallel.nodes[key]))
        assert here == there


def test_lead_to_cash_is_the_benchmark_to_the_letter():
    """Load 0.8 on each: Sales .1 (6 + 1.25 · 8) / 2, Ops .1 (1.25 · 8 + 9 + 5) / 3, Finance .1 (3 + 5)."""
    from math import exp, sqrt

    document = templates.instantiate("lead-to-cash")
    spread = sqrt(exp(0.25) - 1)  # of a lognormal whose logarithm has a standard deviation of 0.5
    durations = {
        "qualify": ("sales", "exponential", 6),
        "quote": ("sales", "lognormal", 8),
        "review": ("ops", "exponential", 8),
        "deliver": ("ops", "lognormal", 9),
        "draft-invoice": ("finance", "exponential", 3),
        "invoice": ("finance", "lognormal", 5),
        "close": ("ops", "exponential", 5),
    }
    for key, (role, kind, mean) in durations.items():
        task = document.nodes[key]
        assert (task.role, task.duration.kind, task.duration.mean) == (role, kind, mean)
        assert task.duration.unit == "min"
        if kind == "lognormal":
            assert task.duration.sd == pytest.approx(mean * spread, rel=1e-12)
    arrivals = document.nodes["lead"].arrivals
    assert (arrivals.interval.kind, arrivals.interval.mean, arrivals.interval.unit) == (
        "exponential",
        10,
        "min",
    )
    assert arrivals.calendar is None
    assert {key: role.capacity for key, role in document.roles.items()} == {
        "sales": 2,
        "ops": 3,
        "finance": 1,
    }
    assert {flow.target: flow.probability for flow in document.flows_from("fits")} == {
        "quote": 0.2,
        "start-both": 0.8,
    }
    assert not any(flow.handoff and flow.handoff.delay for flow in document.flows.values())
    assert document.calendars == {}
