"""What may stand at a place of a file, and the words for what stands there instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic_core import ErrorDetails

from designer.exchange.jsontext import Path, Problem
from designer.exchange.shape import FileShape
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.nodes import NODE_CLASSES
from designer.model.people import Calendar, Person, Role
from designer.model.records import TABLES, Value
from designer.model.scenario import Scenario
from designer.model.suggestions import closest, listed
from designer.model.workflow import Workflow


@dataclass(frozen=True)
class Branch:
    """One of the types a value may have: the JSON types that try to be it, and its name for people."""

    types: tuple[type, ...]
    words: str


_DURATION = Branch((str,), 'a duration such as "45 min"')
_DISTRIBUTION = Branch((dict,), 'a distribution such as {"kind": "exponential", "mean": 5}')
_BRANCHES = {
    "str": Branch((str,), "text"),
    "int": Branch((int, float), "a whole number"),
    "float": Branch((int, float), "a number"),
    "bool": Branch((bool,), "true or false"),
}
_WORDS = {
    "string_type": "text",
    "string_unicode": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "an object with keys, {…}",
    "model_type": "an object with keys, {…}",
    "model_attributes_type": "an object with keys, {…}",
    "list_type": "a list, […]",
    "tuple_type": "a list, […]",
}
_DURATION_KEYS = {"sla", "wait", "warm_up"}
_PATTERNS = {
    "a-z0-9": "an id of small letters, digits and '-', such as place-order",
    "24:00": "a time of day such as 09:00 (24:00 is the end of the day)",
    "T": "a date and time such as 2026-01-05T09:00:00",
    "[A-Z]": "a currency of three capital letters such as EUR",
    ":[0-5]": "a time of day such as 09:00",
    r"\d{4}-": "a date such as 2026-12-25",
}
_CLASSES: dict[str, type[Value]] = {
    kind.table: kind for kind in (Workflow, Flow, Role, Person, Calendar, DataField, Scenario)
}


def branch_of(part: str | int, value: object) -> Branch | None:
    """The type that a step of a fault's location stands for, when it is no key of `value`."""
    if not isinstance(part, str):
        return None
    if part.startswith(("function-", "tagged-union")):
        return _DISTRIBUTION if "tagged-union" in part else _DURATION
    is_key = isinstance(value, dict) and part in value
    return None if is_key else _BRANCHES.get(part)


def shown(value: object) -> str:
    """A value as it is quoted in a message."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return f'"{value[:40]}…"' if len(value) > 40 else f'"{value}"'
        case int() | float():
            return str(value) if abs(value) < 1e15 else f"{float(value):g}" if abs(value) < 1e300 else "that"
        case list():
            return "a list"
    return "an object"


@dataclass(frozen=True)
class _Fault:
    path: Path
    value: object
    context: dict[str, Any]


def told(path: Path, value: object, fault: ErrorDetails) -> Problem:
    """One of pydantic's faults as a problem at its place."""
    teller = _TELLERS.get(fault["type"])
    if teller is not None:
        return teller(_Fault(path, value, fault.get("ctx", {})))
    if path and path[-1] in _DURATION_KEYS and fault["type"] == "string_type":
        return Problem(path, "wrong-type", f"must be {_DURATION.words}, not {shown(value)}")
    if fault["type"] in _WORDS:
        return Problem(path, "wrong-type", f"must be {_WORDS[fault['type']]}, not {shown(value)}")
    reason = fault["msg"]
    return Problem(path, "wrong-value", f"cannot be used: {reason[:1].lower()}{reason[1:]}")


def _unknown(fault: _Fault) -> Problem:
    near = closest(str(fault.path[-1]), _known_keys(fault.path))
    fix = (
        f"Did you mean '{near}'?"
        if near
        else "Remove it; what other programs keep belongs under 'extensions'."
    )
    return Problem(fault.path, "unknown-key", "is not known here", fix)


def _missing(fault: _Fault) -> Problem:
    if isinstance(fault.path[-1], int):
        return Problem(fault.path[:-1], "wrong-value", "must have two numbers, as in [120, 40]")
    return Problem(fault.path, "missing-key", "is missing", _EXAMPLES.get(fault.path[-1], "Add it."))


