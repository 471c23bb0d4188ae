"""Chooses a template with a picture of it, and sets what may be chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from designer.app.dialogs.frame import Frame
from designer.app.shelf import shelf
from designer.app.thumbnails import thumbnail
from designer.canvas.text_size import px
from designer.drawing.theme import Theme
from designer.exchange.templates import TemplateError, TemplateInfo

Use = Callable[[TemplateInfo, dict[str, str]], object]


class _Picture(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.path: Path | None = None
        self.setMinimumSize(420, 180)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self.path is not None:
            made = thumbnail(self.path, self._theme, self.size(), self.devicePixelRatioF())
            QPainter(self).drawPixmap(0, 0, made)


class ChooseTemplate(Frame):
    """A list at the left; picture, words and settings at the right."""

    def __init__(self, parent: QWidget, theme: Theme, use: Use) -> None:
        super().__init__(parent, "New from template", width=760)
        self.resize(800, 600)
        self._use = use
        self._fields: dict[str, tuple[QLineEdit, str]] = {}
        self.list = QListWidget()
        self.list.setFixedWidth(px(232))
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.list.itemActivated.connect(lambda _: self.try_accept())
        self._picture = _Picture(theme)
        self._shows = QLabel()
        self._shows.setObjectName("quiet")
        self._shows.setWordWrap(True)
        self._settings = QWidget()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        right = self._right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._picture, 1)
        right.addWidget(self._shows)
        right.addWidget(self._settings)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)
        self.foot("Create")
        self._known = shelf()
        self.list.addItems([info.name for info in self._known])
        self.list.setCurrentRow(0)

    @property
    def info(self) -> TemplateInfo | None:
        """The template chosen."""
        row = self.list.currentRow()
        return self._known[row] if row >= 0 else None

    def _show(self) -> None:
        info = self.info
        if info is None:
            return
        self._shows.setText(info.shows)
        self._picture.path = info.path
        self._picture.update()
        self._fields = {}
        fresh = QWidget()
        form = QFormLayout(fresh)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        for parameter in info.parameters:
            text = str(parameter.default)
            field = QLineEdit(text)
            field.setToolTip(parameter.description)
            form.addRow(parameter.name or parameter.key, field)
            self._fields[parameter.key] = (field, text)
        self._right.replaceWidget(self._settings, fresh)
        self._settings.hide()
        self._settings.deleteLater()
        self._settings = fresh

    def set(self, key: str, value: str) -> None:
        """Sets one of the template's choices."""
        self._fields[key][0].setText(value)

    def act(self) -> str:
        """Makes the document; gives what is wrong with the settings, or nothing."""
        info = self.info
        if info is None:
            return "Choose a template."
        changed = {
            key: field.text() for key, (field, default) in self._fields.items() if field.text() != default
        }
        try:
            self._use(info, changed)
        except TemplateError as error:
            return " ".join(filter(None, (f"{p.message} {p.fix or ''}" for p in error.problems)))
        return ""
