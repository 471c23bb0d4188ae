"""What an open box without any content offers in its middle: to add the first step (C9)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from designer.canvas.clickable import Clickable
from designer.canvas.fonts import font
from designer.canvas.paint import color
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Placed, Scene
from designer.layout.text import width
from designer.model.document import Document
from designer.model.nodes import Box

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

WORDS = "+ Add first step"
SIZE = 12
TALL = 26.0
SHOWN_FROM = 0.6


class Invitations(Clickable[Placed]):
    """The words in the empty boxes of one level, where they can be seen and clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._made: tuple[Scene, tuple[Placed, ...]] | None = None

    def _empty(self, document: Document, scene: Scene) -> tuple[Placed, ...]:
        if self._made is None or self._made[0] is not scene:
            boxes = (placed for placed in scene.nodes.values() if placed.open)
            self._made = (scene, tuple(placed for placed in boxes if _is_empty(document, placed)))
        return self._made[1]

    def under(self, surface: "Surface", screen: Point) -> Placed | None:  # noqa: D102
        camera = surface.navigation.camera
        if camera.zoom < SHOWN_FROM or surface.is_playing_mode:
            return None
        empty = self._empty(surface.editor.document, surface.scene)
        return next((placed for placed in empty if _plate(placed, camera).holds(*screen)), None)

    def click(self, surface: "Surface", one: Placed) -> None:
        """Asks what the first step is."""
        camera = surface.navigation.camera
        surface.select([one.path])
        surface.open_menu("create", camera.to_scene(*_plate(one, camera).center))

    def paint(
        self, painter: QPainter, document: Document, scene: Scene, camera: Camera, theme: Theme
    ) -> None:
        """Paints the words in logical pixels."""
        for placed in self._empty(document, scene) if camera.zoom >= SHOWN_FROM else ():
            plate = QRectF(*_plate(placed, camera))
            pointed = placed == self.pointed
            pen = QPen(color(theme.accent if pointed else theme.border_strong), 1)
            pen.setDashPattern([4.0, 3.0])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate, 6, 6)
            painter.setPen(color(theme.accent if pointed else theme.quiet))
            painter.setFont(font(SIZE))
            painter.drawText(QPointF(plate.x() + 10, plate.center().y() + SIZE * 0.36), WORDS)


def _is_empty(document: Document, placed: Placed) -> bool:
    box = placed.node
    return isinstance(box, Box) and box.file is None and not document.nodes_in(box.runs)


def _plate(placed: Placed, camera: Camera) -> Rect:
    """The middle of what is below the header of a box."""
    seen = camera.rect_to_screen(placed.rect)
    wide, top = width(WORDS, SIZE) + 20, placed.header * camera.zoom
    middle = Point(seen.center.x, (seen.y + top + seen.bottom) / 2)
    return Rect(round(middle.x - wide / 2) + 0.5, round(middle.y - TALL / 2) + 0.5, round(wide), TALL)
