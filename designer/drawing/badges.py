"""Badges at the corner of a node: how bad the worst of its problems is."""

from designer.drawing.shapes import Ellipse, Line, Shape, Stroke, Text
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect
from designer.model.findings import Severity

SIZE = 16.0


def problem_badge(severity: Severity, theme: Theme, at: Point, count: int = 1) -> tuple[Shape, ...]:
    """A badge with its middle at a point: a disc for errors, a triangle for warnings, a ring for advice."""
    color = {"error": theme.error, "warning": theme.warning, "advice": theme.advice}[severity]
    rim = Stroke(theme.surface, 2.0)
    disc = Rect(at.x - SIZE / 2, at.y - SIZE / 2, SIZE, SIZE)
    mark = "!" if count < 2 else str(min(count, 9)) if count < 10 else "9+"
    ink = theme.badge_text
    if severity == "warning":
        half = SIZE / 2 + 1
        corners = ((at.x, at.y - half), (at.x + half, at.y + half - 2), (at.x - half, at.y + half - 2))
        sign: Shape = Line(corners, rim, 0.0, closed=True, fill=color)
        return (sign, Text(at.x, at.y + 5.0, mark, 9.0, ink, 600, "middle"))
    if severity == "advice":
        sign = Ellipse(disc, theme.surface, Stroke(color, 1.5))
        return (sign, Text(at.x, at.y + 3.6, "i" if count < 2 else mark, 10.0, color, 600, "middle"))
    return (Ellipse(disc, color, rim), Text(at.x, at.y + 3.6, mark, 10.0, ink, 600, "middle"))
