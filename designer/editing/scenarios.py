"""Scenarios: adding, copying, changing and removing what-ifs."""

from typing import Any

from pydantic import JsonValue

from designer.editing.draft import Draft
from designer.editing.rules import RuleError
from designer.model.scenario import Scenario

_INHERITED = ("start", "cases", "until", "warm_up", "seed", "replications")


def add_scenario(draft: Draft, name: str = "", **keys: Any) -> str:
    """Adds a scenario; gives its id."""
    made = Scenario.model_validate({"id": draft.new_id(), "name": name, **keys})
    draft.put(made)
    return made.id


def add_variant(draft: Draft, base: str, name: str = "") -> str:
    """Adds a scenario that is run like another one but for what will be changed in it; gives its id."""
    return add_scenario(draft, name, base=_scenario(draft, base).id)


def set_base(draft: Draft, scenario: str, base: str | None) -> None:
    """Makes a scenario build on another one, or on none.

    Raises:
        RuleError: it would build on itself.
    """
    above = base
    while above is not None:
        if above == scenario:
            raise RuleError("A scenario cannot build on itself.")
        above = _scenario(draft, above).base
    draft.update(scenario, base=base)


def set_change(draft: Draft, scenario: str, path: str, value: JsonValue) -> None:
    """Lets a scenario change a key of a record: `path` is `<id>.<key>`."""
    changes = {**_scenario(draft, scenario).changes, path: value}
    draft.update(scenario, changes=changes)


def drop_change(draft: Draft, scenario: str, path: str) -> None:
    """Lets a key be as it is in the model, or in the scenario's base."""
    changes = {key: value for key, value in _scenario(draft, scenario).changes.items() if key != path}
    draft.update(scenario, changes=changes)


def remove_scenario(draft: Draft, scenario: str) -> tuple[str, ...]:
    """Removes a scenario; those that build on it take over what they had from it. Ids of these."""
    gone = _scenario(draft, scenario)
    touched: list[str] = []
    for other in tuple(draft.rows("scenarios")):
        if isinstance(other, Scenario) and other.base == scenario:
            taken = {key: getattr(gone, key) for key in _INHERITED if getattr(other, key) is None}
            changes = {**gone.changes, **other.changes}
            draft.update(other.id, base=gone.base, changes=changes, **taken)
            touched.append(other.id)
    draft.remove(scenario)
    return tuple(touched)


def _scenario(draft: Draft, scenario: str) -> Scenario:
    found = draft.get(scenario)
    if not isinstance(found, Scenario):
        raise KeyError(scenario)
    return found
