from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from designer.layout.geometry import Point, Rect
from designer.layout.obstacles import Obstacles
from designer.layout.routing import middle, route, straightened
from designer.layout.unfold import unfold
from designer.layout.ways import pieces
from tests.layout.boards import opened_boards
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    outcome,
    process,
    race,
    task,
    trigger,
    workflow,
)

SIDES = ("left", "right", "top", "bottom")
SOURCE = Rect(0, 0, 160, 64)
OUTWARDS = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}


def rects() -> st.SearchStrategy[Rect]:
    place = st.integers(-60, 60).map(lambda n: n * 10.0)
    return st.builds(Rect, place, place, st.sampled_from((44.0, 120.0, 160.0)), st.sampled_from((40.0, 64.0)))


def crosses(rect: Rect, a: Point, b: Point) -> bool:
    left, right = min(a.x, b.x), max(a.x, b.x)
    top, bottom = min(a.y, b.y), max(a.y, b.y)
    return left < rect.right and right > rect.x and top < rect.bottom and bottom > rect.y


def is_orthogonal(points: tuple[Point, ...]) -> bool:
    return all(a.x == b.x or a.y == b.y for a, b in pairwise(points))


@given(rects(), st.sampled_from(SIDES), st.sampled_from(SIDES))
def test_flows_run_straight_from_border_to_border(target: Rect, out: str, into: str) -> None:
    points = route(SOURCE, out, target, into).points
    assert points[0] == middle(SOURCE, out)
    assert points[-1] == middle(target, into)
    assert is_orthogonal(points)


@given(rects())
def test_flows_to_the_left_keep_off_their_own_ends(target: Rect) -> None:
    assume(not SOURCE.grown(32).overlaps(target))
    points = route(SOURCE, "right", target, "left").points
    inner = [rect.grown(-1) for rect in (SOURCE, target)]
    assert not any(crosses(rect, a, b) for rect in inner for a, b in pairwise(points))


@pytest.mark.parametrize(
    ("out", "into"), [("right", "left"), ("bottom", "top"), ("top", "top"), ("bottom", "left")]
)
def test_flows_leave_and_enter_outwards(out: str, into: str) -> None:
    points = straightened(route(SOURCE, out, Rect(400, 300, 160, 64), into).points)
    first, last = points[1] - points[0], points[-2] - points[-1]
    for step, side in ((first, out), (last, into)):
        dx, dy = OUTWARDS[side]
        assert step.x * dx + step.y * dy > 0


def test_what_stands_in_the_way_is_led_around() -> None:
    target, between = Rect(600, 0, 160, 64), Rect(300, 0, 160, 64)
    points = route(SOURCE, "right", target, "left", obstacles=Obstacles([("between", between)])).points
    assert not any(crosses(between, a, b) for a, b in pairwise(points))
    assert is_orthogonal(points)


def test_pinned_bends_are_passed() -> None:
    via = ((300.0, 32.0), (300.0, 200.0))
    points = route(SOURCE, "right", Rect(500, 168, 160, 64), "left", via).points
    assert points == (Point(160, 32), Point(300, 32), Point(300, 200), Point(500, 200))


@given(st.lists(st.tuples(st.integers(-500, 900), st.integers(-500, 500)), min_size=1, max_size=4), rects())
def test_pinned_bends_anywhere_give_right_angles(via: list[tuple[int, int]], target: Rect) -> None:
    points = route(SOURCE, "right", target, "left", tuple((float(x), float(y)) for x, y in via)).points
    assert is_orthogonal(points)
    corners = set(points)
    for x, y in via:
        assert (x, y) in corners or any(crosses(Rect(x - 1, y - 1, 2, 2), a, b) for a, b in pairwise(points))


def test_a_flow_to_its_own_node_is_a_loop_of_four_bends() -> None:
    points = route(SOURCE, "right", SOURCE, "left").points
    assert len(points) == 6
    assert not any(crosses(SOURCE.grown(-1), a, b) for a, b in pairwise(points))


@pytest.mark.parametrize("others", [[Rect(0, -80, 160, 72)], [Rect(0, -80, 160, 72), Rect(0, 72, 160, 72)]])
def test_a_flow_to_its_own_node_leads_around_what_stands_above(others: list[Rect]) -> None:
    obstacles = Obstacles((str(place), rect) for place, rect in enumerate(others))
    points = route(SOURCE, "right", SOURCE, "left", obstacles=obstacles).points
    assert (points[0], points[-1]) == (Point(160, 32), Point(0, 32))
    assert not any(crosses(rect, a, b) for rect in (SOURCE, *others) for a, b in pairwise(points))


