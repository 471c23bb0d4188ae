"""Whether flows join what may be joined, through ports that are there."""

from collections.abc import Sequence

from designer.model import graph
from designer.model.checks.facts import Facts, called, kind_word
from designer.model.flow import Flow
from designer.model.nodes import Area, Boundary, Box, Node, Note, Outcome, State, Trigger


def check_flows(facts: Facts) -> None:
    """Ends, borders, ports and doubles of every flow."""
    nodes = facts.document.nodes
    for flow in facts.document.flows.values():
        source, target = nodes.get(flow.source), nodes.get(flow.target)
        if source is None or target is None:
            continue  # told as a missing reference
        _ends(facts, flow, source, target)
        _port(facts, flow, source, "outcome")
        _port(facts, flow, target, "trigger")
    _doubles(facts)
    _outcomes_continued(facts)


def _ends(facts: Facts, flow: Flow, source: Node, target: Node) -> None:
    words = facts.flow_words(flow.source, flow.target)
    if source.workflow != target.workflow:
        where = f"{facts.name(source.workflow)} and {facts.name(target.workflow)}"
        message = f"{words} crosses a border: its ends are in {where}."
        fix = "Lead it out through an outcome and in through a trigger; drawing it anew does that."
        facts.report("flow-across-border", message, (flow, source, target), "target", fix)
    if isinstance(source, Outcome | Note | Area):
        message = f"{words} leaves {_article(source)}, where nothing goes on."
        facts.report("flow-end", message, (flow, source), "source", "Remove it, or start it at a step.")
    if isinstance(target, Trigger | Boundary | Note | Area):
        message = f"{words} leads to {_article(target)}, which no flow enters."
        facts.report("flow-end", message, (flow, target), "target", "Remove it, or lead it to a step.")
    if source.id == target.id and not isinstance(source, State):
        message = f"A flow leads from {facts.name(source.id)} back to itself."
        fix = "Put a decision in between that says when to repeat."
        facts.report("flow-to-itself", message, (flow, source), "target", fix)


def _article(node: Node) -> str:
    word = kind_word(node)
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _port(facts: Facts, flow: Flow, end: Node, key: str) -> None:
    """`end` is the source for the key `outcome`, the target for `trigger`."""
    named: str | None = getattr(flow, key)
    if not isinstance(end, Box):
        if named is not None:
            words = facts.flow_words(flow.source, flow.target)
            message = f"{words} names the {key} {facts.name(named)}, but {facts.name(end.id)} is no box."
            facts.report("port-ignored", message, flow, key, f"Remove '{key}'.")
        return
    if not facts.inner(end):
        return
    inside = graph.outcomes if key == "outcome" else graph.triggers
    ports: Sequence[Node] = inside(facts.document, end.runs)
    words = facts.flow_words(flow.source, flow.target)
    if named is None and len(ports) > 1:
        listed = ", ".join(facts.name(port.id) for port in ports)
        message = f"{words} does not say which {key} of {facts.name(end.id)} it uses: {listed}."
        facts.report("port-needed", message, (flow, end), key, f"Choose one as its {key}.")
    elif named is not None and named in facts.document.nodes and named not in {port.id for port in ports}:
        message = f"{words} names {facts.name(named)}, which is no {key} of {facts.name(end.id)}."
        facts.report("port-wrong", message, (flow, end), key, f"Choose one of the box's own {key}s.")


def _doubles(facts: Facts) -> None:
    seen: dict[tuple[object, ...], Flow] = {}
    for _, flow in sorted(facts.document.flows.items()):
        rule = (flow.condition, flow.event, flow.after)
        same = (flow.source, flow.target, flow.outcome, flow.trigger, str(rule))
        first = seen.setdefault(same, flow)
        if first is not flow:
            message = f"{facts.flow_words(flow.source, flow.target)} is there twice."
            facts.report("flow-twice", message, (flow, first), None, "Remove one of them.")


def _outcomes_continued(facts: Facts) -> None:
    document = facts.document
    for node in document.nodes.values():
        if not isinstance(node, Box) or not facts.inner(node) or not document.flows_from(node.id):
            continue
        ports = graph.outcomes(document, node.runs)
        used = {graph.exit_port(document, flow) for flow in document.flows_from(node.id)}
        if None in used:
            continue  # told as a port that is needed or wrong
        for port in ports:
            if port.id not in used:
                message = f"{called(node)} can end as {facts.name(port.id)}, but no flow goes on from there."
                facts.report(
                    "outcome-not-continued", message, (node, port), None, "Draw a flow from that outcome."
                )
