"""The scrub bar: the whole run as a line, with ticks at round moments of the calendar."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.canvas.text_size import px, words
from designer.drawing.theme import Theme, theme

MARGIN = 8
GAP = 88  # least pixels between two ticks
STEPS: tuple[tuple[timedelta, str], ...] = (
    (timedelta(seconds=10), "%H:%M:%S"),
    (timedelta(minutes=1), "%H:%M"),
    (timedelta(minutes=5), "%H:%M"),
    (timedelta(minutes=15), "%H:%M"),
    (timedelta(hours=1), "%H:%M"),
    (timedelta(hours=3), "%a %H:%M"),
    (timedelta(hours=12), "%a %H:%M"),
    (timedelta(days=1), "%a %d %b"),
    (timedelta(days=2), "%d %b"),
    (timedelta(days=7), "%d %b"),
    (timedelta(days=14), "%d %b"),
    (timedelta(days=30), "%d %b %Y"),
    (timedelta(days=90), "%b %Y"),
    (timedelta(days=365), "%Y"),
)


def ticks(start: datetime, length_ms: float, room: float) -> list[tuple[float, str]]:
    """Moments to mark as (milliseconds from the start, text), few enough for `room` pixels."""
    if length_ms <= 0 or room <= 0:
        return []
    length = timedelta(milliseconds=length_ms)
    most = max(1, int(room // px(GAP)))
    step, form = next(((step, form) for step, form in STEPS if length / step <= most), STEPS[-1])
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + step * -(-(start - midnight) // step)
    marks = []
    moment = first
    while moment <= start + length:
        marks.append(((moment - start) / timedelta(milliseconds=1), moment.strftime(form)))
        moment += step
    return marks[: most + 2]


class Timeline(QWidget):
    """Dragged to any moment. `sought` tells it in milliseconds from the start."""

    sought = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = theme("light")
        self._start = datetime(2026, 1, 5, 9)
        self._end = 0.0
        self._now = 0.0
        self._steps: tuple[float, ...] = ()
        self._hover: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline of the run")

    def sizeHint(self) -> QSize:  # noqa: D102
        return QSize(320, 20 + px(16))

    def set_run(self, start: datetime, end_ms: float, steps: Sequence[float] = ()) -> None:
        """Shows another run; 0 ms for none. Given the moments of `steps`, it marks these, not the clock."""
        self._start, self._end, self._now, self._steps = start, end_ms, 0.0, tuple(steps)
        self.setEnabled(end_ms > 0)
        self.update()

    def set_time(self, now_ms: float) -> None:
        """Moves the knob."""
        before, self._now = self._x(self._now), now_ms
        if round(before) != round(self._x(now_ms)):
            self.update()

    def _x(self, ms: float) -> float:
        room = self.width() - 2 * MARGIN
        return MARGIN + (room * ms / self._end if self._end else 0.0)

    def _ms(self, x: float) -> float:
        room = max(1, self.width() - 2 * MARGIN)
        return min(max((x - MARGIN) / room, 0.0), 1.0) * self._end

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        if event.button() == Qt.MouseButton.LeftButton:
            self.sought.emit(self._ms(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        self._hover = event.position().x()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self._ms(event.position().x()))
        if self._steps:
            self.setToolTip("")
        elif self._end:
            moment = self._start + timedelta(milliseconds=self._ms(event.position().x()))
            self.setToolTip(moment.strftime("%a %d %b %Y, %H:%M"))
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002, D102
        self._hover = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        places = {
            Qt.Key.Key_Left: self._now - self._end / 100,
            Qt.Key.Key_Right: self._now + self._end / 100,
            Qt.Key.Key_PageUp: self._now - self._end / 10,
            Qt.Key.Key_PageDown: self._now + self._end / 10,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._end,
        }
        wanted = places.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.sought.emit(min(max(wanted, 0.0), self._end))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, room, y = self.theme, self.width() - 2 * MARGIN, 11.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.sunken))
        painter.drawRoundedRect(QRectF(MARGIN, y - 2, room, 4), 2, 2)
        if not self._end:
            return
        painter.setBrush(QColor(colors.accent))
        painter.drawRoundedRect(QRectF(MARGIN, y - 2, self._x(self._now) - MARGIN, 4), 2, 2)
        self._paint_ticks(painter, y)
        grown = self._hover is not None or self.hasFocus()
        radius = 7.0 if grown else 6.0
        painter.setPen(QColor(colors.surface))
        painter.setBrush(QColor(colors.accent))
        painter.drawEllipse(QRectF(self._x(self._now) - radius, y - radius, 2 * radius, 2 * radius))

    def _marks(self) -> list[tuple[float, str]]:
        if self._steps:
            return [(ms, f"{number}") for number, ms in enumerate(self._steps, 1)]
        return ticks(self._start, self._end, self.width() - 2 * MARGIN)

    def _paint_ticks(self, painter: QPainter, y: float) -> None:
        painter.setFont(words(11))
        metrics = painter.fontMetrics()
        edge = -1.0
        for ms, text in self._marks():
            x, width = self._x(ms), metrics.horizontalAdvance(text)
            left = min(max(x - width / 2, 0.0), self.width() - width)
            painter.setPen(QColor(self.theme.border_strong))
            painter.drawLine(round(x), round(y + 5), round(x), round(y + 8))
            if left > edge:
                painter.setPen(QColor(self.theme.quiet))
                painter.drawText(QRectF(left, y + 9, width + 1, px(14)), Qt.AlignmentFlag.AlignCenter, text)
                edge = left + width + 12
