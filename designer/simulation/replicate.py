"""Replications on all cores: threads, because the compiled kernel needs no interpreter while it runs."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from designer.simulation import codes
from designer.simulation.engine import Engine
from designer.simulation.program import Program
from designer.simulation.trace import Trace

# A slice of work is sized to about this long, so that a wish to stop is heard within 100 ms.
_SLICE_SECONDS = 0.04


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


def run(
    program: Program,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
    numbers: range | None = None,
) -> Results:
    """Runs the replications of a program: all it asks for, or those of some `numbers`.

    `progress` is told the share done (0 … 1), from worker threads one at a time; `cancelled` is asked often.
    What is finished when it says yes is kept. `jobs` is the number of threads (unless given, one for each
    core) or the address of a Dask scheduler; the results do not depend on it.
    Raises ClusterError if no scheduler answers there.
    """
    chosen = range(max(1, program.settings.replications)) if numbers is None else numbers
    watch = Watch(chosen, progress, cancelled)
    if isinstance(jobs, str):
        from designer.simulation import cluster

        traces = cluster.replications(jobs, program, chosen, watch)
    else:
        with ThreadPoolExecutor(max(1, min(len(chosen), jobs or os.cpu_count() or 1))) as pool:
            traces = list(pool.map(lambda number: replication(program, number, watch), chosen))
    finished = tuple(trace for trace in traces if trace is not None)
    return Results(program, finished, cancelled=watch.stopped)


class Watch:
    """Adds up the progress of the replications and passes the wish to stop on."""

    def __init__(
        self, numbers: Sequence[int], progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self.stopped = False
        self._shares = dict.fromkeys(numbers, 0.0)
        self._progress = progress
        self._cancelled = cancelled
        self._lock = threading.Lock()

    def goes_on(self, number: int, share: float) -> bool:
        """Notes how much of a replication is done; whether to go on."""
        with self._lock:
            self._shares[number] = share
            if self._cancelled is not None and self._cancelled():
                self.stopped = True
            if self._progress is not None and not self.stopped:
                self._progress(sum(self._shares.values()) / len(self._shares))
        return not self.stopped


def replication(program: Program, number: int, watch: Watch) -> Trace | None:
    """One of a program's replications, None if it was stopped on the way."""
    if watch.stopped:
        return None
    engine = Engine(program, number, keeps_moves=number == 0)
    size = 1_000
    alive = True
    while alive:
        began = time.perf_counter()
        alive = engine.advance(max_events=size)
        spent = time.perf_counter() - began
        if spent < _SLICE_SECONDS / 2:
            size *= 2
        elif spent > _SLICE_SECONDS:
            size = max(500, size // 2)
        if not watch.goes_on(number, 1.0 if not alive else _share(engine)) and alive:
            return None
    return engine.trace()


def _share(engine: Engine) -> float:
    """How much of a replication is done, by its cases or its time."""
    settings = engine.program.settings
    by_cases = engine.ended_cases / settings.cases if settings.cases else 0.0
    by_time = engine.time_ms / settings.until_ms if settings.until_ms else 0.0
    return min(1.0, max(by_cases, by_time))


def stop_reason(program: Program, trace: Trace) -> str | None:
    """Why a limit stopped a replication, in a sentence; None if none did."""
    if not trace.halted:
        return None
    node = program.document.nodes.get(program.nodes[trace.halted_place])
    name = f'"{node.name or node.id}"' if node is not None else "the process"
    return {
        codes.TOO_MANY_VISITS: f"One case entered {name} without end: its loop has no way out.",
        codes.TOO_MANY_TOKENS: f"Too many tokens: they pile up at {name}. Work comes faster than it is done.",
        codes.TOO_MANY_EVENTS: f"The run took more steps than allowed; most tokens stand at {name}.",
        codes.TOO_MUCH_MEMORY: f"The run needs more memory than allowed; most tokens stand at {name}.",
    }[trace.halted]
