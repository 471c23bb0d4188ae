"""What a template lets people choose: named parameters, checked, then written into its records."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import ConfigDict

from designer.model import durations
from designer.model.findings import Finding
from designer.model.ids import Id
from designer.model.records import TABLES, Text, Value
from designer.model.suggestions import closest, listed

ParameterType = Literal["text", "number", "integer", "boolean", "duration", "choice"]
Setting = str | float | int | bool
_PLACE = re.compile(r"\{value(?P<grouped>:,)?\}")
_TRUTH = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}


class Target(Value):
    """Where a parameter's value goes: `<record id>.<key>[.<key>…]`, or `document.<key>`.

    With `value`, that text is written, `{value}` standing for the setting and `{value:,}` for a
    number with its thousands set apart.
    """

    path: str
    value: str | None = None


class Parameter(Value):
    """One choice of a template, with the value it has unless told otherwise."""

    # A default of 500 stays a whole number.
    model_config = ConfigDict(strict=False)

    key: Id
    name: Text = ""
    description: Text = ""
    type: ParameterType = "text"
    default: Setting = ""
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()


class SettingError(ValueError):
    """A setting that a template cannot take; says what it would take."""


def general(root: str, name: str, currency: str) -> tuple[Parameter, ...]:
    """The parameters every template has, by its root workflow and what it says already."""
    to_root, to_document = Target(path=f"{root}.name"), Target(path="document.currency")
    return (
        Parameter(key="name", name="Name of the process", default=name, targets=(to_root,)),
        Parameter(key="currency", name="Currency of all costs", default=currency, targets=(to_document,)),
    )


def problems(parameters: Sequence[Parameter], settings: Mapping[str, str]) -> tuple[Finding, ...]:
    """Everything that is wrong with the settings."""
    known = {parameter.key: parameter for parameter in parameters}
    found: list[Finding] = []
    for key, text in settings.items():
        if key not in known:
            near = closest(key, known)
            hint = f"Did you mean {near!r}?" if near else f"It has {listed(known, 'and')}."
            found.append(Finding("error", "unknown-setting", f"There is no setting {key!r}.", fix=hint))
            continue
        try:
            parsed(known[key], text)
        except SettingError as error:
            found.append(Finding("error", "wrong-setting", f"{key}: {error}."))
    return tuple(found)


def parsed(parameter: Parameter, text: str) -> Setting:
    """The value that `text` means for this parameter; raises SettingError."""
    text = text.strip()
    match parameter.type:
        case "text":
            return text
        case "number" | "integer":
            return _number(parameter, text)
        case "boolean":
            if text.lower() not in _TRUTH:
                raise SettingError(f"{text!r} is neither yes nor no")
            return _TRUTH[text.lower()]
        case "duration":
            try:
                durations.split(text)
            except ValueError as error:
                raise SettingError(str(error)) from None
            return text
        case "choice":
            if text not in parameter.choices:
                raise SettingError(f"{text!r} is not one of {listed(parameter.choices)}")
            return text


def _number(parameter: Parameter, text: str) -> float | int:
    whole = parameter.type == "integer"
    try:
        value: float | int = int(text) if whole else float(text)
    except ValueError:
        raise SettingError(f"{text!r} is not a {'whole ' if whole else ''}number") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise SettingError(f"{text!r} is not a number one can count with")
    if parameter.min is not None and value < parameter.min:
        raise SettingError(f"{text} is below {parameter.min:g}, the least that makes sense")
    if parameter.max is not None and value > parameter.max:
        raise SettingError(f"{text} is above {parameter.max:g}, the most that makes sense")
    return int(value) if value == int(value) else value


def apply(tables: dict[str, Any], parameters: Sequence[Parameter], settings: Mapping[str, str]) -> None:
    """Writes settings into a document's JSON, in place; raises SettingError for a place that is not there."""
    records = {row["id"]: row for table in TABLES for row in tables.get(table, ())}
    records["document"] = tables
    for parameter in parameters:
        if parameter.key in settings:
            value = parsed(parameter, settings[parameter.key])
            for target in parameter.targets:
                _put(records, target, value)


def _put(records: Mapping[str, Any], target: Target, value: Setting) -> None:
    *way, last = target.path.split(".")
    place: Any = records
    for key in way:
        place = place.get(key) if isinstance(place, dict) else None
    if not isinstance(place, dict):
        raise SettingError(f"the template has no {target.path!r} to write it to")
    place[last] = value if target.value is None else _PLACE.sub(lambda m: _shown(value, m), target.value)


def _shown(value: Setting, place: re.Match[str]) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}" if place["grouped"] else str(value)
