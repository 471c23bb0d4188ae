"""The content of a container, and its absolute place in a scene."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from designer.layout.arrangement import Axes
from designer.layout.geometry import Point, Rect
from designer.layout.layered import layered
from designer.layout.layout import Layout
from designer.layout.made import Made, MadeTable
from designer.layout.scene import Lead, Path, Placed, Port, Routed
from designer.layout.sizes import HEADER
from designer.model.flow import Flow
from designer.model.nodes import Box, Node

_Seen = TypeVar("_Seen", Placed, Routed)


@dataclass(slots=True)
class Inside:
    """The content of a container: its layout, and those of the open boxes in it.

    `places` counts all nodes seen in there; it is `whole` if no open box had to stay closed for want of room.
    """

    workflow: str
    boxes: tuple[Box, ...]
    children: Mapping[str, "Inside"]
    layout: Layout
    handoffs: frozenset[str]
    places: int
    whole: bool


class Spot(NamedTuple):
    """Where a content is shown: the boxes entered to see it, where its (0, 0) lies, how deep.

    `hops` is whether its flows hop over what they cross.
    """

    path: Path
    origin: Point
    depth: int
    hops: bool = True


@dataclass(eq=False)
class Seat:
    """What one content puts into a scene; each table is made when it is first read."""

    inside: Inside
    spot: Spot

    @cached_property
    def inner(self) -> Mapping[str, "Seat"]:
        """What the open boxes in it hold, by box."""
        return {box: Seat(child, self.spot_in(box)) for box, child in self.inside.children.items()}

    @cached_property
    def nodes(self) -> Mapping[Path, Placed]:
        """Its nodes, in painting order."""
        seat, path = self._bare, self.spot.path
        ordered = {(*path, node.id): node for node in in_painting_order(self.layout.content.nodes)}
        return MadeTable(
            ordered, lambda key: _nodes(seat, [ordered[key]])[key], lambda: _nodes(seat, ordered.values())
        )

    @cached_property
    def flows(self) -> Mapping[Path, Routed]:
        """The flows between them."""
        seat, path = self._bare, self.spot.path
        ordered = {(*path, flow.id): flow for flow in self.layout.content.flows}
        return MadeTable(
            ordered, lambda key: _flows(seat, [ordered[key]])[key], lambda: _flows(seat, ordered.values())
        )

    @cached_property
    def ports(self) -> Mapping[Path, tuple[Port, ...]]:
        """The ports of its boxes."""
        return Made({(*self.spot.path, box) for box in self.layout.ports}, partial(_ports, self._bare))

    @cached_property
    def leads(self) -> Mapping[Path, tuple[Lead, ...]]:
        """The lines from those ports to the insides of the boxes that are open."""
        return Made({(*self.spot.path, box) for box in self.layout.leads}, partial(_leads, self._bare))

    @property
    def _bare(self) -> "Seat":
        """The same seat, to be held by the tables of this one: holding itself, it would last too long."""
        return Seat(self.inside, self.spot)

    @cached_property
    def axes(self) -> Axes:
        """How the open boxes in it push the rest."""
        content = self.layout.content
        return content.axes([self.layout.by_id[box] for box in content.opened])

    def rect(self, box: str) -> Rect:
        """Where a box in it is."""
        return self.layout.rects[box].moved(*self.spot.origin)

    def origin_in(self, box: str) -> Point:
        """Where the content of an open box in it begins."""
        rect, (dx, dy) = self.layout.rects[box], self.spot.origin
        origin = self.layout.content.opened[box].origin
        return Point(rect.x + dx + origin.x, rect.y + dy + origin.y)

    def spot_in(self, box: str) -> Spot:
        """Where the content of an open box in it is shown."""
        path, _, depth, hops = self.spot
        return Spot((*path, box), self.origin_in(box), depth + 1, hops)

    @property
    def layout(self) -> Layout:
        """The layout of the content."""
        return self.inside.layout

    @property
    def handoffs(self) -> frozenset[str]:
        """Flows along which work changes hands."""
        return self.inside.handoffs


def seated(inside: Inside, spot: Spot, earlier: Seat | None) -> Seat:
    """Seats a content; an `earlier` seat of the same container lends what has not changed.

    What only stands elsewhere is not made anew before somebody reads it: a canvas shows what is pushed aside
    by the picture that it has of it.
    """
    if earlier is not None and earlier.inside is inside and earlier.spot == spot:
        return earlier
    seat = Seat(inside, spot)
    if earlier is None or earlier.inside is inside:
        return seat
    known, children, before = earlier.inner, inside.children, earlier.inside.children
    if earlier.layout is inside.layout and earlier.spot == spot:
        anew = [box for box, child in children.items() if child is not before[box]]
        seat.inner = {**known, **{box: seated(children[box], seat.spot_in(box), known[box]) for box in anew}}
    else:
        at = seat._bare.spot_in
        inner = Made(children, lambda box: seated(children[box], at(box), known.get(box)))
        # A layout that lasts must not hold the one before it, and so on.
        seat.inner = inner if inside.layout.rough else dict(inner)
    if earlier.spot == spot and earlier.handoffs == inside.handoffs:
        _lend(earlier, seat)
    return seat


def _lend(earlier: Seat, seat: Seat) -> None:
    """Takes over what stands in the same place and is the same."""
    layout, delta = seat.layout, seat.layout.delta
    if earlier.layout is layout:
        seat.nodes, seat.flows = earlier.nodes, earlier.flows
        seat.ports, seat.leads = earlier.ports, earlier.leads
    elif delta is not None and delta.since is earlier.layout.token:
        _patch(seat, earlier, delta.nodes, delta.flows)


def _patch(seat: Seat, earlier: Seat, nodes: frozenset[str], flows: frozenset[str]) -> None:
    path, layout = seat.spot.path, seat.layout
    # What is looked at for a moment only need not be a table of its own.
    over = layered if layout.rough else _copied
    seat.nodes = over(earlier.nodes, _nodes(seat, [layout.by_id[node] for node in nodes]))
    if all(key in layout.routes and (*path, key) in earlier.flows for key in flows):
        seat.flows = over(earlier.flows, _flows(seat, _records(seat, earlier, flows)))
    else:  # some came or went: all in their order again
        kept = {key: routed for key, routed in earlier.flows.items() if key[-1] not in flows}
        seat.flows = _flows(seat, layout.content.flows, kept)
    if not nodes:
        seat.ports, seat.leads = earlier.ports, earlier.leads


def _copied(below: Mapping[Path, _Seen], over: Mapping[Path, _Seen]) -> dict[Path, _Seen]:
    return {**dict(below.items()), **over}


def _records(seat: Seat, earlier: Seat, keys: frozenset[str]) -> list[Flow]:
    """Flows by their ids."""
    flows = seat.layout.content.flows
    if flows is earlier.layout.content.flows:
        return [earlier.flows[*seat.spot.path, key].flow for key in keys]
    return [flow for flow in flows if flow.id in keys]


def _nodes(seat: Seat, nodes: Iterable[Node]) -> dict[Path, Placed]:
    made: dict[Path, Placed] = {}
    path, (dx, dy), depth = seat.spot.path, seat.spot.origin, seat.spot.depth
    rects, opened, words = seat.layout.rects, seat.layout.content.opened, seat.layout.labels
    for node in nodes:
        key, rect = (*path, node.id), rects[node.id].moved(dx, dy)
        if node.id not in opened:
            made[key] = Placed(key, node, rect, depth, name=words.block(node.id))
            continue
        content = seat.origin_in(node.id)
        made[key] = Placed(key, node, rect, depth, open=True, content=content, header=HEADER)
    return made


_LAYERS = {"area": 0, "boundary": 2}


def in_painting_order(nodes: Iterable[Node]) -> list[Node]:
    """Areas lie under everything, events on borders above their hosts."""
    return sorted(nodes, key=lambda node: _LAYERS.get(node.kind, 1))


def _flows(
    seat: Seat, flows: Iterable[Flow], ready: Mapping[Path, Routed] | None = None
) -> dict[Path, Routed]:
    made: dict[Path, Routed] = {}
    path, (dx, dy), depth = seat.spot.path, seat.spot.origin, seat.spot.depth
    routes, words = seat.layout.routes, seat.layout.labels
    vias, hops = seat.layout.vias, seat.layout.lines.hops.made if seat.spot.hops else {}
    for flow in flows:
        key = (*path, flow.id)
        if ready is not None and key in ready:
            made[key] = ready[key]
            continue
        line = routes[flow.id]
        points = tuple([Point(x + dx, y + dy) for x, y in line]) if dx or dy else line
        label = words.block(flow.id)
        made[key] = Routed(
            key,
            flow,
            points,
            flow.id in seat.handoffs,
            (*path, flow.source),
            (*path, flow.target),
            depth,
            None if label is None else label.moved(dx, dy),
            pins=_pins(line, vias[flow.id]) if flow.id in vias else (),
            hops=hops.get(flow.id, ()),
        )
    return made


def _pins(line: Sequence[Point], via: Sequence[Point]) -> tuple[int, ...]:
    """Which corners of a line are its pinned bends."""
    made: list[int] = []
    at = 0
    for point in via:
        at = line.index(point, at)
        made.append(at)
    return tuple(made)


def _ports(seat: Seat, own: Path) -> tuple[Port, ...]:
    box, (dx, dy), depth, layout = own[-1], seat.spot.origin, seat.spot.depth, seat.layout
    ports = layout.ports[box]
    made: list[Port] = []
    for port in ports:
        room = layout.room(box, port) if port.named else 0.0
        at = Point(port.at.x + dx, port.at.y + dy)
        made.append(Port(own, port.node, port.name, port.side, at, depth, port.named, room, port.before))
    return tuple(made)


def _leads(seat: Seat, own: Path) -> tuple[Lead, ...]:
    dx, dy = seat.spot.origin
    return tuple(
        Lead(own, node, tuple(Point(x + dx, y + dy) for x, y in line))
        for node, line in seat.layout.leads[own[-1]]
    )
