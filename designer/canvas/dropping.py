"""Things dragged onto the canvas from the palette or from a file manager."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

from designer.canvas.command import PLAYING
from designer.canvas.tools.stage import Tool
from designer.canvas.tools.table import tool as make_tool

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

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

    def drop(self, event: QDropEvent) -> None:
        """It was let go."""
        if self._tool is None:
            files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
            self._surface.filesDropped.emit(files)
            return
        pointer = self._surface.pointing.pointer(event.position(), event.modifiers())
        tool, self._tool = self._tool, None
        # First the keyboard, then the drop: it opens the editor of the new name, which has the keyboard then.
        self._surface.setFocus(Qt.FocusReason.MouseFocusReason)
        tool.move(pointer)
        tool.press(pointer)
        tool.release(pointer)
