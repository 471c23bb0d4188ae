"""Flows between different steps do not lie on each other where their ends meet on one line."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.layout.geometry import Point
from designer.layout.scene import Scene
from designer.layout.unfold import unfold
from designer.layout.ways import pieces
from tests.support.build import decision, flow, parallel, process, race, task, trigger, wait


def lap(one: tuple[Point, ...], other: tuple[Point, ...], within: float = 3.0) -> float:
    """How far two lines lie on each other at one stretch, at most."""
    longest = 0.0
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            for axis in (0, 1):
                along = 1 - axis
                if a[axis] == b[axis] and c[axis] == d[axis] and abs(a[axis] - c[axis]) < within:
                    first = max(min(a[along], b[along]), min(c[along], d[along]))
                    last = min(max(a[along], b[along]), max(c[along], d[along]))
                    longest = max(longest, last - first)
    return longest


def runs_over(scene: Scene) -> bool:
    return any(
        placed.rect.grown(-1).overlaps(piece)
        for routed in scene.flows.values()
        for placed in scene.nodes.values()
        if placed.path not in (routed.source, routed.target)
        for piece in pieces(routed.points)
    )


@given(
    st.integers(90, 260).map(float), st.integers(60, 140).map(float), st.sampled_from((decision, race, wait))
)
@settings(max_examples=60, deadline=None)
def test_ways_down_and_up_between_two_signs_above_each_other_turn_off_in_time(gap, aside, sign):
    document = process(
        decision("upper", at=(0, 0)),
        sign("lower", at=((56 - 44) / 2 if sign is not decision else 0, 56 + gap)),
        parallel("high", at=(56 + aside, -110)),
        task("low", at=(56 + aside, 56 + gap + 120)),
        flow("upper", "low"),
        flow("lower", "high"),
    )
    scene = unfold(document)
    lines = [routed.points for routed in scene.flows.values()]
    assert lap(*lines) <= 10
    assert not runs_over(scene)


def test_a_flow_back_on_a_row_stays_beside_it_until_the_other_one_has_turned_off():
    document = process(
        task("far", at=(0, 0)),
        task("between", at=(240, 0)),
        wait("near", at=(450, 10)),
        wait("above", at=(700, -200)),
        task("end", at=(900, 0)),
        flow("far", "end"),
        flow("near", "above"),
    )
    scene = unfold(document)
    assert lap(scene.flows["far-end",].points, scene.flows["near-above",].points) == 0
    assert not runs_over(scene)


@pytest.mark.parametrize("column", [520, 600, 680])
def test_a_flow_does_not_turn_off_through_a_step(column):
    document = process(
        task("far", at=(0, 0)),
        task("between", at=(240, 0)),
        wait("near", at=(450, 10)),
        wait("above", at=(760, -200)),
        task("in-the-way", at=(column, -60)),
        task("end", at=(960, 0)),
        flow("far", "end"),
        flow("near", "above"),
    )
    assert not runs_over(unfold(document))


def test_steps_that_touch_are_joined_by_a_flow_of_no_length():
    document = process(trigger("start", at=(0, 50)), task("check", at=(120, 38)), task("label", at=(60, 75)))
    joined = process(
        trigger("start", at=(0, 50)),
        task("check", at=(120, 38)),
        task("label", at=(60, 75)),
        "start -> check",
    )
    scene = unfold(joined, previous=unfold(document))
    (routed,) = scene.flows.values()
    assert routed.points[0] == routed.points[-1] == Point(120, 70)
