"""Words and frames: notes and areas."""

from designer.drawing.lettering import block
from designer.drawing.shapes import Box, Line, Shape, Stroke, Text
from designer.drawing.theme import Theme, mixed
from designer.layout import sheets, text
from designer.layout.geometry import Rect
from designer.layout.sheets import EAR, PAD, TOP
from designer.layout.text import CAPTION, LINE, META, TITLE
from designer.layout.wording import kind_name
from designer.model.nodes import Area, Note, Size


def note_body(node: Note, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A sheet with one corner turned down."""
    w, h = size
    fill, border = theme.note_fill, theme.note_border
    if node.color is not None:
        tone = theme.document_color(node.color)
        fill, border = tone.fill, theme.edge(tone, 0.4)
    sheet = ((0.5, 0.5), (w - EAR, 0.5), (w - 0.5, EAR), (w - 0.5, h - 0.5), (0.5, h - 0.5))
    ear = ((w - EAR, 0.5), (w - EAR, EAR), (w - 0.5, EAR))
    return (
        Line(sheet, Stroke(border), 2.0, closed=True, fill=fill),
        Line(ear, Stroke(border), 0.0, closed=True, fill=mixed(border, fill, 0.5)),
    )


def note_labels(node: Note, theme: Theme, size: Size) -> tuple[Text, ...]:
    """Its name as a heading, then its text, as far as the sheet reaches."""
    ink = theme.note_text if node.color is None else theme.document_color(node.color).text
    if not node.name and not node.text:
        return block((kind_name(node),), PAD, TOP, CAPTION, ink)
    heading = sheets.heading(node, size[0])
    below = TOP + len(heading) * LINE[CAPTION]
    words = block(sheets.lines(node, size), PAD, below, CAPTION, ink)
    return block(heading, PAD, TOP, CAPTION, ink, 600) + words


def area_body(node: Area, theme: Theme, size: Size) -> tuple[Shape, ...]:
    """A dashed frame."""
    w, h = size
    border, fill = theme.border_strong, None
    if node.color is not None:
        tone = theme.document_color(node.color)
        border, fill = tone.stroke, tone.fill + "80"
    return (Box(Rect(0.75, 0.75, w - 1.5, h - 1.5), 12.0, fill, Stroke(border, 1.5, (6.0, 5.0))),)


def area_labels(node: Area, theme: Theme, size: Size) -> tuple[Text, ...]:
    """Its name inside the upper left corner."""
    ink = theme.quiet if node.color is None else theme.document_color(node.color).text
    words = " ".join(node.name.split()) or node.text.strip() or kind_name(node)
    return block((text.elide(words, size[0] - 28, TITLE, 600),), 14, 9, TITLE, ink, 600)


__all__ = ["META", "area_body", "area_labels", "note_body", "note_labels"]
