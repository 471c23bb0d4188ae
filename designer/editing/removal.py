"""Removing roles, people, calendars, fields and scenarios: what referred to them is set free, and told."""

from dataclasses import dataclass

from designer.editing import cloning
from designer.editing.deletion import forget
from designer.editing.draft import Draft
from designer.model.document import AnyRecord
from designer.model.lookups import Readable
from designer.model.records import Table
from designer.model.references import references

# Which tables have keys or expressions that name a record of a table.
_REFERRING: dict[Table, tuple[Table, ...]] = {
    "roles": ("workflows", "nodes", "people"),
    "calendars": ("nodes", "roles", "people"),
    "fields": ("nodes", "flows"),
}


@dataclass(frozen=True)
class RemoveReport:
    """What referred to a record that is gone.

    Attributes:
        cleared: (record id, key) of what referred to it and does so no more.
        mentioned: (record id, key) of expressions that still name it; the checks ask for others.
    """

    cleared: tuple[tuple[str, str], ...] = ()
    mentioned: tuple[tuple[str, str], ...] = ()


def _referring(d: Readable, record_id: str) -> list[AnyRecord]:
    """The records that may name one."""
    target = d.get(record_id)
    tables = _REFERRING.get(target.table, ()) if target is not None else ()
    return [record for table in tables for record in d.rows(table)]


def _keys(record: AnyRecord, target: str) -> list[str]:
    return [reference.key for reference in references(record) if reference.target == target]


def _mentions(record: AnyRecord, field: str) -> list[str]:
    found = cloning.expressions(record)
    return [key for key, text in found if field in cloning.fields_of(text)]


def remove_record(draft: Draft, record_id: str) -> RemoveReport:
    """Removes a role, person, calendar or field, and every reference to it."""
    if record_id not in draft:
        raise KeyError(record_id)
    cleared: list[tuple[str, str]] = []
    mentioned: list[tuple[str, str]] = []
    for record in _referring(draft, record_id):
        keys = dict.fromkeys(_keys(record, record_id))
        if keys:
            draft.update(record.id, **_without(record, tuple(keys), record_id))
            cleared += [(record.id, key) for key in keys]
        now = draft.get(record.id) or record
        mentioned += [(record.id, key) for key in _mentions(now, record_id)]
    cleared += [(scenario, "changes") for scenario in forget(draft, {record_id})]
    draft.remove(record_id)
    return RemoveReport(tuple(cleared), tuple(mentioned))


def _without(record: AnyRecord, keys: tuple[str, ...], gone: str) -> dict[str, object]:
    """The values of these keys without one id."""
    values: dict[str, object] = {}
    for key in keys:
        name, _, inner = key.partition(".")
        value = getattr(record, name)
        if inner:
            left = _less(getattr(value, inner), gone)
            values[name] = value.model_copy(update={inner: left})
        else:
            values[name] = _less(value, gone)
    return values


def _less(value: object, gone: str) -> object:
    if isinstance(value, tuple):
        return tuple(item for item in value if gone not in (item, _target(item)))
    return None


def _target(item: object) -> object:
    return getattr(item, "role", None) or getattr(item, "field", None)
