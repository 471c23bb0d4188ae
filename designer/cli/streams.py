"""Reading and writing what the command line names; `-` is standard input or output."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from designer.model.document import Document

STANDARD = "-"


def read(name: str) -> bytes:
    """The bytes of a file or of standard input; raises OSError."""
    return sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()


def load(name: str) -> "Document":
    """The document in a file or on standard input; raises FileError."""
    from designer.exchange import files, jsonfile

    return jsonfile.read(read(name), "standard input") if name == STANDARD else files.load(name)


def write(name: str, data: bytes) -> None:
    """Puts bytes in the place of a file, whole or not at all, or on standard output; raises OSError."""
    if name == STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from designer.exchange import files

    files.replace_file(Path(name), data)


def say(text: str = "") -> None:
    """One line of what was asked for, on standard output."""
    print(text)


def shown(name: str) -> str:
    """How a file is called in a message."""
    return "standard input" if name == STANDARD else name
