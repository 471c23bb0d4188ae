import json
import re
from pathlib import Path

import jsonschema
import pytest

from designer import assets
from designer.exchange import jsonfile, schema
from tests.support.build import purchase

VALIDATOR = jsonschema.Draft202012Validator(schema.schema())
TEMPLATES = sorted(assets.path("templates").glob("*.process.json"))


def faults(tree):
    return [error.message for error in VALIDATOR.iter_errors(tree)]


def document(**keys):
    return {"format": "process-designer/1", "root": "main", **keys}


def test_the_published_schema_is_the_one_made_from_the_models():
    published = assets.path("schema", schema.NAME).read_bytes()
    assert published == schema.text(), "run: python -m tests.exchange.test_schema"


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema.schema())


def test_what_is_written_fits_the_schema():
    assert faults(json.loads(jsonfile.write(purchase()))) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_fit_the_schema(path):
    assert faults(json.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "tree",
    [
        {"root": "main"},
        document(colour="red"),
        document(nodes=[{"id": "a", "workflow": "main"}]),
        document(nodes=[{"id": "a", "kind": "task", "workflow": "main", "colour": "red"}]),
        document(nodes=[{"id": "A", "kind": "task", "workflow": "main"}]),
        document(nodes=[{"id": "a", "kind": "task", "workflow": "main", "sla": "soon"}]),
        document(flows=[{"id": "f", "source": "a"}]),
    ],
)
def test_what_the_reader_refuses_by_shape_the_schema_refuses(tree):
    assert faults(tree)
    with pytest.raises(jsonfile.FileError):
        jsonfile.read(json.dumps(tree).encode())


def test_every_class_is_described():
    undescribed = [name for name, part in schema.schema()["$defs"].items() if not part.get("description")]
    assert undescribed in ([], ["JsonValue"])


def test_kinds_are_required():
    assert "kind" in schema.schema()["$defs"]["Task"]["required"]
    assert re.fullmatch(r"urn:process-designer:process-designer/1", schema.schema()["$id"])


if __name__ == "__main__":
    Path(assets.path("schema", schema.NAME)).write_bytes(schema.text())
