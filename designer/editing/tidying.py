"""Tidying as an edit: a light touch that keeps the arrangement that somebody made."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from designer.editing import placement, room, structure
from designer.editing.draft import Draft
from designer.editing.moving import company, move_to
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.editing.settling import settle
from designer.layout.automatic import Arrangement
from designer.layout.geometry import Point
from designer.layout.layout import footprint
from designer.layout.pinning import cleared
from designer.layout.tidy import tidied
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary, Box, Node, Note


def may_tidy(d: Readable, ids: Iterable[str]) -> Verdict:
    """Whether nodes can be tidied: there are some, all of one workflow."""
    chosen = [n for n in structure.nodes(d, ids) if not isinstance(n, Boundary)]
    if len({n.workflow for n in chosen}) > 1:
        return refused("Select steps of one workflow.")
    return ALLOWED if chosen else refused("There is nothing to tidy yet.")


def tidy(draft: Draft, ids: Collection[str], opened: Collection[str] = ()) -> None:
    """Lines up what nearly stands in line, evens gaps and parts what overlaps, keeping who is left of whom.

    What is pinned stays where it is. Boxes among them that are `opened` are tidied inside first; bends go
    along with their flows, and what the tidied nodes would come to cover moves aside.

    Raises:
        RuleError: there are none, or they are not of one workflow.
    """
    require(may_tidy(draft, ids))
    chosen = [n for n in structure.nodes(draft, ids) if not isinstance(n, Boundary)]
    for box in chosen:
        if isinstance(box, Box) and box.id in opened and box.file is None:
            inside = [n.id for n in draft.nodes_in(box.runs)]
            if inside:
                tidy(draft, inside, [each for each in opened if each != box.id])
    steps = [n for n in chosen if not isinstance(n, Note | Area)]
    if not steps:
        return
    keys = [n.id for n in steps]
    pinned = [n.id for n in _pinned_in(draft, steps[0].workflow)]

    def find() -> Arrangement:
        return Arrangement(_places(draft, structure.nodes(draft, keys)), {})

    def put(found: Arrangement) -> None:
        follow = [n for n in company(draft, keys) if n not in found.places and n not in pinned]
        move_to(draft, {**found.places, **_along(draft, follow, found.places)})
        room.clear(draft, keys, pinned)

    if pinned:
        settle(find, put)
    else:
        put(find())


def _places(draft: Draft, steps: Sequence[Node]) -> dict[str, Point]:
    workflow = steps[0].workflow
    direction = structure.direction_of(draft, workflow)
    rects = {n.id: placement.rect_of(draft, n) for n in steps}
    rooms = {n.id: footprint(n, rects[n.id]) for n in steps}
    flat = {key: placement.flipped(rect, direction) for key, rect in rects.items()}
    fixed = {n.id: placement.rect_of(draft, n) for n in _pinned_in(draft, workflow)}
    laps = {key: placement.flipped(rect, direction) for key, rect in rooms.items()}
    found = tidied(flat, laps, [key for key in fixed if key in flat])
    made = {
        key: placement.flipped(flat[key]._replace(x=along, y=across), direction)
        for key, (along, across) in found.items()
    }
    hanging = {key: rooms[key].h - rect.h for key, rect in rects.items()}
    made = cleared(made, fixed, direction, hanging=hanging)
    return {key: Point(rect.x, rect.y) for key, rect in made.items()}


def _pinned_in(d: Readable, workflow: str) -> list[Node]:
    """What is pinned in a workflow and can be in the way."""
    return [n for n in d.nodes_in(workflow) if n.pinned and not isinstance(n, Area | Boundary)]


def _along(
    draft: Draft, follow: Iterable[str], places: Mapping[str, Point]
) -> dict[str, tuple[float, float]]:
    """Where notes go that are about tidied nodes alone: as far as the first of these."""
    made: dict[str, tuple[float, float]] = {}
    for n in structure.nodes(draft, follow):
        if isinstance(n, Note) and n.links:
            about = draft.node(n.links[0])
            x, y = places[about.id]
            made[n.id] = (n.at[0] + x - about.at[0], n.at[1] + y - about.at[1])
    return made
