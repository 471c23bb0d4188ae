"""What an open box without any content offers in its middle: to add the first step (C9)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

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


class Invitations:
    """The words in the empty boxes of one level, where they can be seen and clicked."""

    def __init__(self) -> None:
        self._made: tuple[Scene, tuple[Placed, ...]] | None = None

    def _empty(self, document: Document, scene: Scene) -> tuple[Placed, ...]:
        if self._made is None or self._made[0] is not scene:
            boxes = (placed for placed in scene.nodes.values() if placed.open)
            self._made = (scene, tuple(placed for placed in boxes if _is_empty(document, placed)))
        return self._made[1]

    def follow(self, surface: "Surface", event: QMouseEvent) -> bool:
        """A left press on the words asks what the first step is; whether there were any."""
        scene, camera = surface.scene, surface.navigation.camera
        if event.button() != Qt.MouseButton.LeftButton or surface.is_busy or surface.is_playing_mode:
            return False
        here = Point(event.position().x(), event.position().y())
        for placed in self._empty(surface.editor.document, scene) if camera.zoom >= SHOWN_FROM else ():
            if _plate(placed, camera).holds(*here):
                surface.select([placed.path])
                surface.open_menu("create", camera.to_scene(*_plate(placed, camera).center))
                return True
        return False

    def paint(
        self, painter: QPainter, document: Document, scene: Scene, camera: Camera, theme: Theme
    ) -> None:
        """Paints the words in logical pixels."""
        for placed in self._empty(document, scene) if camera.zoom >= SHOWN_FROM else ():
            plate = QRectF(*_plate(placed, camera))
            pen = QPen(color(theme.border_strong), 1)
            pen.setDashPattern([4.0, 3.0])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate, 6, 6)
            painter.setPen(color(theme.quiet))
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
