"""Who does a task: giving work to a role, or taking it from all."""

from collections.abc import Iterable

from designer.editing.draft import Draft
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.editing.structure import called, node
from designer.model.lookups import Readable
from designer.model.nodes import Box, Node, Task
from designer.model.people import Role
from designer.model.workflow import Workflow


def may_assign(d: Readable, ids: Iterable[str], role: str | None) -> Verdict:
    """Whether the tasks among some nodes can be given to a role (None: to nobody)."""
    found = [node(d, each) for each in ids]
    tasks = [each for each in found if isinstance(each, Task)]
    if not tasks:
        return refused(_no_task(found))
    if role is not None:
        known = isinstance(d.get(role), Role)
        return ALLOWED if known else refused("This role is no longer there. Choose another one.")
    standing = {each.workflow for each in tasks if _default(d, each)}
    if standing:
        owner = called(d.get(standing.pop()))
        return refused(f"{owner} has a role for all its tasks. Take that away from it first.")
    return ALLOWED


def assign(draft: Draft, ids: Iterable[str], role: str | None) -> list[str]:
    """Gives the tasks among some nodes to a role; gives the ids of those that had another one.

    What is no task belongs to nobody and is left as it is.

    Raises:
        RuleError: there is no task among them, or nobody can be their doer.
    """
    ids = list(ids)
    require(may_assign(draft, ids, role))
    changed: list[str] = []
    for each in ids:
        task = draft.node(each)
        if not isinstance(task, Task) or (task.role or _default(draft, task)) == role:
            continue
        draft.update(each, role=role)
        changed.append(each)
    return changed


def _default(d: Readable, task: Task) -> str | None:
    workflow = d.get(task.workflow)
    return workflow.role if isinstance(workflow, Workflow) else None


def _no_task(found: list[Node]) -> str:
    if any(isinstance(each, Box) for each in found):
        return "A box stands with whoever begins the work in it. Enter it to change who does its tasks."
    return "Only tasks have a role: everything else stands with the work beside it."
