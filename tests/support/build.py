"""Short builders for documents in tests.

    document = process(
        trigger("start"), task("check", role="clerk"), outcome("done"),
        "start -> check -> done",
        role("clerk"),
    )

Nodes without a workflow land in the root, `main`. `inside("approval", …)` puts nodes and flows into
another workflow. Flows are written as chains (`"a -> b -> c"`) or made with `flow(…)`. Ids of flows from
chains are `a-b`, with `-2`, `-3` … when there are several.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from designer.model.document import AnyRecord, Document, table_of
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.nodes import NODE_CLASSES, Node, NodeBase
from designer.model.people import Calendar, Hours, Person, Role
from designer.model.records import TABLES
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow

Part = AnyRecord | str
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def node(kind: str, key: str, /, **keys: object) -> Node:
    """A node of any kind, in the workflow `main` unless said, named after its id."""
    return NODE_CLASSES[kind](**{"id": key, "name": words(key), "workflow": "main", **keys})


def trigger(key: str = "start", /, **keys: object) -> Node:
    return node("trigger", key, **keys)


def task(key: str = "work", /, **keys: object) -> Node:
    return node("task", key, **keys)


def decision(key: str = "choose", /, **keys: object) -> Node:
    return node("decision", key, **keys)


def parallel(key: str = "both", /, **keys: object) -> Node:
    return node("parallel", key, **keys)


def wait(key: str = "wait", /, **keys: object) -> Node:
    return node("wait", key, **keys)


def race(key: str = "race", /, **keys: object) -> Node:
    return node("race", key, **keys)


def state(key: str, /, **keys: object) -> Node:
    return node("state", key, **keys)


def box(key: str, /, runs: str, **keys: object) -> Node:
    return node("workflow", key, runs=runs, **keys)


def outcome(key: str = "done", /, **keys: object) -> Node:
    return node("outcome", key, **keys)


def boundary(key: str, /, host: str, **keys: object) -> Node:
    return node("boundary", key, host=host, **keys)


def note(key: str, /, **keys: object) -> Node:
    return node("note", key, **keys)


def area(key: str, /, **keys: object) -> Node:
    return node("area", key, **keys)


def flow(source: str, target: str, **keys: object) -> Flow:
    return Flow(**{"id": f"{source}-{target}", "source": source, "target": target, **keys})


def role(key: str, /, **keys: object) -> Role:
    return Role(**{"id": key, "name": words(key), **keys})


def person(key: str, /, *roles: str, **keys: object) -> Person:
    return Person(**{"id": key, "name": words(key), "roles": roles, **keys})


def calendar(key: str = "office", /, start: str = "09:00", end: str = "17:00", **keys: object) -> Calendar:
    hours = (Hours(days=WEEKDAYS, start=start, end=end),)
    return Calendar(**{"id": key, "name": words(key), "hours": hours, **keys})


def number(key: str, /, **keys: object) -> DataField:
    return DataField(**{"id": key, "name": words(key), "type": "number", **keys})


def boolean(key: str, /, **keys: object) -> DataField:
    return DataField(**{"id": key, "name": words(key), "type": "boolean", **keys})


def choice(key: str, /, *choices: str, **keys: object) -> DataField:
    return DataField(**{"id": key, "name": words(key), "type": "choice", "choices": choices, **keys})


def text(key: str, /, **keys: object) -> DataField:
    return DataField(**{"id": key, "name": words(key), "type": "text", **keys})


def scenario(key: str = "as-is", /, **keys: object) -> Scenario:
    return Scenario(**{"id": key, "name": words(key), **keys})


def workflow(key: str, /, **keys: object) -> Workflow:
    return Workflow(**{"id": key, "name": words(key), **keys})


def inside(workflow_id: str, *parts: Part | Iterable[Part]) -> list[AnyRecord]:
    """`parts` as the content of a workflow; what is already inside another one stays there."""
    return [
        record.model_copy(update={"workflow": workflow_id})
        if isinstance(record, NodeBase) and record.workflow == "main"
        else record
        for record in _records(_flat(parts))
    ]


def process(*parts: Part | Iterable[Part], root: str = "main", **head: object) -> Document:
    """A document of the given records; workflows nobody gave are made."""
    records: dict[str, AnyRecord] = {}
    for record in _records(_flat(parts)):
        key = record.id
        count = 2
        while key in records and isinstance(record, Flow):
            key, count = f"{record.id}-{count}", count + 1
        if key in records:
            raise ValueError(f"two records are called {key!r}")
        records[key] = record if key == record.id else record.model_copy(update={"id": key})
    named = {root} | {r.workflow for r in records.values() if isinstance(r, NodeBase)}
    for workflow_id in sorted(named - records.keys()):
        records[workflow_id] = workflow(workflow_id)
    tables = {table: table_of(r for r in records.values() if r.table == table) for table in TABLES}
    return Document(root=root, **tables, **head)


def chain(*ids: str) -> list[Flow]:
    """Flows that join the nodes one after another."""
    return [flow(a, b) for a, b in pairwise(ids)]


def words(key: str) -> str:
    """A name for an id: `check-credit` is Check credit."""
    return key.replace("-", " ").capitalize()


def purchase() -> Document:
    """The purchase approval of the model's description: two workflows, roles, fields, scenarios."""
    weekly = calendar("office", name="Office hours", holidays=("2026-12-25",))
    return process(
        workflow("purchase", name="Purchase approval", category="operational"),
        inside(
            "purchase",
            trigger(
                "request",
                arrivals={
                    "kind": "interval",
                    "interval": {"kind": "exponential", "mean": 30, "unit": "min"},
                    "calendar": "office",
                },
                at=(0, 40),
            ),
            box("approve", "approval", at=(160, 24)),
            task("order", role="buyer", duration="20 min", at=(400, 20)),
            outcome("ordered", result="success", at=(600, 30)),
            outcome("declined", result="failure", at=(600, 140)),
        ),
        workflow("approval", name="Approval", owner="Finance", sla="2 d"),
        inside(
            "approval",
            trigger("submitted", at=(16, 90)),
            decision("how-much", at=(120, 84)),
            task(
                "manager-approves",
                type="approval",
                role="manager",
                inputs=("amount",),
                outputs=({"field": "approved", "value": {"kind": "bernoulli", "p": 0.92}},),
                duration={"kind": "triangular", "low": 5, "mode": 10, "high": 40, "unit": "min"},
                at=(260, 72),
            ),
            decision("ok", name="Approved?", at=(420, 84)),
            outcome("yes", result="success", at=(540, 60)),
            outcome("no", result="failure", at=(540, 160)),
        ),
        flow("request", "approve"),
        flow("approve", "order", outcome="yes", handoff={"channel": "email", "delay": "2 h"}),
        flow("approve", "declined", outcome="no"),
        flow("order", "ordered"),
        flow("submitted", "how-much"),
        flow("how-much", "yes", label="small", condition="amount < 500", order=1),
        flow("how-much", "manager-approves", default=True),
        flow("manager-approves", "ok"),
        flow("ok", "yes", condition="approved"),
        flow("ok", "no", default=True),
        role("buyer", department="Procurement"),
        role("manager", department="Operations", capacity=2, cost_per_hour=60.0, calendar="office"),
        person("jane", "buyer", cost_per_hour=38.0, calendar="office", speed=1.2),
        weekly,
        number("amount", initial={"kind": "lognormal", "mean": 4000, "sd": 9000}),
        boolean("approved"),
        choice("region", "EU", "US", initial={"kind": "weighted", "weights": {"EU": 0.4, "US": 0.6}}),
        scenario("as-is", start="2026-01-05T09:00:00", cases=1000, seed=1, replications=20),
        scenario("third-manager", base="as-is", changes={"manager.capacity": 3}),
        root="purchase",
    )


def _flat(parts: Iterable[Part | Iterable[Part]]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, list | tuple):
            yield from _flat(part)
        else:
            yield part  # type: ignore[misc]


def _records(parts: Iterable[Part]) -> Iterator[AnyRecord]:
    for part in _flat(parts):
        if isinstance(part, str):
            yield from chain(*(name.strip() for name in part.split("->")))
        else:
            yield part
