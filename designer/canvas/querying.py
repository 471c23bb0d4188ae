"""Answers what tools ask about the level on show: what lies where."""

from collections.abc import Collection, Iterable

from designer.canvas.hovering import Hovering
from designer.canvas.showing import Showing
from designer.canvas.tools.stage import Hit
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, words_of


class Querying(Showing):
    """Shows a document, and knows what of it is where; all points are those of the scene."""

    hovering: Hovering

    def hit(self, at: Point) -> Hit:
        """What lies under a scene point, in the order of C3."""
        return self.hovering.hit_test().hit(at)

    def hits(self, at: Point) -> tuple[Hit, ...]:
        """All nodes and flows under a scene point, topmost first."""
        return self.hovering.hit_test().hits(at)

    def nodes_at(self, at: Point) -> tuple[Placed, ...]:
        """All nodes under a scene point, topmost first."""
        return self.hovering.hit_test().nodes(at)

    def container_at(self, at: Point, without: Collection[Path] = ()) -> Path:
        """The deepest open box whose content holds the point (or the level), but nothing of `without`."""
        return self.hovering.hit_test().container_at(at, without)

    def in_view(self) -> Iterable[Placed]:
        """Nodes that are seen, or nearly so, in painting order."""
        arrays = self.diagram.arrays
        return [arrays.nodes[row] for row in arrays.nodes_in(self.visible)]

    def flows_near(self, at: Point, reach: float) -> frozenset[Path]:
        """Flows, and perhaps a few more, that come within `reach` scene units of a point."""
        arrays = self.diagram.arrays
        return frozenset(arrays.flows.path(number) for number in arrays.flows_near(at.x, at.y, reach))

    def flows_across(self, start: Point, end: Point) -> frozenset[Path]:
        """The flows that a straight line crosses or touches."""
        arrays = self.diagram.arrays
        return frozenset(arrays.flows.path(number) for number in arrays.flows_across(start, end))

    def label(self, path: Path) -> Rect | None:
        """Where the words of a flow, or of a sign, are written, or None where it has none."""
        seen = self.scene.nodes.get(path) or self.scene.flows.get(path)
        return None if seen is None else words_of(seen)
