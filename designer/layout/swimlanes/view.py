"""A level of a document in lanes: the same records at other places, unfolded as any picture is.

Nothing of it is stored. Places follow from the flows and from who does the work; the document keeps its own.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path, Scene
from designer.layout.sizes import size_of
from designer.layout.swimlanes.borders import beside_flows
from designer.layout.swimlanes.lanes import By, Lane, shared_out, stands_alone
from designer.layout.swimlanes.order import ordered
from designer.layout.swimlanes.places import HEAD, PAD, Places, placed
from designer.layout.swimlanes.rows import rows
from designer.layout.unfold import Memory, direction_of, unfold, workflow_at
from designer.model.change import Change, Pair
from designer.model.document import Document
from designer.model.nodes import Area, Boundary, Node, Note

_R = TypeVar("_R")
_ALONE = 30.0  # between the lanes and the notes that are about nothing in them


def unfold_in_lanes(
    document: Document,
    level: Path = (),
    open_boxes: Collection[str] | None = None,
    by: By = "role",
    previous: Scene | None = None,
    *,
    hops: bool = True,
    empty: bool = True,
    held: bool = False,
) -> Scene:
    """What stands where on a level that is shown in lanes.

    As `unfold`; `by` says whose lanes there are, and with `empty` there is a thin one for each role that does
    nothing here. Areas are left out; what is inside of open boxes stands as in their own workflows.
    While `held`, everything stays where `previous` has it, and what is new waits for its place.
    """
    workflow = workflow_at(document, level)
    made = _held(previous) if held and previous is not None else arranged(document, workflow, by, empty)
    seen = document.apply(_change(document, workflow, made.corners, previous))
    opened = document.view.open if open_boxes is None else open_boxes
    scene = unfold(seen, level, opened, previous, hops=hops)
    lanes = made.lanes
    if lanes and not held:
        lanes = beside_flows(_stretched(scene, lanes), list(_lines(scene, seen)))
    around = bounds([lane.rect for lane in lanes] + ([scene.bounds] if scene.nodes else []))
    return replace(scene, lanes=lanes, bounds=around or scene.bounds)


def _lines(scene: Scene, document: Document) -> Iterator[Sequence[Point]]:
    """How the flows of the level run, but for those of notes, which may stand outside."""
    notes = {node.id for node in document.nodes_in(scene.workflow) if isinstance(node, Note)}
    for flow in document.flows_in(scene.workflow):
        routed = scene.flows.get((*scene.level, flow.id))
        if routed is not None and notes.isdisjoint((flow.source, flow.target)):
            yield routed.points


def _held(scene: Scene) -> Places:
    """Where everything stands already."""
    nodes = scene.memory.document.nodes_in(scene.workflow) if isinstance(scene.memory, Memory) else ()
    return Places({node.id: Point(*node.at) for node in nodes}, scene.lanes)


def to_base_in_lanes(scene: Scene, document: Document, at: Point) -> Point:
    """A place in the document for what is put at a point in lanes: as far beside what is next to it."""
    near = [placed for placed in scene.nodes.values() if len(placed.path) == len(scene.level) + 1]
    if not near:
        return at
    beside = min(near, key=lambda placed: abs(placed.rect.center.x - at.x) + abs(placed.rect.center.y - at.y))
    node = document.nodes[beside.node.id]
    width, height = size_of(node, direction_of(document, node.workflow))
    return Point(*node.at) + (width / 2, height / 2) + (at - beside.rect.center)


def arranged(document: Document, workflow: str, by: By, empty: bool = True) -> Places:
    """Where the nodes of a workflow stand in lanes, all boxes closed; the lanes from the top."""
    nodes = [node for node in document.nodes_in(workflow) if not isinstance(node, Area)]
    steps = [node for node in nodes if not stands_alone(node)]
    order = ordered(document, workflow, steps, direction_of(document, workflow))
    shares = shared_out(document, steps, by, order.rank)
    about = {
        node.id: link
        for node in nodes
        if isinstance(node, Note)
        for link in [next((link for link in node.links if link in order.rank), None)]
        if link is not None
    }
    if not empty:
        shares = shares.without_empty()
    standing = [*steps, *(node for node in nodes if node.id in about)]
    made = placed(document, standing, order, shares, rows(order, shares.lane_of, about), about)
    alone = [node for node in nodes if isinstance(node, Note) and node.id not in about]
    return Places({**made.corners, **_below(made.lanes, alone)}, made.lanes)


def _below(lanes: tuple[Lane, ...], notes: list[Note]) -> dict[str, Point]:
    """Notes about nothing in the lanes, in a row below them."""
    x, y = 0.0, (lanes[-1].rect.bottom if lanes else 0.0) + _ALONE
    found: dict[str, Point] = {}
    for note in notes:
        found[note.id] = Point(x, y)
        x += size_of(note)[0] + _ALONE
    return found


def _change(
    document: Document, workflow: str, corners: Mapping[str, Point], previous: Scene | None
) -> Change:
    """What makes the document one that is drawn in lanes; records of the scene before are used again."""
    memory = previous.memory if previous is not None else None
    earlier = memory.document if isinstance(memory, Memory) else document
    records: dict[str, Pair] = {}
    for node in document.nodes_in(workflow):
        at = None if isinstance(node, Area) else corners.get(node.id)
        if isinstance(node, Boundary):
            continue
        if at is None:
            records[node.id] = (node, None)
        else:
            records[node.id] = (node, _again(earlier.nodes.get(node.id), _put(node, at)))
    for flow in document.flows_in(workflow):
        if flow.via or flow.label_at is not None:
            plain = flow.led()
            records[flow.id] = (flow, _again(earlier.flows.get(flow.id), plain))
    record = document.workflows.get(workflow)
    if record is not None and record.direction != "right":
        turned = record.model_copy(update={"direction": "right"})
        records[workflow] = (record, _again(earlier.workflows.get(workflow), turned))
    return Change(records)


def _put(node: Node, at: Point) -> Node:
    return node.model_copy(update={"at": (at.x, at.y), "slack": None})


def _again(old: _R | None, new: _R) -> _R:
    return old if old is not None and old == new else new


def _stretched(scene: Scene, lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    """The lanes, as much higher and wider as the open boxes in them push."""
    memory = scene.memory
    if not lanes or not isinstance(memory, Memory) or memory.seat is None:
        return lanes
    layout, axes = memory.seat.layout, memory.seat.axes
    left, right = lanes[0].rect.x, axes.x.seen(lanes[0].rect.right)
    extent = layout.extent
    if extent is not None:
        right = max(right, extent.right + PAD)
        left = min(left, extent.x - PAD - HEAD)
    made = []
    for lane in lanes:
        top, bottom = axes.y.seen(lane.rect.y), axes.y.seen(lane.rect.bottom)
        made.append(replace(lane, rect=Rect(left, top, right - left, bottom - top)))
    return tuple(made)
