"""Scenarios at work: the base chain joined, the changes applied, what is wrong told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter, ValidationError

from designer.model.change import Change
from designer.model.document import AnyRecord, Document
from designer.model.findings import Finding
from designer.model.nodes import AnyNode, NodeBase
from designer.model.records import Record
from designer.model.scenario import Scenario
from designer.model.suggestions import closest

FIXED = ("id", "kind")
_OWN = ("id", "name", "description", "extensions")


@dataclass(frozen=True)
class Resolution:
    """A scenario with the keys of its bases, the document with its changes, and what did not fit."""

    scenario: Scenario
    document: Document
    findings: tuple[Finding, ...]


def resolve(document: Document, scenario_id: str) -> Resolution:
    """A scenario ready to run. Changes that do not fit are left out and told; KeyError when it is not there.

    A scenario's own keys win over those of its base, and so on down the chain; the changes of the base are
    made first.
    """
    chain, findings = base_chain(document, scenario_id)
    keys: dict[str, object] = {}
    changes: dict[str, tuple[str, Any]] = {}
    for scenario in reversed(chain):
        given = scenario.model_dump(exclude_defaults=True, exclude={*_OWN, "changes", "base"})
        keys |= {key: value for key, value in given.items() if value is not None}
        changes |= {path: (scenario.id, value) for path, value in scenario.changes.items()}
    own = chain[0]
    merged = own.model_copy(update={**keys, "changes": {path: value for path, (_, value) in changes.items()}})
    changed, wrong = _applied(document, changes, document.scenarios)
    return Resolution(merged, changed, (*findings, *wrong))


def base_chain(document: Document, scenario_id: str) -> tuple[list[Scenario], list[Finding]]:
    """A scenario, its base, the base of that, and so on; a ring or a missing base ends it and is told."""
    chain = [document.scenarios[scenario_id]]
    seen = {scenario_id}
    while (base := chain[-1].base) is not None:
        if base in seen:
            return chain, [_ring(chain, base)]
        if base not in document.scenarios:
            label = f'Scenario "{chain[-1].name or chain[-1].id}"'
            message = f"{label} builds on {base!r}, which is no scenario."
            fix = "Choose another base, or none."
            return chain, [Finding("error", "missing-scenario", message, (chain[-1].id,), "base", fix)]
        seen.add(base)
        chain.append(document.scenarios[base])
    return chain, []


def _ring(chain: list[Scenario], base: str) -> Finding:
    first = next(index for index, link in enumerate(chain) if link.id == base)
    ring = sorted(chain[first:], key=lambda link: link.id)
    names = " and ".join(f'"{link.name or link.id}"' for link in ring)
    message = (
        f"Scenario {names} is its own base."
        if len(ring) == 1
        else f"The scenarios {names} build on each other."
    )
    ids = tuple(link.id for link in ring)
    return Finding("error", "scenario-base-ring", message, ids, "base", "Give one of them no base.")


def change_findings(document: Document, scenario: Scenario) -> list[Finding]:
    """What is wrong with a scenario's own changes."""
    changes = {path: (scenario.id, value) for path, value in scenario.changes.items()}
    return _applied(document, changes, document.scenarios)[1]


class ChangeError(ValueError):
    """A change of a scenario that does not fit the document; the message goes on from its path."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def _applied(
    document: Document, changes: Mapping[str, tuple[str, Any]], scenarios: Mapping[str, Scenario]
) -> tuple[Document, list[Finding]]:
    records: dict[str, AnyRecord] = {}
    findings: list[Finding] = []
    for path, (scenario_id, value) in changes.items():
        record_id, *keys = path.split(".")
        try:
            record = records.get(record_id) or _record(document, record_id)
            records[record_id] = changed(record, keys, value)
        except ChangeError as error:
            owner = scenarios[scenario_id]
            message = f"Scenario \"{owner.name or owner.id}\" changes '{path}': {error}."
            finding = Finding("error", "scenario-change", message, (scenario_id,), "changes", error.fix)
            findings.append(finding)
    pairs: dict[str, tuple[Record | None, Record | None]] = {
        key: (document.get(key), record) for key, record in records.items()
    }
    return document.apply(Change(pairs)), findings


def _record(document: Document, record_id: str) -> AnyRecord:
    found = document.get(record_id)
    if found is None:
        near = closest(record_id, (record.id for record in document.records()))
        fix = f"Did you mean '{near}'?" if near else "Remove the change, or write the id of a record."
        raise ChangeError(f"there is no record {record_id!r}", fix)
    return found


def changed(record: AnyRecord, keys: list[str], value: object) -> AnyRecord:
    """The record with one key, or a key within one, replaced; raises ChangeError."""
    known = {info.alias or name for name, info in type(record).model_fields.items()}
    if not keys or keys[0] not in known:
        near = closest(keys[0], known) if keys else None
        what = f"there is no key {keys[0]!r}" if keys else "a key is missing after the id"
        raise ChangeError(what, f"Did you mean '{near}'?" if near else "Write it as '<id>.<key>'.")
    if keys[0] in FIXED:
        raise ChangeError(f"a scenario cannot change the {keys[0]}", "Remove the change.")
    tree = json.loads(record.model_dump_json())
    _put(tree, keys, value)
    adapter: TypeAdapter[Any] = TypeAdapter(AnyNode if isinstance(record, NodeBase) else type(record))
    try:
        made: AnyRecord = adapter.validate_json(json.dumps(tree))
    except (ValidationError, ValueError) as error:
        raise ChangeError(_reason(error, keys, value), f"Write a value that '{keys[-1]}' can have.") from None
    return made


def _put(tree: Any, keys: list[str], value: object) -> None:
    place = tree
    for key, following in pairwise(keys):
        step: Any = int(key) if isinstance(place, list) and key.isdecimal() else key
        try:
            if place[step] is None:
                place[step] = {}
        except (KeyError, IndexError, TypeError):
            raise ChangeError(f"there is no {key!r} that has a {following!r}", "Correct the path.") from None
        place = place[step]
    last: Any = int(keys[-1]) if isinstance(place, list) and keys[-1].isdecimal() else keys[-1]
    try:
        place[last] = value
    except (IndexError, TypeError):
        raise ChangeError(f"there is no {keys[-1]!r} to change", "Correct the path.") from None


def _reason(error: Exception, keys: list[str], value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    if isinstance(error, ValidationError):
        for fault in error.errors(include_url=False):
            if fault["type"] == "value_error":
                return str(fault["ctx"]["error"])
            if fault["type"] == "missing":
                return f"{shown} has no {fault['loc'][-1]!r}"
    return f"{shown} is not a value that '{keys[-1]}' can have"
