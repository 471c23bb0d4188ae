"""What a note has room for: its words line by line, and the size that shows them all."""

from math import ceil

from designer.layout import text
from designer.layout.sizes import size_of
from designer.layout.text import CAPTION, ELLIPSIS, LINE
from designer.model.nodes import Note, Size

PAD = 10.0
EAR = 12.0  # the corner that is turned down
TOP = 9.0
_FOOT = 6.0
_HIGHEST = 400.0  # a note that is written in grows no higher by itself
_STEP = 10.0


def heading(note: Note, width: float) -> tuple[str, ...]:
    """Its name, in one line above its text."""
    return text.wrap(note.name, width - 2 * PAD - EAR / 2, CAPTION, 600, 1)


def lines(note: Note, size: Size) -> tuple[str, ...]:
    """Its text, as far as a sheet of that size reaches; where more follows, it ends in an ellipsis."""
    rows = max(int((size[1] - _above(note, size[0]) - _FOOT) // LINE[CAPTION]), 0)
    found = _broken(note, size[0], rows + 1)
    if len(found) <= rows or not rows:
        return found[:rows]
    last = text.elide(found[rows - 1] + ELLIPSIS, size[0] - 2 * PAD, CAPTION)
    return (*found[: rows - 1], last)


def grown(note: Note) -> Size | None:
    """A higher size that shows more of its text; None if it shows all that it can."""
    width, height = size_of(note)
    above = _above(note, width)
    most = int((_HIGHEST - above - _FOOT) // LINE[CAPTION])
    needed = above + len(_broken(note, width, most)) * LINE[CAPTION] + _FOOT
    return (width, ceil(needed / _STEP) * _STEP) if needed > height else None


def _above(note: Note, width: float) -> float:
    return TOP + len(heading(note, width)) * LINE[CAPTION]


def _broken(note: Note, width: float, most: int) -> tuple[str, ...]:
    """The first lines of its text."""
    found: list[str] = []
    for paragraph in note.text.splitlines():
        if len(found) >= most:
            break
        found += text.wrap(paragraph, width - 2 * PAD, CAPTION, 400, most - len(found))
    return tuple(found)
