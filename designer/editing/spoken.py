"""An edit written as a line: `connect "Check stock" ship label=ok`. Things are named by id or by name."""

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from designer.editing.acts import ACTS, BY_NAME, Act, Parameter, Place
from designer.editing.draft import Draft
from designer.model.flow import Flow
from designer.model.ids import is_well_formed
from designer.model.lookups import Readable
from designer.model.nodes import FARTHEST, NodeBase
from designer.model.people import Role
from designer.model.suggestions import closest, listed
from designer.model.workflow import Workflow

_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")
_CLASSES: Mapping[str, tuple[type, str]] = {
    "node": (NodeBase, "step"),
    "flow": (Flow, "flow"),
    "workflow": (Workflow, "workflow"),
    "role": (Role, "role"),
    "record": (object, "thing"),
}


class SpokenError(Exception):
    """A line that cannot be understood; `remedy` says how it is written."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def perform(draft: Draft, line: str, chosen: Sequence[str] = ()) -> object:
    """Does what a line says; gives what the verb gave.

    Args:
        draft: what is edited.
        line: an act with its arguments, in their order or as `name=value`, quoted where there are spaces.
        chosen: ids of what is selected: what an act is about when that is left out.

    Raises:
        SpokenError: the line names no act, something in it is missing or unknown, or no file could hold what
            comes of it. The draft is of no use then.
        RuleError: the rules refuse it.
    """
    act, values = understood(draft, line, chosen)
    given = act.run(draft, **values)
    for record_id, (_, after) in draft.change.records.items():
        if after is None:
            continue
        try:
            type(after).model_validate(after.model_dump())
        except ValidationError as error:
            key = ".".join(map(str, error.errors()[0]["loc"]))
            raise SpokenError(f"no file could hold {key!r} of {record_id!r} then.") from None
    return given


def understood(d: Readable, line: str, chosen: Sequence[str] = ()) -> tuple[Act, dict[str, Any]]:
    """The act that a line names, with what its verb is told; raises SpokenError."""
    act, words = _split(line)
    return act, _values(d, act, words, chosen)


def act_of(line: str) -> Act | None:
    """The act that a line begins with, if any."""
    return BY_NAME.get(line.split(maxsplit=1)[0]) if line.strip() else None


def _split(line: str) -> tuple[Act, list[str]]:
    try:
        first, *words = shlex.split(line)
    except ValueError:
        raise SpokenError(f"{line!r} has a quotation mark too few, or nothing in it.") from None
    act = BY_NAME.get(first)
    if act is None:
        near = closest(first, BY_NAME)
        remedy = f"Did you mean {near!r}?" if near else f"There are {listed((a.name for a in ACTS), 'and')}."
        raise SpokenError(f"there is no edit called {first!r}.", remedy)
    return act, words


def _values(d: Readable, act: Act, words: Iterable[str], chosen: Sequence[str]) -> dict[str, Any]:
    given: dict[str, str] = {}
    bare: list[str] = []
    by_name = {parameter.name: parameter for parameter in act.parameters}
    for word in words:
        name, sign, value = word.partition("=")
        if sign and name in by_name:
            given[name] = value
        elif word in by_name and by_name[word].sort == "flag":
            given[word] = "yes"
        elif sign and name.replace("-", "").isalpha():
            known = listed(by_name, "and")
            raise SpokenError(f"{act.name!r} knows no {name!r}.", f"It knows {known}: {act.usage}")
        else:
            bare.append(word)
    open_ = [parameter for parameter in act.parameters if parameter.name not in given]
    if len(bare) > len(open_):
        raise SpokenError(f"{bare[len(open_)]!r} is too much for {act.name!r}.", act.usage)
    missing = [parameter for parameter in open_ if parameter.is_needed]
    values: dict[str, Any] = {}
    if (
        chosen
        and open_
        and len(bare) < len(missing)
        and open_[0].sort in ("node", "nodes", "record", "records")
    ):
        first = open_.pop(0)
        values[first.key or first.name] = list(chosen) if first.sort.endswith("s") else chosen[0]  # type: ignore[union-attr]  # a word
    given |= {parameter.name: word for parameter, word in zip(open_, bare, strict=False)}
    for parameter in act.parameters:
        key = parameter.key or parameter.name
        if parameter.name in given:
            values[key] = _value(d, parameter, given[parameter.name])
        elif parameter.is_needed and key not in values:
            raise SpokenError(f"{act.name!r} needs {parameter.name!r}.", act.usage)
    return values


def _value(d: Readable, parameter: Parameter, word: str) -> Any:
    sort = parameter.sort
    if isinstance(sort, tuple):
        if word not in sort:
            raise SpokenError(f"{word!r} is no {parameter.name}.", f"It is one of {listed(sort)}.")
        return word
    if sort in _PLAIN:
        return _PLAIN[sort](word)
    if sort == "id":
        return _fresh(d, word)
    if sort in ("nodes", "flows", "records"):
        return _several(d, sort.removesuffix("s"), word)
    return _record(d, sort, word)


def _fresh(d: Readable, word: str) -> str:
    if not is_well_formed(word):
        raise SpokenError(f"{word!r} is no id.", "An id has small letters, digits and hyphens.")
    if d.get(word) is not None:
        raise SpokenError(f"there is something with the id {word!r} already.")
    return word


def _several(d: Readable, sort: str, word: str) -> list[str]:
    try:
        return [_record(d, sort, word)]  # a name may hold a comma
    except SpokenError:
        if "," not in word:
            raise
    return [_record(d, sort, each.strip()) for each in word.split(",")]


def _record(d: Readable, sort: str, word: str) -> str:
    """The id of what is called by its id, by its name, or (a flow) by its ends: `a->b`."""
    wanted, noun = _CLASSES[sort]
    found = d.get(word)
    if found is not None and isinstance(found, wanted):
        return word
    if sort in ("flow", "record") and "->" in word:
        return _flow(d, word)
    tables = ("nodes", "flows", "workflows", "roles")
    records = [r for table in tables for r in d.rows(table) if isinstance(r, wanted)]  # type: ignore[arg-type]  # tables
    named = [(r.id, getattr(r, "name", "") or getattr(r, "label", "")) for r in records]
    fits = [key for key, name in named if name and name.casefold() == word.casefold()]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise SpokenError(f"there are several called {word!r}.", f"Say which by its id: {listed(fits)}.")
    near = closest(word, [name for _, name in named if name] + [key for key, _ in named])
    raise SpokenError(f"there is no {noun} {word!r}.", f"Did you mean {near!r}?" if near else "")


def _flow(d: Readable, word: str) -> str:
    source, _, target = word.partition("->")
    ends = _record(d, "node", source.strip()), _record(d, "node", target.strip())
    found = [flow.id for flow in d.flows_from(ends[0]) if flow.target == ends[1]]
    if len(found) == 1:
        return found[0]
    if found:
        raise SpokenError(f"there are several flows {word!r}.", f"Say which by its id: {listed(found)}.")
    raise SpokenError(f"there is no flow {word!r}.")


def _number(word: str) -> float:
    try:
        found = float(word)
    except ValueError:
        raise SpokenError(f"{word!r} is no number.") from None
    if not abs(found) <= FARTHEST:  # nor what is not a number
        raise SpokenError(
            f"{word!r} is too far out.", f"Numbers go from {-FARTHEST:,.0f} to {FARTHEST:,.0f}."
        )
    return found


def _place(word: str) -> Place:
    x, comma, y = word.partition(",")
    if not comma:
        raise SpokenError(f"{word!r} is no place.", "A place is x,y such as 200,40.")
    return _number(x), _number(y)


def _places(word: str) -> tuple[Place, ...]:
    return tuple(_place(each) for each in word.replace(";", " ").split())


def _flag(word: str) -> bool:
    if word not in (*_YES, *_NO):
        raise SpokenError(f"{word!r} is neither yes nor no.")
    return word in _YES


_PLAIN: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "number": _number,
    "place": _place,
    "places": _places,
    "flag": _flag,
}
