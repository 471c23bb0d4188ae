"""Entries that name other records: a role, a calendar, the fields that go in."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QInputDialog, QMenu

from designer.app.labels import ElidedButton
from designer.app.panels.inspector.entry import Combo, Entry
from designer.model.document import Document
from designer.model.records import Table

_NOUNS: dict[str, str] = {
    "roles": "role",
    "calendars": "calendar",
    "fields": "field",
    "workflows": "workflow",
    "scenarios": "scenario",
}


class RecordEntry(Entry):
    """One record of a table, none, or a new one that is made on the spot.

    `made` asks for one: its table, its name, and what value names it once it has an id.
    """

    made = Signal(str, str, object)

    def __init__(self, table: Table, none: str, *, can_make: bool = True) -> None:
        super().__init__()
        self._table: Table = table
        self._none = none
        self._can_make = can_make
        self._ids: list[str | None] = []
        self._current: str | None = None
        self._box = Combo()
        self._box.activated.connect(self._choose)
        self.setFocusProxy(self._box)
        self.add(self._box)

    def show_value(self, value: Any, document: Document) -> None:
        """Shows the name of a record; one that is missing is shown as missing."""
        self._current = value
        found: Mapping[str, Any] = getattr(document, self._table)
        rows = sorted(found.values(), key=lambda record: (record.name.lower(), record.id))
        self._ids = [None, *(record.id for record in rows)]
        names = [self._none, *(record.name or record.id for record in rows)]
        missing = value is not None and value not in found
        if missing:
            self._ids.append(value)
            names.append(f"{value} (missing)")
        if self._can_make:
            names.append(f"New {_NOUNS[self._table]}…")
        if names != [self._box.itemText(i) for i in range(self._box.count())]:
            self._box.clear()
            self._box.addItems(names)
            if self._can_make:
                self._box.insertSeparator(len(names) - 1)
        self._box.setCurrentIndex(self._ids.index(value) if value in self._ids else 0)
        self.show_error("It names something that is not in the document." if missing else "")

    def _choose(self, row: int) -> None:
        if row < len(self._ids):
            self.edited.emit(self._ids[row])
            return
        self._box.setCurrentIndex(self._ids.index(self._current))
        noun = _NOUNS[self._table]
        name, given = QInputDialog.getText(self, f"New {noun}", f"Name of the {noun}")
        if given and name.strip():
            self.made.emit(self._table, name.strip(), str)


class FieldsEntry(Entry):
    """Which data fields go along: a button that lists them and opens a menu to tick them."""

    def __init__(self, none: str = "None") -> None:
        super().__init__()
        self._none = none
        self._value: tuple[str, ...] = ()
        self._document: Document | None = None
        self._button = ElidedButton()
        self._button.setObjectName("field")
        self._button.clicked.connect(self._open)
        self.setFocusProxy(self._button)
        self.add(self._button)

    def show_value(self, value: Any, document: Document) -> None:
        """Shows the names of the fields."""
        self._value, self._document = tuple(value), document
        names = [
            document.fields[key].name or key if key in document.fields else f"{key} (missing)"
            for key in value
        ]
        self._button.setText(", ".join(names) or self._none)
        self._button.setToolTip("\n".join(names))

    def _open(self) -> None:
        if self._document is None:
            return
        menu = QMenu(self)
        fields = sorted(self._document.fields.values(), key=lambda field: (field.name or field.id).lower())
        for field in fields:
            action = menu.addAction(field.name or field.id)
            action.setCheckable(True)
            action.setChecked(field.id in self._value)
            action.toggled.connect(lambda on, key=field.id: self._tick(key, on))
        if not fields:
            menu.addAction("No fields yet: add them in the document's form").setEnabled(False)
        menu.exec(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _tick(self, key: str, on: bool) -> None:
        kept = tuple(known for known in self._value if known != key)
        self.edited.emit((*kept, key) if on else kept)
