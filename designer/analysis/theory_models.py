"""The models of `theory`, as documents. Times in minutes."""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from designer.model.document import AnyRecord, Document, table_of
from designer.model.flow import Flow
from designer.model.nodes import (
    Batch,
    Decision,
    IntervalArrivals,
    Node,
    Outcome,
    Parallel,
    Race,
    Task,
    Trigger,
    Wait,
)
from designer.model.people import Role
from designer.model.records import TABLES
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow

_IN: dict[str, Any] = {"workflow": "main"}


def minutes(mean: float, kind: str = "constant") -> dict[str, Any]:
    """A duration: constant, or of another kind by its mean."""
    return {"kind": kind, "value" if kind == "constant" else "mean": float(mean), "unit": "min"}


def lognormal_minutes(mean: float, sigma: float) -> dict[str, Any]:
    """A lognormal duration by its mean and the standard deviation of its logarithm."""
    sd = mean * math.sqrt(math.exp(sigma * sigma) - 1)
    return {"kind": "lognormal", "mean": float(mean), "sd": sd, "unit": "min"}


def _every(mean: float, key: str = "start") -> Node:
    gap = minutes(mean, "exponential")
    return Trigger(id=key, arrivals=IntervalArrivals.model_validate({"interval": gap}), **_IN)


def _task(key: str, role: str | None, duration: Any, **more: Any) -> Node:
    return Task.model_validate({"id": key, "role": role, "duration": duration, **_IN, **more})


def _chain(text: str) -> list[Flow]:
    names = [name.strip() for name in text.split("->")]
    return [Flow(id=f"{one}-{other}", source=one, target=other) for one, other in pairwise(names)]


def _document(*parts: AnyRecord | Iterable[AnyRecord]) -> Document:
    done: list[AnyRecord] = [Workflow(id="main"), Scenario(id="run"), Outcome(id="done", **_IN)]
    for part in parts:
        done.extend([part] if isinstance(part, AnyRecord) else part)
    tables = {table: table_of(one for one in done if one.table == table) for table in TABLES}
    return Document(root="main", **tables)  # type: ignore[arg-type]  # each table has its own records


def queue(service: dict[str, Any], rate: float, servers: int = 1) -> Document:
    """Poisson arrivals, `rate` a minute, at one task with `servers`."""
    serve = _task("serve", "server", service)
    return _document(
        _every(1 / rate), serve, _chain("start -> serve -> done"), Role(id="server", capacity=servers)
    )


def tandem() -> Document:
    """Three single servers one after another, arrivals 0.5 a minute, rates 1, 0.8 and 1.25."""
    means = {"a": 1.0, "b": 1.25, "c": 0.8}
    tasks = [_task(key, f"{key}-clerk", minutes(mean, "exponential")) for key, mean in means.items()]
    roles = [Role(id=f"{key}-clerk") for key in means]
    return _document(_every(2), tasks, roles, _chain("start -> a -> b -> c -> done"))


def priorities() -> Document:
    """One server, two classes (0.3 and 0.5 a minute): the first goes before, nothing is broken off."""
    work = minutes(1, "exponential")
    return _document(
        _every(1 / 0.3, "first"),
        _every(2, "second"),
        _task("urgent", "server", work, priority=1.0),
        _task("other", "server", work),
        _chain("first -> urgent -> done"),
        _chain("second -> other -> done"),
        Role(id="server", queue="priority"),
    )


def fork_join() -> Document:
    """Every arrival (0.5 a minute) goes to two single servers at once and leaves when both are done."""
    work = minutes(1, "exponential")
    return _document(
        _every(2),
        [Parallel(id="fork", **_IN), Parallel(id="join", **_IN)],
        [_task("a", "clerk", work), _task("b", "smith", work), Role(id="clerk"), Role(id="smith")],
        _chain("start -> fork -> a -> join -> done"),
        _chain("fork -> b -> join"),
    )


def longest(branches: int) -> Document:
    """Several exponential tasks at once, nobody waits."""
    keys = [f"t{number}" for number in range(branches)]
    return _document(
        _every(1),
        [Parallel(id="fork", **_IN), Parallel(id="join", **_IN)],
        [_task(key, None, minutes(1, "exponential")) for key in keys],
        _chain("start -> fork"),
        [flow for key in keys for flow in _chain(f"fork -> {key} -> join")],
        _chain("join -> done"),
    )


def rework() -> Document:
    """Ten minutes, then five; with chance 0.2 both again."""
    again = {"fail": 0.2, "pass": 0.8}
    return _document(
        _every(10),
        _task("a", None, minutes(10)),
        _task("b", None, minutes(5)),
        Decision(id="good", **_IN),
        _chain("start -> a -> b -> good"),
        Flow(id="back", source="good", target="a", probability=again["fail"]),
        Flow(id="on", source="good", target="done", probability=again["pass"]),
    )


def infinite_servers() -> Document:
    """Arrivals every ten minutes, ten minutes and then twenty, nobody waits."""
    tasks = [_task("a", None, minutes(10)), _task("b", None, minutes(20))]
    return _document(_every(10), tasks, _chain("start -> a -> b -> done"))


def batch() -> Document:
    """Five arrivals (0.1 a minute) are packed together, at once when the fifth has come."""
    pack = _task("pack", None, None, batch=Batch(size=5))
    return _document(_every(10), pack, _chain("start -> pack -> done"))


def race_of_two() -> Document:
    """The first of two exponential waits, of means 2 and 3."""
    waits = [
        Wait.model_validate({"id": k, "duration": minutes(m, "exponential"), **_IN})
        for k, m in (("x", 2), ("y", 3))
    ]
    return _document(
        _every(1),
        Race(id="race", **_IN),
        waits,
        _chain("start -> race -> x -> done"),
        _chain("race -> y -> done"),
    )


def lead_to_cash() -> Document:
    """Seven tasks of three roles, rework of every fifth review, two tasks at the same time."""
    plan = {
        "qualify": ("sales", minutes(6, "exponential")),
        "quote": ("sales", lognormal_minutes(8, 0.5)),
        "review": ("ops", minutes(8, "exponential")),
        "deliver": ("ops", lognormal_minutes(9, 0.5)),
        "draft": ("finance", minutes(3, "exponential")),
        "invoice": ("finance", lognormal_minutes(5, 0.5)),
        "close": ("ops", minutes(5, "exponential")),
    }
    return _document(
        _every(10),
        [_task(key, role, duration) for key, (role, duration) in plan.items()],
        [Decision(id="good", **_IN), Parallel(id="split", **_IN), Parallel(id="join", **_IN)],
        [Role(id=key, capacity=count) for key, count in (("sales", 2), ("ops", 3), ("finance", 1))],
        _chain("start -> qualify -> quote -> review -> good"),
        Flow(id="back", source="good", target="quote", probability=0.2),
        Flow(id="on", source="good", target="split", probability=0.8),
        _chain("split -> deliver -> join -> invoice -> close -> done"),
        _chain("split -> draft -> join"),
    )
