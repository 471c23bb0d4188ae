"""Nodes: creating, appending, naming, sizing. Moving and deleting have files of their own."""

from collections.abc import Mapping
from typing import Any

from designer.editing import placement, ports, rules, structure
from designer.editing.deletion import DeleteReport, delete
from designer.editing.draft import Draft
from designer.editing.joining import join
from designer.editing.moving import MoveReport, move, move_to, to_corner
from designer.editing.room import clear, covered_by
from designer.editing.rules import Verdict, require
from designer.layout import sheets
from designer.layout.geometry import Rect
from designer.layout.sizes import HEADER, MIN_OPEN, PADDING, is_resizable
from designer.model.lookups import Readable
from designer.model.nodes import (
    NODE_CLASSES,
    Area,
    Boundary,
    Box,
    Node,
    NodeKind,
    Note,
    Outcome,
    Size,
    Trigger,
)
from designer.model.workflow import Workflow

__all__ = [
    "DeleteReport",
    "MoveReport",
    "append",
    "attach",
    "create",
    "delete",
    "leads_back",
    "least_size",
    "may_append",
    "may_attach",
    "may_prepend",
    "move",
    "move_to",
    "prepend",
    "put_on",
    "rename",
    "resize",
]

_LEAST: Size = (40.0, 40.0)
_LEAST_CLOSED: Size = (80.0, 56.0)


def create(
    draft: Draft, kind: NodeKind, workflow: str, at: tuple[float, float] = (0.0, 0.0), **keys: Any
) -> str:
    """Makes a node with its top-left corner at `at`; gives its id.

    A box comes with a workflow of its own (unless `runs` says which one it runs) that has a trigger
    "Start" and an outcome "Done" with room for a step between them: flows can enter and leave at once,
    and no flow leads past the steps that are still to come.

    Raises:
        RuleError: such a node may not stand there.
    """
    require(rules.may_create(draft, kind, workflow, keys.get("host")))
    if kind == "boundary":
        workflow = draft.node(keys["host"]).workflow
    if kind == "workflow":
        return _create_box(draft, workflow, at, keys)
    if kind in ("trigger", "outcome"):
        ports.pin_ports(draft, workflow, Trigger if kind == "trigger" else Outcome)
    return _put(draft, kind, workflow, at, keys)


def _put(draft: Draft, kind: NodeKind, workflow: str, at: tuple[float, float], keys: dict[str, Any]) -> str:
    values = {"id": draft.new_id(), "workflow": workflow, **keys}
    made = NODE_CLASSES[kind].model_validate(values)
    draft.put(placement.moved(made, at) if kind != "boundary" else made)
    return made.id


def _create_box(draft: Draft, workflow: str, at: tuple[float, float], keys: dict[str, Any]) -> str:
    if "runs" not in keys:
        keys = {**keys, "runs": own_workflow(draft, workflow, keys.get("name", ""))}
    elif keys.get("file") is None:
        require(rules.may_run(draft, workflow, keys["runs"]))
    return _put(draft, "workflow", workflow, at, keys)


def own_workflow(draft: Draft, parent: str, name: str) -> str:
    """Makes a workflow for a new box in `parent`, with a trigger and an outcome; gives its id."""
    direction = structure.direction_of(draft, parent)
    made = Workflow(id=draft.new_id(), name=name, direction=direction)
    draft.put(made)
    _put(draft, "trigger", made.id, (0.0, 0.0), {"name": "Start"})
    start = placement.size_in(draft, "trigger", made.id)
    step = placement.size_in(draft, "task", made.id)
    along = 0 if direction == "right" else 1
    reach = start[along] + step[along] + 2 * placement.GAP
    end = (reach, 0.0) if direction == "right" else (0.0, reach)
    _put(draft, "outcome", made.id, end, {"name": "Done", "result": "success"})
    return made.id


