"""Healing: what happens to the flows around steps that go away (C9)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from designer.editing import ports, rules, structure
from designer.editing.draft import Draft
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Boundary, Box, Decision, Node, Outcome, Race, State, Trigger

_CHOOSERS = (Decision, Race, State)


@dataclass(frozen=True)
class Gap:
    """A place that was left open: the flows that led into what is gone, and those that led on from there."""

    into: tuple[Flow, ...]
    out: tuple[Flow, ...]


@dataclass
class Healing:
    """What healing did: ids of the flows that lead on now, and the gaps where it did nothing."""

    flows: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def heal(
    draft: Draft, going: Collection[str], without: Collection[str] = (), fan_out: bool = False
) -> Healing:
    """Leads flows past nodes that are about to go; the nodes and their other flows are left to the caller.

    Of each connected set of them, with In entering and Out leaving flows: if there is one Out, every In is
    led to its target; if there is one In, its source gets every Out, where several may leave there and
    no choice would be lost. Flows that go on keep id, label and condition of the In flow. Never a
    duplicate, never a self-loop.

    Args:
        draft: what is edited.
        going: ids of the nodes, with the events on their borders.
        without: flows that are to go as well and heal nothing.
        fan_out: heal one In and several Out even if a choice is lost.
    """
    done = Healing()
    for members in _connected(draft, going):
        into = [f for n in members for f in draft.flows_into(n) if f.source not in members]
        out = [f for n in members for f in draft.flows_from(n) if f.target not in members]
        gap = Gap(
            tuple(f for f in into if f.id not in without),
            tuple(f for f in out if f.id not in without and not isinstance(draft.get(f.source), Boundary)),
        )
        if not gap.into or not gap.out:
            continue
        if len(gap.out) == 1:
            done.flows += _lead_on(draft, gap.into, gap.out[0])
        elif len(gap.into) == 1 and (fan_out or _may_fan_out(draft, gap)):
            done.flows += _spread(draft, gap.into[0], gap.out)
        else:
            done.gaps.append(gap)
    return done


def _connected(d: Readable, going: Iterable[str]) -> list[dict[str, None]]:
    """The going nodes in sets that flows among them (or a shared host) connect."""
    left = dict.fromkeys(going)
    found: list[dict[str, None]] = []
    while left:
        first = next(iter(left))
        del left[first]
        members, open_ends = {first: None}, [first]
        while open_ends:
            for other in _neighbours(d, open_ends.pop()):
                if other in left:
                    del left[other]
                    members[other] = None
                    open_ends.append(other)
        found.append(members)
    return found


def _neighbours(d: Readable, node_id: str) -> list[str]:
    n = d.get(node_id)
    found = [f.target for f in d.flows_from(node_id)] + [f.source for f in d.flows_into(node_id)]
    found += [boundary.id for boundary in d.boundaries_on(node_id)]
    return [*found, n.host] if isinstance(n, Boundary) else found


def _lead_on(draft: Draft, into: Iterable[Flow], out: Flow) -> list[str]:
    """Every flow of `into` led to where `out` went."""
    led: list[str] = []
    for flow in into:
        made = flow.led(target=out.target, trigger=out.trigger, handoff=flow.handoff or out.handoff)
        if made.source != made.target and rules.may_join(draft, made):
            draft.put(made)
            led.append(made.id)
    return led


def _may_fan_out(d: Readable, gap: Gap) -> bool:
    """Whether the source of the only flow in may send work along all flows out, as it was before."""
    flow = gap.into[0]
    sources = {f.source for f in gap.out}
    exits = {(f.source, f.outcome) for f in gap.out}
    chosen = len(exits) > len(sources) or any(isinstance(d.get(source), _CHOOSERS) for source in sources)
    chosen = chosen or any(f.condition or f.default for f in gap.out)
    return not chosen and flow.condition is None and not isinstance(d.get(flow.source), _CHOOSERS)


def _spread(draft: Draft, flow: Flow, out: Iterable[Flow]) -> list[str]:
    """The targets of `out` follow the source of `flow`; the first takes over its id."""
    source = draft.node(flow.source)
    choice = {"condition", "probability", "default", "order"} if not isinstance(source, _CHOOSERS) else set()
    led: list[str] = []
    for old in out:
        keys: dict[str, object] = {key: Flow.model_fields[key].default for key in choice}
        keys |= {"source": flow.source, "outcome": flow.outcome}
        keys |= {"label": old.label or flow.label, "handoff": old.handoff or flow.handoff}
        made = old.led(**(keys if led else {**keys, "id": flow.id}))
        if made.source != made.target and rules.may_join(draft, made):
            draft.put(made)
            led.append(made.id)
    return led


def lost_conditions(gone: Iterable[Flow], nodes: Collection[str]) -> tuple[str, ...]:
    """Conditions (or labels of defaults) of flows that went though one of their ends is not among `nodes`."""
    return tuple(
        flow.condition or flow.label
        for flow in gone
        if (flow.condition or (flow.default and flow.label))
        and not (flow.source in nodes and flow.target in nodes)
    )


def release_ports(draft: Draft, going: Iterable[Node]) -> None:
    """Flows outside that used a port which goes: taken away, or left open where it was the only one."""
    leaving = [n for n in going if isinstance(n, Trigger | Outcome)]
    gone = {n.id for n in leaving}
    for n in leaving:
        same = structure.triggers if isinstance(n, Trigger) else structure.outcomes
        for box in draft.boxes_running(n.workflow):
            remain = any(port.id not in gone for port in same(draft, n.workflow))
            for flow in _flows_of_port(draft, box, n):
                if remain:
                    draft.remove(flow.id)
                else:
                    key = "trigger" if isinstance(n, Trigger) else "outcome"
                    draft.put(draft.flow(flow.id).model_copy(update={key: None}))
            rules.drop_twins(draft, [box.id])


def _flows_of_port(d: Readable, box: Box, port: Node) -> list[Flow]:
    if isinstance(port, Trigger):
        return [f for f in d.flows_into(box.id) if ports.entry_of(d, f) == port.id]
    return [f for f in d.flows_from(box.id) if ports.exit_of(d, f) == port.id]
