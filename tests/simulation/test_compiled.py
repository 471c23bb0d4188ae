"""The compiled kernel gives the uncompiled one's results bit for bit."""

import importlib.util
import json
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

import pytest

from designer.simulation import columns, running
from designer.simulation.compile import compile as compiled_program
from designer.simulation.engine import Engine
from designer.simulation.state import State

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import hashlib, json, sys
sys.modules.update(dict.fromkeys(sys.argv[1:]))  # None: as if they were not there
from designer.simulation.running import is_compiled
from tests.simulation.test_compiled import stories
print(json.dumps([is_compiled(), [hashlib.sha256(story).hexdigest() for story in stories()]]))
"""
CASES = 60


def stories():
    """Runs that touch every part of the kernel, as bytes."""
    from designer.exchange.files import load
    from tests.support.build import purchase
    from tests.support.models import lead_to_cash, queue
    from tests.support.runnable import runnable
    from tests.support.runs import Run

    shapes = [
        {"kind": "gamma", "mean": 3.0, "sd": 2.0, "unit": "min"},
        {"kind": "erlang", "k": 3, "mean": 3.0, "unit": "min"},
        {"kind": "pert", "low": 1.0, "mode": 2.0, "high": 9.0, "unit": "min"},
        {"kind": "weibull", "shape": 1.5, "scale": 3.0, "unit": "min"},
        {"kind": "normal", "mean": 3.0, "sd": 2.0, "min": 0.0, "unit": "min"},
        {"kind": "triangular", "low": 1.0, "mode": 2.0, "high": 4.0, "unit": "min"},
        {"kind": "poisson", "mean": 4.0, "unit": "min"},
    ]
    documents = [
        lead_to_cash(),
        purchase(),
        _watched(),
        _repeated(),
        _gathered(),
        _together(),
        _inclusive(),
        _crews(),
        *(queue(shape, 0.25) for shape in shapes),
    ]
    documents += [load(path) for path in sorted((ROOT / "resources" / "templates").glob("*.json"))]
    documents += [runnable(number) for number in range(12)]
    return [Run(document, cases=CASES).bytes() for document in documents]


def _watched():
    """Timers and errors on steps, a race, states, a queue by priority."""
    from tests.support import build
    from tests.support.runs import every, exponential

    return build.process(
        build.trigger("start", arrivals=every(exponential(10))),
        build.task("a", role="clerk", duration=exponential(8), priority="hour % 3"),
        build.boundary("late", host="a", after=exponential(20)),
        build.boundary("nudge", host="a", after="4 min", interrupting=False),
        build.boundary("broken", host="a", event="error", probability=0.1),
        build.race(),
        build.wait("x", duration=exponential(2)),
        build.wait("y", until="09:00"),
        build.state("open"),
        build.outcome("done", terminate=True),
        "start -> a -> race -> x -> open",
        "race -> y -> done",
        build.flow("open", "done", after=exponential(5), condition="elapsed > 0.1"),
        build.flow("open", "a", after="8 min"),
        "late -> done",
        "nudge -> done",
        "broken -> done",
        build.role("clerk", queue="priority"),
        build.scenario("run", cases=300),
    )


def _repeated():
    """Steps and boxes of several instances, at once and in turn, all and first."""
    from tests.support import build
    from tests.support.runs import every, exponential

    return build.process(
        build.trigger("start", arrivals=every(exponential(30))),
        build.number("lines", initial={"kind": "poisson", "mean": 3.0}),
        build.task("a", role="clerk", duration=exponential(5), instances={"count": "lines"}),
        build.boundary("late", host="a", after=exponential(40)),
        build.box("sub", "inner", instances={"count": 3, "mode": "sequential"}),
        build.outcome(),
        "start -> a -> sub -> done",
        "late -> done",
        build.inside(
            "inner",
            build.trigger("in"),
            build.task("x", role="clerk", duration=exponential(4), instances={"count": 2, "until": "first"}),
            build.outcome("out"),
        ),
        "in -> x -> out",
        build.role("clerk", capacity=2),
        build.scenario("run", cases=300),
    )


def _gathered():
    """Batches, of instances too, that some leave before they are served."""
    from tests.support import build
    from tests.support.runs import every, exponential

    return build.process(
        build.trigger("start", arrivals=every(exponential(4))),
        build.number("size", initial={"kind": "uniform", "low": 0.0, "high": 9.0}),
        build.task("a", role="clerk", duration=exponential(9), batch={"size": 4, "wait": "9 min"}),
        build.boundary("late", host="a", after=exponential(60)),
        build.task("b", duration=exponential(2), batch={"size": 3}, instances={"count": 2}, priority="size"),
        build.outcome(),
        "start -> a -> b -> done",
        "late -> done",
        build.role("clerk", queue="priority"),
        build.scenario("run", cases=300),
    )


def _together():
    """Steps that need several roles at once, and people who hold more than one."""
    from tests.support import build
    from tests.support.runs import every, exponential

    return build.process(
        build.trigger("start", arrivals=every(exponential(6))),
        build.trigger("two", arrivals=every(exponential(9))),
        build.task("a", role="p", also=({"role": "q"},), duration=exponential(4)),
        build.task("b", role="q", also=({"role": "p", "units": 2},), duration=exponential(3)),
        build.outcome(),
        "start -> a -> done",
        "two -> b -> done",
        build.role("p", capacity=1),
        build.role("q"),
        build.person("ann", "p", "q", speed=1.5),
        build.person("bob", "p"),
        build.person("cid", "q", "p"),
        build.scenario("run", cases=300),
    )


def _inclusive():
    """Several ways taken by chance or rule, joined where nothing more can come, round and round."""
    from tests.support import build
    from tests.support.runs import every, exponential

    return build.process(
        build.trigger("start", arrivals=every(exponential(5))),
        build.decision("some", mode="inclusive"),
        build.task("a", role="clerk", duration=exponential(3)),
        build.boundary("late", host="a", after=exponential(9)),
        build.task("b", duration=exponential(7)),
        build.decision("which"),
        build.decision("join", mode="inclusive"),
        build.decision("again"),
        build.outcome(),
        "start -> some",
        build.flow("some", "a", probability=0.6),
        build.flow("some", "b", probability=0.5),
        build.flow("some", "join", default=True),
        "late -> join",
        "a -> which",
        build.flow("which", "join", probability=0.8),
        build.flow("which", "done", probability=0.2),
        build.flow("b", "join", handoff={"delay": "4 min"}),
        "join -> again",
        build.flow("again", "some", probability=0.3),
        build.flow("again", "done", probability=0.7),
        build.role("clerk"),
        build.scenario("run", cases=300),
    )


def _crews():
    """Steps of several people whose hours overlap: paused, finished in overtime, or fitted in."""
    from tests.support import build
    from tests.support.runs import every, exponential

    return build.process(
        build.trigger("start", arrivals=every(exponential(90))),
        build.task("a", role="p", units=2, duration=exponential(50)),
        build.boundary("event", host="a", after=exponential(4000)),
        build.task("b", role="p", also=({"role": "q"},), duration=exponential(40), at_shift_end="fit"),
        build.task("c", role="q", also=({"role": "p"},), duration=exponential(40), at_shift_end="finish"),
        build.outcome(),
        "start -> a -> b -> c -> done",
        "event -> done",
        build.role("p"),
        build.role("q", capacity=1, calendar="late"),
        build.person("ann", "p", calendar="early", speed=1.5),
        build.person("bob", "p", "q", calendar="late"),
        build.person("cid", "p"),
        build.calendar("early", start="06:00", end="14:00"),
        build.calendar("late", start="12:00", end="20:00"),
        build.scenario("run", cases=300),
    )


def test_compiled_and_uncompiled_agree_bit_for_bit(tmp_path):
    compiled, uncompiled = _told(_built(tmp_path)), _told(ROOT, "designer.simulation.compiled")
    assert (compiled[0], uncompiled[0]) == (True, False)
    assert compiled[1] == uncompiled[1]


def _built(folder):
    """A folder with the project and its kernel, compiled from the sources as they are now."""
    if running.is_compiled():
        from designer.simulation import compiled

        if compiled.SOURCE in runpy.run_path(str(ROOT / "setup.py"))["joined"]():
            return ROOT
    if importlib.util.find_spec("Cython") is None:
        pytest.skip("Cython is not installed")
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        pytest.skip(f"there is no C compiler ({compiler})")
    ignore = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd", "*.c")
    for part in ("designer", "tests", "resources"):
        shutil.copytree(ROOT / part, folder / part, ignore=ignore)
    shutil.copy(ROOT / "setup.py", folder)
    built = subprocess.run(
        [sys.executable, "setup.py", "-q", "build_ext", "--inplace"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-3000:]
    return folder


def _told(folder, *without):
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, *without],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


@pytest.mark.skipif(not running.is_compiled(), reason="the kernel is not compiled here")
def test_the_kernel_gives_the_interpreters_lock_away():
    """Nobody is interrupted here: another thread comes to run only if the kernel lets it."""
    from tests.support import build
    from tests.support.runs import every, exponential

    document = build.process(
        build.trigger("start", arrivals=every(exponential(10))),
        build.task("a", duration=exponential(1)),
        build.task("b"),
        "start -> a -> b -> a",
        build.scenario("run", cases=1),
    )
    limits = {"visits": 10**8, "steps": 10**12}
    engine = Engine(compiled_program(document, limits=limits), keeps_log=False, keeps_moves=False)
    before = sys.getswitchinterval()
    started, ran = threading.Event(), []

    def other():
        started.wait()
        ran.append(engine.steps)

    thread = threading.Thread(target=other)
    thread.start()
    sys.setswitchinterval(1000)
    try:
        started.set()
        while not ran and engine.steps < 50_000_000:
            engine.advance(max_events=1_000_000)
        assert ran
    finally:
        sys.setswitchinterval(before)
        thread.join()


def test_the_declared_types_are_those_of_the_columns():
    types = {"q": "long long[::1]", "Q": "unsigned long long[::1]", "i": "int[::1]", "d": "double[::1]"}
    declared = dict(
        reversed(line.removeprefix("    cdef public ").rsplit(" ", 1))
        for line in (ROOT / "designer" / "simulation" / "state.pxd").read_text().splitlines()
        if "cdef public" in line
    )
    arrays = dict(columns.PROGRAM) | columns.COUNTERS
    for pool in columns.POOLS.values():
        arrays |= pool
    wanted = {name: types[code] for name, code in arrays.items()}
    wanted |= dict.fromkeys((*columns.SCALARS, *columns.SETTINGS), "long long")
    assert declared == wanted
    assert set(State.__annotations__) == set(wanted)
