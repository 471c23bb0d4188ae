"""The picture of the diagram as last painted: panned by moving its pixels, repaired where something changed."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

from designer.canvas.view import Camera

Draw = Callable[[QPainter, Camera, QRect], None]


class Backing:
    """A pixmap of the view in device pixels. `draw` paints a part of the scene at a camera."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._pixmap = QPixmap()
        self._camera: Camera | None = None
        self._dirty = QRegion()

    @property
    def camera(self) -> Camera | None:
        """What the pixmap shows."""
        return self._camera

    def spoil(self, area: QRect | None = None) -> None:
        """Marks device pixels (or all) to be painted again."""
        if area is None:
            self._dirty = QRegion(self._pixmap.rect())
        else:
            self._dirty += area.intersected(self._pixmap.rect())

    def show(self, camera: Camera, size: QSize) -> QPixmap:
        """The crisp picture at a camera, for a view of so many device pixels."""
        if self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
            self._camera = None
        if self._camera is None or self._camera.scale != camera.scale:
            self.spoil()
        elif self._camera != camera:
            self._scroll(self._camera.ox - camera.ox, self._camera.oy - camera.oy)
        self._camera = camera
        self._repair(camera)
        return self._pixmap

    def _scroll(self, dx: int, dy: int) -> None:
        whole = self._pixmap.rect()
        if abs(dx) >= whole.width() or abs(dy) >= whole.height():
            self.spoil()
            return
        exposed = QRegion()
        self._pixmap.scroll(dx, dy, whole, exposed)
        still = self._dirty.translated(QPoint(dx, dy)).intersected(whole)
        self._dirty = still + exposed

    def _repair(self, camera: Camera) -> None:
        if self._dirty.isEmpty():
            return
        painter = QPainter(self._pixmap)
        parts = list(self._dirty)
        if len(parts) > 8:
            parts = [self._dirty.boundingRect()]
        for part in parts:
            self._draw(painter, camera, part)
        painter.end()
        self._dirty = QRegion()

    def stretched(self, painter: QPainter, camera: Camera, size: QSize) -> bool:
        """Paints the picture as it is, scaled to another camera; says whether it covers the whole view."""
        if self._camera is None or self._pixmap.isNull():
            return False
        factor = camera.scale / self._camera.scale
        target = QRectF(
            self._camera.ox * factor - camera.ox,
            self._camera.oy * factor - camera.oy,
            self._pixmap.width() * factor,
            self._pixmap.height() * factor,
        )
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
        return target.contains(QRectF(0, 0, size.width(), size.height()))
