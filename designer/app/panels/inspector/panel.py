"""The inspector: what is selected, as forms; else the workflow and what the document shares."""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.app.icons import Sign, icon
from designer.app.labels import ElidedLabel
from designer.app.panels.inspector.changes import Changes
from designer.app.panels.inspector.flow_form import transition
from designer.app.panels.inspector.form import Fields, Folding, Section, words_of
from designer.app.panels.inspector.kinds import sections, workflow_sections
from designer.app.panels.inspector.overview import Overview, made
from designer.app.panels.inspector.rules import Rules
from designer.app.panels.inspector.several import several_sections, together
from designer.app.panels.inspector.sitting import is_typing
from designer.app.panels.inspector.titles import title_of
from designer.app.panels.inspector.transitions import Transitions
from designer.canvas.text_size import px, sized
from designer.editing.editor import Editor
from designer.editing.rules import RuleError
from designer.editing.scenarios import set_base
from designer.model.change import Change
from designer.model.document import AnyRecord, Document
from designer.model.nodes import Box, Decision, State
from designer.model.records import Record
from designer.model.scenario import Scenario


class InspectorPanel(QWidget):
    """Shows the selected records of an editor as forms and writes what people enter back as edits.

    `unlock_wanted` asks for what keeps the forms from being edited to end.
    """

    unlock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._editor: Editor | None = None
        self._disconnect: Callable[[], None] = _nothing
        self._ids: tuple[str, ...] = ()
        self._workflow = ""
        self._visited: list[str] = []
        self._page: _Page | None = None
        self._refreshing = QTimer(self)
        self._refreshing.setSingleShot(True)
        self._refreshing.timeout.connect(self._refresh)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._turn)
        self._icon, self._title, self._kind = Sign(icon(""), 20), ElidedLabel(), QLabel()
        self._back = QToolButton()
        self._back.setIcon(icon("arrow-left", "quiet"))
        self._back.setToolTip("Back")
        self._back.clicked.connect(self._go_back)
        self._title.setObjectName("subheading")
        self._kind.setObjectName("caption")
        self._obstacle = QPushButton()
        self._obstacle.setObjectName("obstacle")
        self._obstacle.setIcon(icon("circle-stop", "warning"))
        self._obstacle.clicked.connect(self.unlock_wanted)
        self._obstacle.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(self._obstacle)
        column.addWidget(self._scroll, 1)
        sized(self, lambda: self.setMinimumWidth(px(272)))

    def _header(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 4, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._kind)
        row.addLayout(words, 1)
        return head

    # What is shown

    def set_editor(self, editor: Editor | None) -> None:
        """Follows another document, or none."""
        self._disconnect()
        self._disconnect = editor.changed.connect(self._hear) if editor is not None else _nothing
        self._editor = editor
        self._ids, self._visited = (), []
        self._workflow = editor.document.root if editor is not None else ""
        self._rebuild()

    def _turn(self) -> None:
        """The keyboard goes elsewhere: what is typed next is another entry of the history."""
        if self._editor is not None:
            self._editor.history.rest()

    def show_selection(self, ids: Sequence[str], workflow: str) -> None:
        """Shows these nodes and flows; none of them: the workflow, and what the whole document shares."""
        wanted = tuple(ids)
        if (wanted, workflow) != (self._ids, self._workflow):
            self._ids, self._workflow, self._visited = wanted, workflow, []
            self._rebuild()

    def show_record(self, record_id: str) -> None:
        """Shows one record of the document, such as a role, with a way back."""
        self._visited.append(record_id)
        self._rebuild()

    def lock(self, obstacle: str) -> None:
        """Says at the head why nothing can be edited now, and keeps from it; an empty text unlocks."""
        self._obstacle.setText(obstacle)
        self._obstacle.setVisible(bool(obstacle))
        if self._page is not None:
            self._page.setEnabled(not obstacle)

    def focus_key(self, record_id: str, key: str) -> None:
        """Puts the cursor into the entry for a key of a record."""
        document = self._document
        if document is None:
            return
        record = document.get(record_id)
        if record is None:
            return
        if record.table not in ("nodes", "flows") and record_id not in self._shown_ids():
            self.show_record(record_id)
        if self._page is not None:
            self._page.focus_key(record_id, key)

    @property
    def _document(self) -> Document | None:
        return self._editor.document if self._editor is not None else None

    def _shown_ids(self) -> tuple[str, ...]:
        document = self._document
        if document is None:
            return ()
        while self._visited and self._visited[-1] not in document:
            self._visited.pop()
        if self._visited:
            return (self._visited[-1],)
        found = tuple(record_id for record_id in self._ids if record_id in document)
        if found:
            return found
        return (self._workflow if self._workflow in document.workflows else document.root,)

    def _go_back(self) -> None:
        self._visited.pop()
        self._rebuild()

    # Keeping it true

    def _hear(self, change: Change) -> None:
        if change:
            # Once for a burst of changes, and never while an entry is telling its own.
            self._refreshing.start(0)

    def _refresh(self) -> None:
        if (
            self._page is None
            or self._document is None
            or not self._page.can_show(self._document, self._shown_ids())
        ):
            self._rebuild()
            return
        self._page.show_document(self._document)
        self._show_title()

    def _rebuild(self) -> None:
        self._page = None
        document, editor = self._document, self._editor
        if document is None or editor is None:
            page = self._scroll.takeWidget()
            if page is not None:
                page.deleteLater()
            self._title.setText("")
            self._kind.setText("")
            self._icon.show_icon(icon(""))
            self._back.hide()
            return
        self._page = _Page(editor, self._shown_ids())
        self._page.record_wanted.connect(self.show_record)
        self._page.setEnabled(not self._obstacle.text())
        self._page.show_document(document)  # before it is seen: what is added to a seen layout shows later
        self._scroll.setWidget(self._page)
        self._chain()
        self._show_title()

    def _chain(self) -> None:
        """Lets Tab go from the head into the form: a new page would stand last in the whole window."""
        last: QWidget = self._back
        for widget in self._scroll.findChildren(QWidget):
            by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
            if by_tab and widget.window() is self.window():  # the lists of combo boxes are windows
                QWidget.setTabOrder(last, widget)
                last = widget

    def _show_title(self) -> None:
        document = self._document
        if document is None:
            return
        ids = self._shown_ids()
        name, kind, symbol = title_of([document.get(i) for i in ids], document)
        self._title.setText(name)
        self._kind.setText(kind)
        self._icon.show_icon(icon(symbol, "quiet"))
        self._back.setVisible(bool(self._visited))


