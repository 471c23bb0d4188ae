"""What may be done, and if not, why: the one predicate behind hover, menus and commits."""

from collections.abc import Iterable
from dataclasses import dataclass

from designer.editing import structure
from designer.editing.draft import Draft
from designer.editing.structure import at_start, called, node
from designer.model import graph
from designer.model.flow import Flow
from designer.model.lookups import Readable
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
    Trigger,
    Wait,
)
from designer.model.workflow import Workflow


class RuleError(Exception):
    """An act that the rules refuse, and why in the user's words; `flow` is what is there already."""

    def __init__(self, reason: str, flow: str | None = None) -> None:
        super().__init__(reason)
        self.flow = flow


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act is allowed; if not, `reason` says why.

    `flow` is what is there already when a connection is refused as a duplicate; `reversed` tells that
    the connection is allowed the other way round.
    """

    ok: bool
    reason: str = ""
    flow: str | None = None
    reversed: bool = False

    def __bool__(self) -> bool:
        return self.ok


ALLOWED = Verdict(True)


def refused(reason: str) -> Verdict:
    """A no with its reason."""
    return Verdict(False, reason)


def require(verdict: Verdict) -> None:
    """Raises RuleError when an act is refused."""
    if not verdict.ok:
        raise RuleError(verdict.reason, verdict.flow)


# Flows


def may_leave(source: Node) -> Verdict:
    """Whether a flow may begin at a node."""
    match source:
        case Outcome():
            return refused(f"Nothing leaves {called(source)}: an outcome is where the work ends.")
        case Note() | Area():
            return refused("Notes and areas are for the eye; flows join steps only.")
        case _:
            return ALLOWED


def may_enter(target: Node) -> Verdict:
    """Whether a flow may end at a node."""
    match target:
        case Trigger():
            return refused(f"Nothing leads into {called(target)}: a trigger is where the work starts.")
        case Boundary():
            return refused("Nothing leads into an event on a border: it happens while its step runs.")
        case Note() | Area():
            return refused("Notes and areas are for the eye; flows join steps only.")
        case _:
            return ALLOWED


def may_follow(source: Node, target: Node) -> Verdict:
    """Whether a flow may join two siblings of these kinds."""
    for verdict in (may_leave(source), may_enter(target)):
        if not verdict:
            return verdict
    if source.id == target.id and isinstance(source, Decision | Parallel | Race | Wait):
        return refused(f"{at_start(called(source))} cannot lead straight back to itself.")
    if isinstance(source, Race) and not isinstance(target, Wait):
        return refused("Only waits stand behind a race: the first of them to happen wins.")
    return ALLOWED


def may_join(d: Readable, flow: Flow) -> Verdict:
    """Whether a flow between siblings may be, beside those that there are."""
    source, target = node(d, flow.source), node(d, flow.target)
    if source.workflow != target.workflow:
        return refused("A flow joins steps of one workflow.")
    verdict = may_follow(source, target)
    if not verdict:
        return verdict
    twin = twin_of(d, flow)
    if twin is not None:
        return Verdict(
            False, f"{at_start(called(source))} and {called(target)} are already connected.", flow=twin.id
        )
    return ALLOWED


def twin_of(d: Readable, flow: Flow) -> Flow | None:
    """Another flow with the same ends, ports and condition."""
    beside = [f for f in d.flows_from(flow.source) if f.target == flow.target and f.id != flow.id]
    mark = _mark(d, flow) if beside else ()
    return next((f for f in beside if _mark(d, f) == mark), None)


def _mark(d: Readable, flow: Flow) -> tuple[object, ...]:
    ports = (graph.exit_port(d, flow), graph.entry_port(d, flow))
    return (*ports, flow.condition, flow.event, flow.after)


def drop_twins(draft: Draft, nodes: Iterable[str]) -> list[Flow]:
    """Takes away flows at these nodes that have become the same as another one; what they were."""
    dropped: list[Flow] = []
    for node_id in nodes:
        for flow in (*draft.flows_from(node_id), *draft.flows_into(node_id)):
            if flow.id in draft and twin_of(draft, flow) is not None:
                draft.remove(flow.id)
                dropped.append(flow)
    return dropped


# Nodes


def may_create(d: Readable, kind: NodeKind, workflow: str, host: str | None = None) -> Verdict:
    """Whether a node of this kind may be added to a workflow."""
    if not isinstance(d.get(workflow), Workflow):
        return refused("This workflow is not in the document any more.")
    if kind == "boundary":
        return may_host(d, host)
    return ALLOWED


def may_host(d: Readable, host: str | None) -> Verdict:
    """Whether an event may sit on the border of a node."""
    found = d.get(host) if host is not None else None
    if not isinstance(found, Box) and getattr(found, "kind", None) != "task":
        return refused("Drop it on a task or a box: an event sits on the border of what it interrupts.")
    return ALLOWED


def may_run(d: Readable, workflow: str, inner: str) -> Verdict:
    """Whether a box in `workflow` may run `inner`."""
    if not isinstance(d.get(inner), Workflow):
        return refused("The workflow it runs is not in the document any more.")
    if structure.is_within(d, workflow, inner):
        return refused(f"{called(d.get(inner))} would contain itself.")
    return ALLOWED


def may_move_into(d: Readable, ids: Iterable[str], workflow: str) -> Verdict:
    """Whether all these nodes may become content of a workflow; one that may not refuses all."""
    if not isinstance(d.get(workflow), Workflow):
        return refused("This workflow is not in the document any more.")
    chosen = structure.nodes(d, ids)
    here = {n.id for n in chosen}
    for n in chosen:
        verdict = _may_arrive(d, n, workflow, here)
        if not verdict:
            return verdict
    return ALLOWED


def _may_arrive(d: Readable, n: Node, workflow: str, together: set[str]) -> Verdict:
    if n.workflow == workflow:
        return ALLOWED
    match n:
        case Box(file=None):
            return may_run(d, workflow, n.runs)
        case Boundary() if n.host not in together:
            return refused(f"{at_start(called(n))} moves with the step on whose border it sits.")
        case Trigger() if d.boxes_running(workflow) and structure.triggers(d, workflow):
            return refused(f"{at_start(called(d.get(workflow)))} has a trigger already.")
        case _:
            return ALLOWED
