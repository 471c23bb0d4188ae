"""What lies under a point, in the order that people expect."""

import pytest
from PySide6.QtCore import Qt

from designer.canvas.surface import Surface
from designer.drawing.theme import theme
from designer.editing.editor import Editor
from designer.layout.geometry import Point
from designer.model.document import View
from tests.support.build import area, box, inside, note, outcome, process, task, trigger


@pytest.fixture
def surface(qtbot):
    document = process(
        trigger("start", at=(0, 20)),
        box("ship", "shipping", at=(240, 0)),
        inside("shipping", trigger("begin", at=(16, 40)), task("pack", at=(200, 28)), "begin -> pack"),
        task("bill", at=(240, 300)),
        outcome("end", at=(900, 20)),
        note("remark", at=(0, 300), text="Mind"),
        area("stage", at=(500, 260)),
        "start -> ship -> end",
    ).with_view(View(open=("ship",)))
    made = Surface(Editor(document), theme("light"))
    made.reduced_motion = True
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.navigation.use(made.navigation.camera.placed(Point(-100, -100), Point(0, 0), 1.0))
    return made


def kinds(surface, x, y):
    hit = surface.hit(Point(x, y))
    return hit.kind, hit.path, hit.container


def test_a_step_in_a_box_is_hit_before_the_box(surface):
    rect = surface.scene.nodes["ship", "pack"].rect
    assert kinds(surface, *rect.center) == ("node", ("ship", "pack"), ("ship",))


def test_the_parts_of_an_open_box(surface):
    rect = surface.scene.nodes["ship",].rect
    assert kinds(surface, rect.x + 16, rect.y + 18)[0] == "chevron"
    assert kinds(surface, rect.x + 70, rect.y + 18)[0] == "title"
    assert kinds(surface, rect.center.x, rect.y + 3)[0] == "header"
    assert kinds(surface, rect.x + 2, rect.bottom - 20)[0] == "header"
    assert kinds(surface, rect.center.x, rect.bottom - 14) == ("inside", ("ship",), ("ship",))


def test_ports_of_a_box_are_hit_on_its_border(surface):
    port = next(one for one in surface.scene.ports if one.node == "begin")
    hit = surface.hit(port.at)
    assert (hit.kind, hit.path, hit.detail) == ("port", ("ship",), "begin")


def test_a_flow_is_hit_within_six_pixels(surface):
    one, other = surface.scene.flows["start-ship",].points[:2]
    middle = Point((one.x + other.x) / 2, (one.y + other.y) / 2)
    assert kinds(surface, middle.x, middle.y + 5)[:2] == ("flow", ("start-ship",))
    assert kinds(surface, middle.x, middle.y + 12)[0] == "canvas"


def test_flows_stay_easy_to_hit_from_afar(surface):
    surface.set_zoom(0.5)
    one, other = surface.scene.flows["start-ship",].points[:2]
    middle = Point((one.x + other.x) / 2, (one.y + other.y) / 2)
    assert kinds(surface, middle.x, middle.y + 10)[0] == "flow"


def test_the_inside_of_an_area_is_canvas_and_its_edge_is_not(surface):
    rect = surface.scene.nodes["stage",].rect
    assert kinds(surface, *rect.center)[0] == "canvas"
    assert kinds(surface, rect.x + 2, rect.center.y)[:2] == ("node", ("stage",))


def test_ports_and_append_appear_on_the_step_under_the_pointer(surface):
    rect = surface.scene.nodes["bill",].rect
    beside = Point(rect.right + 22, rect.center.y)
    assert surface.hit(beside).kind == "canvas"
    surface.hover(rect.center)
    assert surface.hit(beside).kind == "append"
    assert (
        surface.hit(Point(rect.x, rect.center.y)).kind,
        surface.hit(Point(rect.x, rect.center.y)).detail,
    ) == (
        "port",
        "left",
    )
    surface.hover(Point(rect.right + 400, rect.bottom + 300))
    assert surface.hit(beside).kind == "canvas"


def test_only_what_can_be_resized_has_handles(surface):
    surface.select([("remark",)])
    rect = surface.scene.nodes["remark",].rect
    assert (
        surface.hit(Point(rect.right, rect.bottom)).kind,
        surface.hit(Point(rect.right, rect.bottom)).detail,
    ) == (
        "handle",
        "se",
    )
    surface.select([("bill",)])
    rect = surface.scene.nodes["bill",].rect
    assert surface.hit(Point(rect.right - 1, rect.bottom - 1)).kind == "node"


@pytest.mark.parametrize("zoom", [0.25, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("chosen", ["bill", "remark", "ship", "end", "start"])
def test_t48_controls_are_never_closer_than_twelve_pixels(surface, chosen, zoom):
    surface.set_zoom(zoom)
    surface.select([(chosen,)])
    surface.hover(surface.scene.nodes[chosen,].rect.center)
    controls = [control.at for shown in surface.hovering.shown().values() for control in shown]
    near = [
        (a, b)
        for number, a in enumerate(controls)
        for b in controls[number + 1 :]
        if (a.x - b.x) ** 2 + (a.y - b.y) ** 2 < 12**2
    ]
    assert near == []


def test_an_end_and_a_segment_of_a_selected_flow_can_be_taken(surface):
    surface.select([("ship-end",)])
    points = surface.scene.flows["ship-end",].points
    assert (surface.hit(points[-1]).kind, surface.hit(points[-1]).detail) == ("end", "target")
    middle = Point((points[0].x + points[1].x) / 2, (points[0].y + points[1].y) / 2)
    assert surface.hit(middle).kind == "segment"


def test_everything_under_a_point_from_the_top(surface):
    rect = surface.scene.nodes["ship", "pack"].rect
    assert [hit.path for hit in surface.hits(rect.center)] == [("ship", "pack"), ("ship",)]


def test_the_container_of_a_point(surface):
    rect = surface.scene.nodes["ship",].rect
    inside_it = Point(rect.center.x, rect.bottom - 20)
    assert surface.container_at(inside_it) == ("ship",)
    assert surface.container_at(inside_it, without=[("ship",)]) == ()
    assert surface.container_at(Point(rect.center.x, rect.y + 5)) == ()


def test_a_right_click_selects_what_it_is_about(surface, qtbot):
    surface.show()
    spot = surface.to_widget(surface.scene.nodes["bill",].rect.center)
    qtbot.mousePress(surface, Qt.MouseButton.RightButton, pos=spot)
    qtbot.mouseRelease(surface, Qt.MouseButton.RightButton, pos=spot)
    assert surface.selection == {("bill",)}
    assert surface.menus.context is not None
    surface.menus.context.close()
