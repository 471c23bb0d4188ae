"""The heads of lanes, which stay in view while the lanes are scrolled."""

from dataclasses import replace

from PySide6.QtGui import QPainter

from designer.canvas.paint import paint_shapes
from designer.canvas.view import Camera
from designer.drawing.shapes import Line, Shape, Stroke
from designer.drawing.swimlanes import head
from designer.drawing.theme import Theme
from designer.layout.geometry import Rect
from designer.layout.scene import Scene
from designer.layout.swimlanes.lanes import Lane
from designer.layout.swimlanes.places import HEAD
from designer.model.document import Document

_LEAST = 64.0  # scene units of a lane in which its name finds room


def paint_heads(
    painter: QPainter, camera: Camera, scene: Scene, document: Document, theme: Theme, view: Rect
) -> None:
    """Paints the heads of the lanes at the left edge of the view where they would be out of it."""
    shapes = _shapes(scene, document, theme, camera.visible(view.w, view.h))
    if not shapes:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    origin = camera.to_screen(0.0, 0.0)
    painter.translate(origin.x, origin.y)
    painter.scale(camera.zoom, camera.zoom)
    paint_shapes(painter, shapes)
    painter.restore()


def _shapes(scene: Scene, document: Document, theme: Theme, seen: Rect) -> list[Shape]:
    if not scene.lanes:
        return []
    whole = scene.lanes[0].rect
    left = max(whole.x, min(seen.x, whole.right - HEAD))
    sticks = left > whole.x
    made: list[Shape] = []
    border = Stroke(theme.border, 1.0)
    for lane in scene.lanes:
        shown = _in_view(lane, seen)
        if lane.rect.overlaps(seen) and (sticks or shown is not lane):
            made.append(head(shown, left, document, theme))
            made.append(Line(((left, lane.rect.y), (left + HEAD, lane.rect.y)), border))
    if sticks and made:
        bottom = scene.lanes[-1].rect.bottom
        made.append(Line(((left + HEAD, whole.y), (left + HEAD, bottom)), border))
    return made


def _in_view(lane: Lane, seen: Rect) -> Lane:
    """A lane cut to the view, so that its name stands in the middle of what is seen of it."""
    top, bottom = max(lane.rect.y, seen.y), min(lane.rect.bottom, seen.bottom)
    if bottom - top >= lane.rect.h - 1 or bottom - top < _LEAST:
        return lane
    return replace(lane, rect=Rect(lane.rect.x, top, lane.rect.w, bottom - top))
