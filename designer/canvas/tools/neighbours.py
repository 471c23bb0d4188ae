"""What a moved thing can be in line with: its visible siblings, and the steps it is joined to (C14)."""

from collections.abc import Collection

from designer.canvas.snapping import Snapped, Snapper
from designer.canvas.tools.drop import Drop, content_of
from designer.canvas.tools.places import origin_of
from designer.canvas.tools.stage import Pointer, Stage
from designer.layout.gathered import children
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path
from designer.model.nodes import Area, Boundary


class Neighbours:
    """Snaps one gesture in every container that it comes to. `without` is what moves."""

    def __init__(self, stage: Stage, without: Collection[Path] = ()) -> None:
        self._stage = stage
        self._without = frozenset(without)
        self._snappers: dict[tuple[Path, bool], Snapper] = {}

    def snap(self, moving: Rect, offset: Point, drop: Drop, pointer: Pointer) -> Snapped:
        """The offset that puts a rectangle in line, or the given one where nothing snaps."""
        held, habits = pointer.modifiers, self._stage.habits
        # Alt alone frees; with Shift it looks at all levels instead.
        everywhere = held.free and held.shift
        off = held.free and not everywhere
        if off or drop.closed or not (habits.snaps_to_grid or habits.snaps_to_guides):
            return Snapped(*offset)
        if (drop.container, everywhere) not in self._snappers:
            self._snappers[drop.container, everywhere] = self._snapper(drop.container, moving, everywhere)
        return self._snappers[drop.container, everywhere].snap(*offset, self._stage.zoom)

    def _snapper(self, container: Path, moving: Rect, everywhere: bool) -> Snapper:
        scene, seen, habits = self._stage.scene, self._stage.visible, self._stage.habits
        nodes = scene.nodes if everywhere else children(scene.nodes, container)
        siblings = {
            path: placed.rect
            for path, placed in nodes.items()
            if not any(path[:cut] in self._without for cut in range(1, len(path) + 1))
            and not isinstance(placed.node, Area | Boundary)
            and placed.rect.overlaps(seen)
        }
        homes = {path[:-1] for path in self._without}
        straight = [
            siblings[end]
            for home in homes
            for routed in children(scene.flows, home).values()
            if (routed.source in self._without) != (routed.target in self._without)
            for end in (routed.source, routed.target)
            if end in siblings
        ]
        return Snapper(
            moving,
            siblings.values(),
            origin_of(self._stage, container),
            straight,
            grid=habits.snaps_to_grid,
            guides=habits.snaps_to_guides,
            frame=content_of(scene.nodes.get(container)),
            rests=any(path[:-1] == container for path in self._without),
        )