# In a scene


def points_of(scene, *path: str) -> tuple[Point, ...]:
    return scene.flows[path].points


@given(opened_boards())
@settings(deadline=None)
def test_every_flow_of_a_scene_is_orthogonal_and_ends_on_its_nodes(board) -> None:
    scene = unfold(board[0], (), board[1])
    for routed in scene.flows.values():
        assert is_orthogonal(routed.points)
        for end, path in ((routed.points[0], routed.source), (routed.points[-1], routed.target)):
            rect = scene.nodes[path].rect
            assert rect.grown(0.01).holds(*end)
            assert not rect.grown(-0.01).holds(*end)


def test_flows_of_a_row_are_straight_though_heights_differ() -> None:
    document = process(
        trigger("a", at=(0, 12)),
        task("b", at=(200, 0)),
        outcome("c", at=(420, 14)),
        "a -> b -> c",
    )
    scene = unfold(document)
    assert all(len({point.y for point in routed.points}) == 1 for routed in scene.flows.values())


def test_several_flows_on_a_side_are_spread_in_the_order_of_their_other_ends() -> None:
    document = process(
        task("low", at=(0, 200)),
        task("high", at=(0, 0)),
        task("mid", at=(0, 100)),
        task("end", at=(300, 100)),
        flow("low", "end"),
        flow("high", "end"),
        flow("mid", "end"),
    )
    scene = unfold(document)
    ends = {key: points_of(scene, f"{key}-end")[-1].y for key in ("high", "mid", "low")}
    assert (ends["mid"] - ends["high"], ends["low"] - ends["mid"]) == (14, 14)
    assert ends["mid"] == 132


def test_ways_out_of_a_decision_leave_at_its_tips() -> None:
    document = process(
        decision("d", at=(0, 104)),
        task("up", at=(200, 0)),
        task("on", at=(200, 100)),
        task("down", at=(200, 200)),
        "d -> up",
        "d -> on",
        "d -> down",
    )
    scene = unfold(document)
    starts = [points_of(scene, f"d-{key}")[0] for key in ("up", "on", "down")]
    assert starts == [Point(28, 104), Point(56, 132), Point(28, 160)]
    assert [len(points_of(scene, f"d-{key}")) for key in ("up", "on", "down")] == [3, 2, 3]


@pytest.mark.parametrize("fork", [decision, race])
def test_two_ways_straight_ahead_leave_a_fork_by_two_tips(fork) -> None:
    document = process(
        fork("d", at=(0, 4)),
        task("near", at=(120, 0)),
        task("far", at=(340, 0)),
        "d -> near -> far",
        flow("d", "far"),
    )
    scene = unfold(document)
    to_near, to_far = points_of(scene, "d-near"), points_of(scene, "d-far")
    tips = {to_near[0], to_far[0]}
    assert len(to_near) == 2  # the nearer one is straight
    assert len(tips) == 2
    # The other one comes back past what stands between, into another side: above, as branches lie below.
    assert to_far[-1].y < to_near[-1].y


def test_of_two_ways_down_the_nearer_leaves_a_decision_ahead_and_they_do_not_cross() -> None:
    document = process(
        decision("d", at=(0, 4)),
        task("upper", at=(160, 120)),
        task("lower", at=(160, 240)),
        "d -> upper",
        "d -> lower",
    )
    scene = unfold(document)
    upper, lower = points_of(scene, "d-upper"), points_of(scene, "d-lower")
    assert (upper[0], lower[0]) == (Point(56, 32), Point(28, 60))
    assert not any(crosses(rect, c, d) for rect in pieces(upper) for c, d in pairwise(lower))


def test_a_step_straight_ahead_keeps_the_tip_from_one_that_has_no_other() -> None:
    document = process(
        task("above", at=(-52, -200)),
        decision("d", at=(0, 4)),
        task("high", at=(160, -400)),
        task("on", at=(160, 0)),
        "above -> d -> high",
        "d -> on",
    )
    assert len(points_of(unfold(document), "d-on")) == 2


def test_a_way_down_and_a_way_back_leave_a_decision_by_two_tips() -> None:
    document = process(
        task("a", at=(0, 200)),
        decision("d", at=(300, 4)),
        task("b", at=(400, 200)),
        flow("d", "a"),
        flow("d", "b"),
    )
    scene = unfold(document)
    assert points_of(scene, "d-a")[0] != points_of(scene, "d-b")[0]


