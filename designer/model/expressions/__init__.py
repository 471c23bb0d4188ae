"""The small safe language of conditions, priorities and outputs.

    amount < 500 and region in ["EU", "US"]
    0.1 * amount if approved else 0

`parse` makes a tree, `check` finds its type, `evaluate` its value, `print_expression` its normal text. A tree
holds nothing but the classes of `tree`; no text is ever handed to Python to run.

Meaning:
    Numbers are 64-bit floats; there are no integers and no infinities. `/` and `%` by zero and results too
    large for a float are errors when evaluated. `%` gives the remainder of floor division: it has the sign
    of the divisor, so `hour % 24` is never negative. `round` takes halves away from zero: `round(2.5)` is 3,
    `round(-2.5)` is -3.
    `+ - * / % < <= > >=` take numbers, `and or not` take true or false, `== !=` and `in` two of one type;
    nothing is converted. `and`, `or` and `if` evaluate only what they need; a chain `a < b < c` stops at the
    first comparison that fails.
    A name is a field's id with `_` for `-`. A field that has no value yet (None) is an error when evaluated.
"""

from designer.model.expressions.completion import completions
from designer.model.expressions.errors import ExpressionError
from designer.model.expressions.evaluation import evaluate
from designer.model.expressions.names import (
    CLOCK,
    FUNCTIONS,
    RESERVED,
    expression_name,
    field_id,
    fields_in,
    names_in,
)
from designer.model.expressions.parser import parse
from designer.model.expressions.printing import print_expression
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
from designer.model.expressions.types import BOOLEAN, NUMBER, TEXT, Type, check, type_of_field, types_of

__all__ = [
    "BOOLEAN",
    "CLOCK",
    "FUNCTIONS",
    "NUMBER",
    "RESERVED",
    "TEXT",
    "Binary",
    "Call",
    "Choose",
    "Compare",
    "Expression",
    "ExpressionError",
    "In",
    "Logic",
    "Name",
    "Negative",
    "Not",
    "Number",
    "Text",
    "Truth",
    "Type",
    "check",
    "completions",
    "evaluate",
    "expression_name",
    "field_id",
    "fields_in",
    "names_in",
    "parse",
    "print_expression",
    "type_of_field",
    "types_of",
]
