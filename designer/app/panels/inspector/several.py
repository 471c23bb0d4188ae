"""Forms for several records at once: the keys they share."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from designer.app.panels.inspector import choices, parts
from designer.app.panels.inspector.entry import ChoiceEntry
from designer.app.panels.inspector.form import Item, Section
from designer.app.panels.inspector.quantity import QuantityEntry
from designer.app.panels.inspector.references import RecordEntry
from designer.model.document import AnyRecord
from designer.model.nodes import NodeBase, Task

_KEYS = ("type", "role", "duration", "color")


def several_sections(records: Sequence[AnyRecord]) -> tuple[Section, ...]:
    """What can be said of all these records together."""
    items: list[Item] = []
    if all(isinstance(record, Task) for record in records):
        items += [
            Item("type", "Type", lambda: ChoiceEntry(choices.TASK_TYPES)),
            Item("role", "Done by", lambda: RecordEntry("roles", "Nobody, or not the same")),
            Item("duration", "Working time", lambda: QuantityEntry(none="None, or not the same")),
        ]
    if all(isinstance(record, NodeBase) for record in records):
        items.append(Item("color", "Colour", parts.ColorEntry))
    return (Section("", tuple(items)),) if items else ()


def together(records: Sequence[AnyRecord]) -> Any:
    """The values that all records share; None where they differ."""
    shared: dict[str, Any] = {}
    for key in _KEYS:
        values = [getattr(record, key, None) for record in records]
        shared[key] = values[0] if values and all(value == values[0] for value in values) else None
    return SimpleNamespace(**shared)
