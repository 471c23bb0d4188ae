"""The bar that offers boxes when a level becomes too much to read."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from designer.editing import nodes
from designer.exchange import jsonfile
from tests.support.crowded import crowded


def bar(view):
    return next((text for text in view.bars.texts() if "steps" in text), "")


def answer(view, title):
    button = next(b for b in view.bars.findChildren(QPushButton) if b.text() == title)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def grow(view, by):
    with view.editor.edit("Add") as draft:
        for index in range(by):
            nodes.create(draft, "task", "main", (100 * index, 900))


def test_a_level_that_grows_past_thirty_steps_offers_boxes(window, qtbot):
    view = window.desk.new(crowded(24), "Order")
    qtbot.wait(800)
    assert not bar(view)
    grow(view, 8)
    qtbot.waitUntil(lambda: "boxes" in bar(view), timeout=4000)
    assert bar(view).startswith("This level has 3")
    answer(view, "Show boxes")
    assert view.surface.is_busy
    QTest.keyClick(view.surface, Qt.Key.Key_Return)
    assert len(view.editor.document.workflows) > 3
    qtbot.waitUntil(lambda: not bar(view), timeout=4000)


def test_not_for_this_document_is_kept_in_its_file(window, qtbot):
    view = window.desk.new(crowded(40), "Order")
    qtbot.waitUntil(lambda: bool(bar(view)), timeout=4000)
    answer(view, "Not for this document")
    assert not view.editor.is_dirty
    read = jsonfile.read(jsonfile.write(view.editor.document))
    assert read.extensions == {"process-designer": {"crowded": True}}
    other = window.desk.new(read, "Again")
    grow(other, 1)
    qtbot.wait(1000)
    assert not bar(other)


def test_far_too_many_steps_are_called_so(window, qtbot):
    view = window.desk.new(crowded(310), "Order")
    qtbot.waitUntil(lambda: "more than anybody can read" in bar(view), timeout=6000)
    answer(view, "Wrap parts into boxes")
    assert view.surface.tool_name == "boxing"
