"""The tree of an expression: frozen, equal by content; `span` (start, end in the text) does not count.

A consumer is a `match` over these classes:

    match expression:
        case Number(value) | Text(value) | Truth(value): ...
        case Name(name): ...
        case Negative(operand) | Not(operand): ...
        case Binary(operator, left, right): ...       # + - * / %
        case Logic(operator, left, right): ...        # and or; right only when needed
        case Compare(first, rest): ...                # rest: ((operator, operand), …), each operand used once
        case In(item, options, negated): ...
        case Choose(condition, then, otherwise): ...  # then if condition else otherwise
        case Call(function, arguments): ...           # min max abs round floor ceil
"""

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
Arithmetic = Literal["+", "-", "*", "/", "%"]
Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
Connective = Literal["and", "or"]
Function = Literal["min", "max", "abs", "round", "floor", "ceil"]
COMPARISONS: tuple[Comparison, ...] = ("<", "<=", ">", ">=", "==", "!=")


@dataclass(frozen=True)
class _Part:
    span: Span = field(default=(0, 0), compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Number(_Part):
    """A number as written: finite, never negative (`-5` is a Negative of 5)."""

    value: float


@dataclass(frozen=True)
class Text(_Part):
    """A text in quotes; also how a value of a choice is written."""

    value: str


@dataclass(frozen=True)
class Truth(_Part):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True)
class Name(_Part):
    """The value of a field, or one of `hour`, `weekday`, `elapsed`, `visits`."""

    name: str


@dataclass(frozen=True)
class Negative(_Part):
    """`-x`."""

    operand: "Expression"


@dataclass(frozen=True)
class Not(_Part):
    """`not x`."""

    operand: "Expression"


@dataclass(frozen=True)
class Binary(_Part):
    """Arithmetic on two numbers."""

    operator: Arithmetic
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Logic(_Part):
    """`and` and `or`; the right side is looked at only when the left does not settle it."""

    operator: Connective
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Compare(_Part):
    """A chain such as `0 < a <= b`: true when each neighbour compares; stops at the first that does not."""

    first: "Expression"
    rest: tuple[tuple[Comparison, "Expression"], ...]


@dataclass(frozen=True)
class In(_Part):
    """`item in [a, b]`, or `not in` when negated."""

    item: "Expression"
    options: tuple["Expression", ...]
    negated: bool = False


@dataclass(frozen=True)
class Choose(_Part):
    """`then if condition else otherwise`."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


@dataclass(frozen=True)
class Call(_Part):
    """One of the functions; `min` and `max` take one or more numbers, the others one."""

    function: Function
    arguments: tuple["Expression", ...]


Expression = Number | Text | Truth | Name | Negative | Not | Binary | Logic | Compare | In | Choose | Call


def children(expression: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside one, from left to right as written."""
    match expression:
        case Negative(operand=operand) | Not(operand=operand):
            return (operand,)
        case Binary(left=left, right=right) | Logic(left=left, right=right):
            return (left, right)
        case Compare(first=first, rest=rest):
            return (first, *(operand for _, operand in rest))
        case In(item=item, options=options):
            return (item, *options)
        case Choose(condition=condition, then=then, otherwise=otherwise):
            return (then, condition, otherwise)
        case Call(arguments=arguments):
            return arguments
    return ()
