"""The structure tree: all levels of a document, live, with problem marks."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFont, QPainter, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from designer.app.icons import icon
from designer.app.panels.outline import Row, only, outline
from designer.drawing.theme import Theme
from designer.editing.editor import Editor
from designer.model.change import Change
from designer.model.findings import Finding

PAUSE_MS = 120
ROWS = "application/x-process-designer-rows"
PATH = Qt.ItemDataRole.UserRole
SEVERITY = Qt.ItemDataRole.UserRole + 1
_RANK = {"error": 0, "warning": 1, "advice": 2}

AnyIndex = QModelIndex | QPersistentModelIndex


class Tree(QAbstractItemModel):
    """The rows of an outline. Qt knows them by number, so that it never holds on to a row that is gone."""

    renamed = Signal(str, str)
    moved = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.top = Row((), "", plain=False, icon="")
        self._rows: list[Row] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        self._worst: dict[str, str] = {}

    def shows(self, top: Row) -> bool:
        """Shows the same rows with other looks, if they are the same: most edits change no more."""
        rows = list(_all(top))
        if [row.path for row in rows] != [row.path for row in self._rows]:
            return False
        before, self.top, self._rows = self._rows, top, rows
        for old, new in zip(before, rows, strict=True):
            if old.looks != new.looks:
                self.dataChanged.emit(self._index(new), self._index(new))
        return True

    def show(self, top: Row) -> None:
        """Replaces all rows."""
        self.beginResetModel()
        self.top = top
        self._rows = list(_all(top))
        self._numbers = {row.path: number for number, row in enumerate(self._rows)}
        self.endResetModel()

    def selection_of(self, paths: Iterable[tuple[str, ...]]) -> QItemSelection:
        """Some paths as far as they are here, neighbours in one range."""
        numbers = sorted(self._numbers[path] for path in paths if path in self._numbers)
        rows = [self._rows[number] for number in numbers]
        rows.sort(key=lambda row: (row.path[:-1], row.place))
        ranges: list[tuple[Row, Row]] = []
        for row in rows:
            if ranges and ranges[-1][1].parent is row.parent and ranges[-1][1].place == row.place - 1:
                ranges[-1] = ranges[-1][0], row
            else:
                ranges.append((row, row))
        made = QItemSelection()
        for first, last in ranges:
            made.select(self._index(first), self._index(last))
        return made

    def mark(self, findings: Iterable[Finding]) -> None:
        """Notes the worst problem of each record; whoever shows the tree paints it again."""
        worst: dict[str, str] = {}
        for finding in findings:
            for record_id in finding.ids:
                if _RANK[finding.severity] < _RANK.get(worst.get(record_id, ""), 9):
                    worst[record_id] = finding.severity
        self._worst = worst

    @property
    def rows(self) -> list[Row]:
        """All rows, from top to bottom."""
        return self._rows

    def row_at(self, index: AnyIndex) -> Row | None:
        """The row behind an index; None for what lies above the process."""
        number = index.internalId()
        return self._rows[number] if index.isValid() and 0 <= number < len(self._rows) else None

    def index_of(self, path: tuple[str, ...]) -> QModelIndex:
        """Where a path stands; an invalid index when it is not there."""
        number = self._numbers.get(path)
        return QModelIndex() if number is None else self._index(self._rows[number])

    def _index(self, row: Row) -> QModelIndex:
        return self.createIndex(row.place, 0, self._numbers[row.path])

    # Qt's questions

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: ARG002, B008, D102
        above = self.row_at(parent)
        children = above.children if above is not None else self._rows[:1]
        return self._index(children[row]) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008, D102
        row = self.row_at(index)
        return QModelIndex() if row is None or row.parent is None else self._index(row.parent)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, D102, N802
        row = self.row_at(parent)
        return len(row.children) if row is not None else len(self._rows[:1])

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008, D102, N802
        return 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:  # noqa: D102
        row = self.row_at(index)
        found = super().flags(index) | Qt.ItemFlag.ItemIsEditable
        if row is not None and row.path:
            found |= Qt.ItemFlag.ItemIsDragEnabled
        if row is not None and row.holds:
            found |= Qt.ItemFlag.ItemIsDropEnabled
        return found

    # Rows that are dragged into a box

    def mimeTypes(self) -> list[str]:  # noqa: D102, N802
        return [ROWS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: D102, N802
        rows = [row for index in indexes if (row := self.row_at(index)) is not None]
        data = QMimeData()
        data.setData(ROWS, json.dumps([row.path for row in rows]).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: D102, N802
        return Qt.DropAction.MoveAction

    def canDropMimeData(  # noqa: D102, N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        del action, row, column
        into = self.row_at(parent)
        return data.hasFormat(ROWS) and into is not None and into.holds

    def dropMimeData(  # noqa: D102
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        into = self.row_at(parent)
        paths = [tuple(path) for path in json.loads(bytes(data.data(ROWS).data()))]
        if into is not None:
            self.moved.emit(paths, into.path)
        return False  # the tree follows the document; Qt must not take the rows away itself

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        row = self.row_at(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.EditRole:
                return "" if row.plain else row.name
            case Qt.ItemDataRole.DecorationRole:
                return icon(row.icon, "quiet")
            case Qt.ItemDataRole.ForegroundRole:
                return _quiet() if row.plain else None
            case Qt.ItemDataRole.FontRole:
                return _strong() if row is self.top else None
            case Qt.ItemDataRole.ToolTipRole:
                return row.name
            case _ if role == PATH:
                return row.path
            case _ if role == SEVERITY:
                return self._worst.get(row.id, "")
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ARG002, D102, N802
        row = self.row_at(index)
        if row is not None:
            self.renamed.emit(row.id, str(value).strip())
        return row is not None


def _all(row: Row) -> Iterable[Row]:
    yield row
    for child in row.children:
        yield from _all(child)


def _nothing() -> None:
    """Follows no document."""


def _quiet() -> QColor:
    return QPalette().color(QPalette.ColorRole.PlaceholderText)


def _strong() -> QFont:
    from designer.canvas.text_size import words

    return words(13, 600)


class _Marks(QStyledItemDelegate):
    """Draws a dot at the right for what has a problem."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.colors: dict[str, str] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        color = self.colors.get(index.data(SEVERITY) or "")
        if color:
            option.rect.adjust(0, 0, -16, 0)
        super().paint(painter, option, index)
        if color:
            rect = option.rect
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawEllipse(rect.right() + 5, rect.center().y() - 2, 6, 6)
            painter.restore()


