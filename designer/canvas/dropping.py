"""Things dragged onto the canvas from the palette or from a file manager."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

from designer.canvas.command import PLAYING
from designer.canvas.pasting import paste_at
from designer.canvas.tools.stage import Tool
from designer.canvas.tools.table import tool as make_tool
from designer.editing.outline import fragment_from_table, fragment_from_text

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

TABLES = (".csv", ".tsv")
LISTS = (".txt", ".md", *TABLES)
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
NEW_MIME = "application/x-process-designer-new"


def new_element(kind: str) -> QMimeData:
    """What a palette hands to a drag: `task`, `task:approval`, `decision` and the like."""
    data = QMimeData()
    data.setData(NEW_MIME, kind.encode())
    return data


class Dropping:
    """A drag from outside, led by the same tool that creates by click."""

    def __init__(self, surface: "Surface") -> None:
        self._surface = surface
        self._tool: Tool | None = None

    def enter(self, event: QDropEvent) -> bool:
        """Something came over the canvas; whether it may be dropped here."""
        data = event.mimeData()
        if data.hasFormat(NEW_MIME):
            if self._surface.is_playing_mode:
                self._surface.status(PLAYING)
                return False
            kind = bytes(data.data(NEW_MIME).data()).decode()
            self._tool = make_tool(f"create:{kind}", self._surface)
            self.move(event)
            return True
        return any(url.isLocalFile() for url in data.urls())

    def move(self, event: QDropEvent) -> None:
        """It is held over a place."""
        if self._tool is not None:
            self._tool.move(self._surface.pointing.pointer(event.position(), event.modifiers()))

    def leave(self) -> None:
        """It went away again."""
        if self._tool is not None:
            self._tool.cancel()
            self._tool = None

    def _drop_files(self, files: list[Path], event: QDropEvent) -> None:
        """Lists and copied steps go where they are dropped; documents are opened; pictures are refused."""
        lists = [file for file in files if file.suffix.lower() in LISTS]
        pictures = [file for file in files if file.suffix.lower() in PICTURES]
        rest = [str(file) for file in files if file not in lists and file not in pictures]
        if pictures:
            self._surface.status(
                f"{pictures[0].name} is a picture: it cannot become steps. Drop a document, a list or a table"
            )
        if rest:
            self._surface.filesDropped.emit(rest)
        if lists and self._surface.is_playing_mode:
            self._surface.status(PLAYING)
            return
        at = self._surface.pointing.pointer(event.position(), event.modifiers()).scene
        for file in lists:
            try:
                text = file.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                self._surface.status(
                    f"{file.name} cannot be read as text: save it as UTF-8 and drop it again"
                )
                continue
            is_table = file.suffix.lower() in TABLES
            paste_at(self._surface, fragment_from_table(text) if is_table else fragment_from_text(text), at)

    def drop(self, event: QDropEvent) -> None:
        """It was let go."""
        if self._tool is None:
            self._drop_files(
                [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()], event
            )
            return
        pointer = self._surface.pointing.pointer(event.position(), event.modifiers())
        tool, self._tool = self._tool, None
        # First the keyboard, then the drop: it opens the editor of the new name, which has the keyboard then.
        self._surface.setFocus(Qt.FocusReason.MouseFocusReason)
        tool.move(pointer)
        tool.press(pointer)
        tool.release(pointer)
