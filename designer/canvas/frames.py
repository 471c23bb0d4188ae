"""Frames around very many nodes at once: what is of one size is drawn once and then stamped."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from designer.canvas.carrays import Ints, draw_rects, draw_sprites, sprites_at

OFTEN = 8  # a stamp is worth making for so many of one size


def paint_frames(painter: QPainter, rects: Ints, color: QColor, edge: int, share: float) -> None:
    """Edges of so many device pixels around rectangles (left, top, right, bottom), filled with a `share`.

    In which order does not matter: a tint is not seen on an edge, which is of the same colour.
    """
    tint = QColor(color)
    tint.setAlphaF(share)
    sizes = (rects[:, 2:] - rects[:, :2]).astype(np.int64)
    _, first, which, counts = np.unique(
        sizes[:, 0] << 32 | sizes[:, 1], return_index=True, return_inverse=True, return_counts=True
    )
    is_often = counts >= OFTEN
    _paint_single(painter, rects[~is_often[which]], color, edge, tint)
    for number in np.flatnonzero(is_often):
        width, height = sizes[first[number]].tolist()
        at = (rects[which == number, :2] - edge).astype(np.float64)
        stamp = _stamp(width, height, color, edge, tint)
        source = np.tile(np.array([0.0, 0.0, stamp.width(), stamp.height()]), (len(at), 1))
        draw_sprites(painter, sprites_at(at[:, 0], at[:, 1], source), stamp)


def _paint_single(painter: QPainter, rects: Ints, color: QColor, edge: int, tint: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    draw_rects(painter, rects if tint.alpha() else rects[:0])
    # Edges as rectangles: a pen would go around each of them, corner by corner.
    painter.setBrush(color)
    left, top, right, bottom = rects.T
    sides = (
        (left - edge, top - edge, right + edge, top),
        (left - edge, bottom, right + edge, bottom + edge),
        (left - edge, top, left, bottom),
        (right, top, right + edge, bottom),
    )
    draw_rects(painter, np.vstack([np.stack(side, axis=1) for side in sides]))


def _stamp(width: int, height: int, color: QColor, edge: int, tint: QColor) -> QPixmap:
    made = QPixmap(width + 2 * edge, height + 2 * edge)
    made.fill(Qt.GlobalColor.transparent)  # else nothing could be seen through it
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.fillRect(made.rect(), color)
    painter.fillRect(edge, edge, width, height, tint)
    painter.end()
    return made
