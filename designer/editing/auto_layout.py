"""Automatic layout as an edit: a workflow, a box, some steps, or everything, nested boxes first."""

from collections.abc import Callable, Collection, Iterable

from designer.editing import placement, room, structure
from designer.editing.draft import Draft
from designer.editing.moving import move_to
from designer.editing.rules import ALLOWED, RuleError, Verdict, refused, require
from designer.editing.settling import settle
from designer.layout.automatic import Arrangement, arranged
from designer.layout.geometry import Rect
from designer.layout.layout import footprint
from designer.model import graph
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Boundary
from designer.model.workflow import Workflow

Progress = Callable[[float], object]


class StoppedError(Exception):
    """Somebody asked to stop; nothing of the draft may be used."""


def lay_out(
    draft: Draft,
    workflow: str | None = None,
    *,
    keep_bends: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Lays out a workflow and all that runs inside it, or every workflow of the document.

    Boxes open no larger than what is laid out inside them needs.

    Args:
        draft: what is edited.
        workflow: its id; None for all.
        keep_bends: whether bends and labels that somebody has put somewhere move along; else they are given
            up, so that flows run as they would anew.
        progress: is told the share done, 0 to 1.
        cancelled: is asked whether to stop.

    Raises:
        RuleError: there is no such workflow.
        StoppedError: `cancelled` said so.
    """
    if workflow is not None and not isinstance(draft.get(workflow), Workflow):
        raise RuleError(f"There is no workflow {workflow!r}. Choose one of this document.")
    wanted = _nested_first(draft, workflow)
    for done, each in enumerate(wanted):
        if cancelled is not None and cancelled():
            raise StoppedError
        _arrange(draft, each, keep_bends)
        for box in draft.boxes_running(each):
            if box.open_size is not None:
                draft.update(box.id, open_size=None)
        if progress is not None:
            progress((done + 1) / len(wanted))


def _arrange(draft: Draft, workflow: str, keep_bends: bool, among: Collection[str] | None = None) -> None:
    """Lays out a workflow, or some of its nodes, so that laid out again it stays as it is."""

    def find() -> Arrangement:
        return _found(draft, workflow, among)

    def put(found: Arrangement) -> None:
        _put(draft, found, keep_bends)

    if any(n.pinned for n in draft.nodes_in(workflow)):
        settle(find, put)
    else:
        put(find())


def _found(d: Readable, workflow: str, among: Collection[str] | None) -> Arrangement:
    found = arranged(d, workflow, among)
    if among is None:
        return found
    by = room.nearest_room(d, workflow, _rects(d, found))
    return Arrangement({key: at + by for key, at in found.places.items()}, found.sizes)


def may_lay_out(d: Readable, ids: Iterable[str]) -> Verdict:
    """Whether some steps can be laid out by themselves: two or more of one workflow."""
    chosen = [n for n in structure.nodes(d, ids) if not isinstance(n, Boundary)]
    if len(chosen) < 2:
        return refused("Select 2 or more steps.")
    if len({n.workflow for n in chosen}) > 1:
        return refused("Select steps of one workflow.")
    return ALLOWED


def lay_out_some(draft: Draft, ids: Collection[str], *, keep_bends: bool = False) -> None:
    """Lays out some steps of one workflow among themselves, where they cover none of the others.

    The others stay where they are.

    Raises:
        RuleError: there are fewer than two, or they are not of one workflow.
    """
    require(may_lay_out(draft, ids))
    workflow = structure.nodes(draft, ids)[0].workflow
    _arrange(draft, workflow, keep_bends, ids)


def _rects(d: Readable, found: Arrangement) -> dict[str, Rect]:
    """What an arrangement would take up, names below included."""
    made: dict[str, Rect] = {}
    for key, at in found.places.items():
        n = structure.node(d, key)
        made[key] = footprint(n, Rect(*at, *found.sizes.get(key, placement.rect_of(d, n)[2:])))
    return made


def has_bends(d: Readable, workflows: Iterable[str]) -> bool:
    """Whether somebody has put bends or labels of flows somewhere that a layout would give up."""
    return any(_is_bent(flow) for each in workflows for flow in d.flows_in(each))


def _is_bent(flow: Flow) -> bool:
    return bool(flow.via) or flow.label_at is not None


def within(d: Readable, workflow: str | None) -> list[str]:
    """The workflows that a layout of one, or of all, goes through."""
    return _nested_first(d, workflow)


def _nested_first(d: Readable, workflow: str | None) -> list[str]:
    """A workflow, or all, each after those that run inside it: the order of their ports counts."""
    starts = [workflow] if workflow is not None else sorted(each.id for each in d.rows("workflows"))
    found: dict[str, None] = {}
    seen: set[str] = set()
    for start in starts:
        stack = [(start, False)]
        while stack:
            here, is_left = stack.pop()
            if is_left:
                found.setdefault(here)
            elif here not in seen:
                seen.add(here)
                stack.append((here, True))
                stack.extend((inner, False) for inner in graph.runs_of(d, here))
    return [each for each in found if isinstance(d.get(each), Workflow)]


def _put(draft: Draft, found: Arrangement, keep_bends: bool) -> None:
    for key, size in found.sizes.items():
        area = draft.node(key)
        rounded = (round(size[0], 2), round(size[1], 2))
        if placement.rect_of(draft, area)[2:] != rounded:
            draft.put(area.model_copy(update={"size": rounded}))
    if keep_bends:
        move_to(draft, found.places)
        return
    for key, at in found.places.items():
        n = draft.node(key)
        put = placement.moved(n, at)
        if put.at != n.at or n.slack is not None:
            draft.put(put.model_copy(update={"slack": None}))
    _straighten(draft, found.places)


def _straighten(draft: Draft, among: Collection[str]) -> None:
    """Gives up bends and places of labels of the flows among some nodes."""
    for key in structure.with_boundaries(draft, among):
        for flow in draft.flows_from(key):
            target = draft.get(flow.target)
            if _is_bent(flow) and target is not None and target.id in among:
                draft.put(flow.led())
