"""The history: every edit by its name, the newest first; a click goes to the state after it."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QStackedLayout, QWidget

from designer.app.icons import icon
from designer.editing.history import History

ENTRIES = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


class States(QAbstractListModel):
    """The states of a document as rows: those ahead, the present one, those behind, the first one last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: list[str] = []
        self._now = 0
        self._saved: int | None = None

    def show(self, history: History | None) -> None:
        """Replaces all rows; without a history there are none."""
        self.beginResetModel()
        self._titles, self._now, self._saved = [], 0, None
        if history is not None:
            made = [*history.done, *reversed(history.undone)]
            first = "Before all of this" if history.resumed else "As it was opened"
            self._titles = [first, *(entry.title for entry in made)]
            self._now, self._saved = len(history.done), history.saved_at
        self.endResetModel()

    @property
    def present(self) -> QModelIndex:
        """The row of the present state."""
        return self.index(len(self._titles) - 1 - self._now)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, D102, N802
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        entries = len(self._titles) - 1 - index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._titles[entries]
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._told(entries)
            case Qt.ItemDataRole.DecorationRole:
                if entries == self._saved:
                    return icon("save", "quiet")
                return icon("circle-dot", "accent") if entries == self._now else icon("circle", "quiet")
            case Qt.ItemDataRole.FontRole if entries == self._now:
                strong = QFont()
                strong.setWeight(QFont.Weight.DemiBold)
                return strong
            case Qt.ItemDataRole.ForegroundRole if entries > self._now:
                return QPalette().color(QPalette.ColorRole.PlaceholderText)
            case _ if role == ENTRIES:
                return entries
        return None

    def _told(self, entries: int) -> str:
        saved = " It is what the file holds." if entries == self._saved else ""
        if entries == self._now:
            return f"{self._titles[entries]}: this is where you are.{saved}"
        way = "Undo to here" if entries < self._now else "Do again up to here"
        return f"{self._titles[entries]}: {way.lower()}.{saved}"


class HistoryPanel(QWidget):
    """The list, or a line that says there is nothing yet. `jump_wanted` tells how many edits shall stand."""

    jump_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._history: History | None = None
        self.model = States(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setIconSize(QSize(14, 14))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setAccessibleName("History")
        self.view.clicked.connect(self._jump)
        self.view.activated.connect(self._jump)
        empty = QLabel("What you do to the document is listed here, to go back to any point of it.")
        empty.setObjectName("quiet")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(4, 0, 4, 4)
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)

    def set_history(self, history: History | None) -> None:
        """Lists the edits of another document, or of none."""
        self._history = history
        self.refresh()

    def refresh(self) -> None:
        """Lists what has been done by now; only while somebody can see it."""
        if not self.isVisible():
            return
        self.model.show(self._history)
        some = self._history is not None and self.model.rowCount() > 1
        self._stack.setCurrentIndex(0 if some else 1)
        if some:
            self.view.setCurrentIndex(self.model.present)
            self.view.scrollTo(self.model.present)

    def showEvent(self, event: object) -> None:  # noqa: D102
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's event
        self.refresh()

    def _jump(self, index: QModelIndex) -> None:
        self.jump_wanted.emit(index.data(ENTRIES))
