"""The transitions of a state: one fold for each flow out of it, with what makes it happen."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from designer.app.panels.inspector.form import Fields, Folding, Item
from designer.app.panels.inspector.sitting import is_typing
from designer.app.panels.inspector.titles import way_out
from designer.editing.editor import Editor
from designer.layout.wording import duration_text
from designer.model.document import Document
from designer.model.flow import Flow


class Transitions(QWidget):
    """Edits when a case leaves a state, and where to."""

    def __init__(self, editor: Editor, state: str, items: Callable[[], tuple[Item, ...]]) -> None:
        super().__init__()
        self._editor = editor
        self._state = state
        self._items = items
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        heading = QLabel("Transitions")
        heading.setObjectName("section")
        self._column.addWidget(heading)
        self._hint = QLabel("Draw flows out of this state; each becomes a transition here.")
        self._hint.setObjectName("caption")
        self._hint.setWordWrap(True)
        self._column.addWidget(self._hint)

    def show_document(self, document: Document) -> None:
        """Shows the flows as they now are."""
        flows = document.flows_from(self._state)
        self._hint.setVisible(not flows)
        if tuple(flow.id for flow in flows) != tuple(self._rows):
            self._rebuild(flows)
        for flow in flows:
            self._rows[flow.id].show_flow(flow, document)

    def _rebuild(self, flows: tuple[Flow, ...]) -> None:
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = {flow.id: _Row(self._editor, flow.id, self._items()) for flow in flows}
        for row in self._rows.values():
            self._column.addWidget(row)


class _Row(QFrame):
    """One transition: where it leads and when, with its entries folded away."""

    def __init__(self, editor: Editor, flow: str, items: tuple[Item, ...]) -> None:
        super().__init__()
        self.setObjectName("tile")
        self._editor, self._flow = editor, flow
        self._when = QLabel()
        self._when.setObjectName("caption")
        self._when.setWordWrap(True)
        self._fields = Fields(items, spacing=8)
        self._fields.edited.connect(self._set)
        self._fold = Folding("", self._fields)
        self._fold.turned.connect(self._when.setHidden)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(4)
        column.addWidget(self._fold)
        column.addWidget(self._when)

    def show_flow(self, flow: Flow, document: Document) -> None:
        """Shows the flow as it now is."""
        self._fold.set_title(way_out(flow, document))
        self._when.setText(_when(flow))
        self._fields.show_value(flow, document)

    def _set(self, key: str, value: Any) -> None:
        with self._editor.edit("Change a transition", merge=(self._flow, key), lasting=is_typing()) as draft:
            draft.update(self._flow, **{key: value})


def _when(flow: Flow) -> str:
    """What makes a transition happen, in a few words."""
    words = [
        flow.event,
        f"after {duration_text(flow.after)}" if flow.after is not None else "",
        f"when {flow.condition}" if flow.condition is not None else "",
        f"{flow.probability * 100:.10g} %" if flow.probability is not None else "",
    ]
    text = ", ".join(filter(None, words)) or "at once"
    return text[:1].upper() + text[1:]
