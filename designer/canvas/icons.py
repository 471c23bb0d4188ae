"""The bundled icons for Qt: as paths for pictures, as QIcon in a theme's colours for buttons and menus."""

from functools import cache, lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from designer.drawing.icons import GRID, STROKE, icon
from designer.drawing.theme import Theme

RATIOS = (1.0, 1.5, 2.0, 3.0)
DISABLED = 0.4


@cache
def icon_path(name: str) -> QPainterPath:
    """The strokes of an icon on its own grid of 24 units."""
    path = QPainterPath()
    for letter, values in icon(name):
        if letter == "M":
            path.moveTo(*values)
        elif letter == "L":
            path.lineTo(*values)
        elif letter == "C":
            path.cubicTo(*values)
        else:
            path.closeSubpath()
    return path


def draw_icon(painter: QPainter, name: str, x: float, y: float, size: float, pen_color: QColor) -> None:
    """Draws an icon into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(size / GRID, size / GRID)
    pen = QPen(pen_color, STROKE * GRID / size)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(icon_path(name))
    painter.restore()


def _pixmap(name: str, size: int, ratio: float, pen_color: QColor) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw_icon(painter, name, 0, 0, size, pen_color)
    painter.end()
    return made


@lru_cache(maxsize=512)
def themed_icon(name: str, theme: Theme, size: int = 16, tint: str | None = None) -> QIcon:
    """A QIcon in the text colour of a theme (or `tint`); checked in the accent, disabled paler."""
    normal, active = QColor(tint or theme.text), QColor(tint or theme.accent)
    disabled = QColor(normal)
    disabled.setAlphaF(DISABLED)
    made = QIcon()
    states = (
        (QIcon.Mode.Normal, QIcon.State.Off, normal),
        (QIcon.Mode.Normal, QIcon.State.On, active),
        (QIcon.Mode.Active, QIcon.State.On, active),
        (QIcon.Mode.Disabled, QIcon.State.Off, disabled),
        (QIcon.Mode.Disabled, QIcon.State.On, disabled),
    )
    for ratio in RATIOS:
        for mode, state, pen_color in states:
            made.addPixmap(_pixmap(name, size, ratio, pen_color), mode, state)
    made.actualSize(QSize(size, size))
    return made
