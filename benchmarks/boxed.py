"""Documents to measure with: tasks in open boxes of twenty, five of those in a box again; or on one level."""

from itertools import pairwise

from designer.model.document import Document, View, table_of
from designer.model.flow import Flow
from designer.model.nodes import Box, Node, Outcome, Task, Trigger
from designer.model.workflow import Workflow

INSIDE = 20
ROW = 100
# The boxes from the inside out: what they are called, and how their ids begin.
KINDS = (("Part", "s"), ("Stage", "big"), ("Division", "huge"))
PLAIN = ("Check part {}",)
# What people write: long and wrapped, right to left, with pictures in it, and short.
REAL = (
    "Compare the delivery note of order {} with what has arrived and sign for it",
    "بررسی سفارش شماره {}",
    "🚚 Send parcel {} 📦",
    "Ablehnung {} begründen und dem Antragsteller schriftlich mitteilen",
    "Post {}",
)


def big_document(tasks: int, names: tuple[str, ...] = PLAIN, deep: int = 2) -> Document:
    """So many tasks, named in turn by some patterns, in boxes that are nested so deep."""
    workflows, nodes, flows = [Workflow(id="main", name="Main")], [], []
    outer = max(1, tasks // (INSIDE * 5 ** (deep - 1)))
    across = max(1, round(outer**0.5))
    high = 300.0 * 5 ** (deep - 2)

    def box(depth: int, key: str, home: str, at: tuple[float, float]) -> None:
        title, kind = KINDS[depth]
        made = Box(id=f"{kind}{key}", name=f"{title} {key}", workflow=home, runs=f"w{kind}{key}", at=at)
        nodes.append(made)
        workflows.append(Workflow(id=made.runs, name=made.name))
        if depth == 0:
            _fill(key, nodes, flows, names)
        for inner in range(5 if depth else 0):
            box(depth - 1, f"{key}-{inner}", made.runs, (16, 60 + 120.0 * inner))

    for number in range(outer):
        box(deep - 1, str(number), "main", (900.0 * (number % across), high * (number // across)))
        if number % across:
            ends = [f"{KINDS[deep - 1][1]}{each}" for each in (number - 1, number)]
            flows.append(Flow(id=f"fb{number}", source=ends[0], target=ends[1]))
    view = View(open=tuple(node.id for node in nodes if isinstance(node, Box)))
    return Document(
        "main", workflows=table_of(workflows), nodes=table_of(nodes), flows=table_of(flows), view=view
    )


def flat_document(tasks: int, names: tuple[str, ...] = PLAIN) -> Document:
    """So many tasks on one level: rows of a hundred, every fifth joined to the one above it."""
    nodes: list[Node] = []
    flows: list[Flow] = []
    for number in range(tasks):
        column, row = number % ROW, number // ROW
        name = names[number % len(names)].format(number)
        at = (220.0 * column, 120.0 * row)
        nodes.append(Task(id=f"n{number}", name=name, workflow="main", at=at))
        if column:
            flows.append(Flow(id=f"f{number}", source=f"n{number - 1}", target=f"n{number}"))
        if number % 5 == 0 and row:
            flows.append(Flow(id=f"g{number}", source=f"n{number - ROW}", target=f"n{number}"))
    workflows = table_of([Workflow(id="main", name="Main")])
    return Document("main", workflows=workflows, nodes=table_of(nodes), flows=table_of(flows))


def _fill(key: str, nodes: list[Node], flows: list[Flow], names: tuple[str, ...]) -> None:
    """Two rows of ten tasks between a trigger and an outcome."""
    home = f"ws{key}"
    nodes.append(Trigger(id=f"t{key}", name="Begin", workflow=home, at=(16, 52)))
    nodes.append(Outcome(id=f"o{key}", name="End", workflow=home, at=(2400, 52)))
    for number in range(INSIDE):
        at = (200.0 + 220 * (number % 10), 40.0 + 120 * (number // 10))
        name = names[number % len(names)].format(number)
        nodes.append(Task(id=f"n{key}-{number}", name=name, workflow=home, at=at))
    chain = [f"t{key}", *(f"n{key}-{n}" for n in range(10)), f"o{key}"]
    flows += [Flow(id=f"f{key}-{n}", source=a, target=b) for n, (a, b) in enumerate(pairwise(chain))]
    flows += [Flow(id=f"g{key}-{n}", source=f"n{key}-{n}", target=f"n{key}-{n + 10}") for n in range(10)]
