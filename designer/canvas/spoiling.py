"""Which part of the picture has to be painted again when nodes and flows of it change."""

from collections.abc import Collection, Iterable, Iterator

import numpy as np
from PySide6.QtCore import QPoint, QRect

from designer.canvas.arrays import FLOW_MARGIN, NODE_MARGIN, SceneArrays
from designer.canvas.backing import Backing
from designer.canvas.carrays import Floats
from designer.canvas.faces import READABLE_FROM
from designer.canvas.names import Name, names
from designer.canvas.painter import reach
from designer.canvas.rows import Rows
from designer.canvas.view import Camera
from designer.layout.geometry import Rect
from designer.layout.scene import Placed
from designer.model.nodes import Note

MANY_PARTS = 24
ACCENTS = 6  # device pixels that letters may reach beyond their line


def spoil(backing: Backing, arrays: SceneArrays, rows: Rows) -> None:
    """Marks what some nodes and flows cover."""
    for area in covered(backing.camera, arrays, rows) if backing.camera is not None else ():
        backing.spoil(area)


def covered(camera: Camera, arrays: SceneArrays, rows: Rows, rim: int = 1) -> Iterator[QRect]:
    """What some nodes and flows cover, in device pixels of the view, and a `rim` around."""
    nodes = arrays.corners[rows.nodes]
    ties = _ties(arrays, rows)
    if ties:
        nodes = np.vstack([nodes, _corners(ties)])
    yield from _areas(camera, nodes, NODE_MARGIN, rim)
    yield from _areas(camera, arrays.flow_corners[rows.flows], FLOW_MARGIN, rim)


def _areas(camera: Camera, corners: Floats, margin: tuple[float, float], rim: int) -> Iterator[QRect]:
    wide, high = margin[0] + reach(camera), margin[1] + reach(camera)
    if len(corners) > MANY_PARTS:
        corners = np.hstack([corners[:, :2].min(axis=0), corners[:, 2:].max(axis=0)]).reshape(1, 4)
    for x, y, far_x, far_y in corners.tolist():
        left, top = camera.device(x - wide, y - high)
        right, bottom = camera.device(far_x + wide, far_y + high)
        yield QRect(QPoint(left - rim, top - rim), QPoint(right + rim, bottom + rim))


def _ties(arrays: SceneArrays, rows: Rows) -> list[Rect]:
    """What the dotted lines between notes and some nodes may cover."""
    found: list[Rect] = []
    for note in arrays.notes:
        for end in _links(arrays, note):
            if any(rows.nodes[arrays.node_number(each.path)] for each in (note, end)):
                a, b = note.rect, end.rect
                left, top = min(a.x, b.x), min(a.y, b.y)
                found.append(Rect(left, top, max(a.right, b.right) - left, max(a.bottom, b.bottom) - top))
    return found


def _links(arrays: SceneArrays, note: Placed) -> Iterable[Placed]:
    """What a note speaks of."""
    links = note.node.links if isinstance(note.node, Note) else ()
    paths = ((*note.path[:-1], link) for link in links)
    return [end for path in paths if (end := arrays.scene.nodes.get(path)) is not None]


def names_shown(backing: Backing, arrays: SceneArrays) -> frozenset[Name]:
    """The names of boxes that the picture shows because it is far away."""
    camera = backing.camera
    if camera is None or camera.scale >= READABLE_FROM:
        return frozenset()
    return frozenset(names(arrays, camera.scale, camera.ratio))


def spoil_names(backing: Backing, changed: Collection[Name]) -> None:
    """A name far from an edit may find room by it, or lose it."""
    camera = backing.camera
    if camera is None:
        return
    for name in changed:
        left, top, right, bottom = name.area
        area = QRect(left - camera.ox, top - camera.oy, right - left, bottom - top)
        backing.spoil(area.adjusted(-ACCENTS, -ACCENTS, ACCENTS, ACCENTS))


def _corners(rects: Iterable[Rect]) -> Floats:
    return np.array([(x, y, x + w, y + h) for x, y, w, h in rects], np.float64).reshape(-1, 4)
