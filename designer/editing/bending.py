"""The way of a flow as it was drawn by hand: giving it back to the router, making it straight (C15)."""

from collections.abc import Iterable

from designer.editing import structure
from designer.editing.draft import Draft
from designer.editing.placement import rect_of
from designer.editing.rules import ALLOWED, RuleError, Verdict, refused
from designer.layout.geometry import Point
from designer.layout.routing import straightened
from designer.model.extensions import with_ours
from designer.model.flow import AT_REST, Flow, Side
from designer.model.lookups import Readable
from designer.model.nodes import Sign

ALIGNED = 10.0  # what is nearer to a line than this is put on it
Place = tuple[float, float]
_NO_BEND = "This flow was not bent by hand: move a piece of it, or give it bends, first."


def may_reset(d: Readable, flows: Iterable[str]) -> Verdict:
    """Whether any of these flows was bent or pinned, or any of these had its words moved, by hand."""
    if any(_is_drawn(d.get(each)) for each in flows):
        return ALLOWED
    return refused("Nothing was bent, pinned or moved by hand here.")


def reset_routes(draft: Draft, flows: Iterable[str]) -> list[str]:
    """Lets the ways and labels of flows, and the names beside signs, find their places anew.

    Gives the ids of those that were drawn by hand.
    """
    drawn = [each for each in flows if _is_drawn(draft.get(each))]
    for each in drawn:
        if isinstance(draft.get(each), Flow):
            draft.put(draft.flow(each).led().pinned({}))
        else:
            put_name(draft, each, None)
    return drawn


def move_bend(draft: Draft, flow: str, bend: int, at: Place, slack: Place = AT_REST) -> None:
    """Puts one of the bends of a flow, counted from 0 where it begins, at another place with its slack.

    Raises:
        RuleError: it was not bent by hand so often.
    """
    found = draft.flow(flow)
    via, kept = list(found.via), list(found.via_slack)
    if not 0 <= bend < len(via):
        raise RuleError(_NO_BEND if not via else f"This flow has the bends 1 to {len(via)}.")
    via[bend], kept[bend] = at, slack
    draft.put(found.bent(via, kept))


def put_name(draft: Draft, sign: str, at: tuple[float, float] | None) -> None:
    """Puts the middle of the name beside a sign at a place from its corner; None: where there is room."""
    node = structure.node(draft, sign)
    draft.update(sign, extensions=with_ours(node.extensions, "label_at", at and [*at]))


def _is_drawn(record: object) -> bool:
    if isinstance(record, Flow):
        return bool(record.via or record.pinned_sides) or record.label_at is not None
    return isinstance(record, Sign) and record.label_at is not None


def pin_ends(draft: Draft, flow: str, source: Side | None = None, target: Side | None = None) -> None:
    """Pins ends of a flow to sides of its nodes; an end without a side is left to the router."""
    given = {"source": source, "target": target}
    draft.put(draft.flow(flow).pinned({end: side for end, side in given.items() if side}))  # type: ignore[misc]  # the ends of a flow


def may_unpin_ends(d: Readable, flows: Iterable[str]) -> Verdict:
    """Whether an end of any of these flows is pinned to a side."""
    if any(isinstance(found := d.get(each), Flow) and found.pinned_sides for each in flows):
        return ALLOWED
    return refused("No end of a flow is pinned here: drop one on a port to pin it.")


def may_straighten(d: Readable, flow: str) -> Verdict:
    """Whether straightening would change anything."""
    found = d.get(flow)
    if isinstance(found, Flow) and found.via and _straight(d, found) != found.via:
        return ALLOWED
    return refused("It is as straight as its bends allow: reset its route to have it drawn anew.")


def straighten(draft: Draft, flow: str) -> None:
    """Takes small steps out of a flow that was bent by hand.

    Bends that nearly stand in line with the one before, or with the middle of the step that the flow
    comes from or leads to, are put in line; those that bend nothing any more go.

    Raises:
        RuleError: it was not bent by hand, or is straight already.
    """
    verdict = may_straighten(draft, flow)
    if not verdict:
        raise RuleError(verdict.reason)
    found = draft.flow(flow)
    draft.put(found.bent(_straight(draft, found)))


def _straight(d: Readable, flow: Flow) -> tuple[Place, ...]:
    start, end = (rect_of(d, structure.node(d, each)).center for each in (flow.source, flow.target))
    line: list[Point] = [start]
    for bend in flow.via:
        line.append(_aligned(Point(*bend), line[-1]))
    line.append(end)
    for index in range(len(line) - 2, 0, -1):
        line[index] = _aligned(line[index], line[index + 1])
    return tuple((p.x, p.y) for p in straightened(line)[1:-1])


def _aligned(at: Point, other: Point) -> Point:
    x = other.x if abs(other.x - at.x) <= ALIGNED else at.x
    y = other.y if abs(other.y - at.y) <= ALIGNED else at.y
    return Point(x, y)
