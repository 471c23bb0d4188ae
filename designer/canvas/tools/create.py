"""New things under the pointer: from the palette or out of a menu (C8)."""

from collections.abc import Callable

from designer.canvas.snapping import Snapped
from designer.canvas.tools.bring import at_end
from designer.canvas.tools.drag import Drag, Gesture, Proposal
from designer.canvas.tools.drop import Drop, DropFinder, stands_at
from designer.canvas.tools.elements import offer
from designer.canvas.tools.growing import hold_content
from designer.canvas.tools.lanes import keys_of, lane_at
from designer.canvas.tools.neighbours import Neighbours
from designer.canvas.tools.places import base_corner, to_grid
from designer.canvas.tools.splicing import SpliceFinder, next_candidate
from designer.canvas.tools.stage import Element, Feedback, Modifiers, Notice, Pointer, Stage
from designer.canvas.tools.target import target_at
from designer.editing.draft import Draft
from designer.editing.nodes import attach, create
from designer.editing.placement import free_place
from designer.editing.rules import RuleError
from designer.editing.splicing import splice
from designer.editing.structure import called
from designer.layout.geometry import Direction, Point, Rect
from designer.layout.scene import Path
from designer.layout.sizes import default_size
from designer.model.nodes import NODE_CLASSES, Node

Axes = tuple[bool, bool]


class CreateGesture(Gesture):
    """A new element with its middle at the pointer, in the box it is over, put into the flow it is near.

    With `source` it is connected to that node (by its `port`) instead of put into a flow.
    """

    def __init__(
        self, stage: Stage, element: Element, source: Path | None = None, port: str | None = None
    ) -> None:
        self._stage = stage
        self._element = element
        self._source = source
        self._port = port
        self._drop = DropFinder(stage, (), None, lambda: self.repeat())
        self._splice = SpliceFinder(stage, (), lambda: self.repeat())
        self._neighbours = Neighbours(stage)

    def propose(self, pointer: Pointer) -> Proposal:
        """The element where a release would leave it."""
        drop = self._target(pointer)
        rect, snapped = self._rect(pointer, drop)
        flow = self._near(drop, rect, pointer)
        draft = self._stage.editor.draft()
        try:
            made = self._make(draft, drop, rect, flow, pointer, snapped.on_grid)
        except RuleError as error:
            shown = Feedback(
                target=drop.container,
                target_ok=False,
                reason=str(error),
                ghosts=((self._element, rect),),
            )
            return Proposal(feedback=shown, cursor="forbidden", status=str(error))
        path = drop.container if drop.closed else (*drop.container, made)
        name = offer(self._element).title.lower()
        return Proposal(
            title=f"Insert {name} into a flow" if flow else f"Add {name}",
            draft=draft,
            feedback=Feedback(
                target=flow or (drop.container if drop.closed else None),
                guides=() if flow else snapped.guides,  # a flow says itself where it takes what is dropped
                gaps=() if flow else snapped.bands,
                ghosts=((self._element, rect),) if drop.closed or self._waits(drop) else (),
                bands=self._bands(drop, pointer),
            ),
            cursor="copy",
            status="Space keeps it out of flows · Alt does not snap · Esc cancels",
            select=frozenset({path}),
            after=self._after(drop, path, made),
        )

    def key(self, key: str) -> bool:
        """Tab: the next place that it could be dropped at."""
        return key == "tab" and next_candidate(self._drop, self._splice)

    def end(self) -> None:
        """Closes what was opened on the way."""
        self._drop.end()
        self._splice.end()

    def _target(self, pointer: Pointer) -> Drop:
        if self._source is not None:
            return Drop(self._source[:-1])
        if self._element.kind == "boundary":
            host = target_at(self._stage, pointer)
            return Drop(host.path[:-1] if host else self._stage.container_at(pointer.scene))
        return self._drop.find(pointer)

    def _rect(self, pointer: Pointer, drop: Drop) -> tuple[Rect, Snapped]:
        width, height = default_size(self._element.kind, self._direction(drop))
        rect = Rect(pointer.scene.x - width / 2, pointer.scene.y - height / 2, width, height)
        snapped = self._neighbours.snap(Rect(0, 0, width, height), Point(rect.x, rect.y), drop, pointer)
        return Rect(snapped.dx, snapped.dy, width, height), snapped

    def _direction(self, drop: Drop) -> Direction:
        workflow = self._stage.workflow_of(drop.container)
        return self._stage.editor.document.workflows[workflow].direction

    def _near(self, drop: Drop, rect: Rect, pointer: Pointer) -> Path | None:
        joins = self._element.kind not in ("note", "area", "boundary", "trigger", "outcome")
        if not joins or drop.closed or pointer.modifiers.space or self._source or self._drop.is_chosen:
            self._splice.end()
            return None
        return self._splice.find(drop.container, (rect.center, pointer.scene))

    def _make(
        self, draft: Draft, drop: Drop, rect: Rect, flow: Path | None, pointer: Pointer, axes: Axes
    ) -> str:
        workflow = self._stage.workflow_of(drop.container)
        within = drop.container == self._stage.level
        keys = keys_of(self._stage, self._element, pointer.scene if within else None)
        if self._element.kind == "boundary":
            return create(draft, "boundary", workflow, host=self._host(pointer), **keys)
        if drop.closed:
            made = create(draft, self._element.kind, workflow, **keys)
            place = at_end(draft, workflow, [draft.node(made)])[made]
            draft.update(made, at=(place.x, place.y))
            return made
        at, slack = self._corner(drop, rect, axes, aside=flow is None and self._goes_aside(drop, pointer))
        if self._source is not None:
            made = attach(draft, self._source[-1], self._element.kind, at, self._port, **keys)
        else:
            made = create(draft, self._element.kind, workflow, at, **keys)
        if slack != (0, 0):
            draft.update(made, slack=(slack.x, slack.y))
        if flow is not None:
            splice(draft, made, flow[-1])
        hold_content(self._stage, draft, drop.container)
        return made

    def _host(self, pointer: Pointer) -> str | None:
        host = target_at(self._stage, pointer)
        return host.path[-1] if host is not None else None

    def _goes_aside(self, drop: Drop, pointer: Pointer) -> bool:
        """Whether it would be dropped on a sibling (T43): then it goes to the nearest free place."""
        covers = self._element.kind != "area" and not pointer.modifiers.space
        return covers and stands_at(self._stage, drop.container, pointer.scene)

    def _corner(self, drop: Drop, rect: Rect, axes: Axes, *, aside: bool) -> tuple[Point, Point]:
        sample = self._sample(drop)
        corner, slack = base_corner(self._stage, drop.container, sample, rect)
        if aside or self._waits(drop):
            workflow = self._stage.workflow_of(drop.container)
            wanted = Rect(corner.x, corner.y, rect.w, rect.h)
            corner = free_place(self._stage.editor.document, workflow, wanted)
            return corner + to_grid((corner,), axes), slack
        if any(slack):
            return corner, slack
        return base_corner(self._stage, drop.container, sample, rect.moved(*to_grid((corner,), axes)))

    def _waits(self, drop: Drop) -> bool:
        """Whether it finds its place only once it is there: in lanes."""
        return self._stage.lanes is not None and drop.container == self._stage.level

    def _bands(self, drop: Drop, pointer: Pointer) -> tuple[Rect, ...]:
        lane = lane_at(self._stage.scene, pointer.scene)
        return (lane.rect,) if lane is not None and self._waits(drop) and not drop.closed else ()

    def _sample(self, drop: Drop) -> Node:
        extra = {"runs": "sample"} if self._element.kind == "workflow" else {}
        workflow = self._stage.workflow_of(drop.container)
        keys = {"id": "sample", "workflow": workflow, **extra}
        return NODE_CLASSES[self._element.kind].model_validate(keys)

    def _after(self, drop: Drop, path: Path, made: str) -> Callable[[], None] | None:
        if not drop.closed:
            return lambda: self._stage.rename(path)

        def show() -> None:
            self._stage.toggle([path])
            self._stage.select([(*path, made)])

        box = called(self._stage.editor.document.nodes.get(path[-1]))
        return lambda: self._stage.notice(Notice(f"Added to {box}", (("Show", show),)))


