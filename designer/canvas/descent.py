"""Zooming on enters a box that fills the view, and zooming out leaves one that has become small (C12)."""

from typing import TYPE_CHECKING

from designer.layout.geometry import Point
from designer.layout.scene import Path
from designer.model.nodes import Box

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

FILLS = 0.9  # of the view's width or height
TURNS = 2  # notches that one turns on once a box fills the view
SMALL = 0.6  # of the zoom that shows the whole level


class Descent:
    """Watches one surface being zoomed. A notch is a turn of the wheel that zooms by 1.16."""

    def __init__(self, surface: "Surface") -> None:
        self._surface = surface
        self._box: Path | None = None
        self._turned = 0.0

    def zoomed(self, about: Point, notches: float) -> None:
        """The view was zoomed about a logical pixel, inwards by so many notches (outwards if negative)."""
        if notches > 0:
            self._inwards(about, notches)
        else:
            self._box = None
            if notches < 0 and self._surface.level and self._is_small():
                self._surface.leave()

    def _inwards(self, about: Point, notches: float) -> None:
        box = self._filling(about)
        if box is None or box != self._box:
            self._box, self._turned = box, 0.0
            return
        self._turned += notches
        if self._turned > TURNS - 0.01:
            self._box = None
            self._surface.enter(box)

    def _filling(self, about: Point) -> Path | None:
        """The innermost box under the pointer that fills the view."""
        surface = self._surface
        at, seen = surface.navigation.camera.to_scene(*about), surface.visible
        arrays = surface.diagram.arrays
        for number in arrays.nodes_at(at.x, at.y):
            placed = arrays.nodes[number]
            if isinstance(placed.node, Box):
                fills = max(placed.rect.w / seen.w, placed.rect.h / seen.h) > FILLS
                return placed.path if fills else None
        return None

    def _is_small(self) -> bool:
        fit = self._surface.navigation.fit_zoom
        return fit is not None and self._surface.zoom < SMALL * fit
