"""What a scenario changes, edited by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton

from designer.app.panels.inspector.changes import Changes
from designer.app.panels.inspector.panel import InspectorPanel
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
