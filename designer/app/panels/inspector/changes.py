"""What a scenario changes: a row for each change with what was and what is, and a way to add one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.app.icons import icon
from designer.app.panels.inspector.entry import Combo, Entry, labelled
from designer.app.panels.inspector.overview import made
from designer.app.panels.inspector.sitting import is_typing
from designer.app.panels.inspector.values import FormValue, entry_for, in_words, value_at
from designer.app.panels.outline import title_of
from designer.editing.editor import Editor
from designer.editing.scenarios import add_variant, drop_change, set_change
from designer.model.document import AnyRecord, Document
from designer.model.flow import Flow
from designer.model.nodes import NodeBase
from designer.model.scenario import Scenario
from designer.model.scenarios import ChangeError, changed, resolve

# The keys that make a difference to a run.
_KEYS = frozenset(
    {
        "arrivals",
        "role",
        "units",
        "also",
        "duration",
        "at_shift_end",
        "cost",
        "priority",
        "sla",
        "instances",
        "batch",
        "outputs",
        "delay",
        "until",
        "after",
        "event",
        "probability",
        "condition",
        "default",
        "handoff",
        "interrupting",
        "capacity",
        "cost_per_hour",
        "calendar",
        "queue",
        "roles",
        "speed",
        "hours",
        "holidays",
        "initial",
    }
)
_TABLES = ("nodes", "flows", "roles", "people", "calendars", "fields", "workflows")


class Changes(QWidget):
    """Edits the changes of a scenario. `record_wanted` asks for the form of a variant that was made."""

    record_wanted = Signal(str)

    def __init__(self, editor: Editor, scenario: str) -> None:
        super().__init__()
        self._editor, self._scenario = editor, scenario
        self._rows: dict[str, _Row] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        heading = QLabel("What is different")
        heading.setObjectName("section")
        column.addWidget(heading)
        self._none = QLabel("Nothing yet. Choose below what this scenario changes.")
        self._none.setObjectName("caption")
        self._none.setWordWrap(True)
        column.addWidget(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        self._inherited = QLabel()
        self._inherited.setObjectName("caption")
        self._inherited.setWordWrap(True)
        self._inherited.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._inherited)
        self.record, self.key = Combo(), Combo()
        self.key.setEditable(True)
        self.key.setToolTip("A key, or one within it, such as arrivals.interval.mean")
        self.record.activated.connect(lambda _: self._offer_keys())
        column.addWidget(labelled("Change of", self.record))
        column.addWidget(labelled("What of it", self.key))
        self.add = self._link("Add this change", "plus", self._add)
        column.addWidget(self.add)
        column.addWidget(self._link("New variant of this scenario", "copy-plus", self._add_variant))
        self._wrong = QLabel()
        self._wrong.setObjectName("wrong")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        column.insertWidget(column.indexOf(self.add), self._wrong)

    def _link(self, words: str, symbol: str, act: Any) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName("link")
        button.setIcon(icon(symbol, "accent"))
        button.clicked.connect(lambda: act())
        return button

    # What it shows

    def show_document(self, document: Document) -> None:
        """Shows the changes as they now are."""
        scenario = document.scenarios.get(self._scenario)
        if scenario is None:
            return
        before = _before(document, scenario)
        if list(self._rows) != list(scenario.changes):
            self._rebuild(list(scenario.changes))
        for path, value in scenario.changes.items():
            self._rows[path].show_change(value, before)
        self._none.setVisible(not scenario.changes)
        lines = [
            f"{_called(path, document)}: {in_words(new)}" for path, new in _inherited(document, scenario)
        ]
        self._inherited.setText("\n".join(["From what it builds on:", *lines]) if lines else "")
        self._inherited.setVisible(bool(lines))
        self._offer_records(document)

    def _rebuild(self, paths: list[str]) -> None:
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = {path: _Row(self._editor, self._scenario, path) for path in paths}
        for row in self._rows.values():
            self._list.addWidget(row)

    def _offer_records(self, document: Document) -> None:
        known = [(title_of_any(record, document), record.id) for record in _changeable(document)]
        if known == [(self.record.itemText(i), self.record.itemData(i)) for i in range(self.record.count())]:
            return
        chosen = self.record.currentData()
        self.record.clear()
        for words, record_id in known:
            self.record.addItem(words, record_id)
        self.record.setCurrentIndex(max(0, self.record.findData(chosen)))
        self._offer_keys()

    def _offer_keys(self) -> None:
        record = self._editor.document.get(self.record.currentData() or "")
        self.key.clear()
        if record is not None:
            self.key.addItems(keys_of(record))

    # What is pressed

    def _add(self) -> None:
        record_id, key = self.record.currentData(), self.key.currentText().strip()
        document = self._editor.document
        scenario = document.scenarios[self._scenario]
        record = _before(document, scenario).get(record_id)
        trouble = ""
        if record is not None:
            value = value_at(record, key)
            try:
                changed(record, key.split("."), value)
                with self._editor.edit("Add a change") as draft:
                    set_change(draft, self._scenario, f"{record_id}.{key}", value)
            except ChangeError as error:
                trouble = f"{str(error)[:1].upper()}{str(error)[1:]}. {error.fix}"
        self._wrong.setText(trouble)
        self._wrong.setVisible(bool(trouble))
        if not trouble:
            self.show_document(self._editor.document)
            self._rows[f"{record_id}.{key}"].setFocus()

    def _add_variant(self) -> None:
        name = self._editor.document.scenarios[self._scenario].name or self._scenario
        with self._editor.edit("Add a variant") as draft:
            made = add_variant(draft, self._scenario, f"Variant of {name}")
        self.record_wanted.emit(made)


class _Row(QFrame):
    """One change: whose and what, what it was, and what it is here."""

    def __init__(self, editor: Editor, scenario: str, path: str) -> None:
        super().__init__()
        self.setObjectName("tile")
        self._editor, self._scenario, self._path = editor, scenario, path
        self._value: Any = None
        self._record: AnyRecord | None = None
        self._new: Entry | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        self._title = QLabel()
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        cross = QToolButton()
        cross.setIcon(icon("x", "quiet"))
        cross.setToolTip("Let it be as it is in the model")
        cross.clicked.connect(self._drop)
        head.addWidget(self._title, 1)
        head.addWidget(cross)
        column.addLayout(head)
        self._was = QLabel()
        self._was.setObjectName("caption")
        self._was.setTextFormat(Qt.TextFormat.PlainText)
        self._was.setWordWrap(True)
        column.addWidget(self._was)

    def show_change(self, value: Any, before: Document) -> None:
        """Shows what a change makes of what was `before`."""
        record_id, _, key = self._path.partition(".")
        self._record = before.get(record_id)
        words = _called(self._path, before)
        self._title.setText(words)
        self._title.setToolTip(words)
        before_it = None if self._record is None else value_at(self._record, key)
        was = "which is not there" if self._record is None else f"was {in_words(before_it)}, is"
        self._was.setText(was)
        self._entry(value, before).show_value(value, before)

    def _entry(self, value: Any, before: Document) -> Entry:
        """Where the value is edited, made when it is first known what kind of value it is."""
        if self._new is None:
            self._new = entry_for(self._record, self._path.partition(".")[2], value, before)
            self._new.edited.connect(self._set)
            if isinstance(self._new, FormValue):
                self._new.made.connect(self._make)
            self._column.addWidget(self._new)
            self.setFocusProxy(self._new)
        return self._new

    def _make(self, table: str, name: str, value: Callable[[str], Any]) -> None:
        with self._editor.edit(f"Add {name}") as draft:
            set_change(draft, self._scenario, self._path, value(made(draft, table, name)))

    def _set(self, value: Any) -> None:
        if self._new is None:
            return
        if self._record is not None:
            try:
                changed(self._record, self._path.split(".")[1:], value)
            except ChangeError as error:
                self._new.show_error(f"{str(error)[:1].upper()}{str(error)[1:]}. {error.fix}")
                return
        self._new.show_error("")
        with self._editor.edit(
            "Change a scenario", merge=(self._scenario, self._path), lasting=is_typing()
        ) as draft:
            set_change(draft, self._scenario, self._path, value)

    def _drop(self) -> None:
        with self._editor.edit("Drop a change") as draft:
            drop_change(draft, self._scenario, self._path)


def _before(document: Document, scenario: Scenario) -> Document:
    """The document as it is without a scenario's own changes."""
    if scenario.base is None or scenario.base not in document.scenarios:
        return document
    return resolve(document, scenario.base).document


