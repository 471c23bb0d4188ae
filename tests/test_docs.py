"""The manual: its examples run, its links lead somewhere, its tables say what the program says.

`python -m tests.test_docs` writes the tables that are made from the program.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from designer.exchange import templates

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def blocks(page):
    return BLOCK.findall(page.read_text("utf-8"))


# Examples


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are written for a shell")
@pytest.mark.parametrize(
    "page",
    [p for p in PAGES if {"console", "python"} & {kind for kind, _ in blocks(p)}],
    ids=lambda p: p.stem,
)
def test_the_examples_of_a_page_do_what_it_says(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _put_program_on_path(tmp_path / "bin", monkeypatch)
    names: dict[str, object] = {}
    for kind, text in blocks(page):
        if kind == "json":
            _keep_document(text)
        elif kind == "console":
            _try_console(text)
        elif kind == "python":
            exec(compile(text, f"{page.name} (example)", "exec"), names)


def _put_program_on_path(folder, monkeypatch):
    folder.mkdir()
    program = folder / "process-designer"
    start = "import sys; from designer.cli.main import main; sys.exit(main())"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{start}' \"$@\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder.parent / "data"))


def _keep_document(text):
    found = json.loads(text)
    if "format" in found:
        Path(f"{found['root']}.process.json").write_text(text, "utf-8")


def _try_console(text):
    for call in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = call.partition("\n")
        status = re.search(r"^\[exit (\d)\]\n", expected, re.MULTILINE)
        expected = re.sub(r"^\[exit \d\]\n", "", expected, flags=re.MULTILINE)
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=120
        )
        said = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines())
        assert done.returncode == (int(status[1]) if status else 0), f"$ {command}\n{said}"
        pattern = re.escape(expected.strip()).replace("…", "(?s:.*?)").replace(r"\ ", r"\s+")
        assert re.fullmatch(pattern, said.strip()), f"$ {command}\n{said}\n\nexpected:\n{expected}"


@each_page
def test_json_in_a_page_is_json(page):
    for kind, text in blocks(page):
        if kind == "json":
            json.loads(text)


# Links


@pytest.mark.parametrize(
    "page", [*PAGES, *sorted(ROOT.glob("*.md"))], ids=lambda page: str(page.relative_to(ROOT))
)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        place, _, heading = target.partition("#")
        path = (page.parent / place).resolve() if place else page
        assert path.exists(), f"{page.name}: {target}"
        if heading:
            assert heading in _headings(path), f"{page.name}: {target}"


def _headings(path):
    found = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_the_manual_is_reached_from_the_first_page():
    seen, queue = set(), [ROOT / "docs" / "getting-started.md"]
    while queue:
        page = queue.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        queue += [
            (page.parent / t.partition("#")[0]).resolve() for t in LINK.findall(page.read_text("utf-8"))
        ]
    assert set(PAGES) <= seen


# Tables made from the program


def template_rows():
    rows = ["| template | id | pattern | shows |", "|---|---|---|---|"]
    for info in templates.catalogue():
        if info.builtin:
            rows.append(f"| {info.name} | `{info.id}` | {info.pattern} | {info.shows} |")
    return "\n".join(rows)


def shortcut_rows():
    from designer.app.actions import table

    topics: dict[str, list[str]] = {}
    for action in table():
        if action.keys:
            keys = ", ".join(
                "+".join(f"<kbd>{_key(key)}</kbd>" for key in _parts(keys)) for keys in action.keys
            )
            topics.setdefault(action.topic, []).append(f"| {action.title.rstrip('…')} | {keys} |")
    return "\n\n".join(
        "\n".join((f"## {topic}", "", "| action | keys |", "|---|---|", *rows))
        for topic, rows in topics.items()
    )


def _parts(keys):
    """`Ctrl++` is Ctrl and plus."""
    return [part or "+" for part in re.split(r"\+(?!$)", keys)]


def _key(name):
    return {"|": "\\|", "Meta": "Super"}.get(name, name)


def edit_rows():
    from designer.editing.acts import ACTS

    return "\n".join(("| edit | does |", "|---|---|", *(f"| `{act.usage}` | {act.title} |" for act in ACTS)))


MADE = {
    ("templates.md", "templates"): template_rows,
    ("shortcuts.md", "shortcuts"): shortcut_rows,
    ("command-line.md", "edits"): edit_rows,
}


def _with_table(text, name, table):
    return re.sub(
        rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- /{name} -->)",
        lambda match: f"{match[1]}{table}\n{match[2]}",
        text,
        flags=re.DOTALL,
    )


@pytest.mark.parametrize("place", MADE, ids=lambda place: place[1])
def test_a_table_says_what_the_program_says(place):
    text = (ROOT / "docs" / place[0]).read_text("utf-8")
    assert text == _with_table(text, place[1], MADE[place]()), "run `python -m tests.test_docs`"


def refresh():
    """Writes the tables anew."""
    for (page, name), table in MADE.items():
        path = ROOT / "docs" / page
        path.write_text(_with_table(path.read_text("utf-8"), name, table()), "utf-8")


if __name__ == "__main__":
    refresh()
