"""Scenarios compared: which of them, the run in the background, and what each changes against the first."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.app.icons import BESIDE_TEXT, icon
from designer.app.labels import ElidedCombo
from designer.app.panels import spreadsheet
from designer.canvas.worker import Cancelled, Job
from designer.drawing.theme import Theme, theme
from designer.model.document import Document

if TYPE_CHECKING:
    from designer.analysis.comparison import Compared

_EMPTY = "Choose a scenario to start from and others to compare with it: all are run with the same luck."
_TOO_FEW = (
    "There is one way to run this document. Add a scenario to compare it with, under Scenarios at the right."
)


class ComparisonPanel(QWidget):
    """Chooses scenarios of a document, compares them in the background, shows what came out.

    `failed` tells what stood in the way.
    """

    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document: Document | None = None
        self._folder: Path | None = None
        self._known: list[tuple[str, str]] = []
        self._theme = theme("light")
        self._job: Job[Compared] | None = None
        self._ran: Document | None = None
        self.compared: Compared | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(8)
        column.addWidget(self._made_head())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self._scroll, 1)
        self._show()

    def _made_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.first = ElidedCombo()
        self.first.setAccessibleName("Scenario to start from")
        self.first.setToolTip("All others are compared with this scenario")
        self.first.currentIndexChanged.connect(lambda _: self._offer())
        self._others = QMenu(self)
        self._choice = QPushButton()
        self._choice.setObjectName("choice")
        self._choice.setMenu(self._others)
        self._choice.setToolTip("Which scenarios are compared with it")
        self.ticks: dict[str, QAction] = {}
        self.start = QPushButton("Compare")
        self.start.setObjectName("primary")
        self.start.clicked.connect(self._begin)
        self._progress = QProgressBar()
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        self._progress.setMaximumWidth(160)
        self._cancel = QPushButton("Cancel")
        self._cancel.clicked.connect(lambda: self._job.cancel() if self._job else None)
        self._stale = QLabel("Document changed since")
        self._stale.setObjectName("stale")
        self._copy = QPushButton("Copy as table")
        self._copy.setObjectName("link")
        self._copy.setIcon(icon("copy", "accent"))
        self._copy.setIconSize(BESIDE_TEXT)
        self._copy.setToolTip(
            "Copies all figures, to be pasted into a spreadsheet; as CSV for what asks for it"
        )
        self._copy.clicked.connect(self.copy)
        self._words = QLabel("with")
        self._words.setObjectName("quiet")
        row.addWidget(self.first)
        row.addWidget(self._words)
        row.addWidget(self._choice)
        for widget in (self.start, self._progress, self._cancel, self._stale):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._copy)
        self._export = QPushButton("Export CSV")
        self._export.setObjectName("link")
        self._export.setIcon(icon("download", "accent"))
        self._export.setIconSize(BESIDE_TEXT)
        self._export.clicked.connect(self.export)
        row.addWidget(self._export)
        return head

    # What it follows

    def set_theme(self, present: Theme) -> None:
        """Takes the colours of the intervals from a theme."""
        self._theme = present
        self._show()

    def set_document(
        self, document: Document | None, path: Path | None = None, *, other: bool = False
    ) -> None:
        """Offers the scenarios of a document; with `other` it is another one and nothing is known of it.

        Files that it names are looked for beside its own, at `path`.
        """
        self._document, self._folder = document, None if path is None else path.parent
        if other:
            self.close_job()
            self.compared = self._ran = None
        made = sorted(document.scenarios.items()) if document is not None else []
        made.sort(key=lambda item: item[1].base is not None)
        known = [(key, one.name or key) for key, one in made]
        if known != self._known:
            self._known = known
            chosen = self.first.currentData()
            self.first.blockSignals(True)
            self.first.clear()
            for key, name in known:
                self.first.addItem(name, key)
            self.first.setCurrentIndex(max(0, self.first.findData(chosen)))
            self.first.blockSignals(False)
            self._offer()
        if other:
            self._show()
        self._refresh()

    def close_job(self) -> None:
        """Gives up what is under way."""
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _offer(self) -> None:
        """Ticks for all scenarios but the first."""
        off = {key for key, tick in self.ticks.items() if not tick.isChecked()}
        self._others.clear()
        self.ticks = {}
        for key, name in self._known:
            if key != self.first.currentData():
                tick = self._others.addAction(name)
                tick.setCheckable(True)
                tick.setChecked(key not in off)
                tick.toggled.connect(lambda _: self._refresh())
                self.ticks[key] = tick
        self._refresh()

    def _refresh(self) -> None:
        can_choose = len(self._known) > 1
        busy = self._job is not None
        self.first.setVisible(can_choose)
        self._words.setVisible(can_choose)
        self._choice.setVisible(can_choose)
        ticked = [tick.text() for tick in self.ticks.values() if tick.isChecked()]
        self._choice.setText(ticked[0] if len(ticked) == 1 else f"{len(ticked)} scenarios")
        self.start.setVisible(can_choose and not busy)
        self.start.setEnabled(bool(ticked))
        self._progress.setVisible(busy)
        self._cancel.setVisible(busy)
        for way in (self._copy, self._export):
            way.setVisible(self.compared is not None)
        self._stale.setVisible(self.compared is not None and not busy and self._ran is not self._document)
        if self.compared is None:
            self._show()

    # What it does

    def _begin(self) -> None:
        from designer import api

        document, folder = self._document, self._folder
        chosen = [self.first.currentData(), *(key for key, tick in self.ticks.items() if tick.isChecked())]
        if document is None:
            return
        self._ran = document

        def work(job: "Job[Compared]") -> "Compared":
            made = api.compare(
                document,
                chosen,
                folder=folder,
                progress=job.progress,
                cancelled=lambda: job.is_cancelled,
            )
            if not all(results.tallies for results in made.results.values()):
                raise Cancelled
            return made

        self._progress.setValue(0)
        self._job = Job(
            work,
            done=self._arrive,
            failed=self._fail,
            progressed=lambda share: self._progress.setValue(round(share * 1000)),
        )
        self._job.start()
        self._refresh()

    def _arrive(self, made: "Compared") -> None:
        self._job, self.compared = None, made
        self._show()
        self._refresh()

    def _fail(self, error: Exception) -> None:
        self._job = None
        self._refresh()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def copy(self) -> None:
        """Puts all figures onto the clipboard: cells for a spreadsheet, CSV for whatever asks for it."""
        from designer.app.panels.comparison_table import sheet

        if self.compared is not None:
            spreadsheet.copy(sheet(self.compared))

    def export(self) -> None:
        """Writes all figures as CSV to a file that a person chooses."""
        from designer.app.panels.comparison_table import sheet

        if self.compared is not None:
            spreadsheet.save(self, sheet(self.compared), "comparison.csv")

    # What it shows

    def _show(self) -> None:
        page = QWidget()
        page.setObjectName("panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(16)
        if self.compared is None or self._ran is None:
            text = QLabel(_EMPTY if len(self._known) > 1 else _TOO_FEW)
            text.setObjectName("quiet")
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            text.setWordWrap(True)
            column.addWidget(text, 1)
        else:
            from designer.app.panels.comparison_table import ComparisonTable

            for each in self.compared.comparisons:
                first, currency = self.compared.name, self._ran.currency
                column.addWidget(ComparisonTable(each, first, currency, self._theme))
            column.addStretch(1)
        self._scroll.setWidget(page)
