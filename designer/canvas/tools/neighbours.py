"""What a moved thing can be in line with: its visible siblings, and the steps it is joined to (C14)."""

from collections.abc import Collection

from designer.canvas.snapping import Snapped, Snapper
from designer.canvas.tools.drop import Drop
from designer.canvas.tools.places import origin_of
from designer.canvas.tools.stage import Pointer, Stage
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path
from designer.model.nodes import Area, Boundary


class Neighbours:
    """Snaps one gesture in every container that it comes to. `without` is what moves."""

    def __init__(self, stage: Stage, without: Collection[Path] = ()) -> None:
        self._stage = stage
        self._without = frozenset(without)
        self._snappers: dict[Path, Snapper] = {}

    def snap(self, moving: Rect, offset: Point, drop: Drop, pointer: Pointer) -> Snapped:
        """The offset that puts a rectangle in line, or the given one where nothing snaps."""
        if pointer.modifiers.free or not self._stage.snaps or drop.closed:
            return Snapped(*offset)
        if drop.container not in self._snappers:
            self._snappers[drop.container] = self._snapper(drop.container, moving)
        return self._snappers[drop.container].snap(*offset, self._stage.zoom)

    def _snapper(self, container: Path, moving: Rect) -> Snapper:
        scene, seen = self._stage.scene, self._stage.visible
        siblings = {
            path: placed.rect
            for path, placed in scene.nodes.items()
            if path[:-1] == container
            and path not in self._without
            and not isinstance(placed.node, Area | Boundary)
            and placed.rect.overlaps(seen)
        }
        straight = [
            siblings[end]
            for routed in scene.flows.values()
            if (routed.source in self._without) != (routed.target in self._without)
            for end in (routed.source, routed.target)
            if end in siblings
        ]
        return Snapper(moving, siblings.values(), origin_of(self._stage, container), straight)
