import pytest

from designer.drawing.badges import problem_badge
from designer.drawing.shapes import Ellipse, Line, Text
from designer.drawing.theme import theme
from designer.layout.geometry import Point
from designer.model.findings import SEVERITIES

LIGHT = theme("light")


def test_severities_differ_in_shape_not_only_in_colour() -> None:
    error, warning, advice = (problem_badge(severity, LIGHT, Point(0, 0))[0] for severity in SEVERITIES)
    assert isinstance(error, Ellipse)
    assert isinstance(warning, Line)
    assert isinstance(advice, Ellipse)
    assert error.fill != advice.fill


@pytest.mark.parametrize(("count", "mark"), [(1, "!"), (2, "2"), (9, "9"), (12, "9+")])
def test_several_problems_are_counted(count: int, mark: str) -> None:
    texts = [
        shape.text for shape in problem_badge("error", LIGHT, Point(0, 0), count) if isinstance(shape, Text)
    ]
    assert texts == [mark]
