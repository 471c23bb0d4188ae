"""Whether every expression can be read and has the type its place wants."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from designer.model.checks.facts import Facts, Record, called
from designer.model.expressions import (
    BOOLEAN,
    NUMBER,
    RESERVED,
    Type,
    expression_name,
    parse,
    type_of_field,
    types_of,
)
from designer.model.expressions.errors import ExpressionError
from designer.model.expressions.types import expect
from designer.model.flow import Flow
from designer.model.nodes import Box, Instances, Task


class Formula(NamedTuple):
    """An expression of a record: where it stands, its text, and the type it must have."""

    record: Record
    key: str
    text: str
    wanted: Type


def check_formulas(facts: Facts) -> None:
    """Conditions, priorities, outputs and numbers of instances; and names that cannot be written in them."""
    types = types_of(facts.document)
    for formula in formulas(facts):
        _check(facts, formula, types)
    for field in facts.document.fields.values():
        if expression_name(field.id) in RESERVED:
            message = f"{called(field)} has the id {field.id!r}, which means something else in expressions."
            facts.report("field-name-taken", message, field, "id", "Make a field with another id.")


def formulas(facts: Facts) -> Iterator[Formula]:
    """Every expression of the document."""
    for flow in facts.document.flows.values():
        if flow.condition is not None:
            yield Formula(flow, "condition", flow.condition, BOOLEAN)
    for node in facts.document.nodes.values():
        if isinstance(node, Task):
            yield from _of_task(facts, node)
        if isinstance(node, Task | Box) and node.instances is not None:
            yield from _of_instances(node, node.instances)


def _of_task(facts: Facts, task: Task) -> Iterator[Formula]:
    if isinstance(task.priority, str):
        yield Formula(task, "priority", task.priority, NUMBER)
    for output in task.outputs:
        field = facts.document.fields.get(output.field)
        if isinstance(output.value, str) and field is not None:
            yield Formula(task, "outputs", output.value, type_of_field(field))


def _of_instances(node: Task | Box, instances: Instances) -> Iterator[Formula]:
    if isinstance(instances.count, str):
        yield Formula(node, "instances.count", instances.count, NUMBER)


def _check(facts: Facts, formula: Formula, types: Mapping[str, Type]) -> None:
    try:
        tree = parse(formula.text)
    except ExpressionError as error:
        _report(facts, "expression", formula, error)
        return
    try:
        expect(tree, types, formula.wanted)
    except ExpressionError as error:
        _report(facts, "expression-type", formula, error)


def _report(facts: Facts, code: str, formula: Formula, error: ExpressionError) -> None:
    record = formula.record
    if isinstance(record, Flow):
        subject = f"{facts.flow_words(record.source, record.target)}: the condition"
    else:
        subject = f"{called(record)}: '{formula.key}'"
    shown = formula.text if len(formula.text) <= 60 else formula.text[:59] + "…"
    place = f" at character {error.position + 1}" if formula.text else ""
    message = f"{subject} `{shown}` is not right{place}: {error.message}."
    fix = f"Did you mean {error.suggestion}?" if error.suggestion else "Correct the expression."
    facts.report(code, message, record, formula.key, fix)