class Structure(QWidget):
    """The tree with its filter.

    `revealed` tells the paths chosen, `renamed` an id and its new name, `moved` the paths that were dragged
    and that of the box (or the process) that they were dropped on.
    """

    revealed = Signal(object)
    renamed = Signal(str, str)
    moved = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._editor: Editor | None = None
        self._disconnect: Callable[[], None] = _nothing
        self._telling = False
        self._is_stale = False  # whether the document has moved on while nobody looked
        self.tree = Tree(self)
        self.tree.renamed.connect(self.renamed)
        self.tree.moved.connect(self.moved)
        self.view = self._made_view()
        self.search = self._made_search()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 4, 4)
        column.setSpacing(4)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.refresh)

    def _made_view(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self.tree)
        view.setHeaderHidden(True)
        view.setIndentation(14)
        view.setUniformRowHeights(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setDropIndicatorShown(True)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._marks = _Marks(view)
        view.setItemDelegate(self._marks)
        view.setAccessibleName("Structure")
        view.selectionModel().selectionChanged.connect(self._tell)
        return view

    def _made_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setObjectName("filter")
        search.setPlaceholderText("Find a step")
        search.setClearButtonEnabled(True)
        sign = QAction(icon("search", "quiet"), "", search)
        search.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        search.textChanged.connect(self._filter)
        search.returnPressed.connect(self._take_first)
        return search

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of the marks from a theme."""
        self._marks.colors = {"error": theme.error, "warning": theme.warning, "advice": theme.advice}
        self.view.viewport().update()

    def set_editor(self, editor: Editor | None) -> None:
        """Shows another document, or none."""
        self._disconnect()
        self._editor = editor
        if editor is not None:
            self._disconnect = editor.changed.connect(self._hear)
        self.search.clear()
        self.refresh()
        self.view.expandToDepth(1)

    def mark(self, findings: Iterable[Finding]) -> None:
        """Marks what has problems."""
        self.tree.mark(findings)
        self.view.viewport().update()

    def select(self, paths: Iterable[tuple[str, ...]]) -> None:
        """Selects what is selected on the canvas."""
        wanted = list(paths)
        model, chosen = self.view.selectionModel(), self.tree.selection_of(wanted)
        self._telling = True
        model.select(chosen, model.SelectionFlag.ClearAndSelect)
        self._telling = False
        if len(wanted) == 1:
            index = self.tree.index_of(wanted[0])
            if index.isValid():
                self.view.scrollTo(index)

    def refresh(self) -> None:
        """Reads the document anew and keeps what was unfolded and selected."""
        self._timer.stop()
        self._is_stale = False
        empty = Row((), "", plain=False, icon="")
        top = empty if self._editor is None else outline(self._editor.document)
        top = only(top, self.search.text())
        if self.tree.shows(top):
            return
        open_paths = set(self._unfolded())
        chosen = [index.data(PATH) for index in self.view.selectedIndexes()]
        self._telling = True
        self.tree.show(top)
        self._telling = False
        self.view.setRootIndex(QModelIndex())
        for path in open_paths or {()}:
            self.view.expand(self.tree.index_of(path))
        self.select(path for path in chosen if path)

    def _hear(self, change: Change) -> None:
        del change
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _unfolded(self) -> Iterable[tuple[str, ...]]:
        for row in self.tree.rows:
            if row.children and self.view.isExpanded(self.tree.index_of(row.path)):
                yield row.path

    def _filter(self, text: str) -> None:
        self.refresh()
        if text:
            self.view.expandAll()

    def _take_first(self) -> None:
        wanted = self.search.text().casefold()
        found = next((row for row in self.tree.rows if row.path and wanted in row.name.casefold()), None)
        if found is not None:
            self.revealed.emit([found.path])
            self.select([found.path])

    def _tell(self) -> None:
        if not self._telling:
            paths = [index.data(PATH) for index in self.view.selectedIndexes()]
            self.revealed.emit([path for path in paths if path])
