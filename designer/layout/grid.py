"""Named rectangles by where they are, found through coarse grids.

Large ones are kept in a coarser grid than small ones, so that each touches a few cells only. What has been
carried elsewhere stays in its cells, and is looked for where it came from.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Generic, Self, TypeVar

from designer.layout.geometry import Rect
from designer.layout.layered import Layered, layered
from designer.layout.offsets import STAYS, Offsets

CELL = 192.0
COARSER = 4  # cells of one grid that go into a cell of the next, on each axis
_MOST = 3  # cells that one rectangle spans on an axis, before a coarser grid is taken for it
_ROUNDED = 1.0
_OFFSETS = 8  # up to so many, looking where things came from is quicker than putting all of them anew

_Name = TypeVar("_Name", bound=Hashable)
Entry = tuple[_Name, float, float, float, float]  # left, top, right, bottom, each so much further out
_Cell = tuple[float, float]  # column and row, both whole
_Cells = dict[_Cell, list[Entry[_Name]]] | Layered[_Cell, list[Entry[_Name]]]


class Grid(Generic[_Name]):
    """Named rectangles, each widened by a clearance."""

    def __init__(self, rects: Iterable[tuple[_Name, Rect]], clearance: float) -> None:
        self._clearance = clearance
        self._grids: dict[float, _Cells[_Name]] = {}  # by the size of their cells
        self._laid: _Laid[_Name] | None = None  # entries that have been carried elsewhere
        self._gone: frozenset[Entry[_Name]] = frozenset()  # entries that count no more
        self._come: tuple[Entry[_Name], ...] = ()  # those that are in no cell
        for name, rect in rects:
            self.put(name, rect)

    def put(self, name: _Name, rect: Rect) -> None:
        """Adds a rectangle."""
        self._add(self._entry(name, rect))

    def _add(self, entry: Entry[_Name]) -> None:
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
        left = set[Entry[_Name]]()
        for is_new, rects in ((False, gone), (True, come)):
            for name, rect in rects:
                entry = self._entry(name, rect)
                if self._laid is not None and not is_new and (laid := self._laid.origin(entry)) is not None:
                    left.add(laid)
                    continue
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
        other = self._like()
        other._laid = self._laid.without(left) if self._laid is not None else None
        other._grids = {**self._grids}
        for size, made in anew.items():
            other._grids[size] = layered(self._grids.get(size, {}), made)  # type: ignore[assignment]
        return other

    def overlaid(self, gone: Iterable[tuple[_Name, Rect]], come: Iterable[tuple[_Name, Rect]]) -> Self:
        """The same as `changed`, sooner made, slower to be asked, and not to be changed again."""
        other = self._like()
        other._laid, other._grids = self._laid, self._grids
        other._gone = frozenset(self._entry(*each) for each in gone)
        other._come = tuple(self._entry(*each) for each in come)
        return other

    def carried(self, offsets: Offsets, owner: Callable[[_Name], str]) -> Self:
        """The same with everything moved by the offset of its owner."""
        other = self._like()
        laid = self._laid
        if laid is None:
            other._laid = _Laid(self._grids, offsets, owner, frozenset())
            return other
        total = offsets.after(laid.offsets)
        other._laid = _Laid(laid.grids, total, owner, laid.gone)
        come = {_put(entry, offsets.of(owner(entry[0]), STAYS)) for entry in _all(self._grids)}
        if len(total.distinct) > _OFFSETS:
            come |= set(other._laid.all())
            other._laid = None
        for entry in come:
            other._add(entry)
        return other

    def _like(self) -> Self:
        return type(self)((), self._clearance)

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
        """Entries among which are all that overlap an area, some of them more than once."""
        found: list[Iterable[Entry[_Name]]] = []
        for size, grid in self._grids.items():
            found += _touched(grid, size, left, top, right, bottom)
        if self._laid is not None:
            found.append(self._laid.near(left, top, right, bottom))
        if self._gone or self._come:
            return [*(one for one in chain.from_iterable(found) if one not in self._gone), *self._come]
        return found[0] if len(found) == 1 else chain.from_iterable(found)


@dataclass(frozen=True, slots=True)
class _Laid(Generic[_Name]):
    """Entries in the cells where they were put, and how far their owners have been carried since.

    Those that are `gone` count no more.
    """

    grids: dict[float, _Cells[_Name]]
    offsets: Offsets
    owner: Callable[[_Name], str]
    gone: frozenset[Entry[_Name]]

    def near(self, left: float, top: float, right: float, bottom: float) -> Iterator[Entry[_Name]]:
        """Entries among which are all that overlap an area where they have been carried to.

        An area carried back may be rounded: one a little larger is looked through.
        """
        owner, of, gone = self.owner, self.offsets.of, self.gone
        for by in self.offsets.distinct:
            first, last = left - by.x - _ROUNDED, right - by.x + _ROUNDED
            upper, lower = top - by.y - _ROUNDED, bottom - by.y + _ROUNDED
            for size, grid in self.grids.items():
                for entry in chain.from_iterable(_touched(grid, size, first, upper, last, lower)):
                    name, x1, y1, x2, y2 = entry
                    is_near = x1 < last and first < x2 and y1 < lower and upper < y2
                    if is_near and of(owner(name), STAYS) == by and entry not in gone:
                        yield _put(entry, by)

    def origin(self, entry: Entry[_Name]) -> Entry[_Name] | None:
        """An entry as it was put, if it is one of these."""
        dx, dy = self.offsets.of(self.owner(entry[0]), STAYS)
        laid = _put(entry, (-dx, -dy))
        size, cells = _cells(laid)
        is_here = laid not in self.gone and laid in self.grids.get(size, {}).get(cells[0], ())
        return laid if is_here else None

    def without(self, entries: set[Entry[_Name]]) -> "_Laid[_Name]":
        """The same without some that count no more."""
        return _Laid(self.grids, self.offsets, self.owner, self.gone | entries) if entries else self

    def all(self) -> Iterator[Entry[_Name]]:
        """All entries, where they have been carried to."""
        for entry in _all(self.grids):
            if entry not in self.gone:
                yield _put(entry, self.offsets.of(self.owner(entry[0]), STAYS))


def _put(entry: Entry[_Name], by: tuple[float, float]) -> Entry[_Name]:
    (name, x1, y1, x2, y2), (dx, dy) = entry, by
    return (name, x1 + dx, y1 + dy, x2 + dx, y2 + dy)


def _all(grids: dict[float, _Cells[_Name]]) -> set[Entry[_Name]]:
    return {entry for grid in grids.values() for entries in grid.values() for entry in entries}


def _touched(
    grid: _Cells[_Name], size: float, left: float, top: float, right: float, bottom: float
) -> list[list[Entry[_Name]]]:
    """The entries of each cell that an area touches, of those that have any."""
    first, last, upper, lower = left // size, right // size, top // size, bottom // size
    if first == last and upper == lower:
        found = grid.get((first, upper))
        return [found] if found else []
    if (last - first + 1) * (lower - upper + 1) > len(grid):
        return list(grid.values())
    rows = range(int(upper), int(lower) + 1)
    cells = [grid.get((column, row)) for column in range(int(first), int(last) + 1) for row in rows]
    return [cell for cell in cells if cell]


def _cells(entry: Entry[_Name]) -> tuple[float, list[tuple[int, int]]]:
    """The cells that an entry touches, of the finest grid in which these are few, and how large they are."""
    _, x1, y1, x2, y2 = entry
    size, most = CELL, CELL * _MOST
    while x2 - x1 > most or y2 - y1 > most:
        size, most = size * COARSER, most * COARSER
    first, last, upper, lower = int(x1 // size), int(x2 // size), int(y1 // size), int(y2 // size)
    rows = range(upper, lower + 1)
    return size, [(column, row) for column in range(first, last + 1) for row in rows]
