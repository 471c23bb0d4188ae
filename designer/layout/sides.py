"""On which sides a flow leaves and enters, told for workflows that read to the right."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from designer.layout.geometry import Point, Rect, Side
from designer.layout.routing import STUB
from designer.model.flow import End
from designer.model.nodes import Boundary, Decision, Node, NodeKind, Race, Wait

_GAP = 28.0  # room a flow needs to leave and enter at right angles
_STRAIGHT_GAP = 12.0  # room for a straight flow with its arrow
_MARGIN = 10.0  # how far flows keep from the corners of what they meet anywhere on a side
POINTED: frozenset[NodeKind] = frozenset(("decision", "wait", "race", "boundary"))  # met at their tips only


class Ends(NamedTuple):
    """The two nodes of a flow, where they stand, and the points and sides it is pinned to."""

    source: Node
    target: Node
    one: Rect
    other: Rect
    via: Sequence[Point] = ()
    held: Mapping[End, Side] = MappingProxyType({})


Pair = tuple[Side, Side]
Held = Mapping[End, Side]
_AROUND: tuple[Side, ...] = ("top", "bottom")


class Tips:
    """Which tips of diamonds flows enter, and which they leave."""

    def __init__(self) -> None:
        self.entered: set[tuple[str, Side]] = set()
        self.left: set[tuple[str, Side]] = set()


def pair(ends: Ends, below: Side, tips: Tips) -> Pair:
    """Where a flow leaves and enters. Events on borders leave `below`; used `tips` are kept clear.

    An end that is held to a side takes it. A flow that is led around then leaves and enters there.
    """
    out, into = _free_pair(ends, below, tips)
    if not ends.held:
        return out, into
    usual = out if out == into and out in _AROUND else None
    first = None if isinstance(ends.source, Boundary) else ends.held.get("source")
    last = ends.held.get("target")
    if usual and not (first and last) and (first or last) in _AROUND:
        first = last = first or last
    return first or out, last or into


def _free_pair(ends: Ends, below: Side, tips: Tips) -> Pair:
    if ends.via:
        out = _toward(ends.one, ends.via[0], "right")
        return (below if isinstance(ends.source, Boundary) else out), _toward(
            ends.other, ends.via[-1], "left"
        )
    if isinstance(ends.source, Boundary):
        return below, _beyond(ends.one, ends.other, below)
    if ends.source is ends.target:
        return "right", "left"
    if ends.other.x >= ends.one.right:
        return _ahead(ends, tips)
    if ends.one.overlaps(ends.other):
        return "right", "left"
    return _beside_or_back(ends, tips)


def _ahead(ends: Ends, tips: Tips) -> Pair:
    """To a node further on: straight, or round one corner where a tip of a diamond or circle allows it."""
    one, other = ends.one, ends.other
    if isinstance(ends.source, Decision | Race):
        y = other.y + other.h / 2
        out: Side = "bottom" if y > one.bottom else "top" if y < one.y else "right"
        return ("right" if (ends.source.id, out) in tips.entered else out), "left"
    if isinstance(ends.target, Decision | Wait | Race):
        y = one.y + one.h / 2
        tip: Side = "top" if y < other.y else "bottom" if y > other.bottom else "left"
        return "right", "left" if (ends.target.id, tip) in tips.left else tip
    return "right", "left"


def _beside_or_back(ends: Ends, tips: Tips) -> Pair:
    """To a node below or above: straight down or up, or through the gap; to one behind: around both.

    One that is behind and above is led to from below: what leads from there down to here crosses the gap.
    """
    one, other = ends.one, ends.other
    gap = _STRAIGHT_GAP if _is_in_line(ends) else _GAP
    if other.y - one.bottom >= gap:
        return "bottom", "top"
    if one.y - other.bottom >= gap and other.right > one.x:
        return "top", "bottom"
    is_lower = one.y + one.h / 2 > other.y + other.h / 2 + STUB
    if is_lower or (ends.source.id, "top") in tips.entered:
        return "bottom", "bottom"
    return "top", "top"


def _is_in_line(ends: Ends) -> bool:
    """Whether a straight flow can join two nodes that stand above each other."""
    middle, to = ends.one.x + ends.one.w / 2, ends.other.x + ends.other.w / 2
    reach = max(
        0.0 if node.kind in POINTED else rect.w / 2 - _MARGIN
        for node, rect in ((ends.source, ends.one), (ends.target, ends.other))
    )
    return abs(middle - to) <= reach


def _beyond(one: Rect, other: Rect, below: Side) -> Side:
    """Where a flow enters that left below its node."""
    if below == "right":
        flipped = _beyond(_across(one), _across(other), "bottom")
        return {"left": "top", "right": "bottom", "top": "left", "bottom": "right"}[flipped]  # type: ignore[return-value]  # sides to sides
    middle = one.x + one.w / 2
    if other.x >= middle + STUB:
        return "left"
    if other.right <= middle - STUB:
        return "right"
    return "top" if other.y >= one.bottom + STUB else "left"


def _across(rect: Rect) -> Rect:
    return Rect(rect.y, rect.x, rect.h, rect.w)


def _toward(rect: Rect, point: Point, usual: Side) -> Side:
    """The side that faces a pinned point."""
    if point.x >= rect.right:
        return "right"
    if point.x <= rect.x:
        return "left"
    if point.y <= rect.y:
        return "top"
    return "bottom" if point.y >= rect.bottom else usual
