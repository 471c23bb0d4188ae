"""Labels that keep to their room."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.canvas.fonts import font
from designer.layout.text import wrap

LEADING = 16


class Lines(QWidget):
    """Quiet words on at most a few lines; what does not fit ends in an ellipsis."""

    def __init__(self, text: str, lines: int = 2, size: int = 12) -> None:
        super().__init__()
        self._text = text
        self._lines = lines
        self._size = size
        self.setFixedHeight(lines * LEADING + 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        painter.setFont(font(self._size))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for number, line in enumerate(wrap(self._text, self.width(), self._size, 400, self._lines)):
            painter.drawText(QPoint(0, self._size + number * LEADING), line)
