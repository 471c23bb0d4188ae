"""The bundled symbols as icons; they take their colour when painted, so a new theme needs nothing."""

from functools import cache
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from designer.canvas.paint import paint_shapes
from designer.drawing.shapes import Icon
from designer.layout.geometry import Rect

Tone = Literal["text", "quiet", "accent", "on-accent", "success", "warning", "error"]

# The size of an icon that stands before words: Qt leaves too little room between the two.
BESIDE_TEXT = QSize(22, 16)

_tones: dict[Tone, str] = {}


def set_tones(tones: dict[Tone, str]) -> None:
    """Says what the tones are from now on; icons painted later have them."""
    _tones.clear()
    _tones.update(tones)


class _Symbol(QIconEngine):
    def __init__(self, name: str, tone: Tone) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        on = state == QIcon.State.On and self._tone == "text"
        color = _tones.get("accent" if on else self._tone, "#808080")
        side = min(rect.width(), rect.height())
        left, top = rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * 0.35)
        paint_shapes(painter, (Icon(self._name, Rect(left, top, side, side), color),))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # Qt gives the size in logical pixels and wants `scale` times as many.
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
        return _Symbol(self._name, self._tone)


@cache
def _kept(name: str, tone: Tone) -> QIcon:
    return QIcon(_Symbol(name, tone))


def icon(name: str, tone: Tone = "text") -> QIcon:
    """A symbol of the bundled set in a tone of the present theme."""
    return _kept(name, tone) if name else QIcon()
