"""What the inspector calls what it shows: a name, the kind of thing, and a symbol."""

from collections.abc import Sequence

from designer.canvas.tools.elements import offer
from designer.canvas.tools.stage import Element
from designer.drawing.icons import icon_of
from designer.model.document import AnyRecord, Document
from designer.model.flow import Flow
from designer.model.nodes import Box, NodeBase, Task
from designer.model.workflow import Workflow

_OTHERS = {
    "roles": ("Role", "users"),
    "people": ("Person", "user"),
    "calendars": ("Calendar", "calendar"),
    "fields": ("Data field", "database"),
    "scenarios": ("Scenario", "sliders-horizontal"),
}


def title_of(records: Sequence[AnyRecord | None], document: Document) -> tuple[str, str, str]:
    """Name, kind and symbol of one record, or of several together."""
    found = [record for record in records if record is not None]
    if len(found) != 1:
        nodes = sum(isinstance(record, NodeBase) for record in found)
        flows = len(found) - nodes
        parts = [_count(nodes, "step"), _count(flows, "flow")]
        return f"{len(found)} selected", ", ".join(part for part in parts if part), "layers"
    record = found[0]
    match record:
        case Workflow(id=workflow):
            kind = "Process" if workflow == document.root else "Workflow"
            return record.name or "Without a name", kind, "workflow"
        case Flow():
            return _flow_name(record, document), "Flow", "arrow-right"
        case Box(runs=runs):
            inner = document.workflows.get(runs)
            name = record.name or (inner.name if inner is not None else "")
            return name or "Without a name", "Box: a workflow", icon_of(record)
        case NodeBase():
            element = Element(record.kind, record.type if isinstance(record, Task) else None)
            title = offer(element).title
            return record.name or title, title, icon_of(record)
    kind, symbol = _OTHERS[record.table]
    return record.name or "Without a name", kind, symbol


def way_out(flow: Flow, document: Document) -> str:
    """Where a flow leads, seen from where it begins."""
    target = document.nodes.get(flow.target)
    name = title_of([target], document)[0] if target is not None else "the next step"
    return f"→ {flow.label + ': ' if flow.label else ''}{name}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number != 1 else ''}" if number else ""


def _flow_name(flow: Flow, document: Document) -> str:
    ends = [document.nodes.get(end) for end in (flow.source, flow.target)]
    names = [(end.name or end.kind) if end is not None else "?" for end in ends]
    return flow.label or " → ".join(names)
