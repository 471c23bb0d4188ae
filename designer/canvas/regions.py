"""Regions of pixels: logical ones and those of the device."""

from collections.abc import Iterator
from math import ceil, floor

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QRegion


def parts(region: QRegion) -> Iterator[QRect]:
    """The rectangles of a region."""
    yield from region  # type: ignore[misc]  # it gives its rectangles; the stubs do not know


def scaled(region: QRegion, factor: float) -> QRegion:
    """All whole pixels that a region touches where its own are so many times as large."""
    found = QRegion()
    for part in parts(region):
        corner = QPoint(floor(part.left() * factor), floor(part.top() * factor))
        end = QPoint(ceil((part.right() + 1) * factor) - 1, ceil((part.bottom() + 1) * factor) - 1)
        found += QRect(corner, end)
    return found
