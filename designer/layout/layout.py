"""The layout of one workflow, in its own coordinates, while some of its boxes are open."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from designer.layout import arrangement
from designer.layout import labels as labelling
from designer.layout.clearings import Surroundings
from designer.layout.docking import Docks, Plan, docks
from designer.layout.geometry import Direction, Point, Rect, bounds
from designer.layout.labels import Edit, Labels, labels
from designer.layout.lines import EMPTY, Ground, Lines, drawn
from designer.layout.made import Made
from designer.layout.obstacles import Obstacles
from designer.layout.ports import Opening, PlacedPort, placed
from designer.layout.routing import straightened
from designer.layout.sizes import HEADER, PADDING
from designer.layout.words import PORT_DROP
from designer.model.flow import Flow
from designer.model.nodes import Node, NodeKind, Size

CAPTION = 22.0  # room under a node that carries its name below itself
_CAPTIONED: frozenset[NodeKind] = frozenset(("decision", "wait", "race", "parallel", "boundary"))
ROOM = 98.0  # as far as it matters whether something stands in front of a port


class Opened(NamedTuple):
    """An open box: its size, where its content begins in it, and its triggers and outcomes in there."""

    size: Size
    origin: Point
    ports: tuple[tuple[str, Rect], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a layout is made from. All flows join nodes of `nodes`."""

    direction: Direction
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    opened: Mapping[str, Opened]
    openings: Mapping[str, tuple[Opening, ...]]

    def same(self, other: "Content") -> bool:
        """Whether the two make the same layout."""
        return self.nodes is other.nodes and self.flows is other.flows and self.same_boxes(other)

    def same_boxes(self, other: "Content") -> bool:
        """Whether the same boxes are open, as large as before, with the same ports."""
        return (
            self.direction == other.direction
            and self.opened == other.opened
            and self.openings == other.openings
        )

    def axes(self, opened: Iterable[Node]) -> arrangement.Axes:
        """How its open boxes, which are these, push the rest."""
        sizes = {box: opened.size for box, opened in self.opened.items()}
        return arrangement.axes(opened, sizes, self.direction)


