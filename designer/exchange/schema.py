"""The JSON Schema of the file format, made from the models; `resources/schema/` holds it as published.

It describes the shape. What a schema cannot say (ids unique over all tables, references, the unit that a
duration's distribution needs) the reader and the checks say.
"""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from designer.exchange import canonical
from designer.exchange.shape import FileShape
from designer.model.document import FORMAT

NAME = "process-designer-1.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Plain(GenerateJsonSchema):
    """Without a title for every key: the key says it."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schema() -> dict[str, Any]:
    """The schema as a JSON tree."""
    made = FileShape.model_json_schema(schema_generator=_Plain)
    for part in made["$defs"].values():
        if "const" in part.get("properties", {}).get("kind", {}):
            part["required"] = ["kind", *part.get("required", [])]
            del part["properties"]["kind"]["default"]
    head = {"$schema": DIALECT, "$id": f"urn:process-designer:{FORMAT}", "title": "Process Designer document"}
    return head | {key: made[key] for key in made if key not in head}


def text() -> bytes:
    """The schema as it is published."""
    return (canonical.text(schema(), foreign=True) + "\n").encode()
