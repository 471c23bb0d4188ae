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
from designer.model.nodes import Outcome, Trigger


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
        """A flow from the port that was pressed; from all selected nodes if that one is among them."""
        nodes = stage.scene.nodes
        chosen = [path for path in nodes if path in stage.selection]
        sources = tuple(chosen) if hit.path in chosen else (hit.path,)
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
            verdicts = [self._verdict(source, target) for source in self._sources]
            flow = next((verdict.flow for verdict in verdicts if not verdict.ok), None)
            return next((path for path in self._stage.scene.flows if path[-1] == flow), target.path)
        return target.path

    def _verdict(self, source: Path, target: Target) -> Verdict:
        document, here, there = self._stage.editor.document, source[-1], target.path[-1]
        if self._trigger is not None:
            return may_connect(document, there, here, trigger=self._trigger)
        return may_connect(document, here, there, self._outcome, target.trigger)

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
        elif self._trigger is not None:
            for source in self._sources:
                pin(draft, connect(draft, target.path[-1], source[-1], trigger=self._trigger)[0], target)
        else:
            self._forward(draft, target)

    def _forward(self, draft: Draft, target: Target) -> None:
        for source in self._sources:
            made = connect(draft, source[-1], target.path[-1], self._outcome, target.trigger)[0]
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
        """A decision in the middle of the flow joins both."""
        container = target.path[:-1]
        place = base_point(self._stage, container, at)
        width, height = default_size("decision")
        corner = place - (width / 2, height / 2)
        merge = create(draft, "decision", self._stage.workflow_of(container), corner)
        splice(draft, merge, target.path[-1])
        for source in self._sources:
            connect(draft, source[-1], merge, self._outcome)

    def _common(self, target: Target) -> Path:
        """The container that both ends have in common."""
        both = zip(target.path[:-1], self._sources[0][:-1], strict=False)
        return tuple(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], both))

    def _made(self, draft: Draft, target: Target) -> Proposal:
        """What is drawn is not selected: its end would lie on the port that the next flow begins at."""
        built = ports_built(draft.change)
        placed = self._stage.scene.nodes.get(target.path)
        return Proposal(
            title=f"Connect to {called(placed.node)}" if placed is not None else "Merge into a flow",
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

    def _ask_direct(self, target: Target) -> Callable[[], None] | None:
        """A drop on a flow merges into it; the bar offers to lead to what the flow leads to instead."""
        stage = self._stage
        end = stage.scene.flows[target.path].flow.target
        document = stage.editor.document
        verdicts = [may_connect(document, source[-1], end, self._outcome) for source in self._sources]
        if not all(verdict.ok and not verdict.reversed for verdict in verdicts):
            return None

        def direct() -> None:
            stage.editor.undo()
            with stage.editor.edit(f"Connect to {called(stage.editor.document.nodes[end])}") as draft:
                for source in self._sources:
                    connect(draft, source[-1], end, self._outcome)

        name = called(document.nodes[end])
        return lambda: stage.notice(Notice("Merged into the flow", ((f"Lead to {name} instead", direct),)))

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
