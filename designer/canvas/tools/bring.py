"""Puts what is dragged where it would be dropped, by the verbs that edit: preview and commit in one (C7)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from designer.canvas.tools.drop import Drop
from designer.canvas.tools.growing import settle
from designer.canvas.tools.moved import Moved
from designer.canvas.tools.places import base_corners, rounded, to_grid
from designer.canvas.tools.stage import Notice, Stage
from designer.editing import clipboard, placement
from designer.editing.draft import Draft
from designer.editing.nodes import MoveReport, move_to
from designer.editing.splicing import splice
from designer.editing.structure import called
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, words_of
from designer.layout.sizes import size_of
from designer.layout.unfold import to_base
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Area, Node, Note, Outcome

Places = Mapping[str, Point]


@dataclass(frozen=True)
class Arrival:
    """What arrives, where, by which offset on the screen, in which flow, and whether a copy stays behind."""

    moved: Moved
    drop: Drop
    offset: Point
    flow: Path | None = None
    copied: bool = False
    spread: bool = False  # onto the nearest free place
    on_grid: tuple[bool, bool] = (False, False)  # across, down


@dataclass(frozen=True)
class Brought:
    """The draft with everything in its place, and what follows its commit."""

    draft: Draft
    title: str
    select: frozenset[Path]
    after: Callable[[], None] | None = None


def bring(stage: Stage, arrival: Arrival, keep_connected: bool = False) -> Brought:
    """Carries an arrival out on a draft; raises RuleError where the rules refuse it."""
    draft = stage.editor.draft()
    moved = arrival.moved
    if moved.home is None:
        return _bring_each(stage, draft, arrival)
    workflow = stage.workflow_of(arrival.drop.container)
    ids = _copied(draft, moved, workflow) if arrival.copied else moved.ids
    if arrival.drop.closed:
        places: Places = at_end(draft, workflow, [draft.node(node) for node in ids])
        slack: Places = {}
    else:
        places, slack = _where_seen(stage, draft, arrival, ids)
    report = move_to(draft, places, workflow, slack, keep_connected)
    if arrival.flow is not None:
        steps = [node for node, item in zip(ids, moved.items, strict=True) if item in _steps(moved)]
        splice(draft, steps, arrival.flow[-1])
    container = arrival.drop.container
    left = () if arrival.copied else (moved.home,)
    settle(stage, draft, left if arrival.drop.closed else (*left, container))
    if not arrival.drop.closed and not arrival.copied:
        carry_bends(stage, draft, container, moved, arrival.offset)
    select = {container} if arrival.drop.closed else {(*container, node) for node in ids}
    verb = "Copy" if arrival.copied else "Insert" if arrival.flow else "Move"
    return Brought(
        draft,
        f"{verb} {moved.title}{_into_flow(arrival)}",
        frozenset(select),
        _after(stage, arrival, report, ids, keep_connected),
    )


def spliced(moved: Moved) -> list[str]:
    """The ids of what a flow would lead through: notes and areas only come along."""
    return [item.node.id for item in _steps(moved)]


def _steps(moved: Moved) -> list[Placed]:
    return [item for item in moved.items if not isinstance(item.node, Note | Area)]


def at_end(d: Readable, workflow: str, arriving: list[Node]) -> Places:
    """Places for nodes that arrive unseen: one after another behind the last step, where there is room."""
    places: dict[str, Point] = {}
    taken: list[Rect] = []
    for node in arriving:
        width, height = size_of(node)
        last = _last_step(d, workflow, {each.id for each in arriving})
        at = placement.beside(d, last.id, (width, height)) if last is not None else Point(0.0, 0.0)
        rect = Rect(at.x, at.y, width, height)
        while any(rect.overlaps(other) for other in taken):
            rect = rect.moved(0, height + placement.SIDE_GAP)
        taken.append(rect)
        places[node.id] = Point(rect.x, rect.y)
    return places


def end_corner(d: Readable, workflow: str, frame: Rect) -> Point:
    """Where the corner of something goes that arrives unseen: behind the last step, where there is room."""
    last = _last_step(d, workflow, set())
    return placement.beside(d, last.id, (frame.w, frame.h)) if last is not None else Point(0.0, 0.0)


def _last_step(d: Readable, workflow: str, without: set[str]) -> Node | None:
    steps = [
        node
        for node in d.nodes_in(workflow)
        if node.id not in without
        and node.kind not in ("note", "area", "boundary")
        and not isinstance(node, Outcome)
    ]
    loose = [node for node in steps if not d.flows_from(node.id)]
    return max(loose or steps, key=lambda node: (node.at[0], node.at[1]), default=None)


def _bring_each(stage: Stage, draft: Draft, arrival: Arrival) -> Brought:
    """Items of several containers keep their own: each moves within it."""
    homes = dict.fromkeys(item.path[:-1] for item in arrival.moved.items)
    for home in homes:
        items = [item for item in arrival.moved.items if item.path[:-1] == home]
        seen = [(item.node.id, item, item.rect.moved(*arrival.offset)) for item in items]
        places, slack = base_corners(stage, draft, home, seen)
        move_to(draft, places, None, slack)
    settle(stage, draft, homes)
    for home in homes:
        carry_bends(stage, draft, home, arrival.moved, arrival.offset)
    return Brought(draft, f"Move {arrival.moved.title}", arrival.moved.paths)


def _where_seen(stage: Stage, draft: Draft, arrival: Arrival, ids: tuple[str, ...]) -> tuple[Places, Places]:
    container = arrival.drop.container
    seen = [
        (node, item, item.rect.moved(*arrival.offset))
        for node, item in zip(ids, arrival.moved.items, strict=True)
    ]
    places, slack = base_corners(stage, draft, container, seen)
    if not any(any(rest) for rest in slack.values()):
        by = to_grid(places.values(), arrival.on_grid)
        if any(by):  # there it can be in the stretch that a box has opened
            seen = [(node, item, rect.moved(*by)) for node, item, rect in seen]
            places, slack = base_corners(stage, draft, container, seen)
    if arrival.spread and len(ids) == 1:
        size = size_of(draft.node(ids[0]))
        wanted = Rect(*places[ids[0]], *size)
        places[ids[0]] = placement.free_place(draft, stage.workflow_of(container), wanted, ids)
    return places, slack


def carry_bends(stage: Stage, draft: Draft, container: Path, moved: Moved, offset: Point) -> None:
    """Flows among what is moved keep their bends, and labels put by hand, where they are seen beside it.

    Boxes that are open push what is around them by different amounts, so that these differ in what is stored.
    """
    homes = {item.node.id: item.path[:-1] for item in moved.items}
    among = (
        flow
        for node_id, home in homes.items()
        for flow in stage.editor.document.flows_from(node_id)
        if (flow.via or flow.label_at) and homes.get(flow.target) == home
    )
    for old in among:
        flow = draft.get(old.id)
        routed = stage.scene.flows.get((*homes[old.source], old.id))
        if routed is None or not isinstance(flow, Flow) or len(routed.pins) != len(flow.via):
            continue
        if draft.node(flow.source).workflow != stage.workflow_of(container):
            continue
        scene = stage.scene_of(draft.document)
        stored = [to_base(scene, container, *(routed.points[pin] + offset)) for pin in routed.pins]
        places, slack = [rounded(base, 2) for base, _ in stored], [rounded(rest, 2) for _, rest in stored]
        label = words_of(routed) if flow.label_at is not None else None
        if label is not None:
            base, rest = to_base(scene, container, *(label.center + offset))
            flow = flow.labelled(rounded(base, 2), rounded(rest, 2))
        draft.put(flow.bent(places, slack))


def _copied(draft: Draft, moved: Moved, workflow: str) -> tuple[str, ...]:
    """Copies of the items, in the same order."""
    fragment = clipboard.copy(draft, moved.ids)
    return tuple(clipboard.paste(draft, fragment, workflow, (0.0, 0.0)))


def _into_flow(arrival: Arrival) -> str:
    return " into a flow" if arrival.flow is not None else ""


def _after(
    stage: Stage, arrival: Arrival, report: MoveReport, ids: tuple[str, ...], kept: bool
) -> Callable[[], None] | None:
    if arrival.drop.closed:
        return lambda: stage.notice(_added(stage, arrival, ids))
    if not kept and (report.cut or report.healed):
        return lambda: stage.notice(_moved_out(stage, arrival, report))
    return None


def _added(stage: Stage, arrival: Arrival, ids: tuple[str, ...]) -> Notice:
    box = arrival.drop.container
    name = called(stage.editor.document.nodes.get(box[-1]))

    def show() -> None:
        stage.toggle([box])
        stage.select([(*box, node) for node in ids])

    return Notice(f"Added to {name}", (("Show", show),))


def _moved_out(stage: Stage, arrival: Arrival, report: MoveReport) -> Notice:
    parts = [f"Moved {arrival.moved.title}"]
    if report.healed:
        parts.append(f"healed {_count(len(report.healed), 'flow')}")
    if report.cut:
        parts.append(f"took away {_count(len(report.cut), 'flow')}")

    def keep() -> None:
        stage.editor.undo()
        brought = bring(stage, arrival, keep_connected=True)
        stage.editor.commit(brought.draft.change, brought.title)
        stage.select(brought.select)

    return Notice(" · ".join(parts), (("Keep connected", keep),))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
