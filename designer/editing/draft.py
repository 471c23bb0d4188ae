"""A draft: a document with pending edits on top. Verbs write to it; nothing else changes until it is committed."""

from typing import TypeVar

from designer.model.change import Change, Head, Pair
from designer.model.document import AnyRecord, Document
from designer.model.ids import new_id
from designer.model.nodes import Boundary, Box, Node, NodeBase
from designer.model.flow import Flow
from designer.model.records import Record
from designer.model.workflow import Workflow

_R = TypeVar("_R", bound=Record)


class Draft:
    """Pending edits over `base`. Reading gives the edited state; `change` gives the edits as a value."""

    def __init__(self, base: Document) -> None:
        self.base = base
        self._edits: dict[str, AnyRecord | None] = {}
        self._head: Head | None = None

    # Reading

    def get(self, record_id: str) -> AnyRecord | None:
        """The record as it now stands, or None."""
        if record_id in self._edits:
            return self._edits[record_id]
        return self.base.get(record_id)

    def __contains__(self, record_id: str) -> bool:
        return self.get(record_id) is not None

    def node(self, node_id: str) -> Node:
        """A node that must be there; raises KeyError."""
        return self._expect(node_id, NodeBase)  # type: ignore[return-value]  # NodeBase is never instantiated itself

    def flow(self, flow_id: str) -> Flow:
        """A flow that must be there; raises KeyError."""
        return self._expect(flow_id, Flow)

    def workflow(self, workflow_id: str) -> Workflow:
        """A workflow that must be there; raises KeyError."""
        return self._expect(workflow_id, Workflow)

    def nodes_in(self, workflow: str) -> tuple[Node, ...]:
        """The content of a workflow, by id."""
        return self._seen(
            self.base.nodes_in(workflow), lambda r: isinstance(r, NodeBase) and r.workflow == workflow
        )

    def flows_from(self, node: str) -> tuple[Flow, ...]:
        """The flows that leave a node, in the order in which they are tried."""
        found = self._seen(self.base.flows_from(node), lambda r: isinstance(r, Flow) and r.source == node)
        return tuple(sorted(found, key=lambda flow: (flow.order, flow.id)))

    def flows_into(self, node: str) -> tuple[Flow, ...]:
        """The flows that enter a node, in the same order."""
        found = self._seen(self.base.flows_into(node), lambda r: isinstance(r, Flow) and r.target == node)
        return tuple(sorted(found, key=lambda flow: (flow.order, flow.id)))

    def flows_in(self, workflow: str) -> tuple[Flow, ...]:
        """The flows among the nodes of a workflow, by id."""
        return self._seen(
            self.base.flows_in(workflow),
            lambda r: isinstance(r, Flow) and getattr(self.get(r.source), "workflow", None) == workflow,
        )

    def boxes_running(self, workflow: str) -> tuple[Box, ...]:
        """The boxes that run a workflow."""
        return self._seen(
            self.base.boxes_running(workflow),
            lambda r: isinstance(r, Box) and r.file is None and r.runs == workflow,
        )

    def boundaries_on(self, host: str) -> tuple[Boundary, ...]:
        """The events on the border of a node, by id."""
        return self._seen(self.base.boundaries_on(host), lambda r: isinstance(r, Boundary) and r.host == host)

    @property
    def document(self) -> Document:
        """The document as it now stands."""
        return self.base.apply(self.change)

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

    def update(self, record_id: str, **keys: object) -> AnyRecord:
        """Replaces some keys of a record, validated as when it is read; gives the new record."""
        old = self.get(record_id)
        if old is None:
            raise KeyError(record_id)
        made = revised(old, **keys)
        self._edits[record_id] = made
        return made

    def remove(self, record_id: str) -> None:
        """Removes a record that is there; raises KeyError otherwise."""
        if self.get(record_id) is None:
            raise KeyError(record_id)
        self._edits[record_id] = None

    def set_head(self, head: Head) -> None:
        """Replaces root, currency and extensions."""
        self._head = head

    def new_id(self) -> str:
        """An id nobody has."""
        return new_id(self)

    @property
    def change(self) -> Change:
        """The edits as a value; what ends up as it was is left out."""
        records: dict[str, Pair] = {}
        for record_id, after in self._edits.items():
            before = self.base.get(record_id)
            if before != after:
                records[record_id] = (before, after)
        head = None if self._head in (None, self.base.head) else (self.base.head, self._head)
        return Change(records, head)  # type: ignore[arg-type]  # head is a pair of heads or None

    # Within

    def _expect(self, record_id: str, kind: type[_R]) -> _R:
        found = self.get(record_id)
        if not isinstance(found, kind):
            raise KeyError(record_id)
        return found

    def _seen(self, stored, belongs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        kept = [self._edits.get(record.id, record) for record in stored]
        known = {record.id for record in stored}
        added = [record for key, record in self._edits.items() if key not in known]
        found = [record for record in (*kept, *added) if record is not None and belongs(record)]
        return tuple(sorted(found, key=lambda record: record.id)) if added else tuple(found)


def revised(record: _R, **keys: object) -> _R:
    """A copy of a frozen record with some keys replaced, validated in full; raises pydantic's ValidationError.

    (`model_copy(update=…)` would not validate.) Keys are given by their Python names.
    """
    values = {name: getattr(record, name) for name in type(record).model_fields}
    unknown = keys.keys() - values.keys()
    if unknown:
        raise ValueError(f"a {type(record).__name__} has no {', '.join(sorted(unknown))}")
    return type(record)(**{**values, **keys})
