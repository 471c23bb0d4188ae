"""Whether values fit the fields they are for."""

from designer.model import distributions as d
from designer.model.checks.facts import Facts, Record, called
from designer.model.expressions import type_of_field
from designer.model.fields import DataField
from designer.model.nodes import Task
from designer.model.suggestions import closest


def check_data(facts: Facts) -> None:
    """Choices of fields, their initial values, and what tasks draw for them."""
    for field in facts.document.fields.values():
        _choices(facts, field)
        if field.initial is not None:
            _fits(facts, field, field, "initial", field.initial)
    for node in facts.document.nodes.values():
        for output in node.outputs if isinstance(node, Task) else ():
            field_written = facts.document.fields.get(output.field)
            if field_written is not None and not isinstance(output.value, str):
                _fits(facts, node, field_written, "outputs", output.value)


def _choices(facts: Facts, field: DataField) -> None:
    if field.type == "choice" and not field.choices:
        message = f"{called(field)} is a choice, but there is nothing to choose from."
        facts.report("choices-missing", message, field, "choices", "List its choices.")
    elif len(set(field.choices)) < len(field.choices):
        message = f"{called(field)} has the same choice twice."
        facts.report("choices-missing", message, field, "choices", "Remove one of them.")


def _fits(facts: Facts, record: Record, field: DataField, key: str, value: object) -> None:
    """Reports a value or distribution that gives something else than the field holds."""
    if isinstance(value, d.Weighted) and field.type in ("choice", "text"):
        given = list(value.weights)
    elif isinstance(value, str) and field.type in ("choice", "text"):
        given = [value]
    elif _gives(value) == field.type:
        return
    else:
        wanted = type_of_field(field).words
        message = f"{called(record)}: '{key}' gives {facts.name(field.id)} a value that is not {wanted}."
        facts.report("value-type", message, _about(record, field), key, _REMEDY[field.type])
        return
    for choice in given:
        if field.type == "choice" and choice not in field.choices:
            subject = f"{called(record)}: '{key}' gives {facts.name(field.id)}"
            message = f'{subject} the value "{choice}", which is not one of its choices.'
            near = closest(choice, field.choices)
            fix = f'Did you mean "{near}"?' if near else "Add it to the choices, or write another."
            facts.report("value-type", message, _about(record, field), key, fix)


_REMEDY = {
    "number": "Give it a number or a distribution of numbers.",
    "boolean": "Give it true, false or a bernoulli distribution.",
    "choice": "Give it one of its choices or a weighted distribution of them.",
    "text": "Give it a text.",
}


def _gives(value: object) -> str:
    match value:
        case bool() | d.Bernoulli():
            return "boolean"
        case str() | d.Weighted():
            return "text"
    return "number"


def _about(record: Record, field: DataField) -> tuple[Record, ...]:
    return (record,) if record is field else (record, field)
