"""The document's own file: reading that lists every problem, writing that is the same every time."""

import json

from pydantic import ValidationError

from designer.exchange import canonical
from designer.exchange.errors import FileError
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
    """The document in `data`; raises FileError with all of its problems when it is not one."""
    try:
        json.loads(data)
        return FileShape.model_validate_json(data).document()
    except (ValidationError, ValueError, RecursionError) as error:
        raise FileError(name, (Finding("error", "wrong-shape", str(error)),)) from None
