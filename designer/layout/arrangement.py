"""Where the nodes of one workflow are seen, in its own coordinates, while some of its boxes are open."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from designer.layout.expansion import Axis, Growth
from designer.layout.geometry import Direction, Point, Rect
from designer.layout.sizes import size_of
from designer.model.nodes import Area, Boundary, Node, Size

APART = 10.0  # gap between nodes that had to be spread
_BOUNDARY_INSET, _BOUNDARY_PITCH = 12.0, 30.0


class Axes(NamedTuple):
    """The maps of both axes."""

    x: Axis
    y: Axis

    def seen(self, center: Point, slack: tuple[float, float] | None = None) -> Point:
        """Where a stored point is seen."""
        dx, dy = slack or (0.0, 0.0)
        return Point(self.x.seen(center.x, dx), self.y.seen(center.y, dy))

    def stored(self, seen: Point) -> tuple[Point, Point]:
        """A seen point as it is stored, and the slack."""
        x, y = self.x.stored(seen.x), self.y.stored(seen.y)
        return Point(x.base, y.base), Point(x.slack, y.slack)


def axes(nodes: Iterable[Node], open_sizes: Mapping[str, Size], direction: Direction) -> Axes:
    """How the open boxes among `nodes` push the others."""
    rows = []
    for node in nodes:
        opened = open_sizes.get(node.id)
        if opened is not None:
            rows.append((node.at, size_of(node, direction), opened))
    return Axes(
        *(
            Axis(
                Growth(at[i] + size[i] / 2, at[i] + size[i], opened[i] - size[i]) for at, size, opened in rows
            )
            for i in (0, 1)
        )
    )


def rects(
    nodes: Sequence[Node], open_sizes: Mapping[str, Size], direction: Direction, maps: Axes
) -> dict[str, Rect]:
    """The seen rectangle of every node; events on a border follow their hosts."""
    made = _pushed(nodes, maps, open_sizes, direction) if open_sizes else _plain(nodes, direction)
    _spread(nodes, made, maps, direction)
    set_boundaries(nodes, made)
    return made


def _plain(nodes: Sequence[Node], direction: Direction) -> dict[str, Rect]:
    return {node.id: Rect(*node.at, *size_of(node, direction)) for node in nodes}


def _pushed(
    nodes: Sequence[Node], maps: Axes, open_sizes: Mapping[str, Size], direction: Direction
) -> dict[str, Rect]:
    return {node.id: seen_rect(node, maps, direction, open_sizes.get(node.id)) for node in nodes}


def seen_rect(node: Node, maps: Axes, direction: Direction, opened: Size | None = None) -> Rect:
    """Where a node is seen, `opened` as large as that; areas stretch with what they frame."""
    (x, y), (w, h) = node.at, size_of(node, direction)
    if not maps.x and not maps.y:
        return Rect(x, y, w, h)
    if isinstance(node, Area):
        (dx, dy), (far_x, far_y) = node.slack or (0.0, 0.0), node.far_slack
        left, width = _stretched(maps.x, x, w, dx, far_x)
        top, height = _stretched(maps.y, y, h, dy, far_y)
        return Rect(left, top, width, height)
    center = Point(x + w / 2, y + h / 2)
    seen = maps.seen(center, node.slack)
    return Rect(x + (seen.x - center.x), y + (seen.y - center.y), *(opened or (w, h)))


def _stretched(axis: Axis, begin: float, length: float, slack: float, far: float) -> tuple[float, float]:
    """From where and how far an area is seen: whole in the room of an open box, else with what it frames.

    `slack` is that of its beginning, `far` that of its end.
    """
    seen = axis.seen(begin, slack)
    return seen, length if seen > axis.seen(begin) else axis.seen(begin + length, far) - seen


def grip(node: Node, direction: Direction) -> Point:
    """The point of a node, from its corner, by which open boxes push it: an area goes by its corner."""
    width, height = size_of(node, direction)
    return Point(0.0, 0.0) if node.kind == "area" else Point(width / 2, height / 2)


def _spread(nodes: Sequence[Node], made: dict[str, Rect], maps: Axes, direction: Direction) -> None:
    """Nodes that were dropped beside an open box and would lie on others now that it is closed step aside."""
    for axis in (0, 1):
        waiting = [
            node
            for node in nodes
            if node.slack is not None
            and node.slack[axis] > 0
            and not maps[axis].stretch(node.at[axis] + size_of(node, direction)[axis] / 2)
            and not isinstance(node, Area | Boundary)
        ]
        if not waiting:
            continue
        waiting.sort(key=lambda node: ((node.slack or (0, 0))[axis], node.id))
        moving = {node.id for node in waiting}
        solid = [
            made[node.id] for node in nodes if node.id not in moving and not isinstance(node, Area | Boundary)
        ]
        for node in waiting:
            made[node.id] = _aside(made[node.id], solid, axis)
            solid.append(made[node.id])


def _aside(rect: Rect, solid: Sequence[Rect], axis: int) -> Rect:
    """The first place from `rect` onwards that touches nothing."""
    for _ in range(len(solid)):
        hit = next((other for other in solid if other.overlaps(rect)), None)
        if hit is None:
            break
        rect = (
            Rect(rect.x, hit.bottom + APART, rect.w, rect.h)
            if axis
            else Rect(hit.right + APART, rect.y, rect.w, rect.h)
        )
    return rect


def set_boundaries(nodes: Sequence[Node], made: dict[str, Rect]) -> None:
    """Puts events on the lower borders of their hosts, from the right end, ordered by where they stood."""
    hosted: dict[str, list[Boundary]] = {}
    for node in nodes:
        if node.kind == "boundary" and node.host in made:
            hosted.setdefault(node.host, []).append(node)
    for host, events in hosted.items():
        events.sort(key=lambda node: (node.at[0], node.id), reverse=True)
        for place, node in enumerate(events):
            made[node.id] = boundary_rect(made[host], place, made[node.id])


def boundary_rect(host: Rect, place: int, own: Rect) -> Rect:
    """Where the event at a place, counted from the right end, sits on its host's lower border."""
    x = host.right - _BOUNDARY_INSET - own.w - place * _BOUNDARY_PITCH
    return Rect(max(x, host.x - own.w / 2), host.bottom - own.h / 2, own.w, own.h)
