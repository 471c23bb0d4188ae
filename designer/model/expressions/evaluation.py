"""The value of an expression, for those who want one; the simulation compiles the tree instead."""

import math
from collections.abc import Callable, Mapping

from designer.model.expressions.errors import ExpressionError
from designer.model.expressions.tree import (
    Arithmetic,
    Binary,
    Call,
    Choose,
    Compare,
    Comparison,
    Expression,
    Function,
    In,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
)

_Names = Mapping[str, object]


def evaluate(expression: Expression, names: _Names) -> object:
    """The value, a float, bool or str; raises ExpressionError where there is none.

    `names` gives the values by expression names, those of the clock (`hour`, `weekday`, `elapsed`, `visits`)
    included; None is a field that has no value yet.
    """
    match expression:
        case Number(value) | Text(value) | Truth(value):
            return value
        case Name():
            return _named(expression, names)
        case Negative() | Binary() | Call():
            return _arithmetic(expression, names)
        case Not() | Logic() | Compare() | In():
            return _logic(expression, names)
        case Choose(condition, then, otherwise):
            return evaluate(then if _truth(condition, names) else otherwise, names)


def _error(part: Expression, message: str) -> ExpressionError:
    start, end = part.span
    return ExpressionError(message, start, end - start)


def _named(name: Name, names: _Names) -> object:
    value = names.get(name.name)
    if value is None:
        known = "has no value yet" if name.name in names else "is not known"
        raise _error(name, f"{name.name!r} {known}")
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _number(part: Expression, names: _Names) -> float:
    value = evaluate(part, names)
    if not isinstance(value, float) or not math.isfinite(value):
        raise _error(part, f"a number is needed here, not {value!r}")
    return value


def _truth(part: Expression, names: _Names) -> bool:
    value = evaluate(part, names)
    if not isinstance(value, bool):
        raise _error(part, f"true or false is needed here, not {value!r}")
    return value


def _arithmetic(expression: Negative | Binary | Call, names: _Names) -> float:
    match expression:
        case Negative(operand):
            return -_number(operand, names)
        case Binary(operator, left, right):
            operands = (_number(left, names), _number(right, names))
            if operator in ("/", "%") and operands[1] == 0:
                raise _error(right, "this is a division by zero")
            result = _ARITHMETIC[operator](*operands)
        case Call(function, arguments):
            result = _FUNCTIONS[function](*(_number(part, names) for part in arguments))
    if not math.isfinite(result):
        raise _error(expression, "the result is too large")
    return result


def _logic(expression: Not | Logic | Compare | In, names: _Names) -> bool:
    match expression:
        case Not(operand):
            return not _truth(operand, names)
        case Logic(operator, left, right):
            settled = operator == "or"
            return settled if _truth(left, names) == settled else _truth(right, names)
        case Compare():
            return _compared(expression, names)
        case In(item, options, negated):
            value = evaluate(item, names)
            found = any(_equal(value, evaluate(option, names)) for option in options)
            return found != negated


def _compared(expression: Compare, names: _Names) -> bool:
    left_part = expression.first
    left = evaluate(left_part, names)
    for operator, right_part in expression.rest:
        right = evaluate(right_part, names)
        if operator in ("==", "!="):
            holds = _equal(left, right) == (operator == "==")
        elif isinstance(left, float) and isinstance(right, float):
            holds = _ORDER[operator](left, right)
        else:
            raise _error(right_part, f"'{operator}' needs two numbers, not {left!r} and {right!r}")
        if not holds:
            return False
        left = right
    return True


def _equal(left: object, right: object) -> bool:
    return type(left) is type(right) and left == right


def rounded(value: float) -> float:
    """The nearest whole number, halves away from zero."""
    whole = float(math.floor(abs(value)))
    return math.copysign(whole + (abs(value) - whole >= 0.5), value)


_ARITHMETIC: dict[Arithmetic, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a % b,
}
_ORDER: dict[Comparison, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_FUNCTIONS: dict[Function, Callable[..., float]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": abs,
    "round": rounded,
    "floor": lambda value: float(math.floor(value)),
    "ceil": lambda value: float(math.ceil(value)),
}
