"""What a run cannot do, named before it begins; better no answer than a wrong one."""

from collections.abc import Iterator

from designer.model import graph
from designer.model.document import Document
from designer.model.findings import Finding
from designer.model.nodes import (
    Boundary,
    Box,
    LogArrivals,
    Node,
    Race,
    Trigger,
    Wait,
)
from designer.simulation.places import Places


def refusals(document: Document, places: Places) -> list[Finding]:
    """Findings for everything in the process that cannot be simulated as it stands."""
    found = list(_of_arrivals(document))
    seen: set[str] = set()
    for node in places.nodes:
        if node is not None and node.id not in seen:
            seen.add(node.id)
            found.extend(_of_node(document, node))
    return found


def name_of(node: Node) -> str:
    """A node as it stands in a sentence."""
    return f'"{node.name or node.id}"'


def _error(code: str, message: str, node: Node, key: str | None, fix: str) -> Finding:
    return Finding("error", code, message, (node.id,), key, fix)


def _of_arrivals(document: Document) -> Iterator[Finding]:
    triggers = graph.triggers(document, document.root)
    if not triggers:
        yield Finding(
            "error",
            "no-trigger",
            "The process has no trigger, so no case can begin.",
            (document.root,),
            None,
            "Add a trigger and say in its arrivals how often cases come.",
        )
    elif not any(trigger.arrivals for trigger in triggers):
        for trigger in triggers:
            message = f"The trigger {name_of(trigger)} does not say how often cases come."
            yield _error(
                "no-arrivals", message, trigger, "arrivals", "Give it arrivals, say one every 30 min."
            )


def _of_node(document: Document, node: Node) -> Iterator[Finding]:
    match node:
        case Boundary(after=None, probability=None):
            message = f"The event {name_of(node)} does not say when or how likely it happens."
            yield _error("event-without-time", message, node, "after", "Give it a time or a probability.")
        case Trigger(arrivals=LogArrivals()):
            yield _not_yet(node, "arrivals", "arrivals taken from a log")
        case Box():
            yield from _of_box(node)
        case Wait(duration=None, until=None, delay=None):
            message = f"The wait {name_of(node)} does not say how long it takes."
            fix = "Give it a duration, a clock time, or for an event a delay."
            yield _error("wait-without-time", message, node, "delay" if node.event else "duration", fix)
        case Race():
            yield from _of_race(document, node)


def _of_box(box: Box) -> Iterator[Finding]:
    if box.file is not None:
        yield _not_yet(box, "file", "workflows that stand in another file")


def _of_race(document: Document, race: Race) -> Iterator[Finding]:
    for flow in document.flows_from(race.id):
        target = document.nodes.get(flow.target)
        if target is not None and not isinstance(target, Wait):
            message = f"The race {name_of(race)} leads to {name_of(target)}, which is no wait."
            yield _error(
                "race-without-wait", message, race, None, "Let every flow of the race lead to a wait."
            )
        elif flow.handoff is not None and flow.handoff.delay is not None:
            yield _not_yet(race, None, "handoff delays between a race and its waits")


def _not_yet(node: Node, key: str | None, what: str) -> Finding:
    message = f"{name_of(node)}: the simulation does not know {what} yet."
    return _error(
        "not-simulated", message, node, key, "Take it out in a scenario, or model it with other steps."
    )