def may_append(d: Readable, source: str, kind: NodeKind) -> Verdict:
    """Whether a node of this kind may be put after another one."""
    n = structure.node(d, source)
    if kind == "boundary":
        return rules.may_host(d, source)
    if kind in ("note", "area"):
        return rules.ALLOWED
    return rules.may_follow(n, _sample(kind, n.workflow))


def _sample(kind: NodeKind, workflow: str) -> Node:
    extra = {"workflow": {"runs": "sample"}, "boundary": {"host": "sample"}}.get(kind, {})
    return NODE_CLASSES[kind].model_validate({"id": "sample", "workflow": workflow, **extra})


def append(
    draft: Draft,
    source: str,
    kind: NodeKind,
    at: tuple[float, float] | None = None,
    outcome: str | None = None,
    **keys: Any,
) -> str:
    """Makes the next step after `source` and joins them; gives its id.

    Without `at` it goes beside its source where there is room, else siblings make some (C8). A note is
    linked instead of joined, an event goes onto the border of its source.

    Raises:
        RuleError: nothing of this kind may follow there.
    """
    require(may_append(draft, source, kind))
    n = draft.node(source)
    if kind == "boundary":
        return create(draft, kind, n.workflow, host=source, **keys)
    place = at or placement.beside(draft, source, _size(draft, kind, n.workflow, keys), pushes=True)
    if kind in ("note", "area"):
        keys = {"links": (source,), **keys}
    made = create(draft, kind, n.workflow, place, **keys)
    if kind not in ("note", "area"):
        join(draft, source, made, outcome)
    if at is None and covered_by(draft, made):
        clear(draft, [made])
    return made


def may_attach(d: Readable, node_id: str, kind: NodeKind, port: str | None) -> Verdict:
    """Whether a node of this kind may be put where a flow drawn from a port of another one ends."""
    return (may_prepend if leads_back(d, port) else may_append)(d, node_id, kind)


def attach(
    draft: Draft, node_id: str, kind: NodeKind, at: tuple[float, float], port: str | None, **keys: Any
) -> str:
    """Makes the next step after a node, by its exit `port`; where that is an entry, the step before it."""
    return (prepend if leads_back(draft, port) else append)(draft, node_id, kind, at, port, **keys)


def leads_back(d: Readable, port: str | None) -> bool:
    """Whether what is drawn from a port goes against the flow: out of an entry."""
    return port is not None and isinstance(d.get(port), Trigger)


def _size(d: Readable, kind: NodeKind, workflow: str, keys: Mapping[str, Any]) -> Size:
    return keys.get("size") or placement.size_in(d, kind, workflow)


def may_prepend(d: Readable, target: str, kind: NodeKind) -> Verdict:
    """Whether a node of this kind may be put before another one."""
    n = structure.node(d, target)
    return rules.may_follow(_sample(kind, n.workflow), n)


def prepend(
    draft: Draft,
    target: str,
    kind: NodeKind,
    at: tuple[float, float] | None = None,
    trigger: str | None = None,
    **keys: Any,
) -> str:
    """Makes the step before `target` and joins them, into its entry `trigger`; gives its id.

    Raises:
        RuleError: nothing of this kind may lead there.
    """
    require(may_prepend(draft, target, kind))
    workflow = draft.node(target).workflow
    size = _size(draft, kind, workflow, keys)
    made = create(draft, kind, workflow, at or placement.beside(draft, target, size, before=True), **keys)
    join(draft, made, target, None, trigger)
    return made


def put_on(draft: Draft, event: str, host: str) -> None:
    """Puts an event on the border of another step of its workflow.

    Raises:
        RuleError: nothing can be put there, or it is no event.
    """
    n = draft.node(event)
    if not isinstance(n, Boundary):
        raise rules.RuleError("Only an event sits on the border of a step.")
    require(rules.may_host(draft, host))
    if draft.node(host).workflow != n.workflow:
        raise rules.RuleError(
            "An event stays in its workflow: put it on another task or box of the same one."
        )
    draft.update(event, host=host)


