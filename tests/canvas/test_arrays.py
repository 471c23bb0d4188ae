"""The flat arrays say of every node and flow what the scene says, however they came about."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.canvas.arrays import SceneArrays
from designer.editing.draft import Draft
from designer.editing.nodes import delete, move
from designer.layout.scene import is_within
from designer.layout.unfold import unfold
from tests.canvas.test_repainting import BOXES, STEPS, nested


def assert_like_the_scene(arrays):
    scene = arrays.scene
    assert [placed.path for placed in arrays.nodes] == list(scene.nodes)
    assert [routed.path for routed in arrays.flows] == list(scene.flows)
    rects = [(x, y, x + w, y + h) for x, y, w, h in (placed.rect for placed in scene.nodes.values())]
    assert np.array_equal(arrays.corners, np.array(rects).reshape(-1, 4))
    assert [tuple(point) for point in arrays.points] == [
        tuple(point) for routed in scene.flows.values() for point in routed.points
    ]
    for number, path in enumerate(scene.nodes):
        assert arrays.node_number(path) == number
        assert arrays.nodes[number].path == path
    for number, (path, routed) in enumerate(scene.flows.items()):
        assert arrays.flow_number(path) == number
        ends = [arrays.nodes[row].path for row in arrays.ends[number]]
        assert ends == [routed.source, routed.target]


acts = st.one_of(
    st.tuples(st.just("toggle"), st.sampled_from(BOXES)),
    st.tuples(st.just("move"), st.sampled_from(STEPS), st.integers(-90, 90), st.integers(-90, 90)),
    st.tuples(st.just("delete"), st.sampled_from(STEPS)),
)


@given(st.lists(acts, max_size=6))
@settings(deadline=None, max_examples=50)
def test_arrays_made_from_earlier_ones_are_like_the_scene(done) -> None:
    document, opened = nested(), frozenset(BOXES)
    scene = unfold(document, (), opened)
    arrays = SceneArrays(scene)
    for name, *how in done:
        if name == "toggle":
            opened ^= {how[0]}
        elif how[0] in document:
            draft = Draft(document)
            move(draft, [how[0]], *how[1:]) if name == "move" else delete(draft, [how[0]])
            document = draft.document
        scene = unfold(document, (), opened, scene)
        arrays = SceneArrays(scene, arrays)
        assert_like_the_scene(arrays)


@pytest.mark.parametrize("boxes", [("deliver",), ("deliver", "other"), ("check", "pack"), ("nothing",)])
def test_what_is_within_boxes_is_found_together(boxes):
    arrays = SceneArrays(unfold(nested(), (), frozenset(BOXES)))
    paths = [path for path in arrays.scene.nodes if path[-1] in boxes]
    found = arrays.paths(arrays.within(paths))
    assert found.nodes == {path for path in arrays.scene.nodes if is_within(path, paths)}
    assert found.flows == {path for path in arrays.scene.flows if is_within(path[:-1], paths)}


def test_what_has_an_id_is_found_wherever_it_is():
    arrays = SceneArrays(unfold(nested(), (), frozenset(BOXES)))
    found = arrays.paths(arrays.named(["label", "fold-pack", "check"]))
    assert {path[-1] for path in found.nodes} == {"label", "check"}
    assert {path[-1] for path in found.flows} == {"fold-pack"}
