"""A table of figures: sorted by a click on a heading, one row chosen by a click or Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from designer.app.panels.cause_bar import PARTS, BarDelegate, told
from designer.app.panels.figures import Cell, Table
from designer.canvas.text_size import px, sized
from designer.drawing.theme import Theme

ROW = 26
BAR = 168
_ID = Qt.ItemDataRole.UserRole


class FigureTable(QTableWidget):
    """Shows all its rows; whatever holds it scrolls. `chosen` tells the id of a row."""

    chosen = Signal(str)

    def __init__(self, table: Table, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(len(table.rows), len(table.columns), parent)
        self._bars = BarDelegate(theme, self)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(table.title)
        self._fill(table)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)  # the order of the figures, until a click
        self.setSortingEnabled(True)
        sized(self, self._fit)
        self.cellClicked.connect(lambda row, _: self._choose(row))

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + px(ROW) * self.rowCount() + 4)

    def _fill(self, table: Table) -> None:
        head = self.horizontalHeader()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for place, column in enumerate(table.columns):
            title = QTableWidgetItem(column.title)
            title.setTextAlignment(right if place else left)
            title.setToolTip(column.tip)
            self.setHorizontalHeaderItem(place, title)
            mode = QHeaderView.ResizeMode.ResizeToContents if place else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(place, mode)
        most = max((sum(size for _, size in cell.parts) for row in table.rows for cell in row), default=0.0)
        for row, cells in enumerate(table.rows):
            for place, cell in enumerate(cells):
                item = _Item(cell)
                if cell.parts:
                    self._show_bar(item, place, most)
                item.setTextAlignment(right if place else left)
                item.setData(_ID, table.ids[row])
                self.setItem(row, place, item)

    def _show_bar(self, item: "_Item", place: int, most: float) -> None:
        """Shows the parts of a cell, the longest bar of the table as wide as its column."""
        parts = item.cell.parts
        item.setData(PARTS, [(cause, size / most) for cause, size in parts if size] if most else [])
        item.setToolTip(told(parts))
        self.setItemDelegateForColumn(place, self._bars)
        head = self.horizontalHeader()
        head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(place, BAR)
        title = self.horizontalHeaderItem(place)
        if title is not None:
            title.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _choose(self, row: int) -> None:
        item = self.item(row, 0)
        if item is not None:
            self.chosen.emit(item.data(_ID))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._choose(self.currentRow())
        else:
            super().keyPressEvent(event)


class _Item(QTableWidgetItem):
    """Sorted by the number behind its words; what is unknown comes as the least."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell.text)
        self.cell = cell

    def __lt__(self, other: QTableWidgetItem) -> bool:
        if not isinstance(other, _Item):
            return super().__lt__(other)
        return _rank(self.cell) < _rank(other.cell)


def _rank(cell: Cell) -> tuple[float, str]:
    return (-1.0 if cell.value is None else cell.value, cell.text.lower())
