"""From a step in one box to a step in another: outcomes, one flow between siblings, and triggers (C8)."""

from dataclasses import dataclass
from typing import Any

from designer.editing import structure
from designer.editing.draft import Draft
from designer.editing.joining import join
from designer.editing.ports import entry_of, exit_of, goes_on, is_entered, new_port
from designer.editing.rules import ALLOWED, Verdict, may_enter, may_leave, refused
from designer.editing.structure import Chain, at_start, called
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Box, Decision, Node, Outcome, Trigger

_AT_SOURCE = ("condition", "probability", "default", "event", "after", "label", "order")
_Reached = list[tuple[str, str | None]]  # nodes at some level, each with the port that matters there


@dataclass(frozen=True)
class Route:
    """The boxes left on the way (innermost first), and those entered then (outermost first)."""

    up: Chain = ()
    down: Chain = ()


def _holds(d: Readable, box: Node, n: Node) -> bool:
    return isinstance(box, Box) and box.file is None and structure.is_within(d, n.workflow, box.runs)


def routes(d: Readable, a: Node, b: Node) -> list[Route]:
    """The shortest ways from `a` to `b`; several where a shared workflow leaves it open."""
    if _holds(d, b, a):
        return [Route(up=(*_shortest(d, a, b), b))]  # type: ignore[arg-type]  # only boxes hold
    if _holds(d, a, b):
        return [Route(down=(a, *reversed(_shortest(d, b, a))))]  # type: ignore[arg-type]  # likewise
    found: dict[int, list[Route]] = {}
    downs = structure.climbs(d, b.workflow)
    for here, up in structure.climbs(d, a.workflow):
        for there, down in downs:
            if here == there:
                way = Route(up, tuple(reversed(down)))
                found.setdefault(len(up) + len(down), []).append(way)
    return found[min(found)] if found else []


def _shortest(d: Readable, n: Node, box: Node) -> Chain:
    chains = [c for here, c in structure.climbs(d, n.workflow) if isinstance(box, Box) and here == box.runs]
    return min(chains, key=len)


def may_cross(
    d: Readable, a: Node, b: Node, outcome: str | None = None, trigger: str | None = None
) -> Verdict:
    """Whether one may draw from a step to one in another workflow."""
    for end, verdict in ((a, may_leave(a)), (b, may_enter(b))):
        if not verdict and not isinstance(end, Outcome | Trigger):
            return verdict
    ways = routes(d, a, b)
    if not ways:
        return refused("These two have no workflow in common; put one where the other can see it.")
    if len(ways) > 1:
        return refused(_ambiguous(d, ways))
    way = ways[0]
    if isinstance(a, Outcome) and not way.up:
        return may_leave(a)
    if isinstance(b, Trigger) and not way.down:
        return may_enter(b)
    if isinstance(a, Trigger) and way.up and not way.down and way.up[-1].id == b.id:
        return refused("Something has to be done between the trigger of a box and its end.")
    flow = _existing(d, a, b, way, outcome, trigger)
    if flow is not None:
        return Verdict(False, f"{at_start(called(a))} and {called(b)} are already connected.", flow=flow.id)
    return ALLOWED


def _ambiguous(d: Readable, ways: list[Route]) -> str:
    boxes = [box for way in ways for box in (*way.up, *way.down)]
    shared = next((box.runs for box in boxes if len(d.boxes_running(box.runs)) > 1), boxes[0].runs)
    return (
        f"{at_start(called(d.get(shared)))} is used in several places: connect the boxes that run it, "
        "or make one of them independent first."
    )


def build(
    draft: Draft,
    a: Node,
    b: Node,
    outcome: str | None,
    trigger: str | None,
    keys: dict[str, Any],
) -> list[str]:
    """Builds what is missing on the way that `may_cross` allowed; gives what was made, main flow first."""
    way = routes(draft, a, b)[0]
    made: list[str] = []
    at_choice = {key: value for key, value in keys.items() if key in _AT_SOURCE}
    at_top = keys if not way.up else {key: value for key, value in keys.items() if key not in _AT_SOURCE}
    source, target = a.id, b.id
    for box in way.up:
        outcome, new = _exit_after(draft, source, box, outcome, b, at_choice)
        made += new
        source, at_choice = box.id, {}
    for box in reversed(way.down):
        trigger, new = _entry_before(draft, target, box, trigger, a)
        made += new
        target = box.id
    if source == target:  # to the border of its own box, or from there: nothing goes on outside
        return made
    return join(draft, source, target, outcome, trigger, **at_top) + made


