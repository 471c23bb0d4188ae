"""What is written on flows lies over nothing else, where there is any room."""

import pytest

from designer.assets import path
from designer.drawing import faces
from designer.drawing.clearings import Clearings, captions, line, written
from designer.drawing.shapes import Text
from designer.drawing.theme import theme
from designer.exchange.files import load
from designer.layout.geometry import Rect
from designer.layout.unfold import unfold
from designer.model.document import Document
from tests.support.build import flow, process, task

TEMPLATES = sorted(path("templates").glob("*.process.json"))


def covered(document: Document, opened: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Flows whose words lie over something, and over what."""
    look, scene = theme("light"), unfold(document, (), opened)
    room = Clearings(scene.nodes.values(), scene.flows.values(), document, look)
    things: list[tuple[str, Rect]] = []
    for placed in scene.nodes.values():
        if not placed.open and placed.node.kind != "area":
            things.append((placed.path[-1], placed.rect))
        things += [(placed.path[-1], rect) for rect in captions(placed, document, look)]
    for routed in scene.flows.values():
        things += [(routed.path[-1], rect.grown(0.75)) for rect in line(routed)]
    found = []
    for routed in scene.flows.values():
        shapes = faces.flow_shapes(routed, document, look, room.around(routed))
        room.take(shapes)
        words = [written(one).grown(-1) for one in shapes if isinstance(one, Text)]
        found += [(routed.path[-1], key) for key, rect in things for one in words if one.overlaps(rect)]
        things += [(routed.path[-1], rect) for rect in words]
    return found


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name.split(".")[0])
def test_the_words_of_templates_lie_over_nothing(file):
    document = load(file)
    boxes = tuple(key for key, node in document.nodes.items() if node.kind == "workflow")
    assert covered(document) == []
    assert covered(document, boxes) == []


def test_words_keep_off_the_hops_and_the_arrow_of_their_flow():
    uprights = [
        task(f"{end}{n}", at=(220 + 190 * n, 170 if end == "d" else -170)) for n in range(3) for end in "ud"
    ]
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(800, 0)),
        *uprights,
        flow("a", "b", label="Goods have arrived"),
        *(f"u{n} -> d{n}" for n in range(3)),
    )
    scene = unfold(document)
    assert any(len(routed.hops) == 3 for routed in scene.flows.values())
    assert covered(document) == []


def test_words_break_where_the_gap_is_narrow_rather_than_lie_over_a_step():
    document = process(
        task("a", at=(0, 0)), task("b", at=(240, 90)), flow("a", "b", label="Send back to the team lead")
    )
    assert covered(document) == []