_EXAMPLES = {
    "id": "Give it an id that no other record has.",
    "format": 'Add "format": "process-designer/1" if this is a document of this program.',
    "root": "Write the id of the outermost workflow.",
    "workflow": "Write the id of the workflow it stands in.",
    "source": "Write the id of the node it comes from.",
    "target": "Write the id of the node it leads to.",
    "runs": "Write the id of the workflow it runs.",
}


def _too_long(fault: _Fault) -> Problem:
    if fault.context.get("max_length") == 2:
        return Problem(fault.path, "wrong-value", "must have two numbers, as in [120, 40]")
    return _count(fault)


def _count(fault: _Fault) -> Problem:
    needed = fault.context.get("min_length", fault.context.get("max_length"))
    hint = ", one for each hour of the week" if needed == 168 else ""
    return Problem(
        fault.path,
        "wrong-value",
        f"must have {needed} numbers{hint}, not {fault.context.get('actual_length')}",
    )


def _long_text(fault: _Fault) -> Problem:
    what = f"is longer than {fault.context['max_length']:,} characters"
    return Problem(
        fault.path,
        "wrong-value",
        what,
        "Shorten it, or keep the long text elsewhere and name its place.",
    )


def _no_kind(fault: _Fault) -> Problem:
    return Problem(
        (*fault.path, "kind"),
        "missing-key",
        "is missing",
        'Write what kind it is, such as "kind": "task".'
        if len(fault.path) == 2
        else "Write what kind it is.",
    )


def _wrong_kind(fault: _Fault) -> Problem:
    return _one_of((*fault.path, "kind"), fault.context["tag"], fault.context["expected_tags"])


def _literal(fault: _Fault) -> Problem:
    return _one_of(fault.path, fault.value, fault.context["expected"])


def _one_of(path: Path, value: object, expected: str) -> Problem:
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    near = closest(value, known) if isinstance(value, str) else None
    fix = f"Did you mean '{near}'?" if near else None
    return Problem(path, "wrong-value", f"must be {listed(known)}, not {shown(value)}", fix)


def _pattern(fault: _Fault) -> Problem:
    words = next(
        (words for mark, words in _PATTERNS.items() if mark in fault.context["pattern"]), "written otherwise"
    )
    return Problem(fault.path, "wrong-value", f"must be {words}, not {shown(fault.value)}")


def _far_off(fault: _Fault) -> Problem:
    most = fault.context.get("le", fault.context.get("ge", 0))
    return Problem(fault.path, "wrong-value", f"must be between {-abs(most):,.0f} and {abs(most):,.0f}")


def _refused(fault: _Fault) -> Problem:
    return Problem(fault.path, "wrong-value", f"cannot be used: {fault.context['error']}")


def _infinite(fault: _Fault) -> Problem:
    return Problem(
        fault.path, "not-finite", "must be a finite number of usual size", "Write a smaller number."
    )


_TELLERS = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "too_long": _too_long,
    "too_short": _count,
    "string_too_long": _long_text,
    "union_tag_not_found": _no_kind,
    "union_tag_invalid": _wrong_kind,
    "literal_error": _literal,
    "string_pattern_mismatch": _pattern,
    "value_error": _refused,
    "finite_number": _infinite,
    "greater_than_equal": _far_off,
    "less_than_equal": _far_off,
}


def _known_keys(path: Path) -> set[str]:
    """Keys that might have been meant: of the record, or inside one of any of its parts."""
    if len(path) == 1:
        return set(FileShape.model_fields)
    row = [_CLASSES[str(path[0])]] if path[0] in _CLASSES else list(NODE_CLASSES.values())
    if len(path) == 3 and path[0] in TABLES:
        return {key for kind in row for key in _keys(kind)}
    return {key for kind in row for part in _parts(kind) for key in _keys(part)}


def _keys(kind: type[Value]) -> set[str]:
    return {info.alias or name for name, info in kind.model_fields.items()}


def _parts(kind: type[Value]) -> Iterator[type[Value]]:
    for info in kind.model_fields.values():
        yield from _classes_in(info.annotation)


def _classes_in(annotation: object) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
        yield from _parts(annotation)
    if get_origin(annotation) in (Union, UnionType, tuple) or get_args(annotation):
        for inner in get_args(annotation):
            yield from _classes_in(inner)
