"""Whether the rules on flows say clearly where a token goes."""

import math

from designer.model.checks.facts import Facts, called, kind_word
from designer.model.flow import Flow
from designer.model.nodes import Decision, Node, State, Task

TOLERANCE = 1e-6


def check_rules(facts: Facts) -> None:
    """Conditions, probabilities, defaults and transitions of every node's flows."""
    for node in facts.document.nodes.values():
        flows = facts.document.flows_from(node.id)
        if not flows:
            continue
        _defaults(facts, node, flows)
        if isinstance(node, Decision) and len(flows) > 1:
            _decision(facts, node, flows)
        elif isinstance(node, State):
            _transitions(facts, node, flows)
        _ignored(facts, node, flows)
    for flow in facts.document.flows.values():
        if flow.probability is not None and not 0 <= flow.probability <= 1:
            message = (
                f"{facts.flow_words(flow.source, flow.target)} has the probability {flow.probability:g}."
            )
            facts.report("probability-range", message, flow, "probability", "Write a number from 0 to 1.")


def _defaults(facts: Facts, node: Node, flows: tuple[Flow, ...]) -> None:
    defaults = [flow for flow in flows if flow.default]
    if len(defaults) > 1:
        message = f"{called(node)} has {len(defaults)} default flows; only one can take the rest."
        facts.report("defaults-several", message, (node, *defaults), None, "Keep one of them as the default.")
    for flow in defaults:
        if flow.condition is not None or flow.probability is not None:
            words = facts.flow_words(flow.source, flow.target)
            key = "condition" if flow.condition is not None else "probability"
            message = f"{words} is the default, so its {key} is never asked."
            facts.report(
                "default-with-rule", message, flow, key, f"Remove the {key}, or let it be no default."
            )


def _decision(facts: Facts, node: Decision, flows: tuple[Flow, ...]) -> None:
    ruled = [flow for flow in flows if not flow.default]
    by_chance = [flow for flow in ruled if flow.probability is not None]
    by_rule = [flow for flow in ruled if flow.condition is not None]
    if by_chance and by_rule:
        message = f"{called(node)} decides by conditions and by probabilities at once."
        facts.report(
            "rules-mixed", message, (node, *by_chance), None, "Use one or the other on all its flows."
        )
        return
    for flow in ruled:
        if flow.probability is None and flow.condition is None:
            what = "probability" if by_chance else "condition"
            message = f"{facts.flow_words(flow.source, flow.target)} has no {what}."
            facts.report(
                "rule-missing", message, (flow, node), what, f"Give it a {what}, or make it the default."
            )
    has_default = len(ruled) < len(flows)
    if by_chance:
        _chances(facts, node, by_chance, has_default)
    elif by_rule and not has_default:
        message = f"{called(node)} has no default: a case for which no condition holds fails there."
        facts.report("default-missing", message, node, None, "Make one of its flows the default.")


def _chances(facts: Facts, node: Decision, flows: list[Flow], has_default: bool) -> None:
    if node.mode == "inclusive":
        return  # each way is drawn for itself
    total = math.fsum(flow.probability or 0 for flow in flows)
    if total > 1 + TOLERANCE or (not has_default and total < 1 - TOLERANCE):
        message = f"{called(node)}: the probabilities of its flows sum to {total:.6g}, not to 1."
        fix = "Change them so that they sum to 1" + (", or make one flow the default." if total < 1 else ".")
        facts.report("probabilities-sum", message, (node, *flows), None, fix)


def _transitions(facts: Facts, node: State, flows: tuple[Flow, ...]) -> None:
    bare = [
        flow
        for flow in flows
        if flow.after is None and flow.condition is None and flow.probability is None and not flow.event
    ]
    if len(bare) > 1:
        message = f"{called(node)} has {len(bare)} transitions that would happen at once."
        fix = "Give them a time, a condition or a probability."
        facts.report("transitions-at-once", message, (node, *bare), None, fix)


def _ignored(facts: Facts, node: Node, flows: tuple[Flow, ...]) -> None:
    asked = _asked(node, len(flows))
    alone = " with no other flow" if len(flows) == 1 and isinstance(node, Decision | Task) else ""
    for flow in flows:
        for key in ("condition", "probability", "default", "event", "after"):
            if key not in asked and getattr(flow, key) not in (None, "", False):
                words = facts.flow_words(flow.source, flow.target)
                message = f"{words} has '{key}', which is not asked: it leaves a {kind_word(node)}{alone}."
                facts.report("rule-ignored", message, flow, key, f"Remove '{key}', or put a decision there.")


def _asked(node: Node, count: int) -> frozenset[str]:
    match node:
        case State():
            return frozenset({"condition", "probability", "event", "after"})
        case Decision() if count > 1:
            return frozenset({"condition", "probability", "default"})
        case Task() if count > 1:
            return frozenset({"condition", "default"})
    return frozenset()
