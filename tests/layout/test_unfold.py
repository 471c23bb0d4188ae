import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.layout.geometry import Point, Rect
from designer.layout.scene import Scene
from designer.layout.sizes import HEADER, PADDING, size_of
from designer.layout.unfold import MAX_PLACES, to_base, unfold
from designer.model.change import Change
from designer.model.document import Document
from tests.layout.boards import boards, boxes_of, opened_boards
from tests.support.build import area, boundary, box, flow, inside, note, outcome, process, task, trigger


def overlapping(scene: Scene, depth: int = 0) -> set[frozenset[str]]:
    placed = [p for p in scene.nodes.values() if p.depth == depth]
    pairs = itertools.combinations(placed, 2)
    return {
        frozenset((a.path[-1], b.path[-1]))
        for a, b in pairs
        if a.path[:-1] == b.path[:-1] and a.rect.overlaps(b.rect)
    }


def geometry(scene: Scene) -> object:
    return (dict(scene.nodes), dict(scene.flows), set(scene.ports), set(scene.leads), scene.bounds)


def nested() -> Document:
    return process(
        trigger("start", at=(0, 50)),
        box("outer", runs="outer-work", at=(200, 34)),
        outcome("end", at=(420, 50)),
        task("below", at=(200, 200)),
        "start -> outer -> end",
        inside(
            "outer-work",
            trigger("in", at=(16, 40)),
            box("inner", runs="inner-work", at=(180, 24)),
            outcome("out", at=(400, 40)),
            "in -> inner -> out",
        ),
        inside(
            "inner-work",
            trigger("deep-in", at=(16, 40)),
            outcome("deep-out", at=(300, 40)),
            "deep-in -> deep-out",
        ),
    )


# C11


@given(opened_boards())
@settings(deadline=None)
def test_opening_boxes_creates_no_overlap(board: tuple[Document, frozenset[str]]) -> None:
    document, is_open = board
    assert overlapping(unfold(document, (), is_open)) <= overlapping(unfold(document, (), ()))


@given(opened_boards())
@settings(deadline=None)
def test_opening_boxes_keeps_closed_nodes_aligned_and_in_order(
    board: tuple[Document, frozenset[str]],
) -> None:
    document, is_open = board
    closed, opened = unfold(document, (), ()), unfold(document, (), is_open)
    paths = [path for path in closed.nodes if not opened.nodes[path].open]
    for axis in (0, 1):
        for one, other in itertools.combinations(paths, 2):
            before = closed.nodes[one].rect.center[axis] - closed.nodes[other].rect.center[axis]
            after = opened.nodes[one].rect.center[axis] - opened.nodes[other].rect.center[axis]
            assert (before == 0) <= (after == 0)
            assert before * after >= 0


