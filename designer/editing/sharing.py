"""Shared workflows: one definition that several boxes run."""

from typing import Any

from designer.editing import cloning, placement, rules
from designer.editing.draft import Draft
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.editing.structure import called
from designer.layout.geometry import Rect
from designer.model.lookups import Readable
from designer.model.nodes import Box


def link(draft: Draft, runs: str, workflow: str, at: tuple[float, float] | None = None, **keys: Any) -> str:
    """Makes a further box that runs a workflow of this document; gives its id.

    Args:
        draft: what is edited.
        runs: the workflow that is to be run here too.
        workflow: where the box goes.
        at: its corner; without it, the nearest free place to the origin.
        keys: further keys of the box.

    Raises:
        RuleError: the workflow would contain itself.
    """
    from designer.editing.nodes import create

    require(rules.may_run(draft, workflow, runs))
    if at is None:
        size = placement.size_in(draft, "workflow", workflow)
        at = placement.free_place(draft, workflow, Rect(0, 0, *size))
    name = draft.workflow(runs).name
    return create(draft, "workflow", workflow, at, **{"runs": runs, "name": name, **keys})


def link_box(draft: Draft, box: str) -> str:
    """Makes a further box beside one, running the same workflow; gives its id."""
    n = draft.node(box)
    require(may_link(draft, box))
    runs = n.runs if isinstance(n, Box) else ""
    size = placement.size_in(draft, "workflow", n.workflow)
    below = placement.rect_of(draft, n).bottom + placement.SIDE_GAP
    at = placement.free_place(draft, n.workflow, Rect(n.at[0], below, *size))
    return link(draft, runs, n.workflow, at, name=n.name)


def may_link(d: Readable, box: str) -> Verdict:
    """Whether a box runs a workflow of this document, which others can run too."""
    n = d.get(box)
    if not isinstance(n, Box):
        return refused("Only boxes run workflows that can be shared.")
    return ALLOWED if n.file is None else refused("This box runs a workflow of another file.")


def may_unshare(d: Readable, box: str) -> Verdict:
    """Whether a box shares its workflow with others."""
    n = d.get(box)
    if not isinstance(n, Box) or n.file is not None:
        return may_link(d, box)
    if len(d.boxes_running(n.runs)) < 2:
        return refused(f"Nothing but {called(n)} runs this workflow: it is independent already.")
    return ALLOWED


def unshare(draft: Draft, box: str) -> str:
    """Gives a box a copy of the workflow that it shares; gives the id of the copy.

    Flows at the box keep to their entries and exits.

    Raises:
        RuleError: it shares nothing.
    """
    require(may_unshare(draft, box))
    n = draft.node(box)
    assert isinstance(n, Box)  # as the rule has said
    ids = cloning.copied(draft, n.runs)
    draft.update(box, runs=ids[n.runs])
    for flow in draft.flows_from(box):
        if flow.outcome is not None:
            draft.put(flow.model_copy(update={"outcome": ids.get(flow.outcome, flow.outcome)}))
    for flow in draft.flows_into(box):
        if flow.trigger is not None:
            now = draft.flow(flow.id)
            draft.put(now.model_copy(update={"trigger": ids.get(flow.trigger, flow.trigger)}))
    return ids[n.runs]
