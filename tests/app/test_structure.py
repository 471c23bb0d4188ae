"""The tree of all levels: dragging moves into a box, several are chosen together, with the canvas."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QTest

from designer.editing.nodes import delete
from designer.exchange.jsonfile import write
from designer.model.document import View
from tests.support.build import box, inside, outcome, process, task, trigger, workflow


@pytest.fixture
def view(window):
    document = process(
        workflow("main", name="Order"),
        trigger("start"),
        task("a", at=(200, 0)),
        task("b", at=(450, 0)),
        outcome("end", at=(700, 0)),
        box("p", "inner", at=(200, 200)),
        "start -> a -> b -> end",
        inside("inner", trigger("in"), task("x", at=(200, 0)), box("q", "deep", at=(450, 0)), "in -> x"),
        inside("deep", task("y"), task("z", at=(240, 0))),
    )
    return window.desk.new(document, "Order")


def index(window, *path):
    return window.structure.tree.index_of(path)


def choose(window, *paths):
    model = window.structure.view.selectionModel()
    window.structure.view.clearSelection()
    for path in paths:
        model.select(index(window, *path), QItemSelectionModel.SelectionFlag.Select)


def drop(window, paths, *into):
    """Lets rows go over another, as the tree does at the end of a drag."""
    model = window.structure.tree
    data = model.mimeData([index(window, *path) for path in paths])
    target = index(window, *into)
    if model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target):
        model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target)


def saved(view):
    return write(view.editor.document.with_view(View()))


def test_a_row_dropped_on_a_box_goes_into_it_as_one_edit(window, view):
    before = saved(view)
    drop(window, [("a",)], "p")
    assert view.editor.document.nodes["a"].workflow == "inner"
    assert {(f.source, f.target) for f in view.editor.document.flows.values()} >= {("start", "b")}
    assert len(view.editor.history.done) == 1
    after = saved(view)
    window.undo()
    assert saved(view) == before
    window.redo()
    assert saved(view) == after


def test_rows_of_a_level_that_is_not_shown_are_moved_too(window, view):
    drop(window, [("p", "q", "y"), ("p", "q", "z")])
    assert {view.editor.document.nodes[each].workflow for each in "yz"} == {"main"}
    assert view.surface.level == ()


@pytest.mark.parametrize(
    ("rows", "into"),
    [([("p",)], ("p", "q")), ([("start",)], ("p",)), ([("a",)], ()), ([("a",), ("p", "x")], ("p", "q"))],
    ids=["a box into itself", "a second trigger", "where it is", "of two workflows"],
)
def test_what_may_not_go_there_stays_and_it_is_said_why(window, view, rows, into):
    before = saved(view)
    window.say("")
    drop(window, rows, *into)
    assert saved(view) == before
    assert window.status.text


def test_a_step_takes_no_rows(window, view):
    before = saved(view)
    drop(window, [("a",)], "b")
    assert saved(view) == before


def test_several_rows_are_several_on_the_canvas_and_the_other_way_round(window, view):
    choose(window, ("a",), ("b",))
    assert view.surface.selection == {("a",), ("b",)}
    view.surface.select([("start",), ("end",)])
    chosen = {i.data(Qt.ItemDataRole.DisplayRole) for i in window.structure.view.selectedIndexes()}
    assert chosen == {"Start", "End"}


def test_several_rows_of_another_level_show_that(window, view):
    choose(window, ("p", "q", "y"))
    choose(window, ("p", "q", "y"), ("p", "q", "z"))
    assert view.surface.level == ("p", "q")
    assert view.surface.selection == {("p", "q", "y"), ("p", "q", "z")}


def test_the_filter_finds_a_step_on_any_level(window, view):
    QTest.keyClicks(window.structure.search, "z")
    top = window.structure.tree.index(0, 0, QModelIndex())
    names = []
    while top.isValid():
        names.append(top.data(Qt.ItemDataRole.DisplayRole))
        top = window.structure.tree.index(0, 0, top)
    assert names == ["Order", "P", "Q", "Z"]


def test_a_tree_that_nobody_sees_is_not_read_anew_until_it_is_shown(window, view, qtbot):
    window.commands.run("show-structure")
    count = len(window.structure.tree.rows)
    with view.editor.edit("Delete") as draft:
        delete(draft, ["b"])
    qtbot.wait(200)
    assert len(window.structure.tree.rows) == count
    window.commands.run("show-structure")
    assert len(window.structure.tree.rows) == count - 1


def test_a_row_of_a_shared_workflow_shows_the_place_that_was_clicked(window):
    document = process(
        box("one", "shared"), box("two", "shared", at=(300, 0)), inside("shared", task("x"), task("y"))
    )
    view = window.desk.new(document, "Shared")
    choose(window, ("two", "x"))
    assert view.surface.level == ("two",)
    assert view.surface.selection == {("two", "x")}
    choose(window, ("one", "y"))
    assert view.surface.level == ("one",)
