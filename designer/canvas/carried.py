"""What moves as it is: painted once with all that is in it, and then only put elsewhere."""

from collections.abc import Collection, Mapping
from copy import copy
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from designer.canvas.arrays import NODE_MARGIN, SceneArrays
from designer.canvas.floating import led, moved
from designer.canvas.painter import ScenePainter, reach, scene_area
from designer.canvas.rows import Rows
from designer.canvas.view import Camera
from designer.layout.geometry import Point
from designer.layout.scene import Path, Placed, Routed
from designer.model.nodes import Note

# Of the view: how far around what is seen is painted too, first of all little, as the hand waits for that.
AHEAD_FIRST, AHEAD = 0.1, 0.25
MOST_PARTS = 64


class Carried:
    """Some nodes and flows of a scene, such as all that is in some `boxes`, and their picture."""

    def __init__(
        self, arrays: SceneArrays, rows: Rows, painter: ScenePainter, boxes: Collection[Path] = ()
    ) -> None:
        self.rows = rows
        self._boxes = boxes
        self._parts = arrays.corners[arrays.rows(boxes).nodes]
        self.arrays = arrays
        self._notes = [note for note in arrays.notes if _is_whole(note, arrays, rows)]
        corners = np.vstack([arrays.corners[rows.nodes], arrays.flow_corners[rows.flows]])
        self._corners = (*corners[:, :2].min(axis=0), *corners[:, 2:].max(axis=0)) if len(corners) else None
        self._painter = painter
        self._pixmap = QPixmap()
        self._area = QRect()  # what the pixmap shows, in device pixels of the whole scene
        self._scale = 0.0
        self._twin: Carried | None = None

    def twin(self) -> "Carried":
        """The same to be painted elsewhere; one picture serves both where it shows what both need."""
        made = copy(self)
        self._twin, made._twin = made, self
        return made

    def node(self, path: Path, offset: Point) -> Placed | None:
        """One of its nodes, moved by an offset."""
        row = self.arrays.node_number(path)
        return moved(self.arrays.nodes[row], *offset) if row is not None and self.rows.nodes[row] else None

    def flow(self, path: Path, offset: Point) -> Routed | None:
        """One of its flows, moved by an offset."""
        row = self.arrays.flow_number(path)
        return led(self.arrays.flows[row], offset) if row is not None and self.rows.flows[row] else None

    def named(self, ids: Collection[str], offset: Point) -> list[Placed]:
        """The boxes with some ids, if it is all that is in some boxes; moved by an offset."""
        nodes = self.arrays.scene.nodes
        return [moved(nodes[path], *offset) for path in self._boxes if path[-1] in ids]

    def paint(self, painter: QPainter, camera: Camera, view: QRect, offset: Point) -> None:
        """Paints what is seen of it, all moved by an offset in scene units."""
        moved = QPoint(round(offset.x * camera.scale), round(offset.y * camera.scale))
        corner = QPoint(camera.ox, camera.oy) - moved
        wanted = self._extent(camera).intersected(view.translated(corner))
        if wanted.isEmpty():
            return
        if not self._has(camera, wanted):
            if self._twin is not None and self._twin._has(camera, wanted):
                self._pixmap, self._area, self._scale = self._twin._pixmap, self._twin._area, camera.scale
            else:
                self._draw(camera, view, wanted)
        painter.save()
        parts = self._seen(camera, wanted, 0).translated(-corner)
        if not parts.isEmpty():
            painter.setClipRegion(parts, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(wanted.topLeft() - corner, self._pixmap, wanted.translated(-self._area.topLeft()))
        painter.restore()

    def _has(self, camera: Camera, wanted: QRect) -> bool:
        return self._scale == camera.scale and self._area.contains(wanted)

    def covered(self, camera: Camera, view: QRect, offset: Point, rim: int) -> QRegion:
        """Device pixels of the view in which it is seen, moved by an offset, and those up to `rim` around."""
        moved = QPoint(round(offset.x * camera.scale), round(offset.y * camera.scale))
        corner = QPoint(camera.ox, camera.oy) - moved
        wanted = self._extent(camera).adjusted(-rim, -rim, rim, rim).intersected(view.translated(corner))
        if wanted.isEmpty():
            return QRegion()
        parts = self._seen(camera, wanted, rim)
        return (QRegion(wanted) if parts.isEmpty() else parts).translated(-corner)

    def _seen(self, camera: Camera, wanted: QRect, rim: int) -> QRegion:
        """What boxes cover, where that is worth telling: between boxes lies much that is empty."""
        beyond = reach(camera) + rim / camera.scale
        wide, high = NODE_MARGIN[0] + beyond, NODE_MARGIN[1] + beyond
        grown = (self._parts + np.array([-wide, -high, wide, high])) * camera.scale
        left, top, right, bottom = grown.T
        near = (
            (left < wanted.right()) & (right > wanted.x()) & (top < wanted.bottom()) & (bottom > wanted.y())
        )
        found = QRegion()
        for x, y, far_x, far_y in grown[near].tolist() if near.sum() <= MOST_PARTS else ():
            found += QRect(QPoint(floor(x), floor(y)), QPoint(ceil(far_x), ceil(far_y)))
        return found

    def _extent(self, camera: Camera) -> QRect:
        if self._corners is None:
            return QRect()
        wide, high = NODE_MARGIN[0] + reach(camera), NODE_MARGIN[1] + reach(camera)
        x, y, far_x, far_y = self._corners
        left, top = camera.device(x - wide, y - high)
        right, bottom = camera.device(far_x + wide, far_y + high)
        return QRect(left + camera.ox, top + camera.oy, right - left, bottom - top)

    def _draw(self, camera: Camera, view: QRect, wanted: QRect) -> None:
        ahead = AHEAD if self._scale == camera.scale else AHEAD_FIRST
        dx, dy = round(view.width() * ahead), round(view.height() * ahead)
        area = self._extent(camera).intersected(wanted.adjusted(-dx, -dy, dx, dy))
        self._area, self._scale = area, camera.scale
        self._pixmap = QPixmap(area.size())
        self._pixmap.fill(Qt.GlobalColor.transparent)
        there = Camera(area.x(), area.y(), camera.zoom, camera.ratio)
        seen = scene_area(there, QRect(QPoint(0, 0), area.size()))
        painter = QPainter(self._pixmap)
        nodes, flows = self.arrays.nodes_in(seen), self.arrays.flows_in(seen)
        nodes, flows = nodes[self.rows.nodes[nodes]], flows[self.rows.flows[flows]]
        self._painter.paint_items(painter, self.arrays, there, nodes, flows, self._notes)
        painter.end()


def _is_whole(note: Placed, arrays: SceneArrays, rows: Rows) -> bool:
    """Whether a note and all that it speaks of are here."""
    links = note.node.links if isinstance(note.node, Note) else ()
    numbers = [arrays.node_number((*note.path[:-1], each)) for each in (note.path[-1], *links)]
    return all(number is not None and rows.nodes[number] for number in numbers)


class Group(NamedTuple):
    """Boxes that are carried together, and how far."""

    boxes: frozenset[Path]
    offset: Point
    is_held: bool


def together(shifts: Mapping[Path, Point], held: frozenset[str]) -> list[Group]:
    """The boxes that move by one offset; what is `held`, by ids, by itself and last."""
    groups: dict[tuple[bool, float, float], set[Path]] = {}
    for path, (dx, dy) in shifts.items():
        groups.setdefault((not held.isdisjoint(path), round(dx, 6), round(dy, 6)), set()).add(path)
    return [Group(frozenset(groups[key]), Point(*key[1:]), key[0]) for key in sorted(groups)]
