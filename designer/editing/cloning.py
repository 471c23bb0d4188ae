"""Records under other ids: every reference a record holds is led to where its target went."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from designer.editing.draft import Draft
from designer.model.document import AnyRecord
from designer.model.expressions import ExpressionError, expression_name, field_id
from designer.model.expressions.lexer import tokens
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary, Box, Node, Note, Task, Trigger
from designer.model.people import Person, Role
from designer.model.references import references
from designer.model.workflow import Workflow

_R = TypeVar("_R")
Ids = Mapping[str, str]


def mapped(record: AnyRecord, ids: Ids) -> AnyRecord:
    """The record with its id and all its references exchanged; ids that are not in the map stay."""
    keys: dict[str, object] = {"id": _one(record.id, ids)}
    match record:
        case Workflow():
            keys |= {"role": _maybe(record.role, ids)}
        case Flow():
            keys |= _of_flow(record, ids)
        case Role():
            keys |= {"calendar": _maybe(record.calendar, ids)}
        case Person():
            keys |= {"calendar": _maybe(record.calendar, ids), "roles": _all(record.roles, ids)}
        case Trigger() | Task() | Box() | Boundary() | Note() | Area():
            keys |= {"workflow": _one(record.workflow, ids), **_of_node(record, ids)}
        case _ if record.table == "nodes":
            keys |= {"workflow": _one(record.workflow, ids)}  # type: ignore[union-attr]  # it is a node
    return record.model_copy(update=keys)


def named_by(record: AnyRecord) -> Iterator[str]:
    """The ids that a record names, those of fields in its expressions included."""
    yield from (reference.target for reference in references(record))
    for _, text in expressions(record):
        yield from fields_of(text)


def expressions(record: AnyRecord) -> Iterator[tuple[str, str]]:
    """The expressions of a record, with the keys that hold them."""
    found: list[tuple[str, object]] = []
    match record:
        case Flow():
            found = [("condition", record.condition)]
        case Box(instances=instances):
            found = [("instances", getattr(instances, "count", None))]
        case Task():
            found = [("priority", record.priority), ("instances", getattr(record.instances, "count", None))]
            found += [("outputs", output.value) for output in record.outputs]
    yield from ((key, text) for key, text in found if isinstance(text, str))


def fields_of(text: str) -> Iterator[str]:
    """The ids that may be meant by the names in an expression."""
    try:
        yield from (field_id(str(word.value)) for word in tokens(text) if word.kind == "name")
    except ExpressionError:
        return


def _of_node(n: Node, ids: Ids) -> dict[str, object]:
    match n:
        case Box():
            runs = n.runs if n.file is not None else _one(n.runs, ids)
            return {"runs": runs, "instances": _expressions_in(n.instances, "count", ids)}
        case Boundary():
            return {"host": _one(n.host, ids)}
        case Note() | Area():
            return {"links": _all(n.links, ids)}
        case Trigger(arrivals=arrivals):
            calendar = getattr(arrivals, "calendar", None)
            if arrivals is None or calendar is None or calendar not in ids:
                return {}
            return {"arrivals": arrivals.model_copy(update={"calendar": ids[calendar]})}
        case Task():
            return _of_task(n, ids)
    return {}


def _of_task(n: Task, ids: Ids) -> dict[str, object]:
    outputs = (output.model_copy(update={"field": _one(output.field, ids)}) for output in n.outputs)
    return {
        "role": _maybe(n.role, ids),
        "also": tuple(demand.model_copy(update={"role": _one(demand.role, ids)}) for demand in n.also),
        "inputs": _all(n.inputs, ids),
        "outputs": tuple(_expressions_in(output, "value", ids) for output in outputs),
        "priority": _expression(n.priority, ids),
        "instances": _expressions_in(n.instances, "count", ids),
    }


def _of_flow(flow: Flow, ids: Ids) -> dict[str, object]:
    handoff = flow.handoff
    if handoff is not None and handoff.data:
        handoff = handoff.model_copy(update={"data": _all(handoff.data, ids)})
    return {
        "source": _one(flow.source, ids),
        "target": _one(flow.target, ids),
        "outcome": _maybe(flow.outcome, ids),
        "trigger": _maybe(flow.trigger, ids),
        "condition": _expression(flow.condition, ids),
        "handoff": handoff,
    }


def _one(record_id: str, ids: Ids) -> str:
    return ids.get(record_id, record_id)


def _maybe(record_id: str | None, ids: Ids) -> str | None:
    return None if record_id is None else ids.get(record_id, record_id)


def _all(record_ids: tuple[str, ...], ids: Ids) -> tuple[str, ...]:
    return tuple(ids.get(record_id, record_id) for record_id in record_ids)


def _expressions_in(value: _R, key: str, ids: Ids) -> _R:
    old = getattr(value, key, None)
    new = _expression(old, ids)
    return value if new == old else value.model_copy(update={key: new})  # type: ignore[attr-defined]  # it has keys


def _expression(value: object, ids: Ids) -> object:
    """An expression with the names of fields exchanged; anything else, and what cannot be read, as it is."""
    if not isinstance(value, str):
        return value
    try:
        words = tokens(value)
    except ExpressionError:
        return value
    for word in reversed(words):
        new = ids.get(field_id(str(word.value))) if word.kind == "name" else None
        if new is not None:
            value = value[: word.start] + expression_name(new) + value[word.end :]
    return value


def content(d: Readable, workflow: str, shared_too: bool = False) -> list[AnyRecord]:
    """A workflow, its nodes and flows, and those of every workflow that only its boxes run."""
    found: dict[str, AnyRecord] = {}
    open_ends = [workflow]
    while open_ends:
        here = open_ends.pop()
        own = d.get(here)
        if own is None or here in found:
            continue
        inside = d.nodes_in(here)
        found |= {record.id: record for record in (own, *inside, *d.flows_in(here))}
        boxes = (n for n in inside if isinstance(n, Box) and n.file is None)
        open_ends.extend(b.runs for b in boxes if shared_too or len(d.boxes_running(b.runs)) == 1)
    return list(found.values())


def copied(draft: Draft, workflow: str) -> dict[str, str]:
    """Puts a copy of a workflow and its content into the draft; old id → new id."""
    records = content(draft, workflow)
    ids = {record.id: draft.new_id() for record in records}
    for record in records:
        draft.put(mapped(record, ids))
    return ids
