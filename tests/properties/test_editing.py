"""Random verbs on random nested documents: what holds of every document holds after every edit."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from designer.editing.editor import Editor
from designer.editing.rules import RuleError
from designer.exchange import jsonfile
from designer.model.document import Document
from designer.model.lookups import INDEXES
from designer.model.records import TABLES
from tests.editing.acts import ACTS, Pick
from tests.editing.repeatable import repeatable_ids
from tests.editing.sound import faults
from tests.support.strategies import documents


class Drawn:
    """Picks as hypothesis says."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def one(self, options: Sequence[object]) -> object:
        return options[self._data.draw(st.integers(0, len(options) - 1))]


class Editing(RuleBasedStateMachine):
    """Somebody edits, undoes and redoes as they please."""

    @initialize(document=documents())
    def open(self, document: Document) -> None:
        self.ids = repeatable_ids()
        self.ids.__enter__()
        self.first = document
        self.editor = Editor(document)

    @rule(data=st.data(), name=st.sampled_from(sorted(ACTS)))
    def act(self, data: st.DataObject, name: str) -> None:
        if len(self.editor.document.nodes) > 200:
            return
        before = self.editor.document
        try:
            with self.editor.edit(name) as draft:
                ACTS[name](draft, Pick(draft, Drawn(data)))
        except RuleError:
            assert self.editor.document is before

    @rule()
    def undo(self) -> None:
        self.editor.undo()

    @rule()
    def redo(self) -> None:
        self.editor.redo()

    @invariant()
    def it_is_sound(self) -> None:
        if hasattr(self, "editor"):
            assert faults(self.editor.document) == []

    @invariant()
    def look_ups_are_those_of_a_fresh_document(self) -> None:
        if hasattr(self, "editor"):
            document = self.editor.document
            fresh = replace(document)
            for workflow in document.workflows:
                assert document.flows_in(workflow) == fresh.flows_in(workflow)
            for index in INDEXES:
                rows = document.rows(index.table)
                for key in {"nobody", *(key for record in rows for key in index.keys(record))}:
                    assert document.group(index, key) == fresh.group(index, key)

    def teardown(self) -> None:
        if not hasattr(self, "editor"):
            return
        self.ids.__exit__(None, None, None)
        last = self.editor.document
        assert jsonfile.read(jsonfile.write(last), "last") == last
        done = len(self.editor.history.done)
        while self.editor.undo() is not None:
            pass
        assert jsonfile.write(self.editor.document) == jsonfile.write(self.first)
        assert all(getattr(self.editor.document, t) == getattr(self.first, t) for t in TABLES)
        for _ in range(done):
            self.editor.redo()
        assert jsonfile.write(self.editor.document) == jsonfile.write(last)


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=60,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
