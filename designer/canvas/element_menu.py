"""The menu of elements: what may come next, what may be created, what a step may be replaced by (C8, C9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from designer.canvas.icons import draw_icon
from designer.canvas.paint import color
from designer.canvas.text_size import lettered, px, words
from designer.canvas.tools.elements import Offer
from designer.drawing.theme import Theme
from designer.editing.rules import Verdict

WIDTH = 264
_APART = 12
ROW = 30
ROWS = 9
FEWEST = 3
FOOT = 32  # two small lines: what it is for, or why it may not be


@dataclass(frozen=True)
class Entry:
    """One line of the menu; one that is not allowed stays in its place, dimmed, with its reason."""

    offer: Offer
    verdict: Verdict
    warning: str = ""  # what it costs; such an entry is chosen by asking twice
    digit: str = ""
    detail: str = ""  # all of what it costs, one a line

    @property
    def told(self) -> str:
        """What is said of it in the foot: why not, what it costs, or what it is for."""
        return self.verdict.reason or self.warning or self.offer.hint

    def matches(self, words: str) -> bool:
        """Whether every word typed is found in its title, hint or further words."""
        text = f"{self.offer.title} {self.offer.hint} {self.offer.words} {self.offer.key}".lower()
        return all(word in text for word in words.lower().split())


def numbered(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with the digits 1 to 9 that choose the first of them."""
    digits = [*"123456789", *([""] * max(0, len(entries) - 9))]
    return [replace(entry, digit=digit) for entry, digit in zip(entries, digits, strict=False)]


