"""A change is a value: for each touched id the record before and after. Undo is its inverse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from designer.model.records import Extensions, Record, Value

Pair = tuple[Record | None, Record | None]


class Head(Value):
    """What a document says of itself beside its tables."""

    root: str
    currency: str
    extensions: Extensions = {}


@dataclass(frozen=True)
class Change:
    """What is different: id → (before, after), None where there is no record; and the document's head."""

    records: Mapping[str, Pair] = field(default_factory=dict)
    head: tuple[Head, Head] | None = None

    def __bool__(self) -> bool:
        return bool(self.records) or self.head is not None

    @property
    def ids(self) -> frozenset[str]:
        """Ids of every record it touches."""
        return frozenset(self.records)

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        swapped = {record_id: (after, before) for record_id, (before, after) in self.records.items()}
        return Change(swapped, self.head and (self.head[1], self.head[0]))

    def then(self, later: "Change") -> "Change":
        """This change and a later one as one; what cancels out is left out."""
        return merged((self, later))


def merged(changes: Iterable[Change]) -> Change:
    """Several changes, one after another, as one."""
    records: dict[str, Pair] = {}
    head: tuple[Head, Head] | None = None
    for change in changes:
        for record_id, (before, after) in change.records.items():
            records[record_id] = (records[record_id][0] if record_id in records else before, after)
        if change.head is not None:
            head = (head[0] if head is not None else change.head[0], change.head[1])
    kept = {record_id: pair for record_id, pair in records.items() if pair[0] != pair[1]}
    return Change(kept, None if head is None or head[0] == head[1] else head)
