"""Problems that the program can mend: from the bar of a run, the list, a badge, and by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton

from designer.app.notices import Bar
from designer.model import graph
from tests.app.test_demonstration import click_badge, press_button
from tests.support.build import decision, flow, outcome, process, task, trigger

STEPS = "Order received\nCheck stock\nShip the goods"


def choose(window, words):
    """Clicks a button of the document in front by its words."""
    found = window.view.findChildren(QAbstractButton)
    buttons = [button for button in found if button.isVisible() and button.text().strip() == words]
    assert len(buttons) == 1, words
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def offers(window):
    return [
        b.text() for bar in window.view.findChildren(Bar) for b in bar.findChildren(QPushButton) if b.text()
    ]


@pytest.fixture
def view(window, qtbot):
    """A decision whose ways come to 0.9, and a step after which nothing comes."""
    window.resize(1280, 800)
    made = window.desk.new(
        process(
            trigger(),
            decision(at=(200, 0)),
            outcome(at=(400, 0)),
            task(at=(400, 150)),
            "start -> choose",
            flow("choose", "done", probability=0.5),
            flow("choose", "work", probability=0.4),
        ),
        "Work",
    )
    qtbot.waitUntil(lambda: bool(made.checker.findings), timeout=5000)
    window.show_dock("problems")
    return made


def test_a_pasted_list_is_run_after_two_clicks(window, qtbot):
    view = window.desk.new()
    QGuiApplication.clipboard().setText(STEPS)
    choose(window, "Paste a list of steps")
    seen = view.surface.visible
    assert all(seen.encloses(placed.rect) for placed in view.surface.scene.nodes.values())
    window.commands.run("run")
    qtbot.waitUntil(lambda: bool(view.bars.texts()), timeout=5000)
    assert "no trigger" in view.bars.texts()[0]
    assert offers(window) == ["Add a trigger"], "the process itself is seen already"
    choose(window, "Add a trigger")
    (begin,) = graph.triggers(view.editor.document, view.editor.document.root)
    assert view.surface.selected_ids() == (begin.id,)
    qtbot.waitUntil(lambda: bool(view.bars.texts()), timeout=5000)
    assert "how often cases come" in view.bars.texts()[0]
    assert offers(window) == ["One every 30 min", "Show"]
    choose(window, "One every 30 min")
    qtbot.waitUntil(lambda: view.player.state == "playing", timeout=20_000)
    window.commands.run("stop")
    window.undo()
    window.undo()
    assert graph.triggers(view.editor.document, view.editor.document.root) == ()


def test_the_button_in_the_list_mends_its_problem(window, view):
    before = view.editor.document
    press_button(window, "probabilities-sum", window.problems.mend_wanted)
    chances = [f.probability for f in view.editor.document.flows_from("choose") if f.probability]
    assert chances == [0.5556, 0.4444]
    assert set(view.surface.selected_ids()) == {"choose", "choose-done", "choose-work"}
    window.undo()
    assert view.editor.document.flows == before.flows


def test_the_key_mends_the_problem_in_the_current_row_first(window, view):
    codes = [finding.code for finding in view.checker.findings]
    assert codes.index("probabilities-sum") < codes.index("dead-end")
    for _ in range(codes.index("dead-end") + 1):
        window.commands.run("next-problem")
    QTest.keyClick(view.surface, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    (made,) = (f.target for f in view.editor.document.flows_from("work"))
    assert view.editor.document.nodes[made].kind == "outcome"


def test_a_badge_offers_what_mends_it(window, view):
    text, buttons = click_badge(view, ("choose",))
    assert "sum to 0.9" in text
    assert [button.text() for button in buttons] == ["Make them sum to 1"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert view.editor.history.done[-1].title == "Make them sum to 1"


def test_what_was_mended_by_hand_meanwhile_is_said_to_be(window, view):
    finding = next(f for f in view.checker.findings if f.code == "probabilities-sum")
    with view.editor.edit("By hand") as draft:
        draft.update("choose-work", probability=0.5)
    window.problems.mend_wanted.emit(finding)
    assert window.status.text == "It is mended already."
    assert view.editor.history.done[-1].title == "By hand"
