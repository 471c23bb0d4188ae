"""What stands in line and sees each other is joined by a straight line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.layout.geometry import Rect
from designer.layout.obstacles import CLEARANCE
from designer.layout.unfold import unfold
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Node
from tests.support.build import node, process, task, workflow

KINDS = ("task", "task", "decision", "wait", "parallel", "state", "trigger", "outcome")


@st.composite
def rows(draw: st.DrawFn) -> Document:
    """Nodes in line in rows (in columns, where it reads downwards), at most one flow between two of them."""
    down = draw(st.booleans())
    cells = draw(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=2, max_size=14, unique=True)
    )
    keys = [f"n{index}" for index in range(len(cells))]
    nodes: list[Node] = []
    for key, (along, across) in zip(keys, cells, strict=True):
        nodes.append(_placed(draw(st.sampled_from(KINDS)), key, along, across, down))
    pair = st.tuples(st.sampled_from(keys), st.sampled_from(keys)).filter(lambda two: two[0] != two[1])
    pairs = draw(st.lists(pair, max_size=24, unique_by=lambda two: frozenset(two)))
    flows = [Flow(id=f"f{index}", source=a, target=b) for index, (a, b) in enumerate(pairs)]
    main = workflow("main", direction="down" if down else "right")
    return process(main, *nodes, *flows)


def _placed(kind: str, key: str, along: int, across: int, down: bool) -> Node:
    middle = (along * 240.0, across * 140.0)
    if down:
        middle = (across * 240.0, along * 140.0)
    alone = process(
        workflow("main", direction="down" if down else "right"), node(kind, key, at=(0, 0)), root="main"
    )
    (placed,) = unfold(alone).nodes.values()
    return node(kind, key, at=(middle[0] - placed.rect.w / 2, middle[1] - placed.rect.h / 2))


def between(one: Rect, other: Rect, axis: int) -> Rect:
    """The way from one to the other, if the second lies ahead."""
    line = [*one.center, 0.0, 0.0]
    line[axis] = one[axis] + one[axis + 2]
    line[axis + 2] = other[axis] - line[axis]
    return Rect(*line)


@settings(max_examples=150, deadline=None)
@given(rows())
def test_flows_between_aligned_nodes_with_a_free_way_are_straight(document: Document) -> None:
    scene = unfold(document)
    axis = 1 if document.workflows["main"].direction == "down" else 0
    for routed in scene.flows.values():
        source, target = (scene.nodes[end].rect for end in (routed.source, routed.target))
        way = between(source, target, axis)
        if source.center[1 - axis] != target.center[1 - axis] or way[axis + 2] <= 0:
            continue
        others = (one.rect for path, one in scene.nodes.items() if path not in (routed.source, routed.target))
        if not any(rect.grown(CLEARANCE).overlaps(way) for rect in others):
            assert len(routed.points) == 2, routed


def test_shared_docks_give_way_by_a_hair_rather_than_bend_a_flow() -> None:
    """Two flows leave a side 14 apart, three share the other: theirs would lie 11 apart."""
    steps = (task("a", at=(0, 100)), task("b", at=(240, 100)), task("e", at=(0, 200)))
    flows = [Flow(id=f"f{n}", source=a, target=b) for n, (a, b) in enumerate(("ab", "ab", "eb"))]
    scene = unfold(process(*steps, *flows))
    assert [len(scene.flows[f"f{n}",].points) for n in (0, 1)] == [2, 2]
