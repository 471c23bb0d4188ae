"""Things dragged onto the canvas from the palette, from a file manager, or as text from another program."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

from designer.canvas.command import PLAYING
from designer.canvas.pasting import paste_at
from designer.canvas.tools.stage import Tool
from designer.canvas.tools.table import tool as make_tool
from designer.editing.fragment import Fragment
from designer.editing.outline import fragment_from_json, fragment_from_table, fragment_from_text
from designer.editing.rules import RuleError
from designer.layout.geometry import Point

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

TABLES = (".csv", ".tsv")
LISTS = (".txt", ".md")
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
        return any(url.isLocalFile() for url in data.urls()) or bool(data.text().strip())

    @property
    def is_busy(self) -> bool:
        """Whether an element is held over the canvas."""
        return self._tool is not None and self._tool.busy

    def move(self, event: QDropEvent) -> None:
        """It is held over a place."""
        if self._tool is not None:
            self._tool.move(self._surface.pointing.pointer(event.position(), event.modifiers()))

    def leave(self) -> None:
        """It went away again."""
        if self._tool is not None:
            self._tool.cancel()
            self._tool = None

    def _drop_files(self, files: list[Path], at: Point) -> None:
        """Lists and copied steps go where they are dropped; documents are opened; pictures are refused."""
        opened: list[str] = []
        for file in files:
            if file.suffix.lower() in PICTURES:
                self._surface.status(
                    f"{file.name} is a picture: it cannot become steps. Drop a document, a list or a table"
                )
                continue
            try:
                fragment = _fragment(file)
            except (OSError, UnicodeDecodeError):
                self._surface.status(
                    f"{file.name} cannot be read as text: save it as UTF-8 and drop it again"
                )
                continue
            except RuleError as error:
                self._surface.status(f"{file.name}: {error}")
                continue
            if fragment is None:
                opened.append(str(file))
            else:
                self._paste(fragment, at)
        if opened:
            self._surface.filesDropped.emit(opened)

    def _drop_words(self, text: str, at: Point) -> None:
        try:
            self._paste(fragment_from_text(text), at)
        except RuleError as error:
            self._surface.status(str(error))

    def _paste(self, fragment: Fragment, at: Point) -> None:
        if self._surface.is_playing_mode:
            self._surface.status(PLAYING)
        else:
            paste_at(self._surface, fragment, at)

    def drop(self, event: QDropEvent) -> None:
        """It was let go."""
        pointer = self._surface.pointing.pointer(event.position(), event.modifiers())
        if self._tool is None:
            data = event.mimeData()
            if data.hasUrls():
                files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
                self._drop_files(files, pointer.scene)
            else:
                self._drop_words(data.text(), pointer.scene)
            return
        tool, self._tool = self._tool, None
        # First the keyboard, then the drop: it opens the editor of the new name, which has the keyboard then.
        self._surface.setFocus(Qt.FocusReason.MouseFocusReason)
        tool.move(pointer)
        tool.press(pointer)
        tool.release(pointer)


def _fragment(file: Path) -> Fragment | None:
    """The steps that a file lists or holds as they were copied; None for a file that is to be opened."""
    kind = file.suffix.lower()
    if kind in TABLES:
        return fragment_from_table(file.read_text(encoding="utf-8-sig"))
    if kind in LISTS:
        return fragment_from_text(file.read_text(encoding="utf-8-sig"))
    if kind == ".json" and file.exists():
        return fragment_from_json(file.read_text(encoding="utf-8-sig"))
    return None
