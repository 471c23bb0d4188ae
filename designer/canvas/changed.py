"""Where layers above the picture, and what a gesture tells, look otherwise than in the frame before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QRegion

from designer.canvas.faces import READABLE_FROM
from designer.canvas.guides import strip
from designer.canvas.layers import RIM, Layer
from designer.canvas.spoiling import covered
from designer.canvas.tools.stage import Feedback
from designer.canvas.view import Camera
from designer.layout.geometry import Rect, bounds
from designer.layout.scene import Path, Placed

BORDER = 24.0  # scene units on both sides of the border of an open box: its ports and rounded corners


def changed_layers(before: Sequence[Layer], after: Sequence[Layer], camera: Camera, view: QRect) -> QRegion:
    """Device pixels of the view that layers change; all of it if these are of another kind than before."""
    if before is after:
        return QRegion()
    # From afar names of boxes come and go with the room beside them.
    if camera.scale < READABLE_FROM or [each.kind for each in before] != [each.kind for each in after]:
        return QRegion(view)
    rim, found = ceil(RIM * camera.ratio), QRegion()
    for old, new in zip(before, after, strict=True):
        if old.carried is None or new.carried is None:
            for rect in _redrawn(old, new, camera, rim):
                found += rect
        elif old.carried[1] != new.carried[1]:
            for carried, offset in (old.carried, new.carried):
                found += carried.covered(camera, view, offset, rim)
    return found.intersected(view)


def changed_feedback(before: Feedback, after: Feedback, camera: Camera, view: QRect) -> QRegion:
    """Device pixels of the view that another feedback changes; all of it unless only guides are others."""
    if before == after:
        return QRegion()
    if replace(before, guides=(), gaps=()) != replace(after, guides=(), gaps=()):
        return QRegion(view)
    seen = camera.visible(view.width() / camera.ratio, view.height() / camera.ratio)
    found = QRegion()
    for guide in set(before.guides) ^ set(after.guides):
        found += _device(camera, strip(guide, seen), 0.0, ceil(2 * camera.ratio))
    for gap in set(before.gaps) ^ set(after.gaps):
        found += _device(camera, gap, 0.0, ceil(2 * camera.ratio))
    return found.intersected(view)


def _redrawn(old: Layer, new: Layer, camera: Camera, rim: int) -> Iterator[QRect]:
    """What two layers of one kind do not have in common."""
    one, other = old.arrays.scene, new.arrays.scene
    nodes: set[Path] = set()
    for path in one.nodes.keys() | other.nodes.keys():
        before, after = one.nodes.get(path), other.nodes.get(path)
        if before is None or after is None:
            nodes.add(path)
            continue
        joints = [*_joints(path, old, new)]
        is_same = before.rect == after.rect and _looks_same(before, after, old, new)
        if not _keeps_inside(before, after):
            nodes |= {path} if joints or not is_same else set()
            continue
        edges = () if is_same else _edges(before.rect, after)
        yield from (_device(camera, rect, BORDER, rim) for rect in (*joints, *edges))
    flows = [
        path
        for path in one.flows.keys() | other.flows.keys()
        if one.flows.get(path) is not other.flows.get(path) and one.flows.get(path) != other.flows.get(path)
    ]
    for arrays in (old.arrays, new.arrays) if nodes or flows else ():
        yield from covered(camera, arrays, arrays.rows(nodes, flows), rim)


def _keeps_inside(before: Placed, after: Placed) -> bool:
    """Whether an open box can only be another at its border and in its header."""
    is_open = before.open and after.open
    return is_open and before.rect[:2] == after.rect[:2] and before.content == after.content


def _looks_same(before: Placed, after: Placed, old: Layer, new: Layer) -> bool:
    one, other = old.painter.faces.face(before), new.painter.faces.face(after)
    return one is other or (one.body, one.labels) == (other.body, other.labels)


def _edges(before: Rect, after: Placed) -> tuple[Rect, Rect, Rect]:
    """Header, right and lower border of an open box that only grew, or shrank."""
    x, y, w, h = after.rect
    far, low = max(w, before.w), max(h, before.h)
    near, high = min(w, before.w), min(h, before.h)
    return (
        Rect(x, y, far, after.header),
        Rect(x + near, y, far - near, low),
        Rect(x, y + high, far, low - high),
    )


def _joints(path: Path, old: Layer, new: Layer) -> Iterator[Rect]:
    """Where ports of a box, or the lines to their insides, are others."""
    one, other = old.arrays.scene, new.arrays.scene
    for port in set(one.ports_of.get(path, ())) ^ set(other.ports_of.get(path, ())):
        yield Rect(*port.at, 0.0, 0.0)
    for lead in set(one.leads_of.get(path, ())) ^ set(other.leads_of.get(path, ())):
        yield bounds(Rect(*point, 0.0, 0.0) for point in lead.points) or Rect(0.0, 0.0, 0.0, 0.0)


def _device(camera: Camera, rect: Rect, margin: float, rim: int) -> QRect:
    left, top = camera.device(rect.x - margin, rect.y - margin)
    right, bottom = camera.device(rect.right + margin, rect.bottom + margin)
    return QRect(QPoint(left - rim, top - rim), QPoint(right + rim, bottom + rim))
