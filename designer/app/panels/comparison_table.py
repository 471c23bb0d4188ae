"""What a scenario changes, figure by figure, with intervals drawn as small bars."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from designer.analysis.comparison import Compared, Comparison, Difference, amount, change, sentence
from designer.drawing.theme import Theme
from designer.exchange.tables import cell

HEADS = ("Figure", "", "", "Difference", "95 % sure to be between", "")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class IntervalBar(QWidget):
    """An interval around 0: to the left less, to the right more; solid when it is sure."""

    def __init__(self, found: Difference, colors: Theme) -> None:
        super().__init__()
        self._found, self._theme = found, colors
        self.setMinimumWidth(80)
        self.setFixedHeight(20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, y = self.width() / 2, self.height() / 2
        painter.setPen(QPen(QColor(self._theme.border_strong), 1))
        painter.drawLine(round(middle), 2, round(middle), self.height() - 2)
        interval = self._found.interval
        reach = max(map(abs, interval)) if interval else 0.0
        if interval and reach:
            scale = (self.width() / 2 - 4) / reach
            left, right = (middle + end * scale for end in interval)
            shown = QColor(_tone(self._found.verdict, self._theme))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shown)
            painter.drawRoundedRect(QRectF(left, y - 3, max(right - left, 3), 6), 3, 3)
            painter.setBrush(QColor(self._theme.surface))
            painter.setPen(QPen(shown, 2))
            painter.drawEllipse(QRectF(middle + (self._found.mean or 0) * scale - 4, y - 4, 8, 8))
        painter.end()


def _tone(verdict: str, colors: Theme) -> str:
    tones = colors.document
    return {
        "better": tones["teal"].stroke,
        "worse": tones["amber"].stroke,
        "more": tones["blue"].stroke,
        "less": tones["blue"].stroke,
    }.get(verdict, colors.border_strong)


class ComparisonTable(QWidget):
    """One scenario beside the first: the verdict in words, then all figures."""

    def __init__(self, each: Comparison, first: str, currency: str, colors: Theme) -> None:
        super().__init__()
        self._each, self._currency, self._theme = each, currency, colors
        block = QVBoxLayout(self)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(4)
        title = QLabel(each.name)
        title.setObjectName("subheading")
        block.addWidget(title)
        sure = [one for one in each.differences if one.verdict in ("better", "worse")]
        for one in (sure or list(each.differences))[:1]:
            verdict = QLabel(sentence(each.name, one, currency))
            verdict.setWordWrap(True)
            block.addWidget(verdict)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        block.addLayout(self._grid)
        for place, head in enumerate((HEADS[0], first, each.name, *HEADS[3:])):
            self._put(0, place, head, "caption")
        for row, one in enumerate(each.differences, 1):
            self._add(row, one)
        self._grid.setColumnStretch(len(HEADS) - 1, 1)

    def _add(self, row: int, one: Difference) -> None:
        said = sentence(self._each.name, one, self._currency)
        kpi, currency = one.kpi, self._currency
        ends = [change(kpi, end, currency) for end in one.interval or ()]
        texts = (
            kpi.title,
            amount(kpi, one.first, currency),
            amount(kpi, one.other, currency),
            "–" if one.mean is None else change(kpi, one.mean, currency),
            _between(*ends) if ends else "–",
        )
        for place, text in enumerate(texts):
            self._put(row, place, text, "quiet" if place >= 3 and not one.is_sure else "").setToolTip(said)
        bar = IntervalBar(one, self._theme)
        bar.setToolTip(said)
        bar.setAccessibleName(said)
        self._grid.addWidget(bar, row, len(texts))

    def _put(self, row: int, place: int, text: str, name: str) -> QLabel:
        label = QLabel(text)
        if name:
            label.setObjectName(name)
        if 1 <= place <= 3:
            label.setAlignment(_RIGHT)
        self._grid.addWidget(label, row, place)
        return label


def _between(low: str, high: str) -> str:
    """From one amount to another, with their unit once."""
    number, _, unit = low.partition(" ")
    return f"{number if high.endswith(f' {unit}') else low} … {high}"


def sheet(compared: Compared) -> list[list[str]]:
    """All figures as the rows of a spreadsheet, in plain numbers: seconds, money, shares from 0 to 1."""
    rows = [
        ["Scenario", "Figure", "Unit", cell(compared.name), "Mean", "Difference", "From", "To", "Verdict"]
    ]
    for each in compared.comparisons:
        for one in each.differences:
            low, high = one.interval or (None, None)
            numbers = (one.first, one.other, one.mean, low, high)
            plain = ["" if number is None else f"{number:.8g}" for number in numbers]
            rows.append([cell(each.name), cell(one.kpi.title), one.kpi.unit, *plain, one.verdict])
    return rows
