"""From nothing to a saved, simulated process, by mouse and keys alone in the real window."""

import os
import signal
import subprocess
import sys
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from designer.app import folders
from designer.exchange import files
from designer.exchange.jsonfile import write
from designer.model.document import View

CONTROL = Qt.KeyboardModifier.ControlModifier


def bare(document):
    return write(document.with_view(View()))


def press(widget, name, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, name, modifiers)


def type_name(window, text):
    """Types into the name editor that an act opened, and leaves it with Enter."""
    editor = window.focusWidget()
    assert editor is not window.view.surface, "no editor was opened"
    QTest.keyClicks(editor, text)
    press(editor, Qt.Key.Key_Return)


@pytest.fixture
def drawn(window, qtbot):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 2000)
    press(window, Qt.Key.Key_N, CONTROL)
    view = window.view
    tile = next(t for t in window.palette_panel.tiles() if t.offer.title == "Trigger")
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    type_name(window, "Order arrives")
    for name in ("Check stock", "Send parcel"):
        view.surface.setFocus()
        press(view.surface, Qt.Key.Key_Right, CONTROL)
        type_name(window, name)
    return view


def test_a_chain_is_drawn_saved_and_read_again(window, drawn, tmp_path, monkeypatch):
    names = [row.name for row in _rows(window, drawn)]
    assert names == ["Order arrives", "Check stock", "Send parcel"]
    assert len(drawn.editor.document.flows) == 2
    assert len(drawn.editor.history.done) >= 3
    target = tmp_path / "order.process.json"
    monkeypatch.setattr(window.filing, "ask_target", lambda _: target)
    press(window, Qt.Key.Key_S, CONTROL)
    assert files.load(target) == drawn.editor.document
    assert not drawn.session.is_dirty


def _rows(window, view):
    window.structure.refresh()
    return window.structure.tree.top.children


def test_undo_to_the_start_and_redo_give_the_same_bytes(window, drawn):
    document = bare(drawn.editor.document)
    count = len(drawn.editor.history.done)
    for _ in range(count):
        press(window, Qt.Key.Key_Z, CONTROL)
    assert not drawn.editor.document.nodes
    assert not drawn.session.is_dirty
    for _ in range(count):
        press(window, Qt.Key.Key_Y, CONTROL)
    assert bare(drawn.editor.document) == document


def test_the_properties_of_the_selected_step_are_shown_and_changed(window, drawn):
    node = next(n for n in drawn.editor.document.nodes.values() if n.name == "Check stock")
    drawn.surface.reveal(node.id)
    field = next(f for f in window.inspector.findChildren(QLineEdit) if f.text() == "Check stock")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Check")
    press(field, Qt.Key.Key_Return)
    assert drawn.editor.document.nodes[node.id].name == "Check"


CHILD = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from designer.app.main import application, open_window

app = application()
window = open_window(app)
window.show()
view = window.filing.open_path(Path(sys.argv[1]))
for number in range(7):
    with view.editor.edit("Rename") as draft:
        draft.update(view.editor.document.root, name=f"Edit {number}")
QTest.qWait(1200)
print("edited", flush=True)
QTest.qWait(60_000)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_window_killed_in_the_middle_of_editing_gives_the_edits_back(window, tmp_path):
    from designer.exchange.templates import instantiate

    path = tmp_path / "lost.process.json"
    files.save(instantiate("purchase-approval"), path)
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, env=os.environ)
    assert child.stdout.readline() == b"edited\n"
    assert list(folders.recovery().glob("*.journal"))
    window.filing.recover()
    assert window.desk.views == [], "the journal of a living program is its own"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    time.sleep(0.1)
    window.filing.recover()
    assert "7 edits" in window.view.bars.texts()[0]
    window.view.session.restore()
    document = window.view.editor.document
    assert document.workflows[document.root].name == "Edit 6"


def test_a_tab_that_is_turned_to_has_the_keyboard_whatever_had_it(window, drawn):
    press(window, Qt.Key.Key_N, CONTROL)
    window.structure.search.setFocus()
    bar = window.desk.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    assert window.view is drawn
    assert window.focusWidget() is drawn.surface


def test_a_click_on_an_answer_leaves_the_keyboard_with_the_canvas(window, drawn):
    bar = drawn.bars.say("test", "Something happened.", (("Do it", lambda: None),))
    answer = next(b for b in bar.findChildren(QPushButton) if b.text() == "Do it")
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is drawn.surface
