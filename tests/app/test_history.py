"""The history panel: every edit by name, and a way to any of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.app.test_window import rename, small


@pytest.fixture
def view(window):
    made = window.desk.new(small(), "Small")
    window.show_dock("history")
    return made


def rows(window):
    model = window.history.model
    return [model.index(row).data() for row in range(model.rowCount())]


def click(window, row):
    index = window.history.model.index(row)
    place = window.history.view.visualRect(index).center()
    QTest.mouseClick(window.history.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def edit(view, title, **keys):
    with view.editor.edit(title) as draft:
        draft.update("a", **keys)


def test_it_lists_every_edit_with_the_newest_first(window, view):
    edit(view, "Rename ‹First›", name="One")  # noqa: RUF001  # the quotation marks of all messages
    edit(view, "Move ‹One›", at=(0, 80))  # noqa: RUF001
    assert rows(window) == ["Move ‹One›", "Rename ‹First›", "As it was opened"]  # noqa: RUF001


def test_a_click_goes_to_any_point_and_back_again(window, view):
    start = view.editor.document
    edit(view, "Rename", name="One")
    edit(view, "Move", at=(0, 80))
    end = view.editor.document
    click(window, 2)
    assert view.editor.document == start
    assert rows(window) == ["Move", "Rename", "As it was opened"]
    assert window.history.view.currentIndex().row() == 2
    click(window, 0)
    assert view.editor.document == end
    click(window, 1)
    assert view.editor.document.nodes["a"].name == "One"
    assert view.editor.document.nodes["a"].at == start.nodes["a"].at
    assert view.surface.selected_ids() == ("a",)


def test_the_saved_point_is_marked(window, view):
    rename(view, "One")
    view.editor.mark_saved()
    rename(view, "Two")
    model = window.history.model
    told = [model.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())]
    assert ["what the file holds" in words for words in told] == [False, True, False]


def test_undo_in_the_window_selects_what_it_changed(window, view):
    edit(view, "Move", at=(0, 80))
    view.surface.setFocus()
    QTest.keyClick(view.surface, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.surface.selected_ids() == ("a",)
    assert rows(window)[0] == "Move"
