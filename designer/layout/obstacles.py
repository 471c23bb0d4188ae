"""Which nodes a straight piece of a flow would run over, found through a coarse grid."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from designer.layout.geometry import Point, Rect

CELL = 192.0
CLEARANCE = 6.0


class Obstacles:
    """The nodes of one workflow by the grid cells that they touch."""

    def __init__(self, rects: Iterable[tuple[str, Rect]]) -> None:
        self._cells: defaultdict[tuple[int, int], list[tuple[str, float, float, float, float]]] = defaultdict(
            list
        )
        for node, (x, y, w, h) in rects:
            entry = (node, x - CLEARANCE, y - CLEARANCE, x + w + CLEARANCE, y + h + CLEARANCE)
            for column in range(int(entry[1] // CELL), int(entry[3] // CELL) + 1):
                for row in range(int(entry[2] // CELL), int(entry[4] // CELL) + 1):
                    self._cells[column, row].append(entry)

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
