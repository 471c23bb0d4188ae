"""The results of a run: key figures as cards, then roles, steps and outcomes as tables."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from designer.app.panels.figures import Card, Table, cards, tables
from designer.app.player import Run

ROW = 26
CARD = 148
WIDE = 960


class Results(QScrollArea):
    """Shows one run, or says how to get one. `run_wanted` asks for it; `chosen` tells an id clicked."""

    run_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.viewport().setObjectName("panel")
        self._shown: Run | None = None
        self._is_stale = False
        self._has_content = False
        self._shape = (0, False)
        self.show_run(None, stale=False)

    def show_run(self, made: Run | None, *, stale: bool) -> None:
        """Shows the figures of a run; None says how to get some."""
        if self._has_content and made is self._shown and stale == self._is_stale:
            return
        self._has_content, self._shown, self._is_stale = True, made, stale
        self._rebuild()

    def _rebuild(self) -> None:
        made, stale = self._shown, self._is_stale
        page = QWidget()
        page.setObjectName("panel")
        if made is None:
            self._fill_empty(page)
        else:
            self._fill(page, made, stale)
        self.setWidget(page)

    def _fill_empty(self, page: QWidget) -> None:
        column = QVBoxLayout(page)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(12)
        text = QLabel("Run the simulation to see how long cases take, what they cost, and where they wait.")
        text.setObjectName("quiet")
        column.addWidget(text, alignment=Qt.AlignmentFlag.AlignCenter)
        button = QPushButton("Run simulation")
        button.clicked.connect(self.run_wanted)
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)

    def _fill(self, page: QWidget, made: Run, stale: bool) -> None:
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(12)
        column.addLayout(self._head(made, stale))
        figures = QGridLayout()
        figures.setSpacing(8)
        across = max(2, self._room() // CARD)
        for number, card in enumerate(cards(made.summary, made.document)):
            figures.addWidget(_card(card), number // across, number % across)
        for number in range(across):
            figures.setColumnStretch(number, 1)
        column.addLayout(figures)
        column.addLayout(self._tables(made))
        column.addStretch(1)

    def _tables(self, made: Run) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        roles, steps, outcomes = tables(made.summary, made.document)
        groups = ((steps,), (roles, outcomes)) if self._room() >= WIDE else ((steps, roles, outcomes),)
        for group in groups:
            half = QVBoxLayout()
            half.setSpacing(16)
            for table in group:
                if table.rows:
                    half.addWidget(self._table(table))
            half.addStretch(1)
            row.addLayout(half, 1)
        return row

    def _room(self) -> int:
        return self.viewport().width() - 24

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        shape = (self._room() // CARD, self._room() >= WIDE)
        if shape != self._shape:
            self._shape = shape
            self._rebuild()

    def _head(self, made: Run, stale: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        scenario = made.document.scenarios.get(made.summary.get("scenario") or "")
        name = scenario.name or scenario.id if scenario is not None else "As it stands"
        title = QLabel(name)
        title.setObjectName("dock-title")
        row.addWidget(title)
        about = QLabel(_how(made))
        about.setObjectName("caption")
        row.addWidget(about)
        if stale:
            mark = QLabel("Document changed since")
            mark.setObjectName("stale")
            row.addWidget(mark)
            again = QPushButton("Run again")
            again.setObjectName("link")
            again.clicked.connect(self.run_wanted)
            row.addWidget(again)
        row.addStretch(1)
        return row

    def _table(self, table: Table) -> QTableWidget:
        made = QTableWidget(len(table.rows), len(table.columns))
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(ROW)
        made.setShowGrid(False)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setAccessibleName(table.title)
        head = made.horizontalHeader()
        head.setHighlightSections(False)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for number, title in enumerate(table.columns):
            made.setHorizontalHeaderItem(number, _cell(title, right if number else left))
            mode = QHeaderView.ResizeMode.ResizeToContents if number else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(number, mode)
        for number, cells in enumerate(table.rows):
            for place, text in enumerate(cells):
                made.setItem(number, place, _cell(text, right if place else left))
        made.setFixedHeight(head.sizeHint().height() + ROW * len(table.rows) + 4)
        made.cellClicked.connect(lambda row, _: self.chosen.emit(table.ids[row]))
        return made


def _how(made: Run) -> str:
    count, seed = made.summary["replications"], made.summary["seed"]
    words = "1 replication" if count == 1 else f"{count} replications"
    return f"{words}, seed {seed}" + (", stopped early" if made.summary.get("cancelled") else "")


def _cell(text: str, alignment: Qt.AlignmentFlag) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(alignment)
    return item


def _card(card: Card) -> QFrame:
    frame = QFrame()
    frame.setObjectName("tile")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(0)
    for text, name in ((card.title, "caption"), (card.value, "figure"), (card.more, "caption")):
        label = QLabel(text)
        label.setObjectName(name)
        label.setWordWrap(name == "caption")
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(label, 1 if text == card.more else 0)
    return frame
