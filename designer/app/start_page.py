"""The start page: begin from a template or from nothing, or go on where you were."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.app.icons import BESIDE_TEXT, icon
from designer.app.labels import Lines
from designer.canvas.text_size import px, sized
from designer.drawing.theme import Theme

if TYPE_CHECKING:
    from designer.exchange.templates import TemplateInfo

CARD = QSize(344, 240)
PREVIEW = 144
GAP = 16
WIDTH = 1152


class Preview(QWidget):
    """A small picture of a document, painted once and kept; `outgrown` asks to be painted again."""

    outgrown = Signal()

    def __init__(self, path: Path, theme: Theme) -> None:
        super().__init__()
        self._path = path
        self._theme = theme
        self._pixmap: QPixmap | None = None
        self.setFixedHeight(PREVIEW)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def is_ready(self) -> bool:
        """Whether the picture was made."""
        return self._pixmap is not None

    def make(self) -> None:
        """Draws the document; a file that cannot be read leaves the preview empty."""
        from designer.app.thumbnails import thumbnail

        self._pixmap = thumbnail(
            self._path, self._theme, QSize(self.width(), PREVIEW), self.devicePixelRatioF()
        )
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._pixmap = None
        self.outgrown.emit()

    def set_theme(self, theme: Theme) -> None:
        """Draws it anew in other colours, when it is next asked to."""
        self._theme = theme
        self._pixmap = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(0, 0, self.width(), self.height() + 8), 7, 7)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(self._theme.ground))
        if self._pixmap is not None:
            painter.drawPixmap(0, 0, self._pixmap)


class Card(QFrame):
    """A template to begin from. Clicked or Enter: `chosen`."""

    chosen = Signal()

    def __init__(self, title: str, text: str, pill: str, preview: QWidget) -> None:
        super().__init__()
        self.setObjectName("card")
        sized(self, lambda: self.setFixedHeight(PREVIEW + px(CARD.height() - PREVIEW)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"New from template: {title}")
        self.setToolTip(text)
        self.title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        column.addWidget(preview)
        words = QVBoxLayout()
        words.setContentsMargins(12, 8, 12, 0)
        words.setSpacing(2)
        head = QHBoxLayout()
        name = QLabel(title)
        name.setObjectName("dock-title")
        head.addWidget(name, 1)
        if pill:
            mark = QLabel(pill)
            mark.setObjectName("pill")
            head.addWidget(mark)
        words.addLayout(head)
        words.addWidget(Lines(text, 3))
        words.addStretch(1)
        column.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True)
class Ways:
    """What the start page can do; each is the window's."""

    new: Callable[[], object]
    open: Callable[[], object]
    from_template: Callable[["TemplateInfo"], object]
    open_path: Callable[[Path], object]


class StartPage(QScrollArea):
    """Templates as cards with pictures, recent files, and the two plain ways to begin."""

    def __init__(self, theme: Theme, ways: Ways, recent: Callable[[], list[Path]]) -> None:
        super().__init__()
        self.setObjectName("start")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._theme = theme
        self._ways = ways
        self._recent = recent
        self._previews: list[Preview] = []
        self._cards: list[Card] = []
        self._columns = 0
        self._grid = QGridLayout()
        self._recent_list = QVBoxLayout()
        self._fill()
        self._painting = QTimer(self)
        self._painting.setInterval(0)
        self._painting.timeout.connect(self._make_next)
        sized(self, self._arrange)

    def _fill(self) -> None:
        page = QWidget()
        page.setObjectName("start")
        outer = QHBoxLayout(page)
        outer.setContentsMargins(32, 32, 32, 32)
        outer.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(WIDTH)
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
        column.addLayout(self._head())
        column.addSpacing(12)
        self._recent_title = _section("Recent")
        column.addWidget(self._recent_title)
        self._recent_list.setSpacing(0)
        column.addLayout(self._recent_list)
        column.addSpacing(8)
        column.addWidget(_section("Begin from a template"))
        self._grid.setSpacing(GAP)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(page)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        heading = QLabel("Process Designer")
        heading.setObjectName("heading")
        words.addWidget(heading)
        about = QLabel("Draw how work flows, run it, and see where time and money go.")
        about.setObjectName("quiet")
        words.addWidget(about)
        row.addLayout(words, 1)
        opener = QPushButton("Open…")
        opener.setIcon(icon("folder-open"))
        opener.setIconSize(BESIDE_TEXT)
        opener.clicked.connect(lambda: self._ways.open())
        row.addWidget(opener, alignment=Qt.AlignmentFlag.AlignVCenter)
        blank = QPushButton("New blank")
        blank.setObjectName("primary")
        blank.setIcon(icon("plus", "on-accent"))
        blank.setIconSize(BESIDE_TEXT)
        blank.clicked.connect(lambda: self._ways.new())
        row.addWidget(blank, alignment=Qt.AlignmentFlag.AlignVCenter)
        return row

    def refresh(self) -> None:
        """Reads the catalogue and the recent files anew."""
        self._refresh_recent()
        self._refresh_cards()

    def _refresh_recent(self) -> None:
        _clear(self._recent_list)
        paths = self._recent()[:6]
        self._recent_title.setVisible(bool(paths))
        for path in paths:
            name = path.name.removesuffix(".json").removesuffix(".process")
            button = QPushButton()
            button.setObjectName("row")
            button.setIcon(icon("file", "quiet"))
            button.setIconSize(BESIDE_TEXT)
            button.setText(f"{name}    {_short(path.parent)}")
            button.setToolTip(str(path))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, path=path: self._ways.open_path(path))
            self._recent_list.addWidget(button)

    def _refresh_cards(self) -> None:
        from designer.app.shelf import shelf

        _clear(self._grid)
        self._previews, self._cards = [], []
        for info in shelf():
            preview = Preview(info.path, self._theme)
            card = Card(info.name, info.shows, "" if info.builtin else "Yours", preview)
            card.chosen.connect(lambda info=info: self._ways.from_template(info))
            preview.outgrown.connect(self._painting.start)
            self._previews.append(preview)
            self._cards.append(card)
        self._columns = 0
        self._arrange()
        if self.isVisible():
            self._painting.start()

    @property
    def cards(self) -> list[Card]:
        """The templates shown."""
        return list(self._cards)

    def set_theme(self, theme: Theme) -> None:
        """Draws all previews in other colours."""
        self._theme = theme
        for preview in self._previews:
            preview.set_theme(theme)
        self._painting.start()

    def make_previews(self) -> None:
        """Draws all previews at once, not one for each turn of the event loop."""
        for preview in self._previews:
            preview.make()

    def _make_next(self) -> None:
        waiting = next((preview for preview in self._previews if not preview.is_ready), None)
        if waiting is None or not self.isVisible():
            self._painting.stop()
        else:
            waiting.make()

    def _arrange(self) -> None:
        room = min(self.viewport().width() - 64, WIDTH)
        columns = max(1, (room + GAP) // (px(CARD.width()) + GAP))
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
        for index in range(columns + 2):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)

    def resizeEvent(self, event: object) -> None:  # noqa: D102
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event
        self._arrange()

    def showEvent(self, event: object) -> None:  # noqa: D102
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's event
        if self._cards:
            self._refresh_recent()
            self._painting.start()
        else:
            # The window is shown first and filled right after: it appears at once.
            QTimer.singleShot(0, self, self.refresh)


def _section(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("section")
    return label


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _short(folder: Path) -> str:
    try:
        return f"~/{folder.relative_to(Path.home())}"
    except ValueError:
        return str(folder)
