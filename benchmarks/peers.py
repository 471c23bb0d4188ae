"""Lead to cash in other programs: C, a plain Python loop, SimPy, Ciw.

Each gives the tasks it completed, its processor seconds and the mean cycle time in minutes, so that one sees
whether all ran the same model; one that is not installed raises Missing with the reason.
"""

import heapq
import importlib.util
import math
import random
import shutil
import subprocess
import tempfile
import time
from collections import deque
from pathlib import Path

Outcome = tuple[int, float, float]

SALES, OPS, FINANCE = range(3)
SERVERS = (2, 3, 1)
QUALIFY, QUOTE, REVIEW, DELIVER, DRAFT, INVOICE, CLOSE, ARRIVAL = range(8)
ROLE = (SALES, SALES, OPS, OPS, FINANCE, FINANCE, OPS)


class Missing(Exception):  # noqa: N818  # nothing went wrong
    """This peer is not here."""


def in_c(cases: int, sequential: bool = False) -> Outcome:
    if shutil.which("gcc") is None:
        raise Missing("gcc is not installed")
    source = Path(__file__).with_name("lead_to_cash.c")
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "lead_to_cash")
        subprocess.run(["gcc", "-O2", "-o", program, source, "-lm"], check=True)
        runs = []
        for seed in range(1, 4):
            call = [program, str(cases), str(seed), str(int(sequential))]
            said = subprocess.run(call, check=True, capture_output=True, text=True)
            runs.append([float(word) for word in said.stdout.split()])
    tasks, spent, _ = min(runs, key=lambda run: run[1] / run[0])
    return int(tasks), spent, sum(run[2] for run in runs) / len(runs)


def draw(task: int) -> float:
    if task in (QUOTE, DELIVER, INVOICE):
        mean = (8.0 if task == QUOTE else 9.0 if task == DELIVER else 5.0) * math.exp(-0.125)
        return mean * math.exp(random.gauss(0.0, 0.5))
    return random.expovariate(1 / (6.0, 0, 8.0, 0, 3.0, 0, 5.0)[task])


def in_a_loop(cases: int) -> Outcome:  # noqa: C901  # in one piece, as fast as it gets
    """What a programmer would write for this one model, with the activity log."""
    random.seed(1)
    began = time.process_time()
    idle, queues = list(SERVERS), [deque() for _ in SERVERS]
    log: list[tuple[int, int, float, float, float]] = []
    heap: list[tuple[float, int, int, int, float, float]] = []
    order = started = 0
    total = 0.0
    arrived: dict[int, float] = {}
    branches: dict[int, int] = {}

    def ask(now: float, task: int, case: int, enabled: float) -> None:
        nonlocal order
        role = ROLE[task]
        if idle[role]:
            idle[role] -= 1
            order += 1
            heapq.heappush(heap, (now + draw(task), order, task, case, enabled, now))
        else:
            queues[role].append((task, case, enabled))

    heapq.heappush(heap, (random.expovariate(0.1), 0, ARRIVAL, 0, 0.0, 0.0))
    while heap:
        now, _, task, case, enabled, begun = heapq.heappop(heap)
        if task == ARRIVAL:
            arrived[case] = now
            started += 1
            if started < cases:
                heapq.heappush(heap, (now + random.expovariate(0.1), -1, ARRIVAL, started, 0.0, 0.0))
            ask(now, QUALIFY, case, now)
            continue
        log.append((case, task, enabled, begun, now))
        role = ROLE[task]
        idle[role] += 1
        if queues[role]:
            following, other, since = queues[role].popleft()
            ask(now, following, other, since)
        if task == REVIEW:
            if random.random() < 0.2:
                ask(now, QUOTE, case, now)
            else:
                ask(now, DELIVER, case, now)
                ask(now, DRAFT, case, now)
        elif task in (DELIVER, DRAFT):
            branches[case] = branches.get(case, 0) + 1
            if branches[case] == 2:
                del branches[case]
                ask(now, INVOICE, case, now)
        elif task == CLOSE:
            total += now - arrived.pop(case)
        else:
            ask(now, task + 1, case, now)
    return len(log), time.process_time() - began, total / cases


def in_simpy(cases: int) -> Outcome:
    if importlib.util.find_spec("simpy") is None:
        raise Missing("simpy is not installed")
    import simpy

    random.seed(1)
    began = time.process_time()
    env = simpy.Environment()
    roles = [simpy.Resource(env, capacity) for capacity in SERVERS]
    log: list[tuple[int, int, float, float, float]] = []
    cycles: list[float] = []

    def work(case, task):
        enabled = env.now
        with roles[ROLE[task]].request() as request:
            yield request
            begun = env.now
            yield env.timeout(draw(task))
            log.append((case, task, enabled, begun, env.now))

    def run(case):
        arrived = env.now
        yield from work(case, QUALIFY)
        while True:
            yield from work(case, QUOTE)
            yield from work(case, REVIEW)
            if random.random() >= 0.2:
                break
        yield env.process(work(case, DELIVER)) & env.process(work(case, DRAFT))
        yield from work(case, INVOICE)
        yield from work(case, CLOSE)
        cycles.append(env.now - arrived)

    def arrive():
        for case in range(cases):
            yield env.timeout(random.expovariate(0.1))
            env.process(run(case))

    env.process(arrive())
    env.run()
    return len(log), time.process_time() - began, sum(cycles) / cases


def in_ciw(cases: int) -> Outcome:
    """Ciw has no fork and join: deliver, then draft. A node for each role, a class for each task."""
    if importlib.util.find_spec("ciw") is None:
        raise Missing("ciw is not installed")
    import ciw

    class Next(ciw.routing.NodeRouting):
        def next_node(self, ind):
            here = TASKS[ind.customer_class]
            task = QUOTE if here == REVIEW and random.random() < 0.2 else here + 1
            if here == CLOSE:
                cycles.append(self.simulation.current_time - ind.arrival_at)
                return self.simulation.nodes[-1]
            ind.customer_class = ind.previous_class = NAMES[task]
            return self.simulation.nodes[ROLE[task] + 1]

    class Work(ciw.dists.Distribution):
        def sample(self, t=None, ind=None):
            if ind.customer_class == NAMES[QUALIFY]:
                ind.arrival_at = t if not hasattr(ind, "arrival_at") else ind.arrival_at
            return draw(TASKS[ind.customer_class])

    class Individual(ciw.Individual):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.arrival_at = self.simulation.current_time

    names = ("qualify", "quote", "review", "deliver", "draft", "invoice", "close")
    NAMES, TASKS = dict(enumerate(names)), {name: task for task, name in enumerate(names)}  # noqa: N806
    cycles: list[float] = []
    random.seed(1)
    ciw.seed(1)
    none = [None] * 3
    network = ciw.create_network(
        arrival_distributions={
            name: [ciw.dists.Exponential(0.1), None, None] if name == "qualify" else none for name in names
        },
        service_distributions={name: [Work()] * 3 for name in names},
        number_of_servers=list(SERVERS),
        routing={name: ciw.routing.NetworkRouting([Next(), Next(), Next()]) for name in names},
    )
    began = time.process_time()
    simulation = ciw.Simulation(network, individual_class=Individual)
    simulation.simulate_until_max_customers(cases, method="Finish")
    tasks = len(simulation.get_all_records())
    return tasks, time.process_time() - began, sum(cycles) / max(1, len(cycles))
