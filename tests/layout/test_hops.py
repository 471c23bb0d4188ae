from designer.drawing.outlines import outline
from designer.drawing.picture import picture
from designer.drawing.shapes import Group, Line
from designer.exchange import svg
from designer.layout.hops import RADIUS, Hop
from designer.layout.unfold import unfold
from designer.model.document import Document
from tests.support.build import flow, process, task


def crossing(*more: object) -> Document:
    """A level flow from `a` to `b` and an upright one from `c` to `d` across it."""
    return process(
        task("a", at=(0, 100)),
        task("b", at=(600, 100)),
        task("c", at=(300, 0)),
        task("d", at=(300, 200)),
        flow("a", "b"),
        flow("c", "d"),
        *more,
    )


def test_the_level_flow_hops_over_the_upright_one() -> None:
    scene = unfold(crossing())
    assert scene.flows["a-b",].hops == (Hop(0, 220 - RADIUS, 220 + RADIUS),)
    assert scene.flows["c-d",].hops == ()


def test_crossings_close_together_are_hopped_over_at_once() -> None:
    document = crossing(flow("c", "d").model_copy(update={"id": "again"}))
    (hop,) = unfold(document).flows["a-b",].hops
    assert hop.last - hop.first == 14 + 2 * RADIUS


def test_no_hop_is_squeezed_between_a_bend_and_an_arrow() -> None:
    document = process(
        task("a", at=(0, 100)),
        task("b", at=(600, 100)),
        task("c", at=(88, 0)),
        task("d", at=(88, 200)),
        flow("a", "b"),
        flow("c", "d"),
    )
    assert unfold(document).flows["a-b",].hops == ()


def test_every_output_paints_the_hop() -> None:
    document = crossing()
    lines = [
        shape
        for group in picture(document).shapes
        if isinstance(group, Group) and group.key == "a-b"
        for shape in group.shapes
        if isinstance(shape, Line) and shape.hops
    ]
    steps = list(outline(lines[0].points, lines[0].radius, lines[0].hops))
    assert [letter for letter, _ in steps] == ["M", "L", "C", "C", "L"]
    assert min(at[-1] for _, at in steps) == 132 - RADIUS
    assert "C375 129.24 377.24 127 380 127" in svg.export(picture(document)).decode()


def test_a_flow_that_is_led_aside_is_no_longer_hopped_over() -> None:
    document = crossing()
    scene = unfold(document)
    moved = document.nodes["d"].model_copy(update={"at": (700.0, -300.0)})
    after = process(*(moved if n.id == "d" else n for n in document.nodes.values()), *document.flows.values())
    assert unfold(after, previous=scene).flows["a-b",].hops == ()
