"""Fragments: parts of a document that travel by clipboard, with all they refer to (C13)."""

from collections.abc import Iterable
from typing import Literal

from designer.editing import cloning, structure
from designer.editing.linking import notes_about
from designer.model.document import AnyRecord
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.ids import Id
from designer.model.lookups import Readable
from designer.model.nodes import AnyNode, Boundary, Box, Node
from designer.model.people import Calendar, Person, Role
from designer.model.records import Value
from designer.model.workflow import Workflow

MIME = "application/x-process-designer+json"
FORMAT: Literal["process-designer/fragment/1"] = "process-designer/fragment/1"


class Fragment(Value):
    """What was copied, as it was then.

    `chosen` are the nodes that were selected, in their order; `nodes` also holds the events on their
    borders, the notes about them and the content of boxes. `flows` join these, `stubs` join one of them to
    what was left behind. `shared` are workflows that other boxes ran as well: where they are still there, a
    paste links to them.
    """

    format: Literal["process-designer/fragment/1"]
    chosen: tuple[Id, ...] = ()
    nodes: tuple[AnyNode, ...] = ()
    flows: tuple[Flow, ...] = ()
    stubs: tuple[Flow, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    shared: tuple[Id, ...] = ()
    roles: tuple[Role, ...] = ()
    people: tuple[Person, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    fields: tuple[DataField, ...] = ()

    def to_json(self) -> str:
        """The fragment as text that `fragment_from_text` reads."""
        return self.model_dump_json(exclude_defaults=True, indent=2)

    def tops(self) -> list[Node]:
        """The nodes that are not inside one of its own workflows."""
        inner = {workflow.id for workflow in self.workflows}
        return [n for n in self.nodes if n.workflow not in inner]


def copy(d: Readable, ids: Iterable[str]) -> Fragment:
    """The nodes and what belongs to them: events, notes, content, flows between, what they refer to."""
    chosen = [n for n in structure.outermost(d, ids) if not isinstance(n, Boundary)]
    held = structure.with_boundaries(d, (n.id for n in chosen))
    tops = structure.nodes(d, [*held, *notes_about(d, held)])
    among = {n.id for n in tops}
    leaving = [f for n in tops for f in d.flows_from(n.id)]
    entering = [f for n in tops for f in d.flows_into(n.id) if f.source not in among]
    inside = _inside(d, tops)
    workflows = [record for record in inside if isinstance(record, Workflow)]
    nodes = [*tops, *(record for record in inside if record.table == "nodes")]
    flows = [f for f in leaving if f.target in among] + [r for r in inside if isinstance(r, Flow)]
    referred = _references(d, [*nodes, *flows, *workflows])
    return Fragment(
        format=FORMAT,
        chosen=tuple(n.id for n in chosen),
        nodes=tuple(nodes),  # type: ignore[arg-type]  # these are the rows of the node table
        flows=tuple(flows),
        stubs=tuple([f for f in leaving if f.target not in among] + entering),
        workflows=tuple(workflows),
        shared=tuple(w.id for w in workflows if len(d.boxes_running(w.id)) > 1),
        roles=tuple(r for r in referred if isinstance(r, Role)),
        people=tuple(r for r in referred if isinstance(r, Person)),
        calendars=tuple(r for r in referred if isinstance(r, Calendar)),
        fields=tuple(r for r in referred if isinstance(r, DataField)),
    )


def _inside(d: Readable, tops: Iterable[Node]) -> list[AnyRecord]:
    found: dict[str, AnyRecord] = {}
    for n in tops:
        if isinstance(n, Box) and n.file is None:
            found |= {record.id: record for record in cloning.content(d, n.runs, shared_too=True)}
    return list(found.values())


def _references(d: Readable, records: list[AnyRecord]) -> list[AnyRecord]:
    """The roles, people, calendars and fields that records refer to, directly or by one another."""
    wanted = {record_id: None for record in records for record_id in cloning.named_by(record)}
    kinds = (Role, DataField, Calendar)
    found: dict[str, AnyRecord] = {r.id: r for r in map(d.get, wanted) if isinstance(r, kinds)}
    for person in d.rows("people"):
        if isinstance(person, Person) and any(role in found for role in person.roles):
            known = tuple(role for role in person.roles if role in found)
            found[person.id] = person.model_copy(update={"roles": known})
    for record in tuple(found.values()):
        for calendar in map(d.get, cloning.named_by(record)):
            if isinstance(calendar, Calendar):
                found[calendar.id] = calendar
    return sorted(found.values(), key=lambda record: record.id)
