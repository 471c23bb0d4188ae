"""Expressions as byte code for the kernel's stack machine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from designer.model.expressions import (
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
from designer.simulation import codes

_CLOCK = {
    "hour": codes.OP_HOUR,
    "weekday": codes.OP_WEEKDAY,
    "elapsed": codes.OP_ELAPSED,
    "visits": codes.OP_VISITS,
}
_ARITHMETIC = {
    "+": codes.OP_ADD,
    "-": codes.OP_SUBTRACT,
    "*": codes.OP_MULTIPLY,
    "/": codes.OP_DIVIDE,
    "%": codes.OP_MODULO,
}
_COMPARISON = {
    "<": codes.OP_LESS,
    "<=": codes.OP_LESS_EQUAL,
    ">": codes.OP_GREATER,
    ">=": codes.OP_GREATER_EQUAL,
    "==": codes.OP_EQUAL,
    "!=": codes.OP_NOT_EQUAL,
}
_FUNCTION = {
    "abs": codes.OP_ABS,
    "round": codes.OP_ROUND,
    "floor": codes.OP_FLOOR,
    "ceil": codes.OP_CEIL,
    "min": codes.OP_MIN,
    "max": codes.OP_MAX,
}
# How far the stack can grow: one for each level of the tree is plenty.
STACK = 256


@dataclass
class Assembler:
    """Collects the code of all expressions of a program; `columns` are the fields by expression names."""

    columns: Mapping[str, int]
    intern: Callable[[str], int]
    ops: list[int] = field(default_factory=list)
    args: list[float] = field(default_factory=list)

    def add(self, expression: Expression) -> int:
        """Appends an expression and gives back where its code begins."""
        start = len(self.ops)
        self._put(expression)
        self._emit(codes.OP_END)
        return start

    def _emit(self, op: int, arg: float = 0.0) -> int:
        self.ops.append(op)
        self.args.append(arg)
        return len(self.ops) - 1

    def _aim(self, jump: int) -> None:
        self.args[jump] = float(len(self.ops))

    def _put(self, expression: Expression) -> None:
        match expression:
            case Number(value) | Truth(value):
                self._emit(codes.OP_CONST, float(value))
            case Text(value):
                self._emit(codes.OP_CONST, float(self.intern(value)))
            case Name(name):
                self._name(name)
            case Negative() | Not() | Binary():
                self._operation(expression)
            case Logic(operator, left, right):
                self._either(operator, left, right)
            case Compare():
                self._compare(expression)
            case In():
                self._in(expression)
            case Choose():
                self._choose(expression)
            case Call(function, arguments):
                self._call(function, arguments)

    def _name(self, name: str) -> None:
        if name in _CLOCK:
            self._emit(_CLOCK[name])
        else:
            self._emit(codes.OP_FIELD, float(self.columns[name]))

    def _operation(self, expression: Negative | Not | Binary) -> None:
        match expression:
            case Negative(operand):
                self._put(operand)
                self._emit(codes.OP_NEGATE)
            case Not(operand):
                self._put(operand)
                self._emit(codes.OP_NOT)
            case Binary(operator, left, right):
                self._put(left)
                self._put(right)
                self._emit(_ARITHMETIC[operator])

    def _either(self, operator: str, left: Expression, right: Expression) -> None:
        self._put(left)
        jump = self._emit(codes.OP_JUMP_IF_TRUE if operator == "or" else codes.OP_JUMP_IF_FALSE)
        self._emit(codes.OP_POP)
        self._put(right)
        self._aim(jump)

    def _compare(self, expression: Compare) -> None:
        left = expression.first
        jumps = []
        for i, (operator, right) in enumerate(expression.rest):
            if i:
                jumps.append(self._emit(codes.OP_JUMP_IF_FALSE))
                self._emit(codes.OP_POP)
            self._put(left)
            self._put(right)
            self._emit(_COMPARISON[operator])
            left = right
        for jump in jumps:
            self._aim(jump)

    def _in(self, expression: In) -> None:
        jumps = []
        self._put(expression.item)
        self._emit(codes.OP_POP)
        self._emit(codes.OP_CONST, 0.0)
        for option in expression.options:
            self._emit(codes.OP_POP)
            self._put(expression.item)
            self._put(option)
            self._emit(codes.OP_EQUAL)
            jumps.append(self._emit(codes.OP_JUMP_IF_TRUE))
        for jump in jumps:
            self._aim(jump)
        if expression.negated:
            self._emit(codes.OP_NOT)

    def _choose(self, expression: Choose) -> None:
        self._put(expression.condition)
        otherwise = self._emit(codes.OP_JUMP_IF_FALSE)
        self._emit(codes.OP_POP)
        self._put(expression.then)
        end = self._emit(codes.OP_JUMP)
        self._aim(otherwise)
        self._emit(codes.OP_POP)
        self._put(expression.otherwise)
        self._aim(end)

    def _call(self, function: str, arguments: tuple[Expression, ...]) -> None:
        self._put(arguments[0])
        for argument in arguments[1:]:
            self._put(argument)
            self._emit(_FUNCTION[function])
        if function not in ("min", "max"):
            self._emit(_FUNCTION[function])
