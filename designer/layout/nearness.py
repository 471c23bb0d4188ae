"""What of a layout lies near what else, found for thousands of things at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from designer.layout.geometry import Rect
from designer.layout.layout import Layout, Standing
from designer.layout.ports import PORT_REACH
from designer.layout.tracks import REACH

_GRAIN = 4096.0  # multiples of one part in so many are added without rounding
_FARTHEST = 2.0**36
_NEAR = (REACH + 16.0) / 2  # things that keep this far from a line between them do not matter to each other
_CELL = 256.0
_STRIDE, _CELLS = 7919, 1 << 18  # cells are numbered by columns; two of the same number are taken for one
_MOST = 1 << 22  # cells touched up to which these are told apart

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Things(NamedTuple):
    """Rectangles (left, top, width, height), each with the id of the node or flow that it belongs to."""

    names: NDArray[np.object_]
    rects: Floats


def numbers(rows: Iterable[Sequence[float]], width: int) -> Floats:
    """Rows of so many numbers as an array."""
    return np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, width)


def are_exact(rows: Floats) -> Mask:
    """Which rows hold only numbers that can be added to whole ones without rounding."""
    grains = rows * _GRAIN
    is_exact: Mask = ((grains == np.rint(grains)) & (np.abs(rows) < _FARTHEST)).all(1)
    return is_exact


def of_layout(layout: Layout) -> Things:
    """All that stands, runs and is written in a layout, and where each looked for room."""
    words = {key: (words.area, *words.looked) for key, words in layout.labels.made.items()}
    tried = {key: way.tried for key, way in layout.lines.ways.items()}
    areas = [_areas(table) for table in (tried, layout.lines.ends.swept, words)]
    return _joined([of_nodes(layout, layout.rects.keys()), *areas, _pieces(layout)])


def of_nodes(layout: Layout | Standing, keys: Collection[str]) -> Things:
    """Some nodes, with the room for the names of their ports; of areas the borders."""
    frames = [key for key in keys if layout.by_id[key].kind == "area"]
    solid = {key: (_reaching(layout, key),) for key in keys if key not in frames}
    return _areas(solid | {key: _border(layout.rects[key]) for key in frames})


def _reaching(layout: Layout | Standing, key: str) -> Rect:
    rect = layout.rects[key]
    return rect.grown(PORT_REACH) if key in layout.ports else rect


def _border(rect: Rect) -> tuple[Rect, ...]:
    x, y, w, h = rect
    return Rect(x, y, w, 0), Rect(x, y + h, w, 0), Rect(x, y, 0, h), Rect(x + w, y, 0, h)


def _areas(table: Mapping[str, Sequence[Rect]]) -> Things:
    names = [name for name, rects in table.items() for _ in rects]
    return Things(np.array(names, np.object_), numbers(chain.from_iterable(table.values()), 4))


def _pieces(layout: Layout) -> Things:
    """The straight pieces of all lines."""
    routes = layout.routes
    counts = np.array([len(line) for line in routes.values()], np.int64)
    points = numbers(chain.from_iterable(routes.values()), 2)
    begins = np.ones(len(points), np.bool_)
    begins[np.cumsum(counts) - 1] = False
    first = points[begins]
    last = points[np.flatnonzero(begins) + 1]
    names = np.repeat(np.array(list(routes), np.object_), counts - 1)
    return Things(names, np.hstack([np.minimum(first, last), np.abs(last - first)]))


def _joined(parts: Sequence[Things]) -> Things:
    return Things(
        np.concatenate([part.names for part in parts]), np.concatenate([part.rects for part in parts])
    )


def strayed(
    things: Things, groups: NDArray[np.int64], steps: Floats, strangers: Things, apart: int
) -> set[str]:
    """Names of the things that are, or were, near some of another group.

    Each group goes by its step; those that are `apart` leave, and the `strangers` come.
    """
    goes = groups != apart
    now, along = things.rects[goes], groups[goes]
    now[:, :2] += steps[along]
    count = len(strangers.names)
    come = np.concatenate([now, strangers.rects])
    then = _mixed(come, np.concatenate([along, np.full(count, apart)]))[: len(now)]
    before = _mixed(things.rects, groups)
    return {*things.names[before].tolist(), *things.names[goes][then].tolist()}


def _mixed(rects: Floats, groups: NDArray[np.int64]) -> Mask:
    """Which rectangles are near some of another group: so near that one cell touches both."""
    first = np.floor((rects[:, :2] - _NEAR) / _CELL).astype(np.int64)
    last = np.floor((rects[:, :2] + rects[:, 2:] + _NEAR) / _CELL).astype(np.int64)
    columns, rows = (last - first + 1).T
    counts = columns * rows
    if counts.sum() > _MOST:
        return np.ones(len(rects), np.bool_)
    owner = np.repeat(np.arange(len(rects)), counts)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    row, column = np.divmod(place, columns[owner])
    cell = ((first[owner, 0] + column) * _STRIDE + first[owner, 1] + row) % _CELLS
    theirs = groups[owner]
    known = np.zeros(_CELLS, np.int64)
    known[cell] = theirs
    is_mixed = np.zeros(_CELLS, np.bool_)
    is_mixed[cell[known[cell] != theirs]] = True
    found = np.zeros(len(rects), np.bool_)
    found[owner[is_mixed[cell]]] = True
    return found
