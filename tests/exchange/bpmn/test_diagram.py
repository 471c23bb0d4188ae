"""BPMN's diagrams: the same places and the same lines as on the picture."""

from itertools import pairwise

import pytest

from designer.drawing.picture import picture
from designer.drawing.shapes import Group, Line
from designer.drawing.theme import theme
from designer.exchange import files
from designer.layout.geometry import Point, Rect
from designer.layout.scene import words_of
from designer.layout.swimlanes.view import unfold_in_lanes
from designer.layout.unfold import unfold
from designer.model import graph
from tests.exchange.bpmn.reading import by_id, exported, found, is_synthetic, qualified, shapes, waypoints
from tests.exchange.bpmn.test_export import EXITS, MODELS
from tests.support.build import box, flow, inside, note, outcome, process, role, state, task, trigger

each_model = pytest.mark.parametrize("file", MODELS, ids=lambda file: file.name.split(".")[0])
each_way = pytest.mark.parametrize("opened", [False, True], ids=["closed", "open"])
each_view = pytest.mark.parametrize("lanes", [None, "role"], ids=["plain", "lanes"])
ROUND = ("trigger", "outcome")


def scenes(document, opened, lanes):
    """Every level that has a plane of its own, as the canvas shows it."""
    boxes = tuple(document.nodes) if opened else ()
    levels = [()] if opened else graph.levels(document, document.root).values()
    for level in levels:
        if lanes is None:
            yield unfold(document, level, boxes)
        else:
            yield unfold_in_lanes(document, level, boxes, lanes, empty=False)


def on_border(rect: Rect, point: Point) -> bool:
    inner = rect.x < point.x < rect.right and rect.y < point.y < rect.bottom
    return rect.grown(1e-6).holds(*point) and not (inner and rect.grown(-1e-6).holds(*point))


@each_view
@each_way
@each_model
def test_steps_stand_where_the_canvas_has_them_and_flows_run_along_its_routes(file, opened, lanes):
    document = files.load(file)
    root = exported(document, tuple(document.nodes) if opened else (), lanes)
    places, lines = shapes(root), waypoints(root)
    for scene in scenes(document, opened, lanes):
        for placed in scene.nodes.values():
            if placed.node.kind in ROUND:
                assert placed.rect.encloses(places[placed.node.id])
            else:
                assert places[placed.node.id] == placed.rect
        for routed in scene.flows.values():
            assert lines[routed.flow.id] == routed.points


@each_view
@each_way
@each_model
def test_every_line_ends_on_the_borders_of_what_it_joins(file, opened, lanes):
    root = exported(files.load(file), [*files.load(file).nodes] if opened else (), lanes)
    places, lines = shapes(root), waypoints(root)
    for element in found(root, "sequenceFlow"):
        line, source = lines[element.get("id")], by_id(root, element.get("sourceRef"))
        assert on_border(places[element.get("targetRef")], line[-1]), element.get("id")
        if is_synthetic(source) and not is_synthetic(element):  # it begins on the border of the node before
            (before,) = source.findall(qualified("incoming"))
            source = by_id(root, by_id(root, before.text).get("sourceRef"))
        if not is_synthetic(source):
            assert on_border(places[source.get("id")], line[0]), element.get("id")


@each_view
@each_way
@each_model
def test_routes_are_those_that_the_picture_draws(file, opened, lanes):
    document = files.load(file)
    lines = waypoints(exported(document, tuple(document.nodes) if opened else (), lanes))
    levels = [()] if opened else graph.levels(document, document.root).values()
    compared = set()
    for level in levels:
        boxes = tuple(document.nodes) if opened else ()
        drawn = picture(document, level, boxes, lanes=lanes).shapes
        for group in (shape for shape in drawn if isinstance(shape, Group)):
            key = group.key.split("/")[-1]
            if key not in document.flows:
                continue
            line = next(shape for shape in group.shapes if isinstance(shape, Line))
            assert_same_way(line.points, lines[key])
            compared.add(key)
    assert compared == set(document.flows)


def assert_same_way(drawn, route) -> None:
    """The line of the picture is the route, short of the arrow at its end and of ports."""
    corners = [point for point in route[1:-1] if away(point, route[0]) > 16 and away(point, route[-1]) > 16]
    assert [point for point in corners if point not in drawn] == []
    assert away(drawn[0], route[0]) <= 4
    assert away(drawn[-1], route[-1]) <= 12
    for point in drawn:
        assert any(is_between(point, a, b) for a, b in pairwise(route)), (point, route)


