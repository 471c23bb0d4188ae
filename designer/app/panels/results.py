"""The results of a run: key figures as cards, then roles, steps and outcomes as tables."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.app.icons import BESIDE_TEXT, icon
from designer.app.panels import spreadsheet
from designer.app.panels.cause_bar import CauseBar, legend
from designer.app.panels.figure_table import FigureTable
from designer.app.panels.figures import Card, cards, change, parts_of, sheet, tables
from designer.app.panels.run_options import RunOptions
from designer.app.player import Options, Run
from designer.canvas.text_size import px
from designer.drawing.theme import Theme, theme
from designer.model.durations import words

CARD = 168
WIDE = 960
WIDE_HEAD = 800


class Results(QScrollArea):
    """Shows one run, or says how to get one.

    `run_wanted` asks for it, `optioned` tells how it is to be made; `chosen` tells an id clicked.
    """

    run_wanted = Signal()
    optioned = Signal(object)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.viewport().setObjectName("panel")
        self._shown: Run | None = None
        self._before: Run | None = None
        self._is_stale = False
        self._has_content = False
        self._shape = (0, 0)
        self._theme: Theme = theme("light")
        self._options = Options()
        self.show_run(None, stale=False)

    def set_theme(self, present: Theme) -> None:
        """Takes the colours of the bars from a theme."""
        if present != self._theme:
            self._theme = present
            self._rebuild()

    def show_run(
        self, made: Run | None, *, stale: bool, before: Run | None = None, options: Options | None = None
    ) -> None:
        """Shows the figures of a run, beside those of the run `before` it; None says how to get some."""
        chosen = options or Options()
        same = made is self._shown and stale == self._is_stale and chosen == self._options
        if self._has_content and same:
            return
        self._options = chosen
        self._has_content, self._shown, self._is_stale = True, made, stale
        self._before = before
        self._rebuild()

    def _choose(self, options: Options) -> None:
        self._options = options  # the page shows them already
        self.optioned.emit(options)

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
        options = RunOptions(self._options)
        options.edited.connect(self._choose)
        column.addWidget(options, alignment=Qt.AlignmentFlag.AlignCenter)

    def _fill(self, page: QWidget, made: Run, stale: bool) -> None:
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(12)
        head = self._head(made, stale)
        column.addLayout(head)
        options = RunOptions(self._options)
        options.edited.connect(self._choose)
        if self._room() >= WIDE_HEAD:
            head.insertWidget(head.count() - 1, options)
        else:
            column.addWidget(options, alignment=Qt.AlignmentFlag.AlignLeft)
        for problem in made.summary["problems"]:
            column.addWidget(_line(str(problem["message"]), "trouble"))
        column.addLayout(self._cards(made))
        column.addLayout(self._path(made))
        column.addLayout(self._tables(made))
        column.addStretch(1)

    def _cards(self, made: Run) -> QGridLayout:
        """The key figures in rows of the same length, as far as they go."""
        figures = QGridLayout()
        figures.setSpacing(8)
        shown = cards(made.summary, made.simulated)
        old = cards(self._before.summary, self._before.document) if self._before is not None else ()
        rows = -(-len(shown) // max(2, self._room() // px(CARD)))
        across = -(-len(shown) // rows)
        for number, card in enumerate(shown):
            figures.addWidget(_card(card, change(card, old)), number // across, number % across)
        for number in range(across):
            figures.setColumnStretch(number, 1)
        return figures

    def _path(self, made: Run) -> QVBoxLayout:
        """Of what the cycle time consists: every minute of it, along the critical path of each case."""
        parts = parts_of(made.summary["process"]["critical_path"], "mean")
        block = QVBoxLayout()
        block.setSpacing(6)
        if any(length for _, length in parts):
            title = QLabel("Where the cycle time goes")
            title.setObjectName("section")
            title.setToolTip(
                "<qt>Along the critical path of each case: what the next step had to wait for</qt>"
            )
            block.addWidget(title)
            block.addWidget(CauseBar(parts, self._theme))
            block.addWidget(legend(parts, self._theme))
        return block

    def _tables(self, made: Run) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        roles, steps, outcomes = tables(made.summary, made.simulated)
        groups = ((steps,), (roles, outcomes)) if self._room() >= WIDE else ((steps, roles, outcomes),)
        for group in groups:
            half = QVBoxLayout()
            half.setSpacing(16)
            for table in group:
                if table.rows:
                    shown = FigureTable(table, self._theme)
                    shown.chosen.connect(self.chosen)
                    half.addWidget(shown)
            half.addStretch(1)
            row.addLayout(half, 1)
        return row

    def _room(self) -> int:
        return self.viewport().width() - 24

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        shape = (self._room() // px(CARD), (self._room() >= WIDE) + (self._room() >= WIDE_HEAD))
        if shape != self._shape:
            self._shape = shape
            self._rebuild()

    def _head(self, made: Run, stale: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(_name(made))
        title.setObjectName("dock-title")
        row.addWidget(title)
        about = QLabel(_how(made) + (f", compared with {_name(self._before)}" if self._before else ""))
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
        copy = QPushButton("Copy figures")
        copy.setObjectName("link")
        copy.setIcon(icon("copy", "accent"))
        copy.setIconSize(BESIDE_TEXT)
        copy.setToolTip("Copies all figures as a table, to be pasted into a spreadsheet")
        copy.clicked.connect(self.copy)
        row.addWidget(copy)
        return row

    def copy(self) -> None:
        """Puts all figures onto the clipboard: cells for a spreadsheet, CSV for whatever asks for it."""
        made = self._shown
        if made is None:
            return
        spreadsheet.copy(sheet(made.summary, made.simulated))


def _name(made: Run) -> str:
    scenario = made.document.scenarios.get(made.summary.get("scenario") or "")
    return scenario.name or scenario.id if scenario is not None else "As it stands"


def _how(made: Run) -> str:
    count, seed = made.summary["replications"], made.summary["seed"]
    told = ["1 replication" if count == 1 else f"{count} replications", f"seed {seed}"]
    if made.summary["warm_up"]:
        told.append(f"warm-up {words(made.summary['warm_up'])}")
    precision = made.summary.get("precision")
    if precision and precision["reached"] is not None:
        told.append(f"± {precision['reached'] * 100:.2g} %")
    return ", ".join([*told, *(["stopped early"] if made.summary.get("cancelled") else [])])


def _card(card: Card, changed: str) -> QFrame:
    frame = QFrame()
    frame.setObjectName("tile")
    frame.setToolTip(f"<qt>{card.tip}</qt>")  # so that it wraps
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(0)
    lines = (
        (card.title, "caption"),
        (card.text, "figure"),
        (card.more, "caption"),
        (changed, "change"),
    )
    for text, name in lines:
        if text:
            column.addWidget(_line(text, name))
    column.addStretch(1)
    return frame


def _line(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(name != "figure")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label
