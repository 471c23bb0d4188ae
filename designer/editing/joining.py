"""One flow between two siblings, with its ports and its place among the flows that leave there."""

from typing import Any

from designer.editing import ports
from designer.editing.draft import Draft
from designer.editing.rules import may_join, require
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Decision, Outcome, Trigger


def planned(
    d: Readable, source: str, target: str, outcome: str | None = None, trigger: str | None = None
) -> Flow:
    """The flow as it would be, its ports filled in; ports that its ends do not have are left out."""
    return Flow(
        id="planned",
        source=source,
        target=target,
        outcome=ports.free_exit(d, source, outcome),
        trigger=ports.first_entry(d, target, trigger),
    )


def join(
    draft: Draft,
    source: str,
    target: str,
    outcome: str | None = None,
    trigger: str | None = None,
    **keys: Any,
) -> list[str]:
    """Makes a flow between siblings; gives its id and those of ports that bare boxes got for it.

    The second flow that leaves a decision becomes its default: what is drawn last is "otherwise".
    Conditions are the user's to fill in; the checks ask for them.

    Raises:
        RuleError: these two may not be joined.
    """
    made = ports.give_port(draft, source, Outcome) + ports.give_port(draft, target, Trigger)
    plan = planned(draft, source, target, outcome, trigger)
    rank = _rank(draft, source) if isinstance(draft.node(source), Decision) else {}
    given = {"id": draft.new_id(), "outcome": plan.outcome, "trigger": plan.trigger, **rank, **keys}
    flow = Flow.model_validate({"source": source, "target": target, **given})
    require(may_join(draft, flow))
    draft.put(flow)
    return [flow.id, *made]


def _rank(d: Readable, decision: str) -> dict[str, object]:
    others = d.flows_from(decision)
    if not others:
        return {}
    rank: dict[str, object] = {"order": max(flow.order for flow in others) + 1}
    if not any(flow.default for flow in others):
        rank["default"] = True
    return rank
