"""Deleting nodes and flows, with all that has no meaning without them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from designer.editing import healing, structure
from designer.editing.draft import Draft
from designer.editing.healing import Gap
from designer.editing.linking import drop_far_links
from designer.model.flow import Flow
from designer.model.nodes import Box
from designer.model.scenario import Scenario


@dataclass(frozen=True)
class DeleteReport:
    """What a deletion did.

    Attributes:
        deleted: ids of the nodes, flows and workflows that are gone, content of boxes included.
        healed: ids of the flows that were led past them.
        lost_conditions: conditions of flows that are gone though one of their ends is still there.
        gaps: where nothing was healed: the flows that led in and out. `delete(…, fan_out=True)` heals
            those with one flow in.
        scenarios: ids of scenarios that changed something that is gone, and do so no more.
    """

    deleted: tuple[str, ...] = ()
    healed: tuple[str, ...] = ()
    lost_conditions: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    scenarios: tuple[str, ...] = ()


def delete(draft: Draft, ids: Iterable[str], heal: bool = True, fan_out: bool = False) -> DeleteReport:
    """Deletes nodes and flows; flows around deleted steps are healed where that is safe (C9).

    A box goes with its content, and with its workflow when no other box runs that. Events go with
    their hosts. Links of notes and changes of scenarios that name what is gone go too.

    Args:
        draft: what is edited.
        ids: nodes and flows; others are left alone.
        heal: whether flows are led past what is deleted.
        fan_out: heal also where one flow in meets several out and their choice is lost.
    """
    chosen = dict.fromkeys(ids)
    selected = [flow.id for flow in structure.flows(draft, chosen)]
    tops = structure.with_boundaries(draft, (n.id for n in structure.nodes(draft, chosen)))
    nodes, workflows = _with_content(draft, tops)
    before = {flow.id: flow for n in nodes for flow in (*draft.flows_from(n), *draft.flows_into(n))}
    before |= {flow_id: draft.flow(flow_id) for flow_id in selected}
    healed = healing.Healing()
    if heal:
        healable = [n for n in tops if draft.node(n).workflow not in workflows]
        healed = healing.heal(draft, healable, selected, fan_out)
    outer = _release(draft, nodes, workflows)
    gone = [f for f in before.values() if f.id not in healed.flows] + outer
    lost = healing.lost_conditions(gone, nodes)
    _remove(draft, nodes, workflows, gone)
    scenarios = forget(draft, {*nodes, *workflows, *(flow.id for flow in gone)})
    deleted = (*nodes, *workflows, *(flow.id for flow in gone))
    return DeleteReport(deleted, tuple(healed.flows), lost, tuple(healed.gaps), scenarios)


def _with_content(draft: Draft, tops: Iterable[str]) -> tuple[dict[str, None], dict[str, None]]:
    """The nodes with all that is inside them, and the workflows that nothing runs any more."""
    nodes: dict[str, None] = {}
    workflows: dict[str, None] = {}
    open_ends = list(tops)
    while open_ends:
        node_id = open_ends.pop()
        if node_id in nodes:
            continue
        nodes[node_id] = None
        n = draft.node(node_id)
        if not isinstance(n, Box) or n.file is not None or n.runs == draft.head.root:
            continue
        if n.runs in draft and all(box.id in nodes for box in draft.boxes_running(n.runs)):
            workflows[n.runs] = None
            open_ends.extend(inner.id for inner in draft.nodes_in(n.runs))
    return nodes, workflows


def _release(draft: Draft, nodes: Collection[str], workflows: Collection[str]) -> list[Flow]:
    """Flows outside that used ports which go, as they were."""
    leaving = [n for n in structure.nodes(draft, nodes) if n.workflow not in workflows]
    outside = {
        flow.id: flow
        for workflow in dict.fromkeys(n.workflow for n in leaving)
        for box in draft.boxes_running(workflow)
        for flow in (*draft.flows_into(box.id), *draft.flows_from(box.id))
    }
    healing.release_ports(draft, leaving)
    return [flow for flow_id, flow in outside.items() if flow_id not in draft]


def _remove(draft: Draft, nodes: Collection[str], workflows: Collection[str], flows: Iterable[Flow]) -> None:
    for flow in flows:
        if flow.id in draft:
            draft.remove(flow.id)
    for record_id in (*nodes, *workflows):
        draft.remove(record_id)
    drop_far_links(draft, nodes)


def forget(draft: Draft, gone: Collection[str]) -> tuple[str, ...]:
    """Takes changes to records that are gone out of the scenarios; ids of those that had some."""
    touched: list[str] = []
    for scenario in tuple(draft.rows("scenarios")):
        if not isinstance(scenario, Scenario):
            continue
        kept = {key: value for key, value in scenario.changes.items() if key.partition(".")[0] not in gone}
        if len(kept) < len(scenario.changes):
            draft.update(scenario.id, changes=kept)
            touched.append(scenario.id)
    return tuple(touched)
