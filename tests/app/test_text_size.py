"""The words of the interface at other sizes: at once, remembered, and nothing cut off (C21)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton

from designer.app.settings import Preferences
from designer.canvas.element_menu import ElementMenu
from designer.exchange.templates import instantiate
from tests.support.samples import one_of_each

KINDS = (QLabel, QPushButton, QToolButton, QCheckBox, QComboBox, QLineEdit)
LESS = {"", "…"}


@pytest.fixture(autouse=True)
def plain_again(window, preferences):
    window.resize(1440, 900)
    yield
    preferences.update(text_size=100)


def words_of(widget):
    return widget.currentText() if isinstance(widget, QComboBox) else widget.text()


def is_elided(widget):
    """Whether all of it is told by a tip where it is cut with dots."""
    return type(widget).__name__.startswith("Elided") or (isinstance(widget, QLabel) and widget.toolTip())


def cut(top):
    """What is written in a window and does not fit where it stands."""
    found = []
    for widget in (each for kind in KINDS for each in top.findChildren(kind)):
        said = words_of(widget).replace("&", "")
        if not widget.isVisible() or said in LESS or widget.visibleRegion().isEmpty():
            continue
        metrics = QFontMetrics(widget.font())
        if widget.height() < metrics.height() - 2:
            found.append((type(widget).__name__, said, "height", widget.height(), metrics.height()))
        is_free = isinstance(widget, QLineEdit) or is_elided(widget)
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.height() < widget.heightForWidth(widget.width()):
                found.append(("wrapped", said, "height", widget.height()))
        elif not is_free and widget.width() < min(
            metrics.horizontalAdvance(said), widget.minimumSizeHint().width()
        ):
            found.append((type(widget).__name__, said, "width", widget.width()))
    return found


def test_a_size_is_taken_at_once_wherever_words_are_and_is_remembered(window, preferences):
    view = window.desk.new(one_of_each(), "One of each")
    view.surface.select([("check",)])
    button = view.surface.furniture.zoom.findChildren(QToolButton)[0]
    samples = (window.menuBar(), window.inspector, window.playback_bar.run, window.status.problems, button)
    before = [QFontMetrics(each.font()).height() for each in samples]
    assert window.commands.run("text-150")
    after = [QFontMetrics(each.font()).height() for each in samples]
    assert all(now >= then * 1.4 for now, then in zip(after, before, strict=True))
    assert Preferences().settings.text_size == 150
    window.commands.run("text-100")
    assert [QFontMetrics(each.font()).height() for each in samples] == before


def test_the_drawing_keeps_its_own_zoom(window):
    view = window.desk.new(one_of_each(), "One of each")
    rects = {path: placed.rect for path, placed in view.surface.scene.nodes.items()}
    zoom = view.surface.zoom
    window.commands.run("text-150")
    assert view.surface.zoom == zoom
    assert {path: placed.rect for path, placed in view.surface.scene.nodes.items()} == rects


def test_larger_and_smaller_go_from_size_to_size_and_say_where_it_ends(window, preferences):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    for key, size in ((Qt.Key.Key_Plus, 110), (Qt.Key.Key_Equal, 125), (Qt.Key.Key_Minus, 110)):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        assert preferences.settings.text_size == size
    said = []
    window.say = said.append
    for way, end in (("text-larger", 175), ("text-smaller", 100)):
        while window.commands.run(way):
            pass
        assert preferences.settings.text_size == end
    assert said == ["Text does not get larger than this.", "Text does not get smaller than this."]


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_nothing_in_a_window_is_cut(window, preferences, qtbot, percent):
    qtbot.wait(20)
    assert cut(window) == [], "the start page"
    view = window.desk.new(instantiate("purchase-approval"), "Purchase")
    qtbot.wait(20)
    preferences.update(text_size=percent)
    qtbot.wait(50)
    for path in list(view.surface.scene.nodes)[:4]:
        view.surface.select([path])
        qtbot.wait(20)
        assert cut(window) == []
    for panel in ("problems", "results", "compare", "history"):
        window.docks.show(panel)
        qtbot.wait(20)
        assert cut(window) == []


@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("name", ["export", "properties", "new_from_template", "save_template", "about"])
def test_nothing_in_a_dialog_is_cut(window, preferences, qtbot, percent, name):
    window.desk.new(instantiate("purchase-approval"), "Purchase")
    preferences.update(text_size=percent)
    dialog = getattr(window.dialogs, name)()
    qtbot.wait(30)
    try:
        assert cut(dialog) == []
    finally:
        dialog.reject()


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_the_menu_of_elements_and_an_empty_canvas_are_not_cut(window, preferences, qtbot, percent):
    preferences.update(text_size=percent)
    view = window.desk.new()
    qtbot.wait(20)
    assert cut(view.surface) == []
    view.surface.setFocus()
    QTest.keyClick(view.surface, "N")
    (menu,) = view.surface.findChildren(ElementMenu)
    assert cut(menu) == []
    delegate = menu.list.itemDelegate()
    line = delegate.sizeHint(None, None)
    for entry in menu.entries():
        metrics = QFontMetrics(menu.search.font())
        assert line.height() >= metrics.height()
        assert line.width() - 34 - 28 >= metrics.horizontalAdvance(entry.offer.title)
    menu.cancel()
