"""The small widgets that float on the canvas: where one is, how near, what just happened, how to begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.canvas.icons import themed_icon
from designer.canvas.text_size import lettered, px, sized
from designer.canvas.tools.stage import Notice
from designer.drawing.theme import Theme
from designer.layout.scene import Path

GAP = 12
NOTICE_MILLISECONDS = 5000


def _plate(theme: Theme, name: str) -> str:
    return (
        f"#{name} {{ background: {theme.surface}; border: 1px solid {theme.border}; border-radius: 8px; }}"
        f"#{name} QLabel {{ color: {theme.text}; border: none; background: transparent; }}"
        f"#{name} QToolButton {{ color: {theme.text}; border: none; background: transparent;"
        " border-radius: 6px; padding: 4px 6px; }"
        f"#{name} QToolButton:hover {{ background: {theme.hover}; }}"
        f"#{name} QToolButton:pressed {{ background: {theme.accent_soft}; color: {theme.accent}; }}"
        f"#{name} QToolButton:focus {{ border: 1px solid {theme.accent}; }}"
        f"#{name} QToolButton::menu-indicator {{ image: none; width: 0; }}"
    )


class Plate(QFrame):
    """A floating strip of controls."""

    def __init__(self, parent: QWidget, name: str, label: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(4, 4, 4, 4)
        self.row.setSpacing(2)

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of a theme."""
        self.setStyleSheet(_plate(theme, self.objectName()))

    def button(self, text: str, tip: str) -> QToolButton:
        """A flat button at the end of the strip."""
        made = QToolButton(self)
        made.setText(text)
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        lettered(made, 12)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys belong to the canvas, which has commands for all
        self.row.addWidget(made)
        made.show()
        return made


class ZoomControl(Plate):
    """Out, how near, in, all."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "zoom-control", "Zoom")
        self._out = self.button("", "Zoom out")
        self._level = self.button("100 %", "Show at 100 %")
        self._in = self.button("", "Zoom in")
        self._fit = self.button("", "Fit everything into the view")
        sized(self._level, lambda: self._level.setFixedWidth(px(60)))  # the plate is as wide at every zoom
        for button, name in (
            (self._out, "out"),
            (self._level, "whole"),
            (self._in, "in"),
            (self._fit, "fit"),
        ):
            button.clicked.connect(partial(self.asked.emit, name))

    def set_zoom(self, zoom: float) -> None:
        """Tells how near one is."""
        self._level.setText(f"{zoom * 100:.0f} %")

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of a theme."""
        super().set_theme(theme)
        for button, name in ((self._out, "minus"), (self._in, "plus"), (self._fit, "maximize")):
            button.setIcon(themed_icon(name, theme))
            button.setIconSize(QSize(16, 16))


@dataclass(frozen=True)
class Crumb:
    """One part of the way to the level: what leads there, and the boxes beside it with itself among them."""

    name: str
    way: Path
    siblings: Sequence[tuple[str, Path]] = ()


