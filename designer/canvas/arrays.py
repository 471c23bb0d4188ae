"""The scene as flat arrays: what culling, batches and hit testing read thousands of times a second."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from designer.canvas.carrays import Floats
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Routed, Scene
from designer.model.nodes import Area, Note, Outcome

if TYPE_CHECKING:
    from designer.canvas.names import Name

Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]

# What a node or flow paints beyond its own rectangle: labels beside it, badges, shadows.
NODE_MARGIN = (120.0, 40.0)
FLOW_MARGIN = (120.0, 24.0)
# How far around a flow its label looks for room.
LABEL_REACH = 220.0


class SceneArrays:
    """Nodes in painting order and flows by number, beside the scene they came from."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.nodes: list[Placed] = list(scene.nodes.values())
        self.flows: list[Routed] = list(scene.flows.values())
        self.corners = _corners(placed.rect for placed in self.nodes)
        self.is_back = np.array([is_back(placed) for placed in self.nodes], bool)

    @cached_property
    def overlapped(self) -> Mask:
        """Nodes in front that share ground with another such node, so that their order shows."""
        found = np.zeros(len(self.nodes), bool)
        fronts = np.flatnonzero(~self.is_back)
        order = fronts[np.argsort(self.corners[fronts, 0], kind="stable")]
        boxes = self.corners[order]
        for ahead in range(1, len(order)):
            one, other = boxes[:-ahead], boxes[ahead:]
            near = other[:, 0] < one[:, 2]
            if not near.any():
                break
            both = near & (other[:, 1] < one[:, 3]) & (one[:, 1] < other[:, 3])
            found[order[:-ahead][both]] = True
            found[order[ahead:][both]] = True
        return found

    @cached_property
    def kinds(self) -> tuple[NDArray[np.int64], list[Placed]]:
        """The number of each node's look from afar, and one node of each look."""
        known: dict[object, int] = {}
        samples: list[Placed] = []
        numbers = np.empty(len(self.nodes), np.int64)
        for place, placed in enumerate(self.nodes):
            node = placed.node
            result = node.result if isinstance(node, Outcome) else ""
            number = known.setdefault((node.kind, node.color, result), len(samples))
            if number == len(samples):
                samples.append(placed)
            numbers[place] = number
        return numbers, samples

    @cached_property
    def names(self) -> "dict[tuple[float, float], tuple[Name, ...]]":
        """Names of open boxes from afar, by scale, as far as somebody has asked."""
        return {}

    @cached_property
    def node_index(self) -> dict[Path, int]:
        """Where a node stands in the arrays."""
        return {placed.path: number for number, placed in enumerate(self.nodes)}

    @cached_property
    def flow_index(self) -> dict[Path, int]:
        """Where a flow stands in the arrays."""
        return {routed.path: number for number, routed in enumerate(self.flows)}

    @cached_property
    def _points(self) -> tuple[Floats, NDArray[np.intp]]:
        """All points of all flows one after another, and where each flow begins (and the last ends)."""
        counts = np.fromiter((len(routed.points) for routed in self.flows), np.intp, len(self.flows))
        flat = [number for routed in self.flows for point in routed.points for number in point]
        starts = np.concatenate([np.zeros(1, np.intp), np.cumsum(counts)])
        return np.array(flat, np.float64).reshape(-1, 2), starts

    @cached_property
    def points(self) -> Floats:
        """All points of all flows one after another, (n, 2)."""
        return self._points[0]

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """Where in `points` each flow begins; one more than there are flows."""
        return self._points[1]

    @cached_property
    def segments(self) -> Floats:
        """Straight pieces of flows as x1, y1, x2, y2."""
        return np.hstack([self.points[:-1], self.points[1:]])[self._inner]

    @cached_property
    def segment_corners(self) -> Floats:
        """The rectangle around each straight piece as left, top, right, bottom."""
        ends = self.segments.reshape(-1, 2, 2)
        return np.hstack([ends.min(axis=1), ends.max(axis=1)])

    @cached_property
    def segment_flow(self) -> NDArray[np.intp]:
        """The flow of each segment."""
        owner = np.repeat(np.arange(len(self.flows)), np.diff(self.starts))
        return owner[:-1][self._inner] if len(owner) else owner

    @cached_property
    def segment_part(self) -> NDArray[np.intp]:
        """Which segment of its flow each is, from 0."""
        return (np.arange(max(0, len(self.points) - 1)))[self._inner] - self.starts[self.segment_flow]

    @cached_property
    def _inner(self) -> Mask:
        inner = np.ones(max(0, len(self.points) - 1), bool)
        ends = self.starts[1:-1] - 1
        inner[ends[(ends >= 0) & (ends < len(inner))]] = False
        return inner

    @cached_property
    def flow_corners(self) -> Floats:
        """The rectangle around each flow as left, top, right, bottom."""
        if not self.flows:
            return np.zeros((0, 4))
        starts = self.starts[:-1]
        low = np.minimum.reduceat(self.points, starts, axis=0)
        high = np.maximum.reduceat(self.points, starts, axis=0)
        return np.hstack([low, high])

    @cached_property
    def notes(self) -> list[Placed]:
        """Notes that are tied to something."""
        return [placed for placed in self.nodes if isinstance(placed.node, Note) and placed.node.links]

    @cached_property
    def clearings(self) -> dict[int, tuple[Rect, ...]]:
        """What labels of flows keep clear of, by flow, as far as somebody has asked."""
        return {}

    def around(self, flow: int) -> tuple[list[Placed], list[Routed]]:
        """Nodes and flows so near to a flow that its label may have to give way."""
        left, top, right, bottom = self.flow_corners[flow]
        area = Rect(left, top, right - left, bottom - top)
        reach = (LABEL_REACH, LABEL_REACH)
        nodes = np.flatnonzero(touching(self.corners, area, reach))
        flows = np.flatnonzero(touching(self.flow_corners, area, reach))
        return [self.nodes[i] for i in nodes], [self.flows[i] for i in flows]

    def nodes_in(self, area: Rect) -> Indices:
        """Nodes that may paint something in a part of the scene, in painting order."""
        return np.flatnonzero(touching(self.corners, area, NODE_MARGIN))

    def flows_in(self, area: Rect) -> Indices:
        """Flows that may paint something in a part of the scene."""
        return np.flatnonzero(touching(self.flow_corners, area, FLOW_MARGIN))

    def fronts_in(self, area: Rect) -> list[Placed]:
        """Nodes in front whose rectangles touch a part of the scene."""
        found = np.flatnonzero(touching(self.corners, area, (0.0, 0.0)) & ~self.is_back)
        return [self.nodes[i] for i in found]

    def nodes_at(self, x: float, y: float, reach: float = 0.0) -> Indices:
        """Nodes under a point, topmost first."""
        return np.flatnonzero(touching(self.corners, Rect(x, y, 0, 0), (reach, reach)))[::-1]

    def flows_across(self, start: Point, end: Point) -> Indices:
        """Flows that a straight line crosses or touches."""
        (ax, ay), (bx, by) = start, end
        area = Rect(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))
        near = np.flatnonzero(touching(self.segment_corners, area, (0.0, 0.0)))
        x, y, u, v = self.segments[near].T
        beside = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) * ((bx - ax) * (v - ay) - (by - ay) * (u - ax))
        ahead = ((u - x) * (ay - y) - (v - y) * (ax - x)) * ((u - x) * (by - y) - (v - y) * (bx - x))
        return np.unique(self.segment_flow[near[(beside <= 0) & (ahead <= 0)]])

    def nearest_segment(self, x: float, y: float, reach: float) -> int | None:
        """The straight piece of a flow nearest to a point, of those within `reach`."""
        near = np.flatnonzero(touching(self.segment_corners, Rect(x, y, 0, 0), (reach, reach)))
        if not len(near):
            return None
        pieces = self.segments[near]
        start, along = pieces[:, :2], pieces[:, 2:] - pieces[:, :2]
        square = (along**2).sum(axis=1)
        part = ((np.array([x, y]) - start) * along).sum(axis=1) / np.where(square > 0, square, 1.0)
        closest = start + along * np.clip(part, 0.0, 1.0)[:, None]
        distances = np.hypot(closest[:, 0] - x, closest[:, 1] - y)
        best = int(np.argmin(distances))
        return int(near[best]) if distances[best] <= reach else None


def is_back(placed: Placed) -> bool:
    """Whether flows run over it: open boxes and areas. Everything else covers them."""
    return placed.open or isinstance(placed.node, Area)


def _corners(rects: Iterable[Rect]) -> Floats:
    flat = np.array([number for rect in rects for number in rect], np.float64).reshape(-1, 4)
    flat[:, 2:] += flat[:, :2]
    return flat


def touching(corners: Floats, area: Rect, margin: tuple[float, float]) -> Mask:
    """Which rectangles touch an area, each made larger by a margin on both axes."""
    found: Mask = (
        (corners[:, 0] <= area.right + margin[0])
        & (corners[:, 2] >= area.x - margin[0])
        & (corners[:, 1] <= area.bottom + margin[1])
        & (corners[:, 3] >= area.y - margin[1])
    )
    return found
