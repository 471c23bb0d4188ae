"""Much of a scene moved at once: painted once and put elsewhere; what reaches to it is stretched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from designer.canvas.arrays import SceneArrays
from designer.canvas.carried import Carried
from designer.canvas.painter import ScenePainter
from designer.canvas.rows import Rows
from designer.canvas.tools.stage import Gist
from designer.editing.spacing import Cut
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Routed, Scene
from designer.model.nodes import Boundary


@dataclass(frozen=True)
class _Bent:
    """A flow of which one end goes along, and the flow as it was, seen from that end."""

    routed: Routed
    from_source: bool


class Sliding:
    """What a gist moves and what it stretches; the same however far it goes."""

    def __init__(self, arrays: SceneArrays, gist: Gist, cut: Cut, painter: ScenePainter) -> None:
        self._scene = scene = arrays.scene
        self.gist = gist
        whole = arrays.within(gist.moving | _events(arrays, gist, cut))
        stretched = arrays.rows(gist.stretched)
        points = np.stack([arrays.points[arrays.starts[:-1]], arrays.points[arrays.starts[1:] - 1]], axis=1)
        at, ends = points[:, :, 0 if cut.axis == "x" else 1], arrays.ends
        beyond = at > cut.line if cut.ahead else at < cut.line
        goes = whole.nodes[ends] | (stretched.nodes[ends] & beyond)
        along, bent = goes[:, 0] & goes[:, 1], goes[:, 0] ^ goes[:, 1]
        self._bent = [_Bent(arrays.flows[row], bool(goes[row, 0])) for row in np.flatnonzero(bent)]
        gone = Rows(whole.nodes, along)
        left = Rows(stretched.nodes, bent)
        still = arrays.within(path for path in gist.stretched if scene.nodes[path].open) - gone - left
        self.still = Carried(arrays, still, painter)
        self.moved = Carried(arrays, gone, painter)
        self.hidden = gone | still | left

    def backs(self, cut: Cut) -> Scene:
        """The stretched boxes and areas, outermost first, with their ports and leads."""
        scene, paths = self._scene, sorted(self.gist.stretched, key=lambda path: (len(path), path))
        return replace(
            scene,
            nodes={path: _longer(scene.nodes[path], cut) for path in paths},
            flows={},
            ports_of={
                path: tuple(replace(port, at=_put(port.at, cut)) for port in scene.ports_of[path])
                for path in paths
                if path in scene.ports_of
            },
            leads_of={
                path: tuple(
                    replace(lead, points=tuple(_put(point, cut) for point in lead.points))
                    for lead in scene.leads_of[path]
                )
                for path in paths
                if path in scene.leads_of
            },
        )

    def flows(self, cut: Cut) -> Scene:
        """The flows of which one end goes along."""
        made = {one.routed.path: _led(one, cut) for one in self._bent}
        return replace(self._scene, nodes={}, flows=made, ports_of={}, leads_of={})


def _events(arrays: SceneArrays, gist: Gist, cut: Cut) -> frozenset[Path]:
    """Events on the borders of what moves, and on that side of what is stretched."""
    return frozenset(
        placed.path
        for placed in arrays.boundaries
        if isinstance(placed.node, Boundary)
        and ((host := (*placed.path[:-1], placed.node.host)) in gist.moving)
        | (host in gist.stretched and cut.holds(placed.rect.center))
    )


def _put(at: Point, cut: Cut) -> Point:
    return at + cut.offset if cut.holds(at) else at


def _longer(placed: Placed, cut: Cut) -> Placed:
    """A node of which the side beyond the line has moved."""
    (dx, dy), (x, y, w, h) = cut.offset, placed.rect
    rect = Rect(x, y, w + dx, h + dy) if cut.ahead else Rect(x + dx, y + dy, w - dx, h - dy)
    return replace(placed, rect=rect)


def _led(bent: _Bent, cut: Cut) -> Routed:
    points = bent.routed.points if bent.from_source else bent.routed.points[::-1]
    made = stretched(points, cut)
    return replace(bent.routed, points=made if bent.from_source else made[::-1], hops=())


def stretched(points: Sequence[Point], cut: Cut) -> tuple[Point, ...]:
    """An orthogonal line whose first point goes by the offset of a cut, and whose last one stays.

    The first piece along the axis that crosses the line of the cut becomes longer or shorter, or else the
    first piece along the axis at all; a line that has none gets a step in its middle.
    """
    at = 0 if cut.axis == "x" else 1
    along = [n for n in range(len(points) - 1) if points[n][at] != points[n + 1][at]]
    crossing = [n for n in along if cut.holds(points[n]) != cut.holds(points[n + 1])]
    if along:
        turn = (crossing or along)[0] + 1
        return (*(point + cut.offset for point in points[:turn]), *points[turn:])
    first, last = points[0], points[-1]
    middle = Point((first.x + last.x) / 2, (first.y + last.y) / 2)
    return (first + cut.offset, middle + cut.offset, middle, last)
