"""One node of each kind, and a document in which they stand, for everything that must know all kinds."""

from typing import get_args

from designer.model.document import Document
from designer.model.nodes import NODE_CLASSES, Node, NodeKind
from tests.support.build import flow, inside, node, outcome, process, role, task, trigger

KINDS: tuple[NodeKind, ...] = get_args(NodeKind)
_KEYS: dict[str, dict[str, object]] = {
    "workflow": {"runs": "inner"},
    "boundary": {"host": "a-task"},
    "task": {"role": "clerk", "duration": "20 min"},
    "note": {"text": "Mind the step.", "links": ("a-task",)},
}


def one_of_each() -> dict[NodeKind, Node]:
    """A named node of each kind."""
    made = {}
    for index, kind in enumerate(NODE_CLASSES):
        at = (float(index % 4 * 240), float(index // 4 * 240))
        made[kind] = node(kind, f"a-{kind}", at=at, **_KEYS.get(kind, {}))
    return made


def everything() -> Document:
    """All of them in one workflow, with a box to open."""
    return process(
        *one_of_each().values(),
        flow("a-trigger", "a-task"),
        flow("a-task", "a-decision", handoff={"channel": "email"}),
        flow("a-decision", "a-workflow", label="yes & <no>", default=True),
        flow("a-decision", "a-wait", condition="amount < 5"),
        flow("a-boundary", "a-outcome"),
        inside(
            "inner",
            trigger("i-start", at=(16, 40)),
            task("i-work", at=(180, 28)),
            outcome("i-end", at=(400, 40)),
        ),
        "i-start -> i-work -> i-end",
        role("clerk"),
    )
