"""A layout to look at while something moves: flows at what moves follow it, all others keep their lines.

Its lines are made each by itself, beside no others. It is made anew from the layout before the move with
every step, and gives way to a true one as soon as the move rests or ends: nothing is ever made from it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from designer.layout.docking import docks
from designer.layout.following import laid_out
from designer.layout.geometry import Point, Rect
from designer.layout.grid import Grid
from designer.layout.hops import Hop
from designer.layout.labels import Labels
from designer.layout.labels import sketched as sketched_words
from designer.layout.layered import layered
from designer.layout.layout import (
    Content,
    Delta,
    Layout,
    Standing,
    extent_of,
    is_solid,
    solid_as,
    standing,
    surroundings,
)
from designer.layout.lines import Ground, Lines, way_of
from designer.layout.made import Made
from designer.layout.obstacles import Obstacles
from designer.layout.relay import Patch, changed_flows, ends_of, plain_edit, touching
from designer.layout.spacing import Line, Piece
from designer.layout.ways import pieces
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Node

_FEW = 16  # so many flows lead around obstacles sooner than these are put where they belong
_Changes = Mapping[str, tuple[Flow | None, Flow | None]]


def sketched(document: Document, content: Content, earlier: Layout | None) -> Layout:
    """The layout of a content as it may be shown while it moves; a true one if there is none before it."""
    if earlier is None or earlier.content.same(content):
        return laid_out(document, content, earlier)
    edit = plain_edit(earlier, content)
    if edit is not None:
        patch = Patch(document, content, earlier, *edit)
        touched = patch.edited | patch.moved.keys()
        return _Sketch(document, content, earlier, patch.standing(), touched, edit[1]).layout(patch)
    stands = standing(content)
    flows = changed_flows(earlier.content.flows, content.flows)
    return _Sketch(document, content, earlier, stands, _touched(earlier, stands, content), flows).layout()


def _touched(earlier: Layout, stands: Standing, content: Content) -> set[str]:
    """Nodes that are others now, or elsewhere, or show something else."""
    by_id, rects, old = earlier.by_id, stands.rects, earlier.rects
    found = {key for key, node in stands.by_id.items() if by_id.get(key) is not node}
    found |= {key for key, rect in rects.items() if old.get(key) != rect}
    return found | content.opened.keys() | (earlier.content.opened.keys() & rects.keys())


@dataclass(frozen=True)
class _Sketch:
    document: Document
    content: Content
    earlier: Layout
    stands: Standing
    touched: Collection[str]
    flows: _Changes

    def layout(self, patch: Patch | None = None) -> Layout:
        """The layout; `patch` is at hand where nothing came or went."""
        earlier, content, stands = self.earlier, self.content, self.stands
        anew = self._touching(self._moving)
        anew |= {key: flow for key, (_, flow) in self.flows.items() if flow is not None}
        if patch is None:
            anew |= self._pushed()
        carried = {key: by for key, flow in anew.items() if (by := self._carried(flow)) is not None}
        routed = [flow for key, flow in anew.items() if key not in carried]
        beside = self._touching(ends_of(routed))
        plan = stands.plan.of(ends_of(beside.values()))
        led = docks(list(beside.values()), plan, content.direction, {flow.id for flow in routed})
        obstacles = self._obstacles(len(routed))
        ground = Ground(plan, led, obstacles)
        made: dict[str, Line] = {key: _led(earlier.routes[key], by) for key, by in carried.items()}
        made |= {flow.id: way_of(flow, ground).points for flow in routed}
        hops = earlier.lines.hops.made
        kept: dict[str, tuple[Hop, ...]] = {key: hops[key] for key in carried if key in hops}
        gone = self._gone_flows()
        lines = earlier.lines.overlaid(made, kept, gone)
        words, written = self._words(lines, obstacles, routed, carried)
        changed = frozenset(made) | gone | self.flows.keys()
        is_same = patch is not None or earlier.rects.keys() == stands.rects.keys()
        touched = frozenset(self.touched) | (written & stands.rects.keys())
        return Layout(
            content,
            *stands,
            docks=layered(earlier.docks, led, gone),
            lines=lines,
            obstacles=obstacles,
            labels=words,
            extent=(
                extent_of(content.nodes, stands.rects, lines.routes.values())
                if patch is None
                else patch.extent(lines.routes, changed)
            ),
            delta=Delta(earlier.token, touched, changed) if is_same else None,
            rough=True,
        )

    def _pushed(self) -> dict[str, Flow]:
        """The flows whose pinned bends are elsewhere, though their ends may stand where they stood."""
        old, new = self.earlier.vias, self.stands.vias
        return {flow.id: flow for flow in self.content.flows if flow.via and old.get(flow.id) != new[flow.id]}

    def _touching(self, nodes: Collection[str]) -> dict[str, Flow]:
        """The flows at some nodes, by id: found at the nodes, or by going through all if that is quicker."""
        flows = self.content.flows
        if len(nodes) < len(flows):
            return touching(self.document, nodes, self.stands.rects)
        those = frozenset(nodes)
        return {flow.id: flow for flow in flows if flow.source in those or flow.target in those}

    @cached_property
    def _moving(self) -> list[str]:
        """Nodes that stand elsewhere, or were not there before."""
        old, rects = self.earlier.rects, self.stands.rects
        return [key for key in self.touched if key in rects and old.get(key) != rects[key]]

    def _gone_flows(self) -> frozenset[str]:
        return frozenset(
            key for key, (_, flow) in self.flows.items() if flow is None and key in self.earlier.routes
        )

    def _carried(self, flow: Flow) -> Point | None:
        """How far a flow moves as it is: if both of its ends, and all that pins it, move alike."""
        key, earlier = flow.id, self.earlier
        before = self.flows[key][0] if key in self.flows else flow
        if before is None or key not in earlier.routes:
            return None
        by = self._shifts[flow.source]
        if by is None or by != self._shifts[flow.target]:
            return None
        if before is not flow and _joint(before) != _joint(flow):
            return None
        old, new = earlier.vias.get(key, ()), self.stands.vias.get(key, ())
        return by if [point + by for point in old] == list(new) else None

    @cached_property
    def _shifts(self) -> Mapping[str, Point | None]:
        """How far nodes have moved that are as large as before."""
        old, rects = self.earlier.rects, self.stands.rects

        def shift(node: str) -> Point | None:
            before, now = old.get(node), rects[node]
            if before is None or before[2:] != now[2:]:
                return None
            return Point(now.x - before.x, now.y - before.y)

        return Made(rects, shift)

    def _obstacles(self, asked: int) -> Obstacles:
        """What flows lead around, where it now stands; so many flows are going to ask."""
        old, new = self.earlier, self.stands
        moved = self._moving
        left = old.rects.keys() - new.rects.keys() if len(old.rects) != len(new.rects) else ()
        made = old.obstacles.changed if asked > _FEW else old.obstacles.overlaid
        return made(
            _solid(old.by_id, old.rects, (key for key in (*moved, *left) if key in old.rects)),
            _solid(new.by_id, new.rects, moved),
        )

    def _words(
        self, lines: Lines, obstacles: Obstacles, routed: Sequence[Flow], carried: Mapping[str, Point]
    ) -> tuple[Labels, frozenset[str]]:
        """Words at what is led anew have another look for room; labels that are carried go along."""
        old, earlier = self.earlier, self.earlier.labels
        led = {key: one.moved(*by) for key, by in carried.items() if (one := earlier.made.get(key))}
        earlier = replace(earlier, made=layered(earlier.made, led))
        keys = {flow.id for flow in routed}
        moved = [(Piece(key, n), rect) for key in keys for n, rect in enumerate(pieces(lines.routes[key]))]
        around = replace(
            surroundings(self.content, self.stands, self.document.flows, lines, obstacles, self._is_fork),
            moving=keys | carried.keys() | self._gone_flows(),
            moved=Grid(moved, 0.0),
        )
        nodes, by_id = ends_of(routed), self.stands.by_id
        nodes |= {key for key in self.touched if _is_renamed(old.by_id.get(key), by_id.get(key))}
        return sketched_words(earlier, around, keys | nodes)

    def _is_fork(self, node: str) -> bool:
        return sum(flow.target in self.stands.rects for flow in self.document.flows_from(node)) > 1


def _is_renamed(before: Node | None, after: Node | None) -> bool:
    if before is None or after is None:
        return True
    return before is not after and (before.name, before.extensions) != (after.name, after.extensions)


def _joint(flow: Flow) -> tuple[object, ...]:
    return flow.source, flow.target, flow.outcome, flow.trigger, flow.pinned_sides


def _led(line: Line, by: Point) -> Line:
    return tuple([point + by for point in line])


def _solid(
    by_id: Mapping[str, Node], rects: Mapping[str, Rect], keys: Iterable[str]
) -> list[tuple[str, Rect]]:
    return [(solid_as(by_id[key]), rects[key]) for key in keys if is_solid(by_id[key])]
