"""Why a tree is not a document, told for people: by record, key and remedy.

Pydantic finds every fault but speaks of input tags and unions; this leads its findings to their places,
`expectations` puts them in words.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from designer.exchange.expectations import branch_of, shown, told
from designer.exchange.jsontext import Path, Problem
from designer.model.findings import Finding
from designer.model.records import TABLES
from designer.model.suggestions import listed

_SINGULAR = {
    "workflows": "workflow",
    "nodes": "node",
    "flows": "flow",
    "roles": "role",
    "people": "person",
    "calendars": "calendar",
    "fields": "field",
    "scenarios": "scenario",
}


def findings(tree: Mapping[str, object], problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Problems as findings, in the order of the file; of several at one place the first."""
    unique: dict[Path, Problem] = {}
    for problem in problems:
        unique.setdefault(problem.path, problem)
    order = {key: number for number, key in enumerate(tree)}
    ranked = sorted(unique.values(), key=lambda p: _rank(p.path, order))
    return tuple(_finding(tree, problem) for problem in ranked)


def _rank(path: Path, order: Mapping[str, int]) -> tuple[object, ...]:
    table = order.get(str(path[0]), -1) if path else -1
    row = path[1] if len(path) > 1 and isinstance(path[1], int) else -1
    return (table, row, [str(part) for part in path])


def _finding(tree: Mapping[str, object], problem: Problem) -> Finding:
    path = problem.path
    if len(path) >= 2 and path[0] in TABLES and isinstance(path[1], int):
        rows: Any = tree[str(path[0])]
        row = rows[path[1]]
        subject, rest = _place(str(path[0]), path[1], row), path[2:]
        ids = (row["id"],) if isinstance(row, dict) and isinstance(row.get("id"), str) else ()
    else:
        subject, rest, ids = "The file", path, ()
    key = ".".join(str(part) for part in rest)
    message = f"{subject}: '{key}' {problem.what}." if key else f"{subject} {problem.what}."
    return Finding("error", problem.code, message, ids, key or None, problem.fix)


def _place(table: str, index: int, row: object) -> str:
    """How people find a record: `Task "Place order" (order)`."""
    kind = _SINGULAR[table]
    if not isinstance(row, dict):
        return f"Record {index + 1} of '{table}'"
    if table == "nodes" and isinstance(row.get("kind"), str):
        kind = "box" if row["kind"] == "workflow" else row["kind"][:40]
    name, record_id = row.get("name"), row.get("id")
    words = [kind.capitalize()]
    if isinstance(name, str) and name:
        words.append(f'"{name[:60]}"')
    if isinstance(record_id, str) and record_id:
        words.append(f"({record_id[:60]})" if len(words) > 1 else record_id[:60])
    else:
        words.append(f"(record {index + 1} of '{table}')")
    return " ".join(words)


def duplicate_ids(tree: Mapping[str, object]) -> Iterator[Problem]:
    """Every record whose id another one has already, in whatever table."""
    first: dict[str, str] = {}
    for table in TABLES:
        rows = tree.get(table)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            record_id = row.get("id") if isinstance(row, dict) else None
            if not isinstance(record_id, str):
                continue
            if record_id in first:
                what = f"is used twice: {first[record_id]} has the id {record_id!r} too"
                yield Problem((table, index, "id"), "duplicate-id", what, "Give one of them another id.")
            else:
                first[record_id] = _place(table, index, row)


def shape_problems(tree: object, error: ValidationError) -> list[Problem]:
    """What pydantic found, at places of the tree and in words.

    Where a value may be of several types pydantic reports a fault for each; only the one of the type the
    value seems to be is kept, or one problem that names them all.
    """
    kept: list[Problem] = []
    misfits: dict[Path, tuple[object, list[str]]] = {}
    for fault in error.errors(include_url=False):
        path, value, misfit = _followed(tree, fault["loc"])
        if misfit is None:
            kept.append(told(path, value, fault))
        else:
            misfits.setdefault(path, (value, []))[1].append(misfit)
    touched = {problem.path[:length] for problem in kept for length in range(len(problem.path) + 1)}
    for path, (value, expected) in misfits.items():
        if path not in touched:
            what = f"must be {listed(expected)}, not {shown(value)}"
            kept.append(Problem(path, "wrong-type", what))
    return kept


def _followed(tree: object, loc: Path) -> tuple[Path, object, str | None]:
    """Place and value of a fault; and what else was expected, where the value is of another type."""
    path: Path = ()
    value = tree
    tagged = False
    for part in loc:
        branch = branch_of(part, value)
        if branch is not None:
            if not isinstance(value, branch.types) or (isinstance(value, bool) and bool not in branch.types):
                return path, value, branch.words
        elif not tagged and isinstance(value, dict) and value.get("kind") == part:
            tagged = True
        else:
            path, value, tagged = (*path, part), _child(value, part), False
    return path, value, None


def _child(value: object, part: str | int) -> object:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None
