"""What flows, ports and the short leads inside open boxes look like."""

from collections.abc import Sequence

from designer.drawing.icons import CHANNEL_ICONS
from designer.drawing.lettering import beside
from designer.drawing.shapes import Ellipse, Icon, Line, Shape, Stroke
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.layout.hops import Hop
from designer.layout.marks import (
    HEAD_LENGTH,
    HEAD_WIDTH,
    coin,
    direction,
    last_turn,
    length,
    shortened,
    slash,
)
from designer.layout.scene import Lead, Port, Routed
from designer.layout.words import flow_words, port_name
from designer.model.document import Document
from designer.model.nodes import Box

WIDTH = 1.5
BEND = 6.0
PORT = 8.0


def flow_shapes(
    routed: Routed,
    document: Document,
    theme: Theme,
) -> tuple[Shape, ...]:
    """A flow in absolute coordinates: its line, then arrow, slash of a default, disc of a handoff, label."""
    flow, points = routed.flow, _clear_of_ports(routed, document)
    if length(points) == 0:
        return ()
    ground = theme.depth_tint(routed.depth)
    hops = _hops(routed, points)
    dash = (5.0, 4.0) if routed.handoff else ()
    made: list[Shape] = [
        Line(shortened(points, HEAD_LENGTH - 1), Stroke(theme.flow, WIDTH, dash), BEND, hops=hops),
        _head(points, theme, ground, hollow=routed.handoff),
    ]
    if flow.default:
        made.append(_slash(points, theme))
    made += _channel(routed, points, theme)
    if routed.label is not None:
        made += beside(routed.label, theme.quiet if flow_words(flow)[1] else theme.text, ground)
    return tuple(made)


def _clear_of_ports(routed: Routed, document: Document) -> tuple[Point, ...]:
    """The line without the pieces that the rings of ports cover."""
    points, flow = routed.points, routed.flow
    if isinstance(document.nodes.get(flow.target), Box):
        points = shortened(points, PORT / 2)
    if isinstance(document.nodes.get(flow.source), Box):
        points = shortened(points[::-1], PORT / 2)[::-1]
    return points


def _hops(routed: Routed, points: Sequence[Point]) -> tuple[Hop, ...]:
    """The hops of a line that may begin a little later than the flow."""
    late = abs(points[0].x - routed.points[0].x)
    return tuple(
        hop._replace(first=hop.first - late, last=hop.last - late) if late and hop.piece == 0 else hop
        for hop in routed.hops
    )


def _head(points: Sequence[Point], theme: Theme, ground: str, *, hollow: bool) -> Shape:
    end = points[-1]
    dx, dy = direction(last_turn(points), end)
    back = (end.x - dx * HEAD_LENGTH, end.y - dy * HEAD_LENGTH)
    half = HEAD_WIDTH / 2
    tip = (end.x - dx * 0.5, end.y - dy * 0.5)
    corners = (tip, (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half))
    if hollow:
        return Line(corners, Stroke(theme.flow, 1.25), 0.0, closed=True, fill=ground)
    return Line(corners, Stroke(theme.flow, 0.75), 0.0, closed=True, fill=theme.flow)


def _slash(points: Sequence[Point], theme: Theme) -> Shape:
    return Line(slash(points), Stroke(theme.flow, WIDTH))


def _around(at: Point, size: float) -> Rect:
    return Rect(at.x - size / 2, at.y - size / 2, size, size)


def _channel(routed: Routed, points: Sequence[Point], theme: Theme) -> tuple[Shape, ...]:
    """The channel of a handoff on a disc at the middle of the line."""
    handoff, disc = routed.flow.handoff, coin(routed.flow, points)
    if handoff is None or handoff.channel is None or disc is None:
        return ()
    glyph = _around(disc.center, 12.0)
    return (
        Ellipse(disc, theme.surface, Stroke(theme.border)),
        Icon(CHANNEL_ICONS[handoff.channel], glyph, theme.flow),
    )


# Ports


def port_shapes(port: Port, theme: Theme, named: bool | None = None) -> tuple[Shape, ...]:
    """A port in absolute coordinates: a small ring on the border, and its name outside if it is `named`."""
    ring = Ellipse(_around(port.at, PORT - 1), theme.surface, Stroke(theme.flow, 1.5))
    words = port_name(port.name, port.side, port.at, port.room - 14.0, before=port.before)
    if words is None or not (port.named if named is None else named):
        return (ring,)
    return (ring, *beside(words, theme.quiet, theme.depth_tint(port.depth)))


def lead_shapes(lead: Lead, theme: Theme) -> tuple[Shape, ...]:
    """The quiet line between a port of an open box and its trigger or outcome."""
    return (Line(lead.points, Stroke(theme.border_strong, WIDTH, (2.0, 3.0)), BEND),)
