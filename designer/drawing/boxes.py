"""Boxes: closed, a card with a small picture of what is inside; open, a container around it."""

from designer.drawing.cards import paper
from designer.drawing.icons import icon_of
from designer.drawing.lettering import block, outline, title
from designer.drawing.miniature import miniature
from designer.drawing.shapes import Icon, Line, Shape, Stroke, Text
from designer.drawing.theme import Theme, mixed
from designer.layout import text
from designer.layout.geometry import Rect
from designer.layout.sizes import HEADER
from designer.layout.text import META, TITLE
from designer.layout.wording import steps_text
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import Box as BoxNode
from designer.model.nodes import Size

RADIUS = 12.0
_PAD = 12.0
_ICON = 26.0  # after the chevron, which stays in its place when the box opens
_TEXT = _ICON + 16 + 6
HEADING = 15.0


def chevron_rect(size: Size) -> Rect:
    """Where the chevron of a box is clicked, from the box's corner."""
    return Rect(4, 6, min(24.0, size[0]), 24)


def box_title(size: Size, *, marked: bool = False) -> Rect:
    """Where the name of a box stands; `marked` if a mark stands in the other corner."""
    return Rect(_TEXT, 8, max(size[0] - _TEXT - (30 if marked else 8), 16.0), 20)


def closed_body(
    node: BoxNode, document: Document, theme: Theme, size: Size, depth: int, *, pictured: bool = True
) -> tuple[Shape, ...]:
    """The card: chevron, icon, what is inside (if it is `pictured`), how many steps that is."""
    w, h = size
    fill, border = paper(node, theme)
    tint = theme.quiet if node.color is None else theme.document_color(node.color).stroke
    ground = mixed(theme.depth_tint(depth + 1), fill, 0.7) if node.color is None else fill
    shown = document.nodes_in(node.runs) if node.file is None else ()
    count = steps_text(shown) if node.file is None else "other file"
    marks = _marks(node, document, theme, tint, w)
    room = Rect(
        _PAD, HEADER + 3, w - 2 * _PAD - text.width(count, META) - 12 - 18 * len(marks), h - HEADER - 11
    )
    inner: tuple[Shape, ...] = ()
    if pictured and room.w > 20 and room.h > 10:
        inner = miniature(shown, room, theme, ground)
    return (
        outline(w, h, RADIUS, fill, border),
        Line(((0.5 + _PAD, HEADER - 2.5), (w - _PAD - 0.5, HEADER - 2.5)), Stroke(theme.border, 1.0)),
        _chevron("chevron-right", tint),
        Icon(icon_of(node), Rect(_ICON, 10, 16, 16), tint),
        *inner,
        *marks,
        *_count(count, w, h, theme, aside=bool(inner)),
    )


def _count(count: str, w: float, h: float, theme: Theme, *, aside: bool) -> tuple[Shape, ...]:
    """How many steps there are: beside their picture, or below the name where there is none."""
    if aside:
        return block((count,), w - _PAD, h - 23, META, theme.quiet, anchor="end")
    return block((count,), _TEXT, h - 23, META, theme.quiet)


def _chevron(name: str, tint: str) -> Icon:
    return Icon(name, Rect(8, 11, 14, 14), tint)


def _marks(node: BoxNode, document: Document, theme: Theme, tint: str, w: float) -> tuple[Shape, ...]:
    """In the corner: a link where the workflow also runs elsewhere, or lies in another file."""
    if node.file is not None:
        return (Icon("external-link", Rect(w - _PAD - 14, 11, 14, 14), theme.quiet),)
    if not graph.is_shared(document, node.runs):
        return ()
    return (Icon("link-2", Rect(w - _PAD - 14, 11, 14, 14), tint),)


def open_body(node: BoxNode, document: Document, theme: Theme, size: Size, depth: int) -> tuple[Shape, ...]:
    """The container: one step off the ground it stands on, a header, room for the content."""
    w, h = size
    fill, border = paper(node, theme, theme.depth_tint(depth + 1))
    tint = theme.quiet if node.color is None else theme.document_color(node.color).stroke
    count = steps_text(document.nodes_in(node.runs))
    name, _ = title(node, theme)
    after = _TEXT + min(text.width(name, HEADING, 600), box_title(size).w) + 10
    made: list[Shape] = [
        outline(w, h, RADIUS, fill, border),
        _chevron("chevron-down", tint),
        Icon(icon_of(node), Rect(_ICON, 10, 16, 16), tint),
    ]
    made += _marks(node, document, theme, tint, w)
    if after + text.width(count, META) < w - 40:
        made += block((count,), after, 12, META, theme.quiet)
    return tuple(made)


def box_labels(
    node: BoxNode, document: Document, theme: Theme, size: Size, *, is_open: bool
) -> tuple[Text, ...]:
    """The name in the header."""
    ink = theme.text if node.color is None else theme.document_color(node.color).text
    words, color = title(node, theme, ink)
    marked = node.file is not None or graph.is_shared(document, node.runs)
    band = box_title(size, marked=marked)
    weight: text.Weight = 600 if node.name else 400
    height = HEADING if is_open else TITLE
    line = text.elide(words, band.w, height, weight)
    return block((line,), band.x, 8 if is_open else 10, height, color, weight)
