"""A tree back to text: one normal way of writing, with no parentheses that are not needed."""

from designer.model.expressions.parser import (
    CHOOSE,
    COMPARE,
    NOT,
    OR,
    SIGN,
    STRENGTH,
    SUM,
)
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

_ATOM = SIGN + 1


def print_expression(expression: Expression) -> str:
    """The expression as text; parsing it gives the same tree."""
    return _printed(expression, CHOOSE)


def _printed(expression: Expression, strength: int) -> str:
    """The text of a part, in parentheses where its operator is weaker than `strength`."""
    text = _text(expression)
    return f"({text})" if _strength(expression) < strength else text


def _strength(expression: Expression) -> int:
    match expression:
        case Choose():
            return CHOOSE
        case Logic(operator=operator) | Binary(operator=operator):
            return STRENGTH[operator]
        case Not():
            return NOT
        case Compare() | In():
            return COMPARE
        case Negative():
            return SIGN
    return _ATOM


def _text(expression: Expression) -> str:
    match expression:
        case Number() | Text() | Truth() | Name():
            return _atom(expression)
        case Negative(operand):
            return f"-{_printed(operand, SIGN)}"
        case Not(operand):
            return f"not {_printed(operand, NOT)}"
        case Binary(operator, left, right) | Logic(operator, left, right):
            own = STRENGTH[operator]
            return f"{_printed(left, own)} {operator} {_printed(right, own + 1)}"
        case Compare(first, rest):
            tail = "".join(f" {operator} {_printed(operand, SUM)}" for operator, operand in rest)
            return _printed(first, SUM) + tail
        case In(item, options, negated):
            return f"{_printed(item, SUM)} {'not in' if negated else 'in'} [{_listed(options)}]"
        case Choose(condition, then, otherwise):
            choice = f"if {_printed(condition, OR)} else {_printed(otherwise, CHOOSE)}"
            return f"{_printed(then, OR)} {choice}"
        case Call(function, arguments):
            return f"{function}({_listed(arguments)})"


def _listed(parts: tuple[Expression, ...]) -> str:
    return ", ".join(_printed(part, CHOOSE) for part in parts)


def _atom(expression: Number | Text | Truth | Name) -> str:
    match expression:
        case Number(value):
            return str(int(value)) if value.is_integer() and value < 1e15 else repr(value)
        case Text(value):
            escaped = (
                value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
            )
            return f'"{escaped}"'
        case Truth(value):
            return "true" if value else "false"
        case Name(name):
            return name
