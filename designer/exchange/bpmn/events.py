"""Events: what they wait for, and the messages, errors and escalations that they name."""

from collections.abc import Iterator
from datetime import timedelta
from math import isfinite
from typing import assert_never

from designer.exchange.bpmn.names import Element, add, formal, xml_id
from designer.exchange.bpmn.plan import Plan
from designer.model import durations
from designer.model.distributions import Duration, mean, problem
from designer.model.nodes import (
    Boundary,
    Box,
    IntervalArrivals,
    Node,
    Outcome,
    ScheduleArrivals,
    Trigger,
    Wait,
)

LONGEST = 1e9  # seconds; durations beyond it are left to our own data


def iso_duration(duration: Duration | None) -> str | None:
    """A duration, or the mean of one that varies, as ISO 8601 has it; None where that says nothing."""
    seconds = _seconds(duration)
    if seconds is None or not 0 <= seconds <= LONGEST:
        return None
    span = timedelta(milliseconds=round(seconds * 1000))
    minutes, second = divmod(span.seconds, 60)
    second_ = f"{second}.{span.microseconds // 1000:03d}".rstrip("0").rstrip(".")
    clock = [(minutes // 60, "H"), (minutes % 60, "M")]
    time = "".join(f"{count}{unit}" for count, unit in clock if count) + (
        f"{second_}S" if second_ != "0" else ""
    )
    day = f"{span.days}D" if span.days else ""
    return f"P{day}T{time}" if time else f"P{day or 'T0S'}"


def _seconds(duration: Duration | None) -> float | None:
    if duration is None:
        return None
    if isinstance(duration, str):
        return durations.seconds(duration)
    if problem(duration) is not None or duration.unit is None:
        return None
    try:
        value = mean(duration) * durations.SECONDS[duration.unit]
    except OverflowError:
        return None
    return value if isfinite(value) else None


# What an event waits for


def define(event: Element, plan: Plan, node: Node) -> None:
    """Writes what an event waits for, or what it does when it ends a workflow."""
    match node:
        case Trigger():
            if node.workflow == plan.document.root:  # elsewhere a start is entered, it waits for nothing
                _start(event, node)
        case Wait():
            _wait(event, node)
        case Boundary():
            _boundary(event, plan, node)
        case Outcome():
            _end(event, plan, node)


def _start(event: Element, trigger: Trigger) -> None:
    if trigger.event.strip():
        _message(event, trigger)
        return
    match trigger.arrivals:
        case ScheduleArrivals(at=[first, *_]):
            _timer(event, trigger, "timeDate", first)
        case IntervalArrivals(interval=interval) if interval.kind == "constant":
            span = iso_duration(interval)
            _timer(event, trigger, "timeCycle", f"R/{span}" if span else None)


def _wait(event: Element, wait: Wait) -> None:
    if wait.event.strip():
        _message(event, wait)
    elif wait.until is not None:
        _timer(event, wait, "timeDate", f"T{wait.until}:00")
    else:
        _timer(event, wait, "timeDuration", iso_duration(wait.duration))


def _boundary(event: Element, plan: Plan, node: Boundary) -> None:
    match node.event:
        case "timer":
            _timer(event, node, "timeDuration", iso_duration(node.after))
        case "message":
            _message(event, node)
        case "error":
            _refer(event, node, "error", _error_of(plan, node))
        case "escalation":
            _refer(event, node, "escalation", xml_id(node.id, "escalation"))
        case _:
            assert_never(node.event)


def _end(event: Element, plan: Plan, outcome: Outcome) -> None:
    if outcome.terminate:
        add(event, "terminateEventDefinition", id=xml_id(outcome.id, "event"))
    elif is_caught(plan, outcome):
        _refer(event, outcome, "error", xml_id(outcome.workflow, "error"))


def _timer(event: Element, node: Node, tag: str, text: str | None) -> None:
    definition = add(event, "timerEventDefinition", id=xml_id(node.id, "event"))
    if text is not None:
        formal(definition, tag, text)


def _message(event: Element, node: Node) -> None:
    _refer(event, node, "message", xml_id(node.id, "message"))


def _refer(event: Element, node: Node, kind: str, target: str) -> None:
    add(event, f"{kind}EventDefinition", id=xml_id(node.id, "event"), **{f"{kind}Ref": target})


# What events name


def named(root: Element, plan: Plan) -> None:
    """Writes the messages, errors and escalations that events name, each once."""
    written: set[str] = set()
    for node in _events(plan):
        for kind, key, name in _names(plan, node):
            if key not in written:
                written.add(key)
                codes = {} if kind == "message" else {f"{kind}Code": key}
                add(root, kind, id=key, name=name or None, **codes)


def _events(plan: Plan) -> Iterator[Node]:
    for workflow in sorted(plan.workflows):
        yield from plan.nodes_in(workflow)


def _names(plan: Plan, node: Node) -> Iterator[tuple[str, str, str]]:
    """Kind, id and name of what an event names."""
    match node:
        case Trigger() if node.event.strip() and node.workflow == plan.document.root:
            yield "message", xml_id(node.id, "message"), node.event
        case Wait() if node.event.strip():
            yield "message", xml_id(node.id, "message"), node.event
        case Boundary(event="message"):
            yield "message", xml_id(node.id, "message"), node.name
        case Boundary(event="error"):
            yield "error", _error_of(plan, node), node.name
        case Boundary(event="escalation"):
            yield "escalation", xml_id(node.id, "escalation"), node.name


def _error_of(plan: Plan, boundary: Boundary) -> str:
    """The error that a boundary catches: whatever fails in the workflow of a box has one in common."""
    host = plan.document.nodes.get(boundary.host)
    is_ours = isinstance(host, Box) and host.file is None
    return xml_id(host.runs if is_ours and isinstance(host, Box) else boundary.host, "error")


def is_caught(plan: Plan, outcome: Outcome) -> bool:
    """Whether an outcome is an error: a failure that a box catches on its border, with no flow from there."""
    document = plan.document
    boxes = [box for box in document.boxes_running(outcome.workflow) if box.workflow in plan.workflows]
    if outcome.result != "failure" or not boxes:
        return False
    events = [event for box in boxes for event in document.boundaries_on(box.id)]
    leaves = any(plan.exit_of(flow) == outcome.id for box in boxes for flow in document.flows_from(box.id))
    return not leaves and any(event.event == "error" and event.workflow in plan.workflows for event in events)
