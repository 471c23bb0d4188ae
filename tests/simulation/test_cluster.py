"""The same experiment on a Dask cluster."""

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from designer.simulation import replicate
from designer.simulation.cluster import ClusterError
from designer.simulation.compile import compile as compiled
from tests.support.models import lead_to_cash

ROOT = Path(__file__).resolve().parents[2]
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="distributed is not installed"
)


def fingerprint(results: replicate.Results) -> str:
    columns = [
        c for trace in results.traces for c in (*vars(trace.log).values(), *vars(trace.cases).values())
    ]
    return hashlib.sha256(b"".join(column.tobytes() for column in columns)).hexdigest()


def on_a_cluster_that_loses_a_worker() -> None:
    """Runs in a process of its own; prints what it found."""
    from distributed import LocalCluster

    program = compiled(lead_to_cash(), cases=200, replications=12)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        victim = next(iter(cluster.workers.values())).process.pid
        struck = threading.Event()

        def strike(share: float) -> None:
            if share > 0 and not struck.is_set():
                struck.set()
                os.kill(victim, signal.SIGKILL)

        results = replicate.run(program, progress=strike, jobs=cluster.scheduler_address)
    print(struck.is_set(), len(results.traces), fingerprint(results) == fingerprint(replicate.run(program)))


@pytest.mark.slow
@needs_dask
def test_a_cluster_that_loses_a_worker_gives_the_results_of_this_machine():
    call = "from tests.simulation.test_cluster import on_a_cluster_that_loses_a_worker as run\n"
    call += "if __name__ == '__main__': run()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", call], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.split() == ["True", "12", "True"], done.stderr[-2000:]


@needs_dask
def test_an_address_without_a_scheduler_is_refused(monkeypatch):
    monkeypatch.setattr("designer.simulation.cluster._PATIENCE", 0.2)
    with pytest.raises(ClusterError, match=r"No Dask scheduler answers at nowhere"):
        replicate.run(compiled(lead_to_cash(), cases=1), jobs="nowhere")


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="pip install"):
        replicate.run(compiled(lead_to_cash(), cases=1), jobs="tcp://127.0.0.1:1")
