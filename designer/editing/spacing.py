"""Making and taking away space along a line: what lies beyond it moves, with its bends and labels (C10)."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, TypeVar

from designer.editing import placement, structure
from designer.editing.draft import Draft
from designer.editing.moving import company
from designer.editing.rules import RuleError
from designer.layout.geometry import Point, Rect
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Boundary

Axis = Literal["x", "y"]
Place = tuple[float, float]
CLEARANCE = 10.0  # what taking space away leaves between two things
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True)
class Cut:
    """A line across a workflow: what is `ahead` of it (or else behind it) moves by a distance.

    `line` is a coordinate on the axis; a positive distance goes right or down.
    """

    axis: Axis
    line: float
    distance: float
    ahead: bool = True

    @property
    def widens(self) -> bool:
        """Whether what moves goes away from the line."""
        return (self.distance > 0) == self.ahead

    @property
    def offset(self) -> Point:
        """The distance as a vector."""
        return Point(self.distance, 0.0) if self.axis == "x" else Point(0.0, self.distance)

    def passes(self, rect: Rect) -> bool:
        """Whether the nearer edge of a rectangle lies beyond the line."""
        low, high = span(rect, self.axis)
        return low >= self.line if self.ahead else high <= self.line

    def crosses(self, rect: Rect) -> bool:
        """Whether the line goes through a rectangle."""
        low, high = span(rect, self.axis)
        return low < self.line < high

    def holds(self, at: Place) -> bool:
        """Whether a point lies beyond the line."""
        value = at[0 if self.axis == "x" else 1]
        return value > self.line if self.ahead else value < self.line

    def carried(self, at: Place) -> Place:
        """A point moved by the distance."""
        (x, y), (dx, dy) = at, self.offset
        return (round(x + dx, 2), round(y + dy, 2))


def span(rect: Rect, axis: Axis) -> tuple[float, float]:
    """Where a rectangle begins and ends on an axis."""
    return (rect.x, rect.right) if axis == "x" else (rect.y, rect.bottom)


def reach(rects: Mapping[_Key, Rect], moving: Collection[_Key], cut: Cut) -> float:
    """How far what moves towards the line may go: to 10 px before the nearest thing that stays."""
    chosen = set(moving)
    fixed = [rect for key, rect in rects.items() if key not in chosen]
    other: Axis = "y" if cut.axis == "x" else "x"
    rows: dict[int, list[Rect]] = {}
    for rect in fixed:
        for row in _rows(rect, other):
            rows.setdefault(row, []).append(rect)
    free = abs(cut.distance)
    for key in chosen:
        for row in _rows(rects[key], other):
            for rect in rows.get(row, ()):
                free = min(free, _free(rects[key], rect, cut))
    return max(free, 0.0)


def _free(mine: Rect, rect: Rect, cut: Cut) -> float:
    """How far one may go before it meets another that lies in its way; endless for one beside it."""
    (low, high), (start, end) = span(mine, cut.axis), span(rect, cut.axis)
    beside: Axis = "y" if cut.axis == "x" else "x"
    (top, bottom), (over, under) = span(mine, beside), span(rect, beside)
    gap = low - end if cut.distance < 0 else start - high
    return gap - CLEARANCE if gap >= 0 and top < under and over < bottom else float("inf")


_ROW = 128.0


def _rows(rect: Rect, axis: Axis) -> range:
    low, high = span(rect, axis)
    return range(int(low // _ROW), int(high // _ROW) + 1)


def slide(draft: Draft, workflow: str, ids: Collection[str], cut: Cut, stretched: Iterable[str] = ()) -> None:
    """Moves nodes of a workflow as a cut says, with the bends and labels of their flows beyond its line.

    `stretched` are areas that the line crosses: they become longer or shorter.
    """
    moving = set(ids)
    drawn = [flow for flow in draft.flows_in(workflow) if flow.via or flow.label_at is not None]
    for node_id in ids:
        n = draft.node(node_id)
        if not isinstance(n, Boundary):
            draft.put(placement.moved(n, cut.carried(n.at)))
    for node_id in stretched:
        _stretch(draft, node_id, cut)
    for flow in drawn:
        _slide_flow(draft, flow, moving, cut)


def _stretch(draft: Draft, node_id: str, cut: Cut) -> None:
    n = draft.node(node_id)
    rect = placement.rect_of(draft, n)
    longer = cut.distance if cut.ahead else -cut.distance
    size = (rect.w + longer, rect.h) if cut.axis == "x" else (rect.w, rect.h + longer)
    if not cut.ahead:
        draft.put(placement.moved(n, cut.carried(n.at)))
    draft.update(node_id, size=size)


def _slide_flow(draft: Draft, flow: Flow, moving: set[str], cut: Cut) -> None:
    ends = [structure.host_of(draft, draft.node(end)).id in moving for end in (flow.source, flow.target)]
    if not any(ends):
        return
    via = _slid(draft, flow, ends, cut)
    label = flow.label_at
    if label is not None and (cut.holds(label) or all(ends)):
        label = cut.carried(label)
    if via != flow.via or label != flow.label_at:
        draft.put(flow.model_copy(update={"via": via, "label_at": label}))


def _slid(d: Readable, flow: Flow, ends: list[bool], cut: Cut) -> tuple[Place, ...]:
    """The bends after a cut: what leads straight out of a node across the axis stays with that node."""
    at = 0 if cut.axis == "x" else 1
    moves = [cut.holds(bend) for bend in flow.via]
    for end, does_move, bends in (
        (flow.source, ends[0], list(enumerate(flow.via))),
        (flow.target, ends[1], list(reversed(list(enumerate(flow.via))))),
    ):
        low, high = span(placement.rect_of(d, structure.node(d, end)), cut.axis)
        low, high = (low - cut.distance, high - cut.distance) if does_move else (low, high)
        if bends and low <= bends[0][1][at] <= high:
            first = bends[0][1][at]
            for index, _ in takewhile(lambda one, first=first: one[1][at] == first, bends):  # type: ignore[misc]  # bound now
                moves[index] = does_move
    return tuple(cut.carried(bend) if does else bend for bend, does in zip(flow.via, moves, strict=True))


def along_flow(d: Readable, start: str, ahead: bool) -> list[str]:
    """A node with all that flows lead to from it (or, not ahead, to it) within its workflow."""
    found = dict.fromkeys([start])
    waiting = [start]
    while waiting:
        here = waiting.pop()
        ports = (here, *(boundary.id for boundary in d.boundaries_on(here)))
        if ahead:
            beside = [flow.target for port in ports for flow in d.flows_from(port)]
        else:
            beside = [flow.source for port in ports for flow in d.flows_into(port)]
        for other in (structure.host_of(d, structure.node(d, each)).id for each in beside):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return list(found)


def make_space(draft: Draft, start: str, distance: float) -> list[str]:
    """Makes space before a node along its flow (a negative distance takes it away); ids of what moved.

    With the node go those that flows lead to from it, as far as they stand beyond its edge. What would be
    taken away is limited by what stays: 10 px before the nearest.

    Raises:
        RuleError: there is no space to take away.
    """
    n = structure.host_of(draft, draft.node(start))
    axis: Axis = "x" if structure.direction_of(draft, n.workflow) == "right" else "y"
    cut = Cut(axis, span(placement.rect_of(draft, n), axis)[0], distance)
    rects = placement.rects_in(draft, n.workflow)
    moving = [key for key in along_flow(draft, n.id, True) if key in rects and cut.passes(rects[key])]
    if not cut.widens:
        distance = -reach(rects, moving, cut)
        if distance == 0:
            raise RuleError("There is no space to take away: something stands in front of it.")
        cut = Cut(axis, cut.line, distance)
    together = company(draft, moving)
    slide(draft, n.workflow, together, cut)
    return together
