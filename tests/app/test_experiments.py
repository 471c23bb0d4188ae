"""Runs to a precision and scenarios compared, in the window."""

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel

from designer.app.panels.cause_bar import CauseBar
from designer.app.panels.comparison_table import IntervalBar
from designer.app.panels.figure_table import FigureTable
from tests.app.test_playing import short


@pytest.fixture
def view(window):
    return window.desk.new(short(), "Purchase")


def run(window, view, qtbot):
    before = view.player.run_made
    window.commands.run("run")
    qtbot.waitUntil(lambda: view.player.run_made is not before, timeout=20_000)
    view.player.pause()
    return view.player.run_made.summary


def test_a_run_takes_as_many_replications_as_its_precision_needs(window, view, qtbot):
    window.show_dock("results")
    precision = next(
        box for box in window.results.findChildren(QComboBox) if box.accessibleName() == "Precision"
    )
    precision.setCurrentIndex(1)
    precision.activated.emit(1)
    QTest.mouseClick(
        next(t for t in window.results.findChildren(QCheckBox)),
        Qt.MouseButton.LeftButton,
    )
    summary = run(window, view, qtbot)
    assert summary["precision"]["wanted"] == 0.1
    assert summary["replications"] > 2
    assert summary["warm_up_found"]["method"] == "MSER-5"
    assert any("±" in label.text() for label in window.results.findChildren(QLabel))


def test_the_causes_of_delay_are_drawn_and_lead_to_the_step(window, view, qtbot):
    window.show_dock("results")
    summary = run(window, view, qtbot)
    (bar,) = window.results.findChildren(CauseBar)
    assert "Off shift:" in bar.toolTip()
    steps = next(t for t in window.results.findChildren(FigureTable) if t.accessibleName() == "Steps")
    last = steps.columnCount() - 1
    delays = [steps.item(row, last).cell.value for row in range(steps.rowCount())]
    assert delays == sorted(delays, reverse=True)
    assert steps.item(0, last).toolTip()
    steps.sortByColumn(last, Qt.SortOrder.AscendingOrder)
    assert steps.item(steps.rowCount() - 1, last).cell.value == max(
        node["waiting_causes"]["all"]["total"] for node in summary["nodes"].values()
    )


def test_scenarios_are_compared_and_copied(window, view, qtbot):
    panel = window.comparison
    window.show_dock("compare")
    assert panel.first.currentText() == "As is"
    QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.compared is not None, timeout=20_000)
    assert len(panel.findChildren(IntervalBar)) == sum(
        len(each.differences) for each in panel.compared.comparisons
    )
    panel.copy()
    data = QApplication.clipboard().mimeData().data("text/csv").data().decode()
    rows = list(csv.DictReader(io.StringIO(data)))
    assert {row["Scenario"] for row in rows} == {tick.text() for tick in panel.ticks.values()}
    assert all(float(row["Mean"]) >= 0 for row in rows)


def test_only_what_is_ticked_is_compared(window, view, qtbot):
    panel = window.comparison
    window.show_dock("compare")
    for tick in panel.ticks.values():
        tick.setChecked(False)
    assert not panel.start.isEnabled()
    key, tick = next(iter(panel.ticks.items()))
    tick.setChecked(True)
    QTest.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.compared is not None, timeout=20_000)
    assert [each.scenario for each in panel.compared.comparisons] == [key]


def test_a_document_with_one_way_to_run_says_how_to_get_another(window):
    window.desk.new()
    window.show_dock("compare")
    assert any("Add a scenario" in label.text() for label in window.comparison.findChildren(QLabel))
    assert not window.comparison.start.isVisible()
