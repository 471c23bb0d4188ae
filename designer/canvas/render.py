"""Pictures as PNG and PDF: the same display list that the screen and SVG show, painted without a window."""

import math
import os
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPixmap,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication

from designer.canvas.fonts import font
from designer.canvas.paint import color, extent, paint, paint_shapes
from designer.drawing.shapes import Group, Picture, Shape
from designer.layout.geometry import Rect
from designer.layout.scene import Path

__all__ = ["paint", "paint_shapes", "thumbnail", "to_image", "to_pdf", "to_png"]

DPI = 96.0  # one unit is one CSS pixel
POINTS = 72.0
METRE = 0.0254
MOST_PIXELS = 32_000
_KEPT: dict[str, QGuiApplication] = {}


def _with_gui() -> None:
    """Fonts need an application, which the command line does not have; it gets one without a window."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _KEPT["application"] = QApplication([])


def to_image(picture: Picture, scale: float = 1.0) -> QImage:
    """The picture with `scale` pixels to a unit; smaller if it would not fit into an image."""
    _with_gui()
    longest = max(picture.bounds.w, picture.bounds.h, 1.0)
    scale = min(scale, MOST_PIXELS / longest)
    width, height = math.ceil(picture.bounds.w * scale), math.ceil(picture.bounds.h * scale)
    image = QImage(max(1, width), max(1, height), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(color(picture.ground))
    image.setDotsPerMeterX(round(DPI * scale / METRE))
    image.setDotsPerMeterY(round(DPI * scale / METRE))
    if picture.title:
        image.setText("Title", picture.title)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-picture.bounds.x, -picture.bounds.y)
    paint_shapes(painter, picture.shapes)
    painter.end()
    return image


def to_png(picture: Picture, scale: float = 1.0) -> bytes:
    """The bytes of a PNG file that prints as large as it looks at 100 %."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    to_image(picture, scale).save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only paths
    return bytes(buffer.data().data())


def thumbnail(picture: Picture, width: int, height: int, ratio: float = 1.0) -> QPixmap:
    """The picture made to fit into a place of logical pixels, never larger than 100 %."""
    fits = min(width / max(picture.bounds.w, 1.0), height / max(picture.bounds.h, 1.0), 1.0)
    made = QPixmap.fromImage(to_image(picture, fits * ratio))
    made.setDevicePixelRatio(ratio)
    return made


def to_pdf(pictures: Sequence[Picture], titles: Sequence[str] = (), levels: Sequence[Path] = ()) -> bytes:
    """The bytes of a PDF file, one page as large as each picture, all lines and letters as vectors.

    With `levels`, the level of each picture, every box whose inside is on a page links to that page.
    """
    _with_gui()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setCreator("Process Designer")
    writer.setTitle(next(iter(titles), "") or (pictures[0].title if pictures else ""))
    pages = {"/".join(level): f"page-{number}" for number, level in enumerate(levels)}
    painter = QPainter()
    for number, picture in enumerate(pictures):
        _set_page(writer, picture.bounds)
        if number:
            writer.newPage()
        else:
            painter.begin(writer)
        painter.save()
        _paint_page(painter, picture)
        _paint_links(painter, picture, f"page-{number}", pages)
        painter.restore()
    painter.end()
    return bytes(buffer.data().data())


def _set_page(writer: QPdfWriter, bounds: Rect) -> None:
    size = QSizeF(bounds.w * POINTS / DPI, bounds.h * POINTS / DPI)
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))


def _paint_page(painter: QPainter, picture: Picture) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(1200 / DPI, 1200 / DPI)
    painter.translate(-picture.bounds.x, -picture.bounds.y)
    painter.fillRect(QRectF(*picture.bounds), color(picture.ground))
    paint_shapes(painter, picture.shapes)


def _paint_links(painter: QPainter, picture: Picture, name: str, pages: dict[str, str]) -> None:
    """Letters that nobody sees carry the links: it is how Qt writes them."""
    if not pages:
        return
    _paint_anchor(painter, Rect(picture.bounds.x, picture.bounds.y, 10, 10), name=name)
    for group in _groups(picture.shapes):
        target = pages.get(group.key)
        area = extent(group.shapes) if target is not None and target != name else None
        if area is not None:
            _paint_anchor(painter, area, target=target)


def _groups(shapes: Sequence[Shape]) -> Iterator[Group]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield shape
            yield from _groups(shape.shapes)


def _paint_anchor(painter: QPainter, area: Rect, name: str = "", target: str | None = "") -> None:
    look = QTextCharFormat()
    look.setAnchor(True)
    look.setForeground(color("#00000000"))
    if name:
        look.setAnchorNames([name])
    if target:
        look.setAnchorHref(f"#{target}")
    size = max(4, min(24, int(area.h)))
    look.setFont(font(size))
    document = QTextDocument()
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    cursor.insertText("M" * max(1, int(area.w / (size * 0.9))), look)
    painter.save()
    painter.translate(area.x, area.y)
    document.drawContents(painter)
    painter.restore()
