"""Replications on all cores: threads, because the compiled kernel needs no interpreter while it runs."""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from designer.simulation import codes
from designer.simulation.parts import GoesOn, Stopped, whole
from designer.simulation.program import Program
from designer.simulation.trace import Trace


@dataclass(frozen=True)
class Results:
    """What the finished replications gave, in their order.

    Only the first keeps all its moves, for playback; the others keep those that took time.

    `cancelled` says that somebody stopped the run before all of them were done.
    """

    program: Program
    traces: tuple[Trace, ...]
    cancelled: bool = False

    @property
    def first(self) -> Trace:
        """The replication that playback shows."""
        return self.traces[0]


Progress = Callable[[float], None]
T = TypeVar("T")
# What is made of a replication: of a program and its number, told as `parts` is; raises Stopped.
Reading = Callable[[Program, int, GoesOn], T]


def run(
    program: Program,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
    numbers: range | None = None,
) -> Results:
    """Runs the replications of a program and keeps all that happened in them; see `each`."""
    traces: list[Trace] = []
    stopped = each(program, whole, traces.append, progress, cancelled, jobs, numbers)
    return Results(program, tuple(traces), cancelled=stopped)


def each(
    program: Program,
    reading: Reading[T],
    take: Callable[[T], None],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
    numbers: range | None = None,
) -> bool:
    """Runs replications, all that a program asks for or some `numbers`, and `take`s what is read of each.

    They are read as they run, side by side, and taken in their order. `progress` is told the share done
    (0 … 1), from worker threads one at a time; `cancelled` is asked often. What is finished when it says yes
    is taken; whether it did is given back. `jobs` is the number of threads (unless given, one for each core)
    or the address of a Dask scheduler; the results do not depend on it.
    Raises ClusterError if no scheduler answers there.
    """
    chosen = range(max(1, program.settings.replications)) if numbers is None else numbers
    watch = Watch(chosen, progress, cancelled)
    if isinstance(jobs, str):
        from designer.simulation import cluster

        for made in cluster.replications(jobs, program, chosen, reading, watch):
            if made is not None:
                take(made)
        return watch.stopped
    with ThreadPoolExecutor(max(1, min(len(chosen), jobs or os.cpu_count() or 1))) as pool:
        for made in pool.map(lambda number: replication(program, number, reading, watch), chosen):
            if made is not None:
                take(made)
    return watch.stopped


class Watch:
    """Adds up the progress of the replications and passes the wish to stop on."""

    def __init__(
        self, numbers: Sequence[int], progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self.stopped = False
        self._shares = dict.fromkeys(numbers, 0)  # in millionths: whole numbers add up to the whole
        self._total = 0
        self._progress = progress
        self._cancelled = cancelled
        self._lock = threading.Lock()

    def goes_on(self, number: int, share: float) -> bool:
        """Notes how much of a replication is done; whether to go on."""
        with self._lock:
            millionths = round(share * 1_000_000)
            self._total += millionths - self._shares[number]
            self._shares[number] = millionths
            if self._cancelled is not None and self._cancelled():
                self.stopped = True
            if self._progress is not None and not self.stopped:
                self._progress(self._total / (1_000_000 * len(self._shares)))
        return not self.stopped


def replication(program: Program, number: int, reading: Reading[T], watch: Watch) -> T | None:
    """What is read of one replication, None if it was stopped on the way."""
    if watch.stopped:
        return None
    try:
        return reading(program, number, lambda share: watch.goes_on(number, share))
    except Stopped:
        return None


def stop_reason(program: Program, halted: int, place: int) -> str | None:
    """Why a limit stopped a replication (`codes.TOO_MANY_…`, 0 for none), in a sentence; None if none did."""
    if not halted:
        return None
    node = program.document.nodes.get(program.nodes[place])
    name = f'"{node.name or node.id}"' if node is not None else "the process"
    return {
        codes.TOO_MANY_VISITS: f"One case entered {name} without end: its loop has no way out.",
        codes.TOO_MANY_TOKENS: f"Too many tokens: they pile up at {name}. Work comes faster than it is done.",
        codes.TOO_MANY_EVENTS: f"The run took more steps than allowed; most tokens stand at {name}.",
        codes.TOO_MUCH_MEMORY: f"The run needs more memory than allowed; most tokens stand at {name}.",
    }[halted]
