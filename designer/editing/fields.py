"""Fields: adding and removing."""

from typing import Any

from designer.editing.draft import Draft
from designer.editing.removal import RemoveReport, remove_record
from designer.model.expressions import RESERVED, expression_name
from designer.model.fields import DataField
from designer.model.ids import is_well_formed


def add_field(draft: Draft, name: str = "", **keys: Any) -> str:
    """Adds a field; gives its id, which is made from the name so that conditions can be read.

    A name from which no id can be made, or whose id is taken or means something in expressions, gets
    another one.
    """
    made = DataField.model_validate({"id": _readable_id(draft, name), "name": name, **keys})
    draft.put(made)
    return made.id


def _readable_id(draft: Draft, name: str) -> str:
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.strip().lower())
    wanted = "-".join(filter(None, letters.split("-")))
    if not is_well_formed(wanted) or expression_name(wanted) in RESERVED or wanted[0].isdigit():
        return draft.new_id()
    made, count = wanted, 2
    while made in draft:
        made, count = f"{wanted}-{count}", count + 1
    return made


def remove_field(draft: Draft, field: str) -> RemoveReport:
    """Removes a field: tasks no longer read or write it, handoffs no longer carry it.

    Expressions that name it stay as they are and are reported: only their author knows what they should
    say instead.
    """
    return remove_record(draft, field)
