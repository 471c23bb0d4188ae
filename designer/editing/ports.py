"""Ports: the triggers by which a box is entered and the outcomes by which it is left."""

from designer.editing import placement, structure
from designer.editing.draft import Draft
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Box, Outcome, Trigger

PortClass = type[Trigger] | type[Outcome]


def exit_of(d: Readable, flow: Flow) -> str | None:
    """The outcome by which a flow leaves its source, if that is a box of this document."""
    return flow.outcome or _sole(d, flow.source, Outcome)


def entry_of(d: Readable, flow: Flow) -> str | None:
    """The trigger by which a flow enters its target, if that is a box of this document."""
    return flow.trigger or _sole(d, flow.target, Trigger)


def _sole(d: Readable, node_id: str, kind: PortClass) -> str | None:
    found = _ports(d, node_id, kind)
    return found[0] if len(found) == 1 else None


def _ports(d: Readable, node_id: str, kind: PortClass) -> list[str]:
    box = d.get(node_id)
    if not isinstance(box, Box) or box.file is not None:
        return []
    found = structure.triggers(d, box.runs) if kind is Trigger else structure.outcomes(d, box.runs)
    return [port.id for port in found]


def free_exit(d: Readable, source: str) -> str | None:
    """The exit by which a box is left when none is said: the first that leads nowhere yet, else the first."""
    exits = _ports(d, source, Outcome)
    used = {exit_of(d, flow) for flow in d.flows_from(source)} if len(exits) > 1 else set()
    return next((port for port in exits if port not in used), exits[0] if exits else None)


def first_entry(d: Readable, target: str) -> str | None:
    """The entry by which a box is entered when none is said."""
    return next(iter(_ports(d, target, Trigger)), None)


def goes_on(d: Readable, exit_id: str, box: Box) -> bool:
    """Whether something follows when a box is left by this exit."""
    return any(exit_of(d, flow) == exit_id for flow in d.flows_from(box.id))


def is_entered(d: Readable, entry: str, box: Box) -> bool:
    """Whether something leads into a box by this entry."""
    return any(entry_of(d, flow) == entry for flow in d.flows_into(box.id))


def give_port(draft: Draft, node_id: str, kind: PortClass) -> list[str]:
    """Gives a box of this document that has no entry (or no exit) one, unconnected; what was made."""
    box = draft.get(node_id)
    if not isinstance(box, Box) or box.file is not None or _ports(draft, node_id, kind):
        return []
    inside = placement.obstacles(draft, box.runs)
    width, height = placement.size_in(draft, "trigger" if kind is Trigger else "outcome", box.runs)
    if kind is Trigger:
        x = min((r.x for r in inside), default=width + placement.GAP) - placement.GAP - width
    else:
        x = max((r.right for r in inside), default=0.0) + placement.GAP
    y = min((r.center.y for r in inside), default=height / 2) - height / 2
    made = kind(id=draft.new_id(), workflow=box.runs)
    draft.put(placement.moved(made, (x, y)))
    return [made.id]


def new_port(draft: Draft, kind: PortClass, beside: str, name: str) -> str:
    """A further port of the workflow in which `beside` stands: an exit after it, or an entry before it."""
    n = draft.node(beside)
    pin_ports(draft, n.workflow, kind)
    size = placement.size_in(draft, "trigger" if kind is Trigger else "outcome", n.workflow)
    at = placement.beside(draft, beside, size, before=kind is Trigger)
    made = kind(id=draft.new_id(), workflow=n.workflow, name=name)
    draft.put(placement.moved(made, at))
    return made.id


def pin_ports(draft: Draft, workflow: str, kind: PortClass) -> None:
    """Writes down the ports that flows left out because there was one only; a second is about to come."""
    for box in draft.boxes_running(workflow):
        if kind is Trigger:
            for flow in draft.flows_into(box.id):
                if flow.trigger is None and (entry := entry_of(draft, flow)) is not None:
                    draft.update(flow.id, trigger=entry)
        else:
            for flow in draft.flows_from(box.id):
                if flow.outcome is None and (exit_id := exit_of(draft, flow)) is not None:
                    draft.update(flow.id, outcome=exit_id)
