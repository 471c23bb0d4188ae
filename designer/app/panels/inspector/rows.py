"""Entries for lists: one row for each item, a cross to take it away, a button to add one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from designer.app.icons import icon
from designer.app.panels.inspector.entry import Entry
from designer.model.document import Document


class RowsEntry(Entry):
    """A tuple of values, each in an entry of its own. `fresh` makes what the button adds."""

    def __init__(self, make: Callable[[], Entry], fresh: Callable[[Document], Any], add: str) -> None:
        super().__init__()
        self._make = make
        self._fresh = fresh
        self._document: Document | None = None
        self._value: list[Any] = []
        self._entries: list[Entry] = []
        self._rows: list[QWidget] = []
        self._home = QWidget()
        self._list = QVBoxLayout(self._home)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        self.add(self._home)
        button = QPushButton(add)
        button.setObjectName("link")
        button.setProperty("flush", True)
        button.setIcon(icon("plus", "accent"))
        button.clicked.connect(self._append)
        self.add_row(button).layout().addStretch(1)  # type: ignore[union-attr]  # a row has a box layout
        self.setFocusProxy(button)

    def show_value(self, value: Any, document: Document) -> None:
        """Shows every item; rows are kept where they can be, so that the cursor stays."""
        self._document, self._value = document, list(value)
        while len(self._entries) > len(self._value):
            self._entries.pop()
            self._rows.pop().deleteLater()
        while len(self._entries) < len(self._value):
            self._add_row()
        for entry, item in zip(self._entries, self._value, strict=True):
            entry.show_value(item, document)
        self._home.setVisible(bool(self._entries))

    def _add_row(self) -> None:
        place = len(self._entries)
        entry = self._make()
        entry.edited.connect(lambda item, place=place: self._replace(place, item))
        cross = QToolButton()
        cross.setIcon(icon("x", "quiet"))
        cross.setToolTip("Take this away")
        cross.clicked.connect(lambda _=False, place=place: self._drop(place))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(entry, 1)
        line.addWidget(cross, alignment=Qt.AlignmentFlag.AlignTop)
        self._list.addWidget(row)
        self._entries.append(entry)
        self._rows.append(row)

    def _replace(self, place: int, item: Any) -> None:
        self._give([*self._value[:place], item, *self._value[place + 1 :]])

    def _drop(self, place: int) -> None:
        self._give([*self._value[:place], *self._value[place + 1 :]])

    def _append(self) -> None:
        if self._document is None:
            return
        item = self._fresh(self._document)
        if item is not None:
            self._give([*self._value, item])
            if self._entries:
                self._entries[-1].setFocus()

    def _give(self, items: list[Any]) -> None:
        self._value = items
        self.edited.emit(tuple(items))
