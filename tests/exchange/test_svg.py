import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from designer.drawing.picture import picture
from designer.drawing.shapes import Box, Ellipse, Group, Icon, Line, Picture, Shape, Stroke, Text
from designer.drawing.theme import THEMES, theme
from designer.exchange import svg
from designer.layout.geometry import Rect
from tests.drawing.samples import everything
from tests.support.build import process, task

NS = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "g", "rect", "ellipse", "path", "text", "clipPath"}
SHAPES = [
    Box(Rect(0, 0, 5, 5), 2, "#FF0000", Stroke("#00FF0080", 1.5, (3, 2))),
    Ellipse(Rect(0, 0, 5, 5), None, Stroke("#000000")),
    Line(((0, 0), (5, 0), (5, 5)), Stroke("#000000"), 3),
    Text(0, 0, "x < y & z", 12, "#000000", 600, "middle", "#FFFFFF"),
    Icon("flag", Rect(0, 0, 16, 16), "#123456"),
    Group((Box(Rect(0, 0, 5, 5)),), "key", "A title", 0.4, Rect(0, 0, 9, 9)),
]


def parsed(drawn: Picture) -> etree._Element:
    return etree.fromstring(svg.export(drawn))


def of(*shapes: Shape) -> Picture:
    return Picture(Rect(-10, -20, 200, 100), shapes, "#F6F7F9", "Test")


@pytest.mark.parametrize("name", THEMES)
def test_a_file_holds_plain_shapes_and_real_text_only(name: str) -> None:
    root = parsed(picture(everything(), open_boxes=("a-workflow",), theme=theme(name)))
    assert {etree.QName(element).localname for element in root.iter()} <= ALLOWED
    assert "A task" in {element.text for element in root.iter(f"{NS}text")}


def test_nothing_is_fetched_or_run() -> None:
    text = svg.export(picture(everything())).decode()
    assert not re.search(r"href|script|foreignObject|@import|\bon\w+=|style=", text)
    assert all(found.startswith("#") for found in re.findall(r"url\(([^)]*)\)", text))


def test_one_unit_is_one_pixel() -> None:
    root = parsed(of())
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("200", "100", "-10 -20 200 100")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_every_shape_is_written(shape: Shape) -> None:
    assert len(list(parsed(of(shape)))) > len(list(parsed(of())))


def test_names_are_escaped() -> None:
    hostile = '<script>alert("x")</script> & ]]> \x00\x08'
    root = parsed(picture(process(task("t", name=hostile))))
    assert not root.findall(f".//{NS}script")
    assert any("<script>" in (title.text or "") for title in root.iter(f"{NS}title"))


@given(st.text(max_size=40), st.text(max_size=40))
@settings(deadline=None)
def test_any_name_gives_a_file_that_can_be_read(name: str, title: str) -> None:
    group = Group((Text(0, 0, name, 12, "#000000"),), key=name, title=title)
    assert etree.fromstring(svg.export(of(group))) is not None


def test_ids_are_unique_though_a_shared_workflow_is_drawn_twice() -> None:
    root = parsed(of(Group((), "a/b"), Group((), "a/b"), Group((), "a.b")))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 3


def test_it_says_what_is_to_be_seen() -> None:
    root = parsed(picture(everything()))
    assert root.find(f"{NS}title").text == "Main"
    assert "Task: A task" in root.find(f"{NS}desc").text


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert svg.export(picture(everything())) == svg.export(picture(everything()))


def test_a_halo_is_a_text_of_its_own_that_is_not_read_aloud() -> None:
    halo, text = parsed(of(SHAPES[3])).iter(f"{NS}text")
    assert (halo.get("aria-hidden"), text.get("aria-hidden")) == ("true", None)
    assert halo.text == text.text == "x < y & z"


def test_transparency_is_a_key_of_its_own() -> None:
    rect = list(parsed(of(SHAPES[0])).iter(f"{NS}rect"))[1]
    assert (rect.get("stroke"), rect.get("stroke-opacity")) == ("#00FF00", "0.5")


def test_bends_are_rounded() -> None:
    path = next(parsed(of(SHAPES[2])).iter(f"{NS}path"))
    assert path.get("d") == "M0 0L2.5 0Q5 0 5 2.5L5 5"
