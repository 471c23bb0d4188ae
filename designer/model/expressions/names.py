"""What names there are in expressions."""

from designer.model.expressions.tree import Expression, Name, children

CLOCK = {
    "hour": "hour of the day, 0 up to 24, with fraction",
    "weekday": "day of the week, Monday 0 to Sunday 6",
    "elapsed": "hours since the case began",
    "visits": "how often this case has entered this node, this time included",
}
FUNCTIONS = {
    "min": "the smallest of its numbers",
    "max": "the largest of its numbers",
    "abs": "the number without its sign",
    "round": "the nearest whole number, halves away from zero",
    "floor": "the whole number at or below",
    "ceil": "the whole number at or above",
}
KEYWORDS = ("and", "or", "not", "in", "if", "else", "true", "false")
RESERVED = frozenset({*CLOCK, *FUNCTIONS, *KEYWORDS})


def expression_name(field_id: str) -> str:
    """How a field is written in expressions: `order-value` is `order_value`."""
    return field_id.replace("-", "_")


def field_id(name: str) -> str:
    """The id of the field that a name in an expression stands for."""
    return name.replace("_", "-")


def names_in(expression: Expression) -> frozenset[str]:
    """Every name an expression reads, those of the clock included."""
    found: set[str] = set()
    waiting: list[Expression] = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Name):
            found.add(part.name)
        waiting.extend(children(part))
    return frozenset(found)


def fields_in(expression: Expression) -> frozenset[str]:
    """Ids of the fields an expression reads."""
    return frozenset(field_id(name) for name in names_in(expression) if name not in CLOCK)
