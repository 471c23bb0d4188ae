"""Which part of the scene the view shows: the one place where scene units become device pixels."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from designer.canvas.carrays import Floats, Ints
from designer.layout.geometry import Point, Rect

LEAST_ZOOM = 0.02
MOST_ZOOM = 8.0


@dataclass(frozen=True, slots=True)
class Camera:
    """The device pixel of the whole scene that lies in the view's top-left corner, and the scale.

    A scene coordinate stands at device pixel `floor(x * scale + 0.5) - origin`. The origin is whole, so
    a panned picture is the old one moved by whole pixels.
    """

    ox: int = 0
    oy: int = 0
    zoom: float = 1.0
    ratio: float = 1.0

    @property
    def scale(self) -> float:
        """Device pixels per scene unit."""
        return self.zoom * self.ratio

    def device(self, x: float, y: float) -> tuple[int, int]:
        """The device pixel of a scene point."""
        scale = self.scale
        return math.floor(x * scale + 0.5) - self.ox, math.floor(y * scale + 0.5) - self.oy

    def device_all(self, coordinates: Floats) -> Ints:
        """Device pixels of many coordinates, x and y alternating in the last axis."""
        pixels: Any = np.floor(coordinates * self.scale + 0.5)
        origin = np.resize(np.array([self.ox, self.oy], np.float64), coordinates.shape[-1])
        return np.asarray(pixels - origin, np.int32)

    def to_screen(self, x: float, y: float) -> Point:
        """A scene point in logical pixels of the view, between pixels where it lies there."""
        return Point((x * self.scale - self.ox) / self.ratio, (y * self.scale - self.oy) / self.ratio)

    def rect_to_screen(self, rect: Rect) -> Rect:
        """A scene rectangle in logical pixels, snapped as nodes are."""
        left, top = self.device(rect.x, rect.y)
        right, bottom = self.device(rect.right, rect.bottom)
        ratio = self.ratio
        return Rect(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)

    def to_scene(self, x: float, y: float) -> Point:
        """A logical pixel of the view as a scene point."""
        return Point((x * self.ratio + self.ox) / self.scale, (y * self.ratio + self.oy) / self.scale)

    def visible(self, width: float, height: float) -> Rect:
        """What a view of a logical size shows, in scene units."""
        corner = self.to_scene(0, 0)
        return Rect(corner.x, corner.y, width / self.zoom, height / self.zoom)

    def panned(self, dx: float, dy: float) -> "Camera":
        """The view moved over the scene by logical pixels."""
        return replace(self, ox=self.ox + round(dx * self.ratio), oy=self.oy + round(dy * self.ratio))

    def zoomed(self, zoom: float, about: Point) -> "Camera":
        """Another zoom (kept within 2 % and 800 %); what lies under the logical pixel `about` stays there."""
        held = self.to_scene(*about)
        return self.placed(held, about, min(MOST_ZOOM, max(LEAST_ZOOM, zoom)))

    def placed(self, scene: Point, screen: Point, zoom: float) -> "Camera":
        """The camera that shows a scene point at a logical pixel."""
        scale = zoom * self.ratio
        return Camera(
            round(scene.x * scale - screen.x * self.ratio),
            round(scene.y * scale - screen.y * self.ratio),
            zoom,
            self.ratio,
        )

    def fitted(
        self, bounds: Rect, width: float, height: float, margin: float = 48, most: float = 1.0
    ) -> "Camera":
        """The camera that shows all of `bounds` in the middle of a view, never larger than `most`."""
        room_w, room_h = max(1.0, width - 2 * margin), max(1.0, height - 2 * margin)
        zoom = min(most, room_w / max(bounds.w, 1.0), room_h / max(bounds.h, 1.0))
        return self.placed(bounds.center, Point(width / 2, height / 2), min(MOST_ZOOM, max(LEAST_ZOOM, zoom)))
