"""Out of the "+" of a step: the next step, or a flow to one that is there (C8)."""

from designer.canvas.tools.connect import ConnectGesture
from designer.canvas.tools.create import CreateGesture
from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.stage import Element, Hit, Pointer, Stage
from designer.canvas.tools.target import target_at
from designer.layout.scene import Path
from designer.model.nodes import NodeKind


class AppendGesture(Gesture):
    """Out of the "+" of a step: the next step where it is dropped, or a flow to the step it is dropped on."""

    def __init__(self, stage: Stage, start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._connect = ConnectGesture(stage, start.scene, (hit.path,))
        self._create = CreateGesture(stage, Element(following(stage, hit.path)), source=hit.path)
        self._source = hit.path

    def propose(self, pointer: Pointer) -> Proposal:
        """A flow if there is a step under the pointer, else the next step."""
        target = target_at(self._stage, pointer, self._source)
        if target is not None and target.path != self._source:
            return self._connect.propose(pointer)
        return self._create.propose(pointer)

    def end(self) -> None:
        """Closes what was opened on the way."""
        self._create.end()


def following(stage: Stage, path: Path) -> NodeKind:
    """The kind of the default next step: a wait behind a race, a state behind a state, else a task."""
    following_kinds: dict[NodeKind, NodeKind] = {"race": "wait", "state": "state"}
    return following_kinds.get(stage.scene.nodes[path].node.kind, "task")
