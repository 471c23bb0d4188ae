"""What has been carried along lies where it would have been laid from nothing (C15, C20)."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.editing.draft import Draft
from designer.editing.nodes import move
from designer.layout import carriage, following
from designer.layout.scene import Scene
from designer.layout.unfold import unfold
from designer.model.document import Document
from designer.model.flow import Flow
from tests.support.build import box, inside, node, outcome, process, trigger

COLUMNS, ROWS = 12, 5
KINDS = ("task", "decision", "wait", "state", "parallel", "box")
STEPS = st.sampled_from((10.0, 40.0, -30.0, 300.0, 0.5, 7.25))
Key = tuple[int, int]


@pytest.fixture(autouse=True)
def everything_is_carried() -> Iterator[None]:
    """Small boards are laid anew otherwise, which is quicker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following, "CARRIED", 0)
        patch.setattr(following, "PATCHED", 1)
        patch.setattr(carriage, "WORTH", 0.95)
        yield


@st.composite
def wide_boards(draw: st.DrawFn) -> Document:
    """Rows of steps so long that what is done at one end does not matter at the other."""
    parts: list[object] = []
    keys: list[str] = []
    for column in range(COLUMNS):
        for row in range(ROWS):
            key = f"n{column}-{row}"
            jitter = draw(st.sampled_from(((0.0, 0.0), (20.0, 10.0), (0.0, 33.3))))
            at = (column * 330.0 + jitter[0], row * 140.0 + jitter[1])
            kind = draw(st.sampled_from(KINDS))
            keys.append(key)
            parts += _boxed(key, at) if kind == "box" else [node(kind, key, at=at)]
    pairs = draw(
        st.lists(
            st.tuples(st.integers(0, len(keys) - 1), st.integers(-ROWS - 1, ROWS + 1)),
            min_size=30,
            max_size=80,
        )
    )
    labels = st.sampled_from(("", "yes", "Not enough stock left"))
    flows = [
        Flow(id=f"f{place}", source=keys[a], target=keys[(a + by) % len(keys)], label=draw(labels))
        for place, (a, by) in enumerate(pairs)
    ]
    return process(*parts, *flows)


def _boxed(key: str, at: tuple[float, float]) -> list[object]:
    ends = [outcome(f"o{key}", at=(200.0, 0.0)), outcome(f"p{key}", at=(200.0, 80.0))]
    return [box(key, runs=f"w{key}", at=at), *inside(f"w{key}", trigger(f"t{key}", at=(0.0, 0.0)), *ends)]


@st.composite
def edits(draw: st.DrawFn) -> tuple[int, float, float, Key]:
    """Space across, or a whole part moved; and a step that is moved by itself afterwards."""
    axis, at = draw(st.sampled_from(((0, 330.0 * draw(st.integers(1, COLUMNS - 1))), (1, 280.0))))
    return axis, at, draw(STEPS), (draw(st.integers(0, COLUMNS - 1)), draw(st.integers(0, ROWS - 1)))


def as_laid_from_nothing(scene: Scene, document: Document) -> None:
    other = unfold(document, (), scene.memory.is_open)
    for ours, theirs in (
        (scene.nodes, other.nodes),
        (scene.flows, other.flows),
        (scene.ports_of, other.ports_of),
    ):
        assert dict(ours.items()) == dict(theirs.items())
    assert scene.bounds == other.bounds


@given(wide_boards(), st.lists(edits(), min_size=1, max_size=4), st.data())
@settings(max_examples=12, deadline=None)
def test_what_is_carried_along_lies_where_it_would_have_been_laid(
    document: Document, steps: list[tuple[int, float, float, Key]], data: st.DataObject
) -> None:
    boxes = sorted(key for key, found in document.nodes.items() if found.kind == "workflow")
    opened = frozenset(data.draw(st.sets(st.sampled_from(boxes), max_size=2))) if boxes else frozenset[str]()
    scene = unfold(document, (), opened)
    for axis, at, by, (column, row) in steps:
        draft = Draft(document)
        beyond = [n.id for n in document.nodes_in("main") if n.at[axis] >= at]
        move(draft, beyond, *((by, 0.0) if axis == 0 else (0.0, by)))
        scene = unfold(draft.document, (), opened, previous=scene)
        as_laid_from_nothing(scene, draft.document)
        move(draft, [f"n{column}-{row}"], 20.0, 10.0)
        document = draft.document
        scene = unfold(document, (), opened, previous=scene)
        as_laid_from_nothing(scene, document)
        opened ^= frozenset(boxes[:1])
        scene = unfold(document, (), opened, previous=scene)
        as_laid_from_nothing(scene, document)
