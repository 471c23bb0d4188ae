"""Text metrics without a window system: how wide a line is in the bundled font, and where it breaks."""

import json
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from designer import assets

Weight = Literal[400, 600]
Anchor = Literal["start", "middle", "end"]
TITLE, CAPTION, META = 13.0, 12.0, 11.0  # sizes of letters
LINE = {15.0: 20.0, 13.0: 16.0, 12.0: 15.0, 11.0: 14.0, 9.0: 12.0}  # how high a line of each size is
ELLIPSIS = "…"
_WIDE = 1.0  # em; what other fonts give to East Asian characters and pictographs
_USUAL = 0.62  # em; for letters the bundled font lacks


@cache
def _advances(weight: Weight) -> dict[str, float]:
    """Advance of each character in em."""
    table = json.loads(assets.path("fonts", "advances.json").read_text("utf-8"))
    units = table["units"]
    return {
        chr(first + index): advance / units
        for first, *advances in table["weights"][str(weight)]
        for index, advance in enumerate(advances)
    }


class _Em(dict[str, float]):
    """Advances by character; looks up what is missing once."""

    def __missing__(self, character: str) -> float:
        self[character] = found = _foreign(character)
        return found


@cache
def _table(weight: Weight) -> _Em:
    return _Em(_advances(weight))


def _foreign(character: str) -> float:
    """A guess for a character of some other font, rather too wide than too narrow."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) >= 0x1F000:
        return _WIDE
    return _USUAL


def width(text: str, size: float, weight: Weight = 400) -> float:
    """Width of one line in scene units."""
    table = _table(weight)
    return sum([table[character] for character in text]) * size


def baseline(top: float, height: float, size: float) -> float:
    """Where a line of this size stands so that its capitals look centred in a band."""
    return top + height / 2 + size * 0.364  # half of the font's capital height


@lru_cache(maxsize=16384)
def wrap(
    text: str, max_width: float, size: float, weight: Weight = 400, max_lines: int = 1
) -> tuple[str, ...]:
    """The text in at most `max_lines` lines that fit, broken between words, within words that are too long.

    What does not fit ends in an ellipsis. No line is empty; no text gives no lines.
    """
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < max_lines:
        taken = _line(words, max_width, size, weight)
        if len(lines) == max_lines - 1 and words:
            taken = elide(f"{taken} {' '.join(words)}", max_width, size, weight)
            words = []
        lines.append(taken)
    return tuple(lines)


def _line(words: list[str], max_width: float, size: float, weight: Weight) -> str:
    """Takes the words of one line off the front."""
    taken = words.pop(0)
    if width(taken, size, weight) > max_width:
        count = _fitting(taken, max_width, size, weight)
        words.insert(0, taken[count:])
        return taken[:count]
    while words:
        longer = f"{taken} {words[0]}"
        if width(longer, size, weight) > max_width:
            break
        taken = longer
        words.pop(0)
    return taken


def _fitting(text: str, max_width: float, size: float, weight: Weight) -> int:
    """How many characters fit; at least one. Combining marks stay with their letter."""
    table, room = _table(weight), max_width / size
    for index, character in enumerate(text):
        room -= table[character]
        if room < 0:
            return max(1, index)
    return len(text)


def elide(text: str, max_width: float, size: float, weight: Weight = 400) -> str:
    """The text, or as much of its beginning as fits before an ellipsis."""
    if width(text, size, weight) <= max_width:
        return text
    room = max_width - width(ELLIPSIS, size, weight)
    return text[: _fitting(text, room, size, weight)].rstrip(" ,;:-") + ELLIPSIS
