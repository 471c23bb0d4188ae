"""Shift and a drag from a port: everything that is joined there is led elsewhere at once (C8)."""

from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.stage import Feedback, Hit, Pointer, Stage
from designer.canvas.tools.target import Target, elbow, target_at
from designer.editing.draft import Draft
from designer.editing.flows import reconnect
from designer.editing.rules import RuleError
from designer.editing.structure import called
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Routed
from designer.model import graph

NONE_HERE = "No flow is joined here: drag without Shift to draw one"


class RewireGesture(Gesture):
    """Leads all flows of one port of a node to another node; each keeps its other end."""

    def __init__(self, stage: Stage, start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._start = start.scene
        self._node = hit.path
        self._joined = joined(stage, hit)

    def propose(self, pointer: Pointer) -> Proposal:
        """The flows with their ends on what is under the pointer."""
        if not self._joined:
            return self._refused(pointer.scene, NONE_HERE, None)
        target = target_at(self._stage, pointer, self._node)
        if target is None or target.is_flow or target.path == self._node:
            many = "the flow" if len(self._joined) == 1 else f"all {len(self._joined)} flows"
            return self._refused(pointer.scene, f"Release on a step to lead {many} there", None)
        draft = self._stage.editor.draft()
        try:
            self._lead(draft, target)
        except RuleError as error:
            return self._refused(pointer.scene, str(error), target)
        return Proposal(
            title=f"Lead {len(self._joined)} flows to {called(draft.node(target.path[-1]))}",
            draft=draft,
            feedback=Feedback(target=target.path),
            cursor="arrow",
            status="Everything that is joined here goes there",
        )

    def _lead(self, draft: Draft, target: Target) -> None:
        for routed in self._joined:
            if routed.source == self._node:
                reconnect(draft, routed.flow.id, source=target.path[-1])
            else:
                reconnect(draft, routed.flow.id, target=target.path[-1], trigger=target.trigger)

    def _refused(self, at: Point, reason: str, target: Target | None) -> Proposal:
        shown = Feedback(
            wire=elbow(self._start, at),
            wire_ok=target is None and bool(self._joined),
            target=target.path if target else None,
            target_ok=target is None and bool(self._joined),
            reason=reason if target or not self._joined else "",
            outlined=frozenset(routed.path for routed in self._joined),
        )
        return Proposal(feedback=shown, cursor="forbidden" if target else "cross", status=reason)


def joined(stage: Stage, hit: Hit) -> tuple[Routed, ...]:
    """The flows that are joined to a node at the port that was hit."""
    flows = stage.scene.flows.values()
    at_node = [routed for routed in flows if hit.path in (routed.source, routed.target)]
    document = stage.editor.document
    if hit.detail in document.nodes:
        ports = (graph.exit_port, graph.entry_port)
        return tuple(r for r in at_node if hit.detail in [port(document, r.flow) for port in ports])
    rect = stage.scene.nodes[hit.path].rect
    return tuple(r for r in at_node if _side(rect, r.points[0 if r.source == hit.path else -1]) == hit.detail)


def _side(rect: Rect, at: Point) -> str:
    far = {
        "left": abs(at.x - rect.x),
        "right": abs(at.x - rect.right),
        "top": abs(at.y - rect.y),
        "bottom": abs(at.y - rect.bottom),
    }
    return min(far, key=lambda side: far[side])
