"""Pasting fragments: equal to what was copied except for ids, where there is room (C13)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from designer.editing import cloning, placement, rules, structure
from designer.editing.deletion import delete
from designer.editing.draft import Draft
from designer.editing.fragment import MIME, Fragment, copy
from designer.editing.linking import drop_far_links
from designer.editing.outline import fragment_from_text
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.layout.geometry import Point, bounds
from designer.model.document import AnyRecord
from designer.model.flow import Flow
from designer.model.ids import new_id
from designer.model.lookups import Readable
from designer.model.nodes import Boundary, Box, Node
from designer.model.people import Person
from designer.model.workflow import Workflow

__all__ = [
    "MIME",
    "Fragment",
    "Matches",
    "copy",
    "cut",
    "duplicate",
    "fragment_from_text",
    "matches",
    "may_paste",
    "paste",
    "paste_all",
    "reattach",
]


@dataclass(frozen=True)
class Matches:
    """How the roles, people, calendars and fields of a fragment fit into a document.

    Attributes:
        ids: id in the fragment → id in the document, of all of them.
        added: those that the document does not have yet, as they will be there.
        renamed: (id in the fragment, new name) where the document has another one of that name.
    """

    ids: Mapping[str, str]
    added: tuple[AnyRecord, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def matches(d: Readable, fragment: Fragment, use_existing: Collection[str] = ()) -> Matches:
    """Finds what a fragment refers to in a document: by id, then by name; the rest is to be added.

    `use_existing` names those (by their ids in the fragment) that take the document's record of the same
    name even if its data differ.
    """
    ids: dict[str, str] = {}
    added: list[AnyRecord] = []
    renamed: list[tuple[str, str]] = []
    new_roles: set[str] = set()
    records: list[AnyRecord] = [*fragment.calendars, *fragment.roles, *fragment.people, *fragment.fields]
    for record in records:
        if isinstance(record, Person) and not new_roles.intersection(record.roles):
            continue  # whoever holds these roles here does the work
        found = _match(d, cloning.mapped(record, ids), record.id in use_existing)
        if found is not None:
            ids[record.id] = found
            continue
        ids[record.id] = _free_id(d, record.id, ids)
        name = _free_name(d, record)
        if name != _name(record):
            renamed.append((record.id, name))
        added.append(cloning.mapped(record.model_copy(update={"name": name}), ids))
        if record.table == "roles":
            new_roles.add(record.id)
    return Matches(ids, tuple(added), tuple(renamed))


def _match(d: Readable, record: AnyRecord, by_name_alone: bool) -> str | None:
    same = d.get(record.id)
    if same is not None and same.table == record.table:
        return same.id
    for other in _namesakes(d, record):
        if by_name_alone or record.model_copy(update={"id": other.id, "name": _name(other)}) == other:
            return other.id
    return None


def _namesakes(d: Readable, record: AnyRecord) -> list[AnyRecord]:
    name = _name(record).casefold()
    found = [other for other in d.rows(record.table) if name and _name(other).casefold() == name]
    return sorted(found, key=lambda other: other.id)


def _name(record: AnyRecord) -> str:
    return "" if isinstance(record, Flow) else record.name


def _free_id(d: Readable, wanted: str, ids: Mapping[str, str]) -> str:
    return new_id(d) if wanted in d or wanted in ids.values() else wanted


def _free_name(d: Readable, record: AnyRecord) -> str:
    taken = {_name(other).casefold() for other in d.rows(record.table)}
    name, count = _name(record), 2
    while name and name.casefold() in taken:
        name, count = f"{_name(record)} {count}", count + 1
    return name


def cut(draft: Draft, ids: Iterable[str]) -> Fragment:
    """Copies nodes and deletes them with the notes that went along; flows among `ids` go too."""
    ids = list(ids)
    fragment = copy(draft, ids)
    delete(draft, [*ids, *(n.id for n in fragment.tops())])
    return fragment


def may_paste(d: Readable, fragment: Fragment, workflow: str) -> Verdict:
    """Whether a fragment may become content of a workflow."""
    if not fragment.nodes:
        return refused("There is nothing to paste.")
    if not isinstance(d.get(workflow), Workflow):
        return refused("This workflow is not in the document any more.")
    linked = _linked(d, fragment)
    for n in _unlinked(d, fragment)[0]:
        if isinstance(n, Box) and n.file is None and n.runs in linked:
            verdict = rules.may_run(d, workflow, n.runs)
            if not verdict:
                return verdict
    return ALLOWED


def _linked(d: Readable, fragment: Fragment) -> set[str]:
    """The shared workflows that are still there: boxes of the fragment run them as before."""
    return {workflow for workflow in fragment.shared if isinstance(d.get(workflow), Workflow)}


def paste(
    draft: Draft,
    fragment: Fragment,
    workflow: str,
    at: tuple[float, float] | None = None,
    keep_ids: bool = False,
    use_existing: Collection[str] = (),
) -> tuple[str, ...]:
    """Puts a copy of a fragment into a workflow; ids of the copies of `fragment.chosen`, in that order.

    Args:
        draft: what is edited.
        fragment: what was copied.
        workflow: where it goes.
        at: where the top-left corner of it all goes (or as near as there is room); None: where it was.
        keep_ids: keep the ids that nobody has, as the first paste after a cut does.
        use_existing: see `matches`.

    Raises:
        RuleError: a workflow would contain itself.
    """
    ids = paste_all(draft, fragment, workflow, at, keep_ids, use_existing)
    return tuple(ids[chosen] for chosen in fragment.chosen)


def paste_all(
    draft: Draft,
    fragment: Fragment,
    workflow: str,
    at: tuple[float, float] | None = None,
    keep_ids: bool = False,
    use_existing: Collection[str] = (),
) -> dict[str, str]:
    """Does what `paste` does, and gives for every id in the fragment the one in the document."""
    require(may_paste(draft, fragment, workflow))
    known = matches(draft, fragment, use_existing)
    for record in known.added:
        draft.put(record)
    nodes, flows, workflows = _unlinked(draft, fragment)
    ids = dict(known.ids)
    for copied in (*workflows, *nodes, *flows):
        keeps = keep_ids and copied.id not in draft
        ids[copied.id] = copied.id if keeps else draft.new_id()
    tops = [n for n in fragment.tops() if n.id in ids]
    dx, dy = _offset(draft, tops, workflow, at)
    top_ids = {n.id for n in tops}
    for copied in (*workflows, *nodes, *flows):
        made = cloning.mapped(copied, ids)
        if copied.id in top_ids:
            made = _arrived(made, workflow, dx, dy)
        elif isinstance(copied, Flow) and copied.source in top_ids:
            made = _shifted(made, dx, dy)
        draft.put(made)
    drop_far_links(draft, [ids[n.id] for n in nodes])
    return ids


def _unlinked(d: Readable, fragment: Fragment) -> tuple[list[Node], list[Flow], list[Workflow]]:
    """What is copied: all but the content of workflows that the copies run together with others."""
    linked = _linked(d, fragment)
    inside: defaultdict[str, list[Node]] = defaultdict(list)
    for n in fragment.nodes:
        inside[n.workflow].append(n)
    nodes = fragment.tops()
    reached: dict[str, None] = {}
    for n in nodes:  # it grows while boxes are found
        if isinstance(n, Box) and n.file is None and n.runs not in linked and n.runs not in reached:
            reached[n.runs] = None
            nodes.extend(inside[n.runs])
    kept = {n.id for n in nodes}
    flows = [f for f in fragment.flows if f.source in kept and f.target in kept]
    return nodes, flows, [w for w in fragment.workflows if w.id in reached]


def _offset(
    draft: Draft, tops: Iterable[Node], workflow: str, at: tuple[float, float] | None
) -> tuple[float, float]:
    rects = [placement.rect_alone(n) for n in tops if not isinstance(n, Boundary)]
    frame = bounds(rects)
    if frame is None:
        return 0.0, 0.0
    wanted = frame if at is None else frame.moved(at[0] - frame.x, at[1] - frame.y)
    place = placement.free_place(draft, workflow, wanted)
    return place.x - frame.x, place.y - frame.y


def _arrived(made: AnyRecord, workflow: str, dx: float, dy: float) -> AnyRecord:
    placed = made.model_copy(update={"workflow": workflow, "slack": None})
    if isinstance(made, Boundary):
        return placed
    at = made.at  # type: ignore[union-attr]  # only nodes arrive
    return placement.moved(placed, (at[0] + dx, at[1] + dy))  # type: ignore[arg-type]  # likewise


def _shifted(made: AnyRecord, dx: float, dy: float) -> AnyRecord:
    assert isinstance(made, Flow)  # the caller has looked
    via = tuple((x + dx, y + dy) for x, y in made.via)
    label = made.label_at and (made.label_at[0] + dx, made.label_at[1] + dy)
    return made.bent(via).labelled(label)


def reattach(draft: Draft, fragment: Fragment, ids: Mapping[str, str]) -> list[str]:
    """Joins pasted copies again to what the originals were joined to, where that stands beside them.

    `ids` is what `paste_all` gave. Gives the ids of the flows; those that are not allowed are left out.
    """
    made: list[str] = []
    for stub in fragment.stubs:
        flow = cloning.mapped(stub, {**ids, stub.id: draft.new_id()})
        assert isinstance(flow, Flow)  # a stub is one
        ends = [draft.get(end) for end in (flow.source, flow.target)]
        places = {getattr(end, "workflow", None) for end in ends}
        if None not in ends and len(places) == 1 and rules.may_join(draft, flow):
            draft.put(flow.led())
            made.append(flow.id)
    return made


def duplicate(draft: Draft, ids: Iterable[str]) -> tuple[str, ...]:
    """Copies nodes to a free place right of or below them, unconnected; ids of the copies (C13)."""
    chosen = structure.outermost(draft, ids)
    copies: list[str] = []
    for workflow in dict.fromkeys(n.workflow for n in chosen):
        fragment = copy(draft, [n.id for n in chosen if n.workflow == workflow])
        frame = bounds(placement.rect_of(draft, n) for n in fragment.tops())
        if frame is None:
            continue
        right = frame.moved(frame.w + placement.SIDE_GAP, 0)
        below = frame.moved(0, frame.h + placement.SIDE_GAP)
        ground = placement.obstacles(draft, workflow)
        free = next((p for p in (right, below) if not any(p.overlaps(rect) for rect in ground)), below)
        copies += paste(draft, fragment, workflow, Point(free.x, free.y))
    return tuple(copies)
