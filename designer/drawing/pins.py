"""The mark of what is pinned in place. The canvas shows it; exported pictures do without."""

from designer.drawing.shapes import Ellipse, Icon, Shape, Stroke
from designer.drawing.theme import Theme
from designer.layout.geometry import Rect
from designer.model.nodes import Node, NodeKind, Size

_SIDE, _GLYPH, _ASIDE = 16.0, 11.0, 8.0
# How far in from the corner the outline of a sign begins, as a share of its size.
_INSETS: dict[NodeKind, float] = {"decision": 0.2, "wait": 0.15, "race": 0.15}


def pin_mark(node: Node, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A pin on a small disc at the upper left of a node, from its corner."""
    width, height = size
    inset = _INSETS.get(node.kind)
    x, y = (min(_ASIDE, width / 2), 0.0) if inset is None else (width * inset, height * inset)
    disc = Rect(x - _SIDE / 2, y - _SIDE / 2, _SIDE, _SIDE)
    glyph = Rect(x - _GLYPH / 2, y - _GLYPH / 2, _GLYPH, _GLYPH)
    return (
        Ellipse(disc, theme.surface, Stroke(theme.border_strong, 1.0)),
        Icon("pin", glyph, theme.text),
    )
