"""Hints of the picture: shown in the window, with a remedy; unknown to the command line."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer import api
from designer.app.lint import lint
from tests.support.build import box, inside, process, task


def codes(document):
    return [finding.code for finding in lint(document)]


def heap():
    return process(
        box("p", "inner", at=(300, 0)),
        inside("inner", *(task(each, at=(10 * place, 0)) for place, each in enumerate("abc"))),
    )


def test_t44_what_lies_on_something_else_is_a_hint_and_one_key_spreads_it(window, qtbot):
    view = window.desk.new(heap(), "Heap")
    qtbot.waitUntil(lambda: "overlap" in {f.code for f in view.checker.findings}, timeout=5000)
    (finding,) = [f for f in view.checker.findings if f.code == "overlap"]
    assert finding.severity == "advice"
    assert finding.ids == ("b", "c")
    window.problems.view.setCurrentIndex(
        window.problems.model.index([f.code for f in view.checker.findings].index("overlap"))
    )
    view.surface.setFocus()
    before = view.editor.document
    QTest.keyClick(view.surface, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert lint(view.editor.document) == ()
    assert view.surface.level == ("p",)
    assert view.surface.selected_ids() == ("b", "c")
    after = view.editor.document
    window.undo()
    assert view.editor.document.nodes == before.nodes
    window.redo()
    assert view.editor.document.nodes == after.nodes


def test_boxes_of_one_name_are_a_hint_unless_they_run_the_same(window):
    inner = (inside("one", task("x")), inside("other", task("y")))
    same = process(box("p", "one", name="Check"), box("q", "one", name="Check", at=(300, 0)), *inner)
    different = process(box("p", "one", name="Check"), box("q", "other", name="Check", at=(300, 0)), *inner)
    assert codes(same) == []
    assert codes(different) == ["same-name"]


def test_the_checks_of_the_command_line_know_no_picture():
    assert "overlap" not in {finding.code for finding in api.check(heap())}


def test_an_empty_document_is_greeted_without_warnings(window, qtbot):
    view = window.desk.new()
    qtbot.waitUntil(lambda: view.checker.is_current, timeout=5000)
    assert view.checker.findings == ()
    assert window.status.problems.text() == "No problems"
    assert "workflow-empty" in {finding.code for finding in api.check(view.editor.document)}


def test_warnings_have_badges_only_while_the_list_of_problems_is_seen(window, qtbot):
    document = process(task("a"), task("b", at=(300, 0), role="nobody"))
    view = window.desk.new(document, "Work")
    qtbot.waitUntil(lambda: bool(view.checker.findings), timeout=5000)
    assert {f.severity for f in view.checker.findings} >= {"error", "warning"}
    surface = view.surface

    def shown():
        return {f.severity for found in surface.problems.on(surface.scene).values() for f in found}

    window.show_dock("problems")
    assert shown() == {"error", "warning"}
    window.commands.run("show-problems")
    assert shown() == {"error"}
    window.show_dock("problems")
    assert shown() == {"error", "warning"}
