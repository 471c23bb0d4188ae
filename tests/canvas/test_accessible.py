"""What a screen reader is told of the canvas."""

import pytest
from PySide6.QtGui import QAccessible

from designer.canvas.accessible import describe
from designer.canvas.surface import Surface
from designer.drawing.theme import theme
from designer.editing.editor import Editor
from tests.support.build import box, inside, process, role, task, trigger, workflow


@pytest.fixture
def surface(qtbot):
    document = process(
        workflow("main", name="Order handling"),
        trigger("start", at=(0, 0)),
        task("check-stock", role="clerk", at=(200, 0)),
        box("ship", "shipping", at=(400, 0)),
        inside("shipping", trigger("begin", at=(0, 0)), task("pack", at=(200, 0)), "begin -> pack"),
        "start -> check-stock -> ship",
        role("clerk"),
    )
    made = Surface(Editor(document), theme("light"))
    made.reduced_motion = True
    qtbot.addWidget(made)
    made.resize(900, 600)
    return made


def test_a_node_is_told_in_one_sentence(surface):
    said = describe(surface.editor.document, surface.scene, ("check-stock",))
    assert said == "Step \u2018Check stock\u2019, role Clerk, 2 of 3 in Order handling, next: Ship"


def test_the_selected_node_describes_the_canvas(surface):
    canvas = QAccessible.queryAccessibleInterface(surface)
    surface.select([("ship",)])
    said = canvas.text(QAccessible.Text.Description)
    assert said.startswith("Box \u2018Ship\u2019, closed, 3 of 3")
    surface.select([("ship",), ("start",)])
    assert canvas.text(QAccessible.Text.Description) == "2 selected"


def test_nodes_are_children_of_the_canvas_in_the_order_of_the_work(surface):
    surface.set_open(["ship"])
    canvas = QAccessible.queryAccessibleInterface(surface)
    names = [
        canvas.child(n).text(QAccessible.Text.Name).split("\u2019")[0] for n in range(canvas.childCount())
    ]
    assert names == [
        "Trigger \u2018Start",
        "Step \u2018Check stock",
        "Box \u2018Ship",
        "Trigger \u2018Begin",
        "Step \u2018Pack",
    ]


def test_a_selected_node_has_the_focus(surface):
    surface.select([("check-stock",)])
    canvas = QAccessible.queryAccessibleInterface(surface)
    assert canvas.focusChild().path == ("check-stock",)
    assert canvas.focusChild().rect().width() > 0
