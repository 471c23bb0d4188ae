"""Steps that only BPMN needs, marked as such so that a reader can leave them out again."""

from designer.exchange.bpmn.names import Element, Key, add, xml_id
from designer.exchange.bpmn.plan import Entry, Plan
from designer.model.nodes import Box, Node


def write_fork(parent: Element, plan: Plan, node: Node) -> None:
    """The gateway behind a node that forks, and the flow that leads there."""
    fork, flows = plan.forks[node.id], plan.out_of(node)
    unsaid = (xml_id(flow.id) for flow in flows if isinstance(node, Box) and plan.exit_of(flow) is None)
    name = "Outcome?" if isinstance(node, Box) else "Next?"
    gateway = _synthetic(parent, f"{fork.mode}Gateway", id=fork.id, name=name, default=next(unsaid, None))
    add(gateway, "incoming", fork.link)
    for flow in flows:
        add(gateway, "outgoing", xml_id(flow.id))
    _flow(parent, fork.link, xml_id(node.id), fork.id)


def write_entry(parent: Element, entry: Entry) -> None:
    """The start of a workflow with several triggers, and the gateway that leads to one of them."""
    start = _synthetic(parent, "startEvent", id=entry.start, name="Start")
    add(start, "outgoing", entry.link)
    gateway = _synthetic(parent, "exclusiveGateway", id=entry.gateway, name="Entry?")
    add(gateway, "incoming", entry.link)
    for link in entry.links.values():
        add(gateway, "outgoing", link)
    _flow(parent, entry.link, entry.start, entry.gateway)
    for trigger, link in entry.links.items():
        _flow(parent, link, entry.gateway, xml_id(trigger))


def _synthetic(parent: Element, tag: str, **keys: Key) -> Element:
    element = add(parent, tag, **keys)
    add(add(element, "extensionElements"), "pd:synthetic")
    return element


def _flow(parent: Element, key: str, source: str, target: str) -> None:
    _synthetic(parent, "sequenceFlow", id=key, sourceRef=source, targetRef=target)
