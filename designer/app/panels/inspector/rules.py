"""The rules of a decision, one row for each way out of it, in the order in which they are tried."""

from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from designer.app.icons import icon
from designer.app.labels import ElidedLabel
from designer.app.panels.inspector.entry import CheckEntry, ChoiceEntry, Entry, labelled
from designer.app.panels.inspector.formula import FormulaEntry
from designer.app.panels.inspector.percent import PercentEntry
from designer.app.panels.inspector.sitting import is_typing
from designer.app.panels.inspector.titles import way_out
from designer.editing.draft import Draft
from designer.editing.editor import Editor
from designer.editing.flows import set_default, set_order
from designer.model.document import Document
from designer.model.flow import Flow

_WAYS = (("rules", "By rules"), ("chance", "By chance"))


class Rules(QWidget):
    """Edits the flows that leave a decision: conditions or probabilities, order, and what takes the rest."""

    def __init__(self, editor: Editor, decision: str) -> None:
        super().__init__()
        self._editor = editor
        self._decision = decision
        self._rows: dict[str, _Row] = {}
        self._shown: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._way = ChoiceEntry(_WAYS)
        self._way.edited.connect(self._change_way)
        self._choice = labelled("How the way is chosen", self._way)
        self._hint = QLabel()
        self._hint.setObjectName("caption")
        self._hint.setWordWrap(True)
        self._column.addWidget(self._choice)
        self._column.addWidget(self._hint)

    def show_document(self, document: Document) -> None:
        """Shows the flows as they now are."""
        flows = document.flows_from(self._decision)
        by_chance = any(flow.probability is not None for flow in flows)
        self._way.show_value("chance" if by_chance else "rules", document)
        self._choice.setVisible(len(flows) > 1)
        self._hint.setText(_hint(flows, by_chance))
        self._hint.setVisible(bool(self._hint.text()))
        ids = tuple(flow.id for flow in flows)
        if ids != self._shown:
            self._rebuild(ids)
        for place, flow in enumerate(flows):
            self._rows[flow.id].show_flow(flow, document, by_chance=by_chance, place=place, count=len(flows))

    def _rebuild(self, ids: tuple[str, ...]) -> None:
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = {flow: _Row(self._editor, flow, self._move) for flow in ids}
        for row in self._rows.values():
            self._column.addWidget(row)
        self._shown = ids

    def _move(self, flow: str, by: int) -> None:
        flows = [known.id for known in self._editor.document.flows_from(self._decision)]
        with self._editor.edit("Change the order of rules") as draft:
            set_order(draft, flow, flows.index(flow) + by)

    def _change_way(self, way: Any) -> None:
        flows = self._editor.document.flows_from(self._decision)
        with self._editor.edit("Choose by chance" if way == "chance" else "Choose by rules") as draft:
            share = round(1 / len(flows), 4)
            for place, flow in enumerate(flows):
                last = place == len(flows) - 1
                if way == "chance":
                    rest = round(1 - share * (len(flows) - 1), 4)
                    draft.update(flow.id, condition=None, default=False, probability=rest if last else share)
                else:
                    draft.update(flow.id, probability=None, default=last)


class _Row(QFrame):
    """One way out: where it leads, when it is taken."""

    def __init__(self, editor: Editor, flow: str, move: Any) -> None:
        super().__init__()
        self.setObjectName("tile")
        self._editor, self._flow = editor, flow
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(0)
        self._target = ElidedLabel()
        head.addWidget(self._target, 1)
        self._up, self._down = QToolButton(), QToolButton()
        for button, name, tip, by in (
            (self._up, "arrow-up", "Try earlier", -1),
            (self._down, "arrow-down", "Try later", 1),
        ):
            button.setIcon(icon(name, "quiet"))
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, by=by: move(flow, by))
            head.addWidget(button)
        column.addLayout(head)
        self._condition = FormulaEntry("for example amount < 500", boolean=True)
        self._share = PercentEntry()
        self._otherwise = CheckEntry("When no other rule holds")
        self._entries: tuple[tuple[str, Entry], ...] = (
            ("condition", self._condition),
            ("probability", self._share),
            ("default", self._otherwise),
        )
        for key, entry in self._entries:
            entry.edited.connect(lambda value, key=key: self._set(key, value))
            column.addWidget(entry)

    def show_flow(self, flow: Flow, document: Document, *, by_chance: bool, place: int, count: int) -> None:
        """Shows the flow as it now is."""
        self._target.setText(way_out(flow, document))
        self._up.setVisible(not by_chance and count > 1)
        self._down.setVisible(not by_chance and count > 1)
        self._up.setEnabled(place > 0)
        self._down.setEnabled(place < count - 1)
        self._condition.setVisible(count > 1 and not by_chance and not flow.default)
        self._share.setVisible(count > 1 and by_chance and not flow.default)
        self._otherwise.set_words("Takes what is left" if by_chance else "When no other rule holds")
        self._otherwise.setVisible(count > 1)
        for key, entry in self._entries:
            entry.show_value(getattr(flow, key), document)

    def _set(self, key: str, value: Any) -> None:
        with self._editor.edit("Change a rule", merge=(self._flow, key), lasting=is_typing()) as draft:
            if key == "default" and value:
                set_default(draft, self._flow)
            else:
                draft.update(self._flow, **{key: value})
                if key == "probability" and value is not None:
                    _complement(draft, draft.flow(self._flow))


def _complement(draft: Draft, flow: Flow) -> None:
    """Of two ways by chance, the other one takes what is left."""
    others = [other for other in draft.flows_from(flow.source) if other.id != flow.id]
    if len(others) == 1 and others[0].probability is not None and flow.probability is not None:
        draft.update(others[0].id, probability=round(1 - flow.probability, 12))


def _hint(flows: tuple[Flow, ...], by_chance: bool) -> str:
    if not flows:
        return "Draw flows out of this decision; each becomes a rule here."
    if len(flows) == 1:
        return "With one way out it only brings ways together and needs no rule."
    if by_chance and not any(flow.default for flow in flows):
        total = sum(flow.probability or 0.0 for flow in flows)
        return (
            ""
            if abs(total - 1) <= 1e-6
            else f"The ways add up to {total * 100:.4g} %; they must add up to 100 %."
        )
    return ""
