"""What is written on flows and beside signs lies over nothing else, where there is any room."""

from collections.abc import Collection

import pytest

from designer.assets import path
from designer.drawing.lettering import written
from designer.drawing.picture import picture
from designer.drawing.shapes import Group, Text
from designer.exchange.files import load
from designer.layout.clearings import hop_area
from designer.layout.geometry import Rect
from designer.layout.marks import coin, head
from designer.layout.scene import Routed, words_of
from designer.layout.unfold import unfold
from designer.layout.ways import pieces
from designer.layout.words import port_name
from designer.model.document import Document
from tests.layout.dense import worded
from tests.support import samples
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    outcome,
    parallel,
    process,
    task,
    trigger,
    wait,
)

TEMPLATES = sorted(path("templates").glob("*.process.json"))


def drawn(routed: Routed) -> list[Rect]:
    """What a flow covers: its line, its arrow, its hops, its channel."""
    line, disc = routed.points, coin(routed.flow, routed.points)
    marks = [head(line), *(hop_area(line, hop) for hop in routed.hops), *([disc] if disc else [])]
    return [*marks, *(piece.grown(0.75) for piece in pieces(line))]


def words(document: Document, opened: Collection[str] = ()) -> list[tuple[str, Rect]]:
    """All words on flows and beside signs; they may touch what is beside them."""
    scene = unfold(document, (), opened)
    seen = (*scene.nodes.values(), *scene.flows.values())
    return [(one.path[-1], rect.grown(-1)) for one in seen if (rect := words_of(one)) is not None]


def covered(document: Document, opened: Collection[str] = ()) -> list[tuple[str, str]]:
    """Flows and signs whose words lie over something, and over what: a node, a flow or other words."""
    scene, found = unfold(document, (), opened), words(document, opened)
    nodes = [one for one in scene.nodes.values() if not one.open and one.node.kind != "area"]
    things = [(f"node {placed.path[-1]}", placed.rect) for placed in nodes]
    things += [(f"flow {routed.path[-1]}", rect) for routed in scene.flows.values() for rect in drawn(routed)]
    others = [(f"words {name}", area) for name, area in found]
    return [
        (name, other)
        for number, (name, area) in enumerate(found)
        for other, rect in (*things, *others[number + 1 :])
        if rect.overlaps(area) and other != f"node {name}"
    ]


def covered_most(document: Document) -> list[tuple[str, str]]:
    """The same, but for lines: words keep from nodes and other words first."""
    return [(name, other) for name, other in covered(document) if not other.startswith("flow")]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name.split(".")[0])
def test_the_words_of_templates_lie_over_nothing(file):
    document = load(file)
    boxes = tuple(key for key, node in document.nodes.items() if node.kind == "workflow")
    assert covered(document) == []
    assert covered(document, boxes) == []


@pytest.mark.parametrize("make", [samples.one_of_each, samples.with_problems, samples.never_joined])
def test_the_words_of_samples_lie_over_nothing(make):
    assert covered(make()) == []


@pytest.mark.parametrize("seed", range(8))
def test_the_words_of_crowded_boards_lie_over_no_node_and_no_other_words(seed):
    document = worded(seed)
    assert len(words(document)) > 15
    assert covered_most(document) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_picture_writes_words_where_the_layout_has_put_them(seed):
    document = worded(seed)
    shown = {shape.key: shape for shape in picture(document).shapes if isinstance(shape, Group)}
    for key, area in words(document):
        texts = [
            shape
            for shape in shown.get(f"{key}/marks", shown[key]).shapes
            if isinstance(shape, Text) and shape.halo
        ]
        assert texts
        assert all(area.grown(3).encloses(written(text)) for text in texts)


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


