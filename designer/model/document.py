"""A document is a value: records in tables keyed by id. Applying a change gives another document."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from designer.model.change import Change, Head
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.ids import Id
from designer.model.nodes import Boundary, Box, Node, NodeBase, Point
from designer.model.people import Calendar, Person, Role
from designer.model.records import TABLES, Extensions, Record, Value
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow

FORMAT = "process-designer/1"

AnyRecord = Workflow | Node | Flow | Role | Person | Calendar | DataField | Scenario
_R = TypeVar("_R")


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
class Document:
    """The whole of a process: eight tables, the root workflow, the currency, and the view beside them.

    Equal when records and head are equal; the order of a table does not matter. Look-ups come
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
    view: View = field(default_factory=View)
    extensions: Extensions = field(default_factory=dict)

    @property
    def head(self) -> Head:
        """What the document says of itself beside its tables."""
        return Head(root=self.root, currency=self.currency, extensions=self.extensions)

    def records(self) -> Iterator[AnyRecord]:
        """Every record of every table."""
        for table in TABLES:
            yield from getattr(self, table).values()

    def get(self, record_id: str) -> AnyRecord | None:
        """The record with this id, of whatever table."""
        for table in TABLES:
            found: AnyRecord | None = getattr(self, table).get(record_id)
            if found is not None:
                return found
        return None

    def __contains__(self, record_id: str) -> bool:
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
            if table.get(record_id) != before:
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
        return replace(self, **tables, **head)  # type: ignore[arg-type]  # each table holds its own kind of record

    def with_view(self, view: View) -> "Document":
        """The same document seen differently. Its look-ups are kept."""
        other = replace(self, view=view)
        other.__dict__.update({key: self.__dict__[key] for key in _INDEXES if key in self.__dict__})
        return other

    # Look-ups, made on first use and kept: a document never changes.

    @cached_property
    def _nodes_in(self) -> Mapping[str, tuple[Node, ...]]:
        return _grouped((node.workflow, node) for node in _by_id(self.nodes))

    @cached_property
    def _flows_from(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped((flow.source, flow) for flow in sorted(self.flows.values(), key=_flow_order))

    @cached_property
    def _flows_into(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped((flow.target, flow) for flow in sorted(self.flows.values(), key=_flow_order))

    @cached_property
    def _flows_in(self) -> Mapping[str, tuple[Flow, ...]]:
        pairs = (
            (self.nodes.get(flow.source) or self.nodes.get(flow.target), flow) for flow in _by_id(self.flows)
        )
        return _grouped((node.workflow, flow) for node, flow in pairs if node is not None)

    @cached_property
    def _boxes_running(self) -> Mapping[str, tuple[Box, ...]]:
        boxes = (node for node in _by_id(self.nodes) if isinstance(node, Box) and node.file is None)
        return _grouped((box.runs, box) for box in boxes)

    @cached_property
    def _boundaries_on(self) -> Mapping[str, tuple[Boundary, ...]]:
        return _grouped((node.host, node) for node in _by_id(self.nodes) if isinstance(node, Boundary))

    def nodes_in(self, workflow: str) -> tuple[Node, ...]:
        """The content of a workflow, by id."""
        return self._nodes_in.get(workflow, ())

    def flows_in(self, workflow: str) -> tuple[Flow, ...]:
        """The flows among the nodes of a workflow, by id."""
        return self._flows_in.get(workflow, ())

    def flows_from(self, node: str) -> tuple[Flow, ...]:
        """The flows that leave a node, in the order in which they are tried."""
        return self._flows_from.get(node, ())

    def flows_into(self, node: str) -> tuple[Flow, ...]:
        """The flows that enter a node, in the same order."""
        return self._flows_into.get(node, ())

    def boxes_running(self, workflow: str) -> tuple[Box, ...]:
        """The boxes of this document that run a workflow; two or more: it is shared."""
        return self._boxes_running.get(workflow, ())

    def boundaries_on(self, host: str) -> tuple[Boundary, ...]:
        """The events on the border of a node, by id."""
        return self._boundaries_on.get(host, ())


_INDEXES = ("_nodes_in", "_flows_from", "_flows_into", "_flows_in", "_boxes_running", "_boundaries_on")


def _flow_order(flow: Flow) -> tuple[int, str]:
    return (flow.order, flow.id)


def _by_id(table: Mapping[str, _R]) -> Iterator[_R]:
    return (table[key] for key in sorted(table))


def _grouped(pairs: Iterable[tuple[str, _R]]) -> dict[str, tuple[_R, ...]]:
    groups: defaultdict[str, list[_R]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def table_of(records: Iterable[_R]) -> dict[str, _R]:
    """Records keyed by their ids."""
    return {record.id: record for record in records}  # type: ignore[attr-defined]  # every record has an id


def is_node(record: object) -> bool:
    """Whether a record is a row of the node table."""
    return isinstance(record, NodeBase)
