"""Pieces of writing and small marks that several faces share."""

from designer.drawing import text
from designer.drawing.shapes import Anchor, Box, Ellipse, Icon, Shape, Stroke, Text
from designer.drawing.theme import Theme, Tone
from designer.drawing.wording import kind_name
from designer.layout.geometry import Rect
from designer.model.nodes import Node

TITLE, CAPTION, META = 13.0, 12.0, 11.0
LINE = {15.0: 20.0, 13.0: 16.0, 12.0: 15.0, 11.0: 14.0, 9.0: 12.0}


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
