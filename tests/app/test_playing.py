"""A run is played on the canvas; the document is never touched."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from designer.app.panels import figures
from designer.app.panels.figure_table import FigureTable
from designer.app.panels.playback_bar import speed_text
from designer.app.panels.timeline import ticks
from designer.exchange.templates import instantiate
from designer.model.scenario import Scenario


def short(name="purchase-approval", cases=20, replications=2):
    document = instantiate(name)
    made = dict(document.scenarios)
    for scenario_id, scenario in made.items():
        made[scenario_id] = scenario.model_copy(
            update={"cases": cases, "replications": replications, "warm_up": None}
        )
    from dataclasses import replace

    return replace(
        document, scenarios=made or {"s": Scenario(id="s", cases=cases, replications=replications)}
    )


@pytest.fixture
def played(window, qtbot):
    view = window.desk.new(short(), "Purchase")
    window.commands.run("run")
    assert view.player.state == "simulating"
    qtbot.waitUntil(lambda: view.player.state == "playing", timeout=20_000)
    return view


def test_a_run_plays_from_its_start_and_stopping_leaves_everything_as_it_was(window, played, qtbot):
    before = played.editor.document
    qtbot.waitUntil(lambda: played.player.time_ms > 0)
    assert played.surface.is_playing_mode
    window.commands.run("stop")
    assert not played.surface.is_playing_mode
    assert played.editor.document is before
    assert not played.session.is_dirty
    assert played.player.state == "empty"


def test_while_a_run_is_shown_the_forms_say_how_to_edit_again(window, played):
    said = next(b for b in window.inspector.findChildren(QPushButton) if b.objectName() == "obstacle")
    assert said.isVisible()
    assert said.text() == "Stop playback to edit."
    name = next(f for f in window.inspector.findChildren(QLineEdit) if f.isVisible())
    assert not name.isEnabled()
    QTest.mouseClick(said, Qt.MouseButton.LeftButton)
    assert played.player.state == "empty"
    assert name.isEnabled()
    assert not said.isVisible()


def test_after_run_and_stop_the_keys_go_to_the_canvas(window, qtbot):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 2000)
    view = window.desk.new(short(), "Purchase")
    QTest.mouseClick(window.playback_bar.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.player.state == "playing", timeout=20_000)
    assert view.surface.hasFocus()
    QTest.mouseClick(window.playback_bar.stop, Qt.MouseButton.LeftButton)
    assert view.surface.hasFocus()


def test_events_are_stepped_through_forward_and_back(window, played):
    player = played.player
    player.seek(0)
    moments = []
    for _ in range(5):
        window.commands.run("step-forward")
        moments.append(player.time_ms)
    assert moments == sorted(set(moments))
    for expected in reversed(moments[:-1]):
        window.commands.run("step-back")
        assert player.time_ms == expected
    assert player.state == "paused"


def test_the_scrub_bar_seeks(window, played):
    played.player.pause()
    window.playback_bar.timeline.sought.emit(played.player.playback.end_ms / 2)
    assert played.player.time_ms == played.player.playback.end_ms / 2
    assert "open" in window.playback_bar.counts.text()


def test_editing_waits_for_the_end_of_playback(window, played):
    assert not window.commands.run("delete")
    assert not window.commands.run("undo")
    window.commands.run("stop")
    assert window.commands.run("select-all")


def test_boxes_are_opened_and_entered_while_the_clock_runs(window, played):
    box = next(node.id for node in played.editor.document.nodes.values() if node.kind == "workflow")
    played.surface.toggle([(box,)])
    played.player.seek(played.player.playback.end_ms / 3)
    played.surface.enter((box,))
    assert played.surface.level == (box,)
    assert played.surface.is_playing_mode
    assert played.player.time_ms == played.player.playback.end_ms / 3


def test_a_run_of_an_older_document_says_so(window, played):
    window.commands.run("stop")
    assert not played.player.is_stale
    task = next(node.id for node in played.editor.document.nodes.values() if node.kind == "task")
    with played.editor.edit("Rename") as draft:
        draft.update(task, name="Changed")
    assert played.player.is_stale
    assert window.playback_bar.stale.isVisibleTo(window.playback_bar)
    played.editor.undo()
    assert not played.player.is_stale


def test_what_cannot_be_simulated_is_explained_with_the_way_there(window, qtbot):
    view = window.desk.new()
    window.commands.run("run")
    qtbot.waitUntil(lambda: bool(view.bars.texts()), timeout=5000)
    assert view.bars.texts()[0].startswith("This cannot be simulated yet: ")


def test_a_run_can_be_given_up(window, qtbot):
    view = window.desk.new(short(cases=20_000), "Long")
    window.commands.run("run")
    view.player.cancel()
    qtbot.waitUntil(lambda: view.player.state != "simulating", timeout=5000)


def test_a_run_given_up_shows_the_replications_that_are_done_and_says_so(window, qtbot):
    view = window.desk.new(short(cases=200, replications=20_000), "Long")
    shares = []
    view.player.progressed.connect(shares.append)
    window.commands.run("run")
    qtbot.waitUntil(lambda: bool(shares) and shares[-1] > 0.001, timeout=20_000)
    view.player.cancel()
    qtbot.waitUntil(lambda: view.player.state == "playing", timeout=20_000)
    count = view.player.run_made.summary["replications"]
    assert 1 <= count < 20_000
    window.show_dock("results")
    told = [label.text() for label in window.results.findChildren(QLabel)]
    assert any(f"{count} replication" in text and "stopped early" in text for text in told)


def test_closing_a_document_ends_its_run(window, qtbot):
    view = window.desk.new(short(cases=20_000), "Long")
    window.commands.run("run")
    window.filing.close(view)
    assert window.desk.views == []


def test_results_name_cases_roles_steps_and_outcomes(played):
    made = played.player.run_made
    titles = [card.title for card in figures.cards(made.summary, made.document)]
    assert titles[:3] == ["Cases finished", "Cycle time", "Waiting"]
    roles, steps, outcomes = figures.tables(made.summary, made.document)
    assert len(roles.rows) == len(made.document.roles)
    assert steps.rows
    assert outcomes.rows
    assert all(len(row) == len(table.columns) for table in (roles, steps, outcomes) for row in table.rows)


def test_figures_are_copied_as_cells_with_plain_numbers(window, played):
    QTest.mouseClick(
        next(b for b in window.results.findChildren(QPushButton) if b.text() == "Copy figures"),
        Qt.MouseButton.LeftButton,
    )
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Figure", "Value", ""]
    head = next(line for line in lines if line.startswith("Step\t"))
    assert head.split("\t") == ["Step", "Done", "Waiting (h)", "Work (h)", "In all (h)", "Delay (h)"]
    cells = lines[lines.index(head) + 1].split("\t")
    assert all(float(cell) >= 0 for cell in cells[1:])
    assert QApplication.clipboard().mimeData().data("text/csv").data().startswith(b"Figure,Value,")


def test_a_click_on_a_heading_sorts_and_rows_keep_what_they_speak_of(window, qtbot, played):
    window.show_dock("results")
    table = next(t for t in window.results.findChildren(FigureTable) if t.accessibleName() == "Steps")
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    counts = [int(table.item(row, 1).text().replace("\u202f", "")) for row in range(table.rowCount())]
    assert counts == sorted(counts, reverse=True)
    with qtbot.waitSignal(window.results.chosen) as chosen:
        table.cellClicked.emit(0, 0)
    node = played.editor.document.nodes[chosen.args[0]]
    assert table.item(0, 0).text() == node.name
    assert list(played.surface.selected_ids()) == [node.id]


def test_results_are_no_wider_than_a_narrow_window_gives_them_room(window, played, qtbot):
    window.resize(900, 600)
    window.show_dock("results")
    results = window.results
    qtbot.waitUntil(lambda: results.widget().width() == results.viewport().width())
    assert results.widget().minimumSizeHint().width() <= results.viewport().width() < 560


def test_a_role_among_the_results_opens_its_form(window, played):
    role = next(iter(played.editor.document.roles.values()))
    window.results.chosen.emit(role.id)
    assert any(label.text() == role.name for label in window.inspector.findChildren(QLabel))


def test_a_second_run_is_compared_with_the_first():
    first = figures.Card("Cycle time", "2 h", value=7200.0)
    assert (
        figures.change(figures.Card("Cycle time", "1 h", value=3600.0), [first])
        == "\N{MINUS SIGN}50 % from 2 h"
    )
    assert figures.change(first, [first]) == "as before"
    assert figures.change(first, []) == ""
    kept = figures.Card("On time", "80 %", value=0.8)
    assert figures.change(figures.Card("On time", "90 %", value=0.9), [kept]) == "+10 points from 80 %"


def test_figures_are_written_as_people_read_them():
    assert figures.number(1234567) == "1\u202f234\u202f567"
    assert figures.number(None) == figures.percent(None) == figures.time({"mean": None}) == "–"
    assert figures.percent(0.256) == "26 %"
    assert figures.cost({"mean": 1234.5}, "EUR") == "€1\u202f234.50"
    assert figures.cost({"mean": 5.0}, "CHF") == "5.00 CHF"
    assert figures.share_of({"mean": 30.0}, {"mean": 120.0}) == "25 % of the cycle time"


@pytest.mark.parametrize(
    ("speed", "text"), [(0.25, "×¼ · 1 s = 15 min"), (2, "×2 · 1 s = 2 h"), ("real", "Real time · 1 s = 1 s")]
)
def test_a_speed_says_what_it_means(speed, text):
    assert speed_text(speed, 3600) == text


def test_ticks_stand_at_round_moments():
    start = datetime(2026, 1, 5, 9, 30)
    marks = ticks(start, timedelta(days=3).total_seconds() * 1000, 800)
    assert [text for _, text in marks] == [
        "Mon 12:00",
        "Tue 00:00",
        "Tue 12:00",
        "Wed 00:00",
        "Wed 12:00",
        "Thu 00:00",
    ]
    assert marks[0][0] == timedelta(hours=2, minutes=30).total_seconds() * 1000
    assert ticks(start, 0, 800) == []
