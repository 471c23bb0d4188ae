"""The bundled fonts as Qt knows them: in pixels, unhinted, so that widths are those of the advance table."""

from functools import cache, lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QGlyphRun, QTextLayout

from designer.assets import path

FALLBACK = "sans-serif"


@cache
def family() -> str:
    """The family all text is set in; registers the bundled files on the first call."""
    names: list[str] = []
    for file in sorted(path("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        names += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return names[0] if names else FALLBACK


@lru_cache(maxsize=256)
def font(size: int, weight: int = 400, italic: bool = False) -> QFont:
    """The font of a size in pixels; weight 400 or 600."""
    made = QFont(family())
    made.setPixelSize(max(1, size))
    made.setWeight(QFont.Weight.DemiBold if weight >= 600 else QFont.Weight.Normal)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    made.setKerning(False)
    return made


@lru_cache(maxsize=16384)
def glyphs(text: str, size: int, weight: int = 400, italic: bool = False) -> tuple[QGlyphRun, ...]:
    """One line of text, shaped once; its baseline is at 0."""
    layout = QTextLayout(text, font(size, weight, italic))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    line.setPosition(QPointF(0, -line.ascent()))
    return tuple(layout.glyphRuns())
