import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.drawing.flows import flow_shapes
from designer.drawing.lettering import written
from designer.drawing.moving import moved
from designer.drawing.picture import MARGIN, picture
from designer.drawing.shapes import Box, Ellipse, Group, Icon, Line, Picture, Shape, Text
from designer.drawing.theme import THEMES, theme
from designer.layout.geometry import Rect
from designer.layout.unfold import unfold
from designer.layout.words import flow_words
from designer.model.document import Document
from designer.model.nodes import FARTHEST
from tests.drawing.samples import KINDS, everything
from tests.support.build import area, box, decision, flow, inside, note, process, task
from tests.support.strategies import any_documents, documents, tangled_documents

LIGHT = theme("light")


def groups(drawn: Picture) -> dict[str, Group]:
    """The groups by what they show; what flows carry is in groups of its own."""
    shown = (shape for shape in drawn.shapes if isinstance(shape, Group))
    return {shape.key: shape for shape in shown if not shape.key.endswith("/marks")}


def texts(shape: Shape) -> list[str]:
    if isinstance(shape, Group):
        return [text for inner in shape.shapes for text in texts(inner)]
    return [shape.text] if isinstance(shape, Text) else []


def flow_of(document, key: str) -> tuple[Shape, ...]:
    return flow_shapes(unfold(document).flows[key,], document, LIGHT)


@pytest.mark.parametrize("name", THEMES)
def test_a_picture_shows_every_node_and_flow_by_its_path(name: str) -> None:
    document = everything()
    shown = groups(picture(document, open_boxes=("a-workflow",), theme=theme(name)))
    assert {f"a-{kind}" for kind in KINDS} <= set(shown)
    assert {"a-workflow/i-work", "a-workflow/i-start-i-work", "a-trigger-a-task"} <= set(shown)


def test_nodes_and_flows_have_titles_to_be_read_aloud() -> None:
    shown = groups(picture(everything()))
    assert shown["a-task"].title == "Task: A task"
    assert picture(everything()).title == "Main"


def test_a_picture_has_a_margin_around_everything_written_and_drawn() -> None:
    drawn = picture(everything())
    inner = drawn.bounds.grown(-MARGIN + 1)
    for group in groups(drawn).values():
        for shape in group.shapes:
            if isinstance(shape, Text):
                assert inner.encloses(written(shape))
            elif isinstance(shape, Box | Ellipse):
                assert inner.encloses(shape.rect)


def test_an_empty_level_is_a_picture_too() -> None:
    drawn = picture(process())
    assert (drawn.shapes, drawn.bounds.w > 0) == ((), True)


def test_a_selection_shows_its_nodes_with_what_is_inside_and_the_flows_among_them() -> None:
    drawn = picture(everything(), open_boxes=("a-workflow",), only=[("a-decision",), ("a-workflow",)])
    assert set(groups(drawn)) == {
        "a-decision", "a-workflow", "a-decision-a-workflow", "a-workflow/i-start", "a-workflow/i-work",
        "a-workflow/i-end", "a-workflow/i-start-i-work", "a-workflow/i-work-i-end",
    }  # fmt: skip


def test_the_same_document_gives_the_same_picture() -> None:
    assert picture(everything()) == picture(everything())


def test_open_boxes_lie_under_flows_and_flows_under_nodes() -> None:
    order = list(groups(picture(everything(), open_boxes=("a-workflow",))))
    assert order.index("a-area") < order.index("a-trigger-a-task") < order.index("a-task")
    assert (
        order.index("a-workflow")
        < order.index("a-workflow/i-start-i-work")
        < order.index("a-workflow/i-work")
    )


def test_notes_are_joined_to_what_they_speak_of() -> None:
    document = process(task("t", at=(0, 200)), note("n", links=("t",)))
    lines = [shape for shape in picture(document).shapes if isinstance(shape, Line)]
    assert len(lines) == 1
    assert lines[0].points == ((80, 80), (80, 200))


# Flows


