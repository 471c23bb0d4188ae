"""Documents on disk. Writing replaces a file whole or leaves it as it was."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from designer.exchange.errors import FileError
from designer.exchange.jsontext import SIZE_LIMIT, too_large
from designer.model.document import Document
from designer.model.findings import Finding

SUFFIX = ".process.json"


def load(path: Path | str) -> Document:
    """The document in a file; raises FileError, also when the file cannot be opened."""
    from designer.exchange import jsonfile

    return jsonfile.read(content(path), str(path))


def content(path: Path | str) -> bytes:
    """The bytes of a file; raises FileError when it cannot be opened or is beyond any use."""
    place = Path(path)
    try:
        if place.stat().st_size > SIZE_LIMIT:
            raise FileError(str(path), (too_large(),))
        return place.read_bytes()
    except OSError as error:
        raise FileError(str(path), (_cannot("read", error),)) from error


def save(document: Document, path: Path | str) -> None:
    """Writes a document in canonical form; raises FileError and leaves the old file whole when that fails."""
    from designer.exchange import jsonfile

    try:
        replace_file(Path(path), jsonfile.write(document))
    except OSError as error:
        raise FileError(str(path), (_cannot("write", error),)) from error


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Puts `data`, whole or part by part, in the place of a file in one step.

    Whoever looks finds the old bytes or the new.

    A link is followed and stays a link; the file's mode is kept. Raises OSError.
    """
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # a folder cannot be opened there; the rename is journalled
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot(act: Literal["read", "write"], error: OSError) -> Finding:
    fix = "Check that the folder exists and that you may use it."
    if isinstance(error, IsADirectoryError):
        fix = "Name a file, not a folder."
    elif isinstance(error, FileNotFoundError) and act == "read":
        fix = "Check the name and the folder."
    what = {"read": "read", "write": "written"}[act]
    reason = error.strerror or str(error)
    return Finding("error", f"cannot-{act}", f"The file cannot be {what}: {reason}.", fix=fix)
