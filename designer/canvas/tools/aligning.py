"""Bends come to rest in line with those beside them, and with where flows dock (C14)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from designer.canvas.tools.stage import Stage
from designer.editing.bending import ALIGNED
from designer.layout.geometry import Point
from designer.layout.scene import Path


@dataclass(frozen=True)
class Aligned:
    """Where a bend comes to rest, and the lines that say why."""

    at: Point
    guides: tuple[tuple[Point, Point], ...] = ()


class Alignment:
    """What a bend of a flow can be in line with: points of its own, and those of flows at the same nodes."""

    def __init__(self, stage: Stage, path: Path, own: Iterable[Point]) -> None:
        flows = stage.scene.flows
        ends = {flows[path].source, flows[path].target}
        beside = (
            routed.points
            for routed in flows.values()
            if routed.path != path and routed.path[:-1] == path[:-1] and ends & {routed.source, routed.target}
        )
        self._points = [*own, *(point for points in beside for point in points)]

    def snap(self, at: Point, axes: Collection[str] = "xy") -> Aligned:
        """The place nearest to a point that is in line with something within reach."""
        x = min(self._points, key=lambda each: abs(each.x - at.x), default=None) if "x" in axes else None
        y = min(self._points, key=lambda each: abs(each.y - at.y), default=None) if "y" in axes else None
        x = x if x is not None and abs(x.x - at.x) <= ALIGNED else None
        y = y if y is not None and abs(y.y - at.y) <= ALIGNED else None
        rest = Point(at.x if x is None else x.x, at.y if y is None else y.y)
        return Aligned(rest, tuple((found, rest) for found in (x, y) if found is not None))
