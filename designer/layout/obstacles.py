"""What stands in the way of a straight piece of a flow or of a label, found through coarse grids.

Large things are kept in a coarser grid than small ones, so that each touches a few cells only.
"""

from collections.abc import Iterable
from itertools import chain, pairwise

from designer.layout.geometry import Point, Rect

CELL = 192.0
COARSER = 4  # cells of one grid that go into a cell of the next, on each axis
CLEARANCE = 6.0
_MOST = 3  # cells that one rectangle spans on an axis, before a coarser grid is taken for it

_Entry = tuple[str, float, float, float, float]
_Grid = dict[tuple[int, int], list[_Entry]]


class Obstacles:
    """Named rectangles by the grid cells that they touch."""

    def __init__(self, rects: Iterable[tuple[str, Rect]], clearance: float = CLEARANCE) -> None:
        self._clearance = clearance
        self._grids: dict[float, _Grid] = {}  # by the size of their cells
        for name, rect in rects:
            self.put(name, rect)

    def put(self, name: str, rect: Rect) -> None:
        """Adds a rectangle."""
        entry = self._entry(name, rect)
        size, cells = _cells(entry)
        grid = self._grids.setdefault(size, {})
        for cell in cells:
            grid.setdefault(cell, []).append(entry)

    def _entry(self, name: str, rect: Rect) -> _Entry:
        (x, y, w, h), more = rect, self._clearance
        return (name, x - more, y - more, x + w + more, y + h + more)

    def changed(self, gone: Iterable[tuple[str, Rect]], come: Iterable[tuple[str, Rect]]) -> "Obstacles":
        """The same without some rectangles and with others; cells that nothing touches are shared."""
        made = Obstacles((), self._clearance)
        made._grids = {size: dict(grid) for size, grid in self._grids.items()}
        for name, rect in gone:
            entry = self._entry(name, rect)
            size, cells = _cells(entry)
            grid = made._grids.get(size, {})
            for cell in cells:
                grid[cell] = [other for other in grid.get(cell, ()) if other != entry]
        for name, rect in come:
            entry = self._entry(name, rect)
            size, cells = _cells(entry)
            grid = made._grids.setdefault(size, {})
            for cell in cells:
                grid[cell] = [*grid.get(cell, ()), entry]
        return made

    def touching(self, area: Rect, without: str = "") -> list[Rect]:
        """What overlaps an area, clearance included, leaving out one of the things."""
        right, bottom = area.right, area.bottom
        found: dict[_Entry, None] = {}
        for entry in self._near(area.x, area.y, right, bottom):
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
            for name, x1, y1, x2, y2 in self._near(x, y, x + w, y + h):
                if x1 < right and left < x2 and y1 < bottom and top < y2 and name not in ends:
                    found.add((x1, y1, x2, y2))
        less = self._clearance
        return {
            Rect(x1 + less, y1 + less, x2 - x1 - 2 * less, y2 - y1 - 2 * less) for x1, y1, x2, y2 in found
        }

    def names(self, area: Rect) -> set[str]:
        """The names of all that overlaps an area, clearance included."""
        right, bottom = area.right, area.bottom
        return {
            entry[0]
            for entry in self._near(area.x, area.y, right, bottom)
            if entry[1] < right and area.x < entry[3] and entry[2] < bottom and area.y < entry[4]
        }

    def hit(self, a: Point, b: Point, ends: tuple[str, str]) -> Rect | None:
        """What the piece from `a` to `b` runs over or along, leaving out the flow's own ends.

        Of several the one furthest to the upper left, so that it does not matter what came first.
        """
        left, right = (a[0], b[0]) if a[0] <= b[0] else (b[0], a[0])
        top, bottom = (a[1], b[1]) if a[1] <= b[1] else (b[1], a[1])
        found: _Entry | None = None
        for entry in self._near(left, top, right, bottom):
            name, x1, y1, x2, y2 = entry
            if x1 < right and left < x2 and y1 < bottom and top < y2 and name not in ends:
                found = entry if found is None or entry[1:] < found[1:] else found
        if found is None:
            return None
        return _rect(found)

    def _near(self, left: float, top: float, right: float, bottom: float) -> Iterable[_Entry]:
        """The entries of all cells that an area touches."""
        found = [_touched(grid, size, left, top, right, bottom) for size, grid in self._grids.items()]
        return found[0] if len(found) == 1 else chain.from_iterable(found)

    def hits(self, points: Iterable[Point], ends: tuple[str, str]) -> Rect | None:
        """The first node that a run of points goes over."""
        for a, b in pairwise(points):
            found = self.hit(a, b, ends)
            if found is not None:
                return found
        return None


def _rect(entry: _Entry) -> Rect:
    _, x1, y1, x2, y2 = entry
    return Rect(x1, y1, x2 - x1, y2 - y1)


def _touched(
    grid: _Grid, size: float, left: float, top: float, right: float, bottom: float
) -> Iterable[_Entry]:
    first, last = int(left // size), int(right // size)
    upper, lower = int(top // size), int(bottom // size)
    if first == last and upper == lower:
        return grid.get((first, upper), ())
    if (last - first + 1) * (lower - upper + 1) > len(grid):
        return chain.from_iterable(grid.values())
    rows = range(upper, lower + 1)
    return chain.from_iterable(
        grid.get((column, row), ()) for column in range(first, last + 1) for row in rows
    )


def _cells(entry: _Entry) -> tuple[float, list[tuple[int, int]]]:
    """The cells that an entry touches, of the finest grid in which these are few, and how large they are."""
    _, x1, y1, x2, y2 = entry
    size, most = CELL, CELL * _MOST
    while x2 - x1 > most or y2 - y1 > most:
        size, most = size * COARSER, most * COARSER
    first, last, upper, lower = int(x1 // size), int(x2 // size), int(y1 // size), int(y2 // size)
    rows = range(upper, lower + 1)
    return size, [(column, row) for column in range(first, last + 1) for row in rows]
