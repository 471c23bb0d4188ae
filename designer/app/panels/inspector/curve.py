"""A small picture of a distribution: what the simulator would draw from it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from designer.model import distributions as d

if TYPE_CHECKING:
    import numpy as np

_DRAWS = 4000
_BINS = 36


class Curve(QWidget):
    """The shape of a distribution with its mean and the value that nine in ten stay below."""

    def __init__(self) -> None:
        super().__init__()
        self._shape = _Shape()
        self._words = QLabel()
        self._words.setObjectName("caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._shape)
        column.addWidget(self._words)
        self.hide()

    def show_distribution(self, value: d.Distribution | None) -> None:
        """Draws it; nothing for a fixed value, named values, or one that cannot be drawn from."""
        if value is None or isinstance(value, d.Constant | d.Weighted | d.Bernoulli) or d.problem(value):
            self.hide()
            return
        import numpy as np

        drawn = _drawn(value)
        unit = f" {value.unit}" if value.unit else ""
        bounded = value.min is not None or value.max is not None
        mean = float(drawn.mean()) if bounded else d.mean(value)
        p90 = float(np.quantile(drawn, 0.9))
        self._words.setText(f"Mean {_about(mean)}{unit} · 9 in 10 below {_about(p90)}{unit}")
        self._shape.show_drawn(drawn, mean)
        self.show()


def _about(value: float) -> str:
    """A number in three digits, its thousands apart."""
    return f"{float(f'{value:.3g}'):,.15g}".replace(",", "\u202f")


@lru_cache(maxsize=64)
def _drawn_json(kind: type[d.Distribution], text: str) -> np.ndarray:
    import numpy as np

    from designer.simulation.preview import sample_many

    return np.asarray(sample_many(kind.model_validate_json(text), _DRAWS), dtype=float)


def _drawn(value: d.Distribution) -> np.ndarray:
    return _drawn_json(type(value), value.model_dump_json())


class _Shape(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._heights: tuple[float, ...] = ()
        self._mean = 0.0
        self.setFixedHeight(52)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 52)

    def show_drawn(self, drawn: np.ndarray, mean: float) -> None:
        import numpy as np

        low, high = np.quantile(drawn, [0.0, 0.985])
        if high <= low:
            high = low + 1.0
        counts, _ = np.histogram(drawn, bins=_BINS, range=(low, high))
        smooth = np.convolve(np.pad(counts.astype(float), 2, mode="edge"), [0.1, 0.2, 0.4, 0.2, 0.1], "valid")
        self._heights = tuple((smooth / max(smooth.max(), 1.0)).tolist())
        self._mean = float((mean - low) / (high - low))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._heights:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 3, -1, -1)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        points = [
            QPointF(area.left() + area.width() * i / (_BINS - 1), area.bottom() - area.height() * h)
            for i, h in enumerate(self._heights)
        ]
        line = QPainterPath(points[0])
        for a, b in pairwise(points):
            middle = (a.x() + b.x()) / 2
            line.cubicTo(QPointF(middle, a.y()), QPointF(middle, b.y()), b)
        filled = QPainterPath(line)
        filled.lineTo(area.bottomRight())
        filled.lineTo(area.bottomLeft())
        soft = QColor(accent)
        soft.setAlphaF(0.14)
        painter.fillPath(filled, soft)
        painter.strokePath(line, QPen(accent, 1.5))
        x = area.left() + area.width() * min(max(self._mean, 0.0), 1.0)
        painter.setPen(
            QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1, Qt.PenStyle.DashLine)
        )
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.end()
