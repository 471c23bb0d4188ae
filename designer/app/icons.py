"""The bundled symbols as icons; they take their colour when painted, so a new theme needs nothing."""

from functools import cache, partial
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from designer.canvas.icons import Symbol
from designer.drawing.theme import Theme

Tone = Literal["text", "quiet", "accent", "on-accent", "success", "warning", "error"]

# The size of an icon that stands before words: Qt leaves too little room between the two.
BESIDE_TEXT = QSize(22, 16)

_tones: dict[str, str] = {}


def set_theme(theme: Theme) -> None:
    """Says what the tones and the colours of documents are from now on; icons painted later have them."""
    _tones.update({color: tone.stroke for color, tone in theme.document.items()})
    _tones.update(
        {
            "text": theme.text,
            "quiet": theme.quiet,
            "accent": theme.accent,
            "on-accent": theme.accent_text,
            "success": theme.success,
            "warning": theme.warning,
            "error": theme.error,
        }
    )


def _tint(tone: str, checked: bool) -> str:
    return _tones.get("accent" if checked and tone == "text" else tone, "#808080")


@cache
def _kept(name: str, tone: Tone) -> QIcon:
    return QIcon(Symbol(name, partial(_tint, tone)))


def icon(name: str, tone: Tone = "text") -> QIcon:
    """A symbol of the bundled set in a tone of the present theme."""
    return _kept(name, tone) if name else QIcon()


class Sign(QWidget):
    """A symbol that stands for itself, painted anew in every theme."""

    def __init__(self, shown: QIcon, side: int) -> None:
        super().__init__()
        self._shown = shown
        self.setFixedSize(side, side)

    def show_icon(self, shown: QIcon) -> None:
        """Shows another one."""
        self._shown = shown
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        self._shown.paint(QPainter(self), self.rect())


class _Disc(Symbol):
    """A round patch of a document's colour."""

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._tint(False)))
        painter.drawEllipse(rect.adjusted(2, 2, -2, -2))
        painter.restore()


@cache
def swatch(color: str) -> QIcon:
    """A patch of a document's colour, as the present theme has it."""
    return QIcon(_Disc("", partial(_tint, color)))
