"""Ends of flows that are pinned to a side of their node."""

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.editing.bending import pin_ends
from designer.editing.draft import Draft
from designer.layout.geometry import Rect
from designer.layout.unfold import unfold
from designer.model.document import Document
from designer.model.flow import SIDES
from tests.layout.boards import boards
from tests.layout.test_sketch import STEPS, moved
from tests.support.build import boundary, decision, process, task

SIDE = st.sampled_from((None, *SIDES))


def on_side(rect: Rect, at, side: str) -> bool:
    place = {"left": rect.x, "right": rect.right, "top": rect.y, "bottom": rect.bottom}[side]
    return abs(at[side in ("top", "bottom")] - place) < 0.01 and rect.grown(0.01).holds(*at)


def pinned(document: Document, data: st.DataObject) -> Document:
    draft = Draft(document)
    if data.draw(st.booleans()):
        draft.update("main", direction="down")
    for key in sorted(document.flows):
        pin_ends(draft, key, data.draw(SIDE), data.draw(SIDE))
    return draft.document


def check_sides(scene) -> None:
    for routed in scene.flows.values():
        if routed.source == routed.target:
            continue
        for end, side in routed.flow.pinned_sides.items():
            path, at = (
                (routed.source, routed.points[0]) if end == "source" else (routed.target, routed.points[-1])
            )
            if scene.nodes[path].node.kind != "workflow":
                assert on_side(scene.nodes[path].rect, at, side), (routed, end)


@settings(max_examples=120, deadline=None)
@given(boards(), st.data())
def test_a_pinned_end_meets_its_side_wherever_the_nodes_stand(document, data):
    check_sides(unfold(pinned(document, data), (), ()))


@settings(max_examples=80, deadline=None)
@given(boards(), st.data())
def test_pinned_ends_stay_on_their_sides_through_a_drag_and_look_the_same_however_they_came(document, data):
    document = pinned(document, data)
    before = unfold(document, (), ())
    keys = sorted(path[-1] for path in before.nodes if len(path) == 1)
    after = moved(document, [data.draw(st.sampled_from(keys))], data.draw(STEPS))
    sketch = unfold(after, (), (), before, sketch=True)
    check_sides(sketch)
    fresh = unfold(after, (), ())
    for earlier in (before, sketch):
        assert dict(unfold(after, (), (), earlier).flows) == dict(fresh.flows)


@settings(max_examples=80, deadline=None)
@given(boards(), st.data())
def test_pinning_one_end_in_a_picture_is_as_if_it_had_been_pinned_always(document, data):
    document = pinned(document, data)
    before = unfold(document, (), ())
    if not before.flows:
        return
    draft = Draft(document)
    flow = data.draw(st.sampled_from(sorted(path[-1] for path in before.flows if len(path) == 1) or [""]))
    if not flow:
        return
    pin_ends(draft, flow, data.draw(SIDE), data.draw(SIDE))
    after = draft.document
    sketch = unfold(after, (), (), before, sketch=True)
    check_sides(sketch)
    for earlier in (before, sketch):
        assert dict(unfold(after, (), (), earlier).flows) == dict(unfold(after, (), ()).flows)


def routed(document: Document, flow: str):
    scene = unfold(document, (), ())
    return scene, scene.flows[flow,]


def test_a_way_around_follows_its_pinned_end_to_the_same_side():
    document = process(task("a", at=(600, 0)), task("b", at=(0, 0)), task("m", at=(300, 0)), "a -> b")
    for side in ("top", "bottom"):
        draft = Draft(document)
        pin_ends(draft, "a-b", source=side)
        scene, flow = routed(draft.document, "a-b")
        assert on_side(scene.nodes["a",].rect, flow.points[0], side)
        assert on_side(scene.nodes["b",].rect, flow.points[-1], side)


def test_a_fork_that_parts_its_ways_leaves_a_pinned_one_where_it_is():
    document = process(
        decision("d", at=(0, 0)), task("a", at=(250, -4)), task("b", at=(500, -4)), "d -> a", "d -> b"
    )
    draft = Draft(document)
    pin_ends(draft, "d-b", source="right")
    scene, flow = routed(draft.document, "d-b")
    assert on_side(scene.nodes["d",].rect, flow.points[0], "right")
    _, other = routed(draft.document, "d-a")
    assert not on_side(scene.nodes["d",].rect, other.points[0], "right")


def test_a_flow_of_an_event_on_a_border_leaves_below_and_enters_where_it_is_pinned():
    document = process(task("a", at=(0, 0)), boundary("late", "a"), task("b", at=(300, 100)), "late -> b")
    draft = Draft(document)
    pin_ends(draft, "late-b", source="top", target="bottom")
    scene, flow = routed(draft.document, "late-b")
    assert on_side(scene.nodes["late",].rect, flow.points[0], "bottom")
    assert on_side(scene.nodes["b",].rect, flow.points[-1], "bottom")
