"""A box around steps that are there (C9); `dissolve` takes it away again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from designer.editing import placement, ports, structure
from designer.editing.dissolving import DissolveReport, dissolve, may_dissolve
from designer.editing.draft import Draft
from designer.editing.linking import drop_far_links, notes_about
from designer.editing.moving import company, move, to_corner
from designer.editing.placement import Ground, flipped, rect_of, rects_in
from designer.editing.room import along, clear, following, push
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.editing.sharing import link, link_box, may_link, may_unshare, unshare
from designer.layout.geometry import Point, Rect, bounds
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Boundary, Box, Node, Outcome, Trigger
from designer.model.workflow import Workflow

__all__ = [
    "DissolveReport",
    "dissolve",
    "link",
    "link_box",
    "may_dissolve",
    "may_link",
    "may_unshare",
    "may_wrap",
    "unshare",
    "wrap",
]


def may_wrap(d: Readable, ids: Iterable[str]) -> Verdict:
    """Whether a box can be put around these nodes."""
    chosen = structure.outermost(d, ids)
    if not chosen:
        return refused("Select the steps that belong into the box.")
    if len({n.workflow for n in chosen}) > 1:
        return refused("Select steps of one workflow.")
    if not _wrapped(d, chosen):
        return refused("Triggers and outcomes stay outside: they are how the work comes in and out.")
    return ALLOWED


def _wrapped(d: Readable, chosen: Sequence[Node]) -> list[str]:
    """What goes into the box: triggers and outcomes stay; notes about its content come along."""
    own = {n.id for n in chosen}
    inner = [
        n.id
        for n in chosen
        if not isinstance(n, Trigger | Outcome) and not (isinstance(n, Boundary) and n.host not in own)
    ]
    found = list(dict.fromkeys(structure.with_boundaries(d, inner)))
    is_work = any(structure.is_step(n) and not isinstance(n, Boundary) for n in structure.nodes(d, inner))
    return [*found, *notes_about(d, found)] if is_work else []


def wrap(draft: Draft, ids: Iterable[str], name: str = "", *, closes_up: bool = True) -> str:
    """Puts a box with a workflow of its own around nodes; gives the id of the box.

    Flows that enter share a trigger where they lead to the same step; flows that leave share an outcome
    where they go to the same step by the same handoff. Flows keep their ids and conditions on the half
    where the choice is made. Triggers and outcomes among the nodes stay outside. The box stands at the
    beginning of its content, on the line of the step that is entered first; the gap that its content
    leaves is closed where nothing else stands there, if it `closes_up`.

    Raises:
        RuleError: the nodes are not of one workflow.
    """
    chosen = structure.outermost(draft, ids)
    require(may_wrap(draft, [n.id for n in chosen]))
    outer = draft.workflow(chosen[0].workflow)
    members = _wrapped(draft, chosen)
    entering = [f for n in members for f in draft.flows_into(n) if f.source not in members]
    leaving = [f for n in members for f in draft.flows_from(n) if f.target not in members]
    entering, leaving = _across(draft, entering), _across(draft, leaving)
    inner = Workflow(id=draft.new_id(), name=name, role=outer.role, direction=outer.direction)
    draft.put(inner)
    box = Box(id=draft.new_id(), workflow=outer.id, name=name, runs=inner.id)
    at = _place(draft, members, [flow.target for flow in entering])
    extent = _extent(draft, members)
    _relink_notes(draft, members, box.id)
    for n in structure.nodes(draft, members):
        draft.put(n.model_copy(update={"workflow": inner.id, "slack": None}))
    drop_far_links(draft, members)
    draft.put(placement.moved(box, at))
    _enter(draft, box, entering)
    _leave(draft, box, leaving)
    to_corner(draft, inner.id)
    if closes_up:
        _close_up(draft, box.id, extent)
    return box.id


def _across(d: Readable, flows: Iterable[Flow]) -> list[Flow]:
    """Flows in the order in which their targets stand side by side, so that ports do not cross them."""

    def place(flow: Flow) -> tuple[float, float, str]:
        n = structure.node(d, flow.target)
        rect = flipped(rect_of(d, n), structure.direction_of(d, n.workflow))
        return rect.center.y, rect.x, flow.id

    return sorted(flows, key=place)


def _extent(d: Readable, members: Collection[str]) -> Rect:
    found = bounds(rect_of(d, n) for n in structure.nodes(d, members))
    if found is None:
        raise KeyError("nothing to wrap")
    return found


def _place(d: Readable, members: Collection[str], entries: Sequence[str]) -> Point:
    """The corner of the closed box: at the beginning of its content, on the line of its entry."""
    workflow = structure.nodes(d, members)[0].workflow
    direction = structure.direction_of(d, workflow)
    extent = flipped(_extent(d, members), direction)
    line = flipped(placement.anchor(d, entries or members), direction).center.y
    width, height = placement.size_in(d, "workflow", workflow)
    across = height if direction == "right" else width
    at = flipped(Rect(extent.x, line - across / 2, 0, 0), direction)
    return Point(at.x, at.y)


def _relink_notes(draft: Draft, members: Collection[str], box: str) -> None:
    """Notes outside that speak of a step inside speak of the box."""
    for node_id in members:
        for note in draft.notes_on(node_id):
            if note.id not in members:
                links = (box if linked in members else linked for linked in note.links)
                draft.update(note.id, links=tuple(dict.fromkeys(links)))


def _enter(draft: Draft, box: Box, entering: Sequence[Flow]) -> None:
    groups: defaultdict[tuple[str, str | None], list[Flow]] = defaultdict(list)
    for flow in entering:
        groups[flow.target, flow.trigger].append(flow)
    for (target, entry), flows in groups.items():
        name = draft.node(target).name if len(groups) > 1 else "Start"
        port = ports.edge_port(draft, Trigger, target, name)
        inner = Flow(id=draft.new_id(), source=port, target=target, trigger=entry)
        draft.put(inner)
        for flow in flows:
            draft.put(draft.flow(flow.id).led(target=box.id, trigger=port))


def _leave(draft: Draft, box: Box, leaving: Sequence[Flow]) -> None:
    groups: defaultdict[tuple[str, str | None, str], list[Flow]] = defaultdict(list)
    for flow in leaving:
        groups[flow.target, flow.trigger, flow.handoff.model_dump_json() if flow.handoff else ""].append(flow)
    asides = _fanned(draft, [flows[0] for flows in groups.values()])
    for ((target, entry, _), flows), aside in zip(groups.items(), asides, strict=True):
        goal = draft.node(target)
        keys = {"result": goal.result} if isinstance(goal, Outcome) else {}
        label = flows[0].label or goal.name
        name = label if len(groups) > 1 else "Done"
        port = ports.edge_port(draft, Outcome, flows[0].source, name, aside, **keys)
        for flow in flows:
            draft.put(draft.flow(flow.id).led(target=port, trigger=None, handoff=None))
        outer = {
            "source": box.id,
            "target": target,
            "outcome": port,
            "trigger": entry,
            "handoff": flows[0].handoff,
        }
        draft.put(Flow.model_validate({"id": draft.new_id(), **outer}))


def _fanned(d: Readable, flows: Sequence[Flow]) -> list[float]:
    """How far exits stand aside of the lines of their sources: the straightest on it, the others in order."""
    lines = [_line(d, flow.source) for flow in flows]
    if not lines:
        return []
    workflow = structure.node(d, flows[0].target).workflow
    size = placement.size_in(d, "outcome", workflow)
    pitch = size[1 if structure.direction_of(d, workflow) == "right" else 0] + placement.SIDE_GAP
    bent = [abs(_line(d, flow.target) - line) for flow, line in zip(flows, lines, strict=True)]
    straightest = bent.index(min(bent))
    places = list(lines)
    for i in range(straightest - 1, -1, -1):
        places[i] = min(places[i], places[i + 1] - pitch)
    for i in range(straightest + 1, len(places)):
        places[i] = max(places[i], places[i - 1] + pitch)
    return [place - line for place, line in zip(places, lines, strict=True)]


def _line(d: Readable, node_id: str) -> float:
    n = structure.node(d, node_id)
    rect = rect_of(d, structure.host_of(d, n))
    return flipped(rect, structure.direction_of(d, n.workflow)).center.y


def _close_up(draft: Draft, box: str, extent: Rect) -> None:
    """Brings what follows up to the box where that covers nothing, or away from it where it is longer."""
    n = draft.node(box)
    direction = structure.direction_of(draft, n.workflow)
    ground = Ground(rects_in(draft, n.workflow))
    now, was = flipped(ground.rects[box], direction), flipped(extent, direction)
    behind = following(draft, [box], was.right)
    gain = now.w - was.w
    if gain > 0:
        push(draft, behind, gain, [box])
    elif not ground.would_cover(company(draft, behind), along(direction, gain)):
        move(draft, behind, *along(direction, gain))
    clear(draft, [box])
