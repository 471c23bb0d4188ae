"""Pieces of writing and small marks that several faces share."""

from designer.drawing.shapes import Box, Ellipse, Icon, Shape, Stroke, Text
from designer.drawing.theme import Theme, Tone
from designer.layout import text
from designer.layout.geometry import Rect
from designer.layout.text import CAPTION, LINE, META, TITLE, Anchor
from designer.layout.wording import kind_name
from designer.layout.words import Block
from designer.model.nodes import Node


def title(node: Node, theme: Theme, color: str | None = None) -> tuple[str, str]:
    """What is written on a node, and in which colour: its name, or in grey what it is."""
    name = " ".join(node.name.split())
    return (name, color or theme.text) if name else (kind_name(node), theme.placeholder)


def block(
    lines: tuple[str, ...],
    x: float,
    top: float,
    size: float,
    color: str,
    weight: text.Weight = 400,
    anchor: Anchor = "start",
    halo: str | None = None,
) -> tuple[Text, ...]:
    """Lines one below the other from `top`."""
    height = LINE[size]
    return tuple(
        Text(
            x,
            round(text.baseline(top + index * height, height, size) * 2) / 2,
            line,
            size,
            color,
            weight,
            anchor,
            halo,
        )
        for index, line in enumerate(lines)
    )


def beside(words: Block, color: str, halo: str) -> tuple[Text, ...]:
    """Words beside a sign or along a flow, at the place that the layout has given them."""
    lines, size, area, anchor = words
    x = {"start": area.x, "middle": area.center.x, "end": area.right}[anchor]
    return block(lines, x, area.y, size, color, 400, anchor, halo)


def written(line: Text) -> Rect:
    """The place that a line of text takes."""
    w = text.width(line.text, line.size, 600 if line.weight >= 600 else 400)
    left = line.x - (w / 2 if line.anchor == "middle" else w if line.anchor == "end" else 0.0)
    return Rect(left, line.y - line.size, w, line.size * 1.25)


def fitted(words: str, max_width: float) -> tuple[tuple[str, ...], float]:
    """A short title on one line in 13, else on two in 12, or in 11 where a word is too long for that."""
    if text.width(words, TITLE, 600) <= max_width:
        return (words,), TITLE
    longest = max(text.width(word, CAPTION, 600) for word in words.split())
    size = CAPTION if longest <= max_width else META
    lines = 2 if " " in words else 1
    return text.wrap(words, max_width, size, 600, lines), size


def outline(w: float, h: float, radius: float, fill: str, border: str, width: float = 1.0) -> Box:
    """A rectangle whose border lies just inside its edge, on whole pixels."""
    inset = width / 2
    return Box(Rect(inset, inset, w - width, h - width), radius - inset, fill, Stroke(border, width))


def avatar(x: float, y: float, letters: str, tone: Tone, size: float = 18.0) -> tuple[Shape, ...]:
    """A role in short: its initials on its colour."""
    return (
        Ellipse(Rect(x, y, size, size), tone.fill, Stroke(tone.stroke, 1.0)),
        Text(x + size / 2, y + size / 2 + 3.3, letters, 9.0, tone.text, 600, "middle"),
    )


def coin(x: float, y: float, size: float, icon: str, tone: Tone) -> tuple[Shape, ...]:
    """An icon on a disc of its colour."""
    glyph = size * 0.6
    inset = (size - glyph) / 2
    return (
        Ellipse(Rect(x, y, size, size), tone.fill),
        Icon(icon, Rect(x + inset, y + inset, glyph, glyph), tone.stroke),
    )