class CreateTool:
    """Places one element where the pointer is released, then gives way to the select tool."""

    def __init__(self, stage: Stage, element: Element) -> None:
        self.name = f"create:{offer(element).key}"
        self._stage = stage
        self._gesture = CreateGesture(stage, element)
        self._drag: Drag | None = None

    def press(self, pointer: Pointer) -> None:
        """Nothing yet: the release places it."""
        self.move(pointer)

    def move(self, pointer: Pointer) -> None:
        """Shows it under the pointer."""
        if self._drag is None:
            self._drag = Drag(self._stage, self._gesture)
        self._drag.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """Places it."""
        drag = self._drag or Drag(self._stage, self._gesture)
        self._drag = None
        self._stage.use("select")
        drag.release(pointer)

    def double(self, pointer: Pointer) -> None:
        """The same as one press."""
        self.press(pointer)

    def key(self, key: str, modifiers: Modifiers) -> bool:
        """Esc gives up."""
        if key == "escape":
            self.cancel()
            self._stage.use("select")
            return True
        return self._drag is not None and self._drag.key(key, modifiers)

    def cancel(self) -> None:
        """Takes the ghost away."""
        if self._drag is not None:
            self._drag.cancel()
            self._drag = None

    @property
    def busy(self) -> bool:
        """Whether a ghost is shown."""
        return self._drag is not None
