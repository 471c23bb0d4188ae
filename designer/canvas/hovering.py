"""What the pointer rests on: its outline, its controls, and the tests that find it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QVariantAnimation

from designer.canvas.arrays import SceneArrays
from designer.canvas.controls import APPEND_RADIUS, AURA, Control, flow_controls, node_controls
from designer.canvas.hit import HitTest
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Routed, words_of
from designer.layout.unfold import direction_of
from designer.model.nodes import Area

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

FADE_MILLISECONDS = 120
CONTROLS_FROM = 0.2
LABELS_FROM = 0.4
CLEAR_FROM = 0.6
NODE_HITS = ("node", "title", "header", "chevron", "badge", "port", "append", "handle")


class Hovering:
    """Follows the pointer over one surface."""

    def __init__(self, surface: "Surface") -> None:
        self._surface = surface
        self._held: Path | None = None
        self._written: tuple[SceneArrays, Rect, dict[Path, Rect]] | None = None  # the words in a view
        self._fade = QVariantAnimation(surface)
        self._fade.setDuration(FADE_MILLISECONDS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(self._set_opacity)

    def _set_opacity(self, opacity: float) -> None:
        self._surface.overlay.control_opacity = opacity
        self._surface.update()

    def move(self, at: Point | None) -> None:
        """The pointer rests over a scene point, or left the view."""
        surface = self._surface
        hit = None if at is None or surface.is_busy else self.hit_test().hit(at)
        over = None if hit is None or hit.kind in ("canvas", "inside") else hit.path
        if over != surface.overlay.hover:
            surface.overlay.hover = over
            surface.update()
        self._hold(at, over if hit is not None and hit.kind in NODE_HITS else None)

    def _hold(self, at: Point | None, node: Path | None) -> None:
        """A node keeps its controls while the pointer is near it and on no other node."""
        held = node
        before = self._surface.scene.nodes.get(self._held) if self._held is not None else None
        if node is None and at is not None and before is not None:
            rect = before.rect
            if rect.grown(AURA / self._surface.zoom).holds(*at):
                held = self._held
        if held != self._held:
            self._held = held
            if self._surface.reduced_motion or held is None:
                self._set_opacity(1.0)
            else:
                self._fade.stop()
                self._fade.start()
            self._surface.update()

    def shown(self) -> dict[Path, tuple[Control, ...]]:
        """The controls on screen, by node or flow."""
        surface = self._surface
        if surface.is_playing_mode or surface.zoom < CONTROLS_FROM or surface.is_busy:
            return {}
        found: dict[Path, tuple[Control, ...]] = {}
        single = next(iter(surface.selection)) if len(surface.selection) == 1 else None
        for path in (single, self._held):
            if path is None or path in found:
                continue
            if path in surface.scene.nodes:
                found[path] = self._of_node(surface.scene.nodes[path], chosen=path == single)
            elif path in surface.scene.flows and path == single:
                found[path] = flow_controls(surface.scene.flows[path], surface.navigation.camera)
        return found

    def _of_node(self, placed: Placed, *, chosen: bool) -> tuple[Control, ...]:
        down = direction_of(self._surface.diagram.document, placed.node.workflow) == "down"
        controls = node_controls(placed, self._surface.navigation.camera, down=down, handles=chosen)
        if self._surface.zoom < CLEAR_FROM:
            controls = tuple(one for one in controls if one.kind != "append" or self._is_clear(placed, one))
        # What is chosen but not under the pointer keeps "+" and handles; ports would only be in the way.
        if placed.path != self._held:
            return tuple(control for control in controls if control.kind != "port")
        return controls

    def _is_clear(self, placed: Placed, control: Control) -> bool:
        """Whether a control covers no neighbour of its node: from afar there is often no room between."""
        at = self._surface.navigation.camera.to_scene(*control.at)
        arrays, reach = self._surface.diagram.arrays, APPEND_RADIUS / self._surface.zoom
        near = (arrays.nodes[i] for i in arrays.nodes_at(at.x, at.y, reach))
        beside = (one for one in near if len(one.path) >= len(placed.path) and one.path != placed.path)
        return all(isinstance(one.node, Area) for one in beside)

    def hit_test(self) -> HitTest:
        """The test for what is on the screen now."""
        surface = self._surface
        return HitTest(
            surface.diagram.arrays,
            surface.navigation.camera,
            self.shown(),
            lambda: surface.problems.badges(surface.scene),
            self._labels,
        )

    def _labels(self) -> dict[Path, Rect]:
        if self._surface.zoom < LABELS_FROM:
            return {}
        arrays, visible = self._surface.diagram.arrays, self._surface.visible
        if self._written is None or self._written[0] is not arrays or self._written[1] != visible:
            seen: list[Placed | Routed] = [arrays.flows[i] for i in arrays.flows_in(visible)]
            seen += [arrays.nodes[i] for i in arrays.nodes_in(visible)]
            found = {one.path: rect for one in seen if (rect := words_of(one)) is not None}
            self._written = arrays, visible, found
        return self._written[2]
