"""What templates look like: as they are drawn, opened, in lanes, and laid out to either side."""

from dataclasses import replace

import pytest

from designer.assets import path
from designer.editing.auto_layout import lay_out
from designer.editing.draft import Draft
from designer.exchange.files import load
from designer.layout.geometry import Direction, Rect
from designer.layout.marks import coin
from designer.layout.scene import Scene, words_of
from designer.layout.swimlanes.view import unfold_in_lanes
from designer.layout.unfold import unfold
from designer.layout.ways import pieces
from designer.layout.words import port_name
from designer.model.document import Document
from designer.model.nodes import Box, Outcome
from tests.layout.test_automatic import overlaps, run_over

NAMES = sorted(file.name.split(".")[0] for file in path("templates").glob("*.process.json"))


def template(name: str) -> Document:
    return load(path("templates") / f"{name}.process.json")


def laid(name: str, direction: Direction) -> Document:
    """A template all of whose workflows read the same way, laid out."""
    document = template(name)
    draft = Draft(document)
    for workflow in document.workflows:
        draft.update(workflow, direction=direction)
    lay_out(draft)
    return draft.document


def as_drawn(name: str) -> Scene:
    return unfold(template(name), (), ())


def opened(name: str) -> Scene:
    document = template(name)
    return unfold(document, (), [node.id for node in document.nodes.values() if isinstance(node, Box)])


def in_lanes(name: str) -> Scene:
    return unfold_in_lanes(template(name), (), ())


def ahead(name: str) -> Scene:
    return unfold(laid(name, "right"), (), ())


def downwards(name: str) -> Scene:
    return unfold(laid(name, "down"), (), ())


see_all = pytest.mark.parametrize("see", [as_drawn, opened, in_lanes, ahead, downwards])
all_names = pytest.mark.parametrize("name", NAMES)


def marks(scene: Scene) -> dict[str, Rect]:
    """The discs of handoffs, by flow."""
    found = {path[-1]: coin(routed.flow, routed.points) for path, routed in scene.flows.items()}
    return {key: disc for key, disc in found.items() if disc is not None}


def things(scene: Scene) -> dict[str, Rect]:
    """Nodes that cover what lies under them: no areas, and no boxes that are open."""
    nodes = (placed for placed in scene.nodes.values() if placed.node.kind != "area" and not placed.open)
    return {placed.path[-1]: placed.rect for placed in nodes}


def words(scene: Scene) -> dict[str, Rect]:
    """Names beside signs, labels of flows, and names of ports."""
    seen = (*scene.nodes.values(), *scene.flows.values())
    found = {each.path[-1]: area for each in seen if (area := words_of(each)) is not None}
    for port in scene.ports:
        block = port_name(port.name, port.side, port.at, port.room - 14.0, before=port.before)
        if port.named and block is not None:
            found[f"{port.box[-1]}.{port.node}"] = block.area
    return found


def touching(one: dict[str, Rect], other: dict[str, Rect]) -> list[tuple[str, str]]:
    return [(a, b) for a in one for b in other if (one is not other or a < b) and one[a].overlaps(other[b])]


@see_all
@all_names
def test_no_mark_of_a_handoff_touches_a_node_words_or_another_mark(see, name):
    scene = see(name)
    found = marks(scene)
    assert touching(found, things(scene)) == []
    assert touching(found, words(scene)) == []
    assert touching(found, found) == []


@see_all
@all_names
def test_names_and_labels_stand_free(see, name):
    scene = see(name)
    found = words(scene)
    # A name may stand within the corner of what is around a diamond.
    assert [(one, other) for one, other in touching(found, things(scene)) if one != other] == []
    assert touching(found, found) == []
    for routed in scene.flows.values():
        line = {str(index): rect for index, rect in enumerate(pieces(routed.points))}
        assert touching(line, found) == [], routed.path


@all_names
def test_downwards_nothing_overlaps_and_no_flow_runs_over_a_node(name):
    document = laid(name, "down")
    assert overlaps(document) == []
    for level in levels(document):
        assert run_over(level) == []


@all_names
def test_downwards_the_main_path_runs_straight_down_and_splits_stand_above_their_joins(name):
    for level in levels(laid(name, "down")):
        scene = unfold(level, (), ())
        results = {key: node.result for key, node in level.nodes.items() if isinstance(node, Outcome)}
        best = {placed.path[-1] for placed in scene.nodes.values()} & results.keys()
        best = {key for key in best if results[key] == "success"} or best
        assert best & straight_down(scene)


def levels(document: Document) -> list[Document]:
    """Each workflow of a document as the root of its own."""
    return [replace(document, root=workflow) for workflow in document.workflows]


def straight_down(scene: Scene) -> set[str]:
    """What triggers reach by flows that run straight down, and from splits to the joins below them."""
    rects = {path[-1]: placed.rect for path, placed in scene.nodes.items()}
    bars = [placed.path[-1] for placed in scene.nodes.values() if placed.node.kind == "parallel"]
    found = [placed.path[-1] for placed in scene.nodes.values() if placed.node.kind == "trigger"]
    below = {
        (routed.source[-1], routed.target[-1])
        for routed in scene.flows.values()
        if len(routed.points) == 2 and routed.points[0].x == routed.points[1].x
    }
    below |= {(a, b) for a in bars for b in bars if rects[a].center.x == rects[b].center.x}
    for here in found:
        found += [b for a, b in below if a == here and rects[b].y > rects[a].y and b not in found]
    return set(found)