class ElementMenu(QFrame):
    """A floating list with a search field. Typing filters, digits and Enter choose, Esc closes."""

    chosen = Signal(object)
    hovered = Signal(object)
    dragged = Signal(object, QPoint)
    closed = Signal()

    def __init__(self, parent: QWidget, title: str, entries: Sequence[Entry], theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("element-menu")
        self.setAccessibleName(title)
        self._entries = tuple(entries)
        # What the signals lead to lives as long as the menu: Qt does not keep it.
        self.owner: object | None = None
        self._ground = parent
        self._over = False
        self._asked: Entry | None = None
        self._rows = ROWS
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(title)
        self.search.setAccessibleName(title)
        lettered(self.search, 13)
        self.search.setClearButtonEnabled(False)
        self.list = QListWidget(self)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Row(theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._presses = _Presses(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.foot = QLabel(self)
        self.foot.setObjectName("element-menu-foot")
        lettered(self.foot, 11)
        self.foot.setWordWrap(True)
        self.foot.setContentsMargins(6, 0, 6, 0)
        self.foot.setFixedHeight(px(FOOT))
        layout.addWidget(self.foot)
        self.setStyleSheet(_style(theme))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 6)
        shadow.setColor(color(theme.shadow))
        self.setGraphicsEffect(shadow)
        self.search.installEventFilter(self)
        self.list.viewport().installEventFilter(self._presses)
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._hover)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self._filter("")

    def open_at(self, at: QPoint, beside: QRect | None = None) -> None:
        """Shows itself at a point of its parent, inside of it; below or above `beside`, never over it."""
        room = self._ground.rect().adjusted(8, 8, -8, -8)
        self._rows = self._rows_in(room.height())
        self.resize(px(WIDTH), self.sizeHint().height())
        placed = _within(QRect(at, self.size()), room)
        if beside is not None and placed.intersects(beside):
            below, above = room.bottom() - beside.bottom() - _APART, beside.top() - room.top() - _APART
            self._rows = self._rows_in(max(below, above))
            self.resize(px(WIDTH), self.sizeHint().height())
            fits_below = below >= self.height() or below >= above
            top = beside.bottom() + _APART if fits_below else beside.top() - _APART - self.height()
            placed = _within(QRect(QPoint(beside.left(), top), self.size()), room)
        self.move(placed.topLeft())
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _rows_in(self, height: int) -> int:
        """How many lines there are room for in a height, or the fewest that are of any use."""
        return max(FEWEST, min(ROWS, (height - self._frame_height()) // px(ROW)))

    def _frame_height(self) -> int:
        return 8 + self.search.sizeHint().height() + 6 + 4 + 6 + px(FOOT) + 8

    def entries(self) -> tuple[Entry, ...]:
        """What is shown now, from top to bottom."""
        return tuple(self._entry(self.list.item(row)) for row in range(self.list.count()))

    def tell(self) -> None:
        """Says what is pointed at now: those who listen came after the first line was."""
        self._hover(self.list.currentItem())

    def choose(self, entry: Entry) -> None:
        """Takes an entry; one that is not allowed says why instead."""
        if not entry.verdict.ok:
            self._say(entry.verdict.reason)
            return
        if entry.warning and self._asked is not entry:
            self._asked = entry
            self._say(f"{entry.warning} Enter again does it.")
            return
        self._close()
        self.chosen.emit(entry)

    def _say(self, words: str) -> None:
        """Says in the foot why something is not done, or not yet."""
        self.foot.setText(words)
        self.foot.setProperty("refused", True)
        self.foot.style().polish(self.foot)

    def drag(self, entry: Entry, at: QPoint) -> None:
        """Gives an entry out of the menu at a point of the screen, to be placed by hand."""
        if entry.verdict.ok:
            self._close()
            self.dragged.emit(entry, at)

    def cancel(self) -> None:
        """Closes; nothing is chosen."""
        self._close()

    def sizeHint(self) -> QSize:
        """High enough for what there is, as far as there is room."""
        rows = min(max(self.list.count(), 1), self._rows)
        return QSize(px(WIDTH), rows * px(ROW) + self._frame_height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys go to the search field, and steer the list from there."""
        if watched is not self.search:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._lost_focus()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.cancel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._choose_current()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not self.search.text():
            self._choose_digit(chr(key))
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + by) % count)

    def _choose_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.choose(self._entry(item))

    def _choose_digit(self, digit: str) -> None:
        for row, entry in enumerate(self.entries()):
            if entry.digit == digit:
                self.list.setCurrentRow(row)
                self._choose_current()
                return

    def _filter(self, words: str) -> None:
        self.list.clear()
        for entry in self._entries:
            if entry.matches(words):
                item = QListWidgetItem(entry.offer.title, self.list)
                item.setData(Qt.ItemDataRole.UserRole, entry)
                item.setToolTip(entry.verdict.reason or entry.detail or entry.offer.hint)
        self.resize(px(WIDTH), self.sizeHint().height())
        allowed = [row for row, entry in enumerate(self.entries()) if entry.verdict.ok]
        self.list.setCurrentRow(allowed[0] if allowed else 0)

    def _hover(self, item: QListWidgetItem | None) -> None:
        entry = self._entry(item) if item is not None else None
        if entry is not self._asked:
            self._asked = None
        words = "Nothing is called that" if entry is None else entry.told
        self.foot.setText(words)
        self.foot.setProperty("refused", entry is not None and not entry.verdict.ok)
        self.foot.style().polish(self.foot)
        self.hovered.emit(self._entry(item) if item is not None else None)

    def _entry(self, item: QListWidgetItem) -> Entry:
        entry = item.data(Qt.ItemDataRole.UserRole)
        assert isinstance(entry, Entry)
        return entry

    def _lost_focus(self) -> None:
        inside = QApplication.focusWidget()
        if inside is None or not self.isAncestorOf(inside):
            self.cancel()

    def _close(self) -> None:
        if self._over:
            return
        self._over = True
        self.hide()
        self.closed.emit()
        self.deleteLater()


class _Presses(QObject):
    """Tells a click on a line of the menu from a drag out of it."""

    def __init__(self, menu: ElementMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        self._pressed: QPoint | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Follows the left button over the list."""
        if not isinstance(event, QMouseEvent):
            return False
        here = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = here
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            return self._drag(here)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            pressed, self._pressed = self._pressed, None
            item = self._menu.list.itemAt(pressed)
            if item is not None and item is self._menu.list.itemAt(here):
                self._menu.choose(item.data(Qt.ItemDataRole.UserRole))
                return True
        return False

    def _drag(self, here: QPoint) -> bool:
        assert self._pressed is not None
        if (here - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return True
        item = self._menu.list.itemAt(self._pressed)
        self._pressed = None
        if item is not None:
            at = self._menu.list.viewport().mapToGlobal(here)
            self._menu.drag(item.data(Qt.ItemDataRole.UserRole), at)
        return True


class _Row(QStyledItemDelegate):
    """Paints a line: icon, title, hint or reason, digit."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(px(WIDTH) - 24, px(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draws the line in the theme's colours."""
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        theme, rect = self._theme, QRect(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if entry.verdict.ok else theme.hover))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        painter.setOpacity(1.0 if entry.verdict.ok else 0.45)
        draw_icon(
            painter, entry.offer.icon, rect.x() + 8, rect.y() + (px(ROW) - 16) / 2, 16, QColor(theme.text)
        )
        painter.setPen(QColor(theme.text))
        painter.setFont(words(13))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect.adjusted(34, 0, -28, 0), left, entry.offer.title)
        if entry.digit:
            painter.setPen(QColor(theme.quiet))
            painter.setFont(words(11))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(rect.adjusted(0, 0, -10, 0), right, entry.digit)
        painter.restore()


def _within(rect: QRect, room: QRect) -> QRect:
    """A rectangle moved into another; its upper left corner counts if it is too large."""
    left = max(min(rect.left(), room.right() - rect.width()), room.left())
    top = max(min(rect.top(), room.bottom() - rect.height()), room.top())
    return QRect(QPoint(left, top), rect.size())


def _style(theme: Theme) -> str:
    return (
        f"#element-menu {{ background: {theme.surface}; border: 1px solid {theme.border};"
        " border-radius: 10px; }"
        f" QLineEdit {{ background: {theme.sunken}; color: {theme.text}; border: 1px solid {theme.border};"
        " border-radius: 6px; padding: 5px 8px; }"
        f" QLineEdit:focus {{ border: 1px solid {theme.accent}; }}"
        f" #element-menu-foot {{ color: {theme.quiet}; }}"
        f' #element-menu-foot[refused="true"] {{ color: {theme.refused}; }}'
        " QListWidget { background: transparent; outline: none; }"
        " QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }"
        f" QScrollBar::handle:vertical {{ background: {theme.border}; border-radius: 4px; }}"
        f" QScrollBar::handle:vertical:hover {{ background: {theme.border_strong}; }}"
        " QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
        " QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )


def open_menu(
    parent: QWidget,
    title: str,
    entries: Sequence[Entry],
    theme: Theme,
    at: QPoint,
    chosen: Callable[[Entry], None],
    beside: QRect | None = None,
) -> ElementMenu:
    """Opens a menu at a point of its parent, not over `beside`."""
    menu = ElementMenu(parent, title, entries, theme)
    menu.chosen.connect(chosen)
    menu.open_at(at, beside)
    return menu
