"""The bundled fonts as Qt knows them: sizes in pixels, no hinting, so that widths are those of the advance table."""

from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QStaticText

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
def static_text(text: str, size: int, weight: int, italic: bool) -> QStaticText:
    """One line of text, shaped once."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=font(size, weight, italic))
    return made
