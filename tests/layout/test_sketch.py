"""What is shown while something moves: its own flows follow it, and nothing else does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.editing.draft import Draft
from designer.layout.geometry import Point, Rect
from designer.layout.unfold import unfold
from designer.model.document import Document
from tests.layout.boards import boards, opened_boards
from tests.support.build import box, flow, inside, process, task


def moved(document: Document, keys: list[str], by: tuple[float, float]) -> Document:
    draft = Draft(document)
    for key in keys:
        x, y = draft.node(key).at
        draft.update(key, at=(x + by[0], y + by[1]))
    return draft.document


def touches(rect: Rect, point: Point) -> bool:
    inner = Rect(rect.x + 1, rect.y + 1, rect.w - 2, rect.h - 2)
    return rect.grown(0.01).holds(*point) and not inner.holds(*point)


STEPS = st.tuples(st.integers(-300, 300), st.integers(-200, 200))


@settings(max_examples=80, deadline=None)
@given(boards(), st.data())
def test_flows_at_what_moves_follow_it_and_all_others_keep_their_lines(document, data):
    before = unfold(document, (), ())
    keys = sorted(document.nodes.keys() & {path[-1] for path in before.nodes if len(path) == 1})
    chosen = data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
    after = moved(document, chosen, data.draw(STEPS))
    seen = unfold(after, (), (), before, sketch=True)
    assert dict(seen.nodes).keys() == dict(before.nodes).keys()
    for path, routed in seen.flows.items():
        if {routed.source[-1], routed.target[-1]} & set(chosen):
            assert touches(seen.nodes[routed.source].rect, routed.points[0])
            assert touches(seen.nodes[routed.target].rect, routed.points[-1])
        else:
            assert routed is before.flows[path]


@settings(max_examples=40, deadline=None)
@given(opened_boards(), st.data())
def test_nothing_of_a_sketch_stays_once_the_move_rests(found, data):
    document, opened = found
    before = unfold(document, (), opened)
    chosen = data.draw(st.sampled_from(sorted(document.nodes)))
    after = moved(document, [chosen], data.draw(STEPS))
    sketch = unfold(after, (), opened, before, sketch=True)
    assert sketch.nodes.keys() == before.nodes.keys()
    fresh = unfold(after, (), opened)
    for previous in (before, sketch):
        made = unfold(after, (), opened, previous)
        assert dict(made.nodes) == dict(fresh.nodes)
        assert dict(made.flows) == dict(fresh.flows)
        assert made.bounds == fresh.bounds


def test_flows_among_what_moves_together_move_as_they_are():
    document = process(
        *(task(key, at=at) for key, at in (("a", (0, 0)), ("b", (300, 90)), ("c", (600, 0)))),
        "a -> b -> c",
    )
    before = unfold(document)
    after = unfold(moved(document, ["a", "b"], (40, 20)), (), None, before, sketch=True)
    (inner,) = (path for path, routed in before.flows.items() if routed.target == ("b",))
    assert after.flows[inner].points == tuple(Point(x + 40, y + 20) for x, y in before.flows[inner].points)


def test_an_open_box_grows_in_a_sketch_and_pushes_what_is_beside_it():
    document = process(
        box("b", runs="w", at=(0, 0)), task("next", at=(300, 0)), inside("w", task("t", at=(20, 40)))
    )
    opened = {"b"}
    before = unfold(document, (), opened)
    after = moved(document, ["t"], (400, 0))
    seen = unfold(after, (), opened, before, sketch=True)
    assert dict(seen.nodes) == dict(unfold(after, (), opened).nodes)
    assert seen.nodes["next",].rect.x > before.nodes["next",].rect.x


def test_a_bend_that_a_growing_box_pushes_takes_its_flow_along_though_both_ends_stay():
    document = process(
        box("p", runs="w", at=(0, 0)),
        inside("w", task("t", at=(20, 40))),
        task("a", at=(0, -300)),
        task("b", at=(0, 900)),
        flow("a", "b", via=((500, -200), (500, 950))),
    )
    opened = {"p"}
    before = unfold(document, (), opened)
    after = moved(document, ["t"], (400, 0))
    seen = unfold(after, (), opened, before, sketch=True)
    assert seen.flows["a-b",].points != before.flows["a-b",].points
    assert seen.flows["a-b",].pins == before.flows["a-b",].pins
