"""A draft: a document with pending edits on top. Verbs write to it; nothing changes until it is committed."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from designer.model.change import Change, Head, Pair
from designer.model.document import AnyRecord, Document
from designer.model.flow import Flow
from designer.model.ids import new_id
from designer.model.lookups import INDEXES, Index, Readable
from designer.model.nodes import Node, NodeBase
from designer.model.records import Record, Table
from designer.model.workflow import Workflow

_R = TypeVar("_R", bound=Record)
_Touched = defaultdict[str, dict[str, None]]  # a set that keeps the order of the edits


class Draft(Readable):
    """Pending edits over `base`. Reading gives the edited state; `change` gives the edits as a value."""

    def __init__(self, base: Document) -> None:
        self.base = base
        self._edits: dict[str, AnyRecord | None] = {}
        self._touched: dict[str, _Touched] = {index.name: defaultdict(dict) for index in INDEXES}
        self._head: Head | None = None
        self._document: Document | None = None

    # Reading

    def get(self, record_id: str) -> AnyRecord | None:
        """The record as it now stands, or None."""
        if record_id in self._edits:
            return self._edits[record_id]
        return self.base.get(record_id)

    def rows(self, table: Table) -> Iterator[AnyRecord]:
        """All records of a table as they now stand."""
        for record in self.base.rows(table):
            if record.id not in self._edits:
                yield record
        for edited in tuple(self._edits.values()):
            if edited is not None and edited.table == table:
                yield edited

    def group(self, index: Index[_R], key: str) -> tuple[_R, ...]:
        """The records that an index keeps under a key, as they now stand."""
        stored = self.base.group(index, key)
        if not self._edits:
            return stored
        gone = self._gone(index, key, stored)
        come = self._edited(index, key)
        return index.overlaid(stored, gone, come) if gone or come else stored

    def flows_in(self, workflow: str) -> tuple[Flow, ...]:
        """The flows among the nodes of a workflow, by id."""
        return super().flows_in(workflow) if self._edits else self.base.flows_in(workflow)

    def _gone(self, index: Index[_R], key: str, stored: tuple[_R, ...]) -> list[_R]:
        """The stored records of a group that are others now, found from the side where there are fewer."""
        if len(stored) <= len(self._edits):
            return [record for record in stored if record.id in self._edits]
        before = (self.base.get(record_id) for record_id in self._edits)
        return [
            record  # type: ignore[misc]  # a table holds one kind of record
            for record in before
            if record is not None and record.table == index.table and key in index.keys(record)  # type: ignore[arg-type]
        ]

    def _edited(self, index: Index[_R], key: str) -> list[_R]:
        touched = self._touched[index.name].get(key, ())
        edited = (self._edits[record_id] for record_id in touched)
        return [record for record in edited if record is not None and key in index.keys(record)]  # type: ignore[misc, arg-type]  # a table holds one kind of record

    def node(self, node_id: str) -> Node:
        """A node that must be there; raises KeyError."""
        return self._expect(node_id, NodeBase)  # type: ignore[return-value]  # NodeBase is never instantiated itself

    def flow(self, flow_id: str) -> Flow:
        """A flow that must be there; raises KeyError."""
        return self._expect(flow_id, Flow)

    def workflow(self, workflow_id: str) -> Workflow:
        """A workflow that must be there; raises KeyError."""
        return self._expect(workflow_id, Workflow)

    @property
    def document(self) -> Document:
        """The document as it now stands; kept until the next edit."""
        if self._document is None:
            change = self.change
            self._document = self.base.apply(change) if change else self.base
        return self._document

    @property
    def head(self) -> Head:
        """Root, currency and extensions as they now stand."""
        return self._head or self.base.head

    # Writing

    def put(self, record: AnyRecord) -> None:
        """Adds a record, or replaces the one of the same id."""
        old = self.get(record.id)
        if old is not None and old.table != record.table:
            raise ValueError(f"{record.id!r} is already the id of a record in {old.table}")
        self._edits[record.id] = record
        self._document = None
        for index in INDEXES:
            if index.table == record.table:
                for key in index.keys(record):
                    self._touched[index.name][key][record.id] = None

    def update(self, record_id: str, **keys: object) -> AnyRecord:
        """Replaces some keys of a record, validated as when it is read; gives the new record."""
        old = self.get(record_id)
        if old is None:
            raise KeyError(record_id)
        made = revised(old, **keys)
        self.put(made)
        return made

    def remove(self, record_id: str) -> None:
        """Removes a record that is there; raises KeyError otherwise."""
        if self.get(record_id) is None:
            raise KeyError(record_id)
        self._edits[record_id] = None
        self._document = None

    def set_head(self, head: Head) -> None:
        """Replaces root, currency and extensions."""
        self._head = head
        self._document = None

    def new_id(self) -> str:
        """An id nobody has."""
        return new_id(self)

    @property
    def change(self) -> Change:
        """The edits as a value; what ends up as it was is left out."""
        records: dict[str, Pair] = {}
        for record_id, after in self._edits.items():
            before = self.base.get(record_id)
            if before is not after and before != after:
                records[record_id] = (before, after)
        if self._head is None or self._head == self.base.head:
            return Change(records)
        return Change(records, (self.base.head, self._head))

    def _expect(self, record_id: str, kind: type[_R]) -> _R:
        found = self.get(record_id)
        if not isinstance(found, kind):
            raise KeyError(record_id)
        return found


def revised(record: _R, **keys: object) -> _R:
    """A copy of a frozen record with some keys replaced, validated; raises pydantic's ValidationError.

    (`model_copy(update=…)` would not validate.) Keys are given by their Python names.
    """
    values = {name: getattr(record, name) for name in type(record).model_fields}
    unknown = keys.keys() - values.keys()
    if unknown:
        raise ValueError(f"a {type(record).__name__} has no {', '.join(sorted(unknown))}")
    return type(record)(**{**values, **keys})
