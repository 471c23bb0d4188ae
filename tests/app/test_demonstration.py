"""How a problem comes about is played on the canvas, on the level where it does, and nothing is edited."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from designer.app.panels.problems import FINDING
from tests.support.build import (
    box,
    decision,
    flow,
    inside,
    outcome,
    parallel,
    process,
    task,
    trigger,
)

DELIVERY = process(
    trigger("start", at=(0, 100)),
    box("deliver", "delivery", at=(120, 90)),
    outcome("done", at=(400, 100)),
    "start -> deliver -> done",
    inside(
        "delivery",
        trigger("ordered", at=(0, 100)),
        decision("in-stock", name="In stock?", at=(120, 95)),
        task("pick", at=(260, 0)),
        task("reorder", at=(260, 170)),
        parallel("ready", at=(500, 95)),
        task("ship", at=(620, 90)),
        outcome("delivered", at=(860, 100)),
        "ordered -> in-stock",
        flow("in-stock", "pick", probability=0.5),
        flow("in-stock", "reorder", probability=0.5),
        "pick -> ready -> ship -> delivered",
        "reorder -> ready",
    ),
)


@pytest.fixture
def view(window, qtbot):
    window.resize(1280, 800)
    made = window.desk.new(DELIVERY, "Delivery")
    qtbot.waitUntil(lambda: bool(made.checker.findings), timeout=5000)
    window.show_dock("problems")
    return made


def click_badge(view, path):
    surface = view.surface
    at = surface.to_widget(surface.problems.badges(surface.scene)[path])
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=at)
    notice = surface.furniture.notices
    return notice.text, [button for button in notice.findChildren(QPushButton) if not button.isHidden()]


def test_the_badge_of_a_box_says_what_is_wrong_inside_and_shows_it(window, view):
    shown = [finding for finding in view.checker.findings if finding.severity != "advice"]
    for finding in shown:  # each click says the next
        text, buttons = click_badge(view, ("deliver",))
        assert text == finding.message
        assert [button.text() for button in buttons] == ["Show", *["Show how"] * bool(finding.witness)]
    assert view.surface.selected_ids() == ("deliver",)
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert view.surface.level == ("deliver",)


def test_the_badge_of_a_step_selects_it_and_offers_to_show_how(window, view):
    finding = next(finding for finding in view.checker.findings if finding.witness)
    view.surface.go(("deliver",))
    _, buttons = click_badge(view, ("deliver", finding.ids[0]))
    assert view.surface.selected_ids() == finding.ids[:1]
    assert [button.text() for button in buttons] == ["Show how"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert view.player.demonstration is not None


def test_the_badge_of_an_error_opens_the_field_that_mends_it(window, view, qtbot):
    with view.editor.edit("Break") as draft:
        draft.update("pick", role="nobody")
    qtbot.waitUntil(lambda: any(f.severity == "error" for f in view.checker.findings), timeout=5000)
    window.docks["inspector"].hide()
    view.surface.go(("deliver",))
    click_badge(view, ("deliver", "pick"))
    assert window.inspector.isVisible()
    assert window.inspector.isAncestorOf(QApplication.focusWidget())


def row_of(window, code):
    model = window.problems.model
    rows = [model.index(row) for row in range(model.rowCount())]
    return next(index for index in rows if index.data(FINDING).code == code)


def press_show_how(window, code):
    """A click on the button in the problem's line."""
    return press_button(window, code, window.problems.play_wanted)


def press_button(window, code, wanted):
    """A click on the button in a problem's line, found by where a click lands on it."""
    listed = window.problems.view
    index = row_of(window, code)
    listed.scrollTo(index)
    line = listed.visualRect(index)
    asked = []
    wanted.connect(asked.append)
    for x in range(line.right() - 20, line.center().x(), -12):
        QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, line.center().y()))
        if asked:
            return asked[0]
    raise AssertionError("there is no button in the line")


def test_a_click_plays_a_starving_join_where_it_starves(window, view, qtbot):
    before = view.editor.document
    finding = press_show_how(window, "join-never-fires")
    assert view.player.state == "playing"
    assert view.surface.level == ("deliver",)
    assert view.bars.texts()[0].startswith(finding.message)
    view.player.set_speed(5)
    qtbot.waitUntil(lambda: view.player.state == "paused", timeout=10_000)
    shown = view.player.demonstration
    assert view.player.time_ms == shown.end_ms
    assert shown.points == (("deliver", "ready"), ("deliver", "reorder-ready"))
    assert window.playback_bar.clock.text() == "Step 3 of 3"
    QTest.mouseClick(window.playback_bar.stop, Qt.MouseButton.LeftButton)
    assert not view.surface.is_playing_mode
    assert view.bars.texts() == []
    assert view.editor.document == before


def test_it_is_stepped_through_firing_by_firing(window, view):
    press_show_how(window, "join-never-fires")
    view.player.seek(0)
    seen = []
    while view.player.time_ms < view.player.playback.end_ms:
        window.commands.run("step-forward")
        seen.append(window.playback_bar.clock.text())
    assert list(dict.fromkeys(seen)) == ["Step 1 of 3", "Step 2 of 3", "Step 3 of 3"]
    window.commands.run("step-back")
    assert view.player.time_ms < view.player.playback.end_ms


def test_the_end_is_marked_on_the_canvas(window, view):
    press_show_how(window, "join-never-fires")
    view.player.pause()
    view.player.seek(0)
    begin = view.surface.grab().toImage()
    view.player.seek(view.player.playback.end_ms)
    end = view.surface.grab().toImage()
    warning = view.surface.theme.warning
    assert count(end, warning) > count(begin, warning) + 40


def count(image, color):
    return sum(
        image.pixelColor(x, y).name() == color.lower()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_the_command_shows_the_first_problem_that_can_be_shown(window, view):
    assert window.commands.run("show-how")
    assert view.player.demonstration is not None
    window.commands.run("stop")
    assert view.player.demonstration is None
    assert view.player.state == "empty"


def test_a_sound_document_has_nothing_to_show(window, qtbot):
    view = window.desk.new(process(trigger(), outcome(), "start -> done"), "Sound")
    qtbot.waitUntil(lambda: view.checker.is_current, timeout=5000)
    assert not window.commands.run("show-how")


def test_a_run_before_is_still_there_afterwards(window, view, qtbot):
    assert window.commands.run("show-how")
    window.commands.run("stop")
    assert view.player.run_made is None
    assert view.player.playback is None
