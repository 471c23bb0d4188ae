"""Roles, people and calendars: adding and removing. `draft.update` changes their keys, `rename` names."""

from typing import Any

from designer.editing.draft import Draft
from designer.editing.removal import RemoveReport, remove_record
from designer.model.people import Calendar, Day, Hours, Person, Role

_WORKDAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")


def add_role(draft: Draft, name: str = "", **keys: Any) -> str:
    """Adds a role; gives its id."""
    made = Role.model_validate({"id": draft.new_id(), "name": name, **keys})
    draft.put(made)
    return made.id


def add_person(draft: Draft, name: str = "", **keys: Any) -> str:
    """Adds a person; gives their id."""
    made = Person.model_validate({"id": draft.new_id(), "name": name, **keys})
    draft.put(made)
    return made.id


def add_calendar(draft: Draft, name: str = "", **keys: Any) -> str:
    """Adds a calendar, of office hours unless `hours` are given; gives its id."""
    office = (Hours(days=_WORKDAYS, start="09:00", end="17:00"),)
    made = Calendar.model_validate({"id": draft.new_id(), "name": name, "hours": office, **keys})
    draft.put(made)
    return made.id


def remove_role(draft: Draft, role: str) -> RemoveReport:
    """Removes a role: tasks, workflows and people no longer have it."""
    return remove_record(draft, role)


def remove_person(draft: Draft, person: str) -> RemoveReport:
    """Removes a person: the roles they held have one server less."""
    return remove_record(draft, person)


def remove_calendar(draft: Draft, calendar: str) -> RemoveReport:
    """Removes a calendar: who had it is always at work, arrivals that had it come at any hour."""
    return remove_record(draft, calendar)