def test_a_flow_says_its_label_else_its_rule() -> None:
    assert flow_words(flow("a", "b", label="yes", condition="x > 1"))[:2] == ("yes", False)
    assert flow_words(flow("a", "b", condition="x > 1"))[:2] == ("x > 1", True)
    assert flow_words(flow("a", "b", probability=0.25))[:2] == ("25 %", True)
    assert flow_words(flow("a", "b", after="2 d"))[:2] == ("after 2 d", True)
    assert flow_words(flow("a", "b"))[0] == ""


def test_a_handoff_is_dashed_and_hollow_with_its_channel() -> None:
    document = process(task("a"), task("b", at=(300, 0)), flow("a", "b", handoff={"channel": "phone"}))
    shapes = flow_of(document, "a-b")
    line, head = (shape for shape in shapes if isinstance(shape, Line))
    assert line.stroke.dash
    assert head.fill == LIGHT.ground
    assert [shape.name for shape in shapes if isinstance(shape, Icon)] == ["phone"]


def test_a_plain_flow_is_solid_with_a_filled_arrow() -> None:
    document = process(task("a"), task("b", at=(300, 0)), flow("a", "b"))
    line, head = flow_of(document, "a-b")
    assert not line.stroke.dash
    assert head.fill == LIGHT.flow


def test_a_default_flow_has_a_slash() -> None:
    document = process(decision("d"), task("b", at=(300, 0)), flow("d", "b", default=True))
    assert len([shape for shape in flow_of(document, "d-b") if isinstance(shape, Line)]) == 3


def test_a_label_stays_where_it_was_put() -> None:
    document = process(task("a"), task("b", at=(300, 0)), flow("a", "b", label="yes", label_at=(200.0, 90.0)))
    label = next(shape for shape in flow_of(document, "a-b") if isinstance(shape, Text))
    assert Rect(195, 80, 10, 20).holds(label.x, label.y)


def test_labels_have_a_halo_in_the_tint_of_their_depth() -> None:
    document = everything()
    scene = unfold(document, (), ("a-workflow",))
    assert {routed.depth for path, routed in scene.flows.items() if len(path) == 2} == {1}
    label = next(s for s in flow_of(document, "a-decision-a-workflow") if isinstance(s, Text))
    assert label.halo == LIGHT.ground


@pytest.mark.parametrize(
    "shape",
    [
        Box(Rect(0, 0, 5, 5)),
        Ellipse(Rect(0, 0, 5, 5)),
        Line(((0, 0), (5, 5))),
        Text(0, 0, "x", 12, "#000000"),
        Icon("flag", Rect(0, 0, 5, 5), "#000000"),
        Group((Box(Rect(0, 0, 5, 5)),), clip=Rect(0, 0, 9, 9)),
    ],
)
def test_every_shape_can_be_moved_and_moved_back(shape: Shape) -> None:
    assert moved(shape, 3, 4) != shape
    assert moved(moved(shape, 3, 4), -3, -4) == shape


# Whatever there is


@given(st.one_of(documents(), tangled_documents(), any_documents()))
@settings(deadline=None)
def test_every_document_can_be_drawn_open_and_closed(document: Document) -> None:
    boxes = [key for key, found in document.nodes.items() if found.kind == "workflow"]
    for is_open in ((), boxes):
        assert picture(document, open_boxes=is_open).bounds.w > 0


@pytest.mark.parametrize("far", [1e7, -FARTHEST, FARTHEST])
def test_nodes_beyond_the_horizon_do_no_harm(far: float) -> None:
    document = process(
        task("a"),
        task("b", at=(far, far)),
        note("n", at=(0.0, far), size=(FARTHEST, 1.0)),
        flow("a", "b", label="x"),
    )
    assert picture(document).shapes


@pytest.mark.parametrize("size", [(-5.0, -9.0), (0.0, 0.0), (1.0, 1.0), (4000.0, 3000.0)])
def test_boxes_of_any_size_are_drawn(size: tuple[float, float]) -> None:
    document = process(
        box("b", runs="w", size=size), inside("w", task("t")), note("n", size=size), area("a", size=size)
    )
    for is_open in ((), ("b",)):
        shown = picture(document, open_boxes=is_open)
        assert shown.shapes
        assert min(shown.bounds.w, shown.bounds.h) >= 0
