"""The swimlane view: everybody's work in their own lane, in the order of the flows, and nothing stored."""

from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import given, settings

from designer.exchange.jsonfile import write
from designer.exchange.templates import catalogue, instantiate
from designer.layout.geometry import Rect, bounds
from designer.layout.marks import coin
from designer.layout.scene import words_of
from designer.layout.swimlanes.view import unfold_in_lanes
from designer.layout.ways import pieces
from designer.model.nodes import Area, Boundary
from tests.support.build import (
    area,
    boundary,
    box,
    decision,
    flow,
    inside,
    note,
    outcome,
    parallel,
    person,
    process,
    purchase,
    role,
    task,
    trigger,
    workflow,
)
from tests.support.strategies import tangled_documents

CLERK, BOSS, TELLER = (
    role("clerk", name="Clerk", department="Office"),
    role("boss", name="Boss", department="Office", capacity=3),
    role("teller", name="Teller", department="Bank"),
)


def office():
    return process(
        CLERK,
        BOSS,
        TELLER,
        trigger("start"),
        task("write", role="clerk"),
        decision("big"),
        task("sign", role="boss"),
        task("pay", role="teller"),
        outcome("end"),
        "start -> write -> big -> sign -> pay -> end",
        flow("big", "pay", default=True),
    )


def lane_of(scene, node):
    rect = scene.nodes[(*scene.level, node)].rect
    (found,) = [lane for lane in scene.lanes if lane.rect.encloses(rect)]
    return found.key


def lanes(scene):
    return [lane.key for lane in scene.lanes]


def test_tasks_stand_in_the_lane_of_their_role_and_lanes_in_the_order_of_the_document():
    scene = unfold_in_lanes(office())
    assert lanes(scene) == ["boss", "clerk", "teller"]
    assert [lane_of(scene, key) for key in ("write", "sign", "pay")] == ["clerk", "boss", "teller"]


def test_what_nobody_does_stands_with_the_work_that_leads_there():
    scene = unfold_in_lanes(office())
    assert [lane_of(scene, key) for key in ("start", "big", "end")] == ["clerk", "clerk", "teller"]


def test_the_default_role_of_a_workflow_has_its_tasks():
    document = process(CLERK, workflow("main", role="clerk"), task("a"), task("b"), "a -> b")
    assert lane_of(unfold_in_lanes(document), "b") == "clerk"


def test_departments_group_roles():
    scene = unfold_in_lanes(office(), by="department")
    assert [(lane.name, set(lane.roles)) for lane in scene.lanes] == [
        ("Office", {"clerk", "boss"}),
        ("Bank", {"teller"}),
    ]


def test_work_of_no_role_has_a_lane_at_the_foot():
    document = process(CLERK, task("a", role="clerk"), task("b"), "a -> b")
    scene = unfold_in_lanes(document)
    assert (lanes(scene), scene.lanes[-1].name) == (["clerk", ""], "No role")
    assert lane_of(scene, "b") == ""


def test_roles_that_do_nothing_here_have_a_thin_lane_or_none():
    document = process(CLERK, BOSS, task("a", role="clerk"))
    thin = unfold_in_lanes(document).lanes[-1]
    assert (thin.key, thin.is_empty) == ("boss", True)
    assert thin.rect.h < 40
    assert lanes(unfold_in_lanes(document, empty=False)) == ["clerk"]


def test_a_lane_tells_how_many_may_work_there_at_once():
    document = process(CLERK, BOSS, person("jo", "boss", "clerk"), task("a", role="clerk"))
    assert {lane.key: lane.servers for lane in unfold_in_lanes(document).lanes} == {"boss": 4, "clerk": 1}
    (office,) = unfold_in_lanes(document, by="department").lanes
    assert office.servers == 4, "Jo is one server for both roles"


def test_a_box_stands_with_whoever_begins_the_work_in_it():
    document = process(
        CLERK,
        BOSS,
        box("one", runs="inner"),
        *inside("inner", trigger("in"), task("a", role="boss"), task("b", role="clerk"), "in -> a -> b"),
    )
    assert lane_of(unfold_in_lanes(document), "one") == "boss"


def test_a_box_that_several_roles_may_begin_stands_in_a_lane_of_its_own():
    document = process(
        CLERK,
        BOSS,
        box("one", runs="inner"),
        *inside(
            "inner",
            trigger("in"),
            parallel("both"),
            task("a", role="boss"),
            task("b", role="clerk"),
            "in -> both -> a",
            "both -> b",
        ),
    )
    scene = unfold_in_lanes(document)
    assert (lane_of(scene, "one"), scene.lanes[0].name) == ("*", "Several roles")


