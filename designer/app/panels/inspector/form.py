"""A form: labelled entries, one column, each for one key of a record or of a part of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from designer.app.icons import icon
from designer.app.labels import ElidedToolButton
from designer.app.panels.inspector.entry import Entry, labelled
from designer.model.document import Document
from designer.model.records import Value


def _always(value: Any, document: Document) -> bool:  # noqa: ARG001
    return True


@dataclass(frozen=True)
class Item:
    """A key with its label, the entry that shows it, what it means, and when it matters.

    One that stands `beside` shares a line with the item before it.
    """

    key: str
    label: str
    make: Callable[[], Entry]
    hint: str = ""
    shown: Callable[[Any, Document], bool] = _always
    beside: bool = False


@dataclass(frozen=True)
class Section:
    """Items under a heading; a folded one opens by a click, or by itself when something stands in it."""

    title: str
    items: tuple[Item, ...]
    folded: bool = False


class Fields(QWidget):
    """Entries for some keys of one value. `edited` carries the key and its new value.

    `made` asks for a new record that an entry is to name: key, table, name, and the value for its id.
    """

    edited = Signal(str, object)
    made = Signal(str, str, str, object)

    def __init__(self, items: Sequence[Item], spacing: int = 12) -> None:
        super().__init__()
        self._items = items
        self.entries: dict[str, Entry] = {}
        self._rows: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        line = QHBoxLayout()
        for item in items:
            entry = item.make()
            entry.edited.connect(lambda value, key=item.key: self.edited.emit(key, value))
            if hasattr(entry, "made"):
                entry.made.connect(
                    lambda table, name, value, key=item.key: self.made.emit(key, table, name, value)
                )
            row = labelled(item.label, entry, item.hint) if item.label else entry
            if item.beside:
                line.addWidget(row, 1)
            else:
                line = QHBoxLayout()
                line.setSpacing(8)
                line.addWidget(row, 1)
                column.addLayout(line)
            self.entries[item.key] = entry
            self._rows[item.key] = row

    def show_value(self, value: Any, document: Document) -> None:
        """Shows the keys of a value, those that matter."""
        for item in self._items:
            matters = item.shown(value, document)
            self._rows[item.key].setVisible(matters)
            if matters:
                self.entries[item.key].show_value(getattr(value, item.key), document)

    def is_default(self, value: Any) -> bool:
        """Whether nothing but defaults stands in these entries."""
        defaults = {key: field.default for key, field in type(value).model_fields.items()}
        return all(getattr(value, item.key) == defaults.get(item.key) for item in self._items)


class PartEntry(Entry):
    """A part of a record with keys of its own; a tick says whether it is there when it may be missing."""

    made = Signal(str, str, object)

    def __init__(
        self, items: Sequence[Item], fresh: Callable[[], Value], words: str = "", spacing: int = 8
    ) -> None:
        super().__init__()
        self._fresh = fresh
        self._value: Value | None = None
        self._tick = QCheckBox(words)
        self._tick.clicked.connect(self._toggle)
        self._fields = Fields(items, spacing)
        self._fields.edited.connect(self._set)
        self._fields.made.connect(self._make)
        if words:
            self.add(self._tick)
        self.add(self._fields)
        self.setFocusProxy(self._tick if words else next(iter(self._fields.entries.values())))

    def show_value(self, value: Any, document: Document) -> None:
        """Shows the part, or that it is not there."""
        self._value = value
        self._tick.setChecked(value is not None)
        self._fields.setVisible(value is not None)
        if value is not None:
            self._fields.show_value(value, document)

    def _toggle(self, on: bool) -> None:
        self.edited.emit(self._fresh() if on else None)

    def _set(self, key: str, value: Any) -> None:
        if self._value is None:
            return
        try:
            self.edited.emit(_with(self._value, key, value))
        except ValidationError as wrong:
            self._fields.entries[key].show_error(words_of(wrong))

    def _make(self, key: str, table: str, name: str, value: Callable[[str], Any]) -> None:
        part = self._value
        if part is not None:
            self.made.emit(table, name, lambda record: _with(part, key, value(record)))


def _with(part: Value, key: str, value: Any) -> Value:
    keys = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part)(**{**keys, key: value})


class Folding(QWidget):
    """A heading that opens and closes what is under it. `turned` tells whether it is open now."""

    turned = Signal(bool)

    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._touched = False
        self._head = ElidedToolButton()
        self._head.setObjectName("fold")
        self._head.setText(title)
        self._head.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(content)
        self.set_open(False)

    def set_title(self, title: str) -> None:
        """Changes the heading."""
        self._head.setText(title.replace("&", "&&"))
        self._head.setToolTip(title)

    def _toggle(self) -> None:
        self._touched = True
        self.set_open(not self.is_open)

    @property
    def is_open(self) -> bool:
        """Whether what is under the heading shows."""
        return not self._content.isHidden()

    def set_open(self, on: bool) -> None:
        """Shows or hides what is under the heading."""
        self._content.setVisible(on)
        self._head.setIcon(icon("chevron-down" if on else "chevron-right", "quiet"))
        self.turned.emit(on)

    def suggest(self, on: bool) -> None:
        """Opens or closes unless a person has done so."""
        if not self._touched:
            self.set_open(on)


def words_of(wrong: ValidationError) -> str:
    """What a validation error says, for people."""
    message = str(wrong.errors()[0]["msg"]).removeprefix("Value error, ")
    return message[:1].upper() + message[1:] + "."
