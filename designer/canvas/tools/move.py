"""Moving what is selected: in its container, into and out of boxes, into a flow, or leaving a copy (C7)."""

from dataclasses import replace

from designer.canvas.snapping import Snapped
from designer.canvas.tools.bring import Arrival, Brought, bring, spliced
from designer.canvas.tools.drag import Gesture, Proposal, refused
from designer.canvas.tools.drop import Drop, DropFinder, stands_at
from designer.canvas.tools.moved import Moved, company
from designer.canvas.tools.neighbours import Neighbours
from designer.canvas.tools.selecting import without_descendants
from designer.canvas.tools.send import may_send, send, workflow_at
from designer.canvas.tools.splicing import SpliceFinder, next_candidate
from designer.canvas.tools.stage import Cursor, Feedback, Hit, Modifiers, Pointer, Stage
from designer.editing.rules import RuleError
from designer.editing.splicing import may_splice
from designer.editing.structure import called
from designer.layout.geometry import Point
from designer.layout.scene import Path
from designer.model.nodes import Box


class MoveGesture(Gesture):
    """Drags the selection, and what belongs to it, by the same verbs that the release commits."""

    def __init__(self, stage: Stage, start: Pointer, moved: Moved, selected: frozenset[Path]) -> None:
        self._stage = stage
        self._start = start.scene
        self._moved = moved
        self._selected = selected
        self._insert = False
        self._drop = DropFinder(stage, moved.paths, moved.home, self._repeat)
        self._splice = SpliceFinder(stage, moved.ids, self._repeat)
        self._neighbours = Neighbours(stage, moved.paths)
        self._brought: tuple[object, Brought] | None = None  # of what it was made, and what came of it

    @classmethod
    def of(cls, stage: Stage, start: Pointer, hit: Hit) -> "MoveGesture | None":
        """A move of the selection, or of what was pressed if that is not selected."""
        placed = stage.scene.nodes.get(hit.path)
        if placed is None:
            return None
        chosen = stage.selection if hit.path in stage.selection else frozenset({hit.path})
        items = company(stage, without_descendants(chosen))
        if not items:
            return None
        return cls(stage, start, Moved(items, placed), frozenset(chosen))

    def propose(self, pointer: Pointer) -> Proposal:
        """Everything where a release would put it."""
        offset = _locked(pointer.scene - self._start, pointer.modifiers)
        way = self._stage.way_at(pointer.screen)
        if way is not None:
            return self._upwards(way, offset)
        drop = self._target(pointer)
        snapped = self._snapped(drop, offset, pointer)
        offset = Point(snapped.dx, snapped.dy)
        flow = self._flow(drop, offset, pointer)
        copied = pointer.modifiers.copy
        lands = self._lands_on_node(drop, pointer)
        arrival = Arrival(self._moved, drop, offset, flow, copied, lands, snapped.on_grid)
        live = {item.path: offset for item in self._moved.items}
        try:
            brought = self._bring(arrival)
        except RuleError as error:
            return refused(str(error), target=drop.container, live=live)
        changes_parent = drop.container != self._moved.home and self._moved.home is not None
        return Proposal(
            title=brought.title,
            draft=brought.draft,
            live=live if drop.closed else None,
            feedback=Feedback(
                target=flow or (drop.container if changes_parent else None),
                guides=() if flow else snapped.guides,  # a flow says itself where it takes what is dropped
                gaps=() if flow else snapped.bands,
                readout=f"{offset.x:+.0f}, {offset.y:+.0f}" if pointer.modifiers.shift else "",
            ),
            cursor=self._shape(pointer.modifiers, lands=changes_parent or flow is not None),
            status=_hint(pointer.modifiers),
            marks=self._selected,
            select=brought.select,
            after=brought.after,
        )

    def _bring(self, arrival: Arrival) -> Brought:
        """Most moves of a pointer stay within a step of the grid, and so bring nothing else."""
        stage = self._stage
        made_of = (arrival, stage.scene, stage.sketches)
        if self._brought is None or self._brought[0] != made_of:
            self._brought = made_of, bring(stage, arrival)
        return self._brought[1]

    def _shape(self, modifiers: Modifiers, *, lands: bool) -> Cursor:
        """An arrow where a release would do more than move it: into another box, into a flow (C5)."""
        if modifiers.copy or lands:
            return "copy" if modifiers.copy else "arrow"
        return "move" if isinstance(self._moved.grabbed.node, Box) else "closed-hand"

    def _upwards(self, way: Path, offset: Point) -> Proposal:
        """Over the breadcrumb: a release sends it up to that level."""
        live = {item.path: offset for item in self._moved.items}
        verdict = may_send(self._stage, self._moved, way)
        if not verdict.ok:
            return refused(verdict.reason, live=live)
        document = self._stage.editor.document
        level = called(document.get(workflow_at(document, way)))
        return Proposal(
            live=live,
            feedback=Feedback(way=way, readout=f"Move to {level}"),
            cursor="closed-hand",
            status=f"Release to move it to {level}",
            marks=self._selected,
            after=lambda: self._send(way),
        )

    def _send(self, way: Path) -> None:
        send(self._stage, self._moved, way)

    def key(self, key: str) -> bool:
        """I: put into the flow although it has flows; Tab: the next place that it could be dropped at."""
        if key == "i":
            self._insert = True
            return True
        return key == "tab" and next_candidate(self._drop, self._splice)

    def end(self) -> None:
        """Closes what was opened on the way."""
        self._drop.end()
        self._splice.end()

    def _repeat(self) -> None:
        self.repeat()

    def _target(self, pointer: Pointer) -> Drop:
        if self._moved.home is None:
            return Drop(())
        return self._drop.find(pointer)

    def _snapped(self, drop: Drop, offset: Point, pointer: Pointer) -> Snapped:
        if self._moved.home is None:
            return Snapped(*offset)
        moving = self._moved.grabbed.rect if len(self._moved.items) == 1 else self._moved.bounds
        snapped = self._neighbours.snap(moving, offset, drop, pointer)
        rest = _locked(Point(snapped.dx, snapped.dy), pointer.modifiers, offset)
        return replace(snapped, dx=rest.x, dy=rest.y)

    def _lands_on_node(self, drop: Drop, pointer: Pointer) -> bool:
        """Whether it would be dropped on a sibling (T43): then it goes to the nearest free place."""
        if pointer.modifiers.space or drop.closed:
            return False
        return stands_at(self._stage, drop.container, pointer.scene, self._moved.paths)

    def _flow(self, drop: Drop, offset: Point, pointer: Pointer) -> Path | None:
        """The flow that it would be put into: one step, or a chain with one beginning and one end."""
        wanted = self._moved.home is not None and not drop.closed and not pointer.modifiers.space
        wanted = wanted and not self._drop.is_chosen
        if not wanted or not (self._insert or self._is_unconnected(pointer.modifiers.copy)):
            self._splice.end()
            return None
        middle = self._moved.bounds.moved(*offset).center
        found = self._splice.find(drop.container, (middle, pointer.scene))
        return found if found is not None and self._fits(found) else None

    def _is_unconnected(self, copied: bool) -> bool:
        """Whether nothing but what moves along is joined to it."""
        document, ids = self._stage.editor.document, set(self._moved.ids)
        flows = (flow for item in ids for flow in (*document.flows_from(item), *document.flows_into(item)))
        return copied or all(flow.source in ids and flow.target in ids for flow in flows)

    def _fits(self, flow: Path) -> bool:
        """Whether several fit into a flow; for one alone the reason is told when it does not."""
        steps = spliced(self._moved)
        return len(steps) <= 1 or may_splice(self._stage.editor.document, steps, flow[-1], anyway=True).ok


def _locked(offset: Point, modifiers: Modifiers, pulled: Point | None = None) -> Point:
    """With Shift, only the part along the axis on which the pointer went further."""
    if not modifiers.shift:
        return offset
    along = pulled or offset
    if along.x == 0 or along.y == 0:
        return Point(offset.x if along.x else 0.0, offset.y if along.y else 0.0)
    return Point(offset.x, 0.0) if abs(along.x) >= abs(along.y) else Point(0.0, offset.y)


def _hint(modifiers: Modifiers) -> str:
    if modifiers.space:
        return "Only moves: stays in its box, joins no flow"
    return "Shift keeps to one axis · Space only moves · Tab: another place · Esc cancels"
