"""Faces drawn once per scale and kept on sheets, from which a view full of nodes is one call."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from designer.canvas.paint import HAIR, extent, paint_shapes
from designer.drawing.shapes import Shape

SHEET = 2048
MOST_SHEETS = 6
# Larger faces are few on screen and cost more to keep than to draw.
MOST_SIDE = 640


@dataclass(frozen=True, slots=True)
class Sprite:
    """A piece of a sheet, and where its corner lies from the face's own origin, in device pixels."""

    sheet: int
    x: int
    y: int
    w: int
    h: int
    dx: int
    dy: int


class Atlas:
    """Sheets of faces. Keys are shapes and scale, so equal faces are drawn once."""

    def __init__(self) -> None:
        self._sheets: list[QPixmap] = []
        self._found: dict[Hashable, Sprite | None] = {}
        self._shelf = (0, 0, 0)  # x, y and height of the row under way on the last sheet

    def clear(self) -> None:
        """Forgets all faces."""
        self._sheets.clear()
        self._found.clear()
        self._shelf = (0, 0, 0)

    def sheet(self, number: int) -> QPixmap:
        """A sheet to draw from."""
        return self._sheets[number]

    def make_room(self) -> bool:
        """Starts afresh once too much is kept, and says whether it did; never call it within a painting."""
        if len(self._sheets) <= MOST_SHEETS:
            return False
        self.clear()
        return True

    def sprite(self, shapes: tuple[Shape, ...], scale: float) -> Sprite | None:
        """The piece that shows these shapes at a scale; None when they are better drawn directly."""
        key = (shapes, scale)
        if key not in self._found:
            self._found[key] = self._draw(shapes, scale)
        return self._found[key]

    def _draw(self, shapes: tuple[Shape, ...], scale: float) -> Sprite | None:
        area = extent(shapes)
        if area is None:
            return Sprite(0, 0, 0, 0, 0, 0, 0)
        left, top = int(area.x * scale) - 2, int(area.y * scale) - 2
        width, height = int(area.right * scale) + 3 - left, int(area.bottom * scale) + 3 - top
        if max(width, height) > MOST_SIDE:
            return None
        # By itself, not on the sheet: where a line ends on the edge of a pixel, its place there would decide.
        picture = QPixmap(width, height)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(HAIR - left, HAIR - top)
        painter.scale(scale, scale)
        paint_shapes(painter, shapes)
        painter.end()
        x, y = self._place(width, height)
        painter = QPainter(self._sheets[-1])
        painter.drawPixmap(x, y, picture)
        painter.end()
        return Sprite(len(self._sheets) - 1, x, y, width, height, left, top)

    def _place(self, width: int, height: int) -> tuple[int, int]:
        x, y, row = self._shelf
        if x + width > SHEET:
            x, y, row = 0, y + row, 0
        if not self._sheets or y + height > SHEET:
            sheet = QPixmap(SHEET, SHEET)
            sheet.fill(Qt.GlobalColor.transparent)
            self._sheets.append(sheet)
            x, y, row = 0, 0, 0
        self._shelf = (x + width, y, max(row, height))
        return x, y
