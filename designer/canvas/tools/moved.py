"""What a drag takes along, and where it was when the drag began."""

from collections.abc import Iterable
from dataclasses import dataclass

from designer.canvas.tools.selecting import without_descendants
from designer.canvas.tools.stage import Stage
from designer.editing.structure import called
from designer.layout.gathered import children
from designer.layout.geometry import Rect, bounds
from designer.layout.scene import Path, Placed
from designer.model.nodes import Area, Boundary, Note


@dataclass(frozen=True)
class Moved:
    """The items that are dragged; `grabbed` is the one under the pointer."""

    items: tuple[Placed, ...]
    grabbed: Placed

    @property
    def paths(self) -> frozenset[Path]:
        """The items' paths."""
        return frozenset(item.path for item in self.items)

    @property
    def ids(self) -> tuple[str, ...]:
        """The items' ids, in the order in which they are painted."""
        return tuple(item.node.id for item in self.items)

    @property
    def home(self) -> Path | None:
        """The container they all are in, or None if they are in several."""
        homes = {item.path[:-1] for item in self.items}
        return homes.pop() if len(homes) == 1 else None

    @property
    def bounds(self) -> Rect:
        """The rectangle around them."""
        return bounds(item.rect for item in self.items) or self.grabbed.rect

    @property
    def title(self) -> str:
        """How the history calls them."""
        if len(self.items) > 1:
            return f"{len(self.items)} items"
        return called(self.grabbed.node)


def company(stage: Stage, chosen: Iterable[Path]) -> tuple[Placed, ...]:
    """The chosen nodes that have a place of their own, with what belongs to them.

    What stands in an area goes with it, and notes whose links are all among the chosen.
    """
    nodes = stage.scene.nodes
    picked = {path for path in chosen if path in nodes and not isinstance(nodes[path].node, Boundary)}
    areas = [nodes[path] for path in picked if isinstance(nodes[path].node, Area)]
    beside = {home: children(nodes, home) for home in sorted({path[:-1] for path in picked})}
    for area in areas:
        siblings = beside[area.path[:-1]].items()
        picked |= {path for path, placed in siblings if _frames(area, placed)}
    ids = {path[-1] for path in picked}
    picked |= {path for table in beside.values() for path, placed in table.items() if _belongs(placed, ids)}
    outermost = without_descendants(picked)
    return tuple(placed for table in beside.values() for path, placed in table.items() if path in outermost)


def _frames(area: Placed, placed: Placed) -> bool:
    return area.rect.encloses(placed.rect) and not isinstance(placed.node, Boundary)


def _belongs(placed: Placed, ids: set[str]) -> bool:
    return isinstance(placed.node, Note) and bool(placed.node.links) and ids.issuperset(placed.node.links)
