"""Which flow a dropped step would be put into (C9): the nearest one within 14 px, after a short rest."""

from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from math import hypot

from designer.canvas.tools.drop import DropFinder
from designer.canvas.tools.stage import Stage
from designer.layout.geometry import Point
from designer.layout.scene import Path, Routed

NEAR = 14  # scene units between a flow and the middle of the step, or the pointer
REST_MS = 80


class SpliceFinder:
    """Finds the flow under a dragged step during one gesture; Tab goes on to the next nearest."""

    def __init__(self, stage: Stage, moved: Collection[str], again: Callable[[], None]) -> None:
        self._stage = stage
        self._moved = frozenset(moved)
        self._again = again
        self._near: tuple[Path, ...] = ()
        self._stop: Callable[[], None] | None = None
        self._rested = False
        self._turn = 0

    def find(self, container: Path, places: Collection[Point]) -> Path | None:
        """The flow of a container that one of the places is near to, once it has been for 80 ms."""
        near = tuple(path for _, path in sorted(self._candidates(container, places)))
        if not near:
            self.end()
        elif frozenset(near) != frozenset(self._near):
            self.end()
            self._stop = self._stage.later(REST_MS, self._rest)
        self._near = near
        return near[min(self._turn, len(near) - 1)] if near and self._rested else None

    def next(self) -> bool:
        """Goes on to the next candidate; after the last it begins anew, and is False."""
        self._turn = self._turn + 1 if self._turn + 1 < len(self._near) else 0
        return self._turn > 0

    def end(self) -> None:
        """Forgets what was near."""
        if self._stop is not None:
            self._stop()
        self._stop = None
        self._near = ()
        self._rested = False
        self._turn = 0

    def _rest(self) -> None:
        self._stop = None
        self._rested = True
        self._again()

    def _candidates(self, container: Path, places: Collection[Point]) -> Iterator[tuple[float, Path]]:
        labelled = {hit.path for hit in map(self._stage.hit, places) if hit.kind == "label"}
        for path in labelled.union(*(self._stage.flows_near(at, NEAR) for at in places)):
            routed = self._stage.scene.flows.get(path)
            if routed is None or path[:-1] != container or self._touches_moved(routed):
                continue
            far = 0.0 if path in labelled else min(distance(at, routed.points) for at in places)
            if far <= NEAR:
                yield far, path

    def _touches_moved(self, routed: Routed) -> bool:
        return routed.flow.source in self._moved or routed.flow.target in self._moved


def next_candidate(drop: DropFinder, splice: SpliceFinder) -> bool:
    """Goes on to the next flow of those near, then to the boxes around; False where it begins anew."""
    if not drop.is_chosen and splice.next():
        return True
    return drop.next()


def distance(at: Point, points: tuple[Point, ...]) -> float:
    """How far a point is from a line of points."""
    if len(points) == 1:
        return hypot(at.x - points[0].x, at.y - points[0].y)
    return min((_to_segment(at, one, other) for one, other in pairwise(points)), default=float("inf"))


def _to_segment(at: Point, one: Point, other: Point) -> float:
    dx, dy = other.x - one.x, other.y - one.y
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else ((at.x - one.x) * dx + (at.y - one.y) * dy) / length
    along = min(max(along, 0.0), 1.0)
    return hypot(at.x - one.x - along * dx, at.y - one.y - along * dy)
