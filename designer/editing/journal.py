"""Changes as lines of JSON, as the journal of unsaved edits holds them.

    {"records": {"order": [{"nodes": {…}}, {"nodes": {…}}]}, "head": null}

A record stands under the name of its table, before and after; null where there is none.
"""

from pydantic import ValidationError, model_validator

from designer.model.change import Change, Head, Pair
from designer.model.document import AnyRecord
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.ids import Id
from designer.model.nodes import AnyNode
from designer.model.people import Calendar, Person, Role
from designer.model.records import TABLES, Record, Value
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow


class JournalError(ValueError):
    """A line that is no change; the journal ends before it."""


class _Row(Value):
    """A record under the name of its table."""

    workflows: Workflow | None = None
    nodes: AnyNode | None = None
    flows: Flow | None = None
    roles: Role | None = None
    people: Person | None = None
    calendars: Calendar | None = None
    fields: DataField | None = None
    scenarios: Scenario | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "_Row":
        if sum(getattr(self, table) is not None for table in TABLES) != 1:
            raise ValueError("a row holds one record")
        return self

    @property
    def record(self) -> AnyRecord:
        """The record it holds."""
        found: list[AnyRecord] = [r for r in (getattr(self, table) for table in TABLES) if r is not None]
        return found[0]


class _Line(Value):
    records: dict[Id, tuple[_Row | None, _Row | None]] = {}  # noqa: RUF012  # pydantic copies defaults
    head: tuple[Head, Head] | None = None


def dump_change(change: Change) -> bytes:
    """One line of JSON in UTF-8, without its line feed."""
    records = {
        record_id: (_row(before), _row(after)) for record_id, (before, after) in change.records.items()
    }
    line = _Line(records=records, head=change.head)
    return line.model_dump_json(exclude_defaults=True).encode()


def _row(record: Record | None) -> _Row | None:
    return None if record is None else _Row.model_validate({record.table: record})


def _record(row: _Row | None) -> Record | None:
    return None if row is None else row.record


def load_change(line: bytes) -> Change:
    """The change that a line holds; raises JournalError for a torn or foreign line."""
    try:
        read = _Line.model_validate_json(line)
    except ValidationError as error:
        raise JournalError(f"this line of the journal cannot be read: {error}") from error
    records: dict[str, Pair] = {
        record_id: (_record(before), _record(after)) for record_id, (before, after) in read.records.items()
    }
    return Change(records, read.head)
