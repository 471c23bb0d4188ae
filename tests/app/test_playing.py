"""A run is played on the canvas; the document is never touched."""

from datetime import datetime, timedelta

import pytest

from designer.app.panels import figures
from designer.app.panels.playback_bar import speed_text
from designer.app.panels.timeline import ticks
from designer.exchange.templates import instantiate
from designer.model.scenario import Scenario


def short(name="purchase-approval", cases=20):
    document = instantiate(name)
    made = dict(document.scenarios)
    for scenario_id, scenario in made.items():
        made[scenario_id] = scenario.model_copy(update={"cases": cases, "replications": 2, "warm_up": None})
    from dataclasses import replace

    return replace(document, scenarios=made or {"s": Scenario(id="s", cases=cases, replications=2)})


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
    assert not window.inspector.isEnabled()
    assert not window.commands.run("delete")
    assert not window.commands.run("undo")
    window.commands.run("stop")
    assert window.inspector.isEnabled()


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


def test_figures_are_written_as_people_read_them():
    assert figures.number(1234567) == "1\u202f234\u202f567"
    assert figures.number(None) == figures.percent(None) == figures.time({"mean": None}) == "–"
    assert figures.percent(0.256) == "26 %"
    assert figures.money({"mean": 1234.5}, "EUR") == "€1\u202f234.50"
    assert figures.money({"mean": 5.0}, "CHF") == "5.00 CHF"
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
