"""What kind of value an expression has, or why it has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from designer.model.document import Document
from designer.model.expressions.errors import ExpressionError
from designer.model.expressions.names import CLOCK, FUNCTIONS, KEYWORDS, expression_name
from designer.model.expressions.tree import (
    Binary,
    Call,
    Choose,
    Compare,
    Expression,
    In,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
)
from designer.model.fields import DataField
from designer.model.suggestions import closest, listed


@dataclass(frozen=True)
class Type:
    """Number, boolean or text; a choice is a text that is one of `choices`."""

    kind: Literal["number", "boolean", "text"]
    choices: tuple[str, ...] | None = None

    @property
    def words(self) -> str:
        """The type as it stands in a sentence."""
        if self.choices is not None:
            return "a choice"
        return {"number": "a number", "boolean": "true or false", "text": "a text"}[self.kind]


NUMBER = Type("number")
BOOLEAN = Type("boolean")
TEXT = Type("text")


def type_of_field(field: DataField) -> Type:
    """The type of a field's values."""
    match field.type:
        case "number":
            return NUMBER
        case "boolean":
            return BOOLEAN
        case "choice":
            return Type("text", field.choices)
    return TEXT


def types_of(document: Document) -> dict[str, Type]:
    """The types of a document's fields by the names they have in expressions."""
    return {expression_name(key): type_of_field(field) for key, field in document.fields.items()}


def check(expression: Expression, names: Mapping[str, Type | DataField | str]) -> Type:
    """The type of an expression; raises ExpressionError at the first part that has none.

    `names` gives the fields by expression names: as types, as fields, or as `number`, `boolean`, `text`.
    """
    known = {name: _as_type(given) for name, given in names.items()}
    known.update(dict.fromkeys(CLOCK, NUMBER))
    return _type(expression, known)


def expect(expression: Expression, names: Mapping[str, Type], wanted: Type) -> None:
    """Raises ExpressionError unless the expression has the wanted type (of a choice: one of its values)."""
    found = check(expression, names)
    if found.kind != wanted.kind:
        raise _error(expression, f"this must be {wanted.words}, but is {found.words}")
    _compare_choices(expression, wanted, {**names, **dict.fromkeys(CLOCK, NUMBER)})


def _as_type(given: Type | DataField | str) -> Type:
    if isinstance(given, DataField):
        return type_of_field(given)
    if isinstance(given, str):
        return {"number": NUMBER, "boolean": BOOLEAN}.get(given, TEXT)
    return given


_Known = Mapping[str, Type]


def _error(part: Expression, message: str, suggestion: str | None = None) -> ExpressionError:
    start, end = part.span
    return ExpressionError(message, start, end - start, suggestion)


def _type(expression: Expression, known: _Known) -> Type:  # one line for each class of the tree
    match expression:
        case Number():
            return NUMBER
        case Text(value):
            return Type("text", (value,))
        case Truth():
            return BOOLEAN
        case Name():
            return _name(expression, known)
        case Negative() | Binary() | Call():
            return _arithmetic(expression, known)
        case Not() | Logic():
            return _logic(expression, known)
        case Compare() | In():
            return _comparison(expression, known)
        case Choose():
            return _choose(expression, known)


def _name(name: Name, known: _Known) -> Type:
    found = known.get(name.name)
    if found is None:
        near = closest(name.name, [*known, *FUNCTIONS, *KEYWORDS])
        raise _error(name, f"there is no field {name.name!r}", near)
    return found


def _needed(part: Expression, wanted: Type, known: _Known, by: str) -> None:
    found = _type(part, known)
    if found.kind != wanted.kind:
        raise _error(part, f"{by} needs {wanted.words} here, but this is {found.words}")


def _arithmetic(expression: Negative | Binary | Call, known: _Known) -> Type:
    match expression:
        case Negative(operand):
            _needed(operand, NUMBER, known, "'-'")
        case Binary(operator, left, right):
            for part in (left, right):
                _needed(part, NUMBER, known, f"'{operator}'")
        case Call(function, arguments):
            for part in arguments:
                _needed(part, NUMBER, known, f"'{function}'")
    return NUMBER


def _logic(expression: Not | Logic, known: _Known) -> Type:
    match expression:
        case Not(operand):
            _needed(operand, BOOLEAN, known, "'not'")
        case Logic(operator, left, right):
            for part in (left, right):
                _needed(part, BOOLEAN, known, f"'{operator}'")
    return BOOLEAN


def _comparison(expression: Compare | In, known: _Known) -> Type:
    if isinstance(expression, In):
        for option in expression.options:
            _alike(expression.item, option, known, "'in'")
        if not expression.options:
            _type(expression.item, known)
        return BOOLEAN
    left = expression.first
    for operator, right in expression.rest:
        if operator in ("==", "!="):
            _alike(left, right, known, f"'{operator}'")
        else:
            for part in (left, right):
                _needed(part, NUMBER, known, f"'{operator}'")
        left = right
    return BOOLEAN


def _alike(left: Expression, right: Expression, known: _Known, by: str) -> None:
    first, second = _type(left, known), _type(right, known)
    if first.kind != second.kind:
        raise _error(right, f"{by} compares {first.words} with {second.words}; both must be of one type")
    if isinstance(left, Name):
        _compare_choices(right, first, known)
    if isinstance(right, Name):
        _compare_choices(left, second, known)


def _compare_choices(part: Expression, wanted: Type, known: _Known) -> None:
    """Texts written where a choice is wanted must be among its choices."""
    if wanted.choices is None:
        return
    if isinstance(part, Text) and part.value not in wanted.choices:
        near = closest(part.value, wanted.choices)
        message = f'"{part.value}" is not one of the choices: {listed(wanted.choices, "and")}'
        raise _error(part, message, f'"{near}"' if near is not None else None)
    if isinstance(part, Choose):
        _compare_choices(part.then, wanted, known)
        _compare_choices(part.otherwise, wanted, known)


def _choose(expression: Choose, known: _Known) -> Type:
    _needed(expression.condition, BOOLEAN, known, "'if'")
    then, otherwise = _type(expression.then, known), _type(expression.otherwise, known)
    if then.kind != otherwise.kind:
        message = (
            f"both sides of 'if' must be of one type, but this is {otherwise.words} and not {then.words}"
        )
        raise _error(expression.otherwise, message)
    if then.choices is None or otherwise.choices is None:
        return Type(then.kind)
    return Type(then.kind, tuple(dict.fromkeys((*then.choices, *otherwise.choices))))
