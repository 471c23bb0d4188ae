"""Scenarios compared by pairs of replications that had the same luck.

Under common random numbers each replication of one scenario is paired with the same one of the other, and
the differences are what the paired Student t interval is about (Law: Simulation Modeling and Analysis, ch.
10). Several scenarios against the first are judged with Holm's correction: of m the one that differs most
surely must pass at 5 % / m, the next at 5 % / (m - 1), and so on, so that all verdicts on a figure hold
together with 95 %. Intervals are widened for all m at once (Bonferroni).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from designer.analysis.intervals import half_width, interval, t_tail
from designer.analysis.kpis import BUSY, Kpi, kpis, values
from designer.analysis.measure import Measured, measure
from designer.analysis.money import money
from designer.model.durations import words
from designer.simulation.program import Program
from designer.simulation.replicate import Progress

LEVEL = 0.95
Verdict = Literal["better", "worse", "more", "less", "none", "unknown"]


@dataclass(frozen=True)
class Difference:
    """How a figure of a scenario differs from that of the first, over n pairs of replications.

    `interval` is the paired one, `unpaired` what it would be without common luck (Welch); `p` is two-sided
    and not corrected; `needed` is about how many pairs would show a difference of this size.
    """

    kpi: Kpi
    first: float | None
    other: float | None
    mean: float | None = None
    interval: tuple[float, float] | None = None
    unpaired: tuple[float, float] | None = None
    p: float | None = None
    pairs: int = 0
    needed: int | None = None
    is_sure: bool = False

    @property
    def verdict(self) -> Verdict:
        """What it says in a word."""
        if self.mean is None or self.p is None:
            return "unknown"
        if not self.is_sure:
            return "none"
        if not self.kpi.better:
            return "more" if self.mean > 0 else "less"
        return "better" if (self.mean < 0) == (self.kpi.better == "less") else "worse"


@dataclass(frozen=True)
class Comparison:
    """What a scenario changes against the first one, figure by figure."""

    scenario: str
    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Compared:
    """Scenarios under the same luck: the first, and how each of the others differs from it."""

    first: str
    name: str
    results: Mapping[str, Measured]
    comparisons: tuple[Comparison, ...]

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody stopped it before all replications were done."""
        return any(results.cancelled for results in self.results.values())


def compare(
    programs: Mapping[str, Program],
    names: Mapping[str, str],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
    sla_calendar: str | None = None,
) -> Compared:
    """Runs programs, by scenario, and compares all with the first; `names` say what they are called."""
    results = {}
    for number, (key, program) in enumerate(programs.items()):
        part = _part(progress, number, len(programs))
        results[key] = measure(program, part, cancelled, jobs, sla_calendar)
    every = kpis(list(programs.values()))
    found = {key: values(done, every) for key, done in results.items()}
    chosen = [kpi for kpi in every if _is_known(kpi, found)]
    first, *others = programs
    table = [
        [_difference(kpi, found[first], found[other], len(others)) for other in others] for kpi in chosen
    ]
    judged = [_holm(row) for row in table]
    comparisons = tuple(
        Comparison(other, names[other], tuple(row[number] for row in judged))
        for number, other in enumerate(others)
    )
    return Compared(first, names[first], results, comparisons)


def _is_known(kpi: Kpi, found: Mapping[str, Mapping[str, list[float | None]]]) -> bool:
    return any(value is not None for each in found.values() for value in each[kpi.key])


def _part(progress: Progress | None, number: int, count: int) -> Progress | None:
    return None if progress is None else lambda share: progress((number + share) / count)


def _difference(
    kpi: Kpi, first: Mapping[str, list[float | None]], other: Mapping[str, list[float | None]], count: int
) -> Difference:
    pairs = [
        (a, b)
        for a, b in zip(first[kpi.key], other[kpi.key], strict=False)
        if a is not None and b is not None
    ]
    if not pairs:
        return Difference(kpi, _mean(first[kpi.key]), _mean(other[kpi.key]))
    before, after = zip(*pairs, strict=True)
    steps = [b - a for a, b in pairs]
    level = 1 - (1 - LEVEL) / count
    both = interval(steps, level)
    mean = math.fsum(steps) / len(steps)
    found = Difference(kpi, _mean(before), _mean(after), mean, pairs=len(pairs))
    if both is None:
        return found
    half = half_width(steps, level)
    return Difference(
        kpi,
        _mean(before),
        _mean(after),
        mean,
        (both[0], both[1]),
        _unpaired(before, after, level),
        _p(steps),
        len(pairs),
        math.ceil(len(pairs) * (half / mean) ** 2) if mean else None,
    )


