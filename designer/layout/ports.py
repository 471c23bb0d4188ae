"""Where the triggers and outcomes of a workflow show on the border of the box that runs it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from designer.layout.geometry import Direction, Point, Rect, Side
from designer.layout.routing import default_sides
from designer.layout.words import PORT_NAME, port_name, port_reach
from designer.model.nodes import Node

PORT_REACH = PORT_NAME + 8.0  # how far around a box the names of its ports reach
PITCH = 20.0  # least distance between two ports of an open box
_CORNER = 14.0  # how far ports keep from the corners
_LINE, _TIGHT = 16.0, 14.0  # between ports with names that stand one below the other: at best, and at least
_EDGE = 8.0  # how far they may go towards the corners for that


class Opening(NamedTuple):
    """A port before it has a place: its trigger or outcome, and whether work enters there."""

    node: str
    name: str
    at: tuple[float, float]
    enters: bool


class PlacedPort(NamedTuple):
    """A port on the border of its box, in the coordinates of the box's workflow.

    It is `named` where a closed box has several on one side, with room for words between their lines; an open
    box shows what they lead to. On an upper or lower side the name of the first stands `before` its line,
    those of the others after theirs.
    """

    node: str
    name: str
    enters: bool
    side: Side
    at: Point
    named: bool = False
    before: bool = False


def openings(nodes: Sequence[Node]) -> tuple[Opening, ...]:
    """The ports of a workflow: its triggers and outcomes."""
    found = [node for node in nodes if node.kind in ("trigger", "outcome")]
    return tuple(Opening(node.id, node.name, node.at, node.kind == "trigger") for node in found)


def placed(
    ports: Sequence[Opening],
    rect: Rect,
    direction: Direction,
    header: float = 0.0,
    inner: Mapping[str, Rect] | None = None,
) -> tuple[PlacedPort, ...]:
    """Ports on the border: evenly on a closed box, beside what they stand for (`inner`) on an open one.

    Work enters and leaves in the direction of the workflow in which the box stands, in the order in which
    triggers and outcomes stand across it.
    """
    out, into = default_sides(direction)
    axis, is_upright = (1, False) if direction == "right" else (0, True)
    ports = sorted(ports, key=lambda port: (port.at[axis], port.node))
    made: list[PlacedPort] = []
    for enters, side in ((True, into), (False, out)):
        group = [port for port in ports if port.enters == enters]
        places = (
            _evenly(rect, side, len(group)) if inner is None else _beside(rect, side, header, group, inner)
        )
        named = inner is None and len(group) > 1 and (is_upright or places[1].y - places[0].y >= _TIGHT)
        made += [
            PlacedPort(port.node, port.name, enters, side, at, named, before=is_upright and port is group[0])
            for port, at in zip(group, places, strict=True)
        ]
    return tuple(made)


def straight(ports: Sequence[PlacedPort], side: Side) -> float:
    """How far flows run straight at a side to pass the names of its ports; 0 where there are none."""
    return port_reach([port.name for port in ports if port.named and port.side == side], side)


def name_areas(ports: Sequence[PlacedPort]) -> list[Rect]:
    """Where the names of the ports of a box may stand, however much room they have; none of an open one."""
    blocks = [port_name(port.name, port.side, port.at, before=port.before) for port in ports if port.named]
    return [block.area for block in blocks if block is not None]


def _on(rect: Rect, side: Side, along: float) -> Point:
    if side in ("left", "right"):
        return Point(rect.x if side == "left" else rect.right, along)
    return Point(along, rect.y if side == "top" else rect.bottom)


def _evenly(rect: Rect, side: Side, count: int) -> list[Point]:
    begin, length = (rect.y, rect.h) if side in ("left", "right") else (rect.x, rect.w)
    pitch = length / (count + 1)
    if side in ("left", "right") and count > 1 and pitch < _LINE:
        pitch = max(pitch, min(_LINE, (length - 2 * _EDGE) / (count - 1)))
    first = begin + (length - pitch * (count - 1)) / 2
    return [_on(rect, side, first + pitch * index) for index in range(count)]


def _beside(
    rect: Rect, side: Side, header: float, group: Sequence[Opening], inner: Mapping[str, Rect]
) -> list[Point]:
    sideways = side in ("left", "right")
    low = rect.y + header + _CORNER if sideways else rect.x + _CORNER
    high = (rect.bottom if sideways else rect.right) - _CORNER
    wanted = [inner[port.node].center[1 if sideways else 0] for port in group]
    return [_on(rect, side, along) for along in spread(wanted, low, high, PITCH)]


def spread(wanted: Sequence[float], low: float, high: float, pitch: float) -> list[float]:
    """Places in the given order, as near to the wanted ones as `low`, `high` and a least distance allow."""
    if len(wanted) > 1:
        pitch = min(pitch, (high - low) / (len(wanted) - 1))
    made: list[float] = []
    for index, value in enumerate(wanted):
        ceiling = high - pitch * (len(wanted) - 1 - index)
        floor = made[-1] + pitch if made else low
        made.append(max(floor, min(value, ceiling)))
    return made
