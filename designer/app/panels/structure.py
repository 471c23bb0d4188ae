"""The structure tree: all levels of a document, live, with problem marks."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFont, QPainter, QPalette
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
from designer.app.panels.outline import Row, outline
from designer.drawing.theme import Theme
from designer.editing.editor import Editor
from designer.model.change import Change
from designer.model.findings import Finding

PAUSE_MS = 120
PATH = Qt.ItemDataRole.UserRole
SEVERITY = Qt.ItemDataRole.UserRole + 1
_RANK = {"error": 0, "warning": 1, "advice": 2}

AnyIndex = QModelIndex | QPersistentModelIndex


class Tree(QAbstractItemModel):
    """The rows of an outline, below the process itself."""

    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.top = Row((), "", plain=False, icon="")
        self._root = Row((), "", plain=False, icon="", children=[self.top])
        self._worst: dict[str, str] = {}
        self._by_path: dict[tuple[str, ...], Row] = {}

    def show(self, top: Row) -> None:
        """Replaces all rows."""
        self.beginResetModel()
        self.top = top
        self._root = Row((), "", plain=False, icon="", children=[top])
        top.parent = self._root
        self._by_path = {row.path: row for row in _all(top)}
        self.endResetModel()

    def mark(self, findings: Iterable[Finding]) -> None:
        """Notes the worst problem of each record."""
        worst: dict[str, str] = {}
        for finding in findings:
            for record_id in finding.ids:
                if _RANK[finding.severity] < _RANK.get(worst.get(record_id, ""), 9):
                    worst[record_id] = finding.severity
        self._worst = worst
        self.layoutChanged.emit()

    def row_at(self, index: AnyIndex) -> Row:
        """The row behind an index."""
        found = index.internalPointer() if index.isValid() else self._root
        return found if isinstance(found, Row) else self._root

    def index_of(self, path: tuple[str, ...]) -> QModelIndex:
        """Where a path stands; an invalid index when it is not there."""
        row = self._by_path.get(path)
        return QModelIndex() if row is None else self.createIndex(row.place, 0, row)

    # Qt's questions

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008, D102
        children = self.row_at(parent).children
        return self.createIndex(row, column, children[row]) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: AnyIndex = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008, D102
        above = self.row_at(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.place, 0, above)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, D102, N802
        return len(self.row_at(parent).children)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008, D102, N802
        return 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:  # noqa: D102
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        row = self.row_at(index)
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
        self.renamed.emit(self.row_at(index).id, str(value).strip())
        return True


def _all(row: Row) -> Iterable[Row]:
    yield row
    for child in row.children:
        yield from _all(child)


def _nothing() -> None:
    """Follows no document."""


def _quiet() -> QColor:
    return QPalette().color(QPalette.ColorRole.PlaceholderText)


def _strong() -> QFont:
    from designer.canvas.fonts import font

    return font(13, 600)


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
    """The tree with its filter. `revealed` tells the paths chosen; `renamed` an id and its new name."""

    revealed = Signal(object)
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._editor: Editor | None = None
        self._disconnect: Callable[[], None] = _nothing
        self._telling = False
        self.tree = Tree(self)
        self.tree.renamed.connect(self.renamed)
        self._filtered = QSortFilterProxyModel(self)
        self._filtered.setSourceModel(self.tree)
        self._filtered.setRecursiveFilteringEnabled(True)
        self._filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
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
        view.setModel(self._filtered)
        view.setHeaderHidden(True)
        view.setIndentation(14)
        view.setUniformRowHeights(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
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

    def select(self, paths: Iterable[tuple[str, ...]]) -> None:
        """Selects what is selected on the canvas."""
        wanted = QItemSelection()
        indexes = [self._filtered.mapFromSource(self.tree.index_of(path)) for path in paths]
        for index in indexes:
            wanted.select(index, index)
        model = self.view.selectionModel()
        self._telling = True
        model.select(wanted, model.SelectionFlag.ClearAndSelect)
        self._telling = False
        if len(indexes) == 1 and indexes[0].isValid():
            self.view.scrollTo(indexes[0])

    def refresh(self) -> None:
        """Reads the document anew and keeps what was unfolded and selected."""
        self._timer.stop()
        open_paths = set(self._unfolded())
        chosen = [index.data(PATH) for index in self.view.selectedIndexes()]
        self._telling = True
        if self._editor is not None:
            self.tree.show(outline(self._editor.document))
        else:
            self.tree.show(Row((), "", plain=False, icon=""))
        self._telling = False
        self.view.setRootIndex(QModelIndex())
        for path in open_paths or {()}:
            self.view.expand(self._filtered.mapFromSource(self.tree.index_of(path)))
        self.select(path for path in chosen if path)

    def _hear(self, change: Change) -> None:
        del change
        self._timer.start()

    def _unfolded(self) -> Iterable[tuple[str, ...]]:
        for path in self.tree._by_path:  # the model is a part of this panel
            index = self._filtered.mapFromSource(self.tree.index_of(path))
            if self.view.isExpanded(index):
                yield path

    def _filter(self, text: str) -> None:
        self._filtered.setFilterFixedString(text)
        if text:
            self.view.expandAll()

    def _take_first(self) -> None:
        for path, row in self.tree._by_path.items():  # as above
            if path and self.search.text().casefold() in row.name.casefold():
                self.revealed.emit([path])
                self.select([path])
                return

    def _tell(self) -> None:
        if not self._telling:
            paths = [index.data(PATH) for index in self.view.selectedIndexes()]
            self.revealed.emit([path for path in paths if path])
