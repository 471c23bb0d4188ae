"""A way into each open box that does not fit the view: a button in its header (C11)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from designer.canvas.clickable import Clickable
from designer.canvas.fonts import font
from designer.canvas.paint import color
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed
from designer.layout.sizes import HEADER
from designer.layout.text import width

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

WORD = "Enter"
SIZE = 12
HIGH = 22.0
ASIDE = 10.0
LEAST_HEADER = HIGH + 4  # logical pixels


class Doors(Clickable[Path]):
    """The buttons of one surface, in logical pixels, by the boxes that they enter."""

    def all(self, surface: "Surface") -> Iterator[tuple[Path, Rect]]:
        """The boxes that have a button, and where it is."""
        view = Rect(0, 0, surface.width(), surface.height())
        arrays, camera = surface.diagram.arrays, surface.navigation.camera
        if HEADER * camera.zoom < LEAST_HEADER:
            return
        near = arrays.nodes_in(surface.visible)
        for number in near[arrays.is_back[near]]:
            placed = surface.overlay.marks.node(arrays.nodes.path(number))  # where a gesture has it now
            if placed is not None and placed.open and len(placed.path) > len(surface.level):
                place = _place(placed, camera.rect_to_screen(placed.rect), view, camera.zoom)
                if place is not None:
                    yield placed.path, place

    def under(self, surface: "Surface", screen: Point) -> Path | None:  # noqa: D102
        return next((path for path, place in self.all(surface) if place.holds(*screen)), None)

    def click(self, surface: "Surface", one: Path) -> None:  # noqa: D102
        surface.enter(one)

    def paint(self, painter: QPainter, surface: "Surface") -> None:
        """Paints the buttons."""
        theme = surface.theme
        painter.setFont(font(SIZE, 600))
        for path, place in self.all(surface):
            pointed = path == self.pointed
            painter.setPen(QPen(color(theme.accent if pointed else theme.border), 1))
            painter.setBrush(color(theme.accent_soft if pointed else theme.surface))
            rect = QRectF(place.x + 0.5, place.y + 0.5, place.w - 1, place.h - 1)
            painter.drawRoundedRect(rect, HIGH / 2, HIGH / 2)
            painter.setPen(color(theme.accent))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, WORD)


def _place(placed: Placed, rect: Rect, view: Rect, zoom: float) -> Rect | None:
    """Where the button of an open box is, if it does not fit the view and its header is seen."""
    header = placed.header * zoom
    fits = rect.w <= view.w and rect.h <= view.h
    if fits or rect.y + header > view.bottom or rect.y < view.y - header / 2:
        return None
    long = width(WORD, SIZE, 600) + 20
    right = min(rect.right, view.right) - ASIDE
    if right - long < max(rect.x, view.x):
        return None
    return Rect(round(right - long), round(rect.y + (header - HIGH) / 2), long, HIGH)
