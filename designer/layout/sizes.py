"""How large things are, and the room that open boxes keep around their content."""

from typing import assert_never

from designer.layout.geometry import Direction
from designer.model.nodes import (
    Area,
    Boundary,
    Box,
    Decision,
    Node,
    NodeKind,
    Note,
    Outcome,
    Parallel,
    Race,
    Size,
    State,
    Task,
    Trigger,
    Wait,
)

GRID = 10.0
PADDING = 16.0
HEADER = 36.0
MIN_OPEN: Size = (140.0, 120.0)

_DEFAULTS: dict[NodeKind, Size] = {
    "trigger": (120.0, 40.0),
    "task": (160.0, 64.0),
    "decision": (56.0, 56.0),
    "parallel": (12.0, 64.0),
    "wait": (44.0, 44.0),
    "race": (44.0, 44.0),
    "state": (160.0, 64.0),
    "workflow": (160.0, 72.0),
    "outcome": (120.0, 40.0),
    "boundary": (24.0, 24.0),
    "note": (160.0, 80.0),
    "area": (320.0, 200.0),
}


def default_size(kind: NodeKind, direction: Direction = "right") -> Size:
    """The size of a kind; a parallel bar stands across the workflow's direction."""
    width, height = _DEFAULTS[kind]
    if kind == "parallel" and direction == "down":
        return height, width
    return width, height


def size_of(node: Node, direction: Direction = "right") -> Size:
    """The size of a node with every box closed: its own, or its kind's; nothing is smaller than nothing."""
    size = node.size
    if size is None or size[0] < 0 or size[1] < 0:
        return default_size(node.kind, direction)
    return size


def is_resizable(node: Node) -> bool:
    """Whether its size is the user's to choose; all other kinds keep one size, so that rows stay rows."""
    match node:
        case Box() | Note() | Area():
            return True
        case (
            Trigger() | Task() | Decision() | Parallel() | Wait() | Race() | State() | Outcome() | Boundary()
        ):
            return False
        case _:
            assert_never(node)
