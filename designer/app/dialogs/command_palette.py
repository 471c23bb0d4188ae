"""Finds anything by its name: actions, elements, steps, templates, recent files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPainterPath, QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from designer.app.actions import table
from designer.app.elements import sections
from designer.app.icons import icon
from designer.app.menus import key_text
from designer.app.panels.outline import Row, outline
from designer.canvas import chosen
from designer.canvas.command import PLAYING
from designer.canvas.text_size import px
from designer.editing.rules import RuleError
from designer.editing.spoken import SpokenError, act_of, perform, understood

if TYPE_CHECKING:
    from designer.app.main_window import MainWindow

ENTRY = Qt.ItemDataRole.UserRole
LIMIT = 60
RADIUS = 12
ROW = 34
AnyIndex = QModelIndex | QPersistentModelIndex
_recent: list[str] = []


@dataclass(frozen=True)
class Entry:
    """Something that can be chosen; `obstacle` says why not now."""

    title: str
    kind: str
    symbol: str
    run: Callable[[], object]
    key: str = ""
    obstacle: str = ""


def score(query: str, title: str) -> int | None:
    """How well a title answers a query: lower is better, None is not at all. Letters must come in order."""
    wanted, text = query.casefold().replace(" ", ""), title.casefold()
    if not wanted:
        return 0
    at, gaps, first = -1, 0, -1
    for letter in wanted:
        found = text.find(letter, at + 1)
        if found < 0:
            return None
        # The start of a word is where a person means to be.
        word = text.find(f" {letter}", at + 1)
        if at >= 0 and found != at + 1 and word >= 0:
            found = word + 1
        if first < 0:
            first = found
        gaps += 0 if found == at + 1 else 1
        at = found
    whole = 0 if query.casefold() in text else 20
    return (whole + gaps * 4 + first) * 100 + min(len(title), 99)  # of equals, the shorter title


class _Line(QStyledItemDelegate):
    """Icon, title, and at the right the key or the kind."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        return QSize(100, px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect, widget = option.rect, option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        entry: Entry = index.data(ENTRY)
        colors = QPalette()
        quiet = colors.color(QPalette.ColorRole.PlaceholderText)
        text = quiet if entry.obstacle else colors.color(QPalette.ColorRole.Text)
        icon(entry.symbol, "quiet").paint(
            painter, rect.x() + 10, rect.y() + (rect.height() - 16) // 2, 16, 16
        )
        metrics = painter.fontMetrics()
        side = entry.obstacle or entry.key or entry.kind
        flags = Qt.AlignmentFlag.AlignVCenter
        room = rect.adjusted(36, 0, -12, 0)
        beside = max(room.width() // 2, room.width() - metrics.horizontalAdvance(entry.title) - 24)
        side = metrics.elidedText(side, Qt.TextElideMode.ElideRight, beside)
        painter.setPen(quiet)
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignRight, side)
        room.setRight(room.right() - metrics.horizontalAdvance(side) - 12)
        painter.setPen(text)
        painter.drawText(
            room, flags, metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        )


