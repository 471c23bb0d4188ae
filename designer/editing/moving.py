"""Moving nodes: within a workflow, and into another one, where the place they leave is healed (C7)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from designer.editing import crossing, healing, placement, ports, rules, structure
from designer.editing.draft import Draft
from designer.editing.linking import drop_far_links, notes_about
from designer.layout.geometry import bounds
from designer.layout.sizes import GRID, PADDING
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary, Box, Node, Note

Place = tuple[float, float]
_KEPT = ("label", "condition", "probability", "default", "order", "event", "after", "handoff")


@dataclass(frozen=True)
class MoveReport:
    """What a move changed besides places.

    Attributes:
        healed: flows that now pass by the place that was left.
        cut: flows that were taken away because they would have crossed a border.
        lost_conditions: conditions that went with them.
        connected: what "keep connected" built.
    """

    healed: tuple[str, ...] = ()
    cut: tuple[Flow, ...] = ()
    lost_conditions: tuple[str, ...] = ()
    connected: tuple[str, ...] = ()


def move(draft: Draft, ids: Iterable[str], dx: float, dy: float) -> None:
    """Moves nodes by a distance, each within its own workflow, with what belongs to them.

    Along go notes whose links are all among them, and what stands in an area. Flows between them keep
    their bends in place relative to both ends; bends next to one moved end follow it.
    """
    if not dx and not dy:
        return
    together = company(draft, [n.id for n in structure.outermost(draft, ids)])
    _move_bends(draft, together, dx, dy)
    for n in structure.nodes(draft, together):
        if not isinstance(n, Boundary):
            draft.put(placement.moved(n, (n.at[0] + dx, n.at[1] + dy)))


def to_corner(draft: Draft, workflow: str) -> None:
    """Moves a content, by whole steps of the grid, so that its box opens around it wherever it stood."""
    nodes = draft.nodes_in(workflow)
    extent = bounds(placement.rect_of(draft, n) for n in nodes)
    if extent is not None:
        dx, dy = (ceil((PADDING - begin) / GRID) * GRID for begin in extent[:2])
        move(draft, [n.id for n in nodes], dx, dy)


def company(d: Readable, ids: Collection[str]) -> list[str]:
    """The nodes and those that go with them."""
    found = dict.fromkeys(ids)
    for n in structure.nodes(d, ids):
        if isinstance(n, Area):
            frame = placement.rect_of(d, n)
            held = (m for m in d.nodes_in(n.workflow) if frame.encloses(placement.rect_of(d, m)))
            found.update(dict.fromkeys(m.id for m in held))
    together = list(dict.fromkeys((*found, *structure.with_boundaries(d, found))))
    return [*together, *notes_about(d, together)]


def _move_bends(draft: Draft, ids: Collection[str], dx: float, dy: float) -> None:
    moving = set(ids)
    for node_id in ids:
        for flow in draft.flows_from(node_id):
            if flow.target in moving:
                _put_bends(draft, flow, [(x + dx, y + dy) for x, y in flow.via], (dx, dy))
            elif flow.via:
                _put_bends(draft, flow, _following(draft, node_id, flow.via, dx, dy))
        for flow in draft.flows_into(node_id):
            if flow.source not in moving and flow.via:
                back = _following(draft, node_id, flow.via[::-1], dx, dy)
                _put_bends(draft, flow, back[::-1])


def _following(d: Readable, node_id: str, via: Collection[Place], dx: float, dy: float) -> list[Place]:
    """Bends from a moved end outwards: the first follows so that the line stays square where it was."""
    (x, y), *rest = via
    rect = placement.rect_of(d, structure.node(d, node_id))
    if rect.y <= y <= rect.bottom:
        y += dy
    elif rect.x <= x <= rect.right:
        x += dx
    return [(x, y), *rest]


def _put_bends(draft: Draft, flow: Flow, via: list[Place], label: Place | None = None) -> None:
    keys: dict[str, object] = {"via": tuple((round(x, 2), round(y, 2)) for x, y in via)}
    if label is not None and flow.label_at is not None:
        keys["label_at"] = (flow.label_at[0] + label[0], flow.label_at[1] + label[1])
    if any(getattr(flow, key) != value for key, value in keys.items()):
        draft.put(flow.model_copy(update=keys))


def move_to(
    draft: Draft,
    places: Mapping[str, Place],
    workflow: str | None = None,
    slack: Mapping[str, Place] | None = None,
    keep_connected: bool = False,
) -> MoveReport:
    """Puts nodes at places (top-left corners), also in another workflow.

    Flows among the moved nodes go along. Flows to what stays behind would cross a border: the place that
    is left is healed as if the nodes had been deleted, and they arrive unconnected; with `keep_connected`
    outcomes, flows and triggers are built instead.

    Args:
        draft: what is edited.
        places: node id → corner in the coordinates of the workflow where it goes.
        workflow: where they go; None leaves each where it is.
        slack: node id → offset while a box beside it is open; it is forgotten for nodes without.
        keep_connected: whether flows to what stays behind are led across the border.

    Raises:
        RuleError: one of them may not go there; then none goes.
    """
    report = MoveReport()
    leaving = [n for n in structure.nodes(draft, places) if workflow not in (None, n.workflow)]
    if workflow is not None and leaving:
        rules.require(rules.may_move_into(draft, places, workflow))
        places = {**_places_along(draft, leaving, places), **places}
        report = _change_workflow(draft, list(places), workflow, keep_connected)
    for (dx, dy), ids in _by_distance(draft, places).items():
        _move_bends(draft, structure.with_boundaries(draft, ids), dx, dy)
    for n in structure.nodes(draft, places):
        _put_at(draft, n, places[n.id], (slack or {}).get(n.id))
    return report


def _put_at(draft: Draft, n: Node, at: Place, slack: Place | None) -> None:
    if isinstance(n, Boundary):
        return
    put = placement.moved(n, at)
    kept = slack if slack is not None and (slack[0] or slack[1]) else None
    draft.put(put if put.slack == kept else put.model_copy(update={"slack": kept}))


def _by_distance(d: Readable, places: Mapping[str, Place]) -> dict[Place, list[str]]:
    groups: dict[Place, list[str]] = {}
    for n in structure.nodes(d, places):
        x, y = places[n.id]
        groups.setdefault((round(x - n.at[0], 2), round(y - n.at[1], 2)), []).append(n.id)
    return {distance: ids for distance, ids in groups.items() if any(distance)}


def _change_workflow(draft: Draft, ids: list[str], workflow: str, keep_connected: bool) -> MoveReport:
    moving = dict.fromkeys(structure.with_boundaries(draft, ids))
    cut = _border_flows(draft, moving)
    healed = healing.Healing() if keep_connected else healing.heal(draft, moving)
    for flow in cut:
        if flow.id not in healed.flows:
            draft.remove(flow.id)
    chosen = structure.nodes(draft, moving)
    healing.release_ports(draft, chosen)
    for n in chosen:
        draft.put(n.model_copy(update={"workflow": workflow, "slack": None}))
    drop_far_links(draft, moving)
    if keep_connected:
        return MoveReport(connected=tuple(_reconnect(draft, cut)))
    gone = tuple(flow for flow in cut if flow.id not in healed.flows)
    return MoveReport(tuple(healed.flows), gone, healing.lost_conditions(gone, moving))


def _places_along(d: Readable, leaving: list[Node], places: Mapping[str, Place]) -> dict[str, Place]:
    """Where notes go whose links are all among the nodes that leave: they keep their distance."""
    found: dict[str, Place] = {}
    for n in leaving:
        x, y = places[n.id]
        for note in d.notes_on(n.id):
            if isinstance(note, Note) and all(link in places for link in note.links):
                found.setdefault(note.id, (note.at[0] + x - n.at[0], note.at[1] + y - n.at[1]))
    return found


def _border_flows(d: Readable, moving: Collection[str]) -> list[Flow]:
    found = (flow for n in moving for flow in (*d.flows_from(n), *d.flows_into(n)))
    return list({flow.id: flow for flow in found if _is_crossing(flow, moving)}.values())


def _is_crossing(flow: Flow, moving: Collection[str]) -> bool:
    return (flow.source in moving) != (flow.target in moving)


def _reconnect(draft: Draft, cut: list[Flow]) -> list[str]:
    """Leads flows that were cut across the border again; ids of what was built."""
    further = [flow for flow in cut if not _taken_in(draft, flow)]
    built: list[str] = []
    for flow in further:
        a, b = draft.node(flow.source), draft.node(flow.target)
        if crossing.may_cross(draft, a, b, flow.outcome, flow.trigger):
            keys = {key: getattr(flow, key) for key in _KEPT}
            built += crossing.build(draft, a, b, flow.outcome, flow.trigger, keys)
    return built


def _taken_in(draft: Draft, flow: Flow) -> bool:
    """A step that followed a box and is now inside follows what led to the exit; likewise before an entry."""
    a, b = draft.node(flow.source), draft.node(flow.target)
    if isinstance(a, Box) and a.file is None and a.runs == b.workflow:
        inner = draft.flows_into(flow.outcome or ports.free_exit(draft, a.id) or "")
        led = [f.led(target=b.id, trigger=flow.trigger) for f in inner]
    elif isinstance(b, Box) and b.file is None and b.runs == a.workflow:
        inner = draft.flows_from(flow.trigger or ports.first_entry(draft, b.id) or "")
        led = [f.led(source=a.id, outcome=flow.outcome) for f in inner]
    else:
        return False
    for made in led:
        if made.source != made.target and rules.may_join(draft, made):
            draft.put(made)
    return True
