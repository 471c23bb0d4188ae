"""The few words a picture adds to what people have written: kinds, initials, durations, counts."""

from collections.abc import Mapping

from designer.model.distributions import Duration, mean
from designer.model.nodes import (
    COLORS,
    Area,
    Boundary,
    Box,
    Color,
    Instances,
    Node,
    NodeKind,
    Note,
    Outcome,
    TaskType,
    Trigger,
    Wait,
)
from designer.model.people import Role

KIND_NAMES: dict[NodeKind, str] = {
    "trigger": "Trigger",
    "task": "Task",
    "decision": "Decision",
    "parallel": "Parallel",
    "wait": "Wait",
    "race": "Race",
    "state": "State",
    "workflow": "Workflow",
    "outcome": "Outcome",
    "boundary": "Event",
    "note": "Note",
    "area": "Area",
}
TASK_NAMES: dict[TaskType, str] = {
    "manual": "Task",
    "approval": "Approval",
    "automated": "Automation",
    "communication": "Message",
    "data-entry": "Data entry",
    "status-check": "Status check",
}
_ROLE_COLORS: tuple[Color, ...] = ("blue", "teal", "violet", "green", "amber", "rose", "slate")


def kind_name(node: Node) -> str:
    """What a node is called that nobody has named."""
    return TASK_NAMES[node.type] if node.kind == "task" else KIND_NAMES[node.kind]


def initials(name: str) -> str:
    """One or two letters that stand for a role."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[1][0] if len(words) > 1 else "")).upper()


def role_color(roles: Mapping[str, Role], role: str) -> Color:
    """A role's own colour, or one that stays its own as long as the colourless roles stay the same."""
    found = roles.get(role)
    if found is not None and found.color is not None:
        return found.color
    plain = sorted(key for key, value in roles.items() if value.color is None)
    return _ROLE_COLORS[plain.index(role) % len(COLORS)] if role in plain else "slate"


def duration_text(duration: Duration | None) -> str:
    """A duration in short: as it was written, or about its mean."""
    if duration is None:
        return ""
    if isinstance(duration, str):
        return duration
    average = mean(duration)
    text = f"{average:.0f}" if average >= 10 else f"{average:.2g}"
    return f"{average:.4g} {duration.unit}" if duration.kind == "constant" else f"≈ {text} {duration.unit}"


def times_text(instances: Instances | None) -> str:
    """How often a task runs for one token, put before its duration."""
    if instances is None:
        return ""
    count = str(instances.count) if isinstance(instances.count, int) else "n"
    return f"{count} \N{MULTIPLICATION SIGN} "


def wait_text(node: Wait) -> str:
    """What is waited for, where a wait has no name."""
    if node.until is not None:
        return f"until {node.until}"
    return node.event or duration_text(node.duration)


def steps_text(nodes: tuple[Node, ...]) -> str:
    """How many steps a workflow has; beginnings and ends, events on borders, words and frames are none."""
    count = sum(1 for node in nodes if not isinstance(node, Trigger | Outcome | Boundary | Note | Area))
    boxes = sum(1 for node in nodes if isinstance(node, Box))
    if count == 0:
        return "empty"
    steps = f"{count} step" + ("s" if count > 1 else "")
    return steps if not boxes else f"{steps}, {boxes} box" + ("es" if boxes > 1 else "")
