"""Replications on the machines of a Dask cluster: the same results, as each is a function of its number.

A worker that dies on the way costs time only: what it had begun is begun again elsewhere.
"""

import importlib
import time
from collections.abc import Sequence
from typing import Any

from designer.simulation.program import Program
from designer.simulation.replicate import Reading, T, Watch, replication

_PATIENCE = 10  # seconds until a scheduler that does not answer is given up
_LOOK = 0.05  # seconds between two looks at the wish to stop


class ClusterError(RuntimeError):
    """There is no cluster to run on; says what to do."""


def replications(
    address: str, program: Program, numbers: Sequence[int], reading: Reading[T], watch: Watch
) -> list[T | None]:
    """Reads replications on the workers of the scheduler at `address`; None for those that were stopped."""
    dask = _dask()
    try:
        client = dask.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {address} ({error}). Start one, or run here."
        ) from None
    with client:
        shared = client.scatter(program, broadcast=True)
        futures = {n: client.submit(_alone, shared, n, reading, pure=False, retries=3) for n in numbers}
        try:
            return _gathered(futures, watch)
        finally:
            client.cancel(list(futures.values()))


def _alone(program: Program, number: int, reading: Reading[T]) -> T | None:
    """What a worker does."""
    return replication(program, number, reading, Watch((number,), None, None))


def _gathered(futures: dict[int, Any], watch: Watch) -> list[Any]:
    """What has come when all are done or somebody wants to stop."""
    waiting = dict(futures)
    while waiting and watch.goes_on(next(iter(waiting)), 0.0):
        time.sleep(_LOOK)
        for number in [number for number, future in waiting.items() if future.done()]:
            waiting.pop(number)
            watch.goes_on(number, 1.0)
    return [None if number in waiting else future.result() for number, future in futures.items()]


def _dask() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise ClusterError(
            "Running on a cluster takes the package distributed: pip install 'process-designer[cluster]'."
        ) from None
