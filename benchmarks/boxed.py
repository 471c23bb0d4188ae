"""Documents to measure with: tasks in boxes of twenty, five of those in a box again, all open."""

from itertools import pairwise

from designer.model.document import Document, View, table_of
from designer.model.flow import Flow
from designer.model.nodes import Box, Node, Outcome, Task, Trigger
from designer.model.workflow import Workflow

INSIDE = 20
PLAIN = ("Check part {}",)
# What people write: long and wrapped, right to left, with pictures in it, and short.
REAL = (
    "Compare the delivery note of order {} with what has arrived and sign for it",
    "بررسی سفارش شماره {}",
    "🚚 Send parcel {} 📦",
    "Ablehnung {} begründen und dem Antragsteller schriftlich mitteilen",
    "Post {}",
)


def big_document(tasks: int, names: tuple[str, ...] = PLAIN) -> Document:
    """So many tasks, named in turn by some patterns."""
    workflows, nodes, flows = [Workflow(id="main", name="Main")], [], []
    inner = max(1, tasks // INSIDE)
    outer = max(1, inner // 5)
    across = max(1, round(outer**0.5))
    for big in range(outer):
        place = (900.0 * (big % across), 300.0 * (big // across))
        nodes.append(Box(id=f"big{big}", name=f"Stage {big}", workflow="main", runs=f"wb{big}", at=place))
        workflows.append(Workflow(id=f"wb{big}", name=f"Stage {big}"))
        if big % across:
            flows.append(Flow(id=f"fb{big}", source=f"big{big - 1}", target=f"big{big}"))
        for small in range(5):
            key = f"{big}-{small}"
            box = Box(
                id=f"s{key}",
                name=f"Part {key}",
                workflow=f"wb{big}",
                runs=f"ws{key}",
                at=(16, 60 + 120.0 * small),
            )
            nodes.append(box)
            workflows.append(Workflow(id=f"ws{key}", name=f"Part {key}"))
            _fill(key, nodes, flows, names)
    view = View(open=tuple(node.id for node in nodes if isinstance(node, Box)))
    return Document(
        "main", workflows=table_of(workflows), nodes=table_of(nodes), flows=table_of(flows), view=view
    )


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