class CommandPalette(QDialog):
    """A field and a list. Typing finds, arrows move, Enter does it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle("Search commands")
        self._window = window
        self._entries = entries(window)
        frame = QFrame(self)
        frame.setObjectName("popup")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search commands, elements, steps, templates")
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(_Line(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._choose)
        self._nothing = QLabel("Nothing is called that.")
        self._nothing.setObjectName("quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setFixedHeight(px(ROW))
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        self.setFixedWidth(min(px(560), window.width() - 32))
        self._filter("")
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 96)))
        self.field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":
            # Without a compositor what should be transparent is black.
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
            self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def titles(self) -> list[str]:
        """What is listed now."""
        return [self.list.item(row).data(ENTRY).title for row in range(self.list.count())]

    def choose_first(self) -> None:
        """Does the entry in front."""
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            by = moves.get(Qt.Key(event.key()))
            if by is not None and self.list.count():
                row = self.list.currentRow() + by
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose_first()
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        ranked = [((-1, 0, False, 0), entry) for entry in edits_by_line(self._window, text)]
        for order, entry in enumerate(self._entries):
            rank = score(text, entry.title)
            if rank is not None:
                recent = _recent.index(entry.title) if entry.title in _recent else len(_recent) + 1
                ranked.append(((rank if text else 0, recent, bool(entry.obstacle), order), entry))
        ranked.sort(key=lambda pair: pair[0])
        self.list.clear()
        for _, entry in ranked[:LIMIT]:
            item = QListWidgetItem(entry.title)
            item.setData(ENTRY, entry)
            item.setToolTip(entry.obstacle)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(ranked))
        self._nothing.setVisible(not ranked)
        self.list.setFixedHeight(px(ROW) * min(max(len(ranked), 1), 10) + 4)
        self.adjustSize()

    def _choose(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(ENTRY)
        if entry.obstacle:
            self._window.say(entry.obstacle)
            return
        if entry.title in _recent:
            _recent.remove(entry.title)
        _recent.insert(0, entry.title)
        self.accept()
        entry.run()


def entries(window: "MainWindow") -> list[Entry]:
    """Everything that can be found in a window now."""
    found = [
        Entry(
            action.title,
            action.topic,
            action.icon,
            lambda action=action: window.commands.run(action.id),  # type: ignore[misc]  # mypy cannot infer a defaulted lambda
            key_text(action.keys[0]) if action.keys else "",
            action.obstacle(window),
        )
        for action in table()
        if action.id != "command-palette"
    ]
    found += [
        Entry(f"Add {offer.title}", "Element", offer.icon, lambda offer=offer: window.add(offer))  # type: ignore[misc]  # as above
        for _, section in sections()
        for offer in section
    ]
    if window.view is not None:
        found += _steps(window, outline(window.view.editor.document))
    return found + _templates(window) + _files(window)


def edits_by_line(window: "MainWindow", text: str) -> list[Entry]:
    """The edit that the text spells out, such as `connect check ship`; what is selected may be left out."""
    view, act = window.view, act_of(text)
    if view is None or act is None or not text.lstrip().partition(" ")[1]:
        return []
    document, surface, obstacle = view.editor.document, view.surface, ""
    chosen_ids = chosen.ids(surface)
    try:
        understood(document, text, chosen_ids)
    except SpokenError as error:
        obstacle = f"{error.message[:1].upper()}{error.message[1:]} {error.remedy}".rstrip()
    if surface.is_playing_mode:
        obstacle = PLAYING

    def run() -> None:
        try:
            with view.editor.edit(act.title) as draft:
                perform(draft, text, chosen_ids)
        except RuleError as error:
            window.say(str(error))

    return [Entry(text.strip(), act.title, "pencil", run, "", obstacle)]


def _steps(window: "MainWindow", row: Row) -> list[Entry]:
    found = []
    for child in row.children:
        found.append(
            Entry(
                child.name,
                f"in {row.name}",
                child.icon,
                lambda child=child: window.show_record(child.id),  # type: ignore[misc]  # as above
            )
        )
        found += _steps(window, child)
    return found


def _templates(window: "MainWindow") -> list[Entry]:
    from designer.exchange.templates import catalogue

    return [
        Entry(
            f"New: {info.name}",
            "Template",
            "layout-template",
            lambda info=info: window.dialogs.use_template(info),  # type: ignore[misc]  # as above
        )
        for info in catalogue()
    ]


def _files(window: "MainWindow") -> list[Entry]:
    return [
        Entry(
            path.name.removesuffix(".process.json"),
            "Recent file",
            "file",
            lambda path=path: window.filing.open_path(path),  # type: ignore[misc]  # as above
        )
        for path in window.recent.paths()
    ]
