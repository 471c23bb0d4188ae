"""What is left of a node when it is too small for a face: one colour that still tells what it is."""

from designer.drawing.theme import Theme, mixed
from designer.layout.scene import Placed
from designer.model.nodes import Area, Note, Outcome, Trigger


def plain_fill(placed: Placed, theme: Theme) -> str:
    """The colour of a node's rectangle from afar."""
    node = placed.node
    if placed.open:
        return theme.depth_tint(placed.depth + 1)
    if node.color is not None:
        return theme.document_color(node.color).stroke
    match node:
        case Area():
            return theme.sunken
        case Note():
            return theme.note_border
        case Trigger():
            return theme.accent
        case Outcome(result="success"):
            return theme.success
        case Outcome(result="failure"):
            return theme.failure
        case _:
            return theme.border_strong


def flow_fill(theme: Theme, *, faint: bool) -> str:
    """The colour of flows from afar."""
    return mixed(theme.flow_quiet, theme.ground, 0.45 if faint else 0.8)
