"""What a moved thing can be in line with: its visible siblings, and the steps it is joined to (C14)."""

from collections.abc import Collection, Iterator, Mapping

from designer.canvas.snapping import Axis, Snapped, Snapper, Tie
from designer.canvas.tools.drop import Drop, content_of
from designer.canvas.tools.places import origin_of
from designer.canvas.tools.stage import Pointer, Stage
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Routed, is_within
from designer.model.nodes import Area, Boundary


class Neighbours:
    """Snaps one gesture in every container that it comes to. `without` is what moves."""

    def __init__(self, stage: Stage, without: Collection[Path] = ()) -> None:
        self._stage = stage
        self._without = frozenset(without)
        self._snappers: dict[tuple[Path, bool], Snapper] = {}
        self._seen = stage.visible

    def snap(self, moving: Rect, offset: Point, drop: Drop, pointer: Pointer) -> Snapped:
        """The offset that puts a rectangle in line, or the given one where nothing snaps."""
        held, habits = pointer.modifiers, self._stage.habits
        # Alt alone frees; with Shift it looks at all levels instead.
        everywhere = held.free and held.shift
        off = held.free and not everywhere
        if off or drop.closed or not (habits.snaps_to_grid or habits.snaps_to_guides):
            return Snapped(*offset)
        if self._seen != self._stage.visible:  # the view goes along with the pointer
            self._snappers, self._seen = {}, self._stage.visible
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
        return Snapper(
            moving,
            siblings.values(),
            origin_of(self._stage.scene, container),
            self._ties(moving, siblings),
            grid=habits.snaps_to_grid,
            guides=habits.snaps_to_guides,
            frame=content_of(scene.nodes.get(container)),
            rests=any(path[:-1] == container for path in self._without),
        )

    def _ties(self, moving: Rect, siblings: Mapping[Path, Rect]) -> Iterator[Tie]:
        """The flows between what moves and what stands."""
        scene, document = self._stage.scene, self._stage.editor.document
        for path in self._without & scene.nodes.keys():
            for flow in (*document.flows_from(path[-1]), *document.flows_into(path[-1])):
                routed = scene.flows.get((*path[:-1], flow.id))
                if routed is None:
                    continue
                other = routed.target if routed.source == path else routed.source
                if other in siblings:
                    own, own_axes = self._dock(routed, path)
                    there, axes = self._dock(routed, other)
                    both = [axis for axis in axes if axis in own_axes]
                    yield Tie(siblings[other], there, own - moving.center, both)

    def _dock(self, routed: Routed, path: Path) -> tuple[Point, Collection[Axis]]:
        """Where a flow docks at one of its ends, and along which axes that is so: at ports along the border.

        Elsewhere it is the middle, as docks go along with what they face.
        """
        scene, at = self._stage.scene, routed.points[0 if routed.source == path else -1]
        port = next((port for port in scene.ports_of.get(path, ()) if port.at == at), None)
        if port is None:
            return scene.nodes[path].rect.center, ("x", "y")
        along: Axis = "y" if port.side in ("left", "right") else "x"
        return at, (along,)
