import random
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.editing.draft import Draft
from designer.layout.geometry import Direction, Point
from designer.layout.layered import layered
from designer.layout.unfold import unfold
from designer.model.document import Document
from designer.model.flow import Flow
from tests.layout.dense import crowded, worded
from tests.layout.graphs import workflows
from tests.layout.test_automatic import laid
from tests.layout.test_straight import rows
from tests.support.build import decision, flow, process, task, workflow


def edited(document: Document, dice: random.Random, step: int) -> Document:
    """The document after one edit of a kind that people make all the time."""
    draft = Draft(document)
    nodes, flows = sorted(document.nodes), sorted(document.flows)
    what = dice.random()
    if what < 0.7:
        node = document.nodes[dice.choice(nodes)]
        to = (node.at[0] + dice.randint(-8, 8) * 10, node.at[1] + dice.randint(-8, 8) * 10)
        draft.update(node.id, at=to)
    elif what < 0.8:
        bent = document.flows[dice.choice(flows)]
        draft.update(
            bent.id, via=() if bent.via else ((dice.randint(0, 1400) * 1.0, dice.randint(0, 500) * 1.0),)
        )
    elif what < 0.85:
        key = dice.choice(nodes if dice.random() < 0.5 else flows)
        words = dice.choice(("", "Large?", "Everything at once"))
        draft.update(key, **{"name" if key in document.nodes else "label": words})
    elif what < 0.92:
        draft.remove(dice.choice(flows))
    else:
        draft.put(Flow(id=f"g{step}", source=dice.choice(nodes), target=dice.choice(nodes)))
    return draft.document


@pytest.mark.parametrize("seed", range(4))
def test_routes_do_not_tell_how_a_document_came_about(seed: int) -> None:
    dice, document = random.Random(seed), worded(seed)
    scene = unfold(document)
    for step in range(25):
        document = edited(document, dice, step)
        scene = unfold(document, previous=scene)
        fresh = unfold(document)
        assert scene.flows.keys() == fresh.flows.keys()
        for key, routed in fresh.flows.items():
            assert scene.flows[key] == routed
        assert dict(scene.nodes) == dict(fresh.nodes)
        assert scene.bounds == fresh.bounds


def laps(one: tuple[Point, ...], other: tuple[Point, ...], within: float = 3.0) -> bool:
    """Whether two lines lie on each other along a stretch."""
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            for axis in (0, 1):
                along = 1 - axis
                if a[axis] == b[axis] and c[axis] == d[axis] and abs(a[axis] - c[axis]) < within:
                    first = max(min(a[along], b[along]), min(c[along], d[along]))
                    last = min(max(a[along], b[along]), max(c[along], d[along]))
                    if last - first > within:
                        return True
    return False


def crossings(one: tuple[Point, ...], other: tuple[Point, ...]) -> int:
    """How often two lines cross."""
    count = 0
    for lines in ((one, other), (other, one)):
        for a, b in pairwise(lines[0]):
            for c, d in pairwise(lines[1]):
                if a.x == b.x and c.y == d.y:
                    is_across = min(c.x, d.x) < a.x < max(c.x, d.x)
                    count += is_across and min(a.y, b.y) < c.y < max(a.y, b.y)
    return count


def lines_of(document: Document) -> dict[str, tuple[Point, ...]]:
    return {path[-1]: routed.points for path, routed in unfold(document).flows.items()}


def sharing(document: Document, inner: bool = False) -> list[tuple[str, str]]:
    """Flows of different steps that share a stretch of line; only `inner` pieces, or all."""
    scene = unfold(document, (), ())
    hosts = {path: getattr(placed.node, "host", path[-1]) for path, placed in scene.nodes.items()}
    ends = {key: {hosts[flow.source], hosts[flow.target]} for key, flow in scene.flows.items()}
    lines = {key: flow.points for key, flow in scene.flows.items()}
    return [
        (one[-1], other[-1])
        for one, other in permutations(ends, 2)
        if not ends[one] & ends[other]
        and laps(lines[one][1:-1] if inner else lines[one], lines[other], within=1.0)
    ]


@settings(max_examples=40)
@given(workflows().map(laid))
def test_in_a_laid_out_workflow_flows_of_different_steps_share_no_stretch(document: Document) -> None:
    assert sharing(document) == []


