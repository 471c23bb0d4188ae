"""A picture of a workflow so small that only its shape is left."""

from collections.abc import Sequence
from typing import assert_never

from designer.drawing.shapes import Box, Ellipse, Line, Shape, Stroke
from designer.drawing.theme import Theme, mixed
from designer.layout.geometry import Rect, bounds
from designer.layout.sizes import size_of
from designer.model import nodes as kinds
from designer.model.nodes import Area, Boundary, Node, Note

MOST = 40  # more than that is a haze of dots


def miniature(nodes: Sequence[Node], room: Rect, theme: Theme, ground: str) -> tuple[Shape, ...]:
    """Where steps stand in a workflow, as tiny shapes that fill `room` from the left."""
    shown = [node for node in nodes if not isinstance(node, Area | Note | Boundary)][:MOST]
    placed = [(node, Rect(*node.at, *size_of(node))) for node in shown]
    around = bounds(rect for _, rect in placed)
    if around is None:
        return ()
    scale = min(room.w / around.w, room.h / around.h, 0.4)
    left = room.x
    top = room.y + (room.h - around.h * scale) / 2
    made: list[Shape] = []
    for node, rect in placed:
        small = Rect(
            left + (rect.x - around.x) * scale,
            top + (rect.y - around.y) * scale,
            max(rect.w * scale, 2.0),
            max(rect.h * scale, 2.0),
        )
        made.append(_speck(node, small, theme, ground))
    return tuple(made)


def _speck(node: Node, rect: Rect, theme: Theme, ground: str) -> Shape:
    ink = mixed(theme.quiet, ground, 0.38)
    match node:
        case kinds.Task() | kinds.State() | kinds.Note():
            return Box(rect, min(1.5, rect.h / 3), ink if node.color is None else _dot(node.color, theme))
        case kinds.Box() | kinds.Area():
            return Box(rect, 1.5, None, Stroke(ink))
        case kinds.Trigger():
            return Box(rect, rect.h / 2, _dot("amber", theme))
        case kinds.Outcome(result=result):
            color: kinds.Color = (
                "green" if result == "success" else "rose" if result == "failure" else "slate"
            )
            return Box(rect, rect.h / 2, _dot(color, theme))
        case kinds.Decision():
            middle = rect.center
            tips = ((middle.x, rect.y), (rect.right, middle.y), (middle.x, rect.bottom), (rect.x, middle.y))
            return Line(tips, None, 0.0, closed=True, fill=_dot("violet", theme))
        case kinds.Parallel():
            return Box(rect, 1.0, ink)
        case kinds.Wait() | kinds.Race() | kinds.Boundary():
            return Ellipse(rect, _dot("teal", theme))
        case _:
            assert_never(node)


def _dot(color: kinds.Color, theme: Theme) -> str:
    tone = theme.document_color(color)
    return mixed(tone.stroke, tone.fill, 0.55)
