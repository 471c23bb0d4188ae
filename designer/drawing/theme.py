"""The visual language: every colour by its meaning, light and dark, in usual and in high contrast.

The themes are in `resources/themes`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, get_args

from designer import assets
from designer.model.nodes import Color

ThemeName = Literal["light", "dark", "contrast", "contrast-dark"]
THEMES: tuple[ThemeName, ...] = get_args(ThemeName)
TITLES: Mapping[ThemeName, str] = {
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast",
    "contrast-dark": "High contrast, dark",
}


class Tone(NamedTuple):
    """A colour of the document palette: the fill, lines and icons, and what is written on the fill."""

    fill: str
    stroke: str
    text: str


@dataclass(frozen=True)
class Theme:
    """Colours as `#RRGGBB` (`#RRGGBBAA` where something shows through), named after what they are for."""

    name: ThemeName
    ground: str
    grid: str
    surface: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    quiet: str
    placeholder: str
    accent: str
    accent_text: str
    accent_soft: str
    flow: str
    flow_quiet: str
    success: str
    failure: str
    warning: str
    error: str
    advice: str
    badge_text: str
    allowed: str
    refused: str
    added: str
    changed: str
    removed: str
    token: str
    token_rim: str
    shadow: str
    note_fill: str
    note_border: str
    note_text: str
    bar: str
    depths: tuple[str, ...]
    heat: tuple[str, ...]
    document: Mapping[Color, Tone]

    def __hash__(self) -> int:
        return hash(self.name)

    def document_color(self, name: Color) -> Tone:
        """Fill, stroke and text of a colour of the document palette."""
        return self.document[name]

    def depth_tint(self, depth: int) -> str:
        """The ground inside an open box: `depth` 0 is the canvas, each box in a box one step on."""
        return self.depths[0] if depth == 0 else self.depths[1 + (depth - 1) % (len(self.depths) - 1)]

    def edge(self, tone: Tone, share: float) -> str:
        """The border of what is filled in a tone: so much of its stroke, in high contrast all of it."""
        return tone.stroke if self.is_contrast else mixed(tone.stroke, tone.fill, share)

    @property
    def is_contrast(self) -> bool:
        """Whether nothing is told apart by its tone alone."""
        return self.name.startswith("contrast")

    @property
    def is_dark(self) -> bool:
        """Whether light things stand on dark ground."""
        return self.name.endswith("dark")


@cache
def theme(name: ThemeName) -> Theme:
    """The theme of this name, read once."""
    found = json.loads(assets.path("themes", f"{name}.json").read_text("utf-8"))
    document = {color: Tone(*tone) for color, tone in found["document"].items()}
    return Theme(
        name=found["name"],
        depths=tuple(found["depths"]),
        heat=tuple(found["heat"]),
        document=document,
        **found["colors"],
    )


@cache
def mixed(color: str, ground: str, share: float) -> str:
    """`share` of a colour laid over an opaque ground."""
    pairs = ((int(color[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in pairs)
