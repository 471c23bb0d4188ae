"""A run in figures: its replications are worked out side by side, and what many values say is pooled."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from designer.analysis.samples import Key, Sample, joined
from designer.analysis.tally import Tally, tallied
from designer.simulation.parts import whole
from designer.simulation.program import Program
from designer.simulation.replicate import Progress, each
from designer.simulation.trace import Trace


@dataclass
class Measured:
    """The finished replications of a run in figures, in their order.

    Values for quantiles are kept for all replications together: `pooled`. `cancelled` says that somebody
    stopped the run before all of them were done.
    """

    program: Program
    sla_calendar: str | None = None
    tallies: list[Tally] = field(default_factory=list)
    pooled: dict[Key, Sample] = field(default_factory=dict)
    cancelled: bool = False

    def take(self, tally: Tally) -> None:
        """One more replication."""
        self.tallies.append(tally)
        for key, sample in tally.samples.found.items():
            self.pooled.setdefault(key, Sample()).merge(sample)
            sample.values = None

    def sample(self, keys: list[Key]) -> Sample:
        """All values of some samples, which the replications pool."""
        return joined(self.pooled[key] for key in keys if key in self.pooled)

    def samples(self, keys: list[Key]) -> list[Sample]:
        """The same samples of each replication, without their values."""
        found = [tally.samples.found for tally in self.tallies]
        return [joined(each[key] for key in keys if key in each) for each in found]

    def first(self) -> Trace:
        """All that happened in the first of them; it is run again, as it is a function of its number."""
        return whole(self.program, self.tallies[0].number)


def measure(
    program: Program,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
    sla_calendar: str | None = None,
) -> Measured:
    """Runs the replications of a program and measures them as they run; arguments as of `replicate.each`.

    Raises KeyError for a calendar that is not there, ClusterError.
    """
    return measure_more(
        Measured(program, sla_calendar),
        range(max(1, program.settings.replications)),
        progress,
        cancelled,
        jobs,
    )


def measure_more(
    made: Measured,
    numbers: range,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
) -> Measured:
    """Adds replications to what was measured."""
    reading = partial(tallied, sla_calendar=made.sla_calendar)
    made.cancelled = each(made.program, reading, made.take, progress, cancelled, jobs, numbers)
    return made