Leads = tuple[tuple[str, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """What a layout differs in from the one it was made from."""

    since: object
    nodes: frozenset[str]
    flows: frozenset[str]


class Standing(NamedTuple):
    """Where everything in one workflow stands but its flows, and what these pass by order of a person.

    `put` are the middles of labels that somebody has put somewhere.
    """

    by_id: Mapping[str, Node]
    rects: Mapping[str, Rect]
    ports: Mapping[str, tuple[PlacedPort, ...]]
    leads: Mapping[str, Leads]
    vias: Mapping[str, Sequence[Point]]
    put: Mapping[str, Point]

    @property
    def plan(self) -> Plan:
        """What flows need to know of it."""
        return Plan(self.by_id, self.rects, self.vias, self.ports)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything in one workflow stands."""

    content: Content
    by_id: Mapping[str, Node]
    rects: Mapping[str, Rect]
    ports: Mapping[str, tuple[PlacedPort, ...]]
    leads: Mapping[str, Leads]
    vias: Mapping[str, Sequence[Point]]
    put: Mapping[str, Point]
    docks: Docks
    lines: Lines
    obstacles: Obstacles
    labels: Labels
    extent: Rect | None
    token: object = field(default_factory=object)
    delta: Delta | None = None
    rough: bool = False  # made to be looked at while something moves; nothing is made from it

    @property
    def routes(self) -> Mapping[str, tuple[Point, ...]]:
        """The line of every flow, from border to border."""
        return self.lines.routes

    @property
    def origin(self) -> Point:
        """Where its (0, 0) lies in the open box that shows it: under the header, or further in.

        It lies further in where content stands left of or above its own coordinates.
        """
        if self.extent is None:
            return Point(0.0, HEADER)
        return Point(max(0.0, PADDING - self.extent.x), HEADER + max(0.0, PADDING - self.extent.y))

    def room(self, box: str, port: PlacedPort) -> float:
        """How far nothing stands where the name of a port goes: in front of it, or beside its line."""
        away = -ROOM if port.side == "left" or port.before else ROOM
        (x, y), next_to = port.at, ROOM
        if port.side in ("top", "bottom"):
            y += PORT_DROP if port.side == "bottom" else -PORT_DROP
            beyond = (other.at.x - x for other in self.ports[box] if other.side == port.side)
            next_to = min((by for by in beyond if by > 0 and not port.before), default=ROOM)
        hit = self.obstacles.hit(Point(x, y), Point(x + away, y), (box, ""))
        if hit is not None:
            return min(next_to, hit.x - x if away > 0 else x - hit.right)
        return min(next_to, ROOM)


def lay_out(content: Content) -> Layout:
    """Makes a layout from nothing."""
    nodes, flows = content.nodes, content.flows
    stands = standing(content)
    rects = stands.rects
    obstacles = Obstacles((solid_as(node), rects[node.id]) for node in nodes if is_solid(node))
    met = docks(flows, stands.plan, content.direction)
    lines, _ = drawn(EMPTY, flows, (), Ground(stands.plan, met, obstacles))
    count = Counter(flow.source for flow in flows)
    around = surroundings(
        content, stands, {flow.id: flow for flow in flows}, lines, obstacles, lambda key: count[key] > 1
    )
    words, _ = labels(labelling.NONE, around, Edit((*stands.by_id, *lines.routes)))
    return Layout(
        content,
        *stands,
        docks=met,
        lines=lines,
        obstacles=obstacles,
        labels=words,
        extent=extent_of(nodes, rects, lines.routes.values()),
    )


def surroundings(
    content: Content,
    stands: Standing,
    flows: Mapping[str, Flow],
    lines: Lines,
    obstacles: Obstacles,
    is_fork: Callable[[str], bool],
) -> Surroundings:
    """What words keep clear of in a workflow."""
    return Surroundings(
        stands.by_id,
        stands.rects,
        flows,
        lines.routes,
        stands.put,
        stands.ports,
        obstacles,
        lines.hops.upright,
        lines.hops.level,
        lines.hops.made,
        [stands.rects[node.id] for node in content.nodes if node.kind == "area"],
        is_fork,
    )


def standing(content: Content) -> Standing:
    """Where a content stands."""
    nodes, flows, opened = content.nodes, content.flows, content.opened
    by_id = {node.id: node for node in nodes}
    sizes, maps = {box: each.size for box, each in opened.items()}, content.axes(by_id[box] for box in opened)
    rects = arrangement.rects(nodes, sizes, content.direction, maps)
    ports = Made(
        {box for box, ports in content.openings.items() if ports},
        lambda box: placed_ports(by_id[box], rects[box], content),
    )
    return Standing(
        by_id=by_id,
        rects=rects,
        ports=ports,
        leads=Made(
            {box for box in opened if box in ports},
            lambda box: _leads(opened[box], rects[box], ports[box]),
        ),
        vias={flow.id: pinned(flow, maps) for flow in flows if flow.via},
        put={flow.id: at for flow in flows if (at := put_words(flow, maps))},
    )


def is_solid(node: Node) -> bool:
    """Whether flows lead around it."""
    return node.kind != "area"


def solid_as(node: Node) -> str:
    """The name it stands in the way under. Events on a border go by their host: its flows pass both."""
    return node.host if node.kind == "boundary" else node.id


def pinned(flow: Flow, maps: arrangement.Axes) -> tuple[Point, ...]:
    """Pinned bends, pushed by open boxes like everything else."""
    return tuple(maps.seen(Point(*at), slack) for at, slack in zip(flow.via, flow.via_slack, strict=True))


def put_words(flow: Flow, maps: arrangement.Axes) -> Point | None:
    """Where somebody has put the label of a flow, pushed likewise."""
    return None if flow.label_at is None else maps.seen(Point(*flow.label_at), flow.label_slack)


def placed_ports(box: Node, rect: Rect, content: Content) -> tuple[PlacedPort, ...]:
    """The ports of a box, closed or open."""
    direction = content.direction
    opened = content.opened.get(box.id)
    if opened is None:
        return placed(content.openings[box.id], rect, direction)
    return placed(content.openings[box.id], rect, direction, HEADER, _inner(opened, rect))


def _inner(opened: Opened, rect: Rect) -> dict[str, Rect]:
    dx, dy = rect.x + opened.origin.x, rect.y + opened.origin.y
    return {node: inside.moved(dx, dy) for node, inside in opened.ports}


def _leads(opened: Opened, rect: Rect, ports: Sequence[PlacedPort]) -> Leads:
    inner = _inner(opened, rect)
    return tuple((port.node, _lead(port, inner[port.node])) for port in ports)


def _lead(port: PlacedPort, inner: Rect) -> tuple[Point, ...]:
    """From a port to its trigger, or from an outcome to its port."""
    center = inner.center
    if port.side in ("left", "right"):
        edge = Point(inner.x if port.side == "left" else inner.right, center.y)
        half = (port.at.x + edge.x) / 2
        points = (port.at, Point(half, port.at.y), Point(half, edge.y), edge)
    else:
        edge = Point(center.x, inner.y if port.side == "top" else inner.bottom)
        half = (port.at.y + edge.y) / 2
        points = (port.at, Point(port.at.x, half), Point(edge.x, half), edge)
    return straightened(points if port.enters else points[::-1])


def footprint(node: Node, rect: Rect) -> Rect:
    """A node with the name it carries below itself."""
    captioned = node.kind in _CAPTIONED and node.name
    return Rect(rect.x, rect.y, rect.w, rect.h + CAPTION) if captioned else rect


def extent_of(
    nodes: Sequence[Node], rects: Mapping[str, Rect], routes: Iterable[tuple[Point, ...]]
) -> Rect | None:
    """Everything: nodes with their names, and flows that lead around them."""
    listed = [footprint(node, rects[node.id]) for node in nodes]
    lines = list(routes)
    xs = [x for points in lines for x, _ in points]
    ys = [y for points in lines for _, y in points]
    if xs:
        listed.append(Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return bounds(listed)
