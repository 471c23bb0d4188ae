"""How fast the simulator is: lead to cash beside other programs, variations of it, and how time grows.

    python benchmarks/simulation.py [CASES]

Figures of one machine say little; compare the rows of one run. Speed is task completions per second of
processor time, the best of three; `cycle` is the mean cycle time in minutes, which is 103.84 for all (Ciw,
which cannot fork, 110.53), give or take what few cases leave open. Prosimos is left out: it takes BPMN only.
"""

import argparse
import dataclasses
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import peers

from designer import api
from designer.exchange.tables import log_csv
from designer.model.document import Document
from designer.simulation.codes import TASK
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from designer.simulation.parts import parts
from designer.simulation.program import Program
from designer.simulation.replicate import run
from designer.simulation.running import is_compiled
from tests.support import build
from tests.support.models import lead_to_cash
from tests.support.runs import every, exponential

ROOT = Path(__file__).resolve().parents[1]
LENGTHS = (100_000, 300_000, 1_000_000)
USES = ("run alone", "with figures", "with the log as CSV")
Start = Callable[[Program], Engine]


def with_log(program: Program) -> Engine:
    return Engine(program, keeps_moves=False)


def with_moves(program: Program) -> Engine:
    return Engine(program)


def without_log(program: Program) -> Engine:
    return Engine(program, keeps_log=False, keeps_moves=False)


def with_calendars() -> Document:
    """Everybody works around the clock on paper: the same run, every working time worked out by calendar."""
    plain = lead_to_cash()
    always = build.calendar("always", start="00:00", end="24:00")
    hours = always.hours[0].model_copy(update={"days": (*always.hours[0].days, "sat", "sun")})
    always = always.model_copy(update={"hours": (hours,)})
    roles = {key: role.model_copy(update={"calendar": "always"}) for key, role in plain.roles.items()}
    return dataclasses.replace(plain, roles=roles, calendars={"always": always})


def with_rules() -> Document:
    """The review draws a mark, and a rule over it sends back what a probability did."""
    plain = lead_to_cash()
    mark = build.number("mark", initial=0.0)
    output = {"field": "mark", "value": {"kind": "uniform", "low": 0.0, "high": 1.0}}
    review = build.task("review", role="ops", duration=exponential(8), outputs=(output,))
    flows = {
        key: flow.model_copy(
            update={
                "probability": None,
                "condition": "mark < 0.2" if flow.target == "quote" else "mark >= 0.2",
            }
        )
        if flow.source == "good"
        else flow
        for key, flow in plain.flows.items()
    }
    nodes = {**plain.nodes, "review": review.model_copy(update={"workflow": plain.root})}
    return dataclasses.replace(plain, nodes=nodes, flows=flows, fields={"mark": mark})


def with_people() -> Document:
    """The servers have names."""
    plain = lead_to_cash()
    staff = {"sales": ("ann", "bob"), "ops": ("cid", "dan", "eve"), "finance": ("fay",)}
    roles = {key: role.model_copy(update={"capacity": None}) for key, role in plain.roles.items()}
    people = {name: build.person(name, key) for key, names in staff.items() for name in names}
    return dataclasses.replace(plain, roles=roles, people=people)


def chain(nodes: int) -> Document:
    """Steps one after another, each with a role of its own."""
    names = [f"step-{i}" for i in range(nodes)]
    return build.process(
        build.trigger("start", arrivals=every(exponential(10))),
        *(build.task(name, role=f"role-{name}", duration=exponential(8)) for name in names),
        build.outcome(),
        " -> ".join(["start", *names, "done"]),
        *(build.role(f"role-{name}") for name in names),
        build.scenario("run"),
    )


def crowd(order: str) -> Document:
    """Cases that come a thousand times as fast as one server works."""
    return build.process(
        build.trigger("start", arrivals=every(exponential(0.001))),
        build.task("serve", role="clerk", duration=exponential(1), priority="visits * 0 + elapsed % 7"),
        build.outcome(),
        "start -> serve -> done",
        build.role("clerk", queue=order),
        build.scenario("run"),
    )


def measure(document: Document, cases: int, start: Start = with_log, runs: int = 3) -> peers.Outcome:
    """Task completions, processor seconds and mean cycle time of one run."""
    program = compiled(document, cases=cases)
    best = float("inf")
    for _ in range(runs):
        engine = start(program)
        began = time.thread_time()
        engine.advance()
        best = min(best, time.thread_time() - began)
    trace = engine.trace()
    tasks = int(trace.completed[program.kinds == TASK].sum())
    return tasks, best, float((trace.cases.ended - trace.cases.arrived).mean() / 60_000)