def _exit_after(
    draft: Draft, source: str, box: Box, port: str | None, goal: Node, keys: dict[str, Any]
) -> tuple[str, list[str]]:
    """The outcome by which the work of `source` leaves a box, and what had to be made for it.

    An outcome is taken as it is when `source` is it, or leads to it and nothing goes on from there, or
    when nothing is connected to it at all.
    """
    n = draft.node(source)
    if isinstance(n, Outcome):
        return n.id, []
    at_border = box.id == goal.id
    for exit_id in _exits(draft, source, port):
        if not at_border and not goes_on(draft, exit_id, box):
            return exit_id, []
    free = [o for o in structure.outcomes(draft, n.workflow) if not draft.flows_into(o.id)]
    found = next((o.id for o in free if at_border or not goes_on(draft, o.id, box)), None)
    if found is not None:
        return found, join(draft, source, found, port, **keys)
    found = new_port(draft, Outcome, source, "" if at_border else goal.name)
    return found, [*join(draft, source, found, port, **keys), found]


def _entry_before(
    draft: Draft, target: str, box: Box, port: str | None, origin: Node
) -> tuple[str, list[str]]:
    """The trigger by which work enters a box to reach `target`, and what had to be made for it.

    One is taken as it is when `target` is it, or it leads to `target` and to nothing else, or when
    nothing is connected to it at all.
    """
    n = draft.node(target)
    if isinstance(n, Trigger):
        return n.id, []
    at_border = box.id == origin.id
    for entry in _entries(draft, target, port):
        if not at_border and len(draft.flows_from(entry)) == 1:
            return entry, []
    free = [t for t in structure.triggers(draft, n.workflow) if not draft.flows_from(t.id)]
    found = next((t.id for t in free if at_border or not is_entered(draft, t.id, box)), None)
    if found is not None:
        return found, join(draft, found, target, None, port)
    found = new_port(draft, Trigger, target, "" if at_border else origin.name)
    return found, [*join(draft, found, target, None, port), found]


def _exits(d: Readable, source: str, port: str | None) -> list[str]:
    """The outcomes that a node leads to (by one of its own exits), or the outcome that it is."""
    if isinstance(d.get(source), Outcome):
        return [source]
    leaving = [f for f in d.flows_from(source) if port is None or exit_of(d, f) == port]
    return [f.target for f in leaving if isinstance(d.get(f.target), Outcome)]


def _entries(d: Readable, target: str, port: str | None) -> list[str]:
    """The triggers that lead to a node (by one of its own entries), or the trigger that it is."""
    if isinstance(d.get(target), Trigger):
        return [target]
    coming = [f for f in d.flows_into(target) if port is None or entry_of(d, f) == port]
    return [f.source for f in coming if isinstance(d.get(f.source), Trigger)]


def _existing(
    d: Readable, a: Node, b: Node, way: Route, outcome: str | None, trigger: str | None
) -> Flow | None:
    """The flow through which `a` leads to `b` already."""
    if isinstance(a, Decision) and way.up and way.up[-1].id == b.id:
        return None  # each branch may have an end of its own
    starts: _Reached = [(a.id, outcome)]
    for box in way.up:
        starts = [(box.id, exit_id) for source, port in starts for exit_id in _exits(d, source, port)]
    ends: _Reached = [(b.id, trigger)]
    for box in reversed(way.down):
        ends = [(box.id, entry) for target, port in ends for entry in _entries(d, target, port)]
    for start in starts:
        for end in ends:
            found = _between(d, start, end)
            if found is not None:
                return found
    return None


def _between(d: Readable, start: tuple[str, str | None], end: tuple[str, str | None]) -> Flow | None:
    source, exit_id = start
    target, entry = end
    if source == target:
        inner = (*d.flows_into(exit_id or ""), *d.flows_from(entry or ""))
        return inner[0] if inner else None
    for flow in d.flows_from(source):
        if (
            flow.target == target
            and exit_id in (None, exit_of(d, flow))
            and entry in (None, entry_of(d, flow))
        ):
            return flow
    return None
