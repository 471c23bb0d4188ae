"""Putting steps into a flow, and a gateway behind a step: what follows makes room (C9)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from designer.editing import placement, ports, rules, structure
from designer.editing.draft import Draft
from designer.editing.joining import join
from designer.editing.moving import move
from designer.editing.placement import GAP, LEAST_GAP, flipped, rect_of
from designer.editing.room import clear, covered_by, push_downstream
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.editing.structure import at_start, called
from designer.layout.geometry import Point, Rect, bounds
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Decision, Node, Parallel
from designer.model.nodes import Point as Place

Bends = tuple[Sequence[Place], Sequence[Place]]
NEAR_AXIS = 14.0


def may_splice(d: Readable, nodes: str | Sequence[str], flow: str, anyway: bool = False) -> Verdict:
    """Whether a step (or a chain with one entry and one exit) may be put into a flow of its workflow.

    One that has flows already is refused unless `anyway`.
    """
    found = d.get(flow)
    if not isinstance(found, Flow):
        return refused("This flow is gone.")
    ends = _ends(d, nodes)
    if ends is None:
        return refused("Only a chain with one beginning and one end fits into a flow.")
    first, last = ends
    if {first.id, last.id} & {found.source, found.target}:
        return refused(f"{at_start(called(first))} is joined by this flow already.")
    if not anyway and (d.flows_into(first.id) or d.flows_from(last.id)):
        return refused(f"{at_start(called(first))} has flows of its own; press I to insert it all the same.")
    source, target = structure.node(d, found.source), structure.node(d, found.target)
    if first.workflow != source.workflow:
        return refused("A flow joins steps of one workflow.")
    return rules.may_follow(source, first) and rules.may_follow(last, target)


def _ends(d: Readable, nodes: str | Sequence[str]) -> tuple[Node, Node] | None:
    members = structure.nodes(d, [nodes] if isinstance(nodes, str) else nodes)
    ids = {n.id for n in members}
    entries = [n for n in members if not any(f.source in ids for f in d.flows_into(n.id))]
    exits = [n for n in members if not any(f.target in ids for f in d.flows_from(n.id))]
    if len(members) == 1:
        return members[0], members[0]
    return (entries[0], exits[0]) if len(entries) == len(exits) == 1 else None


def splice(draft: Draft, nodes: str | Sequence[str], flow: str) -> str:
    """Puts a step (or a chain) into a flow A→B and makes room; gives the id of the flow that leads on to B.

    A→N is the old flow with its id, condition, label, handoff, exit and the bends before N; N→B is new
    and has the entry and the bends behind N. N is centred on the line; if less than 40 are left to B, that
    and what stands downstream and right of it are pushed.

    Raises:
        RuleError: one of the halves would not be allowed.
    """
    require(may_splice(draft, nodes, flow, anyway=True))
    ends = _ends(draft, nodes)
    old = draft.flow(flow)
    if ends is None:
        raise KeyError(flow)
    first, last = ends
    members = [first.id] if isinstance(nodes, str) else [n.id for n in structure.nodes(draft, nodes)]
    before, behind = _bends(draft, old, members)
    covered = covered_by(draft, first.id)
    _make_room(draft, old, members)
    still = covered_by(draft, first.id).difference(members)
    if still - covered:
        clear(draft, members)
    elif still:
        _step_aside(draft, members)
    led = old.led(target=first.id, trigger=ports.first_entry(draft, first.id))
    led = led.bent(*before)
    if rules.may_join(draft, led):
        draft.put(led)
    else:
        draft.remove(old.id)
    twin = rules.twin_of(draft, _leading_on(draft, last.id, old))
    if twin is not None:
        return twin.id
    made = join(draft, last.id, old.target, None, old.trigger)[0]
    draft.put(draft.flow(made).bent(*behind))
    if (side := old.pinned_sides.get("target")) is not None:
        draft.put(draft.flow(made).pinned({"target": side}))
    return made


def _step_aside(draft: Draft, members: Sequence[str]) -> None:
    """What was dropped over other steps, and still lies there, goes to the nearest free place instead."""
    frame = _middle(draft, members)
    free = placement.free_place(draft, draft.node(members[0]).workflow, frame, members)
    move(draft, members, free.x - frame.x, free.y - frame.y)


def _leading_on(d: Readable, last: str, old: Flow) -> Flow:
    return Flow(
        id="planned", source=last, target=old.target, outcome=ports.free_exit(d, last), trigger=old.trigger
    )


def _bends(d: Readable, flow: Flow, members: Sequence[str]) -> tuple[Bends, Bends]:
    """The bends, with their slack, before and behind what is put into the flow."""
    via, slack = flow.via, flow.via_slack
    if not via:
        return (via, slack), (via, slack)
    middle = _middle(d, members)
    at = _nearest_segment(_line(d, flow), middle.center)
    return (via[:at], slack[:at]), (via[at:], slack[at:])


def _middle(d: Readable, members: Sequence[str]) -> Rect:
    found = bounds(rect_of(d, structure.node(d, member)) for member in members)
    if found is None:
        raise KeyError("nothing to put into the flow")
    return found


def _line(d: Readable, flow: Flow) -> list[Point]:
    ends = [rect_of(d, structure.node(d, end)).center for end in (flow.source, flow.target)]
    return [ends[0], *(Point(*bend) for bend in flow.via), ends[1]]


def _nearest_segment(line: Sequence[Point], at: Point) -> int:
    """The number of the segment of a square line that is nearest to a point."""
    far = []
    for one, other in pairwise(line):
        dx = max(min(one.x, other.x) - at.x, 0, at.x - max(one.x, other.x))
        dy = max(min(one.y, other.y) - at.y, 0, at.y - max(one.y, other.y))
        far.append(dx + dy)
    return far.index(min(far))


def _make_room(draft: Draft, flow: Flow, members: Sequence[str]) -> None:
    """Centres what is put into the flow on its line, and pushes what stands too near behind it."""
    direction = structure.direction_of(draft, draft.node(members[0]).workflow)
    wanted, push = _fitted(draft, flow, members)
    now = flipped(_middle(draft, members), direction)
    offset = flipped(Rect(wanted.x - now.x, wanted.y - now.y, 0, 0), direction)
    move(draft, members, offset.x, offset.y)
    if push > 0:
        push_downstream(draft, flow.target, push, (flow.source, *members))


def _fitted(d: Readable, flow: Flow, members: Sequence[str]) -> tuple[Rect, float]:
    """Where it goes (flow from left to right), and how far what follows is pushed."""
    direction = structure.direction_of(d, structure.node(d, members[0]).workflow)
    a, b = (flipped(rect_of(d, structure.node(d, end)), direction) for end in (flow.source, flow.target))
    n = flipped(_middle(d, members), direction)
    line = [Point(p.x, p.y) if direction == "right" else Point(p.y, p.x) for p in _line(d, flow)]
    n = _on_axis(n, line)
    if a.right > b.x:
        return n, 0.0
    is_behind, is_before = _same_row(a, n), _same_row(n, b)
    near = max(n.x, a.right + LEAST_GAP) if is_behind else n.x
    if not is_before or b.x - near - n.w >= LEAST_GAP:
        return n.moved(near - n.x, 0), 0.0
    far = max(n.x, a.right + GAP) if is_behind else n.x
    return n.moved(far - n.x, 0), far + n.w + GAP - b.x


def _on_axis(n: Rect, line: Sequence[Point]) -> Rect:
    """Centred on the segment it was dropped on, where that is square."""
    at = _nearest_segment(line, n.center)
    one, other = line[at], line[at + 1]
    if one.x == other.x and one.y != other.y:
        return n.moved(one.x - n.center.x, 0)
    for axis in (one.y, other.y):
        if abs(n.center.y - axis) <= NEAR_AXIS:
            return n.moved(0, axis - n.center.y)
    return n


def _same_row(a: Rect, b: Rect) -> bool:
    return a.y < b.bottom and b.y < a.bottom


def may_split(d: Readable, node: str) -> Verdict:
    """Whether a gateway may be put behind a node that leads somewhere."""
    leaving = d.flows_from(node)
    if not leaving:
        return refused("Nothing follows it yet: append the next step first.")
    if len({flow.outcome for flow in leaving}) > 1:
        return refused("It has several exits already: put the gateway behind one of the steps that follow.")
    n = structure.node(d, node)
    if isinstance(n, Decision | Parallel):
        return refused("It parts the ways already: lead another flow out of it.")
    return ALLOWED if n.kind != "race" else refused("Only waits stand behind a race.")


def split(draft: Draft, node: str, kind: Literal["decision", "parallel"]) -> str:
    """Puts a decision or a parallel split behind a node: it takes over the flows that leave there; its id."""
    from designer.editing.nodes import create

    require(may_split(draft, node))
    n = draft.node(node)
    leaving = draft.flows_from(node)
    direction = structure.direction_of(draft, n.workflow)
    width, height = placement.size_in(draft, kind, n.workflow)
    after = flipped(rect_of(draft, n), direction)
    along, across = (width, height) if direction == "right" else (height, width)
    wanted = Rect(after.right + GAP, after.center.y - across / 2, along, across)
    _push_behind(draft, node, leaving, wanted.right + GAP)
    at = flipped(wanted, direction)
    made = create(draft, kind, n.workflow, (at.x, at.y))
    for flow in leaving:
        now = draft.flow(flow.id)
        draft.put(now.led(source=made, outcome=None))
    join(draft, node, made, leaving[0].outcome)
    clear(draft, [made])
    return made


def _push_behind(draft: Draft, node: str, leaving: Sequence[Flow], edge: float) -> None:
    direction = structure.direction_of(draft, draft.node(node).workflow)
    start = flipped(rect_of(draft, draft.node(node)), direction)
    for flow in leaving:
        behind = flipped(rect_of(draft, draft.node(flow.target)), direction)
        if start.right <= behind.x < edge:
            push_downstream(draft, flow.target, edge - behind.x, (node,))