def test_a_box_opens_in_place_and_its_lane_grows_with_it():
    document = purchase()
    boxes = [node.id for node in document.nodes.values() if node.kind == "workflow"]
    closed, opened = unfold_in_lanes(document, (), ()), unfold_in_lanes(document, (), boxes)
    assert opened.bounds.h > closed.bounds.h
    for node in (placed for placed in opened.nodes.values() if len(placed.path) == 1):
        assert any(lane.rect.encloses(node.rect) for lane in opened.lanes), node.path


def test_events_stay_on_their_hosts_notes_beside_their_steps_and_areas_are_left_out():
    document = process(
        CLERK,
        BOSS,
        task("a", role="clerk"),
        task("b", role="boss"),
        boundary("late", host="a", event="timer", after="1 d"),
        outcome("gone"),
        note("hint", text="Mind", links=("a",)),
        note("title", text="A process", at=(900, 900)),
        area("frame", size=(400, 300)),
        "a -> b",
        "late -> gone",
    )
    scene = unfold_in_lanes(document)
    assert ("frame",) not in scene.nodes
    host, event = scene.nodes["a",].rect, scene.nodes["late",].rect
    assert event.center.y == host.bottom
    assert lane_of(scene, "hint") == lane_of(scene, "a") == "clerk"
    assert lane_of(scene, "gone") == "clerk"
    assert scene.nodes["title",].rect.y > scene.lanes[-1].rect.bottom


def test_work_goes_on_to_the_right_and_loops_do_not_end_the_order():
    document = process(
        CLERK,
        BOSS,
        trigger("start"),
        task("write", role="clerk"),
        task("check", role="boss"),
        decision("good"),
        outcome("end"),
        "start -> write -> check -> good -> end",
        "good -> write",
    )
    scene = unfold_in_lanes(document)
    order = ["start", "write", "check", "good", "end"]
    assert sorted(order, key=lambda key: scene.nodes[key,].rect.x) == order


def test_a_chain_within_one_lane_runs_straight():
    document = process(
        CLERK,
        trigger("s"),
        task("a", role="clerk"),
        decision("d"),
        task("b", role="clerk"),
        "s -> a -> d -> b",
    )
    scene = unfold_in_lanes(document)
    assert len({placed.rect.center.y for placed in scene.nodes.values()}) == 1


def test_branches_stand_in_the_order_of_their_rules():
    document = process(
        CLERK,
        decision("d"),
        *(task(key, role="clerk") for key in "abc"),
        flow("d", "c", order=1, probability=0.2),
        flow("d", "a", order=2, probability=0.2),
        flow("d", "b", default=True),
    )
    scene = unfold_in_lanes(document)
    assert sorted("abc", key=lambda key: scene.nodes[key,].rect.y) == ["c", "a", "b"]


def test_branches_into_another_lane_stand_in_the_order_in_which_they_leave():
    document = process(
        CLERK,
        BOSS,
        box("one", runs="inner"),
        *inside("inner", task("t", role="boss"), outcome("low", at=(0, 90)), outcome("high", at=(0, 10))),
        task("a", role="clerk"),
        task("b", role="clerk"),
        flow("one", "a", outcome="low"),
        flow("one", "b", outcome="high"),
    )
    scene = unfold_in_lanes(document)
    assert scene.nodes["b",].rect.bottom < scene.nodes["a",].rect.y


def test_workflows_that_read_downwards_have_the_same_lanes():
    down = process(
        workflow("main", direction="down"), *list(office().nodes.values()), *office().flows.values()
    )
    right = process(*list(office().nodes.values()), *office().flows.values())
    rects = [{p: n.rect for p, n in unfold_in_lanes(d).nodes.items()} for d in (down, right)]
    assert rects[0] == rects[1]


@pytest.mark.parametrize("by", ["role", "department"])
def test_looking_changes_nothing_and_says_the_same_twice(by):
    document = office()
    before = write(document)
    one, other = unfold_in_lanes(document, by=by), unfold_in_lanes(document, by=by)
    assert write(document) == before
    assert one.lanes == other.lanes
    assert {p: n.rect for p, n in one.nodes.items()} == {p: n.rect for p, n in other.nodes.items()}
    assert {p: f.points for p, f in one.flows.items()} == {p: f.points for p, f in other.flows.items()}


