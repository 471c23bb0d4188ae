"""Pictures as files: PNG that prints at its size, PDF with vectors, pages and links."""

import re

import pytest
from PySide6.QtGui import QImage

from designer.canvas import render
from designer.drawing.picture import picture
from designer.drawing.shapes import Box, Group, Icon, Line, Picture, Stroke, Text
from designer.drawing.theme import theme
from designer.layout.geometry import Rect
from tests.support.build import purchase

pytestmark = pytest.mark.usefixtures("qapp")


def drawn(*shapes, ground="#FFFFFF"):
    return Picture(Rect(0, 0, 100, 60), shapes, ground)


def color_at(image, x, y):
    return image.pixelColor(x, y).name().upper()


def test_a_png_has_as_many_pixels_as_asked_and_says_its_size():
    image = QImage.fromData(render.to_png(drawn(), 2.0))
    assert (image.width(), image.height()) == (200, 120)
    assert image.dotsPerMeterX() == pytest.approx(192 / 0.0254, abs=1)


def test_the_ground_and_a_box_have_their_colours():
    image = render.to_image(drawn(Box(Rect(20, 20, 40, 20), 4, "#2F62E8"), ground="#F6F7F9"))
    assert color_at(image, 5, 5) == "#F6F7F9"
    assert color_at(image, 40, 30) == "#2F62E8"


def test_transparent_colours_let_the_ground_through():
    image = render.to_image(drawn(Box(Rect(0, 0, 100, 60), 0, "#00000080")))
    assert image.pixelColor(50, 30).lightness() == pytest.approx(127, abs=3)


def test_a_clip_cuts_and_an_opacity_fades():
    inner = Box(Rect(0, 0, 100, 60), 0, "#000000")
    image = render.to_image(drawn(Group((inner,), clip=Rect(0, 0, 50, 60), opacity=0.5)))
    assert image.pixelColor(25, 30).lightness() == pytest.approx(127, abs=3)
    assert color_at(image, 75, 30) == "#FFFFFF"


def test_corners_of_a_line_are_rounded():
    bent = ((10.0, 50.0), (50.0, 50.0), (50.0, 10.0))
    sharp = render.to_image(drawn(Line(bent, Stroke("#000000", 2.0))), 4)
    round_one = render.to_image(drawn(Line(bent, Stroke("#000000", 2.0), 12.0)), 4)
    assert color_at(sharp, 200, 200) == "#000000"
    assert color_at(round_one, 202, 202) == "#FFFFFF"


def test_letters_and_icons_are_painted():
    image = render.to_image(
        drawn(Text(10, 30, "Words", 16, "#000000"), Icon("zap", Rect(70, 10, 20, 20), "#000000"))
    )
    dark = [(x, y) for x in range(100) for y in range(60) if image.pixelColor(x, y).lightness() < 128]
    assert any(x < 60 for x, _ in dark)
    assert any(x > 70 for x, _ in dark)


def test_a_thumbnail_fits_and_keeps_its_shape():
    made = render.thumbnail(picture(purchase()), 120, 90, 2.0)
    assert made.width() <= 240
    assert made.height() <= 180


def test_a_pdf_has_a_page_for_each_picture_and_links_boxes_to_their_pages():
    document = purchase()
    levels = [(), ("approve",)]
    pages = [picture(document, level, theme=theme("light")) for level in levels]
    data = render.to_pdf(pages, ["Purchase", "Approval"], levels)
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", data)) == 2
    assert re.search(rb"/Dest", data)
    width = float(re.search(rb"/MediaBox \[0 0 ([\d.]+)", data)[1])
    assert width == pytest.approx(pages[0].bounds.w * 0.75, abs=1)


def test_a_pdf_draws_letters_not_pictures_of_them():
    assert b"/Subtype /Image" not in render.to_pdf([picture(purchase())])
