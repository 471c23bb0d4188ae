"""Flows as elements of BPMN: sequence flows with their conditions, messages to those outside."""

from designer.exchange.bpmn.data import begin
from designer.exchange.bpmn.feel import feel, quoted
from designer.exchange.bpmn.names import FEEL, Element, add, formal, xml_id
from designer.exchange.bpmn.plan import Plan
from designer.exchange.xmltext import writable
from designer.layout.words import flow_words
from designer.model.flow import Flow
from designer.model.nodes import Box, Decision, State


def flow_name(plan: Plan, flow: Flow) -> str:
    """What a flow says: its label or rule as on the picture, else the exit that it takes out of a box."""
    words = flow.label if flow.label.strip() else flow_words(flow)[0]
    if words or flow.source not in plan.forks:
        return words
    outcome = plan.document.nodes.get(plan.exit_of(flow) or "")
    return outcome.name or outcome.id if outcome is not None else plan.exit_of(flow) or ""


def write_flow(parent: Element, plan: Plan, flow: Flow) -> None:
    """A flow between two steps, or with somebody outside."""
    source, target = plan.source_of(flow), xml_id(flow.target)
    told = {
        "id": xml_id(flow.id),
        "name": writable(flow_name(plan, flow)),
        "label": writable(flow_name(plan, flow)),
        "source": source,
        "target": target,
    }
    tag = "messageFlow" if plan.is_message(flow) else "sequenceFlow"
    element = begin(parent, tag, flow, told, sourceRef=source, targetRef=target)
    if tag == "sequenceFlow":
        _condition(element, plan, flow)


def _condition(element: Element, plan: Plan, flow: Flow) -> None:
    """When the flow is taken, where its source chooses."""
    source = plan.document.nodes[flow.source]
    outcome = plan.exit_of(flow) if isinstance(source, Box) else None
    if isinstance(source, Decision | State) and not flow.default:
        _rule(element, flow, is_worded=isinstance(source, State) and source.id in plan.forks)
    elif outcome is not None and flow.source in plan.forks:
        formal(element, "conditionExpression", f"outcome = {quoted(outcome)}", FEEL)


def _rule(element: Element, flow: Flow, *, is_worded: bool) -> None:
    """A condition, or the bare number that stands for a probability, or words about a transition."""
    rule = None if flow.condition is None else feel(flow.condition)
    words = flow.condition or (flow_words(flow)[0] if is_worded else "")
    if rule is not None:
        formal(element, "conditionExpression", rule, FEEL)
    elif flow.condition is None and flow.probability is not None:
        formal(element, "conditionExpression", repr(flow.probability))
    elif words:
        add(element, "conditionExpression", words)
