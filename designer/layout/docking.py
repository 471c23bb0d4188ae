"""At which points of the nodes' borders the flows of one workflow leave and enter."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from designer.layout.geometry import Direction, Point, Rect
from designer.layout.ports import PlacedPort
from designer.layout.routing import middle
from designer.layout.scene import Side
from designer.layout.sides import Ends, Pair, Tips, pair
from designer.model.flow import Flow
from designer.model.nodes import Boundary, Decision, Node, Race, Wait

PITCH = 14.0
_MARGIN = 10.0  # how far docks keep from the ends of a side
_ACROSS: dict[Side, Side] = {"right": "bottom", "bottom": "right", "left": "top", "top": "left"}
_OPPOSITE: dict[Side, Side] = {"right": "left", "left": "right", "top": "bottom", "bottom": "top"}


class Dock(NamedTuple):
    """Where a flow meets a node."""

    side: Side
    at: Point


Docks = dict[str, tuple[Dock, Dock]]


@dataclass(frozen=True)
class Plan:
    """What stands where in one workflow, as far as its flows need to know."""

    nodes: Mapping[str, Node]
    rects: Mapping[str, Rect]
    vias: Mapping[str, Sequence[Point]]
    ports: Mapping[str, Sequence[PlacedPort]]


def docks(flows: Sequence[Flow], plan: Plan, direction: Direction) -> Docks:
    """Where each flow leaves and enters; both ends of each must stand in the plan."""
    if direction == "right":
        return _rightwards(flows, plan, "bottom")
    turned = Plan(
        plan.nodes,
        {node: Rect(rect.y, rect.x, rect.h, rect.w) for node, rect in plan.rects.items()},
        {flow: [Point(y, x) for x, y in via] for flow, via in plan.vias.items()},
        {box: [_turned(port) for port in ports] for box, ports in plan.ports.items()},
    )
    return {
        flow: (_back(out), _back(into)) for flow, (out, into) in _rightwards(flows, turned, "right").items()
    }


def _turned(port: PlacedPort) -> PlacedPort:
    return port._replace(side=_ACROSS[port.side], at=Point(port.at.y, port.at.x))


def _back(dock: Dock) -> Dock:
    return Dock(_ACROSS[dock.side], Point(dock.at.y, dock.at.x))


class _End(NamedTuple):
    """An end of a flow that shares its side; `toward` is the other end's place along the side."""

    toward: float
    flow: str
    is_source: bool


class _Places:
    """Where the ends of flows meet the borders, and which of them may still slide along."""

    def __init__(self) -> None:
        self.at: dict[tuple[str, bool], Point] = {}
        self.free: set[tuple[str, bool]] = set()


def _rightwards(flows: Sequence[Flow], plan: Plan, below: Side) -> Docks:
    sides = _sides(flows, plan, below)
    places = _Places()
    shared: defaultdict[tuple[str, Side], list[_End]] = defaultdict(list)
    for flow in flows:
        for is_source, node, port in (
            (True, flow.source, _port(plan.ports.get(flow.source), flow.outcome, enters=False)),
            (False, flow.target, _port(plan.ports.get(flow.target), flow.trigger, enters=True)),
        ):
            if port is not None:
                places.at[flow.id, is_source] = port.at
                sides[flow.id] = _with_side(sides[flow.id], port.side, is_source)
                continue
            side = sides[flow.id][0 if is_source else 1]
            toward = _other_end(flow, is_source, plan)[side in ("left", "right")]
            shared[node, side].append(_End(toward, flow.id, is_source))
    for (node, side), ends in shared.items():
        _share_out(plan.nodes[node], plan.rects[node], side, ends, places)
    made: Docks = {}
    for flow in flows:
        out, into = sides[flow.id]
        if out == _OPPOSITE[into] and flow.source != flow.target and not flow.via:
            _level(flow, out, plan.rects, places)
        made[flow.id] = (
            Dock(out, places.at[flow.id, True]),
            Dock(into, places.at[flow.id, False]),
        )
    return made


def _with_side(sides: Pair, side: Side, is_source: bool) -> Pair:
    return (side, sides[1]) if is_source else (sides[0], side)


def _sides(flows: Sequence[Flow], plan: Plan, below: Side) -> dict[str, Pair]:
    """Sides of all flows; those that leave a diamond come first, so that none enters where one leaves."""
    taken: Tips = set()
    chosen: dict[str, Pair] = {}
    nodes, rects, vias = plan.nodes, plan.rects, plan.vias
    later: list[Flow] = []
    for flow in flows:
        if not isinstance(nodes[flow.source], Decision):
            later.append(flow)
            continue
        chosen[flow.id] = sides = pair(_ends(flow, nodes, rects, vias), below, taken)
        taken.add((flow.source, sides[0]))
    for flow in later:
        chosen[flow.id] = pair(_ends(flow, nodes, rects, vias), below, taken)
    return chosen


def _ends(
    flow: Flow,
    nodes: Mapping[str, Node],
    rects: Mapping[str, Rect],
    vias: Mapping[str, Sequence[Point]],
) -> Ends:
    source, target = flow.source, flow.target
    return Ends(nodes[source], nodes[target], rects[source], rects[target], vias.get(flow.id, ()))


def _port(ports: Sequence[PlacedPort] | None, named: str | None, *, enters: bool) -> PlacedPort | None:
    """The port of a box that a flow uses: the one it names, else the first of its kind."""
    if not ports:
        return None
    group = [port for port in ports if port.enters == enters]
    return next((port for port in group if port.node == named), group[0] if group else None)


def _other_end(flow: Flow, is_source: bool, plan: Plan) -> Point:
    via = plan.vias.get(flow.id)
    if via:
        return via[0] if is_source else via[-1]
    return plan.rects[flow.target if is_source else flow.source].center


def _share_out(node: Node, rect: Rect, side: Side, ends: list[_End], places: _Places) -> None:
    """Places on one side, in the order of the other ends; what runs straight keeps the middle."""
    at = middle(rect, side)
    if isinstance(node, Decision | Wait | Race | Boundary):
        for end in ends:
            places.at[end.flow, end.is_source] = at
        return
    if len(ends) == 1:
        only = ends[0]
        places.at[only.flow, only.is_source] = at
        places.free.add((only.flow, only.is_source))
        return
    sideways = side in ("left", "right")
    center = at.y if sideways else at.x
    reach = max((rect.h if sideways else rect.w) / 2 - _MARGIN, 0.0)
    ends.sort()
    straight = next((index for index, end in enumerate(ends) if end.toward == center), None)
    zero = (len(ends) - 1) / 2 if straight is None else straight
    pitch = min(PITCH, reach / max(zero, len(ends) - 1 - zero))
    for index, end in enumerate(ends):
        offset = (index - zero) * pitch
        places.at[end.flow, end.is_source] = (
            Point(at.x, at.y + offset) if sideways else Point(at.x + offset, at.y)
        )


def _level(flow: Flow, out: Side, rects: Mapping[str, Rect], places: _Places) -> None:
    """Slides a lonely dock to where the flow becomes straight, if its side reaches that far."""
    axis = 1 if out in ("left", "right") else 0
    a, b = places.at[flow.id, True], places.at[flow.id, False]
    if a[axis] == b[axis]:
        return
    for is_source, own, other, node in ((False, b, a, flow.target), (True, a, b, flow.source)):
        length = rects[node][3 if axis else 2]
        if (flow.id, is_source) in places.free and abs(own[axis] - other[axis]) <= length / 2 - _MARGIN:
            places.at[flow.id, is_source] = Point(own.x, other.y) if axis else Point(other.x, own.y)
            return