@pytest.mark.parametrize(("gap", "off"), [(12, 0), (30, 0), (30, 20), (30, -60)])
def test_a_step_right_below_a_decision_is_reached_straight_down(gap: int, off: int) -> None:
    document = process(decision("d", at=(52, 0)), task("below", at=(off, 56 + gap)), "d -> below")
    assert points_of(unfold(document), "d-below") == (Point(80, 56), Point(80, 56 + gap))


def test_a_way_back_from_a_decision_leaves_where_none_enters() -> None:
    document = process(
        task("a", at=(0, 0)),
        decision("d", at=(220, 4)),
        task("b", at=(340, 0)),
        "a -> d -> b",
        flow("b", "d"),
        flow("d", "a"),
    )
    scene = unfold(document)
    assert points_of(scene, "b-d")[-1] != points_of(scene, "d-a")[0]


def test_no_flow_enters_a_decision_where_one_leaves() -> None:
    document = process(
        task("above", at=(0, 0)),
        decision("d", at=(52, 200)),
        task("up", at=(300, 0)),
        "above -> d -> up",
    )
    scene = unfold(document)
    assert points_of(scene, "above-d")[-1] != points_of(scene, "d-up")[0]


def test_a_way_back_leads_around_the_row() -> None:
    document = process(
        task("a", at=(0, 0)), task("b", at=(220, 0)), task("c", at=(440, 0)), "a -> b -> c", flow("c", "a")
    )
    scene = unfold(document)
    back = points_of(scene, "c-a")
    assert not any(crosses(scene.nodes[key,].rect, a, b) for key in "abc" for a, b in pairwise(back))


def test_events_on_a_border_leave_downwards() -> None:
    document = process(task("a"), task("b", at=(300, 150)), boundary("late", host="a"), flow("late", "b"))
    first, second = points_of(unfold(document), "late-b")[:2]
    assert first.x == second.x
    assert second.y > first.y


def test_a_workflow_that_reads_downwards_flows_downwards() -> None:
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(0, 150)),
        task("c", at=(0, 300)),
        "a -> b -> c",
        workflow("main", direction="down"),
    )
    scene = unfold(document)
    assert points_of(scene, "a-b") == (Point(80, 64), Point(80, 150))


def test_ports_lie_in_the_direction_of_the_workflow_around_the_box() -> None:
    parts = (box("b", runs="w"), inside("w", trigger("t"), outcome("o", at=(300, 0))))
    document = process(*parts, workflow("main", direction="down"))
    for is_open in ((), ("b",)):
        assert {port.node: port.side for port in unfold(document, (), is_open).ports} == {
            "t": "top",
            "o": "bottom",
        }


def test_lanes_back_do_not_run_over_each_other() -> None:
    row = [task(f"t{i}", at=(220 * i, 0)) for i in range(5)]
    document = process(*row, "t0 -> t1 -> t2 -> t3 -> t4", flow("t3", "t1"), flow("t4", "t0"))
    scene = unfold(document)
    inner, outer = (min(point.y for point in points_of(scene, key)) for key in ("t3-t1", "t4-t0"))
    assert outer < inner < 0


def test_the_nearest_of_a_row_runs_straight() -> None:
    row = [task(f"t{i}", at=(220 * i, 0)) for i in range(3)]
    scene = unfold(process(*row, "t0 -> t1 -> t2", flow("t0", "t2")))
    assert len(points_of(scene, "t0-t1")) == len(points_of(scene, "t1-t2")) == 2
    assert max(point.y for point in points_of(scene, "t0-t2")) > 64


def test_flows_use_the_ports_they_name() -> None:
    document = process(
        box("b", runs="w"),
        inside("w", trigger("t"), outcome("yes", at=(200, 0)), outcome("no", at=(200, 80))),
        task("one", at=(300, -60)),
        task("two", at=(300, 60)),
        flow("b", "one", outcome="yes"),
        flow("b", "two", outcome="no"),
    )
    scene = unfold(document)
    at = {port.node: port.at for port in scene.ports}
    assert points_of(scene, "b-one")[0] == at["yes"]
    assert points_of(scene, "b-two")[0] == at["no"]


def test_handoffs_are_told_from_other_flows() -> None:
    document = process(
        task("a", role="x"),
        task("b", role="x", at=(300, 0)),
        task("c", role="y", at=(600, 0)),
        "a -> b -> c",
    )
    scene = unfold(document)
    assert [scene.flows[key,].handoff for key in ("a-b", "b-c")] == [False, True]
