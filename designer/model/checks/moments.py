"""Whether triggers, waits, races and boundaries say when they happen."""

from designer.model import distributions as d
from designer.model.checks.facts import Facts, called
from designer.model.nodes import (
    Boundary,
    Box,
    IntervalArrivals,
    Node,
    ProfileArrivals,
    Race,
    Task,
    Trigger,
    Wait,
)


def check_moments(facts: Facts) -> None:
    """What happens at a time or an event says which."""
    for node in facts.document.nodes.values():
        match node:
            case Trigger():
                _trigger(facts, node)
            case Wait():
                _wait(facts, node)
            case Race():
                _race(facts, node)
            case Boundary():
                _boundary(facts, node)
                _boundary_time(facts, node)


def _trigger(facts: Facts, trigger: Trigger) -> None:
    arrivals = trigger.arrivals
    if arrivals is None:
        return
    if trigger.workflow != facts.document.root:
        message = f"{called(trigger)} has arrivals, but stands inside a box: cases come in through the box."
        fix = "Move the arrivals to a trigger of the root workflow."
        facts.report("arrivals-ignored", message, trigger, "arrivals", fix)
    if isinstance(arrivals, IntervalArrivals) and d.largest(arrivals.interval) <= 0:
        message = f"{called(trigger)}: no time passes between two arrivals, so they would never stop."
        facts.report("arrivals-endless", message, trigger, "arrivals.interval", "Write a longer interval.")
    if isinstance(arrivals, ProfileArrivals) and not any(rate > 0 for rate in arrivals.per_hour):
        message = f"{called(trigger)}: no case ever arrives, for every hour of the week has the rate 0."
        facts.report("out-of-range", message, trigger, "arrivals.per_hour", "Give some hour a rate above 0.")


def _wait(facts: Facts, wait: Wait) -> None:
    given = [key for key in ("duration", "event", "until") if getattr(wait, key)]
    if not given:
        message = f"{called(wait)} waits for nothing: it has no duration, event or time of day."
        facts.report("wait-for-nothing", message, wait, "duration", "Say how long it waits, or for what.")
    elif len(given) > 1:
        message = f"{called(wait)} has {' and '.join(given)}; it can wait for one of them only."
        facts.report("wait-ambiguous", message, wait, given[1], "Remove all but one.")
    elif wait.event and wait.delay is None:
        message = f"{called(wait)} does not say how long its event takes to come."
        facts.report("event-without-delay", message, wait, "delay", "Give it a delay.")


def _race(facts: Facts, race: Race) -> None:
    flows = facts.document.flows_from(race.id)
    if len(flows) == 1:
        message = f"{called(race)} has only one way, so there is nothing to race."
        facts.report("race-of-one", message, race, None, "Add another wait, or remove the race.")
    for flow in flows:
        target = facts.document.nodes.get(flow.target)
        if target is not None and not isinstance(target, Wait):
            message = f"{called(race)} leads to {facts.name(target.id)}, which does not wait for anything."
            fix = "Put a wait between them: the first wait to end wins the race."
            facts.report("race-target", message, (race, flow, target), None, fix)


def _boundary(facts: Facts, boundary: Boundary) -> None:
    host: Node | None = facts.document.nodes.get(boundary.host)
    if host is None:
        return
    if not isinstance(host, Task | Box) or host.workflow != boundary.workflow:
        message = (
            f"{called(boundary)} sits on {facts.name(host.id)}, which is no task or box of its workflow."
        )
        facts.report(
            "boundary-host", message, (boundary, host), "host", "Put it on a task or a box beside it."
        )


def _boundary_time(facts: Facts, boundary: Boundary) -> None:
    if boundary.probability is not None and not 0 <= boundary.probability <= 1:
        message = f"{called(boundary)} has the probability {boundary.probability:g}."
        facts.report("probability-range", message, boundary, "probability", "Write a number from 0 to 1.")
    if boundary.event == "timer" and boundary.after is None:
        message = f"{called(boundary)} does not say after what time it rings."
        facts.report("boundary-never", message, boundary, "after", "Write a duration, such as 1 d.")
    elif boundary.event == "error" and boundary.probability is None:
        message = f"{called(boundary)} does not say how often the error happens."
        facts.report("boundary-never", message, boundary, "probability", "Write a probability from 0 to 1.")
    elif boundary.after is None and boundary.probability is None:
        message = f"{called(boundary)} does not say when or how often it happens."
        facts.report("boundary-never", message, boundary, "after", "Write a duration or a probability.")
