"""What floats above the picture while something moves, or half seen where it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from designer.canvas.arrays import SceneArrays
from designer.canvas.carried import Carried
from designer.canvas.painter import ScenePainter, reach, scene_area
from designer.canvas.shadows import Shadows
from designer.canvas.view import Camera
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Routed

RIM = 20  # logical pixels: as far as rings, shadows and badges reach beyond a node, however small it is seen


@dataclass(frozen=True, eq=False)
class Layer:
    """Something drawn above the picture: a small scene, how it is seen through, and what it is cut to."""

    arrays: SceneArrays
    painter: ScenePainter
    opacity: float = 1.0
    clip: Rect | None = None
    lifted: frozenset[str] = frozenset()  # ids of what floats, and so casts a shadow
    carried: tuple[Carried, Point] | None = None  # painted as it was, and how far off it is now

    @property
    def kind(self) -> tuple[object, ...]:
        """What two layers have in common that differ only by what stands where."""
        return self.opacity, self.clip, self.lifted, self.carried and self.carried[0]

    @cached_property
    def by_id(self) -> dict[str, Placed]:
        """Its nodes by their ids, wherever they are; what is carried is still where it was."""
        return {} if self.carried else {placed.node.id: placed for placed in self.arrays.nodes}

    def node(self, path: Path) -> Placed | None:
        """One of its nodes as it is seen."""
        if self.carried is not None:
            return self.carried[0].node(path, self.carried[1])
        return self.arrays.scene.nodes.get(path)

    def flow(self, path: Path) -> Routed | None:
        """One of its flows as it is seen."""
        if self.carried is not None:
            return self.carried[0].flow(path, self.carried[1])
        return self.arrays.scene.flows.get(path)

    def paint(self, painter: QPainter, camera: Camera, view: QRect, area: QRect, shadows: Shadows) -> None:
        """Draws what of it may be seen in an area of the view, in device pixels."""
        painter.save()
        painter.setOpacity(self.opacity)
        if self.clip is not None:
            left, top = camera.device(self.clip.x, self.clip.y)
            right, bottom = camera.device(self.clip.right, self.clip.bottom)
            painter.setClipRect(QRect(left, top, right - left, bottom - top))
        if self.carried is not None:
            carried, offset = self.carried
            self._paint_shadows(painter, camera, carried.named(self.lifted, offset), shadows)
            carried.paint(painter, camera, view, offset)
        else:
            seen = scene_area(camera, area).grown(RIM / camera.zoom + reach(camera))
            nodes, flows = self.arrays.nodes_in(seen), self.arrays.flows_in(seen)
            self._paint_shadows(painter, camera, [self.arrays.nodes[i] for i in nodes], shadows)
            self.painter.paint_items(painter, self.arrays, camera, nodes, flows)
        painter.restore()

    def _paint_shadows(
        self, painter: QPainter, camera: Camera, nodes: Iterable[Placed], shadows: Shadows
    ) -> None:
        for placed in nodes if self.lifted else ():
            if placed.node.id in self.lifted:
                shadows.paint(painter, camera, placed, self.painter.faces.theme.shadow)
