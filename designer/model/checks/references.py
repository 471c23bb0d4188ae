"""Whether what records name is there."""

from designer.model.checks.facts import Facts, Record, called, kind_word
from designer.model.flow import Flow
from designer.model.nodes import Box
from designer.model.records import Table
from designer.model.references import Reference, references
from designer.model.suggestions import closest

_WORDS: dict[Table, str] = {
    "workflows": "workflow",
    "nodes": "node",
    "roles": "role",
    "calendars": "calendar",
    "fields": "field",
    "scenarios": "scenario",
}


def check_references(facts: Facts) -> None:
    """Every key that names a record names one that is there, in the right table."""
    document = facts.document
    for record in document.records():
        for reference in references(record):
            table = getattr(document, reference.table)
            if (
                reference.target in table
                or reference.key == "base"
                or _is_elsewhere(facts, record, reference)
            ):
                continue
            word = _WORDS[reference.table]
            other = document.get(reference.target)
            found = f"a {kind_word(other)}, not a {word}" if other else f"no {word} of this document"
            message = f"{called(record)}: '{reference.key}' names {reference.target!r}, which is {found}."
            near = closest(reference.target, table)
            fix = f"Did you mean '{near}'?" if near else f"Choose another {word}, or remove it."
            facts.report(f"missing-{word}", message, record, reference.key, fix)


def _is_elsewhere(facts: Facts, record: Record, reference: Reference) -> bool:
    """Whether a flow's port belongs to a box whose workflow stands in another file."""
    if not isinstance(record, Flow) or reference.key not in ("outcome", "trigger"):
        return False
    box = facts.document.nodes.get(record.source if reference.key == "outcome" else record.target)
    return isinstance(box, Box) and box.file is not None
