"""Ways through a picture: along its flows, by direction, up and down the stream (C4)."""

from collections.abc import Collection, Iterable
from typing import Literal

from designer.layout.gathered import children
from designer.layout.geometry import Rect
from designer.layout.scene import Path, Placed, Routed, Scene
from designer.model.nodes import Area, Boundary, Note, Trigger

Direction = Literal["left", "right", "up", "down"]
DIRECTIONS: tuple[Direction, ...] = ("left", "right", "up", "down")
_ASKEW = 2.0  # how much worse a step aside is than a step ahead


class Walker:
    """Walks along the flows; at a fan-out that it comes back to, it takes the next branch."""

    def __init__(self) -> None:
        self._taken: dict[Path, Path] = {}

    def next(self, scene: Scene, at: Path | None, container: Path) -> Path | None:
        """The node after `at` along the flow; past an end, the next in reading order."""
        if at is None:
            order = flow_order(scene, container)
            return order[0] if order else None
        branches = targets(scene, at)
        if branches:
            last = self._taken.get(at)
            turn = branches.index(last) + 1 if last in branches else 0
            self._taken[at] = branches[turn % len(branches)]
            return self._taken[at]
        return _neighbour(flow_order(scene, at[:-1]), at, 1)

    def previous(self, scene: Scene, at: Path | None, container: Path) -> Path | None:
        """The node before `at` along the flow: the one it came from if it walked there."""
        if at is None:
            order = flow_order(scene, container)
            return order[-1] if order else None
        before = sources(scene, at)
        walked = [path for path in before if self._taken.get(path) == at]
        if walked or before:
            return (walked or before)[0]
        return _neighbour(flow_order(scene, at[:-1]), at, -1)


def targets(scene: Scene, path: Path) -> list[Path]:
    """Where the flows of a node lead, from top to bottom."""
    flows = children(scene.flows, path[:-1]).values()
    found = {routed.target for routed in flows if routed.source == path}
    return _reading_order(scene, found)


def sources(scene: Scene, path: Path) -> list[Path]:
    """Where the flows into a node come from, from top to bottom."""
    flows = children(scene.flows, path[:-1]).values()
    found = {routed.source for routed in flows if routed.target == path}
    return _reading_order(scene, found)


def flow_order(scene: Scene, container: Path) -> list[Path]:
    """The nodes of a container as the work goes, then those that nothing leads to, by row."""
    inside = children(scene.nodes, container)
    onward: dict[Path, set[Path]] = {}
    led_to: set[Path] = set()
    for routed in children(scene.flows, container).values():
        onward.setdefault(routed.source, set()).add(routed.target)
        led_to.add(routed.target)
    starts = [path for path in inside if path not in led_to]
    starts = sorted(
        _reading_order(scene, starts),
        key=lambda path: (not isinstance(inside[path].node, Trigger), path not in onward),
    )
    order: dict[Path, None] = {}
    for start in (*starts, *_reading_order(scene, inside)):
        _follow(scene, start, onward, order)
    return [path for path in order if path in inside]


def _follow(scene: Scene, start: Path, onward: dict[Path, set[Path]], order: dict[Path, None]) -> None:
    ahead = [start]
    while ahead:
        path = ahead.pop()
        if path not in order:
            order[path] = None
            ahead.extend(reversed(_reading_order(scene, onward.get(path, ()))))


def beyond(scene: Scene, held: Collection[Path], container: Path) -> Path | None:
    """The first node that flows lead to from some of its container; else the next behind them in order."""
    order = flow_order(scene, container)
    led_to = {routed.target for routed in children(scene.flows, container).values() if routed.source in held}
    last = max((index for index, path in enumerate(order) if path in held), default=-1)
    candidates = [path for path in order if path in led_to] + order[last + 1 :] + order
    return next((path for path in candidates if path not in held), None)


def nearest(scene: Scene, at: Path, direction: Direction) -> Path | None:
    """The sibling that lies nearest in a direction."""
    start = scene.nodes[at].rect
    near = [
        (distance, path)
        for path, placed in children(scene.nodes, at[:-1]).items()
        if path != at and (distance := _ahead(start, placed.rect, direction)) is not None
    ]
    return min(near)[1] if near else None


def _ahead(start: Rect, rect: Rect, direction: Direction) -> float | None:
    dx, dy = rect.center.x - start.center.x, rect.center.y - start.center.y
    ahead, aside = {
        "left": (-dx, dy),
        "right": (dx, dy),
        "up": (-dy, dx),
        "down": (dy, dx),
    }[direction]
    return ahead + _ASKEW * abs(aside) if ahead > 0 and abs(aside) <= 2 * ahead else None


def downstream(scene: Scene, start: Collection[Path]) -> frozenset[Path]:
    """Everything that flows lead to from some nodes, those included."""
    return _spread(start, ((routed.source, routed.target) for routed in scene.flows.values()))


def upstream(scene: Scene, start: Collection[Path]) -> frozenset[Path]:
    """Everything whose flows lead to some nodes, those included."""
    return _spread(start, ((routed.target, routed.source) for routed in scene.flows.values()))


def connected(scene: Scene, start: Collection[Path]) -> frozenset[Path]:
    """Everything joined to some nodes by flows, in whatever direction."""
    pairs = [(routed.source, routed.target) for routed in scene.flows.values()]
    return _spread(start, (*pairs, *((target, source) for source, target in pairs)))


def flows_within(scene: Scene, paths: Collection[Path]) -> list[Routed]:
    """The flows that have both ends among some nodes."""
    return [routed for routed in scene.flows.values() if routed.source in paths and routed.target in paths]


def _spread(start: Collection[Path], pairs: Iterable[tuple[Path, Path]]) -> frozenset[Path]:
    onward: dict[Path, list[Path]] = {}
    for source, target in pairs:
        onward.setdefault(source, []).append(target)
    found, ahead = set(start), list(start)
    while ahead:
        for path in onward.get(ahead.pop(), ()):
            if path not in found:
                found.add(path)
                ahead.append(path)
    return frozenset(found)


def _neighbour(order: list[Path], at: Path, by: int) -> Path | None:
    if at not in order or len(order) < 2:
        return None
    return order[(order.index(at) + by) % len(order)]


def _reading_order(scene: Scene, paths: Iterable[Path]) -> list[Path]:
    return sorted((path for path in paths if path in scene.nodes), key=lambda path: _place(scene.nodes[path]))


def _place(placed: Placed) -> tuple[bool, float, float, Path]:
    aside = isinstance(placed.node, Note | Area | Boundary)
    return (aside, placed.rect.center.y, placed.rect.center.x, placed.path)
