"""The heads of lanes, which stay in view while the lanes are scrolled."""

from dataclasses import replace

from PySide6.QtGui import QPainter

from designer.canvas import text_size
from designer.canvas.paint import paint_shapes
from designer.canvas.view import Camera
from designer.drawing.shapes import Line, Shape, Stroke
from designer.drawing.swimlanes import RADIUS, corners, head
from designer.drawing.theme import Theme
from designer.layout.geometry import Rect
from designer.layout.scene import Scene
from designer.layout.swimlanes.lanes import Lane
from designer.layout.swimlanes.places import HEAD
from designer.model.document import Document

_LEAST = 64.0  # units of a lane in which its name finds room
_READABLE = 0.85  # of the full size: no smaller are heads painted, so that names can be read from afar


def paint_heads(
    painter: QPainter, camera: Camera, scene: Scene, document: Document, theme: Theme, view: Rect
) -> None:
    """Paints the heads of the lanes where those of the picture are out of view, or too small to be read."""
    scale = max(camera.zoom, _readable())
    shapes = _shapes(scene, document, theme, camera.visible(view.w, view.h), camera.zoom / scale)
    if not shapes:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    origin = camera.to_screen(0.0, 0.0)
    painter.translate(origin.x, origin.y)
    painter.scale(scale, scale)
    paint_shapes(painter, shapes)
    painter.restore()


def room_beside(scene: Scene, zoom: float, margin: float) -> float:
    """How much further left heads of a readable size reach than lanes with a margin of some pixels."""
    if not scene.lanes:
        return 0.0
    return max(0.0, (HEAD * _readable() - margin) / zoom - HEAD)


def _readable() -> float:
    return _READABLE * text_size.PRESENT.percent / 100


def _shapes(scene: Scene, document: Document, theme: Theme, seen: Rect, share: float) -> list[Shape]:
    """The heads, everything that much smaller than in the scene but they themselves."""
    if not scene.lanes:
        return []
    seen = _shrunk(seen, share)
    lanes = [replace(lane, rect=_shrunk(lane.rect, share)) for lane in scene.lanes]
    whole = lanes[0].rect
    left = max(whole.x - HEAD * (1 - share), min(seen.x, whole.right - HEAD))
    sticks = left != whole.x
    made: list[Shape] = []
    border = Stroke(theme.border, 1.0)
    for lane in lanes:
        shown = _in_view(lane, seen)
        if lane.rect.overlaps(seen) and (sticks or shown is not lane):
            ends = corners(lanes, lane) if share < 1 else (False, False)
            made.append(head(shown, left, document, theme, ends))
            if not ends[0]:
                made.append(Line(((left, lane.rect.y), (left + HEAD, lane.rect.y)), border))
    if sticks and made:
        bottom = lanes[-1].rect.bottom
        made.append(Line(((left + HEAD, whole.y), (left + HEAD, bottom)), border))
        if share < 1:
            outer = ((left + HEAD, whole.y), (left, whole.y), (left, bottom), (left + HEAD, bottom))
            made.append(Line(outer, border, RADIUS))
    return made


def _shrunk(rect: Rect, share: float) -> Rect:
    return Rect(*(value * share for value in rect))


def _in_view(lane: Lane, seen: Rect) -> Lane:
    """A lane cut to the view, so that its name stands in the middle of what is seen of it."""
    top, bottom = max(lane.rect.y, seen.y), min(lane.rect.bottom, seen.bottom)
    if bottom - top >= lane.rect.h - 1 or bottom - top < _LEAST:
        return lane
    return replace(lane, rect=Rect(lane.rect.x, top, lane.rect.w, bottom - top))
