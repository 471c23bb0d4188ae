import subprocess
import sys

import pytest

from designer import api
from tests.support.build import process, purchase, role, task


def test_a_document_is_saved_and_loaded(tmp_path):
    path = tmp_path / "purchase.process.json"
    api.save(purchase(), path)
    assert api.load(path) == purchase()
    assert api.read(api.write(purchase())) == purchase()


def test_a_file_that_is_no_document_is_told(tmp_path):
    path = tmp_path / "wrong.json"
    path.write_text("{}")
    with pytest.raises(api.FileError, match="'format' is missing"):
        api.load(path)


def test_findings_are_data():
    (first, *_) = api.check(process(role("r"), task(role="gone")))
    assert (first.severity, first.code, first.ids) == ("error", "missing-role", ("work",))
    assert api.check(purchase()) == ()


def test_a_template_becomes_a_document_that_runs():
    ids = [info.id for info in api.templates()]
    document = api.new("purchase-approval")
    assert "purchase-approval" in ids
    run = api.simulate(document, cases=20, replications=2, seed=3)
    assert run.figures["replications"] == 2
    assert run.figures["cases"]["started"] == 40
    assert run.log.startswith(b"replication,case,node,")
    assert run.log == api.simulate(document, cases=20, replications=2, seed=3, jobs=1).log


def test_a_draft_changes_a_copy():
    document = purchase()
    draft = api.draft(document)
    draft.update("order", name="Buy")
    assert draft.document.nodes["order"].name == "Buy"
    assert document.nodes["order"].name == "Order"


def test_pictures_and_exports():
    document = purchase()
    closed, opened = (api.export(document, "svg", opened=how) for how in ("none", "all"))
    assert closed.startswith(b"<")
    assert len(opened) > len(closed)
    assert api.export(document, "json") == api.write(document)
    assert b"Manager approves" in api.export(document, "svg", workflow="approval", theme="dark")
    assert b"Manager approves" in api.export(document, "bpmn", workflow="approval")
    for drawn in (api.picture, lambda *args, **keys: api.export(*args, "bpmn", **keys)):
        with pytest.raises(KeyError):
            drawn(document, workflow="gone")
    with pytest.raises(ValueError, match="There is no export to 'png'"):
        api.export(document, "png")


def test_the_schema_is_at_hand():
    assert api.schema()["$schema"].endswith("2020-12/schema")


def test_neither_importing_nor_using_it_loads_qt():
    program = """
import sys
from designer import api
assert not {"numpy", "networkx"} & sys.modules.keys(), "importing alone must stay light"
document = api.new("purchase-approval")
api.check(document)
api.simulate(document, cases=2, replications=1).figures
api.export(document, "svg")
api.export(document, "bpmn")
windows = ("PySide6", "shiboken6", "designer.canvas", "designer.app")
loaded = [name for name in sys.modules if name.startswith(windows)]
assert not loaded, loaded
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
