"""Tidying as an edit: a light touch that keeps the arrangement that somebody made."""

from collections.abc import Collection, Iterable, Sequence

from designer.editing import placement, room, structure
from designer.editing.draft import Draft
from designer.editing.moving import company, move_to
from designer.editing.rules import ALLOWED, Verdict, refused, require
from designer.layout.geometry import Rect
from designer.layout.layout import footprint
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

    Boxes among them that are `opened` are tidied inside first; bends go along with their flows, and what
    the tidied nodes would come to cover moves aside.

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
    places = _places(draft, steps)
    follow = [n for n in company(draft, [n.id for n in steps]) if n not in places]
    places.update(_along(draft, follow, places))
    move_to(draft, places)
    room.clear(draft, [n.id for n in steps])


def _places(draft: Draft, steps: Sequence[Node]) -> dict[str, tuple[float, float]]:
    rects = {n.id: placement.rect_of(draft, n) for n in steps}
    direction = structure.direction_of(draft, steps[0].workflow)
    found = tidied(
        {n.id: placement.flipped(rects[n.id], direction) for n in steps},
        {n.id: placement.flipped(footprint(n, rects[n.id]), direction) for n in steps},
    )
    corners = {key: placement.flipped(Rect(*at, 0.0, 0.0), direction) for key, at in found.items()}
    return {key: (rect.x, rect.y) for key, rect in corners.items()}


def _along(
    draft: Draft, follow: Iterable[str], places: dict[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Where notes go that are about tidied nodes alone: as far as the first of these."""
    made: dict[str, tuple[float, float]] = {}
    for n in structure.nodes(draft, follow):
        if isinstance(n, Note) and n.links:
            about = draft.node(n.links[0])
            x, y = places[about.id]
            made[n.id] = (n.at[0] + x - about.at[0], n.at[1] + y - about.at[1])
    return made