@pytest.mark.parametrize("ways", [("up",), ("down",), ("up", "down"), ("up", "down", "on")])
def test_the_name_of_a_decision_stands_where_none_of_its_ways_leads(ways):
    places = {"up": (200, -100), "on": (200, 0), "down": (200, 100)}
    document = process(
        task("from", at=(-220, 0)),
        decision("d", name="Is it large?", at=(0, 4)),
        *(task(way, at=places[way]) for way in ways),
        "from -> d",
        *(flow("d", way, label=way) for way in ways),
    )
    assert {key for key, _ in words(document)} == {"d", *(f"d-{way}" for way in ways)}
    assert covered(document) == []


def test_a_flow_that_passes_below_a_bar_does_not_run_through_its_name():
    document = process(
        trigger("t", at=(0, 10)),
        parallel("p", name="Both at once", at=(220, -4)),
        task("low", at=(120, 130)),
        outcome("end", at=(420, 10)),
        "t -> p -> end",
        flow("t", "end", via=((160, 80), (380, 80))),
    )
    assert covered(document) == []


def test_names_of_neighbours_give_way_to_each_other():
    signs = [wait(f"w{n}", name="Wait for the next delivery", at=(64 * n, 0)) for n in range(3)]
    assert covered(process(*signs, "w0 -> w1 -> w2")) == []


def test_the_names_of_all_events_on_a_step_are_shown():
    names = ("After two days", "On error", "When the customer calls again")
    document = process(
        task("a"),
        *(boundary(f"e{n}", name=name, host="a", at=(n, 0)) for n, name in enumerate(names)),
        *(task(f"t{n}", at=(300, 100 + 100 * n)) for n in range(3)),
        *(flow(f"e{n}", f"t{n}") for n in range(3)),
    )
    assert {key for key, _ in words(document)} == {"e0", "e1", "e2"}
    assert covered_most(document) == []


def test_a_label_stands_where_its_flow_runs_alone():
    document = process(
        box("b", runs="w", at=(0, 0)),
        inside("w", trigger("t"), outcome("o", at=(300, 0))),
        task("on", at=(420, 4)),
        task("down", at=(420, 204)),
        flow("b", "on", label="most of them"),
        flow("b", "down", label="the others"),
    )
    scene = unfold(document)
    for key, other in (("b-on", "b-down"), ("b-down", "b-on")):
        area = scene.flows[key,].label.area
        assert not any(piece.overlaps(area.grown(12)) for piece in pieces(scene.flows[other,].points))


def test_labels_keep_clear_of_the_names_of_ports():
    document = process(
        box("b", runs="w", at=(0, 0)),
        inside(
            "w",
            trigger("t"),
            outcome("o1", name="Paid", at=(300, 0)),
            outcome("o2", name="Late", at=(300, 90)),
        ),
        task("on", at=(330, -40)),
        task("down", at=(330, 60)),
        flow("b", "on", outcome="o1", label="yes"),
        flow("b", "down", outcome="o2", label="no"),
    )
    scene = unfold(document)
    names = [
        port_name(port.name, port.side, port.at, before=port.before).area
        for port in scene.ports
        if port.named
    ]
    assert len(names) == 2
    for routed in scene.flows.values():
        assert not any(name.overlaps(routed.label.area) for name in names)


def test_a_name_that_was_put_somewhere_stays_and_others_give_way():
    at = {"extensions": {"process-designer": {"label_at": [28.0, 70.0]}}}
    signs = [decision("a", name="First?", at=(0, 0), **at), decision("b", name="Second?", at=(20, 74))]
    document = process(*signs)
    scene = unfold(document)
    area = words_of(scene.nodes["a",])
    assert (area.center.x, area.center.y) == (28, 70)
    assert not area.overlaps(words_of(scene.nodes["b",]))


def test_no_line_is_painted_over_what_another_flow_carries():
    document = load(path("templates", "incident.process.json"))
    keys = [shape.key for shape in picture(document).shapes if isinstance(shape, Group)]
    flows = [flow.id for flow in document.flows_in(document.root)]
    assert max(map(keys.index, flows)) < min(keys.index(f"{flow}/marks") for flow in flows)
