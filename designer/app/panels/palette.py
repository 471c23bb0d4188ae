"""The palette: everything that can be put on the canvas, by dragging or by a click."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.app.elements import sections
from designer.app.icons import BESIDE_TEXT, icon
from designer.app.labels import ElidedToolButton
from designer.canvas.text_size import px, sized
from designer.canvas.tools.elements import Offer

COLUMNS = 2


class Tile(ElidedToolButton):
    """One element: dragged onto the canvas, or clicked to be added."""

    chosen = Signal(object)
    frame = 8

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        self.setObjectName("tile")
        self.setIcon(icon(offer.icon, "quiet"))
        self.setIconSize(BESIDE_TEXT)
        self.setText(offer.title)
        self.setToolTip(f"{offer.title}: {offer.hint}. Drag it onto the canvas, or click to add it.")
        self.setAccessibleName(f"Add {offer.title}")
        sized(self, lambda: self.setFixedHeight(px(28)))
        self.clicked.connect(lambda: self.chosen.emit(offer))
        self._pressed_at: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        start = self._pressed_at
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if (event.position().toPoint() - start).manhattanLength() < QApplication.startDragDistance():
            return
        from designer.canvas.dropping import new_element

        self._pressed_at = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(new_element(self.offer.key))
        drag.setPixmap(icon(self.offer.icon, "accent").pixmap(24, 24))
        drag.setHotSpot(QPoint(12, 12))
        drag.exec(Qt.DropAction.CopyAction)


class Palette(QWidget):
    """Tiles by section, with a search. `chosen` tells an element that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 4, 8)
        column.setSpacing(4)
        self.search = QLineEdit()
        self.search.setObjectName("filter")
        self.search.setPlaceholderText("Search elements")
        self.search.setClearButtonEnabled(True)
        sign = QAction(icon("search", "quiet"), "", self.search)
        self.search.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._take_first)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self.search)
        column.addLayout(head)
        self._page = QWidget()
        self._page.setObjectName("page")
        self._sections: list[tuple[QLabel, QWidget, list[Tile]]] = []
        self._fill()
        self._nothing = QLabel("No element is called that.")
        self._nothing.setObjectName("quiet")
        self._nothing.hide()
        column.addWidget(self._nothing)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._page)
        column.addWidget(area, 1)

    def _fill(self) -> None:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(2)
        for title, offers in sections():
            label = QLabel(title)
            label.setObjectName("section")
            label.setContentsMargins(0, 8, 0, 2)
            column.addWidget(label)
            holder = QWidget()
            grid = QGridLayout(holder)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setSpacing(4)
            tiles = [Tile(offer) for offer in offers]
            for index, tile in enumerate(tiles):
                tile.chosen.connect(self.chosen)
                grid.addWidget(tile, index // COLUMNS, index % COLUMNS)
            for index in range(COLUMNS):
                grid.setColumnStretch(index, 1)
            column.addWidget(holder)
            self._sections.append((label, holder, tiles))
        column.addStretch(1)

    def tiles(self) -> list[Tile]:
        """Those that the search leaves."""
        return [tile for _, _, tiles in self._sections for tile in tiles if not tile.isHidden()]

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for label, holder, tiles in self._sections:
            for tile in tiles:
                offer = tile.offer
                words = f"{offer.title} {offer.hint} {offer.words}".casefold()
                tile.setVisible(all(word in words for word in wanted))
            left = [tile for tile in tiles if not tile.isHidden()]
            label.setVisible(bool(left))
            holder.setVisible(bool(left))
            _regrid(holder, tiles)
        self._nothing.setVisible(not self.tiles())

    def _take_first(self) -> None:
        left = self.tiles()
        if left and self.search.text():
            self.chosen.emit(left[0].offer)
            self.search.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)


def _regrid(holder: QWidget, tiles: list[Tile]) -> None:
    grid = holder.layout()
    if isinstance(grid, QGridLayout):
        shown = [tile for tile in tiles if not tile.isHidden()]
        for tile in tiles:
            grid.removeWidget(tile)
        for index, tile in enumerate(shown):
            grid.addWidget(tile, index // COLUMNS, index % COLUMNS)
