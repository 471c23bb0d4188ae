"""The steps of a workflow as elements of BPMN."""

from typing import assert_never

from designer.exchange.bpmn import events
from designer.exchange.bpmn.data import begin
from designer.exchange.bpmn.feel import feel
from designer.exchange.bpmn.names import FEEL, Element, Key, add, formal, xml_id
from designer.exchange.bpmn.plan import Plan
from designer.exchange.xmltext import writable
from designer.layout.words import name_words
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import (
    Area,
    Boundary,
    Box,
    Decision,
    Instances,
    Node,
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

TASKS: dict[TaskType, str] = {
    "manual": "manualTask",
    "approval": "userTask",
    "automated": "serviceTask",
    "communication": "sendTask",
    "data-entry": "userTask",
    "status-check": "task",
}


def node_tag(plan: Plan, node: Node) -> str:  # noqa: C901  # one line for each kind
    """The element that a step becomes."""
    match node:
        case Trigger():
            return "intermediateThrowEvent" if node.workflow in plan.entries else "startEvent"
        case Outcome():
            return "endEvent"
        case Task():
            return TASKS[node.type]
        case State():
            return "task"
        case Box():
            return "subProcess" if plan.embeds(node) else "callActivity"
        case Decision():
            return f"{node.mode}Gateway"
        case Parallel():
            return "parallelGateway"
        case Race():
            return "eventBasedGateway"
        case Wait():
            return "intermediateCatchEvent"
        case Boundary():
            return "boundaryEvent" if _host(plan, node) is not None else "intermediateCatchEvent"
        case Note() | Area():
            raise TypeError(f"{node.id} is no step")
        case _:
            assert_never(node)


def _host(plan: Plan, boundary: Boundary) -> str | None:
    """The activity on whose border an event sits; None where its host is none."""
    host = plan.document.nodes.get(boundary.host)
    is_activity = isinstance(host, Task | State | Box) and not plan.is_party(host)
    return boundary.host if is_activity and host is not None and host.workflow == boundary.workflow else None


def told_of(node: Node) -> dict[str, object]:
    """What every element tells of its node: where it is, and its name, or the words beside it."""
    words = node.name or name_words(node, is_fork=False)
    return {"id": xml_id(node.id), "name": writable(words), "workflow": node.workflow}


def write_node(parent: Element, plan: Plan, node: Node, files: dict[str, str]) -> Element:
    """A step with the flows at it, what it waits for, its data and doers; `files` are prefixes of imports."""
    element = begin(parent, node_tag(plan, node), node, told_of(node), **_keys(plan, node, files))
    entry = plan.entries.get(node.workflow) if isinstance(node, Trigger) else None
    if entry is not None:
        add(element, "incoming", entry.links[node.id])
    for flow in plan.into(node):
        add(element, "incoming", xml_id(flow.id))
    fork = plan.forks.get(node.id)
    for id_ in [fork.link] if fork else [xml_id(flow.id) for flow in plan.out_of(node)]:
        add(element, "outgoing", id_)
    events.define(element, plan, node)
    if isinstance(node, Task):
        _data(element, plan, node)
        _doers(element, plan.document, node)
    if isinstance(node, Task | Box) and node.instances is not None:
        _loop(element, node.instances, xml_id(node.id, "loop"))
    return element


def _keys(plan: Plan, node: Node, files: dict[str, str]) -> dict[str, Key]:
    match node:
        case Decision():
            rest = next((flow for flow in plan.out_of(node) if flow.default), None)
            return {"default": None if rest is None else xml_id(rest.id)}
        case Boundary() if _host(plan, node) is not None:
            ends = node.interrupting or node.event == "error"
            return {"attachedToRef": xml_id(node.host), "cancelActivity": ends}
        case Box(runs=runs, file=file) if not plan.embeds(node):
            if file is not None:
                return {"calledElement": f"{files[file]}:{xml_id(runs)}"}
            return {"calledElement": plan.process_id(runs) if runs in plan.workflows else None}
    return {}


# Data


def _data(element: Element, plan: Plan, task: Task) -> None:
    """What a task reads and writes: places of its own, tied to the properties of its process."""
    fields, key = plan.document.fields, xml_id(task.id)
    read = [field for field in dict.fromkeys(task.inputs) if field in fields]
    written = [field for field in dict.fromkeys(out.field for out in task.outputs) if field in fields]
    if not read and not written:
        return
    process = plan.process_of(task.workflow)
    places = {("Input", field): f"{key}_reads_{field}" for field in read}
    places |= {("Output", field): f"{key}_writes_{field}" for field in written}
    specified = add(element, "ioSpecification", id=f"{key}_data")
    for (way, field), place in places.items():
        add(specified, f"data{way}", id=place, name=fields[field].name or field)
    for way in ("Input", "Output"):
        group = add(specified, f"{way.lower()}Set", id=f"{key}_{way.lower()}s")
        for (other, _), place in places.items():
            if other == way:
                add(group, f"data{way}Refs", place)
    for (way, field), place in places.items():
        kept = property_id(plan, process, field)
        tie = add(element, f"data{way}Association", id=f"{place}_from" if way == "Input" else f"{place}_to")
        add(tie, "sourceRef", kept if way == "Input" else place)
        add(tie, "targetRef", place if way == "Input" else kept)


def property_id(plan: Plan, process: str, field: str) -> str:
    """The property in which a process keeps a field of its cases; the root's has the id of the field."""
    return xml_id(field) if process == plan.document.root else xml_id(field, "of", process)


# Doers


def _doers(element: Element, document: Document, task: Task) -> None:
    tag = "potentialOwner" if TASKS[task.type] == "userTask" else "performer"
    roles = [graph.role_of(document, task), *(demand.role for demand in task.also)]
    for role in dict.fromkeys(roles):
        if role is not None and role in document.roles:
            doer = add(element, tag, id=xml_id(task.id, "by", role), name=document.roles[role].name or None)
            add(doer, "resourceRef", xml_id(role))


def _loop(element: Element, instances: Instances, key: str) -> None:
    loop = add(
        element, "multiInstanceLoopCharacteristics", id=key, isSequential=instances.mode == "sequential"
    )
    count = str(instances.count)
    rule = count if isinstance(instances.count, int) else feel(count)
    if rule is None:
        add(loop, "loopCardinality", count)
    else:
        formal(loop, "loopCardinality", rule, None if isinstance(instances.count, int) else FEEL)
    if instances.until == "first":
        formal(loop, "completionCondition", "numberOfCompletedInstances >= 1", FEEL)
