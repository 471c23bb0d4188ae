"""The scene as flat arrays: what culling, batches and hit testing read thousands of times a second."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from designer.canvas.blocks import Block, Blocks, Indices, Key, Mask, is_back, stands
from designer.canvas.carrays import Floats
from designer.canvas.floating import Difference
from designer.canvas.listed import Listed
from designer.canvas.rows import Rows
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Routed, Scene

if TYPE_CHECKING:
    from designer.canvas.names import Name

__all__ = [
    "FLOW_MARGIN",
    "NODE_MARGIN",
    "Indices",
    "Mask",
    "SceneArrays",
    "is_back",
    "touching",
]

# What a node or flow paints beyond its own rectangle: labels beside it, badges, shadows.
NODE_MARGIN = (140.0, 64.0)
FLOW_MARGIN = (120.0, 24.0)

_Number = TypeVar("_Number", bound=np.generic)


class SceneArrays:
    """Nodes in painting order and flows by number, beside the scene they came from.

    What is in a container is read only when one of it is asked for; `earlier` arrays lend what is the same.
    """

    def __init__(self, scene: Scene, earlier: "SceneArrays | None" = None) -> None:
        self.scene = scene
        self._known: Blocks
        self._among: tuple[frozenset[Path], Mask] | None = None  # what was asked for last
        self._stands, self._known = stands(scene, earlier._known if earlier is not None else {})
        blocks = [stand.block for stand in self._stands]
        self._homes = {stand.home: place for place, stand in enumerate(self._stands)}
        node_counts, flow_counts = [len(each.nodes) for each in blocks], [len(each.lines) for each in blocks]
        self.nodes: Listed[Placed] = Listed(node_counts, lambda place: self._stands[place].tables.nodes)
        self.flows: Listed[Routed] = Listed(flow_counts, lambda place: self._stands[place].tables.flows)
        origins = np.array([stand.origin for stand in self._stands], np.float64)
        rects = _joined([block.rects for block in blocks])
        corner = rects[:, :2] + np.repeat(origins, node_counts, axis=0)
        self.corners: Floats = np.hstack([corner, corner + rects[:, 2:]])
        self.is_back: Mask = _joined([block.is_back for block in blocks])
        counts = _joined([block.counts for block in blocks])
        self.starts: Indices = np.concatenate([np.zeros(1, np.intp), np.cumsum(counts)])
        point_counts = [len(block.points) for block in blocks]
        self.points: Floats = _joined([block.points for block in blocks]) + np.repeat(
            origins, point_counts, axis=0
        )

    # Where things are

    def node_number(self, path: Path) -> int | None:
        """The row of a node; None if it is not here."""
        place, key = self._place(path)
        row = None if place is None else self._stands[place].block.node_rows.get(key)
        return None if row is None or place is None else self.nodes.first(place) + row

    def flow_number(self, path: Path) -> int | None:
        """The row of a flow; None if it is not here."""
        place, key = self._place(path)
        row = None if place is None else self._stands[place].block.flow_rows.get(key)
        return None if row is None or place is None else self.flows.first(place) + row

    def _place(self, path: Path) -> tuple[int | None, Key]:
        """Which block a path is in, and its key there."""
        loose = self._homes.get(None)
        return (self._homes.get(path[:-1]), path[-1]) if loose is None else (loose, path)

    def rows(self, nodes: Iterable[Path] = (), flows: Iterable[Path] = ()) -> Rows:
        """The rows of some nodes and flows, as far as they are here."""
        found = Rows.none(len(self.nodes), len(self.flows))
        for place, keys in self._by_place(nodes):
            rows, first = self._stands[place].block.node_rows, self.nodes.first(place)
            found.nodes[[first + rows[key] for key in keys if key in rows]] = True
        for place, keys in self._by_place(flows):
            rows, first = self._stands[place].block.flow_rows, self.flows.first(place)
            found.flows[[first + rows[key] for key in keys if key in rows]] = True
        return found

    def nodes_among(self, paths: frozenset[Path]) -> Mask:
        """Which nodes are among so many paths that it is quicker to go through all nodes."""
        if self._among is None or self._among[0] is not paths:
            mask: Mask = np.fromiter(map(paths.__contains__, self.scene.nodes), bool, len(self.nodes))
            self._among = paths, mask
        return self._among[1]

    def _by_place(self, paths: Iterable[Path]) -> Iterator[tuple[int, Sequence[Key]]]:
        """The blocks that paths are in, each with the keys there."""
        loose = self._homes.get(None)
        if loose is not None:
            yield loose, list(paths)
            return
        keys: defaultdict[Path, list[Key]] = defaultdict(list)
        for path in paths:
            keys[path[:-1]].append(path[-1])
        yield from ((self._homes[home], found) for home, found in keys.items() if home in self._homes)

    def within(self, nodes: Iterable[Path]) -> Rows:
        """Some nodes with all that is in them: what is in a box stands together."""
        boxes = list(nodes)
        found = self.rows(boxes)
        for path in boxes:
            first = self._homes.get(path)
            if first is not None:
                last = first
                while last < len(self._stands) and (self._stands[last].home or ())[: len(path)] == path:
                    last += 1
                found.nodes[self.nodes.first(first) : self.nodes.first(last)] = True
                found.flows[self.flows.first(first) : self.flows.first(last)] = True
        return found

    def contents(self, home: Path) -> tuple[Indices, Indices]:
        """The nodes and the flows of one container."""
        place = self._homes.get(home)
        if place is None:
            loose = self._stands[0].block if None in self._homes else Block({}, (), (), {}, ())
            return _of(home, loose.nodes), _of(home, loose.lines)
        return self.nodes.range(place), self.flows.range(place)

    def named(self, ids: Collection[str]) -> Rows:
        """The nodes and flows with some ids, wherever they are shown."""
        found = Rows.none(len(self.nodes), len(self.flows))
        for place, stand in enumerate(self._stands if ids else ()):
            for mask, first, rows in (
                (found.nodes, self.nodes.first(place), stand.block.node_rows),
                (found.flows, self.flows.first(place), stand.block.flow_rows),
            ):
                mask[[first + rows[one] for one in ids if one in rows]] = True
        return found

    def paths(self, rows: Rows) -> Difference:
        """The paths of some nodes and flows."""
        return Difference(
            frozenset(self.nodes.path(row) for row in np.flatnonzero(rows.nodes).tolist()),
            frozenset(self.flows.path(row) for row in np.flatnonzero(rows.flows).tolist()),
        )

    # What they look like

    def overlapping(self, fronts: Indices) -> Mask:
        """Which of some nodes in front share ground with another of them, so that their order shows."""
        found = np.zeros(len(fronts), bool)
        order = np.argsort(self.corners[fronts, 0], kind="stable")
        boxes = self.corners[fronts[order]]
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
        numbers: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
        for place, stand in enumerate(self._stands):
            looks, rows, which = stand.block.looks
            for look, row in zip(looks, rows, strict=True):
                if known.setdefault(look, len(samples)) == len(samples):
                    samples.append(self.nodes[self.nodes.first(place) + row])
            numbers.append(np.array([known[look] for look in looks], np.int64)[which])
        return np.concatenate(numbers), samples

    @cached_property
    def names(self) -> "dict[tuple[float, float], tuple[Name, ...]]":
        """Names of open boxes from afar, by scale, as far as somebody has asked."""
        return {}

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
        return self._picked(lambda block: block.notes)

    @cached_property
    def boundaries(self) -> list[Placed]:
        """Events on borders."""
        return self._picked(lambda block: block.boundaries)

    def _picked(self, of: Callable[[Block], Iterable[int]]) -> list[Placed]:
        firsts = map(self.nodes.first, range(len(self._stands)))
        blocks = zip(firsts, self._stands, strict=True)
        return [self.nodes[first + row] for first, stand in blocks for row in of(stand.block)]

    @cached_property
    def ends(self) -> Indices:
        """The rows of the nodes from and to which each flow leads, (n, 2)."""
        blocks = (stand.block.ends for stand in self._stands)
        return _joined([rows + self.nodes.first(place) for place, rows in enumerate(blocks)])

    def nodes_in(self, area: Rect) -> Indices:
        """Nodes that may paint something in a part of the scene, in painting order."""
        return np.flatnonzero(touching(self.corners, area, NODE_MARGIN))

    def flows_in(self, area: Rect) -> Indices:
        """Flows that may paint something in a part of the scene."""
        return np.flatnonzero(touching(self.flow_corners, area, FLOW_MARGIN))

    def fronts_in(self, area: Rect, hidden: Rows | None = None) -> list[Placed]:
        """Nodes in front whose rectangles touch a part of the scene, but for hidden ones."""
        found = touching(self.corners, area, (0.0, 0.0)) & ~self.is_back
        return [self.nodes[i] for i in np.flatnonzero(found if hidden is None else found & ~hidden.nodes)]

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
        return self._owners(near[(beside <= 0) & (ahead <= 0)])

    def flows_near(self, x: float, y: float, reach: float) -> Indices:
        """Flows of which a straight piece has a point within `reach` on each axis."""
        return self._owners(np.flatnonzero(touching(self.segment_corners, Rect(x, y, 0, 0), (reach, reach))))

    def _owners(self, segments: Indices) -> Indices:
        """The flows of some segments, each once; numpy's own way loads masked arrays in the first gesture."""
        return np.flatnonzero(np.bincount(self.segment_flow[segments]))

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


def _joined(arrays: Sequence[NDArray[_Number]]) -> NDArray[_Number]:
    return np.concatenate(arrays) if len(arrays) > 1 else arrays[0]


def _of(home: Path, keys: Iterable[Key]) -> Indices:
    return np.array([row for row, key in enumerate(keys) if key[:-1] == home], np.intp)


def touching(corners: Floats, area: Rect, margin: tuple[float, float]) -> Mask:
    """Which rectangles touch an area, each made larger by a margin on both axes."""
    found: Mask = (
        (corners[:, 0] <= area.right + margin[0])
        & (corners[:, 2] >= area.x - margin[0])
        & (corners[:, 1] <= area.bottom + margin[1])
        & (corners[:, 3] >= area.y - margin[1])
    )
    return found