def _inherited(document: Document, scenario: Scenario) -> list[tuple[str, Any]]:
    """The changes of what a scenario builds on that it does not make itself."""
    if scenario.base is None or scenario.base not in document.scenarios:
        return []
    changes = resolve(document, scenario.base).scenario.changes
    return [(path, value) for path, value in changes.items() if path not in scenario.changes]


def _called(path: str, document: Document) -> str:
    """A changed key in words: whose, and what of it."""
    record_id, _, key = path.partition(".")
    record = document.get(record_id)
    name = record_id if record is None else title_of_any(record, document)
    return f"{name} · {key.replace('_', ' ').replace('.', ' · ')}"


def title_of_any(record: AnyRecord, document: Document) -> str:
    """What a record is called; a flow by what it joins."""
    if isinstance(record, Flow):
        ends = [document.nodes.get(end) for end in (record.source, record.target)]
        return " → ".join(title_of(end, document) for end in ends if end is not None)
    if isinstance(record, NodeBase):
        return title_of(record, document)
    return str(getattr(record, "name", "") or record.id)


def keys_of(record: AnyRecord) -> list[str]:
    """The keys of a record that a scenario may want to change, those that say something first."""
    given = record.model_dump(exclude_defaults=True)
    known = [info.alias or name for name, info in type(record).model_fields.items() if name in _KEYS]
    return sorted(known, key=lambda key: key not in given)


def _changeable(document: Document) -> list[AnyRecord]:
    """The records that a scenario may want to change, by table."""
    found: list[AnyRecord] = []
    for table in _TABLES:
        rows = [record for record in getattr(document, table).values() if keys_of(record)]
        found += sorted(rows, key=lambda record: title_of_any(record, document).lower())
    return found
