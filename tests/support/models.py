"""Models with known answers: the benchmark everybody runs, and queues out of textbooks."""

import math
from typing import Any

from designer.model.document import Document
from tests.support.build import decision, flow, outcome, parallel, process, role, scenario, task, trigger
from tests.support.runs import every, exponential


def lognormal(mean: float, sigma: float) -> dict[str, Any]:
    """A lognormal time in minutes by its mean and the standard deviation of its logarithm."""
    sd = mean * math.sqrt(math.exp(sigma * sigma) - 1)
    return {"kind": "lognormal", "mean": float(mean), "sd": sd, "unit": "min"}


def lead_to_cash(cases: int = 1000, replications: int = 1, seed: int = 1) -> Document:
    """Seven tasks of three roles, rework of every fifth review, delivery and invoice at the same time."""
    return process(
        trigger("start", arrivals=every(exponential(10))),
        task("qualify", role="sales", duration=exponential(6)),
        task("quote", role="sales", duration=lognormal(8, 0.5)),
        task("review", role="ops", duration=exponential(8)),
        decision("good"),
        parallel("split"),
        task("deliver", role="ops", duration=lognormal(9, 0.5)),
        task("draft", role="finance", duration=exponential(3)),
        parallel("join"),
        task("invoice", role="finance", duration=lognormal(5, 0.5)),
        task("close", role="ops", duration=exponential(5)),
        outcome("done"),
        "start -> qualify -> quote -> review -> good",
        flow("good", "quote", probability=0.2),
        flow("good", "split", probability=0.8),
        "split -> deliver -> join",
        "split -> draft -> join -> invoice -> close -> done",
        role("sales", capacity=2),
        role("ops", capacity=3),
        role("finance", capacity=1),
        scenario("run", cases=cases, replications=replications, seed=seed),
    )


def queue(service: dict[str, Any], rate: float, servers: int = 1, **run: Any) -> Document:
    """Poisson arrivals (per minute) at one task."""
    return process(
        trigger("start", arrivals=every(exponential(1 / rate))),
        task("serve", role="server", duration=service),
        outcome(),
        "start -> serve -> done",
        role("server", capacity=servers),
        scenario("run", **run),
    )
