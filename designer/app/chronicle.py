"""The history of a file, kept when it is saved, so that undo goes on after a restart.

A file of its own for each document: a head that names the content it leads to, and one JSON line for each
edit, the oldest first. Beside any other content it is of no use.
"""

import contextlib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from designer.app import folders
from designer.editing.history import Entry
from designer.editing.journal import dump_change, load_change
from designer.exchange.files import replace_file

VERSION = 1
SUFFIX = ".history"
MOST_EDITS = 200
MOST_BYTES = 2_000_000
MOST_FILES = 100


def keep(document: Path, content: str, entries: Sequence[Entry]) -> None:
    """Writes the last edits that led to a content (as its SHA-256); it is no harm if that fails."""
    lines: list[bytes] = []
    size = 0
    for entry in reversed(entries[-MOST_EDITS:]):
        line = b'{"title":%b,"change":%b}\n' % (json.dumps(entry.title).encode(), dump_change(entry.change))
        size += len(line)
        if size > MOST_BYTES:
            break
        lines.append(line)
    head = json.dumps({"history": VERSION, "path": str(document), "content": content}).encode() + b"\n"
    with contextlib.suppress(OSError):
        replace_file(_file(document), (head, *reversed(lines)))
        _forget_the_oldest()


def recall(document: Path, content: str) -> list[Entry]:
    """The edits that led to a content, the oldest first; none where nothing is known of it."""
    try:
        head, *lines = _file(document).read_bytes().splitlines()
        told = json.loads(head)
        if (told["history"], told["content"]) != (VERSION, content):
            return []
        return [_entry(json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _entry(line: dict[str, object]) -> Entry:
    return Entry(str(line["title"]), load_change(json.dumps(line["change"]).encode()))


def _file(document: Path) -> Path:
    name = hashlib.sha256(str(document).encode()).hexdigest()[:32]
    return folders.histories() / f"{name}{SUFFIX}"


def _forget_the_oldest() -> None:
    found = sorted(folders.histories().glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime)
    for file in found[:-MOST_FILES]:
        file.unlink(missing_ok=True)