@settings(max_examples=100)
@given(rows())
def test_what_can_go_on_a_track_shares_no_stretch_with_a_flow_of_other_steps(document: Document) -> None:
    assert sharing(document, inner=True) == []


def test_ends_that_no_track_can_part_are_kept_apart_before_what_can_be_parted() -> None:
    """Five flows come to two signs, one above the other, through the gap between them."""
    scene = unfold(crowded(9))
    into = {key: scene.flows[key,].points for key in ("f15", "f17", "f18", "f20", "f36")}
    assert not any(
        laps(into[one][-2:], into[other][-2:]) for one in ("f15", "f17") for other in ("f18", "f20", "f36")
    )


@given(st.permutations(range(4)), st.booleans())
def test_flows_through_one_channel_run_beside_each_other(order: list[int], downwards: bool) -> None:
    shift = 340.0 if downwards else -340.0
    left = [task(f"a{i}", at=(0.0, 100.0 * i)) for i in range(4)]
    right = [task(f"b{i}", at=(320.0, shift + 100.0 * i)) for i in range(4)]
    flows = [flow(f"a{i}", f"b{to}") for i, to in enumerate(order)]
    lines = lines_of(process(*left, *right, *flows))
    assert not any(laps(one, other) for one, other in combinations(lines.values(), 2))


def test_flows_that_need_not_cross_do_not() -> None:
    left = [task(f"a{i}", at=(0.0, 100.0 * i)) for i in range(4)]
    right = [task(f"b{i}", at=(320.0, 300 + 100.0 * i)) for i in range(4)]
    lines = lines_of(process(*left, *right, *(f"a{i} -> b{i}" for i in range(4))))
    assert sum(crossings(one, other) for one, other in combinations(lines.values(), 2)) == 0


@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_flows_from_one_side_into_the_same_step_nest(direction: Direction, is_mirrored: bool) -> None:
    """One of the three begins nearer, so that the others, past it, turn far from where it turns."""
    places = {"merge": (480, 0), "near": (210, 120), "far": (0, 220), "farther": (0, 320)}
    nodes = []
    for key, (x, y) in places.items():
        y = -y if is_mirrored else y
        nodes.append(task(key, at=(x, y) if direction == "right" else (2.5 * y, x / 2)))
    flows = [f"{key} -> merge" for key in ("near", "far", "farther")]
    lines = lines_of(process(workflow("main", direction=direction), *nodes, *flows))
    assert sum(crossings(one, other) for one, other in combinations(lines.values(), 2)) == 0


def test_flows_into_the_same_tip_share_their_last_stretch() -> None:
    document = process(
        task("one", at=(0, 200)),
        task("two", at=(0, 300)),
        decision("d", at=(300, 4)),
        task("no", at=(400, 400)),
        flow("d", "no"),
        flow("one", "d"),
        flow("two", "d"),
    )
    lines = lines_of(document)
    assert lines["one-d"][-2:] == lines["two-d"][-2:]
    assert len(lines["one-d"]) == 4


def test_a_piece_that_makes_way_for_another_does_not_come_to_lie_on_a_third() -> None:
    scene = unfold(worded(50))
    one, other = scene.flows["f0",].points, scene.flows["f2",].points
    assert abs(one[1].x - other[1].x) >= 4  # they run down through one channel
    assert not laps(one, other)


def test_pinned_flows_stay_where_they_were_put() -> None:
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(320, 200)),
        task("c", at=(0, 100)),
        task("d", at=(320, 300)),
        flow("a", "b", via=((240.0, 32.0), (240.0, 232.0))),
        flow("c", "d"),
    )
    lines = lines_of(document)
    assert {point.x for point in lines["a-b"][1:-1]} == {240.0}
    assert not laps(lines["a-b"], lines["c-d"])


@given(
    st.dictionaries(st.integers(0, 20), st.integers()), st.lists(st.tuples(st.booleans(), st.integers(0, 30)))
)
def test_a_layered_mapping_is_as_good_as_a_copied_one(values: dict[int, int], steps) -> None:
    below, copied = values, dict(values)
    for is_set, key in steps:
        if is_set:
            below = layered(below, {key: -key})
            copied[key] = -key
        else:
            below = layered(below, {}, frozenset((key,)))
            copied.pop(key, None)
        assert dict(below) == copied
        assert len(below) == len(copied)
        assert all((key in below) == (key in copied) for key in range(31))
