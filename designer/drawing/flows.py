"""What flows, ports and the short leads inside open boxes look like."""

import math
from collections.abc import Sequence
from itertools import pairwise

from designer.drawing.icons import CHANNEL_ICONS
from designer.drawing.labelling import HEAD_LENGTH, HEAD_WIDTH, flow_words, spot
from designer.drawing.lettering import META, block
from designer.drawing.shapes import Anchor, Ellipse, Icon, Line, Shape, Stroke, Text
from designer.drawing.text import elide
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.layout.hops import Hop
from designer.layout.scene import Lead, Port, Routed
from designer.model.document import Document
from designer.model.nodes import Box

WIDTH = 1.5
BEND = 6.0
_SLASH_AT, _SLASH = 11.0, 5.0
_COIN = 20.0
PORT = 8.0
_PORT_NAME = 84.0


def flow_shapes(
    routed: Routed,
    document: Document,
    theme: Theme,
    avoid: Sequence[Rect] = (),
) -> tuple[Shape, ...]:
    """A flow in absolute coordinates: line, arrow, slash of a default, channel of a handoff, label.

    The label keeps clear of the rectangles of `avoid` if it can.
    """
    flow, points = routed.flow, _clear_of_ports(routed, document)
    if length(points) == 0:
        return ()
    ground = theme.depth_tint(routed.depth)
    hops = _hops(routed, points)
    dash = (5.0, 4.0) if routed.handoff else ()
    made: list[Shape] = [
        Line(_shortened(points, HEAD_LENGTH - 1), Stroke(theme.flow, WIDTH, dash), BEND, hops=hops),
        _head(points, theme, ground, hollow=routed.handoff),
    ]
    if flow.default:
        made.append(_slash(points, theme))
    coin = _channel(routed, points, theme, ground)
    made += coin
    words, quiet, size = flow_words(flow)
    if words:
        taken = (*avoid, _around(_heart(points), _COIN)) if coin else avoid
        color = theme.quiet if quiet else theme.text
        made += _label(routed, words, size, color, ground, taken)
    return tuple(made)


def _clear_of_ports(routed: Routed, document: Document) -> tuple[Point, ...]:
    """The line without the pieces that the rings of ports cover."""
    points, flow = routed.points, routed.flow
    if isinstance(document.nodes.get(flow.target), Box):
        points = _shortened(points, PORT / 2)
    if isinstance(document.nodes.get(flow.source), Box):
        points = _shortened(points[::-1], PORT / 2)[::-1]
    return points


def _hops(routed: Routed, points: Sequence[Point]) -> tuple[Hop, ...]:
    """The hops of a line that may begin a little later than the flow."""
    late = abs(points[0].x - routed.points[0].x)
    return tuple(
        hop._replace(first=hop.first - late, last=hop.last - late) if late and hop.piece == 0 else hop
        for hop in routed.hops
    )


def _label(
    routed: Routed,
    words: str,
    size: float,
    color: str,
    ground: str,
    avoid: Sequence[Rect],
) -> tuple[Text, ...]:
    lines, at = spot(routed, words, size, avoid)
    height = 15.0 * len(lines)
    return block(lines, at.x, at.y - height / 2, size, color, 400, "middle", ground)


def length(points: Sequence[Point]) -> float:
    """Length of a line."""
    return sum(abs(b.x - a.x) + abs(b.y - a.y) for a, b in pairwise(points))


def _direction(a: Point, b: Point) -> tuple[float, float]:
    dx, dy = b.x - a.x, b.y - a.y
    far = math.hypot(dx, dy) or 1.0
    return dx / far, dy / far


def _last_turn(points: Sequence[Point]) -> Point:
    """The last point that is not the end itself."""
    return next((point for point in reversed(points[:-1]) if point != points[-1]), points[0])


