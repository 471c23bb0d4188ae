"""The form for a flow, by what it leaves and where it arrives."""

from typing import Any

from designer.app.panels.inspector import parts
from designer.app.panels.inspector.entry import CheckEntry, ChoiceEntry, LineEntry
from designer.app.panels.inspector.form import Item, Section
from designer.app.panels.inspector.formula import FormulaEntry
from designer.app.panels.inspector.percent import PercentEntry
from designer.app.panels.inspector.quantity import QuantityEntry
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.graph import outcomes, triggers
from designer.model.nodes import Box, Decision, State, Task


def flow_sections(flow: Flow, document: Document) -> tuple[Section, ...]:
    """The form for a flow: what is asked of it depends on what it leaves and where it arrives."""
    source, target = document.nodes.get(flow.source), document.nodes.get(flow.target)
    items = [Item("label", "Label", LineEntry)]
    if isinstance(source, Box) and source.file is None:
        items.append(Item("outcome", "Leaves by", lambda: _port(outcomes(document, source.runs))))
    if isinstance(target, Box) and target.file is None:
        items.append(Item("trigger", "Enters by", lambda: _port(triggers(document, target.runs))))
    if isinstance(source, Task):
        items.append(Item("condition", "Taken when", _rule))
    if isinstance(source, Decision):
        items += _way_out()
    if isinstance(source, State):
        items += transition()
    return (Section("", tuple(items)), Section("Handoff", (Item("handoff", "", parts.handoff),)))


def _rule() -> FormulaEntry:
    return FormulaEntry("for example amount < 500", boolean=True)


def _way_out() -> tuple[Item, ...]:
    """When a decision takes a flow: by a rule or by chance, or when nothing else holds."""
    return (
        Item(
            "condition",
            "Taken when",
            _rule,
            shown=lambda flow, _: (
                flow.condition is not None or not (flow.default or flow.probability is not None)
            ),
        ),
        Item(
            "probability",
            "How often",
            lambda: PercentEntry("instead of a rule"),
            shown=lambda flow, _: (
                flow.probability is not None or not (flow.default or flow.condition is not None)
            ),
        ),
        Item("default", "", lambda: CheckEntry("When no other rule holds")),
    )


def transition() -> tuple[Item, ...]:
    """When a case leaves a state along a flow."""
    return (
        Item("event", "What happens", lambda: LineEntry("for example: the customer answers")),
        Item("after", "After", lambda: QuantityEntry(none="At once")),
        Item("condition", "Only when", _rule),
        Item(
            "probability",
            "How often",
            lambda: PercentEntry("when no time is given"),
            shown=lambda flow, _: flow.probability is not None or flow.after is None,
        ),
    )


def _port(ports: Any) -> ChoiceEntry:
    return ChoiceEntry(
        ((None, "The only one" if len(ports) < 2 else "Not said"), *((p.id, p.name or p.id) for p in ports))
    )
