"""The mark of what is pinned in place. The canvas shows it; exported pictures do without."""

from designer.drawing.shapes import Ellipse, Icon, Shape, Stroke
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.model.nodes import Node, NodeKind, Size

_SIDE, _GLYPH, _ASIDE = 16.0, 11.0, 8.0
# How far in from the corner the outline of a sign begins, as a share of its size.
_INSETS: dict[NodeKind, float] = {"decision": 0.2, "wait": 0.15, "race": 0.15}


def pin_mark(node: Node, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A pin on a small disc at the upper left of a node, from its corner."""
    width, height = size
    inset = _INSETS.get(node.kind)
    x, y = (min(_ASIDE, width / 2), 0.0) if inset is None else (width * inset, height * inset)
    return _pin(Point(x, y), theme.border_strong, theme.text, theme)


def end_mark(at: Point, theme: Theme) -> tuple[Shape, ...]:
    """The same where the end of a marked flow is pinned."""
    return _pin(at, theme.accent, theme.accent, theme)


def _pin(at: Point, rim: str, ink: str, theme: Theme) -> tuple[Shape, ...]:
    disc = Rect(at.x - _SIDE / 2, at.y - _SIDE / 2, _SIDE, _SIDE)
    glyph = Rect(at.x - _GLYPH / 2, at.y - _GLYPH / 2, _GLYPH, _GLYPH)
    return Ellipse(disc, theme.surface, Stroke(rim, 1.0)), Icon("pin", glyph, ink)
