"""Dragging an end of a flow to another node (C3): the other end is kept."""

from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.stage import Feedback, Hit, Pointer, Stage
from designer.canvas.tools.target import PINNED, Target, docks, elbow, pin, target_at
from designer.editing.draft import Draft
from designer.editing.flows import reconnect
from designer.editing.rules import RuleError
from designer.layout.geometry import Point


class ReconnectGesture(Gesture):
    """Leads one end of a flow elsewhere; turns the flow round where only that is allowed."""

    def __init__(self, stage: Stage, _start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._path = hit.path
        self._end = hit.detail
        routed = stage.scene.flows[hit.path]
        self._flow = routed.flow
        self._fixed = routed.points[0] if hit.detail == "target" else routed.points[-1]

    def propose(self, pointer: Pointer) -> Proposal:
        """The flow with its end on what is under the pointer."""
        target = target_at(self._stage, pointer)
        if target is None or target.is_flow:
            return self._open(pointer.scene)
        refusal: RuleError | None = None
        for turned in (False, True):
            draft = self._stage.editor.draft()
            try:
                self._lead(draft, target, turned)
            except RuleError as error:
                refusal = refusal or error
                if refusal.flow is not None:
                    break
                continue
            return Proposal(
                title="Reconnect flow",
                draft=draft,
                feedback=Feedback(
                    target=target.path,
                    docks=tuple(docks(self._stage, target.path).items()),
                    dock=target.side,
                ),
                cursor="arrow",
                status=PINNED if target.side else "",
                marks=frozenset({self._path}),
                select=frozenset({self._path}),
            )
        assert refusal is not None
        return self._refused(pointer.scene, target, refusal)

    def _lead(self, draft: Draft, target: Target, turned: bool) -> None:
        at_target = (self._end == "target") != turned
        kept = self._flow.source if self._end == "target" else self._flow.target
        ends: dict[str, str | None] = {"target" if at_target else "source": target.path[-1]}
        if turned:
            ends["source" if at_target else "target"] = kept
        if at_target and target.trigger is not None:
            ends["trigger"] = target.trigger
        reconnect(draft, self._flow.id, **ends)
        pin(draft, self._flow.id, target, "target" if at_target else "source")

    def _open(self, at: Point) -> Proposal:
        shown = Feedback(wire=elbow(self._fixed, at))
        return Proposal(feedback=shown, cursor="cross", status="Release on a step to connect to it")

    def _refused(self, at: Point, target: Target, refusal: RuleError) -> Proposal:
        """Red, with the reason; what is joined like this already flashes at a release."""
        twin = (*self._path[:-1], refusal.flow) if refusal.flow is not None else None
        shown = Feedback(
            wire=elbow(self._fixed, at),
            wire_ok=False,
            target=twin or target.path,
            target_ok=False,
            reason=str(refusal),
        )
        flash = (lambda: self._stage.flash([twin])) if twin is not None else None
        return Proposal(feedback=shown, cursor="forbidden", status=str(refusal), after=flash)
