"""Hands numpy arrays to QPainter as C arrays: thousands of rectangles, lines or sprites in one call."""

from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QLine, QRect
from PySide6.QtGui import QPainter, QPixmap

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

# One sprite as QPainter lays it out: centre, source rectangle, scale, rotation, opacity.
SPRITE = 10


def _wrapped(array: Any, kind: type) -> Any:
    return shiboken6.wrapInstance(array.ctypes.data, kind)


def _is_wrappable() -> bool:
    """Whether this binding reads a pointer and a count as Qt does; tried once on two rectangles."""
    probe = np.array([[1, 2, 3, 4], [5, 6, 7, 8]], np.int32)
    try:
        first = _wrapped(probe, QRect)
    except (TypeError, RuntimeError, AttributeError):
        return False
    return bool((first.left(), first.top(), first.right(), first.bottom()) == (1, 2, 3, 4))


_WRAPPABLE = _is_wrappable()


def draw_rects(painter: QPainter, rects: Ints) -> None:
    """Draws rectangles given as left, top, right, bottom in whole pixels; right and bottom lie outside."""
    if not len(rects):
        return
    # A QRect holds the last pixel, not the one after.
    inclusive = np.ascontiguousarray(rects - np.array([0, 0, 1, 1], np.int32), dtype=np.int32)
    if _WRAPPABLE:
        painter.drawRects(_wrapped(inclusive, QRect), len(inclusive))
        return
    painter.drawRects([QRect(a, b, c - a + 1, d - b + 1) for a, b, c, d in inclusive.tolist()])


def draw_lines(painter: QPainter, lines: Ints) -> None:
    """Draws lines given as x1, y1, x2, y2 in whole pixels."""
    if not len(lines):
        return
    packed = np.ascontiguousarray(lines, dtype=np.int32)
    if _WRAPPABLE:
        painter.drawLines(_wrapped(packed, QLine), len(packed))
        return
    painter.drawLines([QLine(*line) for line in packed.tolist()])


def draw_sprites(painter: QPainter, sprites: Floats, sheet: QPixmap) -> None:
    """Draws pieces of a sheet; each row is a sprite of `SPRITE` numbers."""
    if not len(sprites):
        return
    packed = np.ascontiguousarray(sprites, dtype=np.float64)
    if _WRAPPABLE:
        painter.drawPixmapFragments(_wrapped(packed, QPainter.PixmapFragment), len(packed), sheet)
        return
    for x, y, sx, sy, w, h, *_rest in packed.tolist():
        painter.drawPixmap(int(x - w / 2), int(y - h / 2), sheet, int(sx), int(sy), int(w), int(h))


def sprites_at(left: Floats, top: Floats, source: Floats, opacity: float = 1.0) -> Floats:
    """Rows for `draw_sprites`: pieces (x, y, w, h of the sheet) by their top-left corners."""
    rows = np.empty((len(source), SPRITE), np.float64)
    rows[:, 0] = left + source[:, 2] / 2
    rows[:, 1] = top + source[:, 3] / 2
    rows[:, 2:6] = source
    rows[:, 6:8] = 1.0
    rows[:, 8] = 0.0
    rows[:, 9] = opacity
    return rows
