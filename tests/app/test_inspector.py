"""The inspector through real keys and clicks: what is entered is what the document says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)

from designer.app.panels.inspector.panel import InspectorPanel
from designer.editing.editor import Editor
from designer.exchange import jsonfile
from designer.model.distributions import Constant, Triangular
from designer.model.document import Document, table_of
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.nodes import NODE_CLASSES, Box, Decision, Outcome, State, Task, Trigger
from designer.model.people import Role
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow

EXTRA = {"workflow": {"runs": "inner"}, "boundary": {"host": "check"}}


@pytest.fixture
def document() -> Document:
    nodes = [
        Trigger(id="start", workflow="main", name="Start"),
        Task(id="check", workflow="main", name="Check", duration="20 min"),
        Decision(id="ok", workflow="main", name="All right?"),
        Outcome(id="yes", workflow="main", name="Done"),
        Outcome(id="no", workflow="main", name="Sent back"),
        Box(id="box", workflow="main", runs="inner"),
    ]
    flows = [
        Flow(id="a", source="start", target="check"),
        Flow(id="b", source="check", target="ok"),
        Flow(id="c", source="ok", target="yes", condition="amount < 500", order=1),
        Flow(id="d", source="ok", target="no", default=True, order=2),
    ]
    return Document(
        root="main",
        workflows=table_of([Workflow(id="main", name="Main"), Workflow(id="inner", name="Inner")]),
        nodes=table_of(nodes),
        flows=table_of(flows),
        roles=table_of([Role(id="clerk", name="Clerk")]),
        fields=table_of([DataField(id="amount", name="Amount")]),
    )


@pytest.fixture
def editor(document: Document) -> Editor:
    return Editor(document)


@pytest.fixture
def panel(qtbot, editor: Editor) -> InspectorPanel:
    made = InspectorPanel()
    qtbot.addWidget(made)
    made.resize(300, 900)
    made.set_editor(editor)
    made.show()
    qtbot.waitExposed(made)
    return made


def entry(panel: InspectorPanel, label: str, kind: type):
    """The widget under a label, as a person finds it."""
    for found in panel.findChildren(QLabel):
        if found.text() == label and found.isVisibleTo(panel):
            field = found.buddy()
            return field if isinstance(field, kind) else field.findChild(kind)
    raise AssertionError(f"no visible label {label!r}")


def show(panel: InspectorPanel, *ids: str) -> None:
    panel.show_selection(ids, "main")
    QApplication.processEvents()


def words(panel: InspectorPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]


def choose(combo: QComboBox, text: str) -> None:
    row = combo.findText(text)
    assert row >= 0, text
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def test_typing_a_name_is_one_entry_of_the_history(qtbot, panel, editor):
    show(panel, "check")
    line = entry(panel, "Name", QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "Check stock")
    assert editor.document.nodes["check"].name == "Check stock"
    assert len(editor.history.done) == 1


def test_a_text_is_one_entry_from_when_the_field_has_the_keyboard_until_it_loses_it(qtbot, panel, editor):
    now = [0.0]
    editor._clock = lambda: now[0]
    show(panel, "check")
    line = entry(panel, "Name", QLineEdit)
    line.setFocus()
    for letters in ("Check", " the", " stock"):
        now[0] += 60  # somebody thinks
        qtbot.keyClicks(line, letters)
    assert len(editor.history.done) == 1
    line.clearFocus()
    line.setFocus()
    qtbot.keyClicks(line, " twice")
    assert len(editor.history.done) == 2


def test_undo_shows_what_was_there_before(qtbot, panel, editor, document):
    show(panel, "check")
    line = entry(panel, "Name", QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "Other")
    editor.undo()
    qtbot.waitUntil(lambda: line.text() == "Check")
    assert jsonfile.write(editor.document) == jsonfile.write(document)


def test_the_cursor_stays_where_one_types(qtbot, panel):
    show(panel, "check")
    line = entry(panel, "Name", QLineEdit)
    line.setCursorPosition(2)
    qtbot.keyClicks(line, "XY")
    qtbot.wait(5)
    assert (line.text(), line.cursorPosition()) == ("ChXYeck", 4)


def test_a_role_is_chosen_by_its_name(panel, editor):
    show(panel, "check")
    choose(entry(panel, "Done by", QComboBox), "Clerk")
    assert editor.document.nodes["check"].role == "clerk"


def test_a_fixed_time_is_written_plainly_and_another_shape_keeps_its_mean(panel, editor):
    show(panel, "check")
    kind = entry(panel, "Working time", QComboBox)
    choose(kind, "Three points")
    drawn = editor.document.nodes["check"].duration
    assert isinstance(drawn, Triangular)
    assert (drawn.mode, drawn.unit) == (20, "min")
    choose(kind, "Fixed")
    assert editor.document.nodes["check"].duration == "20 min"
    choose(kind, "No time")
    assert editor.document.nodes["check"].duration is None


def test_numbers_are_taken_when_the_field_is_left_and_refused_with_a_reason(qtbot, panel, editor):
    show(panel, "check")
    value = entry(panel, "Value", QLineEdit)
    value.setFocus()
    value.selectAll()
    qtbot.keyClicks(value, "abc\r")
    assert "Write a number." in words(panel)
    assert editor.document.nodes["check"].duration == "20 min"
    value.selectAll()
    qtbot.keyClicks(value, "35\r")
    assert editor.document.nodes["check"].duration == "35 min"


def test_a_rule_with_an_unknown_name_is_kept_and_explained(qtbot, panel, editor):
    show(panel, "ok")
    line = next(edit for edit in panel.findChildren(QLineEdit) if edit.text() == "amount < 500")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "amuont < 500\r")
    assert editor.document.flows["c"].condition == "amuont < 500"
    assert any("Did you mean amount?" in text for text in words(panel))


def test_another_rule_can_take_the_rest(qtbot, panel, editor):
    show(panel, "ok")
    first = next(
        box for box in panel.findChildren(QCheckBox) if box.isVisibleTo(panel) and not box.isChecked()
    )
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=first.rect().center() - first.rect().center() / 2)
    flows = editor.document.flows
    assert (flows["c"].default, flows["d"].default, flows["c"].condition) == (True, False, None)
    assert len(editor.history.done) == 1


def test_choosing_by_chance_gives_shares_that_add_up(panel, editor):
    show(panel, "ok")
    choose(entry(panel, "How the way is chosen", QComboBox), "By chance")
    flows = editor.document.flows_from("ok")
    assert sum(flow.probability for flow in flows) == pytest.approx(1)
    assert not any(flow.condition or flow.default for flow in flows)


def test_rules_can_be_tried_in_another_order(qtbot, panel, editor):
    show(panel, "ok")
    down = next(b for b in panel.findChildren(QToolButton) if b.toolTip() == "Try later" and b.isEnabled())
    qtbot.mouseClick(down, Qt.MouseButton.LeftButton)
    assert [flow.id for flow in editor.document.flows_from("ok")] == ["d", "c"]


def test_of_two_ways_by_chance_the_other_takes_what_is_left(qtbot, panel, editor):
    show(panel, "ok")
    choose(entry(panel, "How the way is chosen", QComboBox), "By chance")
    qtbot.wait(5)
    field = next(f for f in panel.findChildren(QLineEdit) if f.isVisibleTo(panel) and f.text() == "50")
    before = len(editor.history.done)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "80\r")
    assert [flow.probability for flow in editor.document.flows_from("ok")] == [0.8, 0.2]
    assert len(editor.history.done) == before + 1


def test_a_state_shows_its_transitions(qtbot, panel, editor):
    with editor.edit("Draw a state machine") as draft:
        draft.put(State(id="new", workflow="main", name="New"))
        draft.put(Flow(id="t", source="new", target="yes", after="2 d", event="Answered"))
    show(panel, "new")
    assert "Answered, after 2 d" in words(panel)
    head = next(b for b in panel.findChildren(QToolButton) if b.text() == "→ Done")
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
    assert "Answered, after 2 d" not in words(panel)  # the entries say it now
    line = entry(panel, "Only when", QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, "amount > 5\r")
    assert editor.document.flows["t"].condition == "amount > 5"


def test_a_calendar_is_made_where_arrivals_ask_for_it(panel, editor, monkeypatch):
    show(panel, "start")
    choose(entry(panel, "How cases arrive", QComboBox), "One after another")
    QApplication.processEvents()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Shop hours", True))
    choose(entry(panel, "Arrive during", QComboBox), "New calendar…")
    calendar = editor.document.nodes["start"].arrivals.calendar
    assert editor.document.calendars[calendar].name == "Shop hours"


def test_several_tasks_get_a_role_made_on_the_spot(panel, editor, monkeypatch):
    with editor.edit("Draw") as draft:
        draft.put(Task(id="more", workflow="main", name="More"))
    show(panel, "check", "more")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Packer", True))
    choose(entry(panel, "Done by", QComboBox), "New role…")
    found = {editor.document.nodes[task].role for task in ("check", "more")}
    assert [editor.document.roles[role].name for role in found] == ["Packer"]


def test_tab_goes_through_a_form_from_its_top(qtbot, panel):
    show(panel, "check")
    panel.activateWindow()
    name = entry(panel, "Name", QLineEdit)
    name.setFocus()
    passed = []
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed == [entry(panel, "Type", QComboBox), entry(panel, "Done by", QComboBox)]


def test_a_flow_asks_for_a_rule_or_a_share_never_for_both(qtbot, panel):
    show(panel, "c")
    assert "Taken when" in words(panel)
    assert "How often" not in words(panel)
    show(panel, "d")
    assert "Taken when" not in words(panel)


def test_nothing_selected_shows_the_process_and_opens_its_roles(qtbot, panel, editor):
    show(panel)
    assert "Process" in words(panel)
    row = next(button for button in panel.findChildren(QPushButton) if button.text() == "Clerk")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    people = entry(panel, "How many people", QLineEdit)
    people.setFocus()
    qtbot.keyClicks(people, "3\r")
    assert editor.document.roles["clerk"].capacity == 3
    back = next(b for b in panel.findChildren(QToolButton) if b.toolTip() == "Back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert "Process" in words(panel)


def test_a_box_shows_the_workflow_it_runs(qtbot, panel, editor):
    show(panel, "box")
    goal = entry(panel, "Goal", QPlainTextEdit)
    goal.setFocus()
    qtbot.keyClicks(goal, "Done in a day")
    assert editor.document.workflows["inner"].goal == "Done in a day"


def test_several_tasks_get_a_role_at_once(panel, editor):
    with editor.edit("Add") as draft:
        draft.put(Task(id="second", workflow="main"))
    show(panel, "check", "second")
    choose(entry(panel, "Done by", QComboBox), "Clerk")
    assert {editor.document.nodes[key].role for key in ("check", "second")} == {"clerk"}
    assert len(editor.history.done) == 2


def test_a_problem_opens_the_field_it_speaks_of(qtbot, panel):
    show(panel, "check")
    panel.focus_key("check", "sla")
    assert "Should be done within" in words(panel)


def test_deleting_what_is_shown_leaves_the_workflow(qtbot, panel, editor):
    show(panel, "check")
    with editor.edit("Delete") as draft:
        for flow in ("a", "b"):
            draft.remove(flow)
        draft.remove("check")
    qtbot.waitUntil(lambda: "Process" in words(panel))


def test_deleting_a_role_leaves_no_task_that_names_it(qtbot, panel, editor):
    with editor.edit("Set the role") as draft:
        draft.update("check", role="clerk")
    show(panel)
    bin_button = next(b for b in panel.findChildren(QToolButton) if b.toolTip() == "Delete")
    qtbot.mouseClick(bin_button, Qt.MouseButton.LeftButton)
    assert "clerk" not in editor.document.roles
    assert editor.document.nodes["check"].role is None


@pytest.mark.parametrize("kind", sorted(NODE_CLASSES))
def test_every_kind_of_node_has_a_form(qtbot, panel, editor, kind):
    with editor.edit("Add") as draft:
        draft.put(NODE_CLASSES[kind](id="one", workflow="main", **EXTRA.get(kind, {})))
    show(panel, "one")
    assert panel.findChildren(QLabel)
    assert editor.document.nodes["one"].kind == kind


def test_showing_a_constant_changes_nothing(panel, editor, document):
    with editor.edit("Set") as draft:
        draft.update("check", duration=Constant(value=3.0, unit="h"))
    before = jsonfile.write(editor.document)
    show(panel, "check")
    assert jsonfile.write(editor.document) == before


def test_a_scenario_that_would_build_on_itself_is_refused_with_the_reason(panel, editor):
    with editor.edit("Add") as draft:
        draft.put(Scenario(id="one", name="One"))
        draft.put(Scenario(id="two", name="Two", base="one"))
    panel.show_record("one")
    QApplication.processEvents()
    choose(entry(panel, "Builds on", QComboBox), "Two")
    assert editor.document.scenarios["one"].base is None
    assert "A scenario cannot build on itself." in words(panel)
