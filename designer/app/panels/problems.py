"""The problems list: what stands in the way, worst first; a click shows the place."""

from collections.abc import Callable, Sequence
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
from PySide6.QtGui import QFontMetrics, QHideEvent, QMouseEvent, QPainter, QPalette, QShowEvent
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
from designer.canvas.text_size import px
from designer.editing.remedies import Remedy, remedy
from designer.model.document import Document, is_node
from designer.model.findings import Finding

SHOW_HOW = "Show how"
ROW = 28
FINDING = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
OFFER = Qt.ItemDataRole.UserRole + 2
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
        self._remedies: dict[Finding, Remedy | None] = {}

    def show(self, findings: Sequence[Finding], document: Document | None) -> None:
        """Replaces all rows; without a document there are none."""
        self.beginResetModel()
        self._rows, self._document = (() if document is None else findings), document
        self._remedies = {}
        self.endResetModel()

    @property
    def findings(self) -> Sequence[Finding]:
        """What the rows show."""
        return self._rows

    def remedy(self, finding: Finding) -> Remedy | None:
        """What mends a finding of these."""
        if finding not in self._remedies and self._document is not None:
            self._remedies[finding] = remedy(self._document, finding)
        return self._remedies.get(finding)

    def _how(self, finding: Finding) -> str:
        if finding.witness:
            return f"{SHOW_HOW} plays it on the canvas."
        return "Ctrl+. mends it." if self.remedy(finding) is not None else ""

    def offer(self, finding: Finding) -> str:
        """The words on the button of a finding, or none: to see how it happens, or else to mend it."""
        if finding.witness:
            return SHOW_HOW
        cure = self.remedy(finding)
        return cure.name if cure is not None else ""

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
                return "\n".join(filter(None, (finding.message, finding.fix, self._how(finding))))
            case _ if role == FINDING:
                return finding
            case _ if role == PLACE:
                return place_of(finding, self._document) if self._document is not None else ""
            case _ if role == OFFER:
                return self.offer(finding)
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

    Before the place stands a button where the program can do something about the problem: play a run
    that shows it, or mend it.
    """

    pressed = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), px(ROW))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """A click on the button does what it offers, and does not choose."""
        clicks = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        if not index.data(OFFER) or not isinstance(event, QMouseEvent) or event.type() not in clicks:
            return super().editorEvent(event, model, option, index)
        if not self._button(option, index).contains(event.position().toPoint()):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(index.data(FINDING))
        return True

    def _button(self, option: QStyleOptionViewItem, index: AnyIndex) -> QRect:
        metrics = option.fontMetrics
        place: str = index.data(PLACE)
        place_width = _place_width(place, metrics, option.rect.width() - 44)
        return button_rect(option.rect, metrics.horizontalAdvance(index.data(OFFER)), place_width)

    def _paint_button(
        self, painter: QPainter, where: QRect, option: QStyleOptionViewItem, words: str
    ) -> None:
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        colors = QPalette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colors.color(QPalette.ColorRole.Highlight if over else QPalette.ColorRole.Mid)
        painter.setPen(edge)
        painter.drawRoundedRect(where, 6, 6)
        sign = icon("play" if words == SHOW_HOW else "wrench", "accent")
        sign.paint(painter, where.x() + 8, where.y() + (where.height() - 12) // 2, 12, 12)
        painter.setPen(colors.color(QPalette.ColorRole.Text))
        painter.drawText(where.adjusted(26, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = option.rect
        widget = option.widget
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        finding: Finding = index.data(FINDING)
        place: str = index.data(PLACE)
        icon(*SIGNS[finding.severity]).paint(
            painter, rect.x() + 8, rect.y() + (rect.height() - 16) // 2, 16, 16
        )
        metrics = painter.fontMetrics()
        colors = QPalette()
        quiet = colors.color(QPalette.ColorRole.PlaceholderText)
        room = rect.adjusted(32, 0, -12, 0)
        place_width = _place_width(place, metrics, room.width())
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(quiet)
        painter.drawText(
            room,
            flags | Qt.AlignmentFlag.AlignRight,
            metrics.elidedText(place, Qt.TextElideMode.ElideRight, place_width),
        )
        room.setRight(room.right() - place_width - 16)
        offer: str = index.data(OFFER)
        if offer:
            where = button_rect(rect, metrics.horizontalAdvance(offer), place_width)
            self._paint_button(painter, where, option, offer)
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


def _place_width(place: str, metrics: QFontMetrics, room: int) -> int:
    """A quarter of the line at most; a pixel more than the words are said to be, as that is rounded."""
    return min(metrics.horizontalAdvance(place) + 1, room // 4) if place else 0


def button_rect(line: QRect, words: int, place_width: int) -> QRect:
    """Where the button of a problem is in its line, for the widths of its words and of the place."""
    width = words + 36
    return QRect(line.right() - 12 - place_width - 16 - width, line.y() + 3, width, line.height() - 6)


class Problems(QWidget):
    """The list, or a line that says all is well.

    `chosen` tells the finding clicked, `play_wanted` the one of which somebody wants to see how it happens,
    `mend_wanted` the one that is to be mended, `seen` whether the panel is looked at.
    """

    seen = Signal(bool)
    chosen = Signal(object)
    play_wanted = Signal(object)
    mend_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = Findings(self)
        self.view = QListView()
        self.view.setModel(self.model)
        line = _Line(self.view)
        line.pressed.connect(self._press)
        self.view.setItemDelegate(line)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setAccessibleName("Problems")
        self._was_button = False
        self.view.pressed.connect(lambda _: self._begin_click())
        self.view.clicked.connect(self._click)
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
        if self.playable is not None:
            self.play_wanted.emit(self.playable)

    def mend(self) -> None:
        """Asks to mend the problem in the current row, or the first that can be mended."""
        if self.mendable is not None:
            self.mend_wanted.emit(self.mendable)

    @property
    def playable(self) -> Finding | None:
        """The problem that `play` would show."""
        return self._first(lambda finding: bool(finding.witness))

    @property
    def mendable(self) -> Finding | None:
        """The problem that `mend` would mend."""
        return self._first(lambda finding: self.model.remedy(finding) is not None)

    def _first(self, fits: Callable[[Finding], bool]) -> Finding | None:
        """The problem in the current row, if it fits, or else the first that does."""
        current: Finding | None = self.view.currentIndex().data(FINDING)
        if current is not None and fits(current):
            return current
        return next(filter(fits, self.model.findings), None)

    def _begin_click(self) -> None:
        self._was_button = False

    def _click(self, index: QModelIndex) -> None:
        if not self._was_button:  # Qt tells a click on a line also where its delegate took it
            self._choose(index)

    def _press(self, finding: Finding) -> None:
        self._was_button = True
        (self.play_wanted if finding.witness else self.mend_wanted).emit(finding)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102
        super().hideEvent(event)
        self.seen.emit(False)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(FINDING))
