"""The content of one container: arranged in its workflow's own coordinates, then seated where it is seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from designer.layout import arrangement
from designer.layout.docking import Plan, docks
from designer.layout.geometry import Direction, Point, Rect, bounds
from designer.layout.obstacles import Obstacles
from designer.layout.ports import Opening, PlacedPort, placed
from designer.layout.routing import route, straightened
from designer.layout.scene import Lead, Path, Placed, Port, Routed
from designer.layout.sizes import HEADER, PADDING
from designer.model import graph
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Area, Boundary, Box, Decision, Node, Note, Parallel, Race, Size, Task, Wait

ROOM = 98.0
CAPTION = 22.0  # room under a node that carries its name below itself


@dataclass
class Inside:
    """One workflow with some boxes open: rectangles, ports and flows in its own coordinates."""

    workflow: str
    direction: Direction
    nodes: tuple[Node, ...]
    boxes: tuple[Box, ...]
    flows: tuple[Flow, ...]
    children: Mapping[str, "Inside"]
    rects: Mapping[str, Rect]
    ports: Mapping[str, tuple[PlacedPort, ...]]
    leads: Mapping[str, tuple[tuple[str, tuple[Point, ...]], ...]]
    routes: Mapping[str, tuple[Point, ...]]
    labels: Mapping[str, Point]
    handoffs: frozenset[str]
    extent: Rect | None
    origin: Point  # where its own (0, 0) lies in the open box that shows it
    obstacles: Obstacles

    def room(self, box: str, port: PlacedPort) -> float:
        """How far nothing stands in front of a port on the left or right."""
        away = -ROOM if port.side == "left" else ROOM
        hit = self.obstacles.hit(port.at, Point(port.at.x + away, port.at.y), (box, ""))
        if hit is None or port.side in ("top", "bottom"):
            return ROOM
        return hit.x - port.at.x if away > 0 else port.at.x - hit.right


def arranged(
    document: Document,
    workflow: str,
    nodes: tuple[Node, ...],
    boxes: tuple[Box, ...],
    children: Mapping[str, Inside],
    open_sizes: Mapping[str, Size],
    openings: Mapping[str, Sequence[Opening]],
    earlier: Inside | None,
) -> Inside:
    """Arranges a workflow; what an `earlier` arrangement of it has in common is taken over."""
    found = document.workflows.get(workflow)
    direction: Direction = "right" if found is None else found.direction
    rects = arrangement.rects(nodes, open_sizes, direction)
    ports, leads = _ports(boxes, rects, children, openings, document)
    flows = tuple(
        flow for flow in document.flows_in(workflow) if flow.source in rects and flow.target in rects
    )
    by_id = {node.id: node for node in nodes}
    maps = arrangement.axes(nodes, open_sizes, direction)
    vias = {flow.id: tuple(maps.seen(Point(*at)) for at in flow.via) for flow in flows if flow.via}
    labels = {flow.id: maps.seen(Point(*flow.label_at)) for flow in flows if flow.label_at}
    obstacles = Obstacles(
        (node.id, rects[node.id]) for node in nodes if not isinstance(node, Area | Note | Boundary)
    )
    routes = _routes(flows, Plan(by_id, rects, vias, ports), direction, obstacles)
    extent = _extent(nodes, rects, routes)
    return Inside(
        workflow=workflow,
        direction=direction,
        nodes=nodes,
        boxes=boxes,
        flows=flows,
        children=children,
        rects=rects,
        ports=ports,
        leads=leads,
        routes=routes,
        labels=labels,
        handoffs=_handoffs(document, flows, by_id),
        extent=extent,
        origin=_origin(extent),
        obstacles=obstacles,
    )


def _ports(
    boxes: Sequence[Box],
    rects: Mapping[str, Rect],
    children: Mapping[str, Inside],
    openings: Mapping[str, Sequence[Opening]],
    document: Document,
) -> tuple[dict[str, tuple[PlacedPort, ...]], dict[str, tuple[tuple[str, tuple[Point, ...]], ...]]]:
    ports: dict[str, tuple[PlacedPort, ...]] = {}
    leads: dict[str, tuple[tuple[str, tuple[Point, ...]], ...]] = {}
    for box in boxes:
        if not openings.get(box.id):
            continue
        rect, child = rects[box.id], children.get(box.id)
        if child is None:
            runs = document.workflows.get(box.runs)
            ports[box.id] = placed(openings[box.id], rect, "right" if runs is None else runs.direction)
            continue
        dx, dy = rect.x + child.origin.x, rect.y + child.origin.y
        inner = {port.node: child.rects[port.node].moved(dx, dy) for port in openings[box.id]}
        ports[box.id] = placed(openings[box.id], rect, child.direction, HEADER, inner)
        leads[box.id] = tuple((port.node, _lead(port, inner[port.node])) for port in ports[box.id])
    return ports, leads


def _lead(port: PlacedPort, inner: Rect) -> tuple[Point, ...]:
    """From a port to its trigger, or from an outcome to its port."""
    middle = inner.center
    if port.side in ("left", "right"):
        edge = Point(inner.x if port.side == "left" else inner.right, middle.y)
        half = (port.at.x + edge.x) / 2
        points = (port.at, Point(half, port.at.y), Point(half, edge.y), edge)
    else:
        edge = Point(middle.x, inner.y if port.side == "top" else inner.bottom)
        half = (port.at.y + edge.y) / 2
        points = (port.at, Point(port.at.x, half), Point(edge.x, half), edge)
    return straightened(points if port.enters else points[::-1])


def _routes(
    flows: Sequence[Flow], plan: Plan, direction: Direction, obstacles: Obstacles
) -> dict[str, tuple[Point, ...]]:
    rects = plan.rects
    made: dict[str, tuple[Point, ...]] = {}
    ends = docks(flows, plan, direction)
    for flow in flows:
        out, into = ends[flow.id]
        made[flow.id] = route(
            rects[flow.source],
            out.side,
            rects[flow.target],
            into.side,
            plan.vias.get(flow.id, ()),
            (out.at, into.at),
            obstacles,
            _own(flow, plan.nodes),
        )
    return made


def _own(flow: Flow, nodes: Mapping[str, Node]) -> tuple[str, str]:
    """The nodes that a flow may touch: its ends, and the host of an event on a border."""
    source = nodes[flow.source]
    return (source.host if isinstance(source, Boundary) else flow.source, flow.target)


def _extent(
    nodes: Sequence[Node], rects: Mapping[str, Rect], routes: Mapping[str, tuple[Point, ...]]
) -> Rect | None:
    """Everything with names below nodes and flows that lead around."""
    if not nodes:
        return None
    listed = [
        Rect(rect.x, rect.y, rect.w, rect.h + CAPTION) if _has_caption(node) else rect
        for node, rect in ((node, rects[node.id]) for node in nodes)
    ]
    xs = [x for points in routes.values() for x, _ in points]
    ys = [y for points in routes.values() for _, y in points]
    if xs:
        listed.append(Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return bounds(listed)


def _has_caption(node: Node) -> bool:
    return isinstance(node, Decision | Wait | Race | Parallel | Boundary) and bool(node.name)


def _origin(extent: Rect | None) -> Point:
    """Own coordinates begin under the header, or further in where content lies left of or above them."""
    if extent is None:
        return Point(0.0, HEADER)
    return Point(max(0.0, PADDING - extent.x), HEADER + max(0.0, PADDING - extent.y))


def _handoffs(document: Document, flows: Sequence[Flow], nodes: Mapping[str, Node]) -> frozenset[str]:
    return frozenset(flow.id for flow in flows if _is_handoff(document, flow, nodes))


def _is_handoff(document: Document, flow: Flow, nodes: Mapping[str, Node]) -> bool:
    """Whether work changes hands; between two tasks that is told by their roles alone."""
    source, target = nodes[flow.source], nodes[flow.target]
    if flow.handoff is None and isinstance(source, Task) and isinstance(target, Task):
        if source.role == target.role:
            return False
        if source.role and target.role:
            return True
    return graph.is_handoff(document, flow)


# Seats


@dataclass
class Seat:
    """A container's content in its absolute place."""

    inside: Inside
    origin: Point
    depth: int
    nodes: dict[Path, Placed] = field(default_factory=dict)
    flows: dict[Path, Routed] = field(default_factory=dict)
    ports: list[Port] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)


