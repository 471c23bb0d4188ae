"""Bending flows by hand: segments, bends and labels (C3). What is bent is pinned."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import Literal

from designer.canvas.tools.aligning import Aligned, Alignment
from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.places import base_bends, rounded
from designer.canvas.tools.splicing import distance
from designer.canvas.tools.stage import Cursor, Feedback, Hit, Pointer, Stage
from designer.editing.bending import ALIGNED, may_straighten, move_bend, put_name, straighten
from designer.layout.docking import BENT_MARGIN
from designer.layout.geometry import Point, Rect
from designer.layout.routing import straightened
from designer.layout.scene import Path, Routed
from designer.layout.sides import POINTED

BESIDE = Point(60.0, 24.0)  # how far from the border of a sign the middle of its name may stand
STUB = 20.0  # how far from a shape a bent flow leaves its docking


class SegmentGesture(Gesture):
    """Moves a segment of a flow parallel to itself; near the ends it puts bends in."""

    def __init__(self, stage: Stage, start: Pointer, path: Path, index: int) -> None:
        self._stage = stage
        self._start = start.scene
        self._path = path
        routed = stage.scene.flows[path]
        self._points, self._index = routed.points, index
        self._upright = is_upright(routed, index)
        self._spans = _span(stage, routed, 0), _span(stage, routed, -1)
        others = [point for place, point in enumerate(self._points) if place not in (index, index + 1)]
        self._alignment = Alignment(stage, path, others)

    @classmethod
    def nearest(cls, stage: Stage, start: Pointer, hit: Hit) -> "SegmentGesture | None":
        """A move of the pressed segment, or of the one nearest to the press."""
        routed = stage.scene.flows.get(hit.path)
        if routed is None or len(routed.points) < 2:
            return None
        if hit.kind == "segment" and hit.detail.isdigit():
            index = min(int(hit.detail), len(routed.points) - 2)
        else:
            index = nearest_segment(routed, start.scene)
        return cls(stage, start, hit.path, index)

    def propose(self, pointer: Pointer) -> Proposal:
        """The flow with the segment under the pointer."""
        held = self._points[self._index]
        wanted = held + (pointer.scene - self._start)
        axis: Literal["x", "y"] = "x" if self._upright else "y"
        found = Aligned(wanted) if pointer.modifiers.free else self._alignment.snap(wanted, axis)
        offset = found.at - held
        by = Point(offset.x, 0.0) if self._upright else Point(0.0, offset.y)
        at = (held + by)[0 if self._upright else 1]
        starts, ends = (low <= at <= high for low, high in self._spans)
        bends = shifted(self._points, self._index, by, starts=starts, ends=ends)
        made = _bent(self._stage, self._path, bends, "size-h" if self._upright else "size-v")
        return replace(made, feedback=Feedback(guides=found.guides))


class BendGesture(Gesture):
    """Moves one pinned bend."""

    def __init__(self, stage: Stage, _start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._path = hit.path
        self._index = int(hit.detail)
        routed = stage.scene.flows[hit.path]
        pins = [routed.points[pin] for pin in routed.pins]
        beside = (*pins[max(self._index - 1, 0) : self._index], *pins[self._index + 1 : self._index + 2])
        self._alignment = Alignment(stage, hit.path, (routed.points[0], routed.points[-1], *beside))

    def propose(self, pointer: Pointer) -> Proposal:
        """The flow with the bend under the pointer."""
        draft = self._stage.editor.draft()
        found = Aligned(pointer.scene) if pointer.modifiers.free else self._alignment.snap(pointer.scene)
        at, slack = _stored(self._stage, self._path, found.at, exactly=bool(found.guides))
        move_bend(draft, self._path[-1], self._index, at, slack)
        return Proposal(
            title="Move bend",
            draft=draft,
            feedback=Feedback(guides=found.guides),
            cursor="move",
            marks=frozenset({self._path}),
            select=frozenset({self._path}),
        )


class LabelGesture(Gesture):
    """Moves the label of a flow; from then on it stays where it was put."""

    def __init__(self, stage: Stage, start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._path = hit.path
        rect = stage.label(hit.path)
        self._grip = rect.center - start.scene if rect is not None else Point(0.0, 0.0)
        self._size = (rect.w, rect.h) if rect is not None else (0.0, 0.0)

    def propose(self, pointer: Pointer) -> Proposal:
        """The label as it is held, with a line to its flow."""
        draft = self._stage.editor.draft()
        middle = pointer.scene + self._grip
        draft.put(draft.flow(self._path[-1]).labelled(*_stored(self._stage, self._path, middle)))
        return Proposal(
            title="Move label",
            draft=draft,
            feedback=Feedback(leader=self._leader(middle)),
            cursor="move",
            status="It stays where you leave it; Reset route lets it find its place again",
            marks=frozenset({self._path}),
            select=frozenset({self._path}),
        )

    def _leader(self, middle: Point) -> tuple[Point, ...]:
        """From the border of the label to the nearest point of the flow; nothing where it is on it."""
        points = self._stage.scene.flows[self._path].points
        near = min((_foot(middle, *piece) for piece in pairwise(points)), key=lambda at: _far(at, middle))
        return _leading(middle, self._size, near)


class CaptionGesture(Gesture):
    """Moves the name beside a sign: an event, a decision, a wait. It goes where the sign goes."""

    def __init__(self, stage: Stage, start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._path = hit.path
        self._rect = stage.scene.nodes[hit.path].rect
        label = stage.label(hit.path)
        self._grip = label.center - start.scene if label is not None else Point(0.0, 0.0)
        self._size = (label.w, label.h) if label is not None else (0.0, 0.0)

    def propose(self, pointer: Pointer) -> Proposal:
        """The name as it is held, never far from its sign, with a line to it."""
        rect, wanted = self._rect, pointer.scene + self._grip
        middle = Point(
            min(max(wanted.x, rect.x - BESIDE.x), rect.right + BESIDE.x),
            min(max(wanted.y, rect.y - BESIDE.y), rect.bottom + BESIDE.y),
        )
        draft = self._stage.editor.draft()
        put_name(draft, self._path[-1], rounded(middle - (rect.x, rect.y)))
        edge = Point(min(max(middle.x, rect.x), rect.right), min(max(middle.y, rect.y), rect.bottom))
        return Proposal(
            title="Move name",
            draft=draft,
            feedback=Feedback(leader=_leading(middle, self._size, edge)),
            cursor="move",
            status="It stays where you leave it; Reset route lets it find its place again",
            marks=frozenset({self._path}),
            select=frozenset({self._path}),
        )


def label_gesture(stage: Stage, start: Pointer, hit: Hit) -> Gesture:
    """A drag of words: those of a flow, or those beside a sign."""
    return (CaptionGesture if hit.path in stage.scene.nodes else LabelGesture)(stage, start, hit)


def _leading(middle: Point, size: tuple[float, float], near: Point) -> tuple[Point, ...]:
    """From the border of words to what they are about; nothing where they are on it."""
    around = Rect(middle.x - size[0] / 2, middle.y - size[1] / 2, *size).grown(2)
    if around.grown(6).holds(*near):
        return ()
    edge = Point(min(max(near.x, around.x), around.right), min(max(near.y, around.y), around.bottom))
    return (edge, near)


def _foot(at: Point, one: Point, other: Point) -> Point:
    """The point of a square piece of line that is nearest to another."""
    low_x, high_x = sorted((one.x, other.x))
    low_y, high_y = sorted((one.y, other.y))
    return Point(min(max(at.x, low_x), high_x), min(max(at.y, low_y), high_y))


def _far(one: Point, other: Point) -> float:
    return abs(one.x - other.x) + abs(one.y - other.y)


def straighten_here(stage: Stage, hit: Hit) -> bool:
    """Straightens a flow that was pressed twice on a piece beside a small step; whether there was one."""
    routed = stage.scene.flows[hit.path]
    pieces = [_far(one, other) for one, other in pairwise(routed.points)]
    index = min(int(hit.detail), len(pieces) - 1) if hit.detail.isdigit() else 0
    is_beside = any(0 < length <= ALIGNED for length in pieces[max(index - 1, 0) : index + 2])
    if not is_beside or not may_straighten(stage.editor.document, hit.path[-1]):
        return False
    with stage.editor.edit("Straighten flow") as draft:
        straighten(draft, hit.path[-1])
    stage.select({hit.path})
    return True


def without_bend(stage: Stage, hit: Hit) -> None:
    """Takes a pinned bend out."""
    flow = stage.scene.flows[hit.path].flow
    index = int(hit.detail)
    via, slack = ([*points[:index], *points[index + 1 :]] for points in (flow.via, flow.via_slack))
    with stage.editor.edit("Remove bend") as draft:
        draft.put(flow.bent(via, slack))
    stage.select({hit.path})


def is_upright(routed: Routed, index: int) -> bool:
    """Whether a segment of a flow goes up or down."""
    one, other = routed.points[index], routed.points[index + 1]
    return abs(one.x - other.x) < abs(one.y - other.y)


def nearest_segment(routed: Routed, at: Point) -> int:
    """The index of the segment of a flow that is nearest to a point."""
    gaps = [distance(at, pair) for pair in pairwise(routed.points)]
    return gaps.index(min(gaps))


def shifted(
    points: Sequence[Point], index: int, by: Point, *, starts: bool = False, ends: bool = False
) -> list[Point]:
    """The bends of a line after one of its segments was moved.

    Its two ends stay where they dock, with a short piece before the first and after the last bend, unless
    the dock where the flow `starts`, or `ends`, can go along with the segment.
    """
    moved = list(points)
    first, last = index == 0, index == len(points) - 2
    moved[index], moved[index + 1] = points[index] + by, points[index + 1] + by
    if first and last and starts and ends:
        (ax, ay), (bx, by_) = moved
        return [Point((ax + bx) / 2, (ay + by_) / 2)]
    if last and not ends:
        stub = _towards(points[-1], points[-2])
        moved[-1:] = [stub + by, stub, points[-1]]
    if first and not starts:
        stub = _towards(points[0], points[1])
        moved[:1] = [points[0], stub, stub + by]
    return list(straightened(moved)[1:-1])


def _span(stage: Stage, routed: Routed, end: int) -> tuple[float, float]:
    """From where to where the dock at an end of a flow may go along with its segment.

    Nowhere if it shares its side with others, at ports, and at the tips of signs.
    """
    path, at = (routed.target, routed.points[-1]) if end else (routed.source, routed.points[0])
    scene, document, placed = stage.scene, stage.editor.document, stage.scene.nodes[path]
    if placed.node.kind in POINTED or scene.ports_of.get(path) or routed.source == routed.target:
        return inf, -inf
    axis = 0 if is_upright(routed, len(routed.points) - 2 if end else 0) else 1
    touching = (*document.flows_from(path[-1]), *document.flows_into(path[-1]))
    others = [scene.flows.get((*path[:-1], flow.id)) for flow in touching if flow.id != routed.path[-1]]
    docks = [other.points[0 if other.source == path else -1] for other in others if other is not None]
    if any(dock[1 - axis] == at[1 - axis] for dock in docks):
        return inf, -inf
    low, length = placed.rect[axis], placed.rect[axis + 2]
    return low + BENT_MARGIN, low + length - BENT_MARGIN


def _towards(one: Point, other: Point) -> Point:
    """A little way along a segment: a stub, or half of it where it is short."""
    dx, dy = other - one
    length = abs(dx) + abs(dy)
    part = min(STUB, length / 2) / length if length else 0.0
    return Point(one.x + dx * part, one.y + dy * part)


def _bent(stage: Stage, path: Path, bends: Sequence[Point], cursor: Cursor) -> Proposal:
    draft = stage.editor.draft()
    draft.put(draft.flow(path[-1]).bent(*base_bends(stage, path[:-1], bends)))
    return Proposal(
        title="Bend flow",
        draft=draft,
        cursor=cursor,
        marks=frozenset({path}),
        select=frozenset({path}),
    )


def _stored(stage: Stage, path: Path, at: Point, *, exactly: bool = False) -> tuple[Point, Point]:
    """Where a point of a flow is stored, and its slack.

    Whole units keep files readable, but what is in line with a dock must stay so to the last digit, and
    what is in a stretch that a box has opened, in there.
    """
    base, slack = stage.to_base(path[:-1], at)
    return rounded(base, 3 if exactly or any(slack) else 0), rounded(slack, 3)
