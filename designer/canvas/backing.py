"""The picture as last painted: panned by moving its pixels, repaired where something changed."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

from designer.canvas.regions import parts
from designer.canvas.view import Camera

Draw = Callable[[QPainter, Camera, QRect], None]

# Room around the view for what reaches into it. Qt cuts fractions towards zero and clips curves at the edge
# of a pixmap: a shape that lay half outside would not be, to the last bit, the one that is panned in later.
ROOM = 192
MOST_PARTS = 8


class Backing:
    """A pixmap of the view in device pixels. `draw` paints a part of the scene at a camera."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._pixmap = QPixmap()
        self._camera: Camera | None = None
        self._dirty = QRegion()
        self._size = QSize()

    @property
    def camera(self) -> Camera | None:
        """What the pixmap shows."""
        return self._camera

    @property
    def dirty(self) -> QRegion:
        """Device pixels of the view that are to be painted again."""
        return self._dirty

    @property
    def view(self) -> QRect:
        """All device pixels of the view."""
        return QRect(QPoint(0, 0), self._size)

    @property
    def _source(self) -> QRect:
        return QRect(QPoint(ROOM, ROOM), self._size)

    def spoil(self, area: QRect | None = None) -> None:
        """Marks device pixels (or all) to be painted again."""
        self._dirty += self.view if area is None else area.intersected(self.view)

    def show(self, camera: Camera, size: QSize) -> None:
        """Makes the picture that of a camera, for a view of so many device pixels."""
        if self._size != size:
            self._size = QSize(size)
            self._pixmap = QPixmap(size.width() + 2 * ROOM, size.height() + 2 * ROOM)
            self._camera = None
        if self._camera is None or self._camera.scale != camera.scale:
            self.spoil()
        elif self._camera != camera:
            self._scroll(self._camera.ox - camera.ox, self._camera.oy - camera.oy)
        self._camera = camera
        self._repair(camera)

    def _scroll(self, dx: int, dy: int) -> None:
        if abs(dx) >= self._size.width() or abs(dy) >= self._size.height():
            self.spoil()
            return
        exposed = QRegion()
        self._pixmap.scroll(dx, dy, self._source, exposed)
        still = self._dirty.translated(QPoint(dx, dy)).intersected(self.view)
        self._dirty = still + exposed.translated(QPoint(-ROOM, -ROOM))

    def _repair(self, camera: Camera) -> None:
        if self._dirty.isEmpty():
            return
        painter = QPainter(self._pixmap)
        painter.translate(ROOM, ROOM)
        areas = [*parts(self._dirty)]
        if len(areas) > MOST_PARTS:
            areas = [self._dirty.boundingRect()]
        for part in areas:
            self._draw(painter, camera, part)
        painter.end()
        self._dirty = QRegion()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paints an area of the picture, in device pixels."""
        painter.drawPixmap(area.topLeft(), self._pixmap, area.translated(ROOM, ROOM))

    def picture(self) -> QPixmap:
        """A copy of what the view shows."""
        return self._pixmap.copy(self._source)

    def stretched(self, painter: QPainter, camera: Camera) -> None:
        """Paints the picture as it is, scaled to another camera, until there is time for a crisp one."""
        if self._camera is None or self._pixmap.isNull():
            return
        factor = camera.scale / self._camera.scale
        target = QRectF(
            self._camera.ox * factor - camera.ox,
            self._camera.oy * factor - camera.oy,
            self._size.width() * factor,
            self._size.height() * factor,
        )
        painter.drawPixmap(target, self._pixmap, QRectF(self._source))
