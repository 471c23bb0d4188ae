"""Links of notes and areas: they lead to siblings only, and a note goes with what it is about."""

from collections.abc import Collection, Iterable

from designer.editing import structure
from designer.editing.draft import Draft
from designer.model.lookups import Readable
from designer.model.nodes import Area, Node, Note


def notes_about(d: Readable, ids: Collection[str]) -> list[str]:
    """The notes that go where these nodes go: those whose links are all among them."""
    held = frozenset(ids)
    linked = {note.id: note for node_id in ids for note in d.notes_on(node_id) if note.id not in held}
    return [key for key, note in linked.items() if isinstance(note, Note) and held.issuperset(note.links)]


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
