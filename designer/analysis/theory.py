"""Models whose answers are known from theory, and what the simulator says of them.

A quantity agrees when the mean over replications is within four of its standard errors of the exact value,
and the standard error is at most one percent of it. Formulas: Gross, Shortle, Thompson, Harris, Fundamentals
of Queueing Theory (4th ed., 2008) unless said.
"""

import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from designer.analysis.theory_models import (
    batch,
    fork_join,
    infinite_servers,
    lead_to_cash,
    lognormal_minutes,
    longest,
    minutes,
    priorities,
    queue,
    race_of_two,
    rework,
    tandem,
)
from designer.model.document import Document
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.program import Array, Program
from designer.simulation.replicate import run
from designer.simulation.running import is_compiled
from designer.simulation.trace import Trace

REPLICATIONS = 24
ERRORS = 4.0
WITHIN = 0.01
WARM = 0.1  # share of the cases of each replication that is left out
# Uncompiled, samples are as small as still tells a wrong formula from a right one.
SMALLER = 24
_MINUTE = 60_000

Measure = Callable[[Program, Trace], float]


@dataclass(frozen=True)
class Quantity:
    """A figure with its exact value; `slack` is the standard error of a value that was itself simulated."""

    name: str
    exact: float
    measure: Measure
    slack: float = 0.0


@dataclass(frozen=True)
class Theory:
    """A model and what is known of it; `cases` in each replication make the errors small enough."""

    id: str
    model: str
    document: Document
    quantities: tuple[Quantity, ...]
    cases: int


@dataclass(frozen=True)
class Agreement:
    """What was simulated of a quantity: its mean over replications and the standard error of that."""

    theory: Theory
    quantity: Quantity
    mean: float
    error: float
    is_precise: bool

    @property
    def holds(self) -> bool:
        """Whether theory and simulation agree, by the rule of this module."""
        spread = math.hypot(self.error, self.quantity.slack)
        tolerance = ERRORS * spread + 1e-9 * max(1.0, abs(self.quantity.exact))
        sharp = self.error <= WITHIN * abs(self.quantity.exact) or not self.is_precise
        return abs(self.mean - self.quantity.exact) <= tolerance and sharp


