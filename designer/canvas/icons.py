"""The bundled icons for Qt: as paths for pictures, as QIcon in a theme's colours for buttons and menus."""

from collections.abc import Callable
from functools import cache, lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPixmap,
)

from designer.drawing.icons import GRID, STROKE, icon
from designer.drawing.theme import Theme

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


@lru_cache(maxsize=512)
def _ink(name: str, size: float) -> QPainterPath:
    """What the strokes of an icon of a size cover, on its own grid."""
    stroker = QPainterPathStroker()
    stroker.setWidth(STROKE * GRID / size)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    covered = stroker.createStroke(icon_path(name))
    covered.setFillRule(Qt.FillRule.WindingFill)
    return covered


def draw_icon(painter: QPainter, name: str, x: float, y: float, size: float, pen_color: QColor) -> None:
    """Draws an icon into a square.

    Filled, not drawn with a pen: pens below a pixel leave out dots and bend small curves, as seen from afar.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(size / GRID, size / GRID)
    painter.fillPath(_ink(name, size), pen_color)
    painter.restore()


class Symbol(QIconEngine):
    """A symbol that asks for its colour (`checked` or not) whenever it is painted, sharp at every scale."""

    def __init__(self, name: str, tint: Callable[[bool], str]) -> None:
        super().__init__()
        self._name = name
        self._tint = tint
        self._made: dict[tuple[int, int, QIcon.Mode, QIcon.State, float, str], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draws it into the middle of a rectangle."""
        side = min(rect.width(), rect.height())
        left, top = rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2
        if side <= 0:
            return
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * DISABLED)
        draw_icon(painter, self._name, left, top, side, QColor(self._tint(state == QIcon.State.On)))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draws it for a screen of one device pixel per logical pixel."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802  # Qt's way
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Draws it once in logical pixels, `scale` device pixels each; nothing where there is no room."""
        key = (size.width(), size.height(), mode, state, scale, self._tint(state == QIcon.State.On))
        if key not in self._made:
            self._made[key] = self._drawn(size, mode, state, scale)
        return self._made[key]

    def _drawn(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        made = QPixmap(size * scale)
        if made.isNull():
            return made
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """Another of the same."""
        return Symbol(self._name, self._tint)


@lru_cache(maxsize=512)
def themed_icon(name: str, theme: Theme, tint: str | None = None) -> QIcon:
    """A QIcon in the text colour of a theme (or `tint`); checked in the accent, disabled paler."""
    return QIcon(Symbol(name, lambda checked: tint or (theme.accent if checked else theme.text)))