class _Page(QWidget):
    """The forms for one selection."""

    record_wanted = Signal(str)

    def __init__(self, editor: Editor, ids: tuple[str, ...]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._editor = editor
        self._ids = ids
        self._forms: list[tuple[tuple[str, ...], Fields, Folding | None]] = []
        self._ways: Rules | Transitions | None = None
        self._overview: Overview | None = None
        self._changes: Changes | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 24)
        self._column.setSpacing(16)
        document = editor.document
        records = [record for record in map(document.get, ids) if record is not None]
        self._shape = _shape(records, document)
        self._build(records, document)
        self._column.addStretch(1)

    def _build(self, records: list[AnyRecord], document: Document) -> None:
        if len(records) > 1:
            self._add_sections(self._ids, several_sections(records))
            return
        for record in records:
            if isinstance(record, Box) and record.file is None and record.runs in document.workflows:
                self._add_sections((record.runs,), workflow_sections())
                self._add_sections((record.id,), sections(record, document)[1:])
                return
            form = sections(record, document)
            self._add_sections((record.id,), form[:1])
            if isinstance(record, Decision):
                self._ways = Rules(self._editor, record.id)
            elif isinstance(record, State):
                self._ways = Transitions(self._editor, record.id, transition)
            if self._ways is not None:
                self._column.addWidget(self._ways)
            self._add_sections((record.id,), form[1:])
            if isinstance(record, Scenario):
                self._changes = Changes(self._editor, record.id)
                self._changes.record_wanted.connect(self.record_wanted)
                self._column.addWidget(self._changes)
            if record.table == "workflows":
                self._overview = Overview(self._editor)
                self._overview.record_wanted.connect(self.record_wanted)
                self._column.addWidget(self._overview)

    def _add_sections(self, ids: tuple[str, ...], found: Sequence[Section]) -> None:
        for section in found:
            fields = Fields(section.items)
            fields.edited.connect(
                lambda key, value, ids=ids, fields=fields: self._edit(ids, fields, key, value)
            )
            fields.made.connect(self._maker(ids))
            fold = Folding(section.title, fields) if section.folded else None
            block = QVBoxLayout()
            block.setSpacing(8)
            if section.title and fold is None:
                heading = QLabel(section.title)
                heading.setObjectName("section")
                block.addWidget(heading)
            block.addWidget(fold or fields)
            self._column.addLayout(block)
            self._forms.append((ids, fields, fold))

    def can_show(self, document: Document, ids: tuple[str, ...]) -> bool:
        """Whether these forms still fit what is to be shown."""
        records = [record for record in map(document.get, ids) if record is not None]
        return ids == self._ids and len(records) == len(ids) and _shape(records, document) == self._shape

    def show_document(self, document: Document) -> None:
        """Shows the records as they now are."""
        for ids, fields, fold in self._forms:
            records = [record for record in map(document.get, ids) if record is not None]
            shown = records[0] if len(records) == 1 else together(records)
            fields.show_value(shown, document)
            if fold is not None and isinstance(shown, Record):
                fold.suggest(not fields.is_default(shown))
        if self._ways is not None:
            self._ways.show_document(document)
        if self._overview is not None:
            self._overview.show_document(document)
        if self._changes is not None:
            self._changes.show_document(document)

    def focus_key(self, record_id: str, key: str) -> None:
        """Opens the section that holds a key and puts the cursor into its entry."""
        for ids, fields, fold in self._forms:
            if record_id in ids and key in fields.entries:
                if fold is not None:
                    fold.set_open(True)
                fields.entries[key].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _edit(self, ids: tuple[str, ...], fields: Fields, key: str, value: Any) -> None:
        try:
            title = f"Change {key.replace('_', ' ')}"
            with self._editor.edit(title, (ids, key), lasting=is_typing()) as draft:
                for record_id in ids:
                    if isinstance(draft.get(record_id), Scenario) and key == "base":
                        set_base(draft, record_id, value)
                    else:
                        draft.update(record_id, **{key: value})
        except ValidationError as wrong:
            fields.entries[key].show_error(words_of(wrong))
        except RuleError as refusal:
            fields.show_value(self._editor.document.get(ids[0]), self._editor.document)
            fields.entries[key].show_error(str(refusal))

    def _maker(self, ids: tuple[str, ...]) -> Callable[[str, str, str, Callable[[str], Any]], None]:
        """What adds a record under a name and has these records name it, as one edit."""

        def make(key: str, table: str, name: str, value: Callable[[str], Any]) -> None:
            with self._editor.edit(f"Add {name}") as draft:
                named = value(made(draft, table, name))
                for record_id in ids:
                    draft.update(record_id, **{key: named})

        return make


def _nothing() -> None:
    """Follows no document."""


def _shape(records: list[AnyRecord], document: Document) -> object:
    """What decides which forms are needed: the kinds of the records, and of what a flow joins."""
    return [
        (type(record), *(type(document.nodes.get(getattr(record, end, ""))) for end in ("source", "target")))
        for record in records
    ]
