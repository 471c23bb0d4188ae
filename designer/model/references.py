"""Which other records a record names, and by which key."""

from collections.abc import Iterator
from dataclasses import dataclass

from designer.model.document import AnyRecord
from designer.model.flow import Flow
from designer.model.nodes import (
    Area,
    Boundary,
    Box,
    IntervalArrivals,
    NodeBase,
    Note,
    Task,
    Trigger,
)
from designer.model.people import Person, Role
from designer.model.records import Table
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow


@dataclass(frozen=True)
class Reference:
    """A record's `key` names the record `target`, which should be in `table`."""

    key: str
    target: str
    table: Table


def references(record: AnyRecord) -> Iterator[Reference]:
    """Everything a record names, in the order of its keys."""
    for key, target, table in _named(record):
        if target is not None:
            yield Reference(key, target, table)


_Named = Iterator[tuple[str, str | None, Table]]


def _named(record: AnyRecord) -> _Named:
    if isinstance(record, NodeBase):
        yield "workflow", record.workflow, "workflows"
        yield from _named_by_node(record)
        return
    match record:
        case Flow():
            yield from _named_by_flow(record)
        case Workflow(role=role):
            yield "role", role, "roles"
        case Role(calendar=calendar):
            yield "calendar", calendar, "calendars"
        case Person(roles=roles, calendar=calendar):
            yield from (("roles", role, "roles") for role in roles)
            yield "calendar", calendar, "calendars"
        case Scenario(base=base):
            yield "base", base, "scenarios"


def _named_by_node(node: NodeBase) -> _Named:
    match node:
        case Task():
            yield "role", node.role, "roles"
            yield from (("also", demand.role, "roles") for demand in node.also)
            yield from (("inputs", field, "fields") for field in node.inputs)
            yield from (("outputs", output.field, "fields") for output in node.outputs)
        case Box(runs=runs, file=None):
            yield "runs", runs, "workflows"
        case Boundary(host=host):
            yield "host", host, "nodes"
        case Note(links=links) | Area(links=links):
            yield from (("links", link, "nodes") for link in links)
        case Trigger(arrivals=IntervalArrivals(calendar=calendar)):
            yield "arrivals.calendar", calendar, "calendars"


def _named_by_flow(flow: Flow) -> _Named:
    yield "source", flow.source, "nodes"
    yield "target", flow.target, "nodes"
    yield "outcome", flow.outcome, "nodes"
    yield "trigger", flow.trigger, "nodes"
    if flow.handoff is not None:
        yield from (("handoff.data", field, "fields") for field in flow.handoff.data)
