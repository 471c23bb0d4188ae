"""The document's own file: reading that lists every problem, writing that is the same every time."""

import json
from typing import Any

from pydantic import ValidationError

from designer.exchange import canonical, diagnosis, jsontext, migrations
from designer.exchange.errors import FileError
from designer.exchange.jsontext import Problem
from designer.exchange.shape import FileShape, shape_of
from designer.model.document import FORMAT, Document
from designer.model.findings import Finding
from designer.model.records import TABLES

__all__ = ["FileError", "read", "write"]


def write(document: Document) -> bytes:
    """The document in its canonical form: the same document always gives the same bytes."""
    shape = shape_of(document).model_dump(mode="json", exclude_defaults=True)
    written: dict[str, object] = {"format": FORMAT, "root": document.root, "currency": document.currency}
    for table in TABLES:
        if rows := shape.get(table):
            written[table] = [canonical.arranged(row) for row in rows]
    for key in ("view", "extensions"):
        if shape.get(key):
            written[key] = shape[key]
    return (canonical.text(written) + "\n").encode()


def read(data: bytes, name: str = "document") -> Document:
    """The document in `data`; raises FileError with all of its problems when it is not one.

    References may lead nowhere and expressions be wrong: that is for `designer.model.checks` to say.
    """
    tree, problems = jsontext.parse(data, name)
    if not isinstance(tree, dict):
        what = "The file must be an object with keys, {…}."
        raise FileError(name, (Finding("error", "wrong-type", what, fix="Choose a file of this program."),))
    if (wrong := migrations.format_problem(tree)) is not None:
        raise FileError(name, diagnosis.findings(tree, [wrong, *problems]))
    if tree["format"] != FORMAT:
        tree = migrations.migrated(tree)
        data = json.dumps(tree).encode()
    shape, faults = _validated(data, tree, name)
    problems += faults
    if shape is None or problems or _has_duplicates(shape):
        problems += diagnosis.duplicate_ids(tree)
        raise FileError(name, diagnosis.findings(tree, problems))
    return shape.document()


def _has_duplicates(shape: FileShape) -> bool:
    ids = [record.id for table in TABLES for record in getattr(shape, table)]
    return len(ids) != len(set(ids))


def _validated(data: bytes, tree: dict[str, Any], name: str) -> tuple[FileShape | None, list[Problem]]:
    try:
        return FileShape.model_validate_json(data.removeprefix(b"\xef\xbb\xbf")), []
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise FileError(name, (_refused(str(first["msg"])),)) from None
        return None, diagnosis.shape_problems(tree, error)


def _refused(reason: str) -> Finding:
    """What the stricter of the two JSON readers refuses: depth, and escapes that are half a character."""
    if "recursion" in reason:
        return jsontext.too_deep()
    what = f"The file is not JSON: {reason.removeprefix('Invalid JSON: ')}."
    return Finding("error", "not-json", what, fix="Correct that place.")
