"""What a scenario changes, edited by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton

from designer.app.panels.inspector.changes import Changes
from designer.app.panels.inspector.panel import InspectorPanel
from designer.app.panels.inspector.parts import MomentEntry
from designer.app.panels.inspector.values import in_words
from designer.editing.editor import Editor
from tests.support.build import purchase


@pytest.fixture
def editor():
    return Editor(purchase())


@pytest.fixture
def panel(qtbot, editor):
    made = InspectorPanel()
    qtbot.addWidget(made)
    made.set_editor(editor)
    made.resize(340, 800)
    made.show()
    made.show_record("third-manager")
    return made


def changes(panel):
    return panel.findChildren(Changes)[-1]


def press(widget, words):
    button = next(b for b in widget.findChildren(QPushButton) if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(panel, record, key):
    form = changes(panel)
    form.record.setCurrentIndex(form.record.findData(record))
    form.record.activated.emit(form.record.currentIndex())
    form.key.setEditText(key)


def typed(panel, path, text):
    line = changes(panel)._rows[path].findChild(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def words(panel):
    return [label.text() for label in changes(panel).findChildren(QLabel)]


def test_a_change_says_what_was_and_what_is(panel):
    assert "Manager · capacity" in words(panel)
    assert "was 2, is" in words(panel)
    assert changes(panel)._rows["manager.capacity"].findChild(QLineEdit).text() == "3"


def test_a_change_is_chosen_typed_and_undone(panel, editor):
    choose(panel, "order", "duration")
    press(changes(panel), "Add this change")
    assert editor.document.scenarios["third-manager"].changes["order.duration"] == "20 min"
    typed(panel, "order.duration", "8 min")
    assert editor.document.scenarios["third-manager"].changes == {
        "manager.capacity": 3,
        "order.duration": "8 min",
    }
    editor.undo()
    editor.undo()
    assert editor.document.scenarios["third-manager"].changes == {"manager.capacity": 3}


def test_a_value_that_does_not_fit_is_refused_in_words(panel, editor):
    typed(panel, "manager.capacity", "many")
    assert editor.document.scenarios["third-manager"].changes == {"manager.capacity": 3}
    assert any("'capacity'" in text for text in words(panel))


def test_a_key_that_is_not_there_is_refused_in_words(panel, editor):
    choose(panel, "manager", "capasity")
    press(changes(panel), "Add this change")
    assert any("Did you mean 'capacity'?" in text for text in words(panel))
    assert editor.document.scenarios["third-manager"].changes == {"manager.capacity": 3}


def test_a_change_is_dropped(panel, editor):
    cross = changes(panel)._rows["manager.capacity"].findChild(QToolButton)
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert editor.document.scenarios["third-manager"].changes == {}
    editor.undo()
    assert editor.document.scenarios["third-manager"].changes == {"manager.capacity": 3}


def test_a_variant_shows_what_it_takes_over(panel, editor):
    press(changes(panel), "New variant of this scenario")
    (made,) = [one for one in editor.document.scenarios.values() if one.base == "third-manager"]
    assert made.name == "Variant of Third manager"
    panel.show_record(made.id)
    assert any("Manager · capacity: 3" in text for text in words(panel))


def test_lists_and_chances_are_said_in_words():
    days = ["mon", "tue", "wed", "fri"]
    assert in_words([{"days": days, "from": "16:00", "to": "18:00"}]) == "Mon–Wed, Fri 16:00–18:00"
    chance = {"kind": "triangular", "low": 5, "mode": 10, "high": 40, "unit": "min"}
    assert in_words(chance) == "triangular, low 5, mode 10, high 40 min"
    assert [in_words(value) for value in (None, [], {}, ["a", "b"], 3)] == [
        *("nothing", "nothing", "nothing"),
        "a, b",
        "3",
    ]


def test_a_change_of_working_hours_is_edited_as_in_their_calendar(panel, editor):
    choose(panel, "office", "hours")
    press(changes(panel), "Add this change")
    row = changes(panel)._rows["office.hours"]
    assert not any("{" in label.text() for label in row.findChildren(QLabel))
    fields = [line.text() for line in row.findChildren(QLineEdit)]
    hours = editor.document.calendars["office"].hours
    assert fields == [end for shift in hours for end in (shift.start, shift.end)]
    line = row.findChildren(QLineEdit)[1]
    line.selectAll()
    QTest.keyClicks(line, "19:30")
    assert editor.document.scenarios["third-manager"].changes["office.hours"][0]["to"] == "19:30"
    assert line.text() == "19:30"
    assert editor.document.calendars["office"].hours == hours
    editor.undo()
    editor.undo()
    assert "office.hours" not in editor.document.scenarios["third-manager"].changes


def test_when_a_run_starts_is_read_and_typed_without_the_spelling_of_the_file(qtbot, editor):
    entry = MomentEntry()
    qtbot.addWidget(entry)
    said = []
    entry.edited.connect(said.append)
    entry.show_value("2026-03-02T09:00:00", editor.document)
    assert entry.line.text() == "2026-03-02 09:00"
    entry.line.selectAll()
    QTest.keyClicks(entry.line, "2026-03-05 10:30")
    assert said[-1] == "2026-03-05T10:30:00"
    entry.show_value(said[-1], editor.document)
    assert entry.line.text() == "2026-03-05 10:30"
    entry.show_value("2026-03-02T09:00", editor.document)
    assert entry.line.text() == "2026-03-02 09:00"
