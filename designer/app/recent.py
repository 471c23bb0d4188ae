"""The files opened last, newest first."""

import json
from pathlib import Path

from designer.app import folders

LIMIT = 12


class RecentFiles:
    """A short list of paths, read from disk each time: several running programs share it."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or folders.state() / "recent.json"

    def paths(self) -> list[Path]:
        """Files opened last that are still there."""
        return [path for path in self._read() if path.is_file()]

    def add(self, path: Path) -> None:
        """Puts a file first."""
        path = path.resolve()
        self._write([path, *(other for other in self._read() if other != path)][:LIMIT])

    def remove(self, path: Path) -> None:
        """Forgets a file."""
        self._write([other for other in self._read() if other != path])

    def clear(self) -> None:
        """Forgets all."""
        self._write([])

    def _read(self) -> list[Path]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [Path(item) for item in found if isinstance(item, str)] if isinstance(found, list) else []

    def _write(self, paths: list[Path]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps([str(path) for path in paths], indent=2) + "\n", encoding="utf-8")
