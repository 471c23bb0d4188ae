"""Flows: joining steps (also across the borders of boxes), leading ends elsewhere, order."""

from typing import Any

from designer.editing import crossing, ports, structure
from designer.editing.draft import Draft
from designer.editing.joining import join, planned
from designer.editing.rules import ALLOWED, Verdict, may_join, require, twin_of
from designer.editing.splicing import may_splice, splice, split
from designer.model.flow import Flow
from designer.model.lookups import Readable

__all__ = [
    "connect",
    "may_connect",
    "may_reconnect",
    "may_splice",
    "reconnect",
    "remove",
    "set_default",
    "set_order",
    "splice",
    "split",
]


def may_connect(
    d: Readable, source: str, target: str, outcome: str | None = None, trigger: str | None = None
) -> Verdict:
    """Whether one may draw from `source` to `target`, forward or else the other way round."""
    forward = _one_way(d, source, target, outcome, trigger)
    if forward or forward.flow is not None:
        return forward
    backward = _one_way(d, target, source, None, None)
    return Verdict(True, reversed=True) if backward else forward


def _one_way(d: Readable, source: str, target: str, outcome: str | None, trigger: str | None) -> Verdict:
    a, b = structure.node(d, source), structure.node(d, target)
    if a.workflow != b.workflow:
        return crossing.may_cross(d, a, b, outcome, trigger)
    return may_join(d, planned(d, source, target, outcome, trigger))


def connect(
    draft: Draft,
    source: str,
    target: str,
    outcome: str | None = None,
    trigger: str | None = None,
    **keys: Any,
) -> list[str]:
    """Joins two nodes; tries the other way round when this way is not allowed.

    Between steps of different workflows it means "the work of the one ends here, that of the other
    begins there": outcomes, one flow between siblings, and triggers are built as needed (C8).

    Args:
        draft: what is edited.
        source: id of the node that is left.
        target: id of the node that is entered.
        outcome: id of the exit, where `source` is a box with several.
        trigger: id of the entry, where `target` is a box with several.
        keys: keys of the flow. Across borders the conditions stay where the choice is made and the
            handoff goes where the work changes hands.

    Returns:
        The ids of what was made, the flow between siblings of the common workflow first.

    Raises:
        RuleError: neither way is allowed, or they are connected already.
    """
    verdict = may_connect(draft, source, target, outcome, trigger)
    require(verdict)
    if verdict.reversed:
        source, target, outcome, trigger = target, source, None, None
    a, b = draft.node(source), draft.node(target)
    if a.workflow == b.workflow:
        return join(draft, source, target, outcome, trigger, **keys)
    return crossing.build(draft, a, b, outcome, trigger, keys)


def may_reconnect(d: Readable, flow: str, source: str | None = None, target: str | None = None) -> Verdict:
    """Whether an end of a flow may be led to another sibling."""
    old = d.get(flow)
    if not isinstance(old, Flow):
        return Verdict(False, "This flow is gone.")
    made = _reconnected(d, old, source, target)
    return ALLOWED if made == old else may_join(d, made)


def reconnect(
    draft: Draft,
    flow: str,
    source: str | None = None,
    target: str | None = None,
    outcome: str | None = None,
    trigger: str | None = None,
) -> Flow:
    """Leads one or both ends of a flow elsewhere; it keeps its id, label and condition.

    Raises:
        RuleError: the new ends may not be joined.
    """
    old = draft.flow(flow)
    made = _reconnected(draft, old, source, target, outcome, trigger)
    if made == old:
        return old
    require(may_join(draft, made))
    draft.put(made)
    return made


def _reconnected(
    d: Readable,
    old: Flow,
    source: str | None,
    target: str | None,
    outcome: str | None = None,
    trigger: str | None = None,
) -> Flow:
    keys: dict[str, str | None] = {}
    if source is not None and (source != old.source or outcome is not None):
        keys |= {"source": source, "outcome": ports.free_exit(d, source, outcome)}
    if target is not None and (target != old.target or trigger is not None):
        keys |= {"target": target, "trigger": ports.first_entry(d, target, trigger)}
    if not keys:
        return old
    return old.led(**keys)


def remove(draft: Draft, flow: str) -> None:
    """Takes a flow away; never a node."""
    draft.remove(draft.flow(flow).id)


def set_order(draft: Draft, flow: str, place: int) -> None:
    """Makes a flow the `place`-th (from 0) that is tried where it begins; all there are counted anew."""
    moving = draft.flow(flow)
    others = [f for f in draft.flows_from(moving.source) if f.id != flow]
    others.insert(max(0, min(place, len(others))), moving)
    _count(draft, others)


def _count(draft: Draft, flows: list[Flow]) -> None:
    for order, flow in enumerate(flows):
        if flow.order != order:
            draft.update(flow.id, order=order)


def set_default(draft: Draft, flow: str) -> None:
    """Makes a flow the one that takes the rest; no other flow of its decision does then."""
    chosen = draft.flow(flow)
    for other in draft.flows_from(chosen.source):
        if other.default and other.id != flow:
            draft.update(other.id, default=False)
    draft.update(flow, default=True, condition=None, probability=None)
    twin = twin_of(draft, draft.flow(flow))
    if twin is not None:
        draft.remove(twin.id)  # it led to the same step without a condition
