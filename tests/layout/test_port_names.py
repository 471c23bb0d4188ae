"""Flows run past the names of a closed box's ports where the gap has room, and carry nothing onto them."""

from itertools import combinations

import pytest

from designer.assets import path
from designer.editing.auto_layout import lay_out
from designer.editing.draft import Draft
from designer.exchange.files import load
from designer.layout.geometry import Direction, Rect
from designer.layout.marks import coin
from designer.layout.scene import Scene
from designer.layout.swimlanes.view import unfold_in_lanes
from designer.layout.unfold import unfold
from designer.layout.ways import pieces
from designer.layout.words import port_name
from designer.model.document import Document
from tests.support.build import box, flow, inside, outcome, process, task, trigger, workflow

TEMPLATES = sorted(path("templates").glob("*.process.json"))


def names(scene: Scene) -> list[tuple[str, Rect]]:
    blocks = [
        (port.name, port_name(port.name, port.side, port.at, port.room - 14.0, before=port.before))
        for port in scene.ports
        if port.named
    ]
    return [(name, block.area) for name, block in blocks if block is not None]


def crossed(scene: Scene) -> list[tuple[str, str]]:
    """Names of ports, and the flows that run through them."""
    return [
        (name, routed.path[-1])
        for name, area in names(scene)
        for routed in scene.flows.values()
        if any(rect.overlaps(area) for rect in pieces(routed.points))
    ]


def covered(scene: Scene) -> list[tuple[str, str]]:
    """Names of ports, and the flows whose channel lies on them."""
    discs = {routed.path[-1]: coin(routed.flow, routed.points) for routed in scene.flows.values()}
    return [
        (name, key)
        for name, area in names(scene)
        for key, disc in discs.items()
        if disc is not None and disc.overlaps(area)
    ]


def laid(document: Document) -> Scene:
    draft = Draft(document)
    lay_out(draft)
    return unfold(draft.document, (), ())


def plain(document: Document) -> Scene:
    return unfold(document, (), ())


def in_lanes(document: Document) -> Scene:
    return unfold_in_lanes(document, (), ())


@pytest.mark.parametrize("see", [plain, in_lanes, laid])
@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name.split(".")[0])
def test_in_templates_no_flow_crosses_the_name_of_a_port(file, see):
    assert crossed(see(load(file))) == []


@pytest.mark.parametrize("see", [in_lanes, laid])
@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name.split(".")[0])
def test_where_a_layout_makes_the_gaps_no_channel_covers_the_name_of_a_port(file, see):
    assert covered(see(load(file))) == []


def test_the_templates_have_names_of_entries_and_of_exits():
    sides = {port.side for file in TEMPLATES for port in plain(load(file)).ports if port.named}
    assert sides == {"left", "right"}


def entered_from(*at: tuple[float, float]) -> Document:
    return process(
        *(task(f"t{number}", at=place) for number, place in enumerate(at)),
        box("b", runs="inner", at=(600, 200)),
        *inside(
            "inner",
            trigger("i0", name="Agent starts", at=(0, 0)),
            trigger("i1", name="Specialist starts", at=(0, 90)),
            outcome("o", at=(400, 0)),
        ),
        *(flow(f"t{number}", "b", trigger=f"i{number}") for number in range(len(at))),
    )


@pytest.mark.parametrize("at", [((300, 0), (300, 400)), ((300, 400), (300, 0)), ((0, 0), (300, 20))])
def test_where_there_is_room_flows_turn_before_the_names_of_entries(at):
    scene = plain(entered_from(*at))
    assert len(names(scene)) == 2
    assert crossed(scene) == []


def test_where_there_is_none_they_turn_in_the_middle_of_the_gap():
    scene = plain(entered_from((380, 0)))
    (routed,) = scene.flows.values()
    first, turn, _, last = routed.points
    assert turn.x == (first.x + last.x) / 2


def test_a_way_around_a_step_comes_in_straight_past_the_names():
    document = entered_from((-100, 206))
    document = process(
        *document.nodes.values(), *document.workflows.values(), *document.flows.values(),
        task("between", at=(180, 200)),
    )  # fmt: skip
    scene = plain(document)
    assert len(next(iter(scene.flows.values())).points) > 4
    assert crossed(scene) == []


def many(count: int, direction: Direction, *, enter: bool) -> Document:
    """A box with so many ports on one side, joined with as many steps in the opposite order."""
    inner = [trigger(f"i{n}", name=f"Entry no. {n}", at=(0, 90.0 * n)) for n in range(count if enter else 1)]
    outer = [outcome(f"o{n}", name=f"Exit no. {n}", at=(400, 90.0 * n)) for n in range(1 if enter else count)]
    ends = [
        flow(f"t{count - n - 1}", "b", trigger=f"i{n}")
        if enter
        else flow("b", f"t{count - n - 1}", outcome=f"o{n}")
        for n in range(count)
    ]
    steps = (task(f"t{n}") for n in range(count))
    way = workflow("main", direction=direction)
    return process(
        way, *steps, box("b", runs="inner", size=(480.0, 160.0)), *inside("inner", *inner, *outer), *ends
    )


@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("enter", [True, False])
@pytest.mark.parametrize("count", [4, 5, 7])
def test_however_many_flows_turn_in_a_gap_none_touches_the_names(count, enter, direction):
    scene = laid(many(count, direction, enter=enter))
    assert len(names(scene)) == count
    assert crossed(scene) == []


def test_flows_that_are_moved_aside_stop_before_the_names():
    """The boxes face each other so closely that five tracks only just fit between the names of both."""
    exits = [outcome(f"o{n}", name=f"Exit no. {n}", at=(400, 90.0 * n)) for n in range(5)]
    entries = [trigger(f"i{n}", name=f"Entry no. {n}", at=(0, 90.0 * n)) for n in range(5)]
    document = process(
        box("a", runs="first", at=(0, 0), size=(160.0, 120.0)),
        box("b", runs="second", at=(360, 300), size=(160.0, 120.0)),
        *inside("first", trigger("begin"), *exits),
        *inside("second", *entries, outcome("end", at=(400, 0))),
        *(flow("a", "b", outcome=f"o{n}", trigger=f"i{n}", id=f"f{n}") for n in range(5)),
    )
    assert crossed(plain(document)) == []


def fan(count):
    """A box of the usual size with so many exits, each of which leads on."""
    exits = [f"Exit {number}" for number in range(count)]
    return process(
        box("b", runs="in", at=(0, 0)),
        *inside("in", *(outcome(f"o{n}", name=name, at=(300, n * 60)) for n, name in enumerate(exits))),
        *(task(f"t{n}", at=(400, n * 100)) for n in range(count)),
        *(flow("b", f"t{n}", outcome=f"o{n}") for n in range(count)),
    )


@pytest.mark.parametrize("count", [2, 3, 4])
def test_names_of_up_to_four_ports_of_a_side_lie_over_no_line_and_no_other_name(count):
    scene = plain(fan(count))
    areas = [area for _, area in names(scene)]
    assert len(areas) == count
    assert crossed(scene) == []
    assert not any(one.overlaps(other) for one, other in combinations(areas, 2))


@pytest.mark.parametrize(("count", "shown"), [(5, 5), (6, 0)])
def test_ports_too_near_for_words_have_none(count, shown):
    assert len(names(plain(fan(count)))) == shown
