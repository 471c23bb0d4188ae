"""A run as an experiment: its warm-up found, and as many replications as its precision takes."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from designer.analysis.intervals import half_width
from designer.analysis.kpis import Kpi, kpis, values
from designer.analysis.measure import Measured, measure, measure_more
from designer.analysis.problems import Problem
from designer.analysis.warmup import Transient, WarmUp, cycles
from designer.simulation.program import Program
from designer.simulation.replicate import Progress, each

FEWEST = 3  # replications before an interval says much
MOST = 200


@dataclass(frozen=True)
class Precision:
    """How well a figure is to be known: half its 95 % interval, relative to its mean.

    `most` is the number of replications after which it is given up.
    """

    wanted: float
    figure: str = "cycle_time"
    most: int = MOST


@dataclass(frozen=True)
class Reached:
    """How well the figure is known, None where it has no mean, and how many replications would do."""

    precision: Precision
    reached: float | None
    replications: int
    needed: int | None

    @property
    def is_met(self) -> bool:
        """Whether that is as well as wanted."""
        return self.reached is not None and self.reached <= self.precision.wanted

    @property
    def told(self) -> dict[str, Any]:
        """As `simulate --json` tells it."""
        return {
            "figure": self.precision.figure,
            "wanted": self.precision.wanted,
            "reached": self.reached,
            "met": self.is_met,
            "replications": self.replications,
            "most": self.precision.most,
        }


@dataclass(frozen=True)
class Experiment:
    """A run, with what was found out about it on the way."""

    results: Measured
    warm_up: WarmUp | None = None
    reached: Reached | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What `simulate --json` tells more about it."""
        parts = {"warm_up_found": self.warm_up, "precision": self.reached}
        return {key: part.told for key, part in parts.items() if part is not None}

    @property
    def problems(self) -> list[Problem]:
        """What was wanted and not found."""
        found = []
        if self.warm_up is not None and not self.warm_up.is_settled:
            found.append(_problem("unsettled", _UNSETTLED))
        if self.reached is not None and not self.reached.is_met:
            found.append(_problem("imprecise", _shortfall(self.reached)))
        return found


_UNSETTLED = (
    "No end of the warm-up was found in the first half of the run, so nothing was left out: "
    "let more cases arrive, or see whether the process settles at all."
)


def _problem(kind: str, message: str) -> Problem:
    return {"kind": kind, "node": None, "cases": 0, "message": message}


def _shortfall(found: Reached) -> str:
    named = next((kpi.title.lower() for kpi in kpis([]) if kpi.key == found.precision.figure), "figure")
    if found.reached is None:
        return f"The {named} has no mean in this run, so its precision is unknown."
    wanted = f"The mean {named} is known to ± {found.reached:.1%}, not to ± {found.precision.wanted:.1%}"
    more = f"; about {found.needed:,} would do" if found.needed else ""
    return f"{wanted}, after {found.replications} replications{more}."


def conduct(
    program: Program,
    warm_up: Literal["auto"] | None = None,
    precision: Precision | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
    sla_calendar: str | None = None,
) -> Experiment:
    """Runs a program; with a precision as often as that takes, with "auto" its warm-up is found.

    The warm-up is found in the replications that the program asks for, and kept while more are added.
    """
    if precision is not None:
        count = min(max(program.settings.replications, FEWEST), precision.most)
        program = _of(program, replications=count)
    found = None
    if warm_up == "auto":
        transient = Transient()
        each(program, cycles, transient.take, _part(progress, 0, 2), cancelled, jobs)
        found = transient.warm_up()
        program, progress = _of(program, warm_up_ms=found.ms), _part(progress, 1, 2)
    made = measure(program, progress, cancelled, jobs, sla_calendar)
    if precision is None:
        return Experiment(made, found)
    return _refined(Experiment(made, found), precision, progress, cancelled, jobs)


def _part(progress: Progress | None, number: int, count: int) -> Progress | None:
    return None if progress is None else lambda share: progress((number + share) / count)


def _refined(
    first: Experiment,
    precision: Precision,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
    jobs: int | str | None,
) -> Experiment:
    made = first.results
    chosen = _kpi(made.program, precision.figure)
    means = _means(made, chosen)
    while not made.cancelled and len(made.tallies) < precision.most:
        count = len(made.tallies)
        wanted = needed(means, precision.wanted)
        if wanted is None or wanted <= count:
            break
        upper = min(wanted, 2 * count, precision.most)
        measure_more(made, range(count, upper), progress, cancelled, jobs)
        made.program = _of(made.program, replications=upper)
        means = _means(made, chosen)
    reached = Reached(precision, relative(means), len(made.tallies), needed(means, precision.wanted))
    return replace(first, reached=reached)


def relative(means: list[float]) -> float | None:
    """Half the 95 % interval over the mean; None for fewer than two or a mean of 0."""
    centre = math.fsum(means) / len(means) if means else 0.0
    return half_width(means) / abs(centre) if len(means) > 1 and centre else None


def needed(means: list[float], wanted: float) -> int | None:
    """About how many replications make the interval as narrow as wanted: half its width falls as 1/√n."""
    now = relative(means)
    if now is None:
        return None
    return len(means) if now <= wanted else math.ceil(len(means) * (now / wanted) ** 2)


def _kpi(program: Program, key: str) -> Kpi:
    return next(kpi for kpi in kpis([program]) if kpi.key == key)


def _means(made: Measured, kpi: Kpi) -> list[float]:
    return [value for value in values(made, (kpi,))[kpi.key] if value is not None]


def _of(program: Program, **settings: Any) -> Program:
    return replace(program, settings=replace(program.settings, **settings))