def rename(draft: Draft, record_id: str, name: str) -> None:
    """Names a record of any table; a flow's name is its label, a note's name is its text, for which it grows.

    A box and the workflow that it runs share their name, in every place where it is used, until one of
    them is named otherwise in the model by hand.
    """
    record = draft.get(record_id)
    if record is None:
        raise KeyError(record_id)
    match record:
        case Box(file=None) if record.runs in draft:
            _rename_box(draft, record, name)
        case Workflow():
            _rename_workflow(draft, record, name)
        case Note():
            draft.update(record_id, text=name)
            _show_all(draft, record_id)
        case _ if record.table == "flows":
            draft.update(record_id, label=name)
        case _:
            draft.update(record_id, name=name)


def _show_all(draft: Draft, note_id: str) -> None:
    """Makes a note as high as its words ask for, unless it would cover something."""
    note = draft.node(note_id)
    size = sheets.grown(note) if isinstance(note, Note) else None
    if size is None:
        return
    now = placement.rect_of(draft, note)
    higher = Rect(now.x, now.y, *size)
    others = placement.obstacles(draft, note.workflow, without=(note_id,))
    if not any(other.overlaps(higher) and not other.overlaps(now) for other in others):
        draft.update(note_id, size=size)


def _rename_box(draft: Draft, box: Box, name: str) -> None:
    workflow = draft.workflow(box.runs)
    if box.name in ("", workflow.name):
        _rename_workflow(draft, workflow, name)
    else:
        draft.update(box.id, name=name)


def _rename_workflow(draft: Draft, workflow: Workflow, name: str) -> None:
    for box in draft.boxes_running(workflow.id):
        if box.name in ("", workflow.name):
            draft.update(box.id, name=name)
    draft.update(workflow.id, name=name)


def least_size(d: Readable, node_id: str, is_open: bool = False) -> Size:
    """How small a box, note or area may be made; an open box holds its content and padding (C9)."""
    n = structure.node(d, node_id)
    if not isinstance(n, Box):
        return _LEAST
    if not is_open:
        return _LEAST_CLOSED
    inside = [placement.rect_of(d, inner) for inner in d.nodes_in(n.runs)] if n.file is None else []
    if not inside:
        return MIN_OPEN
    width = max(r.right for r in inside) - min(r.x for r in inside) + 2 * PADDING
    height = max(r.bottom for r in inside) - min(r.y for r in inside) + 2 * PADDING + HEADER
    return max(width, MIN_OPEN[0]), max(height, MIN_OPEN[1])


def resize(draft: Draft, node_id: str, rect: Rect, open: bool = False) -> Rect:  # noqa: A002  # open or closed
    """Gives a box, note or area a size, never less than its content needs; gives the rectangle it got.

    `open` sets the size that a box has when it is open; boxes open inside it may ask for more.

    Raises:
        RuleError: its kind has one size.
    """
    n = draft.node(node_id)
    if not is_resizable(n):
        raise rules.RuleError(
            "Steps keep their size, so that rows stay rows; boxes, notes and areas can be sized."
        )
    open = open and isinstance(n, Box)  # noqa: A001  # nothing else opens
    least = least_size(draft, node_id, open)
    got = Rect(rect.x, rect.y, max(rect.w, least[0]), max(rect.h, least[1]))
    key = "open_size" if open else "size"
    draft.put(placement.moved(n, (got.x, got.y)))
    draft.update(node_id, **{key: (got.w, got.h)})
    return got


def fit_to_content(draft: Draft, box: str) -> None:
    """Makes an open box as large as its content needs, and no larger, with the content in its corner."""
    draft.update(box, open_size=None)
    found = draft.node(box)
    if isinstance(found, Box) and found.file is None:
        to_corner(draft, found.runs)


def link_note(draft: Draft, note: str, target: str) -> None:
    """Links a note or an area to a node, or takes the link away."""
    n = draft.node(note)
    if not isinstance(n, Note | Area):
        raise rules.RuleError("Only notes and areas have links.")
    links = tuple(link for link in n.links if link != target)
    draft.update(note, links=links if len(links) < len(n.links) else (*n.links, target))
