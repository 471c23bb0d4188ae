"""What lies under a point, in the order of C3."""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import pairwise
from math import hypot

from designer.canvas import controls
from designer.canvas.arrays import SceneArrays
from designer.canvas.controls import Control
from designer.canvas.tools.stage import Hit, HitKind
from designer.canvas.view import Camera
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed
from designer.layout.sizes import PADDING
from designer.model.nodes import Area, Box

FLOW_REACH = 6.0
BORDER_REACH = 8.0
PORT_REACH = 9.0
CHEVRON_FROM = 0.3


class HitTest:
    """Answers for one scene as a camera shows it. `shown` are the controls on screen, by node or flow.

    Badges and labels are asked for only where nothing above them was hit.
    """

    def __init__(
        self,
        arrays: SceneArrays,
        camera: Camera,
        shown: Mapping[Path, tuple[Control, ...]],
        badges: Callable[[], Mapping[Path, Point]],
        labels: Callable[[], Mapping[Path, Rect]],
    ) -> None:
        self._arrays = arrays
        self._camera = camera
        self._shown = shown
        self._badges = badges
        self._labels = labels

    def hit(self, at: Point) -> Hit:
        """The topmost thing under a scene point."""
        return (
            self._control(at)
            or self._port(at)
            or self._chevron(at)
            or self._badge(at)
            or self._label(at)
            or self._node(at)
            or self._flow(at)
            or self._box(at)
            or Hit("canvas", self._arrays.scene.level, self._arrays.scene.level)
        )

    def nodes(self, at: Point) -> tuple[Placed, ...]:
        """All nodes under a scene point, topmost first."""
        fronts, backs = self._split(at)
        return (*fronts, *backs)

    def hits(self, at: Point) -> tuple[Hit, ...]:
        """All nodes and flows under a scene point, topmost first."""
        fronts, backs = self._split(at)
        found = [self._on_node(placed, at) for placed in fronts]
        flow = self._flow(at)
        found += [flow] if flow is not None else []
        found += [self._on_node(placed, at) for placed in backs]
        return tuple(found)

    def container(self, path: Path) -> Path:
        """The open box (or the level) in which something lies."""
        return path[:-1] if len(path) > len(self._arrays.scene.level) else self._arrays.scene.level

    def _control(self, at: Point) -> Hit | None:
        here = self._camera.to_screen(*at)
        found: list[tuple[int, float, Hit]] = []
        for path, shown in self._shown.items():
            for control in shown:
                distance = hypot(control.at.x - here.x, control.at.y - here.y)
                reach = controls.APPEND_RADIUS + 2 if control.kind == "append" else controls.REACH
                if distance <= reach:
                    kind: HitKind = control.kind  # type: ignore[assignment]  # controls use the kinds of hits
                    rank = 0 if kind in ("handle", "end", "bend") else 1
                    found.append((rank, distance, Hit(kind, path, self.container(path), control.detail)))
        if found:
            return min(found, key=lambda one: one[:2])[2]
        return self._segment(here)

    def _segment(self, here: Point) -> Hit | None:
        """A straight piece of a selected flow."""
        for path in self._shown:
            routed = self._arrays.scene.flows.get(path)
            if routed is None:
                continue
            points = [self._camera.to_screen(*point) for point in routed.points]
            for number, (one, other) in enumerate(pairwise(points)):
                if _distance(here, one, other) <= FLOW_REACH:
                    return Hit("segment", path, self.container(path), str(number))
        return None

    def _port(self, at: Point) -> Hit | None:
        if self._camera.zoom < CHEVRON_FROM:
            return None
        reach = PORT_REACH / self._camera.zoom
        ports_of = self._arrays.scene.ports_of
        for number in self._arrays.nodes_at(at.x, at.y, reach)[::-1]:
            for port in ports_of.get(self._arrays.nodes.path(number), ()):
                if abs(port.at.x - at.x) <= reach and abs(port.at.y - at.y) <= reach:
                    return Hit("port", port.box, self.container(port.box), port.node)
        return None

    def _chevron(self, at: Point) -> Hit | None:
        if self._camera.zoom < CHEVRON_FROM:
            return None
        for placed in self._under(at):
            if isinstance(placed.node, Box):
                if controls.chevron(placed).holds(*at):
                    return Hit("chevron", placed.path, self.container(placed.path))
                return None
            if not isinstance(placed.node, Area):
                return None
        return None

    def _badge(self, at: Point) -> Hit | None:
        here = self._camera.to_screen(*at)
        for path, middle in self._badges().items():
            screen = self._camera.to_screen(*middle)
            if hypot(screen.x - here.x, screen.y - here.y) <= controls.REACH + 1:
                return Hit("badge", path, self.container(path))
        return None

    def _label(self, at: Point) -> Hit | None:
        for path, rect in self._labels().items():
            if rect.holds(*at):
                return Hit("label", path, self.container(path))
        return None

    def _under(self, at: Point) -> Iterable[Placed]:
        nodes = [self._arrays.nodes[i] for i in self._arrays.nodes_at(at.x, at.y)]
        return sorted(nodes, key=lambda placed: (isinstance(placed.node, Area), placed.open))

    def _split(self, at: Point) -> tuple[list[Placed], list[Placed]]:
        found = list(self._under(at))
        fronts = [p for p in found if not p.open and not isinstance(p.node, Area)]
        return fronts, [p for p in found if p.open or isinstance(p.node, Area)]

    def _node(self, at: Point) -> Hit | None:
        fronts, _ = self._split(at)
        return self._on_node(fronts[0], at) if fronts else None

    def _flow(self, at: Point) -> Hit | None:
        nearest = self._arrays.nearest_segment(at.x, at.y, FLOW_REACH / self._camera.zoom)
        if nearest is None:
            return None
        path = self._arrays.flows.path(int(self._arrays.segment_flow[nearest]))
        return Hit("flow", path, self.container(path), str(self._arrays.segment_part[nearest]))

    def _box(self, at: Point) -> Hit | None:
        near = BORDER_REACH / self._camera.zoom
        _, backs = self._split(at)
        for placed in backs:
            found = self._on_node(placed, at)
            if found.kind != "canvas":
                return found
        for number in self._arrays.nodes_at(at.x, at.y, near):
            placed = self._arrays.nodes[number]
            if placed.open:
                return Hit("header", placed.path, self.container(placed.path))
        return None

    def _on_node(self, placed: Placed, at: Point) -> Hit:
        """The part of a node that holds a point."""
        path, container = placed.path, self.container(placed.path)
        if isinstance(placed.node, Box):
            if controls.title(placed).holds(*at):
                return Hit("title", path, container)
            if not placed.open or self._is_frame(placed, at):
                return Hit("header", path, container)
            return Hit("inside", path, path)
        if isinstance(placed.node, Area):
            near = min(BORDER_REACH / self._camera.zoom, PADDING)
            inner = placed.rect.grown(-near)
            return Hit("canvas" if _deep(inner, at) else "node", path, container)
        return Hit("node", path, container)

    def _is_frame(self, placed: Placed, at: Point) -> bool:
        near = min(BORDER_REACH / self._camera.zoom, PADDING)
        return at.y <= placed.rect.y + placed.header or not placed.rect.grown(-near).holds(*at)

    def container_at(self, at: Point, without: Collection[Path]) -> Path:
        """The deepest open box whose content holds a point, leaving out some and what is in them."""
        left_out = set(without)
        for placed in self._under(at):
            if not placed.open or placed.content is None or not _content(placed).holds(*at):
                continue
            if not any(placed.path[:cut] in left_out for cut in range(1, len(placed.path) + 1)):
                return placed.path
        return self._arrays.scene.level


def _content(placed: Placed) -> Rect:
    rect = placed.rect
    return Rect(rect.x, rect.y + placed.header, rect.w, rect.h - placed.header)


def _deep(inner: Rect, at: Point) -> bool:
    return inner.w > 0 and inner.h > 0 and inner.holds(*at) and at.y > inner.y + 20


def _distance(at: Point, one: Point, other: Point) -> float:
    dx, dy = other.x - one.x, other.y - one.y
    square = dx * dx + dy * dy
    part = 0.0 if square == 0 else max(0.0, min(1.0, ((at.x - one.x) * dx + (at.y - one.y) * dy) / square))
    return hypot(one.x + part * dx - at.x, one.y + part * dy - at.y)
