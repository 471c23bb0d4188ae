"""Dragging an event from the border of one step to that of another."""

from designer.canvas.tools.drag import Gesture, Proposal, refused
from designer.canvas.tools.stage import Feedback, Hit, Pointer, Stage
from designer.canvas.tools.target import target_at
from designer.editing.nodes import put_on
from designer.editing.rules import may_host
from designer.editing.structure import called
from designer.layout.scene import Path
from designer.model.nodes import Boundary

STAYS = "It sits on the border of its step: drag it onto another task or box of the same workflow"


class HostGesture(Gesture):
    """An event has no place of its own; it goes where its host goes, or to another host."""

    def __init__(self, stage: Stage, path: Path, event: Boundary) -> None:
        self._stage = stage
        self._path = path
        self._event = event

    @classmethod
    def of(cls, stage: Stage, _start: Pointer, hit: Hit) -> "HostGesture | None":
        """A drag of the event that was pressed; None for what is no event."""
        placed = stage.scene.nodes.get(hit.path)
        if placed is None or not isinstance(placed.node, Boundary):
            return None
        return cls(stage, hit.path, placed.node)

    def propose(self, pointer: Pointer) -> Proposal:
        """The event on the border of what is under the pointer."""
        target = target_at(self._stage, pointer, self._path)
        if target is None or target.is_flow or target.path == self._path:
            return refused(STAYS)
        document = self._stage.editor.document
        host = document.nodes[target.path[-1]]
        verdict = may_host(document, host.id)
        if not verdict.ok or host.workflow != self._event.workflow:
            return refused(verdict.reason or STAYS, target=target.path)
        draft = self._stage.editor.draft()
        put_on(draft, self._event.id, host.id)
        return Proposal(
            title=f"Put event on {called(host)}",
            draft=draft,
            feedback=Feedback(target=target.path),
            cursor="arrow",
            marks=frozenset({self._path}),
            select=frozenset({self._path}),
        )
