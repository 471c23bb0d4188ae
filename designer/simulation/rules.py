"""Evaluates the byte code of expressions on the fields of a case, the clock, and the visits of a node.

Booleans are 1 and 0, texts and choices their rank among all texts of the document, a field without value NaN.
Whatever cannot be worked out sets `s.error`; the case then fails by name.
"""

import math

from designer.simulation.codes import (
    BAD_EXPRESSION,
    DAY_MS,
    OP_ABS,
    OP_ADD,
    OP_CEIL,
    OP_CONST,
    OP_DIVIDE,
    OP_ELAPSED,
    OP_END,
    OP_EQUAL,
    OP_FIELD,
    OP_FLOOR,
    OP_GREATER,
    OP_GREATER_EQUAL,
    OP_HOUR,
    OP_JUMP,
    OP_JUMP_IF_TRUE,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_MAX,
    OP_MIN,
    OP_MULTIPLY,
    OP_NEGATE,
    OP_NOT,
    OP_POP,
    OP_SUBTRACT,
    OP_VISITS,
)
from designer.simulation.state import State


def evaluate(s: State, code: int, case: int, place: int) -> float:
    """The value of the expression that begins at `code`, for a case that is at a place."""
    top = -1
    while True:
        op = s.code_op[code]
        if op == OP_END:
            return s.stack[top]
        if op >= OP_ADD:
            top = top - 1
            s.stack[top] = _two(s, op, s.stack[top], s.stack[top + 1])
        elif op >= OP_NOT:
            s.stack[top] = _one(op, s.stack[top])
        elif op == OP_POP:
            top = top - 1
        elif op >= OP_JUMP:
            if op == OP_JUMP or (s.stack[top] != 0.0) == (op == OP_JUMP_IF_TRUE):
                code = int(s.code_arg[code])
                continue
        else:
            top = top + 1
            s.stack[top] = _value(s, op, code, case, place)
        code = code + 1


def holds(s: State, code: int, case: int, place: int) -> int:
    """Whether a condition holds; 0 where it cannot be worked out."""
    value = evaluate(s, code, case, place)
    return 1 if value != 0.0 and s.error == 0 else 0


def _value(s: State, op: int, code: int, case: int, place: int) -> float:
    if op == OP_CONST:
        return s.code_arg[code]
    if op == OP_FIELD:
        field = int(s.code_arg[code])
        value = s.values[case * s.field_count + field]
        if value != value:
            s.error = BAD_EXPRESSION
            return 0.0
        return value
    if op == OP_VISITS:
        return s.visits[case * s.node_count + s.place_node[place]]
    if op == OP_ELAPSED:
        return (s.now - s.case_arrived[case]) / 3_600_000.0
    clock = s.origin + s.now
    if op == OP_HOUR:
        return clock % DAY_MS / 3_600_000.0
    return clock // DAY_MS % 7


def _one(op: int, a: float) -> float:
    if op == OP_NOT:
        return 1.0 if a == 0.0 else 0.0
    if op == OP_NEGATE:
        return -a
    if op == OP_ABS:
        return -a if a < 0.0 else a
    if op == OP_FLOOR:
        return math.floor(a)
    if op == OP_CEIL:
        return math.ceil(a)
    size = -a if a < 0.0 else a
    whole = float(math.floor(size))
    if size - whole >= 0.5:
        whole = whole + 1.0
    return -whole if a < 0.0 else whole


def _two(s: State, op: int, a: float, b: float) -> float:
    if op >= OP_LESS:
        return _compared(op, a, b)
    result = 0.0
    if op == OP_ADD:
        result = a + b
    elif op == OP_SUBTRACT:
        result = a - b
    elif op == OP_MULTIPLY:
        result = a * b
    elif b == 0.0:
        s.error = BAD_EXPRESSION
    elif op == OP_DIVIDE:
        result = a / b
    else:
        result = math.fmod(a, b)
        if result != 0.0 and (result < 0.0) != (b < 0.0):
            result = result + b
    if result - result != 0.0:
        s.error = BAD_EXPRESSION
    return result


def _compared(op: int, a: float, b: float) -> float:
    if op == OP_MIN:
        return b if b < a else a
    if op == OP_MAX:
        return b if b > a else a
    true = 0
    if op == OP_LESS:
        true = a < b
    elif op == OP_LESS_EQUAL:
        true = a <= b
    elif op == OP_GREATER:
        true = a > b
    elif op == OP_GREATER_EQUAL:
        true = a >= b
    elif op == OP_EQUAL:
        true = a == b
    else:
        true = a != b
    return 1.0 if true else 0.0
