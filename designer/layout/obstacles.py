"""What stands in the way of a straight piece of a flow or of a label, found through a coarse grid."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from designer.layout.geometry import Point, Rect

CELL = 192.0
CLEARANCE = 6.0


class Obstacles:
    """Named rectangles by the grid cells that they touch."""

    def __init__(self, rects: Iterable[tuple[str, Rect]], clearance: float = CLEARANCE) -> None:
        self._cells: defaultdict[tuple[int, int], list[tuple[str, float, float, float, float]]] = defaultdict(
            list
        )
        for node, (x, y, w, h) in rects:
            entry = (node, x - clearance, y - clearance, x + w + clearance, y + h + clearance)
            for column in range(int(entry[1] // CELL), int(entry[3] // CELL) + 1):
                for row in range(int(entry[2] // CELL), int(entry[4] // CELL) + 1):
                    self._cells[column, row].append(entry)

    def touching(self, area: Rect, without: str = "") -> list[Rect]:
        """What overlaps an area, clearance included, leaving out one of the things."""
        found: dict[tuple[str, Rect], None] = {}
        for column in range(int(area.x // CELL), int(area.right // CELL) + 1):
            for row in range(int(area.y // CELL), int(area.bottom // CELL) + 1):
                for node, x1, y1, x2, y2 in self._cells.get((column, row), ()):
                    if (
                        x1 < area.right
                        and area.x < x2
                        and y1 < area.bottom
                        and area.y < y2
                        and node != without
                    ):
                        found[node, Rect(x1, y1, x2 - x1, y2 - y1)] = None
        return [rect for _, rect in found]

    def hit(self, a: Point, b: Point, ends: tuple[str, str]) -> Rect | None:
        """A node that the piece from `a` to `b` runs over or along, leaving out the flow's own ends."""
        left, right = (a[0], b[0]) if a[0] <= b[0] else (b[0], a[0])
        top, bottom = (a[1], b[1]) if a[1] <= b[1] else (b[1], a[1])
        for column in range(int(left // CELL), int(right // CELL) + 1):
            for row in range(int(top // CELL), int(bottom // CELL) + 1):
                for node, x1, y1, x2, y2 in self._cells.get((column, row), ()):
                    if x1 < right and left < x2 and y1 < bottom and top < y2 and node not in ends:
                        return Rect(x1, y1, x2 - x1, y2 - y1)
        return None

    def hits(self, points: Iterable[Point], ends: tuple[str, str]) -> Rect | None:
        """The first node that a run of points goes over."""
        for a, b in pairwise(points):
            found = self.hit(a, b, ends)
            if found is not None:
                return found
        return None
