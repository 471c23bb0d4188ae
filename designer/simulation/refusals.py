"""What a run cannot do, named before it begins; better no answer than a wrong one."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from designer.model import graph
from designer.model.document import Document
from designer.model.findings import Finding
from designer.model.nodes import (
    Box,
    LogArrivals,
    Node,
    ScheduleArrivals,
    Trigger,
    Wait,
)
from designer.simulation.places import Places
from designer.simulation.program import Settings


def refusals(document: Document, places: Places, settings: Settings) -> list[Finding]:
    """Findings for everything in the process that cannot be simulated as it stands."""
    found = list(_of_arrivals(document, settings))
    seen: set[str] = set()
    for node in places.nodes:
        if node is not None and node.id not in seen:
            seen.add(node.id)
            found.extend(_of_node(node))
    return found


def name_of(node: Node) -> str:
    """A node as it stands in a sentence."""
    return f'"{node.name or node.id}"'


def _subject(node: Node) -> str:
    """A node as a sentence begins with it."""
    return f'The {node.kind} "{node.name}"' if node.name else f"A {node.kind} without a name"


def _error(code: str, message: str, node: Node, key: str | None, fix: str) -> Finding:
    return Finding("error", code, message, (node.id,), key, fix)


def _of_arrivals(document: Document, settings: Settings) -> Iterator[Finding]:
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
    else:
        yield from _too_early(triggers, settings)
    if not any(trigger.arrivals for trigger in triggers):
        for trigger in triggers:
            message = f"{_subject(trigger)} does not say how often cases come."
            yield _error(
                "no-arrivals", message, trigger, "arrivals", "Give it arrivals, say one every 30 min."
            )


def _too_early(triggers: Sequence[Trigger], settings: Settings) -> Iterator[Finding]:
    """Where cases come at given moments only, one of these must be in the run."""
    plans = [(t, t.arrivals) for t in triggers if t.arrivals is not None]
    moments = [
        [datetime.fromisoformat(text) for text in plan.at] if isinstance(plan, ScheduleArrivals) else None
        for _, plan in plans
    ]
    for (trigger, _), at in zip(plans, moments, strict=True):
        if at and max(at) < settings.start and all(m is not None for m in moments):
            begin, first, last = (f"{moment:%Y-%m-%d %H:%M}" for moment in (settings.start, min(at), max(at)))
            message = (
                f"All arrivals of {name_of(trigger)} are before the run begins on {begin}: "
                f"the first on {first}, the last on {last}."
            )
            fix = f'Let the scenario start at "{min(at):%Y-%m-%dT%H:%M}:00".'
            yield _error("arrivals-before-start", message, trigger, "arrivals", fix)


def _of_node(node: Node) -> Iterator[Finding]:
    match node:
        case Trigger(arrivals=LogArrivals(file=file)) | Box(file=str(file)):
            key = "arrivals" if isinstance(node, Trigger) else "file"
            message = f"{name_of(node)} names the file {file!r}, which was not brought in."
            fix = "Save the document beside that file, and run it from there."
            yield _error("file-not-found", message, node, key, fix)
        case Wait(duration=None, until=None, delay=None):
            message = f"{_subject(node)} does not say how long it takes."
            fix = "Give it a duration, a clock time, or for an event a delay."
            yield _error("wait-without-time", message, node, "delay" if node.event else "duration", fix)