class Breadcrumb(Plate):
    """The way from the process to the level; each part leads there, and to the boxes beside it."""

    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "breadcrumb", "Where you are")
        self._theme: Theme | None = None
        self._crumbs: dict[Path, QToolButton] = {}
        self._lit: Path | None = None

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of a theme."""
        super().set_theme(theme)
        self._theme = theme

    def way_at(self, at: QPoint) -> Path | None:
        """The level that the part under a point of the canvas leads to; not the one on show."""
        here = self.mapFromParent(at)
        if not self.isVisible():
            return None
        above = list(self._crumbs.items())[:-1]
        return next((way for way, crumb in above if crumb.geometry().contains(here)), None)

    def light(self, way: Path | None) -> None:
        """Shows the part on which something would be dropped."""
        if way != self._lit:
            self._lit = way
            for own, crumb in self._crumbs.items():
                crumb.setDown(own == way)

    def show_way(self, crumbs: Sequence[Crumb]) -> None:
        """Shows the way to the level."""
        self._crumbs = {}
        while self.row.count():
            item = self.row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, shown in enumerate(crumbs):
            if place:
                between = QLabel("\u203a", self)
                lettered(between, 12)
                self.row.addWidget(between)
                between.show()
            crumb = self.button(shown.name, f"Go to {shown.name}")
            crumb.setCursor(Qt.CursorShape.PointingHandCursor)
            self._crumbs[shown.way] = crumb
            if place == len(crumbs) - 1:
                lettered(crumb, 12, 600)
            crumb.clicked.connect(partial(self.asked.emit, shown.way))
            if len(shown.siblings) > 1:
                self._add_siblings(shown)
        self.setVisible(len(crumbs) > 1)
        self.adjustSize()

    def _add_siblings(self, crumb: Crumb) -> None:
        more = self.button("", f"Boxes beside {crumb.name}")
        more.setCursor(Qt.CursorShape.PointingHandCursor)
        more.setObjectName("siblings")
        more.setIconSize(QSize(12, 12))
        more.setFixedWidth(24)
        if self._theme is not None:
            more.setIcon(themed_icon("chevron-down", self._theme))
        menu = QMenu(more)
        for name, way in crumb.siblings:
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(way == crumb.way)
            action.triggered.connect(partial(self._ask, way))
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _ask(self, way: Path, *_: object) -> None:
        self.asked.emit(way)


class NoticeBar(QFrame):
    """One line at the foot of the canvas that goes away by itself, with what can be done about it."""

    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice-bar")
        self.setAccessibleName("Notice")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 6, 8, 6)
        self._row.setSpacing(4)
        self._text = QLabel(self)
        lettered(self._text, 13)
        self._row.addWidget(self._text)
        self._buttons: list[QPushButton] = []
        self._lasts = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def goes_after(self) -> int | None:
        """After how many milliseconds it goes by itself; None while it stays."""
        return self._timer.interval() if self._timer.isActive() else None

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of a theme, turned round so that it stands out."""
        self.setStyleSheet(
            f"#notice-bar {{ background: {theme.text}; border-radius: 8px; }}"
            f"#notice-bar QLabel {{ color: {theme.surface}; }}"
            f"#notice-bar QPushButton {{ color: {theme.surface}; background: transparent; border: none;"
            " border-radius: 6px; padding: 4px 10px; font-weight: 600; text-decoration: underline; }"
            f"#notice-bar QPushButton:hover {{ background: {theme.quiet}; }}"
        )

    def tell(self, notice: Notice) -> None:
        """Shows a notice instead of the last."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        self._text.setText(notice.text)
        for label, act in notice.actions:
            button = QPushButton(label, self)
            lettered(button, 13, 600)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard with the canvas
            button.clicked.connect(lambda _checked=False, act=act: self._act(act))
            self._row.addWidget(button)
            button.show()
            self._buttons.append(button)
        self._lasts = notice.lasts
        self._timer.stop()
        self.setAccessibleDescription("\n".join(filter(None, (notice.text, notice.detail))))
        self.setToolTip(notice.detail)
        self.adjustSize()
        self.setVisible(bool(notice.text))
        self.raise_()
        if not notice.lasts:
            self._timer.start(NOTICE_MILLISECONDS)

    def outdate(self) -> None:
        """Takes a notice away that offers something to do about a document that has changed since."""
        if self._buttons and not self._lasts:
            self._dismiss()

    def _dismiss(self) -> None:
        self.hide()
        self.gone.emit()

    def _act(self, act: object) -> None:
        self._dismiss()
        if callable(act):
            act()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stays as long as the pointer rests on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Goes a little after the pointer went."""
        if not self._lasts:
            self._timer.start(NOTICE_MILLISECONDS // 2)
        super().leaveEvent(event)


class EmptyState(QWidget):
    """What an empty level offers (C23)."""

    asked = Signal(str)
    OFFERS = (
        ("trigger", "zap", "Start with a trigger"),
        ("paste", "clipboard-list", "Paste a list of steps"),
        ("template", "layout-template", "From template"),
    )

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("empty-state")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        self._title = QLabel("How does the work begin?", self)
        lettered(self._title, 20, 600)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = QLabel(
            "Drag steps from the palette, press A to add the next one, or Ctrl+→ to grow a chain.", self
        )
        lettered(self._hint, 13)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for name, _icon, text in self.OFFERS:
            button = QPushButton(f" {text}", self)  # the space keeps the icon off the words
            button.setAccessibleName(text)
            lettered(button, 13, 600 if name == "trigger" else 400)
            button.setObjectName(f"empty-{name}")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(partial(self.asked.emit, name))
            self._row.addWidget(button)
            self.buttons[name] = button
        column.addWidget(self._title)
        column.addLayout(self._row)
        column.addWidget(self._hint)

    def fit(self, room: int) -> None:
        """Finds its size in a canvas so many pixels wide: one button below the other where it is narrow."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for words in (self._title, self._hint):
            words.setWordWrap(False)
        self._row.setDirection(beside)
        self.setMaximumWidth(room)
        if self.sizeHint().width() > room:
            for words in (self._title, self._hint):
                words.setWordWrap(True)
            self._row.setDirection(beside if self.minimumSizeHint().width() <= room else below)
        self.adjustSize()

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of a theme."""
        self._title.setStyleSheet(f"color: {theme.text};")
        self._hint.setStyleSheet(f"color: {theme.quiet};")
        for name, icon_name, _text in self.OFFERS:
            first = name == "trigger"
            fill, ink = (theme.accent, theme.accent_text) if first else (theme.surface, theme.text)
            edge = theme.accent if first else theme.border
            self.buttons[name].setIcon(themed_icon(icon_name, theme, ink))
            self.buttons[name].setStyleSheet(
                f"QPushButton {{ background: {fill}; color: {ink}; border: 1px solid {edge};"
                " border-radius: 8px; padding: 9px 14px; }"
                f"QPushButton:hover {{ border-color: {theme.accent}; }}"
                f"QPushButton:focus {{ border: 2px solid {theme.text}; padding: 8px 13px; }}"
            )
