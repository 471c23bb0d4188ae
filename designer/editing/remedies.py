"""Remedies: edits that mend what a check has found, where there is one plain way to do it.

A remedy never invents what only its user can know; where it must name a figure, its name says it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from designer.editing import arranging, flows, nodes, placement, structure
from designer.editing.draft import Draft
from designer.editing.joining import join
from designer.model import graph
from designer.model.checks.rules import TOLERANCE
from designer.model.distributions import Exponential
from designer.model.document import Document
from designer.model.findings import Finding
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary, IntervalArrivals, Node, Note, Outcome, Trigger

MINUTES = 30  # between cases, until somebody says better
_DIGITS = 4  # of probabilities that are made to sum to 1


@dataclass(frozen=True)
class Remedy:
    """An edit that mends one finding.

    `name` is what it does, as on a button; `mend` does it and gives the ids of the records to look at.
    """

    name: str
    mend: Callable[[Draft], Sequence[str]]


def remedy(document: Document, finding: Finding) -> Remedy | None:
    """What mends a finding, or None where somebody must think, or where it is mended by now."""
    find = _REMEDIES.get(finding.code)
    if find is None or any(document.get(record_id) is None for record_id in finding.ids):
        return None
    return find(document, finding)


# Where a workflow begins and ends


def _begin(document: Document, finding: Finding) -> Remedy | None:
    workflow = finding.ids[0]
    firsts = [n for n in _steps(document, workflow) if not document.flows_into(n.id)]
    first = min(firsts, key=_along(document, workflow), default=None)
    if graph.triggers(document, workflow) or (first is None and _steps(document, workflow)):
        return None
    if first is None:
        return Remedy("Add a trigger", lambda draft: [nodes.create(draft, "trigger", workflow)])
    if not nodes.may_prepend(document, first.id, "trigger").ok:
        return None
    return Remedy("Add a trigger", lambda draft: [nodes.prepend(draft, first.id, "trigger")])


def _arrive(document: Document, finding: Finding) -> Remedy | None:
    trigger = document.nodes[finding.ids[0]]
    if not isinstance(trigger, Trigger) or trigger.arrivals is not None:
        return None
    arrivals = IntervalArrivals(interval=Exponential(mean=MINUTES, unit="min"))
    return Remedy(f"One every {MINUTES} min", lambda draft: [draft.update(trigger.id, arrivals=arrivals).id])


def _end(document: Document, finding: Finding) -> Remedy | None:
    """One outcome for all that leads nowhere, after the last of these."""
    workflow = finding.ids[0]
    lasts = [n for n in _steps(document, workflow) if not document.flows_from(n.id)]
    ending = [n.id for n in sorted(lasts, key=_along(document, workflow)) if _may_end(document, n.id)]
    if not ending or graph.outcomes(document, workflow):
        return None

    def mend(draft: Draft) -> list[str]:
        *others, last = ending
        made = nodes.append(draft, last, "outcome", name="Done", result="success")
        for other in others:
            join(draft, other, made)
        return [made]

    return Remedy("Add an outcome", mend)


def _go_on(document: Document, finding: Finding) -> Remedy | None:
    node = finding.ids[0]
    if document.flows_from(node) or not _may_end(document, node):
        return None
    return Remedy("Add an outcome", lambda draft: [nodes.append(draft, node, "outcome", result="success")])


def _continue(document: Document, finding: Finding) -> Remedy | None:
    """A box that can end in a way from which nothing goes on ends its process so, too."""
    box, port = finding.ids
    inner = document.nodes[port]
    used = {graph.exit_port(document, flow) for flow in document.flows_from(box)}
    if not isinstance(inner, Outcome) or port in used or not _may_end(document, box):
        return None
    name, result = inner.name, inner.result
    return Remedy(
        "Add an outcome",
        lambda draft: [nodes.append(draft, box, "outcome", outcome=port, name=name, result=result)],
    )


def _may_end(document: Document, node: str) -> bool:
    return nodes.may_append(document, node, "outcome").ok


def _steps(d: Readable, workflow: str) -> list[Node]:
    return [n for n in d.nodes_in(workflow) if not isinstance(n, Note | Area | Boundary)]


def _along(d: Readable, workflow: str) -> Callable[[Node], tuple[float, float, str]]:
    direction = structure.direction_of(d, workflow)

    def place(n: Node) -> tuple[float, float, str]:
        x, y, *_ = placement.flipped(placement.rect_of(d, n), direction)
        return x, y, n.id

    return place


# What says too much, or the same twice


def _clear(document: Document, finding: Finding) -> Remedy | None:
    """Takes away a key that nothing asks."""
    record = document.get(finding.ids[0])
    key = finding.key
    if record is None or key is None:
        return None
    record_id, empty = record.id, type(record).model_fields[key].default
    if getattr(record, key) == empty:
        return None
    return Remedy(f"Remove the {key}", lambda draft: [draft.update(record_id, **{key: empty}).id])


def _remove_double(document: Document, finding: Finding) -> Remedy | None:
    double, first = (document.flows[flow] for flow in finding.ids)
    if (double.source, double.target) != (first.source, first.target):
        return None

    def mend(draft: Draft) -> list[str]:
        flows.remove(draft, double.id)
        return [first.id]

    return Remedy("Remove one flow", mend)


# Rules of decisions


def _take_the_rest(document: Document, finding: Finding) -> Remedy | None:
    flow = document.flows[finding.ids[0]]
    if any(other.default for other in document.flows_from(flow.source)):
        return None

    def mend(draft: Draft) -> list[str]:
        flows.set_default(draft, flow.id)
        return [flow.id]

    return Remedy("Make it the default", mend)


def _scale(document: Document, finding: Finding) -> Remedy | None:
    """Probabilities that keep their proportions and sum to 1; the largest takes what rounding leaves."""
    chances = {key: document.flows[key].probability or 0.0 for key in finding.ids[1:]}
    total = sum(chances.values())
    if total <= 0 or abs(total - 1) <= TOLERANCE or min(chances.values()) < 0:
        return None
    scaled = {key: round(chance / total, _DIGITS) for key, chance in chances.items()}
    largest = max(scaled, key=lambda key: scaled[key])
    scaled[largest] = round(1 - sum(chance for key, chance in scaled.items() if key != largest), _DIGITS)

    def mend(draft: Draft) -> list[str]:
        for key, chance in scaled.items():
            draft.update(key, probability=chance)
        return list(finding.ids)

    return Remedy("Make them sum to 1", mend)


# Hours and places


def _give_hours(document: Document, finding: Finding) -> Remedy | None:
    """Where there is one calendar, there is nothing to choose."""
    role = document.roles[finding.ids[0]]
    if role.calendar is not None or len(document.calendars) != 1:
        return None
    (calendar,) = document.calendars.values()
    name = structure.called(calendar)
    return Remedy(f"Work by {name}", lambda draft: [draft.update(role.id, calendar=calendar.id).id])


def _spread(document: Document, finding: Finding) -> Remedy | None:
    siblings = [n.id for n in document.nodes_in(document.nodes[finding.ids[0]].workflow)]
    if not arranging.covering(document, siblings):
        return None
    return Remedy("Spread them", lambda draft: list(arranging.spread(draft, siblings)))


_REMEDIES: dict[str, Callable[[Document, Finding], Remedy | None]] = {
    "no-trigger": _begin,
    "workflow-without-trigger": _begin,
    "no-arrivals": _arrive,
    "workflow-without-outcome": _end,
    "dead-end": _go_on,
    "outcome-not-continued": _continue,
    "port-ignored": _clear,
    "rule-ignored": _clear,
    "default-with-rule": _clear,
    "arrivals-ignored": _clear,
    "flow-twice": _remove_double,
    "rule-missing": _take_the_rest,
    "probabilities-sum": _scale,
    "role-without-calendar": _give_hours,
    "overlap": _spread,
}
