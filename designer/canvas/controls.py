"""Where the small controls of a node or flow lie on the screen: ports, "+", handles, ends and bends.

All in logical pixels of the view, never closer than 12 px to each other: on small nodes they move outwards.
"""

from dataclasses import dataclass

from designer.canvas.view import Camera
from designer.drawing.boxes import box_title, chevron_rect
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Placed, Routed
from designer.layout.sizes import is_resizable
from designer.model.nodes import Area, Boundary, Note, Outcome, Trigger

APART = 12.0
PORT_RADIUS = 4.5
APPEND_RADIUS = 9.0
APPEND_GAP = 22.0
APPEND_GAP_OUTSIDE = 34.0
HANDLE = 8.0
REACH = 8.0
# How far a node's controls keep it under the pointer.
AURA = APPEND_GAP_OUTSIDE + APPEND_RADIUS + 6

SIDES: dict[str, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
CORNERS: dict[str, tuple[int, int]] = {
    "nw": (-1, -1),
    "n": (0, -1),
    "ne": (1, -1),
    "e": (1, 0),
    "se": (1, 1),
    "s": (0, 1),
    "sw": (-1, 1),
    "w": (-1, 0),
}


@dataclass(frozen=True, slots=True)
class Control:
    """One control and its middle; `kind` and `detail` are those of the Hit it gives."""

    kind: str
    detail: str
    at: Point


def node_controls(placed: Placed, camera: Camera, *, down: bool, handles: bool) -> tuple[Control, ...]:
    """Ports and "+" of a node under the pointer or selected; handles only when selected."""
    rect = camera.rect_to_screen(placed.rect)
    made: list[Control] = []
    resizable = handles and is_resizable(placed.node)
    if resizable:
        made += [Control("handle", name, _around(rect, x, y, 0, 18)) for name, (x, y) in CORNERS.items()]
    if isinstance(placed.node, Note | Area):
        return tuple(made)
    outside = 15.0 if resizable else 0.0
    if not isinstance(placed.node, Boundary):
        made += _ports(placed, rect, outside)
    if not isinstance(placed.node, Outcome):
        gap = APPEND_GAP_OUTSIDE if resizable else APPEND_GAP
        made.append(Control("append", "", _around(rect, *((0, 1) if down else (1, 0)), gap, APART)))
    return tuple(made)


def _ports(placed: Placed, rect: Rect, outside: float) -> list[Control]:
    """Sides from which a flow can be drawn; nothing can be drawn from where work ends."""
    if isinstance(placed.node, Outcome):
        return []
    sides = [name for name in SIDES if not (isinstance(placed.node, Trigger) and name == "left")]
    return [Control("port", name, _around(rect, *SIDES[name], outside, APART)) for name in sides]


def _around(rect: Rect, x: int, y: int, outside: float, least: float) -> Point:
    """A point on the border in a direction, pushed `outside`; the border at least `least` off the middle."""
    middle = rect.center
    return Point(
        middle.x + x * (max(rect.w / 2, least) + outside), middle.y + y * (max(rect.h / 2, least) + outside)
    )


def flow_controls(routed: Routed, camera: Camera) -> tuple[Control, ...]:
    """Ends and pinned bends of a selected flow."""
    points = [camera.to_screen(*point) for point in routed.points]
    if len(points) < 2:
        return ()
    made = [Control("end", "source", points[0]), Control("end", "target", points[-1])]
    made += [Control("bend", str(index), camera.to_screen(*at)) for index, at in enumerate(bends(routed))]
    return tuple(made)


def docked(routed: Routed) -> list[Point]:
    """Where ends of a flow are pinned to the sides on which they are seen; at the ports of boxes none is."""
    points = routed.points
    found: list[Point] = []
    for end, side in routed.flow.pinned_sides.items():
        at, beside = points[:2] if end == "source" else points[:-3:-1]
        x, y = SIDES[side]
        if (beside.x - at.x) * x > 0 or (beside.y - at.y) * y > 0:
            found.append(at)
    return found


def bends(routed: Routed) -> tuple[Point, ...]:
    """The pinned bends of a flow."""
    return tuple(routed.points[pin] for pin in routed.pins)


def chevron(placed: Placed) -> Rect:
    """Where a box is opened and closed, in scene units."""
    return chevron_rect((placed.rect.w, placed.rect.h)).moved(placed.rect.x, placed.rect.y)


def title(placed: Placed) -> Rect:
    """Where a box's name stands, in scene units."""
    return box_title((placed.rect.w, placed.rect.h)).moved(placed.rect.x, placed.rect.y)
