"""Drawing flows: by a drag from a port, or click by click with the connect tool (C8)."""

from collections.abc import Callable
from itertools import takewhile

from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.places import base_bends, base_point
from designer.canvas.tools.stage import Feedback, Hit, Notice, Pointer, Stage
from designer.canvas.tools.target import PINNED, Target, docks, elbow, pin, target_at, unreachable
from designer.editing.draft import Draft
from designer.editing.flows import connect, may_connect
from designer.editing.nodes import create
from designer.editing.rules import RuleError, Verdict
from designer.editing.splicing import splice
from designer.editing.structure import called
from designer.layout.geometry import Point
from designer.layout.scene import Path
from designer.layout.sizes import default_size
from designer.model.change import Change
from designer.model.nodes import Node, Outcome, Trigger


class ConnectGesture(Gesture):
    """Draws a flow from one node or from several at once to the node under the pointer.

    `outcome` is the exit of a box that the drag began at, `trigger` the entry: from an entry the flow is
    drawn backwards. `down` leads the wire out vertically. `waypoints` are the bends it is pinned to.
    """

    def __init__(
        self,
        stage: Stage,
        start: Point,
        sources: tuple[Path, ...],
        outcome: str | None = None,
        trigger: str | None = None,
        down: bool = False,
    ) -> None:
        self._stage = stage
        self._start = start
        self._sources = sources
        self._outcome = outcome
        self._trigger = trigger
        self._down = down
        self.waypoints: list[Point] = []
        self._closed = unreachable(stage, sources[0], outcome) if trigger is None else frozenset()

    @property
    def source(self) -> Path:
        """The node that the flow begins at (the first of several)."""
        return self._sources[0]

    @classmethod
    def from_port(cls, stage: Stage, start: Pointer, hit: Hit) -> "ConnectGesture":
        """A flow from the port that was pressed; from all selected nodes if that one is among them.

        The pressed one comes first: what ends on empty ground is its flow.
        """
        others = [path for path in stage.scene.nodes if path in stage.selection and path != hit.path]
        sources = (hit.path, *others) if hit.path in stage.selection else (hit.path,)
        port = stage.editor.document.nodes.get(hit.detail)
        return cls(
            stage,
            start.scene,
            sources,
            outcome=hit.detail if isinstance(port, Outcome) else None,
            trigger=hit.detail if isinstance(port, Trigger) else None,
            down=hit.detail in ("top", "bottom"),
        )

    def propose(self, pointer: Pointer) -> Proposal:
        """The flow to what is under the pointer, or a wire that ends in a menu."""
        target = target_at(self._stage, pointer, self._sources[0])
        wire = self._wire(pointer.scene)
        if target is None:
            return self._open(pointer.scene, wire)
        draft = self._stage.editor.draft()
        try:
            self._connect(draft, target, pointer.scene)
        except RuleError as error:
            return self._refused(target, wire, str(error))
        return self._made(draft, target)

    def _twin(self, target: Target) -> Path:
        """The flow that is there already, to be pointed at; else the target itself."""
        if not target.is_flow:
            verdicts = self._verdicts(target.path[-1], target.trigger)
            flow = next((verdict.flow for verdict in verdicts if not verdict.ok), None)
            return next((path for path in self._stage.scene.flows if path[-1] == flow), target.path)
        return target.path

    def _verdicts(self, other: str, trigger: str | None = None) -> list[Verdict]:
        """Of each source, whether it may be joined to another node."""
        document, sources = self._stage.editor.document, [source[-1] for source in self._sources]
        if self._trigger is not None:
            return [may_connect(document, other, source, trigger=self._trigger) for source in sources]
        return [may_connect(document, source, other, self._outcome, trigger) for source in sources]

    def _join(self, draft: Draft, other: str, trigger: str | None = None) -> list[str]:
        """Joins each source to another node, or that to them if it is drawn backwards; the flows made."""
        sources = [source[-1] for source in self._sources]
        if self._trigger is not None:
            return [connect(draft, other, source, trigger=self._trigger)[0] for source in sources]
        return [connect(draft, source, other, self._outcome, trigger)[0] for source in sources]

    def _refused(self, target: Target, wire: tuple[Point, ...], reason: str) -> Proposal:
        shown = Feedback(
            wire=wire,
            wire_ok=False,
            target=self._twin(target),
            target_ok=False,
            reason=reason,
            dimmed=self._closed,
        )
        twin = shown.target
        flash = (lambda: self._stage.flash([twin])) if twin is not None and twin != target.path else None
        return Proposal(feedback=shown, cursor="forbidden", status=reason, after=flash)

    def _open(self, at: Point, wire: tuple[Point, ...]) -> Proposal:
        source, port = self._sources[0], self._outcome or self._trigger or ""
        following = "the next step" if self._trigger is None else "the step before"

        def ask() -> None:
            self._stage.open_menu("create", at, source, port)

        return Proposal(
            feedback=Feedback(wire=wire, dimmed=self._closed),
            cursor="cross",
            status=f"Release on a step to connect, on empty ground to add {following}",
            after=ask,
        )

    def _connect(self, draft: Draft, target: Target, at: Point) -> None:
        if target.is_flow:
            self._merge(draft, target, at)
            return
        for made in self._join(draft, target.path[-1], target.trigger):
            self._bend(draft, made, target)
            pin(draft, made, target)

    def _bend(self, draft: Draft, flow: str, target: Target) -> None:
        """Leads the flow between siblings by what was clicked on the way."""
        if self.waypoints:
            found = draft.flow(flow)
            is_turned = found.source == target.path[-1]
            bends = self.waypoints[::-1] if is_turned else self.waypoints
            draft.put(found.bent(*base_bends(self._stage, self._common(target), bends)))

    def _merge(self, draft: Draft, target: Target, at: Point) -> None:
        """A decision in the middle of the flow joins both, or parts them if it is drawn backwards."""
        container = target.path[:-1]
        place = base_point(self._stage, container, at)
        width, height = default_size("decision")
        corner = place - (width / 2, height / 2)
        merge = create(draft, "decision", self._stage.workflow_of(container), corner)
        splice(draft, merge, target.path[-1])
        self._join(draft, merge)

    def _common(self, target: Target) -> Path:
        """The container that both ends have in common."""
        both = zip(target.path[:-1], self._sources[0][:-1], strict=False)
        return tuple(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], both))

    def _made(self, draft: Draft, target: Target) -> Proposal:
        """What is drawn is not selected: its end would lie on the port that the next flow begins at."""
        built = ports_built(draft.change)
        placed = self._stage.scene.nodes.get(target.path)
        return Proposal(
            title=self._title(placed.node) if placed is not None else self._merging,
            draft=draft,
            feedback=Feedback(
                target=target.path,
                dimmed=self._closed,
                docks=tuple(docks(self._stage, target.path).items()),
                dock=target.side,
            ),
            cursor="arrow",
            status=f"Also adds {built}" if built else PINNED if target.side else "",
            after=self._ask_direct(target) if target.is_flow else self._tell(built),
        )

    def _title(self, other: Node) -> str:
        return f"Connect {'to' if self._trigger is None else 'from'} {called(other)}"

    @property
    def _merging(self) -> str:
        return "Merge into a flow" if self._trigger is None else "Branch off a flow"

    def _ask_direct(self, target: Target) -> Callable[[], None] | None:
        """A drop on a flow merges into it; the bar offers to lead to what the flow leads to instead.

        Drawn backwards it branches off there, and the bar offers to lead from what the flow leaves.
        """
        stage, flow = self._stage, self._stage.scene.flows[target.path].flow
        end = flow.target if self._trigger is None else flow.source
        if not all(verdict.ok and not verdict.reversed for verdict in self._verdicts(end)):
            return None
        other = stage.editor.document.nodes[end]

        def direct() -> None:
            stage.editor.undo()
            with stage.editor.edit(self._title(other)) as draft:
                self._join(draft, end)

        if self._trigger is None:
            done, offer = "Merged into the flow", f"Lead to {called(other)} instead"
        else:
            done, offer = "Branched off the flow", f"Lead from {called(other)} instead"
        return lambda: stage.notice(Notice(done, ((offer, direct),)))

    def _tell(self, built: str) -> Callable[[], None] | None:
        if not built:
            return None
        return lambda: self._stage.notice(Notice(f"Connected · added {built}"))

    def _wire(self, end: Point) -> tuple[Point, ...]:
        if not self.waypoints:
            return elbow(self._start, end, self._down)
        return (self._start, *self.waypoints, end)


def ports_built(change: Change) -> str:
    """The outcomes and triggers that a flow across borders needs, in words."""
    made = [after for before, after in change.records.values() if before is None]
    words = [
        f"the {node.kind} {called(node)}" if node.name else f"a {node.kind}"
        for node in made
        if isinstance(node, Outcome | Trigger)
    ]
    return " and ".join(words)
