"""Ports: the triggers by which a box is entered and the outcomes by which it is left."""

from typing import Any, Literal

from designer.editing import placement, structure
from designer.editing.draft import Draft
from designer.layout.geometry import Point
from designer.model import graph
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Boundary, Box, Outcome, Trigger

PortClass = type[Trigger] | type[Outcome]


def exit_of(d: Readable, flow: Flow) -> str | None:
    """The outcome by which a flow leaves its source, if that is a box of this document."""
    return graph.exit_port(d, flow)


def entry_of(d: Readable, flow: Flow) -> str | None:
    """The trigger by which a flow enters its target, if that is a box of this document."""
    return graph.entry_port(d, flow)


def _ports(d: Readable, node_id: str, kind: PortClass) -> list[str]:
    box = d.get(node_id)
    if not isinstance(box, Box) or box.file is not None:
        return []
    found = structure.triggers(d, box.runs) if kind is Trigger else structure.outcomes(d, box.runs)
    return [port.id for port in found]


def free_exit(d: Readable, source: str, wanted: str | None = None) -> str | None:
    """The exit by which a box is left: the one wanted, else one that leads nowhere yet, else the first."""
    exits = _ports(d, source, Outcome)
    if wanted in exits:
        return wanted
    used = {exit_of(d, flow) for flow in d.flows_from(source)} if len(exits) > 1 else set()
    return next((port for port in exits if port not in used), exits[0] if exits else None)


def first_entry(d: Readable, target: str, wanted: str | None = None) -> str | None:
    """The entry by which a box is entered: the one wanted, else the first."""
    entries = _ports(d, target, Trigger)
    return wanted if wanted in entries else next(iter(entries), None)


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
    inside = [n for n in draft.nodes_in(box.runs) if not isinstance(n, Boundary)]
    if inside:
        by_place = sorted(inside, key=lambda n: (n.at, n.id))
        return [edge_port(draft, kind, by_place[0 if kind is Trigger else -1].id, "")]
    made = kind(id=draft.new_id(), workflow=box.runs)
    draft.put(placement.moved(made, (0.0, 0.0)))
    return [made.id]


def new_port(draft: Draft, kind: PortClass, beside: str, name: str) -> str:
    """A further port of the workflow in which `beside` stands: an exit after it, or an entry before it."""
    size = placement.size_in(draft, _kind_of(kind), draft.node(beside).workflow)
    at = placement.beside(draft, beside, size, before=kind is Trigger)
    return _put(draft, kind, beside, at, {"name": name})


def edge_port(draft: Draft, kind: PortClass, beside: str, name: str, aside: float = 0.0, **keys: Any) -> str:
    """Such a port in front of or behind the whole content, `aside` of the line of `beside`."""
    size = placement.size_in(draft, _kind_of(kind), draft.node(beside).workflow)
    at = placement.at_edge(draft, beside, size, before=kind is Trigger, aside=aside)
    return _put(draft, kind, beside, at, {"name": name, **keys})


def _kind_of(kind: PortClass) -> Literal["trigger", "outcome"]:
    return "trigger" if kind is Trigger else "outcome"


def _put(draft: Draft, kind: PortClass, beside: str, at: Point, keys: dict[str, Any]) -> str:
    workflow = draft.node(beside).workflow
    pin_ports(draft, workflow, kind)
    made = kind.model_validate({"id": draft.new_id(), "workflow": workflow, **keys})
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
