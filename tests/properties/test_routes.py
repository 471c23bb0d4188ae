"""What holds for the lines and words of any document, whatever is nested and open in it (C15)."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from designer.drawing.flows import PORT
from designer.drawing.picture import picture
from designer.editing.draft import Draft
from designer.exchange import svg
from designer.layout.geometry import Point, Rect
from designer.layout.marks import HEAD_LENGTH
from designer.layout.scene import Path, Placed, Routed, Scene, words_of
from designer.layout.unfold import unfold
from designer.layout.ways import pieces
from designer.layout.words import flow_words, label_places, name_places, name_words
from designer.model.document import Document
from designer.model.nodes import Sign
from tests.drawing.test_labels import drawn
from tests.layout.boards import opened_boards
from tests.layout.test_ways import OUTWARDS, way_exists

Opened = tuple[Document, frozenset[str]]
LABELS = ("", "yes", "to 5,000", "Not enough stock left", "Send back to the team lead")
CLEAR = 3.0  # a place is certainly free that is so far from everything
CORNER = re.compile(r"Q(\S+) (\S+) ")


@st.composite
def worded(draw: st.DrawFn) -> Opened:
    """A board with words on its flows, and some of its boxes to open."""
    document, opened = draw(opened_boards())
    draft = Draft(document)
    for key in sorted(document.flows):
        draft.update(key, label=draw(st.sampled_from(LABELS)))
    return draft.document, opened


def siblings(scene: Scene, routed: Routed) -> list[Placed]:
    """The nodes beside a flow that it neither leaves nor enters."""
    ends = (routed.source, routed.target)
    return [one for one in scene.nodes.values() if one.path[:-1] == routed.path[:-1] and one.path not in ends]


def stepped_out(dock: Point, rect: Rect, by: float) -> Point:
    """A dock, a little off its border."""
    sides = {"left": rect.x - dock.x, "right": rect.right - dock.x, "top": rect.y - dock.y}
    sides["bottom"] = rect.bottom - dock.y
    side = min(sides, key=lambda side: abs(sides[side]))
    return Point(dock.x + OUTWARDS[side][0] * by, dock.y + OUTWARDS[side][1] * by)


@given(opened_boards())
@settings(max_examples=60, deadline=None)
def test_no_flow_runs_over_a_foreign_node_where_there_is_a_way(board: Opened) -> None:
    scene = unfold(board[0], (), board[1])
    for routed in scene.flows.values():
        others = [placed.rect for placed in siblings(scene, routed)]
        over = [
            rect for rect in others if any(rect.grown(-1).overlaps(piece) for piece in pieces(routed.points))
        ]
        if over:
            one, other = (scene.nodes[path].rect for path in (routed.source, routed.target))
            start, end = stepped_out(routed.points[0], one, 1.6), stepped_out(routed.points[-1], other, 1.6)
            assert not way_exists(start, end, [one, other, *others]), routed


def covered(scene: Scene, area: Rect, own: Path) -> bool:
    """Whether words somewhere would lie over a node, a flow or other words."""
    for placed in scene.nodes.values():
        words = words_of(placed)
        if placed.path != own and (
            placed.rect.overlaps(area) or (words is not None and words.overlaps(area))
        ):
            return True
    for routed in scene.flows.values():
        words = words_of(routed)
        if routed.path != own and words is not None and words.overlaps(area):
            return True
        if routed.path != own and any(rect.overlaps(area) for rect in drawn(routed)):
            return True
    return False


def places_of(scene: Scene, document: Document, seen: Placed | Routed) -> list[Rect]:
    """Where the words of a flow or sign may stand, but for those where the line itself is in the way."""
    if isinstance(seen, Placed):
        assert isinstance(seen.node, Sign)
        words = name_words(seen.node, is_fork=len(document.flows_from(seen.node.id)) > 1)
        rect = seen.rect
        found = name_places(seen.node, words, (rect.w, rect.h))
        return [block.area.moved(rect.x, rect.y) for block in found]
    words, _, font = flow_words(seen.flow)
    return [
        spot.area
        for _, spots in label_places(words, font, seen.points)
        for spot in spots
        if not any(rect.overlaps(spot.area.grown(CLEAR)) for rect in drawn(seen))
        and not is_shared(scene, seen, spot.piece, spot.area)
    ]


def is_shared(scene: Scene, routed: Routed, piece: int, area: Rect) -> bool:
    """Whether another flow comes near the line beside a place for its label."""
    x, y, w, _ = pieces(routed.points)[piece]
    beside = Rect(area.x, y, area.w, 0) if w else Rect(x, area.y, 0, area.h)
    near = beside.grown(CLEAR + 1)
    others = (other for other in scene.flows.values() if other.path != routed.path)
    return any(near.overlaps(rect) for other in others for rect in drawn(other))


@given(worded())
@settings(max_examples=40, deadline=None)
def test_words_lie_over_nothing_where_one_of_their_places_is_free(board: Opened) -> None:
    document, opened = board
    scene = unfold(document, (), opened)
    for seen in (*scene.nodes.values(), *scene.flows.values()):
        area = words_of(seen)
        if area is not None and covered(scene, area.grown(-1), seen.path):
            free = [
                place
                for place in places_of(scene, document, seen)
                if not covered(scene, place.grown(CLEAR), seen.path)
            ]
            assert not free, (seen.path, area, free)


@given(opened_boards(), st.data())
@settings(max_examples=40, deadline=None)
def test_pinned_bends_are_passed_in_their_order_whatever_is_moved(board: Opened, data: st.DataObject) -> None:
    document, opened = board
    flows = [key for key, flow in document.flows.items() if flow.source != flow.target]
    if not flows:
        return
    places = st.integers(-60, 160).map(lambda n: n * 5.0)
    via = tuple(data.draw(st.lists(st.tuples(places, places), min_size=1, max_size=3, unique=True)))
    draft = Draft(document)
    draft.update(data.draw(st.sampled_from(flows)), via=via)
    scene = unfold(draft.document, (), opened)
    node = data.draw(st.sampled_from(sorted(document.nodes)))
    draft.update(node, at=data.draw(st.tuples(places, places)))
    for each in (scene, unfold(draft.document, (), opened, previous=scene)):
        for routed in each.flows.values():
            pins = [routed.points[place] for place in routed.pins]
            assert len(pins) == len(routed.flow.via)
            assert list(routed.pins) == sorted(routed.pins)
            assert all(a.x == b.x or a.y == b.y for a, b in pairwise(routed.points))


@given(worded())
@settings(max_examples=20, deadline=None)
def test_a_file_shows_the_lines_that_the_screen_shows(board: Opened) -> None:
    document, opened = board
    scene = unfold(document, (), opened)
    root = etree.fromstring(svg.export(picture(document, (), opened)))
    groups = {group.get("id"): group for group in root.iter("{*}g")}
    for path, routed in scene.flows.items():
        line = [point for place, point in enumerate(routed.points) if point != routed.points[place - 1]]
        if len(line) < 2:
            continue
        data = next(groups["n-" + ".".join(path)].iter("{*}path")).get("d")
        start, end = data[1:].split("L")[0], data.split("L")[-1]
        corners = [(float(x), float(y)) for x, y in CORNER.findall(data)]
        assert len(corners) == len(line) - 2
        assert all(is_at(one, other) for one, other in zip(line[1:-1], corners, strict=True))
        assert is_at(tuple(map(float, start.split())), line[0], PORT / 2)
        assert is_at(tuple(map(float, end.split())), line[-1], HEAD_LENGTH + PORT / 2)


def is_at(one: tuple[float, float], other: tuple[float, float], within: float = 0.02) -> bool:
    return abs(one[0] - other[0]) <= within and abs(one[1] - other[1]) <= within
