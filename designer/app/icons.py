"""The bundled symbols as icons; they take their colour when painted, so a new theme needs nothing."""

from functools import cache, partial
from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from designer.canvas.icons import Symbol

Tone = Literal["text", "quiet", "accent", "on-accent", "success", "warning", "error"]

# The size of an icon that stands before words: Qt leaves too little room between the two.
BESIDE_TEXT = QSize(22, 16)

_tones: dict[Tone, str] = {}


def set_tones(tones: dict[Tone, str]) -> None:
    """Says what the tones are from now on; icons painted later have them."""
    _tones.clear()
    _tones.update(tones)


def _tint(tone: Tone, checked: bool) -> str:
    return _tones.get("accent" if checked and tone == "text" else tone, "#808080")


@cache
def _kept(name: str, tone: Tone) -> QIcon:
    return QIcon(Symbol(name, partial(_tint, tone)))


def icon(name: str, tone: Tone = "text") -> QIcon:
    """A symbol of the bundled set in a tone of the present theme."""
    return _kept(name, tone) if name else QIcon()
