"""SVG from a display list: plain shapes and real text, the same in every renderer.

One unit is one pixel. Nothing is fetched, nothing runs; the same picture gives the same bytes.
"""

from collections.abc import Iterable
from html import escape as escaped
from typing import assert_never

from designer.drawing.icons import GRID, STROKE, icon
from designer.drawing.outlines import outline
from designer.drawing.shapes import Box, Ellipse, Group, Icon, Line, Picture, Shape, Stroke, Text
from designer.layout.geometry import Rect

FONTS = "Inter, 'Helvetica Neue', Arial, sans-serif"
HALO = 4.0
_ANCHORS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def export(picture: Picture) -> bytes:
    """A picture as a standalone SVG file."""
    x, y, w, h = picture.bounds
    title = escaped(_printable(picture.title or "Process"), quote=False)
    writer = _Writer()
    writer.add(
        '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" role="img"'
        f' width="{_number(w)}" height="{_number(h)}"'
        f' viewBox="{_number(x)} {_number(y)} {_number(w)} {_number(h)}"'
        f' font-family="{FONTS}" stroke-linecap="round" stroke-linejoin="round">'
    )
    writer.add(f"<title>{title}</title>")
    writer.add(f"<desc>{escaped(_description(picture), quote=False)}</desc>")
    writer.add(f'<rect {_corner(picture.bounds)} fill="{picture.ground}"/>')
    writer.shapes(picture.shapes)
    writer.add("</svg>")
    return ("\n".join(writer.lines) + "\n").encode("utf-8")


def _description(picture: Picture) -> str:
    """What is to be seen, for those who do not see it."""
    names = [_printable(shape.title) for shape in picture.shapes if isinstance(shape, Group) and shape.title]
    return "; ".join(names) or "Nothing is drawn here yet."


class _Writer:
    """Lines of the file, and the ids that are taken."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.ids: set[str] = set()
        self.clips = 0

    def add(self, line: str) -> None:
        self.lines.append(line)

    def shapes(self, shapes: Iterable[Shape]) -> None:
        for shape in shapes:
            self.shape(shape)

    def shape(self, shape: Shape) -> None:
        match shape:
            case Box(rect=rect, radius=radius):
                rounded = f' rx="{_number(min(radius, rect.w / 2, rect.h / 2))}"' if radius > 0 else ""
                self.add(f"<rect {_corner(rect)}{rounded}{_paint(shape.fill, shape.stroke)}/>")
            case Ellipse(rect=rect):
                self.add(f"<ellipse {_middle(rect)}{_paint(shape.fill, shape.stroke)}/>")
            case Line():
                self.add(f'<path d="{_line(shape)}"{_paint(shape.fill, shape.stroke)}/>')
            case Text():
                self.text(shape)
            case Icon():
                self.add(_symbol(shape))
            case Group():
                self.group(shape)
            case _:
                assert_never(shape)

    def text(self, text: Text) -> None:
        words = escaped(_printable(text.text), quote=False)
        keys = f'x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}"'
        keys += _ANCHORS[text.anchor]
        if text.weight != 400:
            keys += f' font-weight="{text.weight}"'
        if text.italic:
            keys += ' font-style="italic"'
        if text.halo is not None:
            halo = (
                f'fill="{text.halo}" stroke="{text.halo}" stroke-width="{_number(HALO)}" aria-hidden="true"'
            )
            self.add(f"<text {keys} {halo}>{words}</text>")
        self.add(f"<text {keys}{_fill(text.color)}>{words}</text>")

    def group(self, group: Group) -> None:
        keys = ""
        if group.key:
            keys += f' id="{escaped(self.unique(group.key))}"'
        if group.opacity < 1:
            keys += f' opacity="{_number(group.opacity)}"'
        if group.clip is not None:
            self.clips += 1
            clip = self.unique(f"clip{self.clips}")
            self.add(f'<clipPath id="{clip}"><rect {_corner(group.clip)}/></clipPath>')
            keys += f' clip-path="url(#{clip})"'
        self.add(f"<g{keys}>")
        if group.title:
            self.add(f"<title>{escaped(_printable(group.title), quote=False)}</title>")
        self.shapes(group.shapes)
        self.add("</g>")

    def unique(self, key: str) -> str:
        """An id that is legal and not yet taken, made from a path of records."""
        wanted = "n-" + "".join(c if c.isascii() and (c.isalnum() or c == "-") else "." for c in key)
        made, count = wanted, 1
        while made in self.ids:
            count += 1
            made = f"{wanted}.{count}"
        self.ids.add(made)
        return made


def _number(value: float) -> str:
    """A coordinate with two decimals at most, without trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _corner(rect: Rect) -> str:
    return f'x="{_number(rect.x)}" y="{_number(rect.y)}" width="{_number(rect.w)}" height="{_number(rect.h)}"'


def _middle(rect: Rect) -> str:
    x, y = rect.center
    return f'cx="{_number(x)}" cy="{_number(y)}" rx="{_number(rect.w / 2)}" ry="{_number(rect.h / 2)}"'


def _fill(color: str) -> str:
    """A fill; transparency as its own key, since eight digits are not read everywhere."""
    if len(color) == 9:
        return f' fill="{color[:7]}" fill-opacity="{_number(int(color[7:], 16) / 255)}"'
    return f' fill="{color}"'


def _paint(fill: str | None, stroke: Stroke | None) -> str:
    keys = ' fill="none"' if fill is None else _fill(fill)
    if stroke is None or stroke.width <= 0:
        return keys
    color = stroke.color
    keys += f' stroke="{color[:7]}" stroke-width="{_number(stroke.width)}"'
    if len(color) == 9:
        keys += f' stroke-opacity="{_number(int(color[7:], 16) / 255)}"'
    if stroke.dash:
        dashes = " ".join(_number(length) for length in stroke.dash)
        keys += f' stroke-dasharray="{dashes}" stroke-linecap="butt"'
    return keys


def _line(line: Line) -> str:
    """A polyline with rounded inner corners as path data."""
    steps = outline(line.points, line.radius, line.hops)
    made = [
        letter + " ".join(_pair(x, y) for x, y in zip(values[::2], values[1::2], strict=True))
        for letter, values in steps
    ]
    return "".join(made) + ("Z" if line.closed and made else "")


def _pair(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _symbol(symbol: Icon) -> str:
    """An icon, its strokes put where it stands; lines keep their width at every size."""
    x, y, w, _ = symbol.rect
    scale = w / GRID
    data = "".join(
        letter + " ".join(_number((y if index % 2 else x) + value * scale) for index, value in enumerate(at))
        for letter, at in icon(symbol.name)
    )
    width = _number(stroke_width(w))
    return f'<path d="{data}" fill="none" stroke="{symbol.color}" stroke-width="{width}"/>'


def stroke_width(size: float) -> float:
    """How wide the lines of an icon are that is drawn at a size."""
    return STROKE * max(0.8, min(size / 16.0, 1.25))


def _printable(text: str) -> str:
    """Text without the control characters that XML does not allow."""
    return "".join(
        c for c in text if c >= " " and c not in "\x7f\ufffe\uffff" and not "\ud800" <= c <= "\udfff"
    )
