"""How large the words of the interface are, and what holds them (C21). The drawing has its own zoom."""

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from designer.canvas.fonts import font

_HOLDS_WORDS = re.compile(r"(font-size|m(?:in|ax)-(?:width|height)): (\d+)px")
_HAIRLINE = 4  # lines and bars that are no higher hold no words


class _TextSize(QObject):
    """The size in force, in per cent. `changed` tells another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.percent = 100


PRESENT = _TextSize()


def choose(percent: int) -> None:
    """Makes words so large from now on, wherever they are."""
    if percent != PRESENT.percent:
        PRESENT.percent = percent
        PRESENT.changed.emit()


def px(length: float) -> int:
    """A length that holds words, given for 100 %, in the pixels of now."""
    return round(length * PRESENT.percent / 100)


def words(size: int, weight: int = 400) -> QFont:
    """The font of words of the interface, its size given for 100 %."""
    return font(px(size), weight)


def sheet(text: str) -> str:
    """A stylesheet written for 100 % with its words, and the room for them, of the size of now."""

    def scaled(found: re.Match[str]) -> str:
        length = int(found[2])
        return f"{found[1]}: {px(length) if length > _HAIRLINE else length}px"

    return _HOLDS_WORDS.sub(scaled, text)


def sized(widget: QWidget, fit: Callable[[], object]) -> None:
    """Calls what makes a widget fit for its words: now, and whenever they become larger or smaller."""
    _Fitting(widget, fit)
    fit()


def lettered(widget: QWidget, size: int, weight: int = 400) -> None:
    """Sets a widget in words of a size given for 100 %."""
    sized(widget, lambda: widget.setFont(words(size, weight)))


class _Fitting(QObject):
    """Lives as long as its widget."""

    def __init__(self, widget: QWidget, fit: Callable[[], object]) -> None:
        super().__init__(widget)
        self._fit = fit
        PRESENT.changed.connect(self.again)

    def again(self) -> None:
        self._fit()
