"""Names of open boxes from afar: of a size to be read, only where they touch nothing but their box."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from designer.canvas.arrays import SceneArrays
from designer.canvas.carrays import Floats
from designer.drawing.boxes import box_title
from designer.layout.geometry import Rect
from designer.layout.scene import Path, Placed
from designer.layout.text import elide, width

SIZE = 11.0
LINE = 14.0  # logical pixels that a name above its box takes
WITHIN_FROM = 9.5  # a header of so many logical pixels holds a name where there is no room above the box
ROOMY_FROM = 14.0  # one of so many holds it in any case
INSET = 3.0  # from the border to the capitals of a name below it
LEAST_ROOM = 36.0
LEAST_LETTERS = 4
GAP = 4.0
KEPT = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A name, where its baseline begins, and what it covers; in device pixels of the whole scene."""

    path: Path
    text: str
    x: int
    y: int
    area: tuple[int, int, int, int]  # left, top, right, bottom


def names(arrays: SceneArrays, scale: float, ratio: float) -> tuple[Name, ...]:
    """The names to be seen at a scale; `ratio` are device pixels per logical pixel."""
    found = arrays.names.get((scale, ratio))
    if found is None:
        if len(arrays.names) >= KEPT:
            arrays.names.clear()
        found = arrays.names[scale, ratio] = _Placing(arrays, scale, ratio).all()
    return found


class _Placing:
    """Finds room for one name after another, those of outer boxes first."""

    def __init__(self, arrays: SceneArrays, scale: float, ratio: float) -> None:
        self._arrays, self._scale, self._ratio = arrays, scale, ratio
        self._size = round(SIZE * ratio)
        self._siblings: dict[Path, Floats] = {}
        self._above: defaultdict[Path, list[tuple[float, float, float, float]]] = defaultdict(list)

    def all(self) -> tuple[Name, ...]:
        least, arrays = LEAST_ROOM * self._ratio / self._scale, self._arrays
        wide = arrays.corners[:, 2] - arrays.corners[:, 0] > least
        backs = (arrays.nodes[row] for row in np.flatnonzero(arrays.is_back & wide))
        opened = [placed for placed in backs if placed.open and placed.node.name]
        for home in {placed.path[:-1] for placed in opened}:
            self._siblings[home] = self._obstacles(home)
        found = (self._name(placed) for placed in opened)
        return tuple(name for name in found if name is not None)

    def _obstacles(self, home: Path) -> Floats:
        """Nodes and pieces of flows in a container, in device pixels."""
        arrays = self._arrays
        nodes, flows = arrays.contents(home)
        pieces = np.isin(arrays.segment_flow, flows)
        return np.vstack([arrays.corners[nodes], arrays.segment_corners[pieces]]) * self._scale

    def _name(self, placed: Placed) -> Name | None:
        left, top = _pixel(placed.rect.x * self._scale), _pixel(placed.rect.y * self._scale)
        header = placed.header * self._scale / self._ratio
        if header < ROOMY_FROM:
            rise = round(LINE * self._ratio)
            room = self._room(placed, Rect(left, top - rise, placed.rect.w * self._scale, rise))
            found = self._written(placed, left, top - round(GAP * self._ratio), room)
            if found is not None:
                self._above[placed.path[:-1]].append(found.area)
            if found is not None or header < WITHIN_FROM:
                return found
        band = box_title((placed.rect.w, placed.rect.h))
        x, room = left + round(band.x * self._scale), band.w * self._scale
        lowest = INSET * self._ratio + self._size * 0.73
        return self._written(
            placed, x, round(top + max(header * self._ratio / 2 + self._size * 0.36, lowest)), room
        )

    def _written(self, placed: Placed, x: int, y: int, room: float) -> Name | None:
        words = " ".join(placed.node.name.split())
        text = elide(words, room, self._size, 600) if room >= LEAST_ROOM * self._ratio else ""
        if len(text) < min(LEAST_LETTERS + 1, len(words)):
            return None
        long = round(width(text, self._size, 600)) + 2
        area = (x - 1, y - round(self._size * 0.85), x + long, y + round(self._size * 0.3))
        return Name(placed.path, text, x, y, area)

    def _room(self, placed: Placed, strip: Rect) -> float:
        """How much of the strip above a box is free, from its left end."""
        home = placed.path[:-1]
        around = self._arrays.scene.nodes.get(home)
        if around is not None and strip.y < around.rect.y * self._scale:
            return 0.0
        taken = self._siblings[home]
        if self._above[home]:
            taken = np.vstack([taken, np.array(self._above[home], np.float64)])
        near = (
            (taken[:, 0] < strip.right)
            & (taken[:, 2] > strip.x - GAP)
            & (taken[:, 1] < strip.bottom - 1)
            & (taken[:, 3] > strip.y)
        )
        return float(
            min(taken[near, 0].min() - GAP * self._ratio - strip.x, strip.w) if near.any() else strip.w
        )


def _pixel(device: float) -> int:
    return int(np.floor(device + 0.5))