def test_a_step_more_is_drawn_as_if_it_had_been_there_always():
    document = office()
    before = unfold_in_lanes(document)
    without = process(CLERK, BOSS, TELLER, trigger("start"), task("write", role="clerk"), "start -> write")
    for other in (without, document):
        again = unfold_in_lanes(other, previous=before)
        fresh = unfold_in_lanes(other)
        assert {p: n.rect for p, n in again.nodes.items()} == {p: n.rect for p, n in fresh.nodes.items()}
        assert {p: f.points for p, f in again.flows.items()} == {p: f.points for p, f in fresh.flows.items()}


def test_while_a_gesture_runs_everything_stays():
    document = office()
    scene = unfold_in_lanes(document)
    more = process(
        *document.nodes.values(), *document.flows.values(), CLERK, BOSS, TELLER, flow("pay", "write")
    )
    held = unfold_in_lanes(more, previous=scene, held=True)
    assert {p: n.rect for p, n in held.nodes.items()} == {p: n.rect for p, n in scene.nodes.items()}
    assert len(held.flows) == len(scene.flows) + 1


@given(tangled_documents())
@settings(max_examples=60, deadline=None)
def test_in_any_document_each_step_stands_in_its_lane_and_none_on_another(document):
    before = write(document)
    for by in ("role", "department"):
        scene = unfold_in_lanes(document, (), (), by)
        foot = scene.lanes[-1].rect.bottom if scene.lanes else 0.0
        steps = [
            placed
            for placed in scene.nodes.values()
            if not isinstance(placed.node, Boundary) and placed.rect.y < foot
        ]
        for one, other in combinations(steps, 2):
            assert not one.rect.overlaps(other.rect), (one.path, other.path)
        for placed in steps:
            assert sum(lane.rect.encloses(placed.rect) for lane in scene.lanes) == 1, placed.path
        shown = {placed.node.id for placed in scene.nodes.values()}
        assert shown == {n.id for n in document.nodes_in(document.root) if not isinstance(n, Area)}
        for one, other in zip(scene.lanes, scene.lanes[1:], strict=False):
            assert one.rect.bottom == other.rect.y
    assert write(document) == before


def in_lanes():
    """All templates in lanes: their outermost levels, and those of their boxes."""
    for info in catalogue():
        document = instantiate(info.id)
        boxes = [node.id for node in document.nodes_in(document.root) if node.kind == "workflow"]
        for by, level in product(("role", "department"), [(), *((key,) for key in boxes)]):
            for opened in ((), boxes):
                yield info.id, unfold_in_lanes(document, level, opened, by)


def test_flows_of_all_templates_run_within_the_frame_and_along_no_border():
    for name, scene in in_lanes():
        frame = bounds(lane.rect for lane in scene.lanes)
        borders = [lane.rect.y for lane in scene.lanes] + [frame.bottom]
        for routed in scene.flows.values():
            for a, b in pairwise(routed.points):
                assert frame.encloses(Rect(a.x, a.y, 0, 0).grown(1)), (name, routed.path)
                is_level = a.y == b.y
                assert not is_level or min(abs(a.y - border) for border in borders) >= 8, (name, routed.path)


def test_discs_of_handoffs_stand_where_no_other_flow_runs_along_the_line():
    for name, scene in in_lanes():
        flows = list(scene.flows.values())
        for one, other in permutations(flows, 2):
            disc = coin(one.flow, one.points)
            shared = disc and _pieces_at(disc.center, one.points) & _pieces_at(disc.center, other.points)
            assert not shared, (name, one.path, other.path)


def _pieces_at(at, points):
    """Which ways a line runs through a point: level, upright, both or neither."""
    pieces = [Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)) for a, b in pairwise(points)]
    return {piece.h == 0 for piece in pieces if piece.grown(1).holds(*at)}


def test_names_beside_signs_leave_room_to_the_lines_beside_them():
    scene = unfold_in_lanes(instantiate("access-request"), (), (), "role")
    name = words_of(next(placed for placed in scene.nodes.values() if placed.node.name == "Granted?"))
    wide = Rect(name.x - 3, name.y, name.w + 6, name.h)
    lines = [piece for routed in scene.flows.values() for piece in pieces(routed.points)]
    assert not any(line.grown(0.75).overlaps(wide) for line in lines)
