"""Points and rectangles in scene units (one unit is one pixel at 100 %), y downwards."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

Side = Literal["left", "right", "top", "bottom"]
Direction = Literal["right", "down"]  # which way a workflow reads


class Point(NamedTuple):
    """A place."""

    x: float
    y: float

    def __add__(self, other: tuple[float, float]) -> "Point":  # type: ignore[override]  # a vector
        return Point(self.x + other[0], self.y + other[1])

    def __sub__(self, other: "tuple[float, float]") -> "Point":
        return Point(self.x - other[0], self.y - other[1])


class Rect(NamedTuple):
    """A rectangle by its top-left corner and size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h

    @property
    def center(self) -> Point:
        """Its middle."""
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the border."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def overlaps(self, other: "Rect") -> bool:
        """Whether two rectangles share more than a border."""
        (x, y, w, h), (left, top, width, height) = self, other
        return x < left + width and left < x + w and y < top + height and top < y + h

    def encloses(self, other: "Rect") -> bool:
        """Whether the other lies inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def moved(self, dx: float, dy: float) -> "Rect":
        """The same rectangle elsewhere."""
        x, y, w, h = self
        return Rect(x + dx, y + dy, w, h)

    def grown(self, by: float) -> "Rect":
        """Wider by `by` on every side."""
        x, y, w, h = self
        return Rect(x - by, y - by, w + 2 * by, h + 2 * by)


def bounds(rects: Iterable[Rect]) -> Rect | None:
    """The smallest rectangle around all, or None for none."""
    listed = list(rects)
    if not listed:
        return None
    left, top = min([x for x, _, _, _ in listed]), min([y for _, y, _, _ in listed])
    right, bottom = max([x + w for x, _, w, _ in listed]), max([y + h for _, y, _, h in listed])
    return Rect(left, top, right - left, bottom - top)


def middle_of(points: Sequence[Point]) -> Point:
    """The point in the middle of the longest piece of a line."""
    pairs = list(pairwise(points)) or [(points[0], points[0])]
    one, other = max(pairs, key=lambda pair: abs(pair[0].x - pair[1].x) + abs(pair[0].y - pair[1].y))
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2)