def agreements(theories: Sequence[Theory] | None = None) -> Iterator[Agreement]:
    """Simulates each model and compares; what is done comes at once."""
    for theory in theories if theories is not None else all_theories():
        cases = theory.cases if is_compiled() else max(400, theory.cases // SMALLER)
        samples = _samples(theory, cases)
        for quantity, values in zip(theory.quantities, samples, strict=True):
            error = float(np.std(values, ddof=1)) / math.sqrt(len(values))
            yield Agreement(theory, quantity, float(np.mean(values)), error, is_compiled())


def _samples(theory: Theory, cases: int) -> list[list[float]]:
    """For each quantity its value in each replication; no more traces are kept than run at once."""
    program = compiled(theory.document, cases=cases, replications=REPLICATIONS)
    samples: list[list[float]] = [[] for _ in theory.quantities]
    step = os.cpu_count() or 1
    for first in range(0, REPLICATIONS, step):
        for trace in run(program, numbers=range(first, min(first + step, REPLICATIONS))).traces:
            for quantity, values in zip(theory.quantities, samples, strict=True):
                values.append(quantity.measure(program, trace))
    return samples


# What is measured


def _late(count: int) -> Array:
    return np.arange(count) >= WARM * count


def cycle(_program: Program, trace: Trace) -> float:
    """Minutes from a case's arrival to its end, on average."""
    cases = trace.cases
    return float((cases.ended - cases.arrived)[_late(len(cases))].mean()) / _MINUTE


def spread_of_cycle(_program: Program, trace: Trace) -> float:
    """Standard deviation of the same."""
    cases = trace.cases
    return float((cases.ended - cases.arrived)[_late(len(cases))].std()) / _MINUTE


def inside(_program: Program, trace: Trace) -> float:
    """Cases in the process on average over time."""
    cases = trace.cases
    begin, end = (int(cases.arrived[int(share * (len(cases) - 1))]) for share in (WARM, 1.0))
    stays = np.minimum(cases.ended, end) - np.maximum(cases.arrived, begin)
    return float(stays.clip(0).sum()) / (end - begin)


def _waits(node: str, program: Program, trace: Trace) -> Array:
    log = trace.log
    rows = (log.place == program.nodes.index(node)) & (log.case >= WARM * len(trace.cases))
    waits: Array = (log.started - log.enabled)[rows] / _MINUTE
    return waits


def wait(node: str) -> Measure:
    """Minutes of waiting before a node, on average."""
    return lambda program, trace: float(_waits(node, program, trace).mean())


def wait_over(node: str, least: float) -> Measure:
    """The share of waits longer than `least` minutes."""
    return lambda program, trace: float((_waits(node, program, trace) > least).mean())


def cycle_over(least: float) -> Measure:
    """The share of cases that take longer than `least` minutes."""

    def share(_program: Program, trace: Trace) -> float:
        cases = trace.cases
        return float(((cases.ended - cases.arrived)[_late(len(cases))] > least * _MINUTE).mean())

    return share


def tasks_per_case(program: Program, trace: Trace) -> float:
    """Tasks done for a case."""
    return float((program.kinds[trace.log.place] == codes.TASK).sum()) / len(trace.cases)


def growth(_program: Program, trace: Trace) -> float:
    """Cases left in the process at the last arrival, by the minutes till then."""
    end = int(trace.cases.arrived.max())
    return float((trace.cases.ended > end).sum()) / (end / _MINUTE)


# The table


def all_theories() -> tuple[Theory, ...]:
    """Every row, by number."""
    return (*_single_queues(), *_networks(), *_tokens(), _benchmark())


def _single_queues() -> Iterator[Theory]:
    one = (Quantity("wait", 4.0, wait("serve")), Quantity("cycle", 5.0, cycle))
    more = (Quantity("inside", 4.0, inside), Quantity("P(cycle > 5)", math.exp(-1), cycle_over(5)))
    yield Theory("V1", "M/M/1, load 0.8", queue(minutes(1, "exponential"), 0.8), (*one, *more), 120_000)
    for key, servers, rate, waits in (("V2", 2, 1.6, 1.777778), ("V4", 5, 4.0, 0.554113)):
        known: tuple[Quantity, ...] = (
            Quantity("wait", waits, wait("serve")),
            Quantity("inside", rate * (waits + 1), inside),
            Quantity("P(wait > 0)", erlang_c(servers, rate), wait_over("serve", 0)),
        )
        if servers == 2:
            known = (*known, Quantity("P(wait > 1)", 0.476672, wait_over("serve", 1)))
        model = f"M/M/{servers}, load 0.8"
        yield Theory(key, model, queue(minutes(1, "exponential"), rate, servers), known, 120_000)
    for key, model, service, waits in (
        ("V6", "M/D/1, load 0.8", minutes(1), 2.0),
        ("V7", "M/G/1 lognormal, load 0.8", lognormal_minutes(1, 0.5), 2.568051),
    ):
        known = (Quantity("wait", waits, wait("serve")), Quantity("cycle", waits + 1, cycle))
        yield Theory(key, f"{model} (Pollaczek–Khinchine)", queue(service, 0.8), known, 60_000)


def erlang_c(servers: int, load: float) -> float:
    """The probability that an arrival at M/M/c waits, for a load in erlang (Erlang C)."""
    terms = [load**k / math.factorial(k) for k in range(servers + 1)]
    last = terms[-1] * servers / (servers - load)
    return last / (sum(terms[:-1]) + last)


def _networks() -> Iterator[Theory]:
    yield Theory("V9", "tandem of three (Jackson)", tandem(), (Quantity("cycle", 6.666667, cycle),), 40_000)
    first = Quantity("wait, urgent", 1.142857, wait("urgent"))
    second = Quantity("wait, other", 5.714286, wait("other"))
    yield Theory("V15", "two priorities (Cobham)", priorities(), (first, second), 120_000)
    forked = (Quantity("cycle", 2.875, cycle),)
    yield Theory("V17", "fork and join of two M/M/1 (Nelson, Tantawi 1988)", fork_join(), forked, 20_000)


def _tokens() -> Iterator[Theory]:
    loop = (Quantity("cycle", 18.75, cycle), Quantity("sd of cycle", 8.385255, spread_of_cycle))
    yield Theory("S18", "rework by chance 0.2 (geometric)", rework(), loop, 8_000)
    for branches in (2, 3, 5, 10):
        known = Quantity("cycle", sum(1 / k for k in range(1, branches + 1)), cycle)
        yield Theory("V19", f"the longest of {branches} exponentials", longest(branches), (known,), 4_000)
    served = (Quantity("inside", 3.0, inside), Quantity("cycle", 30.0, cycle))
    yield Theory("V20", "M/G/∞", infinite_servers(), served, 10_000)
    formed = Quantity("wait for the batch", 20.0, wait("pack"))
    yield Theory("V21", "batches of five", batch(), (formed,), 10_000)
    grown = Quantity("growth per minute", 0.1, growth)
    yield Theory(
        "V22", "M/M/1, load 1.1 (unstable)", queue(minutes(1, "exponential"), 1.1), (grown,), 100_000
    )
    raced = Quantity("cycle", 1.2, cycle)
    yield Theory("race", "first of two exponentials", race_of_two(), (raced,), 8_000)


def _benchmark() -> Theory:
    known = (
        Quantity("tasks per case", 7.5, tasks_per_case),
        Quantity("cycle", 103.84, cycle, slack=0.11),
    )
    return Theory("V23", "lead to cash (an independent program)", lead_to_cash(), known, 60_000)
