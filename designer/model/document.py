"""A document is a value: records in tables keyed by id. Applying a change gives another document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from designer.model.change import Change, Head, Pair
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.ids import Id
from designer.model.lookups import INDEXES, Groups, Index, Readable
from designer.model.nodes import Node, NodeBase, Point
from designer.model.people import Calendar, Person, Role
from designer.model.records import TABLES, Extensions, Record, Table, Value
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow

FORMAT = "process-designer/1"

_FEW = 200  # records; a change of no more is always worth patching for
_STEPS = 3  # changes back that a document knows what it was made from

AnyRecord = Workflow | Node | Flow | Role | Person | Calendar | DataField | Scenario
_R = TypeVar("_R")
_Record = TypeVar("_Record", bound=Record)


class Viewport(Value):
    """What part of a level was last seen: the scene point at the middle, and the zoom (1 is 100 %)."""

    center: Point
    zoom: float


class View(Value):
    """What the eye sees and the model does not need. Changing it is no edit.

    `viewports` are keyed by the path of boxes entered from the root, joined by `/` (`""` is the root).
    """

    open: tuple[Id, ...] = ()
    viewports: dict[str, Viewport] = {}


@dataclass(frozen=True)
class Document(Readable):
    """The whole of a process: eight tables, the root workflow, the currency, and the view beside them.

    Equal when records and head are equal; neither the order of a table nor the view matters. Look-ups come
    sorted, so that what is derived from a document never depends on its history.
    """

    root: str
    currency: str = "USD"
    workflows: Mapping[str, Workflow] = field(default_factory=dict)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    fields: Mapping[str, DataField] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    view: View = field(default_factory=View, compare=False)
    extensions: Extensions = field(default_factory=dict)

    @property
    def head(self) -> Head:
        """What the document says of itself beside its tables."""
        return Head(root=self.root, currency=self.currency, extensions=self.extensions)

    def records(self) -> Iterator[AnyRecord]:
        """Every record of every table."""
        for table in TABLES:
            yield from getattr(self, table).values()

    def rows(self, table: Table) -> Iterable[AnyRecord]:
        """All records of a table."""
        found: Mapping[str, AnyRecord] = getattr(self, table)
        return found.values()

    def get(self, record_id: str) -> AnyRecord | None:
        """The record with this id, of whatever table."""
        for table in TABLES:
            found: AnyRecord | None = getattr(self, table).get(record_id)
            if found is not None:
                return found
        return None

    def __contains__(self, record_id: object) -> bool:
        return any(record_id in getattr(self, table) for table in TABLES)

    def apply(self, change: Change) -> "Document":
        """The document after `change`; raises ValueError when the change was made for another document."""
        tables: dict[str, dict[str, Record]] = {}
        for record_id, (before, after) in change.records.items():
            record = after or before
            if record is None:
                continue
            table = tables.get(record.table)
            if table is None:
                table = tables[record.table] = dict(getattr(self, record.table))
            found = table.get(record_id)
            if found is not before and found != before:
                raise ValueError(
                    f"this change does not fit: {record_id!r} is not what it was when the change was made"
                )
            if after is None:
                del table[record_id]
            else:
                table[record_id] = after
        head: dict[str, object] = {}
        if change.head is not None:
            if change.head[0] != self.head:
                raise ValueError("this change does not fit: the document's root or currency is another")
            head = dict(change.head[1])
        made = replace(self, **tables, **head)  # type: ignore[arg-type]  # each table holds its own kind of record
        made._take_lookups(self, change)
        made._note_origin(self, change)
        return made

    def with_view(self, view: View) -> "Document":
        """The same document seen differently. Its look-ups are kept."""
        return self._beside(view=view)

    def with_extensions(self, extensions: Extensions) -> "Document":
        """The same document with other things kept in it. Its look-ups are kept."""
        return self._beside(extensions=extensions)

    def _beside(self, **parts: Any) -> "Document":
        other = replace(self, **parts)
        other.__dict__.update(
            _groups=self._groups,
            _inner_flows=self._inner_flows,
            _stamp=self._stamp,
            _origins=self._origins,
        )
        return other

    # What it was made from

    def touched_since(self, older: "Document") -> frozenset[str] | None:
        """Ids of all that changes touched since `older`; None if it is not one of the last few before."""
        if older._stamp is self._stamp:
            return frozenset()
        return next((ids for stamp, ids in self._origins if stamp is older._stamp), None)

    @cached_property
    def _stamp(self) -> object:
        """Stands for these records without keeping them; shared by the views of one document."""
        return object()

    @cached_property
    def _origins(self) -> tuple[tuple[object, frozenset[str]], ...]:
        return ()

    def _note_origin(self, older: "Document", change: Change) -> None:
        if len(change.records) <= _FEW and change.head is None:
            earlier = ((stamp, ids | change.ids) for stamp, ids in older._origins[: _STEPS - 1])
            self.__dict__["_origins"] = ((older._stamp, change.ids), *earlier)

    # Look-ups, made on first use and kept: a document never changes.

    def group(self, index: Index[_Record], key: str) -> tuple[_Record, ...]:
        """The records that an index keeps under a key."""
        groups = self._groups.get(index.name)
        if groups is None:
            groups = self._groups[index.name] = index.build(getattr(self, index.table).values())
        return groups.get(key, ())

    def flows_in(self, workflow: str) -> tuple[Flow, ...]:
        """The flows among the nodes of a workflow, by id."""
        found = self._inner_flows.get(workflow)
        if found is None:
            found = self._inner_flows[workflow] = super().flows_in(workflow)
        return found

    @cached_property
    def _groups(self) -> dict[str, Groups[Any]]:
        return {}

    @cached_property
    def _inner_flows(self) -> dict[str, tuple[Flow, ...]]:
        return {}

    def _take_lookups(self, older: "Document", change: Change) -> None:
        """Takes over the look-ups of the document before `change`, patched where it touches them.

        After a change of most of the document they are sooner made anew, when somebody asks.
        """
        is_great = len(change.records) > max(_FEW, len(self.nodes) // 4)
        for index in INDEXES:
            known, table = older._groups.get(index.name), index.table
            if known is not None and getattr(self, table) is getattr(older, table):
                self._groups[index.name] = known
            elif known is not None and not is_great:
                self._groups[index.name] = index.patched(known, change)
        if self.flows is older.flows and not any(map(_resettles, change.records.values())):
            self._inner_flows.update(older._inner_flows)
        elif older._inner_flows and not is_great:
            self._inner_flows.update(older._inner_flows)
            for workflow in older._workflows_of(change) | self._workflows_of(change):
                self._inner_flows.pop(workflow, None)

    def _workflows_of(self, change: Change) -> set[str]:
        """The workflows, in this document, of the nodes that a change touches and of those they flow to."""
        ends = set(change.records)
        for record_id, pair in change.records.items():
            flows = (record for record in pair if isinstance(record, Flow))
            for flow in (*flows, *self.flows_from(record_id), *self.flows_into(record_id)):
                ends.update((flow.source, flow.target))
        return {self.nodes[end].workflow for end in ends if end in self.nodes}


def _resettles(pair: Pair) -> bool:
    """Whether a node comes, goes or changes its workflow."""
    before, after = pair
    if before is None or after is None:
        return True
    return isinstance(before, NodeBase) and isinstance(after, NodeBase) and before.workflow != after.workflow


def table_of(records: Iterable[_R]) -> dict[str, _R]:
    """Records keyed by their ids."""
    return {record.id: record for record in records}  # type: ignore[attr-defined]  # every record has an id


def is_node(record: object) -> bool:
    """Whether a record is a row of the node table."""
    return isinstance(record, NodeBase)
