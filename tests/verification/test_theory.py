"""The simulator against theory: |mean - exact| within four standard errors over replications (V1 to V20)."""

import math
from dataclasses import dataclass

import numpy as np
import pytest

from designer.model.document import Document
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import is_compiled
from designer.simulation.replicate import run as replicate
from tests.support.build import flow, outcome, parallel, process, role, scenario, task, trigger
from tests.support.models import lead_to_cash, lognormal, queue
from tests.support.runs import MINUTE, every, exponential, minutes

pytestmark = pytest.mark.slow
REPLICATIONS = 24
# Uncompiled, samples are as small as still tells a wrong formula from a right one.
CASES = 40_000 if is_compiled() else 2_500


@dataclass(frozen=True)
class Measured:
    """Means of replications: of the waits and stays of a node, and of the process."""

    waits: np.ndarray
    stays: np.ndarray
    tails: np.ndarray


def measure(document: Document, node: str, warm: float = 0.1, tail: float = 1.0) -> Measured:
    """Runs the document and leaves out the first share of the cases of each replication."""
    results = replicate(compiled(document, cases=CASES, replications=REPLICATIONS))
    waits, stays, tails = [], [], []
    for trace in results.traces:
        log = trace.log
        place = results.program.nodes.index(node)
        rows = (log.place == place) & (log.case >= warm * CASES)
        wait = (log.started - log.enabled)[rows] / MINUTE
        waits.append(wait.mean())
        tails.append((wait > tail).mean())
        cases = trace.cases
        counted = np.arange(len(cases)) >= warm * CASES
        stays.append((cases.ended - cases.arrived)[counted].mean() / MINUTE)
    return Measured(np.array(waits), np.array(stays), np.array(tails))


def assert_agrees(samples: np.ndarray, exact: float) -> None:
    error = samples.std(ddof=1) / math.sqrt(len(samples))
    assert abs(samples.mean() - exact) <= 4 * error + 1e-9, (samples.mean(), exact, error)
    if is_compiled():
        assert error / exact <= 0.02


@pytest.mark.parametrize(
    ("service", "rate", "servers", "wait"),
    [
        pytest.param(exponential(1), 0.8, 1, 4.0, id="V1 M/M/1"),
        pytest.param(exponential(1), 1.6, 2, 1.777778, id="V2 M/M/2"),
        pytest.param(exponential(1), 4.0, 5, 0.554113, id="V4 M/M/5"),
        pytest.param(minutes(1), 0.8, 1, 2.0, id="V6 M/D/1"),
        pytest.param(lognormal(1, 0.5), 0.8, 1, 2.568051, id="V7 M/G/1"),
    ],
)
def test_queues(service, rate, servers, wait):
    found = measure(queue(service, rate, servers), "serve")
    assert_agrees(found.waits, wait)
    assert_agrees(found.stays, wait + 1)


def test_the_tail_of_m_m_2():
    assert_agrees(measure(queue(exponential(1), 1.6, 2), "serve").tails, 0.476672)


def test_v9_tandem_of_three():
    document = process(
        trigger("start", arrivals=every(exponential(2))),
        *(
            task(key, role=f"{key}-clerk", duration=exponential(m))
            for key, m in (("a", 1), ("b", 1.25), ("c", 0.8))
        ),
        outcome(),
        "start -> a -> b -> c -> done",
        role("a-clerk"),
        role("b-clerk"),
        role("c-clerk"),
        scenario("run"),
    )
    assert_agrees(measure(document, "b").stays, 6.666667)


def test_v15_priorities():
    document = process(
        trigger("first", arrivals=every(exponential(1 / 0.3))),
        trigger("second", arrivals=every(exponential(2))),
        task("urgent", role="server", duration=exponential(1), priority=1.0),
        task("other", role="server", duration=exponential(1)),
        outcome(),
        "first -> urgent -> done",
        "second -> other -> done",
        role("server", queue="priority"),
        scenario("run"),
    )
    assert_agrees(measure(document, "urgent").waits, 1.142857)
    assert_agrees(measure(document, "other").waits, 5.714286)


def test_v17_fork_and_join_of_two_queues():
    document = process(
        trigger("start", arrivals=every(exponential(2))),
        parallel("fork"),
        task("a", role="clerk", duration=exponential(1)),
        task("b", role="smith", duration=exponential(1)),
        parallel("join"),
        outcome(),
        "start -> fork -> a -> join",
        "fork -> b -> join -> done",
        role("clerk"),
        role("smith"),
        scenario("run"),
    )
    assert_agrees(measure(document, "a").stays, 2.875)


@pytest.mark.parametrize(("branches", "longest"), [(2, 1.5), (3, 1.833333), (5, 2.283333), (10, 2.928968)])
def test_v19_the_longest_of_several(branches, longest):
    keys = [f"t{i}" for i in range(branches)]
    document = process(
        trigger("start", arrivals=every(exponential(1))),
        parallel("fork"),
        parallel("join"),
        outcome(),
        *(task(key, duration=exponential(1)) for key in keys),
        "start -> fork",
        *(f"fork -> {key} -> join" for key in keys),
        "join -> done",
        scenario("run"),
    )
    assert_agrees(measure(document, "t0").stays, longest)


def test_v20_without_a_queue_the_number_inside_is_poisson():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        task("a", duration="10 min"),
        task("b", duration="20 min"),
        outcome(),
        "start -> a -> b -> done",
        scenario("run"),
    )
    results = replicate(compiled(document, cases=CASES, replications=REPLICATIONS))
    means, variances = [], []
    for trace in results.traces:
        cases = trace.cases
        assert ((cases.ended - cases.arrived) == 30 * MINUTE).all()
        moments = np.arange(cases.arrived[50], cases.arrived[-1], 60 * MINUTE)
        inside = np.searchsorted(cases.arrived, moments, "right") - np.searchsorted(
            cases.ended, moments, "right"
        )
        means.append(inside.mean())
        variances.append(inside.var())
    assert_agrees(np.array(means), 3.0)
    assert np.mean(variances) == pytest.approx(3.0, rel=0.1)


def test_a_race_of_exponentials_has_the_mean_of_their_rates():
    from tests.support.build import race, wait

    document = process(
        trigger("start", arrivals=every(exponential(1))),
        race(),
        wait("x", duration=exponential(2)),
        wait("y", duration=exponential(3)),
        outcome(),
        "start -> race",
        flow("race", "x"),
        flow("race", "y"),
        "x -> done",
        "y -> done",
        scenario("run"),
    )
    assert_agrees(measure(document, "race").stays, 1.2)


def test_v23_lead_to_cash():
    cases = 100_000 if is_compiled() else 4_000
    results = replicate(compiled(lead_to_cash(), cases=cases, replications=REPLICATIONS))
    cycles, tasks = [], []
    for trace in results.traces:
        late = np.arange(len(trace.cases)) >= cases // 20
        cycles.append((trace.cases.ended - trace.cases.arrived)[late].mean() / MINUTE)
        kinds = results.program.kinds[trace.log.place]
        tasks.append((kinds == codes.TASK).sum() / cases)
    assert_agrees(np.array(tasks), 7.5)
    error = math.hypot(np.std(cycles, ddof=1) / math.sqrt(len(cycles)), 0.11)
    assert abs(np.mean(cycles) - 103.84) <= 4 * error
