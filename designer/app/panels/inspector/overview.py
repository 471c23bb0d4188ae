"""What the whole document shares: roles, people, calendars, data fields and scenarios, as lists."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from designer.app.icons import BESIDE_TEXT, icon
from designer.app.labels import ElidedButton
from designer.app.panels.inspector.choices import FIELD_TYPES
from designer.editing import fields, people, scenarios
from designer.editing.draft import Draft
from designer.editing.editor import Editor
from designer.model.document import Document
from designer.model.fields import DataField
from designer.model.people import Person, Role
from designer.model.records import Table

_LISTS: tuple[tuple[Table, str, str, str], ...] = (
    ("roles", "Roles", "role", "users"),
    ("people", "People", "person", "user"),
    ("calendars", "Calendars", "calendar", "calendar"),
    ("fields", "Data fields", "field", "database"),
    ("scenarios", "Scenarios", "scenario", "sliders-horizontal"),
)


class Overview(QWidget):
    """Lists of the records that belong to no workflow."""

    record_wanted = Signal(str)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._homes: dict[Table, QVBoxLayout] = {}
        self._shown: dict[Table, list[tuple[str, str]]] = {}
        for table, title, noun, _ in _LISTS:
            head = QHBoxLayout()
            label = QLabel(title)
            label.setObjectName("section")
            plus = QToolButton()
            plus.setIcon(icon("plus", "quiet"))
            plus.setToolTip(f"Add a {noun}")
            plus.clicked.connect(lambda _=False, table=table, noun=noun: self._add(table, noun))
            head.addWidget(label, 1)
            head.addWidget(plus)
            home = QVBoxLayout()
            home.setSpacing(0)
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addLayout(head)
            part.addLayout(home)
            column.addLayout(part)
            self._homes[table] = home

    def show_document(self, document: Document) -> None:
        """Shows the lists as they now are."""
        for table, _, noun, symbol in _LISTS:
            records = sorted(getattr(document, table).values(), key=_place)
            rows = [(record.id, _line(record)) for record in records]
            if self._shown.get(table) != rows:
                self._shown[table] = rows
                self._fill(table, rows, noun, symbol)

    def _fill(self, table: Table, rows: list[tuple[str, str]], noun: str, symbol: str) -> None:
        home = self._homes[table]
        while (item := home.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not rows:
            empty = QLabel(f"No {noun} yet")
            empty.setObjectName("caption")
            home.addWidget(empty)
        for record_id, words in rows:
            home.addWidget(self._row(record_id, words, symbol))

    def _row(self, record_id: str, words: str, symbol: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        name = ElidedButton(words)
        name.setObjectName("row")
        name.setIcon(icon(symbol, "quiet"))
        name.setIconSize(BESIDE_TEXT)
        name.setToolTip(words)
        name.clicked.connect(lambda: self.record_wanted.emit(record_id))
        cross = QToolButton()
        cross.setIcon(icon("trash-2", "quiet"))
        cross.setToolTip("Delete")
        cross.clicked.connect(lambda: self._delete(record_id))
        line.addWidget(name, 1)
        line.addWidget(cross)
        return row

    def _add(self, table: Table, noun: str) -> None:
        with self._editor.edit(f"Add a {noun}") as draft:
            record_id = made(draft, table, f"New {noun}")
        self.record_wanted.emit(record_id)

    def _delete(self, record_id: str) -> None:
        record: Any = self._editor.document.get(record_id)
        with self._editor.edit(f"Delete {record.name or record_id}") as draft:
            _REMOVE[record.table](draft, record_id)


def _place(record: Any) -> tuple[bool, str, str]:
    """By name; a scenario that others build on stands before them."""
    return getattr(record, "base", None) is not None, (record.name or record.id).lower(), record.id


def _line(record: Any) -> str:
    match record:
        case Role(department=department) if department:
            return f"{record.name or record.id} · {department}"
        case Person(roles=roles) if not roles:
            return f"{record.name or record.id} · no role"
        case DataField(type=kind):
            return f"{record.name or record.id} · {dict(FIELD_TYPES)[kind].lower()}"
    return str(record.name or record.id)


def made(draft: Draft, table: str, name: str) -> str:
    """Adds a record of a table under a name; gives its id."""
    return _ADD[table](draft, name)


_ADD: dict[str, Callable[[Draft, str], str]] = {
    "roles": people.add_role,
    "people": people.add_person,
    "calendars": people.add_calendar,
    "fields": fields.add_field,
    "scenarios": scenarios.add_scenario,
}
_REMOVE: dict[str, Callable[[Draft, str], object]] = {
    "roles": people.remove_role,
    "people": people.remove_person,
    "calendars": people.remove_calendar,
    "fields": fields.remove_field,
    "scenarios": scenarios.remove_scenario,
}
