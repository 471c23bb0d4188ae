"""A box taken away from around its content: flows go through to where its ports led (C9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from designer.editing import placement, ports, rules, structure
from designer.editing.deletion import forget
from designer.editing.draft import Draft
from designer.editing.healing import lost_conditions
from designer.editing.linking import drop_far_links
from designer.editing.moving import move
from designer.editing.placement import LEAST_GAP, flipped
from designer.editing.room import clear, following, push
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.editing.sharing import unshare
from designer.editing.structure import at_start, called
from designer.layout.geometry import Point, Rect, bounds
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Boundary, Box, Node, Outcome, Task, Trigger


@dataclass(frozen=True)
class DissolveReport:
    """What a box left behind.

    Attributes:
        nodes: ids of its content, now beside where it stood.
        copied: (task id, key) of what tasks took over from the workflow: its role, its SLA.
        deleted: ids of ports, flows and border events that had no meaning any more.
        lost_conditions: conditions of flows among these.
    """

    nodes: tuple[str, ...] = ()
    copied: tuple[tuple[str, str], ...] = ()
    deleted: tuple[str, ...] = ()
    lost_conditions: tuple[str, ...] = ()


def may_dissolve(d: Readable, box: str) -> Verdict:
    """Whether a box has content of this document that can take its place."""
    n = d.get(box)
    if not isinstance(n, Box):
        return refused("Only boxes can be dissolved.")
    if n.file is not None:
        return refused(f"{at_start(called(n))} runs a workflow of another file; its content is not here.")
    return ALLOWED


def dissolve(draft: Draft, box: str) -> DissolveReport:
    """Puts the content of a box in its place; a shared workflow is copied first and stays for the others.

    Each flow into the box goes on to what its trigger led to, each flow out begins where its outcome was
    reached. Ports that served only for that vanish; those that nothing was connected to outside stay if
    something is inside. Tasks without a role or SLA take over the workflow's.

    Raises:
        RuleError: there is no content here.
    """
    require(may_dissolve(draft, box))
    n = draft.node(box)
    assert isinstance(n, Box)  # as the rule has said
    if len(draft.boxes_running(n.runs)) > 1:
        unshare(draft, box)
        n = draft.node(box)
        assert isinstance(n, Box)  # still
    return _Dissolving(draft, n).run()


class _Dissolving:
    """One box on its way out."""

    def __init__(self, draft: Draft, box: Box) -> None:
        self.draft = draft
        self.box = box
        self.gone: list[Flow] = []
        self.entries = structure.triggers(draft, box.runs)
        self.exits = structure.outcomes(draft, box.runs)
        self.into = {t.id: _entering(draft, box, t.id) for t in self.entries}
        self.out = {o.id: _leaving(draft, box, o.id) for o in self.exits}

    def run(self) -> DissolveReport:
        draft, box = self.draft, self.box
        vanish = {p.id for p in self.exits if self.out[p.id] or not draft.flows_into(p.id)}
        vanish |= {p.id for p in self.entries if self.into[p.id] or not draft.flows_from(p.id)}
        anchors = [f.target for p in self.entries if p.id in vanish for f in draft.flows_from(p.id)]
        for outcome in self.exits:
            self._through_exit(outcome)
        for trigger in self.entries:
            self._through_entry(trigger)
        children = [n for n in draft.nodes_in(box.runs) if n.id not in vanish]
        offset = self._offset(children, [a for a in anchors if a not in vanish])
        copied = self._hand_down(children)
        deleted = [*vanish, *self._remove_rest(vanish)]
        self._arrive(children, offset)
        for record_id in (*vanish, box.runs, box.id):
            draft.remove(record_id)
        forget(draft, {*deleted, box.runs, box.id})
        drop_far_links(draft, [*(n.id for n in children), *deleted, box.id])
        self._make_room([n.id for n in children])
        among = {n.id for n in children} | vanish
        return DissolveReport(
            tuple(n.id for n in children), copied, tuple(deleted), lost_conditions(self.gone, among)
        )

    def _through_exit(self, outcome: Outcome) -> None:
        """What led to an outcome leads to where the box led from there."""
        draft = self.draft
        onward = self.out[outcome.id]
        if not onward:
            return
        for inner in draft.flows_into(outcome.id):
            for place, outer in enumerate(onward):
                keys = {
                    "id": draft.new_id() if place else inner.id,
                    "target": outer.target,
                    "trigger": outer.trigger,
                    "label": inner.label or outer.label,
                    "handoff": inner.handoff or outer.handoff,
                }
                draft.put(inner.led(**keys))
        for outer in onward:
            draft.remove(outer.id)

    def _through_entry(self, trigger: Trigger) -> None:
        """What led into the box leads to what its trigger led to."""
        draft = self.draft
        arriving = [f for f in _entering(draft, self.box, trigger.id) if f.id in draft]
        inner = draft.flows_from(trigger.id)
        if not arriving:
            return
        for outer in arriving:
            for place, flow in enumerate(inner):
                keys = {
                    "id": draft.new_id() if place else outer.id,
                    "target": flow.target,
                    "trigger": flow.trigger,
                    "label": outer.label or flow.label,
                    "handoff": outer.handoff or flow.handoff,
                }
                draft.put(outer.led(**keys))
            if not inner:
                self._drop(outer)
        for flow in inner:
            draft.remove(flow.id)

    def _drop(self, flow: Flow) -> None:
        self.gone.append(flow)
        self.draft.remove(flow.id)

    def _offset(self, children: Sequence[Node], anchors: Sequence[str]) -> Point:
        """From the content's coordinates to those beside the box: the same line, the same beginning."""
        if not children:
            return Point(0, 0)
        draft, box = self.draft, self.box
        direction = structure.direction_of(draft, box.workflow)
        own = flipped(placement.rect_of(draft, box), direction)
        inner = bounds(placement.rect_of(draft, n) for n in children)
        start = flipped(inner or Rect(0, 0, 0, 0), direction)
        line = flipped(placement.anchor(draft, anchors or [n.id for n in children]), direction).center.y
        by = flipped(Rect(own.x - start.x, own.center.y - line, 0, 0), direction)
        return Point(by.x, by.y)

    def _hand_down(self, children: Sequence[Node]) -> tuple[tuple[str, str], ...]:
        draft = self.draft
        inner, outer = draft.workflow(self.box.runs), draft.workflow(self.box.workflow)
        copied: list[tuple[str, str]] = []
        for n in children:
            if not isinstance(n, Task):
                continue
            if n.role is None and inner.role not in (None, outer.role):
                draft.update(n.id, role=inner.role)
                copied.append((n.id, "role"))
            if n.sla is None and inner.sla is not None:
                draft.update(n.id, sla=inner.sla)
                copied.append((n.id, "sla"))
        return tuple(copied)

    def _remove_rest(self, vanish: set[str]) -> list[str]:
        """Takes away border events of the box and flows that have lost an end."""
        draft, box = self.draft, self.box
        events = [boundary.id for boundary in draft.boundaries_on(box.id)]
        ends = [*vanish, *events, box.id]
        loose = {f.id: f for end in ends for f in (*draft.flows_from(end), *draft.flows_into(end))}
        for flow in loose.values():
            self._drop(flow)
        for event in events:
            draft.remove(event)
        return [*events, *(flow.id for flow in self.gone)]

    def _arrive(self, children: Sequence[Node], offset: Point) -> None:
        draft, workflow = self.draft, self.box.workflow
        for kind in {type(n) for n in children} & {Trigger, Outcome}:
            ports.pin_ports(draft, workflow, kind)  # type: ignore[arg-type]  # only these two are left
        move(draft, [n.id for n in children], *offset)
        for n in children:
            now = draft.node(n.id)
            draft.put(now.model_copy(update={"workflow": workflow, "slack": None}))
        self.gone += rules.drop_twins(draft, [n.id for n in children])

    def _make_room(self, children: Sequence[str]) -> None:
        """Moves what stands behind the box on by what its content is longer, where it would be covered."""
        draft, box = self.draft, self.box
        steps = [n for n in children if not isinstance(draft.node(n), Boundary)]
        if not steps:
            return
        direction = structure.direction_of(draft, box.workflow)
        rects = [flipped(placement.rect_of(draft, draft.node(n)), direction) for n in steps]
        size = box.size or placement.size_in(draft, "workflow", box.workflow)
        own = flipped(Rect(*box.at, *size), direction)
        gain = max(rect.right for rect in rects) - own.right
        behind = following(draft, children, own.right)
        near = [flipped(placement.rect_of(draft, draft.node(n)), direction) for n in behind]
        if gain > 0 and any(a.overlaps(b.grown(LEAST_GAP)) for a in near for b in rects):
            push(draft, behind, gain, children)
        clear(draft, children)


def _entering(d: Readable, box: Box, entry: str) -> list[Flow]:
    return [flow for flow in d.flows_into(box.id) if ports.entry_of(d, flow) == entry]


def _leaving(d: Readable, box: Box, exit_id: str) -> list[Flow]:
    return [flow for flow in d.flows_from(box.id) if ports.exit_of(d, flow) == exit_id]
