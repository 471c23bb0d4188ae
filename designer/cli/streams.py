"""Reading and writing what the command line names; `-` is standard input or output."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from designer.cli.trouble import CallError

if TYPE_CHECKING:
    from designer.model.document import Document

STANDARD = "-"


def read(name: str) -> bytes:
    """The bytes of a file or of standard input; raises FileError."""
    from designer.exchange import files

    return sys.stdin.buffer.read() if name == STANDARD else files.content(name)


def load(name: str) -> "Document":
    """The document in a file or on standard input; raises FileError."""
    from designer.exchange import jsonfile

    return jsonfile.read(read(name), shown(name))


def folder(name: str) -> Path:
    """Where files are looked for that a document names: beside its own, or where the command is given."""
    return Path() if name == STANDARD else Path(name).parent


def write(name: str, data: bytes | Iterable[bytes]) -> None:
    """Puts bytes in the place of a file, whole or not at all, or on standard output; raises CallError.

    They may come in parts, so that they need not all be in memory.
    """
    if name == STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.writelines((data,) if isinstance(data, bytes) else data)
        sys.stdout.buffer.flush()
        return
    from designer.exchange import files

    try:
        files.replace_file(Path(name), data)
    except OSError as error:
        raise CallError(
            f"{name} cannot be written: {error.strerror or error}.",
            "Check that its folder exists and that you may write there.",
        ) from error


def say(text: str = "") -> None:
    """One line of what was asked for, on standard output."""
    print(plain(text))


def plain(text: str) -> str:
    """Text that commands a terminal to nothing, whatever names a document gives."""
    return "".join("\ufffd" if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 else c for c in text)


def say_json(value: object) -> None:
    """A value as JSON on standard output, in UTF-8 whatever the terminal's alphabet."""
    write(STANDARD, (json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode())


def shown(name: str) -> str:
    """How a file is called in a message."""
    return "standard input" if name == STANDARD else name
