"""The simulator against programs written by hand in SimPy: every figure within four standard errors."""

import numpy as np
import pytest

from designer.exchange.templates import instantiate
from designer.simulation.compile import compile as compiled
from designer.simulation.replicate import run
from tests.support.runs import MINUTE

pytest.importorskip("simpy", reason="SimPy, the other simulator, is not installed")

from tests.verification import twins  # needs SimPy

pytestmark = pytest.mark.slow
REPLICATIONS = 20


def ours(template, cases, tasks, ends=None):
    """The figures of each replication, named as in the twin; `tasks` and `ends` map names to nodes."""
    program = compiled(instantiate(template), "as-is", cases=cases, replications=REPLICATIONS)
    return [figures(program, trace, tasks, ends or {}) for trace in run(program).traces]


def figures(program, trace, tasks, ends):
    cases, log = trace.cases, trace.log
    found = {"cycle": (cases.ended - cases.arrived).mean() / MINUTE}
    for name, node in tasks.items():
        rows = log.place == program.nodes.index(node)
        found[f"wait {name}"] = (log.started - log.enabled)[rows].mean() / MINUTE
        found[f"{name} per case"] = rows.sum() / len(cases)
    for name, node in ends.items():
        found[f"share {name}"] = (cases.place == program.nodes.index(node)).mean()
    return found


def assert_alike(one, other):
    for name in other[0]:
        a, b = (np.array([run[name] for run in runs]) for runs in (one, other))
        error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
        assert abs(a.mean() - b.mean()) <= 4 * error + 1e-9, (name, a.mean(), b.mean(), error)


def test_lead_to_cash_is_as_its_twin_says():
    tasks = {key: key for key in ("qualify", "quote", "review", "deliver", "invoice", "close")}
    mine = ours("lead-to-cash", 2500, tasks | {"draft": "draft-invoice"})
    assert_alike(mine, [twins.lead_to_cash(seed, 2500) for seed in range(REPLICATIONS)])


def test_a_desk_with_hours_states_and_rework_is_as_its_twin_says():
    tasks = {"take on": "take-on", "analyse": "analyse", "answer": "answer"}
    mine = ours("support-ticket", 1500, tasks, {"alone": "helped-themselves"})
    assert_alike(mine, [twins.support_ticket(seed, 1500) for seed in range(REPLICATIONS)])
