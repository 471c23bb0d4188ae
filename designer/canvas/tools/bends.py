"""Bending flows by hand: segments, bends and labels (C3). What is bent is pinned."""

from collections.abc import Sequence
from itertools import pairwise

from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.places import base_point
from designer.canvas.tools.splicing import distance
from designer.canvas.tools.stage import Cursor, Feedback, Hit, Pointer, Stage
from designer.layout.geometry import Point
from designer.layout.scene import Path, Routed

STUB = 20.0  # how far from a shape a bent flow leaves its docking
ALIGNED = 10.0  # bends nearer than this to their neighbour's line are straightened


class SegmentGesture(Gesture):
    """Moves a segment of a flow parallel to itself; near the ends it puts bends in."""

    def __init__(self, stage: Stage, start: Pointer, path: Path, index: int) -> None:
        self._stage = stage
        self._start = start.scene
        self._path = path
        self._points = stage.scene.flows[path].points
        self._index = index
        one, other = self._points[index], self._points[index + 1]
        self._upright = abs(one.x - other.x) < abs(one.y - other.y)

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
        offset = pointer.scene - self._start
        by = Point(offset.x, 0.0) if self._upright else Point(0.0, offset.y)
        bends = shifted(self._points, self._index, by)
        return _bent(self._stage, self._path, bends, "size-h" if self._upright else "size-v")


class BendGesture(Gesture):
    """Moves one pinned bend."""

    def __init__(self, stage: Stage, _start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._path = hit.path
        self._index = int(hit.detail)
        self._flow = stage.scene.flows[hit.path].flow

    def propose(self, pointer: Pointer) -> Proposal:
        """The flow with the bend under the pointer."""
        draft = self._stage.editor.draft()
        via = list(self._flow.via)
        place = base_point(self._stage, self._path[:-1], pointer.scene)
        via[self._index] = _rounded(_aligned(place, via, self._index))
        draft.update(self._flow.id, via=tuple(via))
        return Proposal(
            title="Move bend",
            draft=draft,
            feedback=Feedback(),
            cursor="move",
            marks=frozenset({self._path}),
            select=frozenset({self._path}),
        )


class LabelGesture(Gesture):
    """Moves the label of a flow; from then on it stays where it was put."""

    def __init__(self, stage: Stage, _start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._path = hit.path

    def propose(self, pointer: Pointer) -> Proposal:
        """The label at the pointer."""
        draft = self._stage.editor.draft()
        place = base_point(self._stage, self._path[:-1], pointer.scene)
        draft.update(self._path[-1], label_at=_rounded(place))
        return Proposal(
            title="Move label",
            draft=draft,
            cursor="move",
            marks=frozenset({self._path}),
            select=frozenset({self._path}),
        )


def without_bend(stage: Stage, hit: Hit) -> None:
    """Takes a pinned bend out."""
    flow = stage.scene.flows[hit.path].flow
    via = [bend for index, bend in enumerate(flow.via) if index != int(hit.detail)]
    with stage.editor.edit("Remove bend") as draft:
        draft.update(flow.id, via=tuple(via))
    stage.select({hit.path})


def nearest_segment(routed: Routed, at: Point) -> int:
    """The index of the segment of a flow that is nearest to a point."""
    gaps = [distance(at, pair) for pair in pairwise(routed.points)]
    return gaps.index(min(gaps))


def shifted(points: Sequence[Point], index: int, by: Point) -> list[Point]:
    """The bends of a line after one of its segments was moved; its two ends stay where they dock."""
    moved = list(points)
    one, other = points[index] + by, points[index + 1] + by
    first, last = index == 0, index == len(points) - 2
    before = [points[0], _towards(points[0], points[1])] if first else moved[:index]
    after = [_towards(points[-1], points[-2]), points[-1]] if last else moved[index + 2 :]
    start = _towards(points[0], points[1]) + by if first else one
    end = _towards(points[-1], points[-2]) + by if last else other
    return straightened([*before, start, end, *after])[1:-1]


def straightened(points: Sequence[Point]) -> list[Point]:
    """A line without the bends that do not bend it."""
    kept = list(points[:1])
    for at, after in pairwise([*points[1:], points[-1]]):
        straight = (kept[-1].x == at.x == after.x) or (kept[-1].y == at.y == after.y)
        if not straight and at != kept[-1]:
            kept.append(at)
    return [*kept, points[-1]]


def _towards(one: Point, other: Point) -> Point:
    """A little way along a segment: a stub, or half of it where it is short."""
    dx, dy = other - one
    length = abs(dx) + abs(dy)
    part = min(STUB, length / 2) / length if length else 0.0
    return Point(one.x + dx * part, one.y + dy * part)


def _bent(stage: Stage, path: Path, bends: Sequence[Point], cursor: Cursor) -> Proposal:
    draft = stage.editor.draft()
    # Not rounded to whole units: the first and last bend must stay in line with where the flow docks.
    places = [base_point(stage, path[:-1], bend) for bend in bends]
    via = tuple((round(place.x, 3), round(place.y, 3)) for place in places)
    draft.update(path[-1], via=via)
    return Proposal(
        title="Bend flow",
        draft=draft,
        cursor=cursor,
        marks=frozenset({path}),
        select=frozenset({path}),
    )


def _aligned(place: Point, via: Sequence[tuple[float, float]], index: int) -> Point:
    """A bend put in line with the bends beside it where it nearly is."""
    x, y = place
    for beside in (*via[max(index - 1, 0) : index], *via[index + 1 : index + 2]):
        x = beside[0] if abs(beside[0] - x) <= ALIGNED else x
        y = beside[1] if abs(beside[1] - y) <= ALIGNED else y
    return Point(x, y)


def _rounded(at: Point) -> tuple[float, float]:
    return (float(round(at.x)), float(round(at.y)))
