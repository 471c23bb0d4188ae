"""Small pictures of documents for cards and dialogs."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from designer.canvas.paint import color, paint_shapes
from designer.drawing.picture import MARGIN as PICTURE_MARGIN
from designer.drawing.picture import picture
from designer.drawing.shapes import Picture
from designer.drawing.theme import Theme
from designer.exchange import files
from designer.exchange.errors import FileError

MARGIN = 10.0
LARGEST = 0.75


@lru_cache(maxsize=64)
def _picture(path: Path, stamp: int, theme: Theme) -> Picture | None:  # noqa: ARG001  # the stamp keeps old pictures apart
    try:
        document = files.load(path)
    except FileError:
        return None
    return picture(document, theme=theme)


def thumbnail(path: Path, theme: Theme, size: QSize, ratio: float) -> QPixmap:
    """The root level of a document, fitted into `size` logical pixels at a device pixel ratio."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(color(theme.ground))
    drawn = _picture(path, path.stat().st_mtime_ns if path.exists() else 0, theme)
    if drawn is not None:
        painter = QPainter(made)
        paint_fitted(painter, drawn, QRectF(0, 0, size.width(), size.height()), trim=PICTURE_MARGIN)
        painter.end()
    return made


def paint_fitted(painter: QPainter, drawn: Picture, into: QRectF, trim: float = 0.0) -> None:
    """Paints a picture, less a strip around it, into the middle of a rectangle; never larger than life."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    room = into.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    bounds = drawn.bounds.grown(-trim)
    if bounds.w <= 0 or bounds.h <= 0:
        return
    scale = min(room.width() / bounds.w, room.height() / bounds.h, LARGEST)
    painter.save()
    painter.setClipRect(into, Qt.ClipOperation.IntersectClip)
    painter.translate(room.center().x() - bounds.w * scale / 2, room.center().y() - bounds.h * scale / 2)
    painter.scale(scale, scale)
    painter.translate(-bounds.x, -bounds.y)
    paint_shapes(painter, drawn.shapes)
    painter.restore()
