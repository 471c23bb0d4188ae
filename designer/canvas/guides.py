"""Lines that tell with what a moved thing is in line (C5), drawn between nodes and never over words."""

from collections.abc import Callable, Iterable, Iterator
from math import ceil, floor

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPen

from designer.canvas.paint import color
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect

Guide = tuple[Point, Point]
# Upright and level guides are filled, not drawn: a long line with soft edges takes a millisecond.
_STRAIGHT = 0.5  # pixels by which the ends of an upright or level line may differ


def paint_guides(
    painter: QPainter,
    camera: Camera,
    theme: Theme,
    guides: Iterable[Guide],
    fronts: Callable[[Rect], Iterable[Rect]],
    view: Rect,
) -> None:
    """Draws guides across the view, in logical pixels; `fronts` gives the nodes in a strip of the scene."""
    tint = color(theme.accent)
    painter.setPen(QPen(tint, 1))
    seen = camera.visible(view.w, view.h)
    for one, other in guides:
        a, b = camera.to_screen(*one), camera.to_screen(*other)
        if abs(a.x - b.x) < _STRAIGHT:
            x = round(a.x)
            nodes = map(camera.rect_to_screen, fronts(Rect(one.x, seen.y, 0, seen.h)))
            covered = [(rect.y, rect.bottom) for rect in nodes if rect.x < x < rect.right - 1]
            for start, end in between(covered, view.h):
                painter.fillRect(x, floor(start), 1, ceil(end) - floor(start), tint)
        elif abs(a.y - b.y) < _STRAIGHT:
            y = round(a.y)
            nodes = map(camera.rect_to_screen, fronts(Rect(seen.x, one.y, seen.w, 0)))
            covered = [(rect.x, rect.right) for rect in nodes if rect.y < y < rect.bottom - 1]
            for start, end in between(covered, view.w):
                painter.fillRect(floor(start), y, ceil(end) - floor(start), 1, tint)
        else:
            painter.drawLine(QLineF(*a, *b))


def strip(guide: Guide, seen: Rect) -> Rect:
    """What of the scene a guide may cross, where so much of that is seen."""
    one, other = guide
    if one.x == other.x:
        return Rect(one.x, seen.y, 0.0, seen.h)
    if one.y == other.y:
        return Rect(seen.x, one.y, seen.w, 0.0)
    return seen


def between(covered: Iterable[tuple[float, float]], length: float) -> Iterator[tuple[float, float]]:
    """The stretches from 0 to `length` that none of the others covers."""
    at = 0.0
    for start, end in (*sorted(covered), (length, length)):
        if at < min(start, length):
            yield at, min(start, length)
        at = max(at, end)
