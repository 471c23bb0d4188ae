"""Cloths around steps that would go into a box together, each with its key, name and number of steps."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform

from designer.canvas.paint import color
from designer.canvas.text_size import px, words
from designer.canvas.tools.boxing import PAD
from designer.canvas.tools.stage import Hull
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect, bounds
from designer.model.nodes import Color

_TONES: tuple[Color, ...] = ("blue", "amber", "teal", "violet", "green", "rose")
_PLATE = 22.0
_LEAST = 40.0  # px of a title; where there is less room stands the key alone
_MOST = 240.0


def paint_hulls(painter: QPainter, camera: Camera, theme: Theme, hulls: Sequence[Hull]) -> None:
    """Paints the cloths, then their plates, so that no plate is covered."""
    origin = camera.to_screen(0, 0)
    placing = QTransform(camera.zoom, 0, 0, camera.zoom, origin.x, origin.y)
    for hull in hulls:
        _paint_cloth(painter, placing.map(_cloth(hull.rects, hull.lines)), theme, hull)
    for hull in hulls:
        frame = bounds(hull.rects)
        if frame is not None:
            _paint_plate(painter, camera.rect_to_screen(frame.grown(PAD)), theme, hull)


@lru_cache(maxsize=1024)
def _cloth(rects: tuple[Rect, ...], lines: tuple[tuple[Point, ...], ...]) -> QPainterPath:
    """The outline around some rectangles and the lines between them, in scene units."""
    bones, flesh = QPainterPath(), QPainterPath()
    for rect in rects:
        bones.addRect(QRectF(*rect))
        flesh.addRect(QRectF(*rect))
    for line in lines:
        bones.moveTo(QPointF(*line[0]))
        for point in line[1:]:
            bones.lineTo(QPointF(*point))
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * PAD)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    cloth = stroker.createStroke(bones)
    cloth.addPath(flesh)
    cloth.setFillRule(Qt.FillRule.WindingFill)
    return cloth.simplified()


def _paint_cloth(painter: QPainter, path: QPainterPath, theme: Theme, hull: Hull) -> None:
    tone = color(_stroke(theme, hull))
    fill = QColor(tone)
    fill.setAlphaF((0.2 if theme.is_dark else 0.13) if hull.is_on else 0.0)
    pen = QPen(tone, 2.5 if hull.is_current else 1.5)
    if not hull.is_on:
        pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawPath(path)


def _stroke(theme: Theme, hull: Hull) -> str:
    if not hull.is_on:
        return theme.quiet
    return theme.document_color(_TONES[hull.tone % len(_TONES)]).stroke


def _paint_plate(painter: QPainter, frame: Rect, theme: Theme, hull: Hull) -> None:
    """Key and name on the upper edge of a hull; only the key on a narrow one, nothing on a dot."""
    written, high = words(12, 600), px(_PLATE)
    metrics = QFontMetricsF(written)
    key = hull.key.upper()
    if frame.w < high:
        return
    room = min(frame.w - 14, _MOST) - 2 * 8 - (metrics.horizontalAdvance(key) + 8 if key else 0)
    title = metrics.elidedText(hull.title, Qt.TextElideMode.ElideRight, room) if room >= _LEAST else ""
    tone = color(_stroke(theme, hull))
    said = [word for word in (key, title) if word]
    if not said:
        return
    widths = [metrics.horizontalAdvance(word) for word in said]
    wide = sum(widths) + 8 * (len(said) - 1) + 16
    plate = QRectF(round(frame.x) + 7, round(frame.y) - high / 2, wide, high)
    painter.setPen(QPen(tone, 1.5))
    painter.setBrush(tone if hull.is_on else color(theme.surface))
    painter.drawRoundedRect(plate, 6, 6)
    painter.setFont(written)
    painter.setPen(color(theme.surface if hull.is_on else theme.quiet))
    x = plate.x() + 8
    for word, advance in zip(said, widths, strict=True):
        painter.drawText(QPointF(x, plate.center().y() + metrics.capHeight() / 2), word)
        x += advance + 8
