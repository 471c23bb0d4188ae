"""What the house promises beyond what the import contracts keep."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "designer").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_every_package_is_listed_for_the_wheel():
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES if path.name == "__init__.py"}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == found | {"designer._resources"}


def test_the_version_stands_once():
    version = PROJECT["project"]["version"]
    assert [p for p in SOURCES if re.search(rf"[\"']{re.escape(version)}[\"']", p.read_text("utf-8"))] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_holds_one_idea(path):
    assert len(path.read_text("utf-8").splitlines()) <= 500, "a file past 500 lines wants to be two"


@pytest.mark.parametrize("word", ["utils", "misc", "helpers", "manager", "common"])
def test_no_file_is_named_after_nothing(word):
    assert [path for path in SOURCES if word in path.stem.split("_")] == []


def test_nothing_is_left_unfinished():
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|coming soon)\b")
    assert [path for path in SOURCES if marks.search(path.read_text("utf-8"))] == []


def test_only_lxml_may_parse_xml():
    """Others accept documents of any depth, or resolve entities. Escaping is not parsing."""
    parsers = r"xml\.(?!sax\.saxutils)|defusedxml|html\.parser"
    banned = re.compile(rf"^\s*(?:import|from) (?:{parsers})", re.MULTILINE)
    assert [path for path in SOURCES if banned.search(path.read_text("utf-8"))] == []
