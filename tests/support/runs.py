"""Runs documents for tests and reads what happened in minutes."""

from typing import Any

import numpy as np

from designer.model.document import Document
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from designer.simulation.program import Program
from designer.simulation.trace import Trace
from tests.support import build

MINUTE = 60_000


def minutes(mean: float, kind: str = "constant", **more: Any) -> dict[str, Any]:
    """A duration in minutes: constant, or with a mean."""
    key = "value" if kind == "constant" else "mean"
    return {"kind": kind, key: float(mean), "unit": "min", **more}


def exponential(mean: float) -> dict[str, Any]:
    return minutes(mean, "exponential")


def every(interval: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Arrivals one after another."""
    return {"kind": "interval", "interval": interval, **more}


def at(*clock: str, day: str = "2026-01-05") -> dict[str, Any]:
    """Arrivals at given times of one day."""
    return {"kind": "schedule", "at": tuple(f"{day}T{time}" for time in clock)}


# One case at 00:00 on a Monday: minutes of the run are minutes of the clock.
ONCE = at("00:00")
MIDNIGHT = build.scenario("run", start="2026-01-05T00:00:00", replications=1)


def start(key: str = "start", arrivals: dict[str, Any] | None = None) -> Any:
    """A trigger at which one case begins at 0, unless said otherwise."""
    return build.trigger(key, arrivals=arrivals or ONCE)


class Run:
    """One replication of a document, run to its end or to `until` minutes."""

    def __init__(self, document: Document, until: float | None = None, **settings: Any) -> None:
        self.program: Program = compiled(document, **settings)
        self.engine = Engine(self.program)
        self.engine.advance(None if until is None else round(until * MINUTE))
        self.trace: Trace = self.engine.trace()

    def stays(self, node: str, state: int = codes.COMPLETED) -> list[tuple[float, float]]:
        """When work on a node began and ended, in minutes, in the order of beginning."""
        log = self.trace.log
        rows = self.rows(node) & (log.state == state)
        pairs = zip(log.started[rows] / MINUTE, log.ended[rows] / MINUTE, strict=True)
        return sorted((float(a), float(b)) for a, b in pairs)

    def waits(self, node: str) -> list[float]:
        """How long the work on a node had waited, in minutes, in the order of beginning."""
        log = self.trace.log
        rows = np.flatnonzero(self.rows(node) & (log.started >= 0))
        rows = rows[np.argsort(log.started[rows], kind="stable")]
        return [float(x) for x in (log.started[rows] - log.enabled[rows]) / MINUTE]

    def rows(self, node: str) -> Any:
        """Which rows of the log are of a node."""
        places = [i for i, name in enumerate(self.program.nodes) if name == node]
        return np.isin(self.trace.log.place, places)

    def ends(self) -> list[float]:
        """When the finished cases ended, in minutes, by their numbers."""
        cases = self.trace.cases
        return [float(x) / MINUTE for x in cases.ended[cases.state == codes.COMPLETED]]

    def entered(self, node: str) -> int:
        """How many tokens entered a node."""
        return sum(int(self.trace.entered[i]) for i, name in enumerate(self.program.nodes) if name == node)

    def count(self, state: int) -> int:
        """How many cases are in a state."""
        return int((self.trace.cases.state == state).sum())

    def bytes(self) -> bytes:
        """Everything that happened, to compare runs bit for bit."""
        parts = [vars(self.trace.log), vars(self.trace.moves), vars(self.trace.cases)]
        return b"".join(np.ascontiguousarray(column).tobytes() for part in parts for column in part.values())


def run(*parts: Any, until: float | None = None, **settings: Any) -> Run:
    """Builds a document of parts and runs it from Monday midnight."""
    return Run(build.process(*parts, MIDNIGHT), until, **settings)
