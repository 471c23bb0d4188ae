"""Shapes elsewhere: a face drawn around its own corner, put where its node stands."""

from dataclasses import replace
from typing import assert_never

from designer.drawing.shapes import Box, Ellipse, Group, Icon, Line, Shape, Text


def moved(shape: Shape, dx: float, dy: float) -> Shape:
    """The same shape, `dx` further right and `dy` further down."""
    match shape:
        case Box() | Ellipse() | Icon():
            return replace(shape, rect=shape.rect.moved(dx, dy))
        case Text():
            return replace(shape, x=shape.x + dx, y=shape.y + dy)
        case Line():
            return replace(shape, points=tuple((x + dx, y + dy) for x, y in shape.points))
        case Group():
            clip = None if shape.clip is None else shape.clip.moved(dx, dy)
            return replace(shape, shapes=tuple(moved(inner, dx, dy) for inner in shape.shapes), clip=clip)
        case _:
            assert_never(shape)