def seated(inside: Inside, path: Path, origin: Point, depth: int, earlier: Seat | None) -> Seat:
    """Seats a content whose own coordinates begin at `origin`; an `earlier` seat lends what is the same."""
    seat = Seat(inside, origin, depth)
    old = earlier if earlier is not None and earlier.depth == depth else Seat(inside, origin, depth)
    for node in sorted(inside.nodes, key=_layer):
        key = (*path, node.id)
        made = _placed(inside, node, key, origin, depth)
        seat.nodes[key] = kept if (kept := old.nodes.get(key)) == made else made
    dx, dy = origin
    for flow in inside.flows:
        key = (*path, flow.id)
        points = tuple([Point(x + dx, y + dy) for x, y in inside.routes[flow.id]])
        handoff, label_at = flow.id in inside.handoffs, inside.labels.get(flow.id)
        seat.flows[key] = Routed(
            key,
            flow,
            points,
            handoff,
            (*path, flow.source),
            (*path, flow.target),
            depth,
            None if label_at is None else Point(label_at.x + dx, label_at.y + dy),
        )
    for box, ports in inside.ports.items():
        own, sides = (*path, box), [port.side for port in ports]
        for port in ports:
            at, named = Point(port.at.x + dx, port.at.y + dy), sides.count(port.side) > 1
            named = named and box not in inside.children
            room = inside.room(box, port) if named else 0.0
            seat.ports.append(Port(own, port.node, port.name, port.side, at, depth, named, room))
    for box, leads in inside.leads.items():
        own = (*path, box)
        for port_of, line in leads:
            seat.leads.append(Lead(own, port_of, tuple(Point(x + dx, y + dy) for x, y in line)))
    return seat


def _layer(node: Node) -> int:
    """Areas lie under everything, events on borders above their hosts."""
    if isinstance(node, Area):
        return 0
    return 2 if isinstance(node, Boundary) else 1


def _placed(inside: Inside, node: Node, key: Path, origin: Point, depth: int) -> Placed:
    rect = inside.rects[node.id].moved(*origin)
    child = inside.children.get(node.id)
    if child is None:
        return Placed(key, node, rect, depth)
    content = Point(rect.x + child.origin.x, rect.y + child.origin.y)
    return Placed(key, node, rect, depth, open=True, content=content, header=HEADER)
