"""What stands in the way of a straight piece of a flow or of a label, found through a coarse grid."""

from collections.abc import Iterable
from itertools import chain, pairwise

from designer.layout.geometry import Point, Rect

CELL = 192.0
CLEARANCE = 6.0
_MOST = 400  # cells that one rectangle may touch and still be kept by them

_Entry = tuple[str, float, float, float, float]


class Obstacles:
    """Named rectangles by the grid cells that they touch. `met` counts how often one was in the way."""

    def __init__(self, rects: Iterable[tuple[str, Rect]], clearance: float = CLEARANCE) -> None:
        self.met = 0
        self._clearance = clearance
        self._cells: dict[tuple[int, int], list[_Entry]] = {}
        self._wide: list[_Entry] = []
        for name, rect in rects:
            self.put(name, rect)

    def put(self, name: str, rect: Rect) -> None:
        """Adds a rectangle."""
        entry = self._entry(name, rect)
        cells = _cells(entry)
        if cells is None:
            self._wide.append(entry)
            return
        for cell in cells:
            self._cells.setdefault(cell, []).append(entry)

    def _entry(self, name: str, rect: Rect) -> _Entry:
        (x, y, w, h), more = rect, self._clearance
        return (name, x - more, y - more, x + w + more, y + h + more)

    def changed(self, gone: Iterable[tuple[str, Rect]], come: Iterable[tuple[str, Rect]]) -> "Obstacles":
        """The same without some rectangles and with others; cells that nothing touches are shared."""
        made = Obstacles((), self._clearance)
        made._cells, made._wide = dict(self._cells), list(self._wide)
        for name, rect in gone:
            entry = self._entry(name, rect)
            for cell in _cells(entry) or ():
                made._cells[cell] = [other for other in made._cells.get(cell, ()) if other != entry]
            made._wide = [other for other in made._wide if other != entry]
        for name, rect in come:
            entry = self._entry(name, rect)
            cells = _cells(entry)
            if cells is None:
                made._wide.append(entry)
            for cell in cells or ():
                made._cells[cell] = [*made._cells.get(cell, ()), entry]
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
        self.met += 1
        return _rect(found)

    def _near(self, left: float, top: float, right: float, bottom: float) -> Iterable[_Entry]:
        """The entries of all cells that an area touches."""
        first, last = int(left // CELL), int(right // CELL)
        upper, lower = int(top // CELL), int(bottom // CELL)
        cells = self._cells
        if first == last and upper == lower:
            return (
                (*cells.get((first, upper), ()), *self._wide) if self._wide else cells.get((first, upper), ())
            )
        if (last - first + 1) * (lower - upper + 1) > len(cells):
            return chain(self._wide, *cells.values())
        touched = ((column, row) for column in range(first, last + 1) for row in range(upper, lower + 1))
        return chain(self._wide, *(cells.get(cell, ()) for cell in touched))

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


def _cells(entry: _Entry) -> list[tuple[int, int]] | None:
    """The cells that an entry touches; None for one that touches too many to list."""
    _, x1, y1, x2, y2 = entry
    first, last, upper, lower = int(x1 // CELL), int(x2 // CELL), int(y1 // CELL), int(y2 // CELL)
    if (last - first + 1) * (lower - upper + 1) > _MOST:
        return None
    rows = range(upper, lower + 1)
    return [(column, row) for column in range(first, last + 1) for row in rows]
