"""Links of notes and areas: they lead to siblings only."""

from collections.abc import Iterable

from designer.editing import structure
from designer.editing.draft import Draft
from designer.model.nodes import Area, Node, Note


def drop_far_links(draft: Draft, ids: Iterable[str]) -> None:
    """Ends links between these nodes and what stands in another workflow, or nowhere any more."""
    for node_id in dict.fromkeys(ids):
        n = draft.get(node_id)
        if isinstance(n, Note | Area):
            _drop(draft, n)
        for note in draft.notes_on(node_id):
            _drop(draft, note)


def _drop(draft: Draft, note: Note | Area) -> None:
    beside = tuple(link for link in note.links if _stands_in(draft, link, note.workflow))
    if beside != note.links:
        draft.update(note.id, links=beside)


def _stands_in(draft: Draft, node_id: str, workflow: str) -> bool:
    found: list[Node] = structure.nodes(draft, [node_id])
    return bool(found) and found[0].workflow == workflow
