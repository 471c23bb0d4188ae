"""Small scenes of what differs between two scenes: what a preview or an animation draws above the picture."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from designer.layout.gathered import Gathered
from designer.layout.geometry import Point, Rect
from designer.layout.layered import overlay
from designer.layout.scene import Path, Placed, Routed, Scene, is_within


@dataclass(frozen=True)
class Difference:
    """Nodes and flows that stand or look otherwise in two scenes, those that are only in one included."""

    nodes: frozenset[Path] = frozenset()
    flows: frozenset[Path] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.flows)

    def __or__(self, other: "Difference") -> "Difference":
        return Difference(self.nodes | other.nodes, self.flows | other.flows)

    def __sub__(self, other: "Difference") -> "Difference":
        return Difference(self.nodes - other.nodes, self.flows - other.flows)

    def __le__(self, other: "Difference") -> bool:
        return self.nodes <= other.nodes and self.flows <= other.flows

    @property
    def paths(self) -> frozenset[Path]:
        """Both."""
        return self.nodes | self.flows


def difference(before: Scene, after: Scene, without: Collection[Path] = ()) -> Difference:
    """What is not the same in two scenes, leaving out what is inside the boxes `without`."""
    if before is after:
        return Difference()
    nodes = _changed(before.nodes, after.nodes, _same_node, without)
    return Difference(nodes, _changed(before.flows, after.flows, _same_flow, without))


_Seen = TypeVar("_Seen", Placed, Routed)


def _changed(
    before: Mapping[Path, _Seen],
    after: Mapping[Path, _Seen],
    same: Callable[[_Seen, _Seen], bool],
    without: Collection[Path],
) -> frozenset[Path]:
    """Paths of what is not the same in two tables; containers that are one and the same are not read."""
    if isinstance(before, Gathered) and isinstance(after, Gathered):
        parts = before.apart(after, without)
    else:
        parts = iter(((before, after),))
    found: set[Path] = set()
    for old, new in parts:
        turned, gone = _turned(old, new)
        found.update(there.path for here, there in turned if here is None or not same(here, there))
        found |= gone
    return frozenset(found)


def _turned(
    before: Mapping[Path, _Seen], after: Mapping[Path, _Seen]
) -> tuple[list[tuple[_Seen | None, _Seen]], set[Path]]:
    """Old and new of all that is not the very same object, as most is after an edit; and what is gone."""
    laid_over = overlay(after, before)
    if laid_over is not None:
        return [(before.get(path), new) for path, new in laid_over.items()], set()
    if len(before) == len(after):
        pairs = [pair for pair in zip(before.values(), after.values(), strict=True) if pair[0] is not pair[1]]
        if all(old.path == new.path for old, new in pairs):
            return list(pairs), set()
    known = before.get
    others = [(old, new) for path, new in after.items() if (old := known(path)) is not new]
    return others, set(before.keys() - after.keys())


def _same_node(before: Placed, after: Placed) -> bool:
    return before is after or (
        before.rect == after.rect
        and before.open == after.open
        and before.name == after.name
        and (before.node is after.node or before.node == after.node)
    )


def _same_flow(before: Routed, after: Routed) -> bool:
    return before is after or (
        before.points == after.points
        and before.hops == after.hops
        and before.label == after.label
        and before.handoff == after.handoff
        and (before.flow is after.flow or before.flow == after.flow)
    )


def part(scene: Scene, chosen: Difference, without: Collection[str] = ()) -> Scene:
    """Only some nodes and flows, with the ports and leads of those nodes; `without` are ids to leave out."""
    # A box comes before what is in it: shorter paths first.
    nodes = {
        path: scene.nodes[path]
        for path in sorted(chosen.nodes, key=_outermost_first)
        if path in scene.nodes and not any(one in without for one in path)
    }
    flows = {path: scene.flows[path] for path in sorted(chosen.flows) if path in scene.flows}
    return replace(
        scene,
        nodes=nodes,
        flows=flows,
        ports_of={path: scene.ports_of[path] for path in nodes if path in scene.ports_of},
        leads_of={path: scene.leads_of[path] for path in nodes if path in scene.leads_of},
    )


def _outermost_first(path: Path) -> tuple[int, Path]:
    return len(path), path


def with_content(scene: Scene, paths: Iterable[Path], without: Collection[Path] = ()) -> Difference:
    """Some nodes of a scene and all that is inside them, but for what is in the boxes `without`."""
    chosen = frozenset(path for path in paths if path in scene.nodes)
    boxes = {path for path in chosen if scene.nodes[path].open}
    if not boxes:
        return Difference(chosen)
    nodes = chosen.union(_inside(scene.nodes, boxes, without))
    return Difference(nodes, frozenset(_inside(scene.flows, boxes, without)))


def _inside(
    table: Mapping[Path, _Seen], boxes: Collection[Path], without: Collection[Path]
) -> Iterable[Path]:
    if isinstance(table, Gathered):
        return table.inside(boxes, without)
    return [path for path in table if is_within(path[:-1], boxes) and not is_within(path[:-1], without)]


def lifted(scene: Scene, offsets: Mapping[Path, Point]) -> Scene:
    """Some nodes and their content, each moved by its offset."""
    chosen = with_content(scene, offsets)
    depths = {len(path) for path in offsets}

    def offset(path: Path) -> Point:
        return next(offsets[path[:depth]] for depth in depths if path[:depth] in offsets)

    piece = part(scene, chosen)
    return replace(
        piece,
        nodes={path: moved(placed, *offset(path)) for path, placed in piece.nodes.items()},
        flows={path: led(routed, offset(path)) for path, routed in piece.flows.items()},
        ports_of={
            box: tuple(replace(port, at=port.at + offset(box)) for port in ports)
            for box, ports in piece.ports_of.items()
        },
        leads_of={
            box: tuple(
                replace(lead, points=tuple(point + offset(box) for point in lead.points)) for lead in leads
            )
            for box, leads in piece.leads_of.items()
        },
    )


def moved(placed: Placed, dx: float, dy: float) -> Placed:
    """A node elsewhere."""
    content = None if placed.content is None else placed.content + Point(dx, dy)
    return replace(placed, rect=placed.rect.moved(dx, dy), content=content)


def led(routed: Routed, offset: Point) -> Routed:
    """A flow elsewhere."""
    label = None if routed.label is None else routed.label.moved(*offset)
    return replace(routed, points=tuple(point + offset for point in routed.points), label=label)


def joined(one: Scene, other: Scene) -> Scene:
    """Two parts as one; the second lies above the first."""
    return replace(
        one,
        nodes={**one.nodes, **other.nodes},
        flows={**one.flows, **other.flows},
        ports_of={**one.ports_of, **other.ports_of},
        leads_of={**one.leads_of, **other.leads_of},
    )


def behind(scene: Scene) -> tuple[Scene, Scene]:
    """The open boxes of a part, and everything else in it."""
    backs = {path: placed for path, placed in scene.nodes.items() if placed.open}
    fronts = {path: placed for path, placed in scene.nodes.items() if not placed.open}
    return replace(scene, nodes=backs, flows={}, ports_of={}), replace(scene, nodes={**fronts}, leads_of={})


def apart(scene: Scene, ids: frozenset[str]) -> tuple[Scene, Scene]:
    """A part without what has one of these ids or is in such a box, and only that."""
    nodes: tuple[dict[Path, Placed], dict[Path, Placed]] = {}, {}
    flows: tuple[dict[Path, Routed], dict[Path, Routed]] = {}, {}
    for path, placed in scene.nodes.items():
        nodes[is_at(path, ids)][path] = placed
    for path, routed in scene.flows.items():
        flows[is_at(routed.source, ids) and is_at(routed.target, ids)][path] = routed
    return (
        replace(scene, nodes=nodes[False], flows=flows[False]),
        replace(scene, nodes=nodes[True], flows=flows[True]),
    )


def is_at(path: Path, ids: frozenset[str]) -> bool:
    """Whether a path is that of one of some ids, or of something in it."""
    return not ids.isdisjoint(path)


def between(before: Scene, after: Scene, chosen: Difference, share: float) -> Scene:
    """What is in two scenes, `share` of the way from one to the other."""
    target = part(after, chosen)
    nodes = {
        path: replace(placed, rect=_mean(before.nodes[path].rect, placed.rect, share))
        for path, placed in target.nodes.items()
        if path in before.nodes
    }
    flows = {
        path: _bent(before.flows[path], routed, share)
        for path, routed in target.flows.items()
        if path in before.flows
    }
    return replace(target, nodes=nodes, flows=flows, ports_of={}, leads_of={})


def _mean(one: Rect, other: Rect, share: float) -> Rect:
    return Rect(*(a + (b - a) * share for a, b in zip(one, other, strict=True)))


def _bent(before: Routed, after: Routed, share: float) -> Routed:
    if len(before.points) != len(after.points):
        return after
    points = tuple(
        Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
        for a, b in zip(before.points, after.points, strict=True)
    )
    label = after.label
    if label is not None and before.label is not None:
        label = label._replace(area=_mean(before.label.area, label.area, share))
    return replace(after, points=points, label=label, hops=())
