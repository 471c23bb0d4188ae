"""The bundled icons (Lucide, on a grid of 24) as strokes, and which one stands for what."""

from functools import cache
from typing import Literal, assert_never

from designer import assets
from designer.drawing.strokes import Strokes, strokes
from designer.model.flow import Channel
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
    State,
    Task,
    TaskType,
    Trigger,
    Wait,
)

GRID = 24.0
STROKE = 1.5  # width of an icon's lines at 16 units; lines keep it at every size

KIND_ICONS: dict[NodeKind, str] = {
    "trigger": "zap",
    "task": "user",
    "decision": "diamond",
    "parallel": "columns-3",
    "wait": "clock",
    "race": "git-fork",
    "state": "circle-dot",
    "workflow": "workflow",
    "outcome": "flag",
    "boundary": "timer",
    "note": "sticky-note",
    "area": "square-dashed",
}
TASK_ICONS: dict[TaskType, str] = {
    "manual": "hand",
    "approval": "badge-check",
    "automated": "bot",
    "communication": "message-square",
    "data-entry": "keyboard",
    "status-check": "list-checks",
}
CHANNEL_ICONS: dict[Channel, str] = {
    "system": "monitor",
    "email": "mail",
    "meeting": "users",
    "phone": "phone",
    "paper": "file-text",
    "chat": "message-circle",
}
EVENT_ICONS: dict[Literal["timer", "error", "message", "escalation"], str] = {
    "timer": "timer",
    "error": "zap",
    "message": "mail",
    "escalation": "arrow-up",
}


def icon_of(node: Node) -> str:
    """The name of the icon that stands for a node."""
    match node:
        case Task(type=task_type):
            return TASK_ICONS[task_type]
        case Boundary(event=event):
            return EVENT_ICONS[event]
        case Wait(event=event) if event:
            return "bell"
        case (
            Trigger()
            | Decision()
            | Parallel()
            | Wait()
            | Race()
            | State()
            | Box()
            | Outcome()
            | Note()
            | Area()
        ):
            return KIND_ICONS[node.kind]
        case _:
            assert_never(node)


@cache
def icon(name: str) -> Strokes:
    """The strokes of an icon on the grid of 24; raises FileNotFoundError for a name that is not bundled."""
    return strokes(assets.path("icons", f"{name}.svg").read_text("utf-8"))


def names() -> tuple[str, ...]:
    """All bundled icons."""
    return tuple(sorted(file.stem for file in assets.path("icons").glob("*.svg")))
