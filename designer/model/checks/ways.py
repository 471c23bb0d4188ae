"""Whether flows lead everywhere and on: dead ends, and nodes that cannot be reached."""

from designer.model import graph
from designer.model.checks.facts import Facts, called
from designer.model.nodes import Boundary, Node, Outcome, Trigger


def check_ways(facts: Facts) -> None:
    """Ways in and out of every node, workflow by workflow."""
    for workflow in facts.document.workflows:
        steps = facts.steps(workflow)
        _unconnected(facts, steps)
        _unreached(facts, steps)
        _dead_ends(facts, steps)


def starts(facts: Facts, steps: tuple[Node, ...]) -> list[str]:
    """Where tokens begin: triggers, and nodes to which nothing leads, which start with their box."""
    return [node.id for node in steps if isinstance(node, Trigger) or _is_loose(facts, node)]


def _is_loose(facts: Facts, node: Node) -> bool:
    return not isinstance(node, Trigger | Boundary) and not facts.document.flows_into(node.id)


def _unconnected(facts: Facts, steps: tuple[Node, ...]) -> None:
    if len(steps) == 1:
        return
    inside = bool(steps) and steps[0].workflow != facts.document.root
    for node in steps:
        if _is_loose(facts, node):
            then = "it starts together with the box" if inside else "no case ever comes to it"
            message = f"No flow leads to {called(node)[0].lower()}{called(node)[1:]}, so {then}."
            facts.report("not-connected", message, node, None, "Lead a flow to it, or delete it.")


def _unreached(facts: Facts, steps: tuple[Node, ...]) -> None:
    found = set(graph.spread(starts(facts, steps), facts.onward))
    for node in steps:
        if node.id not in found and not isinstance(node, Boundary):
            message = f"{called(node)} can never be reached from where the workflow starts."
            facts.report("unreachable", message, node, None, "Lead a flow to it from a step that is reached.")


def _dead_ends(facts: Facts, steps: tuple[Node, ...]) -> None:
    for node in steps:
        if not isinstance(node, Outcome) and not facts.document.flows_from(node.id) and len(steps) > 1:
            message = f"{called(node)} leads nowhere, though it is no outcome."
            facts.report("dead-end", message, node, None, "Lead a flow on from it, to an outcome at the end.")
