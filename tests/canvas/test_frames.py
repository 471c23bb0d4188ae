"""Frames around very many nodes: a stamp for all of one size shows what each by itself would."""

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from designer.canvas.frames import OFTEN, paint_frames

INK = QColor("#2563eb")
GROUND = QColor("#f8fafc")


def painted(*batches):
    """A picture of frames, each batch painted by itself."""
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(GROUND)
    painter = QPainter(picture)
    for rects in batches:
        paint_frames(painter, np.array(rects, np.int32).reshape(-1, 4), INK, 2, 0.18)
    painter.end()
    return picture


def test_a_stamped_frame_is_the_one_drawn_by_itself(qapp):
    inner = [(x, y, x + 18, y + 9) for x in range(20, 380, 30) for y in range(20, 280, 20)]
    around = [(10, 10, 390, 290)]
    assert len(inner) > OFTEN
    assert painted(inner + around) == painted(*([each] for each in inner + around))


def test_a_node_is_seen_through_its_frame(qapp):
    picture = painted([(x, 20, x + 18, 40) for x in range(20, 380, 30)])
    assert picture.pixelColor(18, 30) == INK
    assert picture.pixelColor(30, 30).lightness() > INK.lightness()
