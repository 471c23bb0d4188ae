"""At which points of the nodes' borders the flows of one workflow leave and enter."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from designer.layout.forks import FORKS, Forks
from designer.layout.geometry import Direction, Point, Rect, Side
from designer.layout.made import Made
from designer.layout.ports import PlacedPort
from designer.layout.routing import middle
from designer.layout.sides import POINTED, Ends, Held, Pair, Tips, pair
from designer.model.flow import Flow
from designer.model.nodes import Node

PITCH = 14.0
_MARGIN = 10.0  # how far docks keep from the ends of a side
BENT_MARGIN = 20.0  # the same for those that follow a bend
_NEARLY = 12.0  # how far all docks of a side shift to let one flow run straight
_JOG = 3.0  # what shared docks shift by, at most, so that a flow does not bend for so little
_FAR = 1e8  # beyond all that flows lead straight to
_FIRST = -1e9  # flows to the node itself come before all others
_UPRIGHT: frozenset[Side] = frozenset(("left", "right"))
_ACROSS: dict[Side, Side] = {"right": "bottom", "bottom": "right", "left": "top", "top": "left"}
_OPPOSITE: dict[Side, Side] = {"right": "left", "left": "right", "top": "bottom", "bottom": "top"}


class Dock(NamedTuple):
    """Where a flow meets a node."""

    side: Side
    at: Point


Docks = Mapping[str, tuple[Dock, Dock]]


@dataclass(frozen=True)
class Plan:
    """What stands where in one workflow, as far as its flows need to know."""

    nodes: Mapping[str, Node]
    rects: Mapping[str, Rect]
    vias: Mapping[str, Sequence[Point]]
    ports: Mapping[str, Sequence[PlacedPort]]

    def of(self, nodes: Iterable[str]) -> "Plan":
        """The same of some nodes only, in tables that are quick to read."""
        known = {node: self.nodes[node] for node in nodes}
        return replace(self, nodes=known, rects={node: self.rects[node] for node in known})


def docks(
    flows: Sequence[Flow], plan: Plan, direction: Direction, wanted: Collection[str] | None = None
) -> Docks:
    """Where each flow leaves and enters, or each that is `wanted`, the others being there beside them.

    Both ends of each must stand in the plan.
    """
    wanted = {flow.id for flow in flows} if wanted is None else wanted
    if direction == "right":
        return _rightwards(flows, plan, "bottom", _held(flows), wanted)
    turned = Plan(
        plan.nodes,
        Made(plan.rects, lambda node: _turned_rect(plan.rects[node])),
        Made(plan.vias, lambda flow: [Point(y, x) for x, y in plan.vias[flow]]),
        Made(plan.ports, lambda box: [_turned(port) for port in plan.ports[box]]),
    )
    held = {flow: {end: _ACROSS[side] for end, side in sides.items()} for flow, sides in _held(flows).items()}
    made = _rightwards(flows, turned, "right", held, wanted)
    return {flow: (_back(out), _back(into)) for flow, (out, into) in made.items()}


def _held(flows: Iterable[Flow]) -> dict[str, Held]:
    """The sides to which ends of flows are pinned; loops have one way only."""
    return {
        flow.id: sides
        for flow in flows
        if flow.extensions and (sides := flow.pinned_sides) and flow.source != flow.target
    }


def _turned_rect(rect: Rect) -> Rect:
    return Rect(rect.y, rect.x, rect.h, rect.w)


def _turned(port: PlacedPort) -> PlacedPort:
    return port._replace(side=_ACROSS[port.side], at=Point(port.at.y, port.at.x))


def _back(dock: Dock) -> Dock:
    return Dock(_ACROSS[dock.side], Point(dock.at.y, dock.at.x))


class _End(NamedTuple):
    """An end of a flow that shares its side.

    `toward` is the other end's place along the side, `far` its distance: the nearest of a row runs straight.
    """

    toward: float
    far: float
    flow: str
    is_source: bool


class _Places:
    """Where the ends of flows meet the borders, and which of them may still slide along."""

    def __init__(self) -> None:
        self.out: dict[str, Point] = {}
        self.into: dict[str, Point] = {}
        self.free: set[tuple[str, bool]] = set()


def _rightwards(
    flows: Sequence[Flow], plan: Plan, below: Side, held: Mapping[str, Held], wanted: Collection[str]
) -> Docks:
    sides = _sides(flows, plan, below, held)
    places = _Places()
    for (node, side), ends in _shared(flows, plan, sides, places).items():
        if any(end.flow in wanted for end in ends):
            _share_out(plan.nodes[node], plan.rects[node], side, ends, places)
    made: dict[str, tuple[Dock, Dock]] = {}
    for flow in (flow for flow in flows if flow.id in wanted):
        key = flow.id
        out, into = sides[key]
        if key in plan.vias and flow.source != flow.target:
            _meet(flow, (out, into), plan, places)
        elif into == _OPPOSITE[out] and not flow.via and flow.source != flow.target:
            _level(flow, out, plan, places)
        made[key] = (Dock(out, places.out[key]), Dock(into, places.into[key]))
    return made


def _shared(
    flows: Sequence[Flow], plan: Plan, sides: dict[str, Pair], places: _Places
) -> dict[tuple[str, Side], list[_End]]:
    """The ends on each side that is shared out; ends at ports are put there at once."""
    shared: defaultdict[tuple[str, Side], list[_End]] = defaultdict(list)
    ports, rects, vias = plan.ports, plan.rects, plan.vias
    for flow in flows:
        key, source, target = flow.id, flow.source, flow.target
        out, into = sides[key]
        leaves = _port(ports[source], flow.outcome, enters=False) if source in ports else None
        enters = _port(ports[target], flow.trigger, enters=True) if target in ports else None
        if leaves is not None:
            places.out[key], out = leaves.at, leaves.side
        if enters is not None:
            places.into[key], into = enters.at, enters.side
        sides[key] = (out, into)
        via = vias.get(key)
        if leaves is None:
            seen = via[0] if via else enters.at if enters is not None else rects[target].center
            upright = out in _UPRIGHT
            toward = seen[upright] if source != target else _FIRST
            far = abs(seen[not upright] - rects[source][not upright])
            if out == into and not upright:
                toward = _around(toward, rects[source].center.x)
            shared[source, out].append(_End(toward, far, key, True))
        if enters is None:
            seen = via[-1] if via else leaves.at if leaves is not None else rects[source].center
            upright = into in _UPRIGHT
            toward = seen[upright] if source != target else _FIRST
            far = abs(seen[not upright] - rects[target][not upright])
            if out == into and not upright:
                toward = _around(toward, rects[target].center.x)
            elif out not in _UPRIGHT and upright:
                toward = _dropped(toward, far, rects[target].center.y)
            shared[target, into].append(_End(toward, far, key, False))
    return shared


def _around(toward: float, center: float) -> float:
    """The place of a flow that is led around: the further it goes the further it stays outside the others."""
    return (_FAR if toward > center else -_FAR) - toward


def _dropped(toward: float, far: float, center: float) -> float:
    """The place of a flow that comes straight down, or up, and along: the nearer the further outside."""
    return center + (1.0 if toward > center else -1.0) * (1.0 + 1.0 / (1.0 + far))


def _sides(flows: Sequence[Flow], plan: Plan, below: Side, held: Mapping[str, Held]) -> dict[str, Pair]:
    """Sides of all flows. At the tip of a fork flows either enter or leave, never both.

    So those come first that have no choice where to enter one, then those that leave one, then the rest.
    """
    tips = Tips()
    chosen: dict[str, Pair] = {}
    later: list[Flow] = []
    nodes, rects, vias = plan.nodes, plan.rects, plan.vias
    leaving: list[Flow] = []

    def choose(flow: Flow) -> Pair:
        source, target = nodes[flow.source], nodes[flow.target]
        via, sides = vias.get(flow.id, ()), held.get(flow.id, {})
        ends = Ends(source, target, rects[flow.source], rects[flow.target], via, sides)
        return pair(ends, below, tips)

    tips.entered.update(
        (flow.target, held[flow.id]["target"])
        for flow in flows
        if flow.id in held and "target" in held[flow.id] and nodes[flow.target].kind in FORKS
    )
    for flow in flows:
        source, target = nodes[flow.source], nodes[flow.target]
        one, other = rects[flow.source], rects[flow.target]
        ahead = other[0] >= one[0] + one[2]
        if target.kind in FORKS and not ahead:
            chosen[flow.id] = choose(flow)
            tips.entered.add((flow.target, chosen[flow.id][1]))
        elif source.kind in FORKS:
            leaving.append(flow)
        elif (
            ahead
            and not flow.via
            and flow.id not in held
            and source.kind != "boundary"
            and target.kind not in POINTED
        ):
            chosen[flow.id] = ("right", "left")
        else:
            later.append(flow)
    for group in (leaving, later):
        for flow in group:
            chosen[flow.id] = choose(flow)
        if group is leaving:
            pinned = vias.keys() | held.keys() if held else vias
            Forks(nodes, rects, pinned, tips).part(leaving, chosen)
            tips.left.update((flow.source, chosen[flow.id][0]) for flow in leaving)
    return chosen


def _port(ports: Sequence[PlacedPort], named: str | None, *, enters: bool) -> PlacedPort | None:
    """The port of a box that a flow uses: the one it names, else the first of its kind."""
    group = [port for port in ports if port.enters == enters]
    return next((port for port in group if port.node == named), group[0] if group else None)


def _share_out(node: Node, rect: Rect, side: Side, ends: list[_End], places: _Places) -> None:
    """Places on one side, in the order of the other ends; what runs straight keeps the middle."""
    at = middle(rect, side)
    if len(ends) == 1:
        _, _, key, is_source = ends[0]
        (places.out if is_source else places.into)[key] = at
        if node.kind not in POINTED:
            places.free.add((key, is_source))
        return
    if node.kind in POINTED:
        offsets = [0.0] * len(ends)
    else:
        ends.sort()
        offsets = _offsets(ends, rect, side)
    for (_, _, key, is_source), offset in zip(ends, offsets, strict=True):
        place = Point(at.x, at.y + offset) if side in _UPRIGHT else Point(at.x + offset, at.y)
        (places.out if is_source else places.into)[key] = place


def _offsets(ends: Sequence[_End], rect: Rect, side: Side) -> list[float]:
    """How far from the middle each of several ends lies."""
    upright = side in _UPRIGHT
    center = rect.center[upright]
    reach = max((rect.h if upright else rect.w) / 2 - _MARGIN, 0.0)
    last = len(ends) - 1
    nearest = min(range(len(ends)), key=lambda index: abs(ends[index].toward - center))
    straight, shift = float(nearest), ends[nearest].toward - center
    if abs(shift) > min(_NEARLY, reach) or (shift and not ends[nearest].is_source):
        straight, shift = last / 2, 0.0
    pitch = min(PITCH, (reach - abs(shift)) / max(straight, last - straight))
    return [shift + (index - straight) * pitch for index in range(len(ends))]


def _meet(flow: Flow, sides: Pair, plan: Plan, places: _Places) -> None:
    """Slides lonely docks of a bent flow to where they look straight at its first and its last bend."""
    key, via = flow.id, plan.vias[flow.id]
    for node, side, bend, is_source in (
        (flow.source, sides[0], via[0], True),
        (flow.target, sides[1], via[-1], False),
    ):
        rect, axis = plan.rects[node], 1 if side in _UPRIGHT else 0
        reach = rect[2 + axis] / 2 - BENT_MARGIN
        if (key, is_source) in places.free and abs(bend[axis] - rect.center[axis]) <= reach:
            docks = places.out if is_source else places.into
            x, y = docks[key]
            docks[key] = Point(x, bend[axis]) if axis else Point(bend[axis], y)


def _level(flow: Flow, out: Side, plan: Plan, places: _Places) -> None:
    """Slides a dock to where the flow becomes straight: a lonely one along its side, others a little."""
    key, axis = flow.id, 1 if out in _UPRIGHT else 0
    a, b = places.out[key], places.into[key]
    off = abs(a[axis] - b[axis])
    if off == 0:
        return
    if _slides(flow.target, off, axis, plan, is_free=(key, False) in places.free):
        places.into[key] = Point(b.x, a.y) if axis else Point(a.x, b.y)
    elif _slides(flow.source, off, axis, plan, is_free=(key, True) in places.free):
        places.out[key] = Point(a.x, b.y) if axis else Point(b.x, a.y)


def _slides(node: str, off: float, axis: int, plan: Plan, *, is_free: bool) -> bool:
    """Whether the dock of a flow at a node may move so far along its side."""
    reach = plan.rects[node][2 + axis] / 2 - _MARGIN
    if is_free:
        return off <= reach
    return off <= min(_JOG, reach) and node not in plan.ports and plan.nodes[node].kind not in POINTED
