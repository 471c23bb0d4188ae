"""The problems list: what stands in the way, worst first; a click shows the place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from designer.app.icons import Tone, icon
from designer.app.panels.outline import title_of
from designer.model.document import Document, is_node
from designer.model.findings import Finding

SHOW_HOW = "Show how"
FINDING = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
SIGNS: dict[str, tuple[str, Tone]] = {
    "error": ("circle-x", "error"),
    "warning": ("triangle-alert", "warning"),
    "advice": ("lightbulb", "accent"),
}
AnyIndex = QModelIndex | QPersistentModelIndex


class Findings(QAbstractListModel):
    """Findings as rows, each with the place it speaks of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Finding] = ()
        self._document: Document | None = None

    def show(self, findings: Sequence[Finding], document: Document | None) -> None:
        """Replaces all rows; without a document there are none."""
        self.beginResetModel()
        self._rows, self._document = (() if document is None else findings), document
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, D102, N802
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        finding = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return finding.message
            case Qt.ItemDataRole.DecorationRole:
                return icon(*SIGNS[finding.severity])
            case Qt.ItemDataRole.ToolTipRole:
                how = f"{SHOW_HOW} plays it on the canvas." if finding.witness else None
                return "\n".join(filter(None, (finding.message, finding.fix, how)))
            case _ if role == FINDING:
                return finding
            case _ if role == PLACE:
                return place_of(finding, self._document) if self._document is not None else ""
        return None


def place_of(finding: Finding, document: Document) -> str:
    """The name of the workflow in which the first record of a finding stands."""
    for record_id in finding.ids:
        record = document.get(record_id)
        if is_node(record):
            workflow = document.workflows.get(record.workflow)  # type: ignore[union-attr]  # a node has one
            return workflow.name if workflow is not None else ""
        source = document.nodes.get(getattr(record, "source", ""))
        if source is not None:
            return f"after {title_of(source, document)}"
    return ""


class _Line(QStyledItemDelegate):
    """An icon, the message, the remedy in a quieter tone, and at the right the place.

    Before the place of a problem that comes with a run that shows it stands a button that plays it.
    """

    play_wanted = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), 28)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """A click on the button plays, and does not choose."""
        finding: Finding = index.data(FINDING)
        clicks = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        if not finding.witness or not isinstance(event, QMouseEvent) or event.type() not in clicks:
            return super().editorEvent(event, model, option, index)
        if not self._button(option, index).contains(event.position().toPoint()):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            self.play_wanted.emit(finding)
        return True

    def _button(self, option: QStyleOptionViewItem, index: AnyIndex) -> QRect:
        metrics = option.fontMetrics
        place: str = index.data(PLACE)
        room = option.rect.width() - 44
        place_width = min(metrics.horizontalAdvance(place), room // 4) if place else 0
        return play_rect(option.rect, metrics.horizontalAdvance(SHOW_HOW), place_width)

    def _paint_play(self, painter: QPainter, where: QRect, option: QStyleOptionViewItem) -> None:
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        colors = QPalette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colors.color(QPalette.ColorRole.Highlight if over else QPalette.ColorRole.Mid)
        painter.setPen(edge)
        painter.drawRoundedRect(where, 6, 6)
        icon("play", "accent").paint(painter, where.x() + 8, where.y() + (where.height() - 12) // 2, 12, 12)
        painter.setPen(colors.color(QPalette.ColorRole.Text))
        painter.drawText(where.adjusted(26, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, SHOW_HOW)
        painter.restore()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = option.rect
        widget = option.widget
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        finding: Finding = index.data(FINDING)
        place: str = index.data(PLACE)
        icon(*SIGNS[finding.severity]).paint(painter, rect.x() + 8, rect.y() + 6, 16, 16)
        metrics = painter.fontMetrics()
        colors = QPalette()
        quiet = colors.color(QPalette.ColorRole.PlaceholderText)
        room = rect.adjusted(32, 0, -12, 0)
        place_width = min(metrics.horizontalAdvance(place), room.width() // 4) if place else 0
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(quiet)
        painter.drawText(
            room,
            flags | Qt.AlignmentFlag.AlignRight,
            metrics.elidedText(place, Qt.TextElideMode.ElideRight, place_width),
        )
        room.setRight(room.right() - place_width - 16)
        if finding.witness:
            where = play_rect(rect, metrics.horizontalAdvance(SHOW_HOW), place_width)
            self._paint_play(painter, where, option)
            room.setRight(where.left() - 12)
        painter.setPen(colors.color(QPalette.ColorRole.Text))
        message = metrics.elidedText(finding.message, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, message)
        room.setLeft(room.left() + metrics.horizontalAdvance(message) + 8)
        if finding.fix and room.width() > 80:
            painter.setPen(quiet)
            painter.drawText(
                room, flags, metrics.elidedText(finding.fix, Qt.TextElideMode.ElideRight, room.width())
            )


def play_rect(line: QRect, words: int, place_width: int) -> QRect:
    """Where the button that plays a problem is in its line, for the widths of its words and of the place."""
    width = words + 36
    return QRect(line.right() - 12 - place_width - 16 - width, line.y() + 3, width, line.height() - 6)


class Problems(QWidget):
    """The list, or a line that says all is well.

    `chosen` tells the finding clicked, `play_wanted` the one of which somebody wants to see how it happens,
    `seen` whether the panel is looked at.
    """

    seen = Signal(bool)
    chosen = Signal(object)
    play_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = Findings(self)
        self.view = QListView()
        self.view.setModel(self.model)
        line = _Line(self.view)
        line.play_wanted.connect(self.play_wanted)
        self.view.setItemDelegate(line)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setAccessibleName("Problems")
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self._empty = QLabel("No problems. Run the simulation with F5.")
        self._empty.setObjectName("quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(4, 0, 4, 4)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)

    def show_findings(self, findings: Sequence[Finding], document: Document | None) -> None:
        """Shows new findings; keeps the row."""
        row = self.view.currentIndex().row()
        if document is None:
            self._empty.setText("Open a document to see its problems.")
        elif not document.nodes:
            self._empty.setText("Nothing is drawn yet.")
        else:
            self._empty.setText("No problems. Run the simulation with F5.")
        self.model.show(findings, document)
        self._stack.setCurrentIndex(0 if findings else 1)
        if 0 <= row < len(findings):
            self.view.setCurrentIndex(self.model.index(row))

    def step(self, direction: int) -> None:
        """Goes to the next problem, or with -1 to the one before, round the end."""
        count = self.model.rowCount()
        if not count:
            return
        row = self.view.currentIndex().row()
        following = (row + direction) % count if row >= 0 else (0 if direction > 0 else count - 1)
        index = self.model.index(following)
        self.view.setCurrentIndex(index)
        self._choose(index)

    def play(self) -> None:
        """Asks to see how the problem in the current row comes about, or the first that can be shown."""
        finding = self.playable
        if finding is not None:
            self.play_wanted.emit(finding)

    @property
    def playable(self) -> Finding | None:
        """The problem that `play` would show."""
        rows = [self.model.index(row).data(FINDING) for row in range(self.model.rowCount())]
        current: Finding | None = self.view.currentIndex().data(FINDING)
        if current is not None and current.witness:
            return current
        return next((finding for finding in rows if finding.witness), None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102
        super().hideEvent(event)
        self.seen.emit(False)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(FINDING))