@given(boards(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_boxes_toggled_in_any_order_end_the_same(document: Document, random) -> None:
    boxes = boxes_of(document)
    random.shuffle(boxes)
    before, scene, is_open = unfold(document, (), ()), None, set()
    for key in [*boxes, *random.sample(boxes, len(boxes))]:
        is_open ^= {key}
        scene = unfold(document, (), is_open, scene)
        assert geometry(scene) == geometry(unfold(document, (), is_open))
    assert not boxes or geometry(unfold(document, (), (), scene)) == geometry(before)


@given(opened_boards(), st.floats(-900, 2500), st.floats(-600, 1800))
@settings(deadline=None)
def test_any_seen_point_is_found_again_from_where_it_is_stored(
    board: tuple[Document, frozenset[str]], x: float, y: float
) -> None:
    document, is_open = board
    scene = unfold(document, (), is_open)
    base, slack = to_base(scene, (), x, y)
    (w, h) = size_of(task("probe"))
    stored = task("probe", at=(base.x - w / 2, base.y - h / 2), slack=(slack.x, slack.y))
    shown = unfold(process(*document.records(), stored), (), is_open)
    assert shown.nodes[("probe",)].rect.center == pytest.approx((x, y), abs=1e-6)


@given(opened_boards())
@settings(deadline=None)
def test_nodes_are_stored_where_they_are(board: tuple[Document, frozenset[str]]) -> None:
    document, is_open = board
    scene = unfold(document, (), is_open)
    for placed in scene.nodes.values():
        if placed.open:
            continue
        container = placed.path[:-1]
        base, slack = to_base(scene, container, *placed.rect.center)
        (x, y), (w, h) = placed.node.at, size_of(placed.node)
        assert (base, slack) == (pytest.approx((x + w / 2, y + h / 2), abs=1e-6), (0, 0))


def test_the_longest_chain_of_open_boxes_pushes_not_their_sum() -> None:
    wide = inside("work", trigger("t", at=(16, 16)), outcome("o", at=(544, 16)))
    document = process(
        box("above", runs="work", at=(0, 0)),
        box("below", runs="work", at=(0, 400)),
        task("right", at=(300, 800)),
        wide,
    )
    scene = unfold(document, (), ("above", "below"))
    grown = scene.nodes["above",].rect.w - 160
    assert scene.nodes["right",].rect.x == 300 + grown


def test_an_open_box_keeps_its_corner_and_holds_its_content_with_padding() -> None:
    scene = unfold(nested(), (), ("outer",))
    outer = scene.nodes["outer",]
    assert outer.rect[:2] == (200, 34)
    inner = Rect(
        outer.rect.x + PADDING,
        outer.rect.y + HEADER + PADDING,
        outer.rect.w - 2 * PADDING,
        outer.rect.h - HEADER - 2 * PADDING,
    )
    assert all(inner.encloses(p.rect) for path, p in scene.nodes.items() if len(path) == 2)


def test_boxes_open_within_boxes() -> None:
    scene = unfold(nested(), (), ("outer", "inner"))
    assert scene.nodes["outer", "inner"].open
    assert scene.nodes["outer", "inner", "deep-in"].depth == 2
    assert scene.nodes["outer",].rect.encloses(scene.nodes["outer", "inner"].rect)
    assert scene.nodes["below",].rect.y > scene.nodes["outer",].rect.bottom


def test_content_left_of_its_own_origin_shifts_inwards() -> None:
    document = process(
        box("b", runs="w"), inside("w", task("far", at=(-100, -50)), task("near", at=(200, 80)))
    )
    scene = unfold(document, (), ("b",))
    assert scene.nodes["b",].rect.encloses(scene.nodes["b", "far"].rect)
    assert scene.nodes["b",].content == Point(100 + PADDING, HEADER + 50 + PADDING)


def test_areas_stretch_and_notes_move_with_what_is_pushed() -> None:
    document = process(
        *nested().records(), area("frame", at=(190, 20), size=(400, 120)), note("remark", at=(600, 300))
    )
    scene = unfold(document, (), ("outer",))
    assert scene.nodes["frame",].rect.encloses(scene.nodes["outer",].rect)
    assert scene.nodes["remark",].rect.x > 600


def test_pinned_bends_move_with_what_is_pushed() -> None:
    document = process(
        box("b", runs="w"),
        task("a", at=(300, 4)),
        task("c", at=(600, 28)),
        flow("a", "c", via=((550, 36), (550, 60))),
        inside("w", trigger("t"), outcome("o", at=(400, 0))),
    )
    grown = unfold(document, (), ("b",)).nodes["b",].rect.w - 160
    before, after = (unfold(document, (), boxes).flows["a-c",].points for boxes in ((), ("b",)))
    assert after == tuple(Point(x + grown, y) for x, y in before)


def test_events_sit_on_the_lower_border_of_their_host_open_or_closed() -> None:
    document = process(*nested().records(), boundary("late", host="outer"), boundary("wrong", host="outer"))
    for is_open in ((), ("outer",)):
        scene = unfold(document, (), is_open)
        for event in ("late", "wrong"):
            assert scene.nodes[event,].rect.center.y == scene.nodes["outer",].rect.bottom
    assert not overlapping(scene) - {frozenset(("outer", "late")), frozenset(("outer", "wrong"))}


# Slack


def test_a_node_dropped_beside_an_open_box_steps_aside_when_it_closes() -> None:
    document = process(
        box("b", runs="w", at=(0, 0)),
        task("under", at=(60, 100)),
        inside("w", trigger("t"), outcome("o", at=(600, 0))),
    )
    scene = unfold(document, (), ("b",))
    x, y = scene.nodes["b",].rect.right - 100, scene.nodes["under",].rect.center.y
    base, slack = to_base(scene, (), x, y)
    assert slack.x > 0
    dropped = process(
        *document.records(), task("new", at=(base.x - 80, base.y - 32), slack=(slack.x, slack.y))
    )
    assert unfold(dropped, (), ("b",)).nodes["new",].rect.center == pytest.approx((x, y))
    assert not overlapping(unfold(dropped, (), ()))


def test_slack_counts_only_as_far_as_the_box_has_made_room() -> None:
    document = process(
        box("b", runs="w", at=(0, 0)),
        task("new", at=(79, 200), slack=(5000, 0)),
        task("next", at=(300, 200)),
        inside("w", trigger("t"), outcome("o", at=(600, 0))),
    )
    scene = unfold(document, (), ("b",))
    assert scene.nodes["new",].rect.x < scene.nodes["next",].rect.x


# Levels, sharing, rings


def test_a_level_shows_the_content_of_the_box_entered() -> None:
    scene = unfold(nested(), ("outer",), ())
    assert (scene.level, scene.workflow) == (("outer",), "outer-work")
    assert set(scene.nodes) == {("outer", "in"), ("outer", "inner"), ("outer", "out")}
    assert scene.nodes["outer", "in"].rect[:2] == (16, 40)


def test_a_level_that_is_gone_ends_where_it_still_is() -> None:
    assert unfold(nested(), ("outer", "nowhere"), ()).level == ("outer",)
    assert unfold(nested(), ("inner",), ()).level == ()


def test_a_shared_workflow_opens_in_two_places() -> None:
    document = process(
        box("one", runs="w"),
        box("two", runs="w", at=(300, 0)),
        inside("w", trigger("t"), outcome("o", at=(300, 0)), "t -> o"),
    )
    scene = unfold(document, (), ("one", "two"))
    assert scene.nodes["one", "t"].node is scene.nodes["two", "t"].node
    assert scene.nodes["one", "t"].rect != scene.nodes["two", "t"].rect
    assert {("one", "t-o"), ("two", "t-o")} <= set(scene.flows)


def test_a_workflow_that_runs_itself_opens_once() -> None:
    document = process(
        box("b", runs="w"), inside("w", box("again", runs="w"), box("root", runs="main", at=(0, 200)))
    )
    scene = unfold(document, (), ("b", "again", "root"))
    assert scene.nodes["b",].open
    assert not scene.nodes["b", "again"].open
    assert not scene.nodes["b", "root"].open


def test_boxes_that_lead_nowhere_stay_closed() -> None:
    document = process(box("gone", runs="nowhere"), box("far", runs="x", file="other.json", at=(300, 0)))
    assert not any(p.open for p in unfold(document, (), ("gone", "far")).nodes.values())


def test_the_view_of_the_document_says_what_is_open() -> None:
    document = nested()
    seen = document.with_view(document.view.model_copy(update={"open": ("outer",)}))
    assert unfold(seen).nodes["outer",].open
    assert not unfold(seen, (), ()).nodes["outer",].open


def test_flows_to_what_is_not_there_are_left_out() -> None:
    document = process(
        task("a"),
        flow("a", "nowhere"),
        flow("nobody", "a"),
        box("b", runs="w", at=(300, 0)),
        inside("w", task("c")),
        flow("a", "c"),
    )
    assert not unfold(document, (), ()).flows


def test_an_empty_level_is_an_empty_scene() -> None:
    scene = unfold(process(), (), ())
    assert (dict(scene.nodes), dict(scene.flows), scene.bounds) == ({}, {}, Rect(0, 0, 0, 0))


# Ports


def test_flows_end_on_the_ports_of_boxes_open_or_closed() -> None:
    for is_open in ((), ("outer",), ("outer", "inner")):
        scene = unfold(nested(), (), is_open)
        at = {port.node: port.at for port in scene.ports}
        assert scene.flows["start-outer",].points[-1] == at["in"]
        assert scene.flows["outer-end",].points[0] == at["out"]
        outer = scene.nodes["outer",].rect
        assert (at["in"].x, at["out"].x) == (outer.x, outer.right)


def test_leads_join_the_ports_of_open_boxes_to_what_they_stand_for() -> None:
    scene = unfold(nested(), (), ("outer",))
    ends = {lead.node: (lead.points[0], lead.points[-1]) for lead in scene.leads}
    inside_rect = scene.nodes["outer", "in"].rect
    at = {port.node: port.at for port in scene.ports}
    assert ends["in"] == (at["in"], Point(inside_rect.x, inside_rect.center.y))
    assert ends["out"][1] == at["out"]


def test_ports_are_named_on_closed_boxes_with_several_on_a_side() -> None:
    document = process(
        box("b", runs="w"),
        inside("w", trigger("t"), outcome("yes", at=(200, 0)), outcome("no", at=(200, 80))),
    )
    named = {port.node for port in unfold(document, (), ()).ports if port.named}
    assert named == {"yes", "no"}
    assert not any(port.named for port in unfold(document, (), ("b",)).ports)


# What is kept from an earlier scene


@given(opened_boards(), st.data())
@settings(deadline=None, max_examples=200)
def test_a_scene_made_from_an_earlier_one_is_the_same_as_one_made_from_nothing(
    board: tuple[Document, frozenset[str]], data: st.DataObject
) -> None:
    document, is_open = board
    scene = unfold(document, (), is_open)
    boxes = boxes_of(document)
    for _ in range(5):
        if boxes and data.draw(st.booleans()):
            is_open ^= data.draw(st.frozensets(st.sampled_from(boxes), min_size=1))
        else:
            document = document.apply(data.draw(edits(document)))
        scene = unfold(document, (), is_open, scene)
        assert geometry(scene) == geometry(unfold(document, (), is_open))
        fresh = unfold(document, (), is_open)
        assert list(scene.nodes) == list(fresh.nodes)
        assert list(scene.flows) == list(fresh.flows)


def test_a_box_that_opens_again_shows_what_was_done_in_it_meanwhile_and_keeps_the_rest() -> None:
    document = nested()
    scene = unfold(document, (), ("outer", "inner"))
    kept = scene.nodes.tree.at(("outer", "inner")).inside
    closed = unfold(document, (), ("inner",), scene)
    assert unfold(document, (), ("outer", "inner"), closed).nodes.tree.at(("outer", "inner")).inside is kept
    old = document.nodes["deep-in"]
    document = document.apply(Change({"deep-in": (old, old.model_copy(update={"name": "Other"}))}))
    again = unfold(document, (), ("outer", "inner"), unfold(document, (), ("inner",), closed))
    assert again.nodes["outer", "inner", "deep-in"].node.name == "Other"


def test_workflows_shared_within_shared_ones_unfold_only_so_far() -> None:
    halves = [
        inside(f"w{n}", box(f"a{n}", runs=f"w{n + 1}"), box(f"b{n}", runs=f"w{n + 1}", at=(300, 0)))
        for n in range(40)
    ]
    document = process(*halves, root="w0")
    scene = unfold(document, (), [node.id for node in document.nodes.values()])
    assert 1000 < len(scene.nodes) <= MAX_PLACES


@st.composite
def edits(draw: st.DrawFn, document: Document) -> Change:
    key = draw(st.sampled_from(sorted(document.nodes)))
    old = document.nodes[key]
    way = draw(st.sampled_from(("move", "rename", "remove", "flow", "cut")))
    if way == "move":
        by = draw(st.tuples(st.integers(-300, 300), st.integers(-200, 200)))
        return Change({key: (old, old.model_copy(update={"at": (old.at[0] + by[0], old.at[1] + by[1])}))})
    if way == "rename":
        return Change({key: (old, old.model_copy(update={"name": draw(st.sampled_from(("", "Other")))}))})
    if way == "remove" and len(document.nodes) > 2:
        return Change({key: (old, None)})
    if way == "cut" and document.flows:
        flow_id = draw(st.sampled_from(sorted(document.flows)))
        return Change({flow_id: (document.flows[flow_id], None)})
    other = draw(st.sampled_from([n.id for n in document.nodes_in(old.workflow)]))
    name = f"new{len(document.flows)}x{len(document.nodes)}"
    made = flow(key, other).model_copy(update={"id": name})
    return Change({name: (document.flows.get(name), made)})


def test_a_rename_keeps_every_other_place_as_it_is() -> None:
    document = nested()
    scene = unfold(document, (), ("outer",))
    old = document.nodes["below"]
    renamed = document.apply(Change({"below": (old, old.model_copy(update={"name": "Other"}))}))
    later = unfold(renamed, (), ("outer",), scene)
    assert all(later.nodes[path] is placed for path, placed in scene.nodes.items() if path != ("below",))
    assert all(later.flows[path] is routed for path, routed in scene.flows.items())