def _p(steps: Sequence[float]) -> float:
    """How likely a mean as far from 0 is when nothing differs: two-sided t test."""
    mean = math.fsum(steps) / len(steps)
    spread = math.sqrt(math.fsum((step - mean) ** 2 for step in steps) / (len(steps) - 1) / len(steps))
    if spread == 0.0:
        return 1.0 if mean == 0.0 else 0.0
    return 2 * t_tail(abs(mean) / spread, len(steps) - 1)


def _unpaired(before: Sequence[float], after: Sequence[float], level: float) -> tuple[float, float]:
    """The interval of the difference had the runs been independent, with twice the degrees of freedom."""
    pooled = math.hypot(half_width(before, level), half_width(after, level))
    centre = math.fsum(after) / len(after) - math.fsum(before) / len(before)
    return centre - pooled, centre + pooled


def _holm(row: list[Difference]) -> list[Difference]:
    """The differences of one figure with those marked that hold together."""
    order = sorted((i for i, each in enumerate(row) if each.p is not None), key=lambda i: row[i].p or 0.0)
    sure = set()
    for rank, place in enumerate(order):
        if (row[place].p or 0.0) > (1 - LEVEL) / (len(row) - rank):
            break
        sure.add(place)
    return [_marked(each, is_sure=place in sure) for place, each in enumerate(row)]


def _marked(found: Difference, *, is_sure: bool) -> Difference:
    return Difference(**{**vars(found), "is_sure": is_sure})


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


# In words


def amount(kpi: Kpi, value: float | None, currency: str) -> str:
    """A value of a figure with its unit."""
    if value is None:
        return "–"
    return {
        "s": lambda: words(value),
        "money": lambda: money(value, currency),
        "share": lambda: f"{value:.1%}",
        "per hour": lambda: f"{_three_digits(value)} / h",
        "cases": lambda: _three_digits(value),
    }[kpi.unit]()


def _three_digits(value: float) -> str:
    """Three of them that count, so that two figures side by side have as many."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:#.3g}"


def change(kpi: Kpi, value: float, currency: str) -> str:
    """How much a figure differs; shares in percentage points."""
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    size = abs(value)
    text = f"{size * 100:.1f} points" if kpi.unit == "share" else amount(kpi, size, currency)
    return f"{sign}{text}"


_WORDS = {
    "cycle_time": ("is faster by", "is slower by"),
    "waiting": ("waits less, by", "waits more, by"),
    "working": ("takes less work, by", "takes more work, by"),
    "cost": ("is cheaper by", "costs more, by"),
    "throughput_per_hour": ("finishes less, by", "finishes more, by"),
    "work_in_progress": ("has less in progress, by", "has more in progress, by"),
    "sla_met": ("keeps fewer promises, by", "keeps more promises, by"),
}


def sentence(name: str, found: Difference, currency: str) -> str:
    """The verdict in words, such as: B is faster by 12 min (± 3 min): 95 % sure."""
    if found.mean is None or found.interval is None:
        return f"{name}: nothing to compare; run at least two replications in which cases end."
    if found.mean == 0.0 and found.interval[0] == found.interval[1]:
        return f"{name}: exactly the same."
    if not found.is_sure:
        more = f"; would need about {found.needed:,}" if found.needed and found.needed > found.pairs else ""
        return f"{name}: no difference that {found.pairs} replications can show{more}."
    who = found.kpi.title.removeprefix(BUSY)
    less, greater = _WORDS.get(found.kpi.key, (f"keeps {who} less busy, by", f"keeps {who} busier, by"))
    size = change(found.kpi, abs(found.mean), currency).lstrip("+")
    half = change(found.kpi, (found.interval[1] - found.interval[0]) / 2, currency).lstrip("+")
    return f"{name} {less if found.mean < 0 else greater} {size} (± {half}): {LEVEL * 100:.0f} % sure."


def told(compared: Compared, currency: str) -> dict[str, Any]:
    """A comparison in the shape of `compare --json`."""
    return {
        "first": compared.first,
        "currency": currency,
        "replications": {key: len(results.tallies) for key, results in compared.results.items()},
        "seed": next(iter(compared.results.values())).program.settings.seed,
        "cancelled": compared.is_cancelled,
        "confidence": LEVEL,
        "correction": "holm",
        "comparisons": [
            {
                "scenario": each.scenario,
                "figures": {one.kpi.key: _told(each.name, one, currency) for one in each.differences},
            }
            for each in compared.comparisons
        ],
    }


def _told(name: str, found: Difference, currency: str) -> dict[str, Any]:
    return {
        "first": found.first,
        "other": found.other,
        "difference": found.mean,
        "ci95": list(found.interval) if found.interval else None,
        "unpaired_ci95": list(found.unpaired) if found.unpaired else None,
        "p": found.p,
        "pairs": found.pairs,
        "needed": found.needed,
        "sure": found.is_sure,
        "verdict": found.verdict,
        "says": sentence(name, found, currency),
    }
