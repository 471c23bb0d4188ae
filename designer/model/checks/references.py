"""Whether what records name is there."""

from designer.model.checks.facts import Facts, called, kind_word
from designer.model.records import Table
from designer.model.references import references
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
            if reference.target in table or reference.key == "base":
                continue
            word = _WORDS[reference.table]
            other = document.get(reference.target)
            found = f"a {kind_word(other)}, not a {word}" if other else f"no {word} of this document"
            message = f"{called(record)}: '{reference.key}' names {reference.target!r}, which is {found}."
            near = closest(reference.target, table)
            fix = f"Did you mean '{near}'?" if near else f"Choose another {word}, or remove it."
            facts.report(f"missing-{word}", message, record, reference.key, fix)
