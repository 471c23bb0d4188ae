"""Look-ups: what stands in a workflow, what leaves a node, who runs what; alike for documents and drafts."""

from abc import ABC, abstractmethod
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from designer.model.flow import Flow
from designer.model.nodes import Area, Boundary, Box, Node, Note
from designer.model.records import Record, Table

if TYPE_CHECKING:
    from designer.model.change import Change, Head
    from designer.model.document import AnyRecord

_R = TypeVar("_R", bound=Record)
FEW = 64  # records; so many are sooner found one by one than by looking at all

Groups = Mapping[str, tuple[_R, ...]]


@dataclass(frozen=True)
class Index(Generic[_R]):
    """Groups the records of one table by keys; the records of a group come in a fixed order."""

    name: str
    table: Table
    keys: Callable[[_R], Iterable[str]]
    order: Callable[[_R], Any]

    def build(self, records: Iterable[_R]) -> Groups[_R]:
        """The groups of all these records."""
        groups: defaultdict[str, list[_R]] = defaultdict(list)
        for record in sorted(records, key=self.order):
            for key in self.keys(record):
                groups[key].append(record)
        return {key: tuple(group) for key, group in groups.items()}

    def patched(self, groups: Groups[_R], change: "Change") -> Groups[_R]:
        """The groups after a change: only those that it touches are made anew."""
        gone: defaultdict[str, list[_R]] = defaultdict(list)
        come: defaultdict[str, list[_R]] = defaultdict(list)
        for before, after in change.records.values():
            for key in self._keys_of(before):
                gone[key].append(cast(_R, before))
            for key in self._keys_of(after):
                come[key].append(cast(_R, after))
        if not gone and not come:
            return groups
        patched = dict(groups)
        for key in gone.keys() | come.keys():
            group = self.overlaid(groups.get(key, ()), gone[key], come[key])
            if group:
                patched[key] = group
            else:
                patched.pop(key, None)
        return patched

    def _keys_of(self, record: Record | None) -> Iterable[str]:
        return () if record is None or record.table != self.table else self.keys(cast(_R, record))

    def overlaid(self, group: tuple[_R, ...], gone: Collection[_R], come: Collection[_R]) -> tuple[_R, ...]:
        """A group without some of its records and with others, in order."""
        if len(gone) + len(come) > FEW:
            ids = {record.id for record in gone}
            kept = (record for record in group if record.id not in ids)
            return tuple(sorted([*kept, *come], key=self.order))
        made = list(group)
        for record in gone:
            place = bisect_left(made, self.order(record), key=self.order)
            if place < len(made) and made[place].id == record.id:
                del made[place]
        for record in come:
            insort(made, record, key=self.order)
        return tuple(made)


_by_id = attrgetter("id")
_as_tried = attrgetter("order", "id")


def _runs(node: Node) -> tuple[str, ...]:
    return (node.runs,) if isinstance(node, Box) and node.file is None else ()


def _host(node: Node) -> tuple[str, ...]:
    return (node.host,) if isinstance(node, Boundary) else ()


def _links(node: Node) -> frozenset[str]:
    return frozenset(node.links) if isinstance(node, Note | Area) else frozenset()


def _workflow(node: Node) -> tuple[str, ...]:
    return (node.workflow,)


def _source(flow: Flow) -> tuple[str, ...]:
    return (flow.source,)


def _target(flow: Flow) -> tuple[str, ...]:
    return (flow.target,)


NODES_IN: Index[Node] = Index("nodes_in", "nodes", _workflow, _by_id)
BOXES_RUNNING: Index[Box] = Index("boxes_running", "nodes", _runs, _by_id)
BOUNDARIES_ON: Index[Boundary] = Index("boundaries_on", "nodes", _host, _by_id)
NOTES_ON: Index[Note | Area] = Index("notes_on", "nodes", _links, _by_id)
FLOWS_FROM: Index[Flow] = Index("flows_from", "flows", _source, _as_tried)
FLOWS_INTO: Index[Flow] = Index("flows_into", "flows", _target, _as_tried)
INDEXES: tuple[Index[Any], ...] = (
    NODES_IN,
    BOXES_RUNNING,
    BOUNDARIES_ON,
    NOTES_ON,
    FLOWS_FROM,
    FLOWS_INTO,
)


class Readable(ABC):
    """What can be asked of a document and of a draft alike."""

    @abstractmethod
    def get(self, record_id: str) -> "AnyRecord | None":
        """The record with this id, of whatever table."""

    @abstractmethod
    def group(self, index: Index[_R], key: str) -> tuple[_R, ...]:
        """The records that an index keeps under a key."""

    @abstractmethod
    def rows(self, table: Table) -> "Iterable[AnyRecord]":
        """All records of a table, in no particular order."""

    @property
    @abstractmethod
    def head(self) -> "Head":
        """Root, currency and extensions."""

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.get(record_id) is not None

    def nodes_in(self, workflow: str) -> tuple[Node, ...]:
        """The content of a workflow, by id."""
        return self.group(NODES_IN, workflow)

    def flows_from(self, node: str) -> tuple[Flow, ...]:
        """The flows that leave a node, in the order in which they are tried."""
        return self.group(FLOWS_FROM, node)

    def flows_into(self, node: str) -> tuple[Flow, ...]:
        """The flows that enter a node, in the same order."""
        return self.group(FLOWS_INTO, node)

    def flows_in(self, workflow: str) -> tuple[Flow, ...]:
        """The flows among the nodes of a workflow, by id."""
        return tuple(sorted(self._flows_among(self.nodes_in(workflow)), key=_by_id))

    def boxes_running(self, workflow: str) -> tuple[Box, ...]:
        """The boxes of this document that run a workflow; two or more: it is shared."""
        return self.group(BOXES_RUNNING, workflow)

    def boundaries_on(self, host: str) -> tuple[Boundary, ...]:
        """The events on the border of a node, by id."""
        return self.group(BOUNDARIES_ON, host)

    def notes_on(self, node: str) -> tuple[Note | Area, ...]:
        """The notes and areas linked to a node, by id."""
        return self.group(NOTES_ON, node)

    def _flows_among(self, nodes: Iterable[Node]) -> Iterator[Flow]:
        for node in nodes:
            yield from self.flows_from(node.id)
            for flow in self.flows_into(node.id):
                if flow.source not in self:  # it hangs in the air, yet somebody must show it
                    yield flow
