"""What stands in the way of a straight piece of a flow or of a label."""

from collections.abc import Iterable
from itertools import pairwise

from designer.layout.geometry import Point, Rect
from designer.layout.grid import Entry, Grid

CLEARANCE = 6.0


class Obstacles(Grid[str]):
    """Things by their names, several of which may be the same."""

    def __init__(self, rects: Iterable[tuple[str, Rect]], clearance: float = CLEARANCE) -> None:
        super().__init__(rects, clearance)

    def touching(self, area: Rect, without: str = "") -> list[Rect]:
        """What overlaps an area, clearance included, leaving out one of the things."""
        right, bottom = area.right, area.bottom
        found: dict[Entry[str], None] = {}
        for entry in self.near(area.x, area.y, right, bottom):
            name, x1, y1, x2, y2 = entry
            if x1 < right and area.x < x2 and y1 < bottom and area.y < y2 and name != without:
                found[entry] = None
        return [_rect(entry) for entry in found]

    def under(self, areas: Iterable[Rect], ends: tuple[str, str], apart: float) -> set[Rect]:
        """What overlaps some areas or comes nearer to them than `apart`, leaving out a flow's own ends."""
        less = self._clearance - apart
        found = set()
        for x, y, w, h in areas:
            left, top, right, bottom = x + less, y + less, x + w - less, y + h - less
            for name, x1, y1, x2, y2 in self.near(x, y, x + w, y + h):
                if x1 < right and left < x2 and y1 < bottom and top < y2 and name not in ends:
                    found.add((x1, y1, x2, y2))
        less = self._clearance
        return {
            Rect(x1 + less, y1 + less, x2 - x1 - 2 * less, y2 - y1 - 2 * less) for x1, y1, x2, y2 in found
        }

    def hit(self, a: Point, b: Point, ends: tuple[str, str]) -> Rect | None:
        """What the piece from `a` to `b` runs over or along, leaving out the flow's own ends.

        Of several the one furthest to the upper left, so that it does not matter what came first.
        """
        left, right = (a[0], b[0]) if a[0] <= b[0] else (b[0], a[0])
        top, bottom = (a[1], b[1]) if a[1] <= b[1] else (b[1], a[1])
        found: Entry[str] | None = None
        for entry in self.near(left, top, right, bottom):
            name, x1, y1, x2, y2 = entry
            if x1 < right and left < x2 and y1 < bottom and top < y2 and name not in ends:
                found = entry if found is None or entry[1:] < found[1:] else found
        if found is None:
            return None
        return _rect(found)

    def hits(self, points: Iterable[Point], ends: tuple[str, str]) -> Rect | None:
        """The first node that a run of points goes over."""
        for a, b in pairwise(points):
            found = self.hit(a, b, ends)
            if found is not None:
                return found
        return None


def _rect(entry: Entry[str]) -> Rect:
    _, x1, y1, x2, y2 = entry
    return Rect(x1, y1, x2 - x1, y2 - y1)
