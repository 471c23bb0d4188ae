"""What is left of a node too small for a face: its outline and its tint, on whole device pixels."""

from dataclasses import dataclass

from designer.drawing.shapes import Box as Rounded
from designer.drawing.shapes import Ellipse, Line, Shape, Stroke
from designer.drawing.signs import outcome_tone, trigger_tone
from designer.drawing.theme import Theme, Tone, mixed
from designer.layout.geometry import Rect
from designer.layout.scene import Placed
from designer.model.nodes import Area, Boundary, Color, Decision, Note, Outcome, Parallel, Race, Trigger, Wait

EDGE = 0.5  # how much of its line colour the edge of a tinted shape has
DEEPER = 0.14  # a fill seen from afar is a little stronger, as there is so little of it
SMALLEST_WITH_EDGE = 3


@dataclass(frozen=True, slots=True)
class Look:
    """Fill and edge of a shape."""

    fill: str
    edge: str


def look(placed: Placed, theme: Theme) -> Look:
    """The colours of a node from afar: those of its face, a little stronger."""
    node = placed.node
    match node:
        case Note():
            return Look(theme.note_fill, theme.note_border)
        case Area():
            return Look(theme.sunken, theme.border)
        case Parallel():
            ink = theme.bar if node.color is None else theme.document_color(node.color).stroke
            return Look(mixed(ink, theme.surface, 0.75), "")
        case Trigger():
            return _tinted(trigger_tone(node, theme))
        case Outcome():
            return _tinted(outcome_tone(node, theme))
        case Decision():
            return _tinted(_tone(node.color, "violet", theme))
        case Wait() | Race():
            return _tinted(_tone(node.color, "teal", theme))
    if node.color is not None:
        return _tinted(theme.document_color(node.color))
    fill = theme.depth_tint(placed.depth + 1) if placed.open else theme.surface
    return Look(fill, mixed(theme.border_strong, theme.surface, 0.25 if placed.open else 0.5))


def _tone(own: Color | None, usual: Color, theme: Theme) -> Tone:
    return theme.document_color(own or usual)


def _tinted(tone: Tone) -> Look:
    return Look(mixed(tone.stroke, tone.fill, DEEPER), mixed(tone.stroke, tone.fill, EDGE))


def shape(placed: Placed, theme: Theme, width: int, height: int, hair: int) -> Shape:
    """A node of so many device pixels, with an edge of `hair` pixels where there is room for one."""
    colors = look(placed, theme)
    bare = min(width, height) < SMALLEST_WITH_EDGE * hair or not colors.edge
    inset = 0.0 if bare else hair / 2
    stroke = None if bare else Stroke(colors.edge, hair)
    rect = Rect(inset, inset, width - 2 * inset, height - 2 * inset)
    fill = mixed(colors.edge, colors.fill, 0.6) if bare and colors.edge else colors.fill
    match placed.node:
        case Decision() if not bare:
            middle = (width / 2, height / 2)
            tips = ((middle[0], inset), (width - inset, middle[1]), (middle[0], height - inset))
            return Line((*tips, (inset, middle[1])), stroke, 0.0, closed=True, fill=fill)
        case Wait() | Race() | Boundary():
            return Ellipse(rect, fill, stroke)
        case Trigger() | Outcome():
            return Rounded(rect, rect.h / 2, fill, stroke)
        case _:
            return Rounded(rect, 0.0 if bare else min(1.5 * hair, rect.h / 3), fill, stroke)


def flow_fill(theme: Theme, *, faint: bool) -> str:
    """The colour of flows from afar."""
    return mixed(theme.flow_quiet, theme.ground, 0.45 if faint else 0.8)
