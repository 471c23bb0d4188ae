"""What a drag does where a level is shown in lanes: a task dropped in another lane changes its role."""

from collections.abc import Iterable
from typing import Any

from designer.canvas.tools.drag import Gesture, Proposal, refused
from designer.canvas.tools.selecting import without_descendants
from designer.canvas.tools.stage import Element, Feedback, Hit, Pointer, Stage
from designer.editing.roles import assign, may_assign
from designer.editing.rules import ALLOWED, Verdict
from designer.editing.rules import refused as forbidden
from designer.editing.structure import called
from designer.layout.geometry import Point
from designer.layout.scene import Path, Scene
from designer.layout.swimlanes.lanes import NOBODY, SEVERAL, Lane
from designer.model.nodes import Boundary, Task

PLACES = "Places follow from the flow in this view. Press Shift+L to move things freely."
_HINT = "Release gives it to {} · Esc cancels"


def lane_at(scene: Scene, at: Point) -> Lane | None:
    """The lane that a point lies in; beyond the ends of the lanes too."""
    return next((lane for lane in scene.lanes if lane.rect.y <= at.y < lane.rect.bottom), None)


def role_in(stage: Stage, at: Point) -> str | None:
    """The role that new work gets in the lane at a point; None where the lane is not that of one role."""
    lane = lane_at(stage.scene, at)
    return lane.roles[0] if lane is not None and len(lane.roles) == 1 and lane.key != NOBODY else None


def keys_of(
    stage: Stage, element: Element, at: Point | None = None, source: Path | None = None
) -> dict[str, Any]:
    """The keys of a new element: its type, and in a lane the role of the lane at a point or of a step."""
    keys: dict[str, Any] = {"type": element.type} if element.type is not None else {}
    placed = stage.scene.nodes.get(source) if source is not None else None
    if placed is not None:
        at = placed.rect.center if len(placed.path) == len(stage.level) + 1 else None
    role = role_in(stage, at) if at is not None and element.kind == "task" else None
    return keys if role is None else {**keys, "role": role}


class FixedGesture(Gesture):
    """A drag that would place something by hand, where places follow from the flow."""

    def propose(self, pointer: Pointer) -> Proposal:  # noqa: ARG002
        """Nothing, and why."""
        return refused(PLACES)


class LaneGesture(Gesture):
    """Carries the selection to another lane: its tasks get the role of that lane."""

    def __init__(
        self, stage: Stage, start: Pointer, paths: tuple[Path, ...], selected: frozenset[Path]
    ) -> None:
        self._stage = stage
        self._start = start.scene
        self._paths = paths
        self._selected = selected

    @classmethod
    def of(cls, stage: Stage, start: Pointer, hit: Hit) -> Gesture | None:
        """A move of the selection, or of what was pressed if that is not selected."""
        nodes = stage.scene.nodes
        if hit.path not in nodes:
            return None
        chosen = stage.selection if hit.path in stage.selection else frozenset({hit.path})
        outermost = without_descendants([path for path in chosen if path in nodes])
        paths = tuple(path for path in outermost if not isinstance(nodes[path].node, Boundary))
        if not paths or any(len(path) > len(stage.level) + 1 for path in paths):
            return FixedGesture()
        return cls(stage, start, tuple(sorted(paths)), frozenset(chosen))

    def propose(self, pointer: Pointer) -> Proposal:
        """The role that a release would give."""
        stage, offset = self._stage, pointer.scene - self._start
        live = dict.fromkeys(self._paths, offset)
        lane = lane_at(stage.scene, pointer.scene)
        if lane is None or all(lane is lane_at(stage.scene, at) for at in self._middles()):
            return refused(PLACES, live=live)
        ids = [path[-1] for path in self._paths]
        verdict = _may_drop(stage, ids, lane)
        if not verdict.ok:
            return refused(verdict.reason, live=live)
        role = lane.roles[0] if lane.key != NOBODY else None
        title = f"Give {self._what()} to {lane.name}" if role else f"Take the role from {self._what()}"

        def give() -> None:
            with stage.editor.edit(title) as draft:
                assign(draft, ids, role)

        return Proposal(
            live=live,
            feedback=Feedback(bands=(lane.rect,), readout=lane.name),
            cursor="closed-hand",
            status=_HINT.format(lane.name if role else "nobody"),
            marks=self._selected,
            after=give,
        )

    def _middles(self) -> Iterable[Point]:
        nodes = self._stage.scene.nodes
        return (nodes[path].rect.center for path in self._paths)

    def _what(self) -> str:
        nodes = (self._stage.scene.nodes[path].node for path in self._paths)
        tasks = [node for node in nodes if isinstance(node, Task)]
        return called(tasks[0]) if len(tasks) == 1 else f"{len(tasks)} tasks"


def _may_drop(stage: Stage, ids: list[str], lane: Lane) -> Verdict:
    """Whether a lane stands for one role that the tasks can have, or for none."""
    document = stage.editor.document
    verdict = may_assign(document, ids, lane.roles[0] if lane.roles else None)
    if not verdict.ok and not lane.key.startswith(SEVERAL):
        return verdict
    if lane.key == SEVERAL:
        return forbidden("Several roles cannot do one task. Drop it in the lane of one of them.")
    if lane.key.startswith("#") and len(lane.roles) > 1:
        return forbidden(
            f"{lane.name} has {len(lane.roles)} roles. Show a lane for each role to choose one of them."
        )
    return ALLOWED
