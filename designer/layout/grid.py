"""Named rectangles by where they are, found through coarse grids.

Large ones are kept in a coarser grid than small ones, so that each touches a few cells only.
"""

from collections.abc import Hashable, Iterable
from itertools import chain
from typing import Generic, Self, TypeVar

from designer.layout.geometry import Rect
from designer.layout.layered import Layered, layered

CELL = 192.0
COARSER = 4  # cells of one grid that go into a cell of the next, on each axis
_MOST = 3  # cells that one rectangle spans on an axis, before a coarser grid is taken for it

_Name = TypeVar("_Name", bound=Hashable)
Entry = tuple[_Name, float, float, float, float]  # left, top, right, bottom, each so much further out
_Cell = tuple[int, int]
_Cells = dict[_Cell, list[Entry[_Name]]] | Layered[_Cell, list[Entry[_Name]]]


class Grid(Generic[_Name]):
    """Named rectangles, each widened by a clearance."""

    def __init__(self, rects: Iterable[tuple[_Name, Rect]], clearance: float) -> None:
        self._clearance = clearance
        self._grids: dict[float, _Cells[_Name]] = {}  # by the size of their cells
        self._gone: frozenset[Entry[_Name]] = frozenset()  # entries that count no more
        self._come: tuple[Entry[_Name], ...] = ()  # those that are in no cell
        for name, rect in rects:
            self.put(name, rect)

    def put(self, name: _Name, rect: Rect) -> None:
        """Adds a rectangle."""
        entry = self._entry(name, rect)
        size, cells = _cells(entry)
        grid = self._grids.setdefault(size, {})
        if isinstance(grid, Layered):
            grid = self._grids[size] = dict(grid)
        for cell in cells:
            grid.setdefault(cell, []).append(entry)

    def _entry(self, name: _Name, rect: Rect) -> Entry[_Name]:
        (x, y, w, h), more = rect, self._clearance
        return (name, x - more, y - more, x + w + more, y + h + more)

    def changed(self, gone: Iterable[tuple[_Name, Rect]], come: Iterable[tuple[_Name, Rect]]) -> Self:
        """The same without some rectangles and with others; what nothing of these touches is shared."""
        anew: dict[float, dict[_Cell, list[Entry[_Name]]]] = {}
        for is_new, rects in ((False, gone), (True, come)):
            for name, rect in rects:
                entry = self._entry(name, rect)
                size, cells = _cells(entry)
                old, made = self._grids.get(size, {}), anew.setdefault(size, {})
                for cell in cells:
                    entries = made.get(cell)
                    if entries is None:
                        entries = made[cell] = list(old.get(cell, ()))
                    if is_new:
                        entries.append(entry)
                    elif entry in entries:
                        entries.remove(entry)
        other = type(self)((), self._clearance)
        other._grids = {**self._grids}
        for size, made in anew.items():
            other._grids[size] = layered(self._grids.get(size, {}), made)  # type: ignore[assignment]
        return other

    def overlaid(self, gone: Iterable[tuple[_Name, Rect]], come: Iterable[tuple[_Name, Rect]]) -> Self:
        """The same as `changed`, sooner made, slower to be asked, and not to be changed again."""
        other = type(self)((), self._clearance)
        other._grids = self._grids
        other._gone = frozenset(self._entry(*each) for each in gone)
        other._come = tuple(self._entry(*each) for each in come)
        return other

    def names(self, area: Rect) -> set[_Name]:
        """The names of all that overlaps an area, clearance included."""
        left, top, right, bottom = area.x, area.y, area.right, area.bottom
        return {
            entry[0]
            for entry in self.near(left, top, right, bottom)
            if entry[1] < right and left < entry[3] and entry[2] < bottom and top < entry[4]
        }

    def found(self, area: Rect) -> list[tuple[_Name, Rect]]:
        """What overlaps an area, without clearance."""
        left, top, right, bottom = area.x, area.y, area.right, area.bottom
        less = self._clearance
        entries = {
            entry
            for entry in self.near(left, top, right, bottom)
            if entry[1] < right and left < entry[3] and entry[2] < bottom and top < entry[4]
        }
        return [
            (name, Rect(x1 + less, y1 + less, x2 - x1 - 2 * less, y2 - y1 - 2 * less))
            for name, x1, y1, x2, y2 in entries
        ]

    def near(self, left: float, top: float, right: float, bottom: float) -> Iterable[Entry[_Name]]:
        """The entries of all cells that an area touches, some of them more than once."""
        found = [_touched(grid, size, left, top, right, bottom) for size, grid in self._grids.items()]
        if self._gone or self._come:
            return [*(one for one in chain.from_iterable(found) if one not in self._gone), *self._come]
        return found[0] if len(found) == 1 else chain.from_iterable(found)


def _touched(
    grid: _Cells[_Name], size: float, left: float, top: float, right: float, bottom: float
) -> Iterable[Entry[_Name]]:
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


def _cells(entry: Entry[_Name]) -> tuple[float, list[tuple[int, int]]]:
    """The cells that an entry touches, of the finest grid in which these are few, and how large they are."""
    _, x1, y1, x2, y2 = entry
    size, most = CELL, CELL * _MOST
    while x2 - x1 > most or y2 - y1 > most:
        size, most = size * COARSER, most * COARSER
    first, last, upper, lower = int(x1 // size), int(x2 // size), int(y1 // size), int(y2 // size)
    rows = range(upper, lower + 1)
    return size, [(column, row) for column in range(first, last + 1) for row in rows]