def uncompiled(cases: int) -> peers.Outcome:
    """The same files without the extensions beside them."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("designer", "tests", "benchmarks", "resources"):
            ignored = shutil.ignore_patterns("*.so", "*.pyd", "*.c", "__pycache__")
            shutil.copytree(ROOT / part, Path(folder, part), ignore=ignored)
        call = [sys.executable, "benchmarks/simulation.py", "--only-ours", str(cases)]
        environment = {**os.environ, "PYTHONPATH": folder}
        said = subprocess.run(call, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    tasks, spent, cycle = map(float, said.stdout.split())
    return int(tasks), spent, cycle


def report(name: str, outcome: peers.Outcome, beside: float) -> float:
    tasks, spent, cycle = outcome
    speed = tasks / spent
    print(f"{name:28} {speed:14,.0f} {speed / (beside or speed):8.3f} {cycle:10.2f}", flush=True)
    return speed


def compare(cases: int) -> None:
    print(f"{'lead to cash':28} {'tasks/s':>14} {'of C':>8} {'cycle':>10}")
    try:
        yardstick = report("C (gcc -O2), log", peers.in_c(cases), 0.0)
    except peers.Missing as missing:
        print(f"{'C':28} {missing}")
        yardstick = 0.0
    report("this, log", measure(lead_to_cash(), cases), yardstick)
    report("this, log and moves", measure(lead_to_cash(), cases, with_moves), yardstick)
    report("this, no log", measure(lead_to_cash(), cases, without_log), yardstick)
    report("this, log, calendars", measure(with_calendars(), cases), yardstick)
    report("this, log, rules", measure(with_rules(), cases), yardstick)
    report("this, log, named people", measure(with_people(), cases), yardstick)
    report("this, uncompiled, log", uncompiled(max(1000, cases // 50)), yardstick)
    for name, peer, share in (
        ("a Python loop for it, log", peers.in_a_loop, 5),
        ("SimPy, log", peers.in_simpy, 4),
        ("Ciw, log, in sequence", peers.in_ciw, 40),
    ):
        try:
            report(name, peer(max(1000, cases // share)), yardstick)
        except peers.Missing as missing:
            print(f"{name:28} {missing}")


def growth() -> None:
    print(f"\n{'time per task in ns':28}")
    for nodes in (10, 100, 1000, 5000):
        tasks, spent, _ = measure(chain(nodes), 500_000 // nodes, runs=2)
        print(f"{f'{nodes:,} steps':28} {spent / tasks * 1e9:14,.0f}")
    for order in ("fifo", "lifo", "priority", "shortest"):
        times = []
        for waiting in (1_000, 100_000):
            tasks, spent, _ = measure(crowd(order), waiting, runs=2)
            times.append(f"{spent / tasks * 1e9:14,.0f}")
        print(f"{f'{order}, 1,000 and 100,000 wait':28} {' '.join(times)}")


def whole() -> None:
    program = compiled(lead_to_cash(), cases=10_000, replications=20)
    print(f"\n{'10,000 cases × 20':28} {'seconds':>14} {'processor':>14}")
    for jobs in (1, 2):
        clock, spent = time.perf_counter(), time.process_time()
        run(program, jobs=jobs)
        clock, spent = time.perf_counter() - clock, time.process_time() - spent
        print(f"{f'kernel, {jobs} threads':28} {clock:14.2f} {spent:14.2f}")
    clock, spent = time.perf_counter(), time.process_time()
    made = api.simulate(lead_to_cash(), cases=10_000, replications=20)
    simulated = time.perf_counter() - clock
    made.figures  # noqa: B018  # worked out on first use
    clock, spent = time.perf_counter() - clock, time.process_time() - spent
    print(f"{'simulate with figures':28} {clock:14.2f} {spent:14.2f}   of it figures {clock - simulated:.2f}")


def memory() -> None:
    """The most memory that a run of one replication takes, each in a process of its own."""
    print(f"\n{'most memory in MB':28} " + " ".join(f"{cases:14,}" for cases in LENGTHS) + " cases")
    for what in USES:
        found = []
        for cases in LENGTHS:
            call = [sys.executable, __file__, str(cases), "--memory", what]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(call, env=environment, check=True, capture_output=True, text=True)
            found.append(f"{int(done.stdout):14,}")
        print(f"{what:28} {' '.join(found)}", flush=True)


def use(what: str, cases: int) -> int:
    """Runs lead to cash once; the most memory that this process has taken, in MB."""
    program = compiled(lead_to_cash(), cases=cases, replications=1)
    if what == "run alone":
        for _ in parts(program, 0):
            pass
    elif what == "with figures":
        api.simulate(lead_to_cash(), cases=cases, replications=1).figures  # noqa: B018  # worked out on use
    else:
        with tempfile.TemporaryFile() as file:
            file.writelines(log_csv(program, [0]))
    return _most_memory()


def _most_memory() -> int:
    """What this process has taken at most, in MB; `ru_maxrss` would begin with what its parent had taken."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text("ascii").split("VmHWM:")[1].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="?", type=int, default=100_000 if is_compiled() else 5_000)
    parser.add_argument("--only-ours", action="store_true", help="print three numbers for a table")
    parser.add_argument("--memory", choices=USES, help="print the memory in MB that one use takes")
    args = parser.parse_args()
    if args.memory:
        print(use(args.memory, args.cases))
        return
    if args.only_ours:
        print(*measure(lead_to_cash(), args.cases, runs=1))
        return
    print(f"{'compiled' if is_compiled() else 'uncompiled'} kernel, {args.cases:,} cases of lead to cash\n")
    compare(args.cases)
    growth()
    whole()
    memory()


if __name__ == "__main__":
    main()