def _shortened(points: Sequence[Point], by: float) -> tuple[Point, ...]:
    """The line as far as the arrow head, so that its end does not show beside the tip."""
    before, end = _last_turn(points), points[-1]
    dx, dy = _direction(before, end)
    by = min(by, (abs(end.x - before.x) + abs(end.y - before.y)) / 2)
    return (*points[:-1], Point(end.x - dx * by, end.y - dy * by))


def _head(points: Sequence[Point], theme: Theme, ground: str, *, hollow: bool) -> Shape:
    end = points[-1]
    dx, dy = _direction(_last_turn(points), end)
    back = (end.x - dx * HEAD_LENGTH, end.y - dy * HEAD_LENGTH)
    half = HEAD_WIDTH / 2
    tip = (end.x - dx * 0.5, end.y - dy * 0.5)
    corners = (tip, (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half))
    if hollow:
        return Line(corners, Stroke(theme.flow, 1.25), 0.0, closed=True, fill=ground)
    return Line(corners, Stroke(theme.flow, 0.75), 0.0, closed=True, fill=theme.flow)


def _slash(points: Sequence[Point], theme: Theme) -> Shape:
    first, after = points[0], next((point for point in points[1:] if point != points[0]), points[-1])
    dx, dy = _direction(first, after)
    x, y = first.x + dx * _SLASH_AT, first.y + dy * _SLASH_AT
    sx, sy = (dx + dy) * _SLASH, (dy - dx) * _SLASH
    return Line(((x - sx * 0.6, y - sy), (x + sx * 0.6, y + sy)), Stroke(theme.flow, WIDTH))


def _around(at: Point, size: float) -> Rect:
    return Rect(at.x - size / 2, at.y - size / 2, size, size)


def _channel(routed: Routed, points: Sequence[Point], theme: Theme, ground: str) -> tuple[Shape, ...]:
    """The channel of a handoff on a disc at the middle of the line."""
    handoff = routed.flow.handoff
    if handoff is None or handoff.channel is None or length(points) < _COIN + 16:
        return ()
    disc = _around(_heart(points), _COIN)
    glyph = _around(disc.center, 12.0)
    return (
        Ellipse(disc.grown(2), ground),
        Ellipse(disc, theme.surface, Stroke(theme.border)),
        Icon(CHANNEL_ICONS[handoff.channel], glyph, theme.flow),
    )


def _heart(points: Sequence[Point]) -> Point:
    """The middle of the longest piece; the last is counted without the arrow head."""
    line = _shortened(points, HEAD_LENGTH)
    a, b = max(pairwise(line), key=length)
    return Point((a.x + b.x) / 2, (a.y + b.y) / 2)


# Ports


def port_shapes(port: Port, theme: Theme, named: bool | None = None) -> tuple[Shape, ...]:
    """A port in absolute coordinates: a small ring on the border, and its name outside if it is `named`."""
    ring = Ellipse(_around(port.at, PORT - 1), theme.surface, Stroke(theme.flow, 1.5))
    room = min(port.room - 14.0, _PORT_NAME)
    if not (port.named if named is None else named) or not port.name or room < _PORT_NAME / 3:
        return (ring,)
    beside: dict[str, tuple[float, float, Anchor]] = {
        "left": (-8.0, -16.0, "end"),
        "right": (8.0, -16.0, "start"),
        "top": (6.0, -20.0, "start"),
        "bottom": (6.0, 6.0, "start"),
    }
    dx, dy, anchor = beside[port.side]
    name = elide(port.name, room, META)
    ground = theme.depth_tint(port.depth)
    return (
        ring,
        *block((name,), port.at.x + dx, port.at.y + dy, META, theme.quiet, anchor=anchor, halo=ground),
    )


def lead_shapes(lead: Lead, theme: Theme) -> tuple[Shape, ...]:
    """The quiet line between a port of an open box and its trigger or outcome."""
    return (Line(lead.points, Stroke(theme.border_strong, WIDTH, (2.0, 3.0)), BEND),)
