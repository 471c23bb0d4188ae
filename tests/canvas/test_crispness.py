"""Thin things stay sharp at every zoom, on screens of one and of two device pixels."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from designer.canvas.icons import draw_icon
from designer.canvas.paint import paint_shapes
from designer.drawing.shapes import Line, Stroke

pytestmark = pytest.mark.usefixtures("qapp")


def painted(paint, side=64):
    """How much ink lies on each pixel, 0 to 255, after painting black on white."""
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return 255 - np.frombuffer(image.constBits(), np.uint8).reshape(side, -1)[:, :side].astype(int)


@pytest.mark.parametrize("scale", [0.4, 0.55, 0.66, 0.7, 1.0, 1.35, 2.0])
def test_a_small_icon_has_as_much_ink_as_its_size_asks_for(scale):
    """Pens of less than a pixel left dots out: a keyboard had no keys."""

    def paint(painter):
        painter.scale(scale, scale)
        draw_icon(painter, "keyboard", 1, 1, 16, QColor("black"))

    large = painted(
        lambda painter: (painter.scale(3, 3), draw_icon(painter, "keyboard", 1, 1, 16, QColor("black")))
    )
    assert painted(paint).sum() / scale**2 == pytest.approx(large.sum() / 9, rel=0.1)


@pytest.mark.parametrize("y", [20.0, 20.25, 20.5, 20.75])
@pytest.mark.parametrize("ends", [((4, 0), (40, 0)), ((4, 0), (4, 36))])
@pytest.mark.parametrize(("scale", "wide"), [(0.7, 1), (1.0, 1), (1.35, 1), (2.0, 2)])
def test_a_hairline_is_as_wide_wherever_it_lies(y, ends, scale, wide):
    line = Line(tuple((a + y, b + y) for a, b in ends), Stroke("#000000", 1.0))
    ink = painted(lambda painter: (painter.scale(scale, scale), paint_shapes(painter, (line,))), 144)
    across = ink.max(axis=1 if ends[0][1] == ends[1][1] else 0)
    assert sorted(across)[-1] == 255
    assert (across > 0).sum() == wide
