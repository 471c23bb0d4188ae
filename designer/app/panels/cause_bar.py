"""Delay by its causes as stacked bars, with their legend; the colours are those of the document palette."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from designer.drawing.theme import Theme
from designer.model.durations import words

CAUSES = {
    "working": "Work",
    "server": "Nobody free",
    "off_shift": "Off shift",
    "suspended": "Paused at shift end",
    "batch": "Batch forming",
    "join": "At a join",
    "handoff": "Handoff",
    "timer": "Timer",
}
PARTS = Qt.ItemDataRole.UserRole + 2
Parts = Sequence[tuple[str, float]]
_HEIGHT, _CORNER = 10, 3
_GAP = 1


def color(cause: str, theme: Theme) -> QColor:
    """The colour of a cause."""
    tones = theme.document
    return QColor(
        {
            "working": tones["blue"].stroke,
            "server": tones["rose"].stroke,
            "off_shift": tones["slate"].stroke,
            "suspended": theme.border,
            "batch": tones["violet"].stroke,
            "join": tones["teal"].stroke,
            "handoff": tones["amber"].stroke,
            "timer": tones["green"].stroke,
        }[cause]
    )


def paint(painter: QPainter, room: QRectF, parts: Parts, theme: Theme) -> None:
    """Paints parts, as shares of the room's width, from the left."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    whole = sum(share for _, share in parts) * room.width()
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(room.left(), room.top(), max(whole, 2.0), room.height()), _CORNER, _CORNER)
    painter.setClipPath(clip)
    left = room.left()
    for cause, share in parts:
        width = share * room.width()
        painter.setBrush(color(cause, theme))
        painter.drawRect(QRectF(left, room.top(), max(0.5, width - _GAP), room.height()))
        left += width
    painter.restore()


def told(parts: Parts) -> str:
    """Seconds by cause in words, most first, a line each."""
    ordered = sorted(parts, key=lambda part: -part[1])
    return "\n".join(f"{CAUSES[cause]}: {words(length)}" for cause, length in ordered if length)


class CauseBar(QWidget):
    """One bar over the whole width: of what a time consists. `parts` are seconds."""

    def __init__(self, parts: Parts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        whole = sum(length for _, length in parts) or 1.0
        self._parts = [(cause, length / whole) for cause, length in parts if length]
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(told(parts))
        self.setAccessibleName("Of what the cycle time consists")
        self.setAccessibleDescription(told(parts))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        paint(painter, QRectF(self.rect()), self._parts, self._theme)
        painter.end()


def legend(parts: Parts, theme: Theme) -> QLabel:
    """What the colours of some parts mean, and what share each has, on as many lines as it takes."""
    whole = sum(length for _, length in parts) or 1.0
    marked = []
    for cause, length in parts:
        if length:
            share = f"{CAUSES[cause]} {length / whole * 100:.0f} %".replace(" ", "&nbsp;")
            marked.append(f'<span style="color: {color(cause, theme).name()}">■</span>&nbsp;{share}')
    label = QLabel()
    label.setObjectName("caption")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setText(" &nbsp; ".join(marked))
    return label


class BarDelegate(QStyledItemDelegate):
    """Paints the parts of a cell as a stacked bar."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground as of any cell, then the bar."""
        option.text = ""
        super().paint(painter, option, index)
        parts = index.data(PARTS)
        if parts:
            room = QRectF(option.rect).adjusted(8, 0, -8, 0)
            room.setTop(room.center().y() - _HEIGHT / 2)
            room.setHeight(_HEIGHT)
            paint(painter, room, parts, self._theme)

    def displayText(self, value: object, locale: object) -> str:  # noqa: ARG002, D102, N802  # Qt's spelling
        return ""

    def sizeHint(  # noqa: D102
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(140, 24)
