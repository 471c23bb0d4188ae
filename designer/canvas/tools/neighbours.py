"""What a moved thing can be in line with: its visible siblings, and the steps it is joined to (C14)."""

from collections.abc import Collection, Iterator

from designer.canvas.snapping import Snapped, Snapper
from designer.canvas.tools.drop import Drop, content_of
from designer.canvas.tools.places import origin_of
from designer.canvas.tools.stage import Pointer, Stage
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, is_within
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
        siblings = {
            placed.path: placed.rect
            for placed in self._stage.in_view()
            if (everywhere or placed.path[:-1] == container)
            and not is_within(placed.path, self._without)
            and not isinstance(placed.node, Area | Boundary)
            and placed.rect.overlaps(seen)
        }
        straight = [siblings[end] for end in self._joined() if end in siblings]
        return Snapper(
            moving,
            siblings.values(),
            origin_of(self._stage.scene, container),
            straight,
            grid=habits.snaps_to_grid,
            guides=habits.snaps_to_guides,
            frame=content_of(scene.nodes.get(container)),
            rests=any(path[:-1] == container for path in self._without),
        )

    def _joined(self) -> Iterator[Path]:
        """What flows join to what moves."""
        document = self._stage.editor.document
        for path in self._without:
            for flow in (*document.flows_from(path[-1]), *document.flows_into(path[-1])):
                ends = {(*path[:-1], flow.source), (*path[:-1], flow.target)}
                yield from ends - self._without if len(ends - self._without) == 1 else ()