def away(one, other) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def is_between(point, a, b) -> bool:
    return Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).grown(1e-6).holds(*point)


# Shapes that are not quite ours


def test_a_trigger_is_a_circle_at_the_end_where_its_flow_leaves():
    document = process(
        trigger("t", at=(0, 0)), outcome("o", at=(400, 0)), outcome("alone", at=(0, 90)), "t -> o"
    )
    places = shapes(exported(document))
    assert places["t"] == Rect(80, 0, 40, 40)
    assert places["o"] == Rect(400, 0, 40, 40)
    assert places["alone"] == Rect(0, 90, 40, 40)


def test_it_is_the_whole_pill_where_flows_are_at_several_ends():
    document = process(
        outcome("o", at=(400, 200)), task("a", at=(0, 188)), task("b", at=(380, 0)), "a -> o", "b -> o"
    )
    places = shapes(exported(document))
    lines = waypoints(exported(document))
    assert on_border(places["o"], lines["b-o"][-1])
    assert on_border(places["o"], lines["a-o"][-1])


def test_a_gateway_behind_a_box_reaches_from_its_first_to_its_last_port():
    root = exported(EXITS)
    gateway, lines = shapes(root)["b_exits"], waypoints(root)
    starts = [lines[key][0] for key in ("b-yes", "b-no")]
    middle = gateway.center.x
    assert sorted(starts) == [(middle, gateway.y), (middle, gateway.bottom)]
    assert lines["b_to_exits"][-1] in starts


def test_a_transition_that_leaves_alone_begins_at_the_corner_of_a_gateway_inside():
    document = process(
        state("s", at=(0, 0)),
        task("on", at=(300, 0)),
        task("down", at=(0, 300)),
        flow("s", "on", event="asked"),
        flow("s", "down", event="left"),
    )
    root = exported(document)
    gateway, place = shapes(root)["s_exits"], shapes(root)["s"]
    assert place.encloses(gateway)
    assert waypoints(root)["s-on"][0] == (gateway.right, gateway.center.y)


def test_the_one_start_of_a_workflow_stands_beside_its_triggers():
    triggers = (trigger("one", at=(16, 16)), trigger("other", at=(16, 116)), task("t", at=(300, 60)))
    document = process(box("b", "in"), inside("in", *triggers, "one -> t", "other -> t"))
    root = exported(document)
    places, lines = shapes(root), waypoints(root)
    assert places["in_entries"].right < places["one"].x
    assert places["in_start"].right < places["in_entries"].x
    for key in ("one", "other"):
        assert on_border(places[key], lines[f"{key}_entry"][-1])


# Words, lanes, links


def test_words_beside_signs_and_along_flows_have_their_places():
    document = process(task("a", at=(0, 0)), task("b", at=(400, 0)), flow("a", "b", label="goes on"))
    (scene,) = scenes(document, False, None)
    (routed,) = scene.flows.values()
    label = by_id(exported(document), "a-b_di").find(qualified("bpmndi:BPMNLabel"))[0]
    assert [float(label.get(key)) for key in ("x", "y", "width", "height")] == list(words_of(routed))


def test_lanes_lie_where_the_swimlanes_do_and_fill_the_pool():
    document = process(task("a", role="clerk"), task("b", role="boss"), "a -> b", role("clerk"), role("boss"))
    root = exported(document, lanes="role")
    (scene,) = scenes(document, True, "role")
    places = shapes(root)
    lanes = [places[each.get("id")] for each in found(root, "lane")]
    assert lanes == [lane.rect for lane in scene.lanes]
    pool = places["main_pool"]
    assert (pool.right, pool.y, pool.bottom) == (lanes[0].right, lanes[0].y, lanes[-1].bottom)
    assert all(pool.encloses(lane) for lane in lanes)


def test_a_note_is_joined_to_what_it_is_about():
    document = process(task("t", at=(0, 0)), note("n", text="Mind", links=("t",), at=(0, 200)))
    line = waypoints(exported(document))["n_about_t"]
    assert line == ((80.0, 200.0), (80.0, 64.0))


def test_chosen_colors_and_those_of_outcomes_go_along():
    document = process(
        task("blue", color="blue"), task("plain"), outcome("good", result="success"), outcome("end")
    )
    root = exported(document)
    colored = {
        each.get("bpmnElement"): each.get(qualified("color:border-color"))
        for each in found(root, "bpmndi:BPMNShape")
    }
    tones = theme("light")
    assert colored == {
        "blue": tones.document_color("blue").stroke,
        "plain": None,
        "good": tones.document_color("green").stroke,
        "end": None,
    }
