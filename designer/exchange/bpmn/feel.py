"""Our expressions in FEEL, the language of conditions in BPMN and DMN.

`hour`, `weekday`, `elapsed` and `visits` stay names; whoever runs them has to give them values.
"""

from designer.model.expressions import (
    Binary,
    Call,
    Choose,
    Compare,
    Expression,
    ExpressionError,
    In,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
    parse,
    print_expression,
)
from designer.model.expressions.parser import AND, CHOOSE, COMPARE, OR, SIGN, STRENGTH, SUM

_COMPARISONS = {"==": "=", "!=": "!="}
_ATOM = SIGN + 1


def feel(text: str) -> str | None:
    """An expression in FEEL; None for what is no expression."""
    try:
        return _printed(parse(text), CHOOSE)
    except ExpressionError:
        return None


def quoted(text: str) -> str:
    """A text as FEEL writes it."""
    return print_expression(Text(text))


def _printed(expression: Expression, strength: int) -> str:
    text, own = _text(expression)
    return f"({text})" if own < strength else text


def _text(expression: Expression) -> tuple[str, int]:
    """The text of an expression and how strongly its parts hold together."""
    match expression:
        case Number() | Text() | Truth() | Name():
            return print_expression(expression), _ATOM
        case Negative(operand):
            return f"-{_printed(operand, SIGN)}", SIGN
        case Not(operand):
            return f"not({_printed(operand, CHOOSE)})", _ATOM
        case Binary("%", left, right):
            return f"modulo({_printed(left, CHOOSE)}, {_printed(right, CHOOSE)})", _ATOM
        case Binary(operator, left, right) | Logic(operator, left, right):
            own = STRENGTH[operator]
            return f"{_printed(left, own)} {operator} {_printed(right, own + 1)}", own
        case Compare():
            return _compared(expression)
        case In(item, options, negated):
            found = f"{_printed(item, SUM)} in ({_listed(options)})"
            return (f"not({found})", _ATOM) if negated else (found, COMPARE)
        case Choose(condition, then, otherwise):
            condition_, then_ = _printed(condition, OR), _printed(then, OR)
            return f"if {condition_} then {then_} else {_printed(otherwise, CHOOSE)}", CHOOSE
        case Call():
            return _called(expression), _ATOM


def _compared(chain: Compare) -> tuple[str, int]:
    """FEEL compares two at a time."""
    operands = (chain.first, *(operand for _, operand in chain.rest))
    words = [_printed(operand, SUM) for operand in operands]
    pairs = [
        f"{left} {_COMPARISONS.get(operator, operator)} {right}"
        for left, right, (operator, _) in zip(words, words[1:], chain.rest, strict=False)
    ]
    return " and ".join(pairs), AND if len(pairs) > 1 else COMPARE


def _called(call: Call) -> str:
    words = _listed(call.arguments)
    match call.function:
        case "ceil":
            return f"ceiling({words})"
        case "round":  # ours takes halves away from zero
            return f"round half up({words}, 0)"
        case name:
            return f"{name}({words})"


def _listed(parts: tuple[Expression, ...]) -> str:
    return ", ".join(_printed(part, CHOOSE) for part in parts)
