"""Replacing a node by one of another kind: it keeps its id, place, name and flows (C9)."""

import json
from dataclasses import dataclass
from typing import Any

from designer.editing import placement, rules, structure
from designer.editing.deletion import delete, forget
from designer.editing.draft import Draft
from designer.editing.ports import pin_ports
from designer.editing.room import clear, covered_by
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.editing.structure import at_start, called
from designer.model.extensions import ours, with_ours
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import (
    NODE_CLASSES,
    Area,
    Boundary,
    Box,
    Node,
    NodeBase,
    NodeKind,
    Note,
    Outcome,
    Task,
    TaskType,
    Trigger,
)

_COMMON = tuple(NodeBase.model_fields)


@dataclass(frozen=True)
class ReplaceReport:
    """What a replacement cost: ids of flows and border events that the new kind cannot have."""

    deleted: tuple[str, ...] = ()


def may_replace(d: Readable, node_id: str, kind: NodeKind, type: TaskType = "manual") -> Verdict:  # noqa: A002
    """Whether a node can become one of another kind; a task, a task of another `type`."""
    n = structure.node(d, node_id)
    if n.kind == kind:
        other = isinstance(n, Task) and n.type != type
        return ALLOWED if other else refused("It is one already.")
    if isinstance(n, Boundary) or kind == "boundary":
        return refused("An event sits on the border of its step; only its kind of event can be changed.")
    if isinstance(n, Note | Area) != (kind in ("note", "area")):
        return refused("Notes and areas are for the eye; they cannot become steps, nor steps them.")
    if isinstance(n, Box) and n.file is None and _holds_steps(d, n):
        return refused(f"{at_start(called(n))} has content: dissolve it or empty it first.")
    if isinstance(n, Trigger | Outcome) and d.boxes_running(n.workflow):
        used = any(flow for box in d.boxes_running(n.workflow) for flow in _at(d, box, n))
        if used:
            return refused(f"{at_start(called(n))} is a port of its box, and flows outside use it.")
    return ALLOWED


def _holds_steps(d: Readable, box: Box) -> bool:
    alone = len(d.boxes_running(box.runs)) == 1
    return alone and any(not isinstance(n, Trigger | Outcome) for n in d.nodes_in(box.runs))


def _at(d: Readable, box: Box, port: Node) -> list[Flow]:
    return [f for f in (*d.flows_from(box.id), *d.flows_into(box.id)) if port.id in (f.outcome, f.trigger)]


def illegal_after(d: Readable, node_id: str, kind: NodeKind) -> tuple[str, ...]:
    """Ids of the flows and border events that a node could not keep as one of another kind."""
    made = _bare(structure.node(d, node_id), kind)
    lost = [f.id for f in d.flows_from(node_id) if not _keeps(d, f, made)]
    lost += [f.id for f in d.flows_into(node_id) if f.source != node_id and not _keeps(d, f, made)]
    if kind not in ("task", "workflow"):
        lost += [boundary.id for boundary in d.boundaries_on(node_id)]
    return tuple(lost)


def _keeps(d: Readable, flow: Flow, made: Node) -> bool:
    source = made if flow.source == made.id else structure.node(d, flow.source)
    target = made if flow.target == made.id else structure.node(d, flow.target)
    return rules.may_follow(source, target).ok


def replace_kind(draft: Draft, node_id: str, kind: NodeKind, **keys: Any) -> ReplaceReport:
    """Makes a node one of another kind, or a task one of another `type` (a key), around the same middle.

    Keys that the new kind does not have are parked in its extensions and come back when it is replaced
    back. What becomes illegal (see `illegal_after`) is deleted.

    Raises:
        RuleError: it cannot become that.
    """
    require(may_replace(draft, node_id, kind, keys.get("type", "manual")))
    old = draft.node(node_id)
    if old.kind == kind:
        draft.update(node_id, **{"type": "manual", **keys})
        return ReplaceReport()
    if kind in ("trigger", "outcome"):
        pin_ports(draft, old.workflow, Trigger if kind == "trigger" else Outcome)
    report = delete(draft, illegal_after(draft, node_id, kind), heal=False)
    middle = placement.rect_of(draft, old).center
    covered = covered_by(draft, node_id)
    made = _made(draft, old, kind, keys)
    ports = {"outcome": None} if isinstance(old, Box) else {}
    for flow in draft.flows_from(node_id) if ports else ():
        draft.put(flow.model_copy(update=ports))
    for flow in draft.flows_into(node_id) if isinstance(old, Box) else ():
        draft.put(flow.model_copy(update={"trigger": None}))
    draft.put(made)
    width, height = placement.rect_of(draft, made)[2:]
    draft.put(placement.moved(made, (middle.x - width / 2, middle.y - height / 2)))
    if covered_by(draft, node_id) - covered:
        clear(draft, [node_id])
    _leave_workflow(draft, old)
    twins = rules.drop_twins(draft, [node_id])
    return ReplaceReport((*report.deleted, *(flow.id for flow in twins)))


def _made(draft: Draft, old: Node, kind: NodeKind, keys: dict[str, Any]) -> Node:
    from designer.editing.nodes import own_workflow

    parked = _parked(old)
    back = parked.pop(kind, {})
    if kind == "workflow" and "runs" not in keys:
        back = {key: value for key, value in back.items() if key != "runs"}
        keys = {**keys, "runs": own_workflow(draft, old.workflow, old.name)}
    own = old.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(_COMMON))
    own = {key: value for key, value in own.items() if key not in ("kind", "runs")}
    if own:
        parked[old.kind] = own
    common = {key: getattr(old, key) for key in _COMMON if key not in ("size", "extensions")}
    bare = json.dumps({**_bare(old, kind).model_dump(mode="json"), **back})
    made = NODE_CLASSES[kind].model_validate_json(bare)
    return made.model_copy(
        update={**common, "extensions": with_ours(old.extensions, "parked", parked or None), **keys}
    )


def _bare(n: Node, kind: NodeKind) -> Node:
    extra = {"runs": "to-be-made"} if kind == "workflow" else {}
    return NODE_CLASSES[kind].model_validate({"id": n.id, "workflow": n.workflow, **extra})


def _parked(n: Node) -> dict[str, Any]:
    parked = ours(n.extensions).get("parked")
    return dict(parked) if isinstance(parked, dict) else {}


def _leave_workflow(draft: Draft, old: Node) -> None:
    """The workflow of a box that is none any more goes, unless others run it."""
    if not isinstance(old, Box) or old.file is not None or draft.boxes_running(old.runs):
        return
    delete(draft, [n.id for n in draft.nodes_in(old.runs)], heal=False)
    draft.remove(old.runs)
    forget(draft, {old.runs})
