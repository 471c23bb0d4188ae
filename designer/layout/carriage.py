"""A layout after much of it has moved: what moved alike, with nothing else near, is carried there as it is.

It is the same as a layout made from nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from designer.layout.alike import Alike
from designer.layout.docking import Dock, Docks
from designer.layout.ends import Ends
from designer.layout.geometry import Point, Rect
from designer.layout.labels import Edit, Key, Labels, Placed, labels
from designer.layout.layered import layered
from designer.layout.layout import (
    Content,
    Layout,
    extent_of,
    is_solid,
    solid_as,
    standing,
    surroundings,
)
from designer.layout.lines import Ground, Lines, drawn
from designer.layout.obstacles import Obstacles
from designer.layout.offsets import STAYS, carried
from designer.layout.relay import docked, ends_of
from designer.layout.spacing import Line, Piece
from designer.layout.tracks import Tracks
from designer.layout.ways import Way, pieces
from designer.model.document import Document

WORTH = 0.5  # carrying pays if at most this part of the flows is led anew


def carried_along(document: Document, content: Content, earlier: Layout) -> Layout | None:
    """The layout of a content made from an earlier one; None if too little of that can be carried."""
    if content.direction != earlier.content.direction:
        return None
    carriage = _Carriage(document, Alike(earlier, content, standing(content)))
    return carriage.layout() if carriage.pays() else None


class _Carriage:
    """One layout on its way from where it was."""

    def __init__(self, document: Document, alike: Alike) -> None:
        self.document, self.alike = document, alike
        self.earlier, self.content, self.stands = alike.earlier, alike.content, alike.stands
        self.flows = {flow.id: flow for flow in self.content.flows}

    def pays(self) -> bool:
        """Whether this is quicker than starting afresh."""
        anew = (self.alike.apart | self.alike.disturbed) & self.flows.keys()
        return len(anew) <= WORTH * len(self.flows)

    def layout(self) -> Layout:
        """The layout where all stands now."""
        earlier, content, stands, alike = self.earlier, self.content, self.stands, self.alike
        gone = alike.gone & earlier.routes.keys()
        plan = stands.plan
        met, near = docked(self.document, plan, content.direction, self._parted(gone))
        before: Docks = carried(earlier.docks, alike.offsets, _dock)
        led = (alike.apart | alike.disturbed) & self.flows.keys()
        led |= {key for key in near if before.get(key) != met[key]}
        docks = layered(before, met, gone)
        obstacles = self._obstacles()
        unsettled = frozenset(led & earlier.routes.keys())
        flows = [self.flows[key] for key in sorted(led)]
        old = self._lines()
        lines, changed = drawn(old, flows, gone, Ground(plan, docks, obstacles), (), unsettled)
        changed |= led | gone
        around = surroundings(content, stands, self.flows, lines, obstacles, self._is_fork)
        areas = [
            piece for each in (old, lines) for key in changed for piece in pieces(each.routes.get(key, ()))
        ]
        ids = alike.apart | alike.disturbed | alike.gone | changed
        words, _ = labels(self._words(), around, Edit(ids, areas))
        return Layout(
            content,
            *stands,
            docks=docks,
            lines=lines,
            obstacles=obstacles,
            labels=words,
            extent=extent_of(content.nodes, stands.rects, lines.routes.values()),
        )

    def _parted(self, gone: frozenset[str]) -> set[str]:
        """Nodes that changed, or at which flows came, went, changed, or lead to what moved otherwise."""
        stands, earlier = self.stands, self.earlier
        lost = [flow for flow in earlier.content.flows if flow.id in gone]
        apart = [self.flows[key] for key in self.alike.apart & self.flows.keys()]
        return (ends_of([*lost, *apart]) | self.alike.apart) & stands.rects.keys()

    def _is_fork(self, node: str) -> bool:
        return sum(flow.id in self.flows for flow in self.document.flows_from(node)) > 1

    def _obstacles(self) -> Obstacles:
        """What flows lead around, where it stands now."""
        earlier, stands, alike = self.earlier, self.stands, self.alike
        changed = (alike.apart & stands.rects.keys()) | alike.gone
        old = [earlier.by_id[key] for key in changed if key in earlier.by_id]
        new = [stands.by_id[key] for key in changed if key in stands.by_id]
        offset = alike.offsets.of
        gone = [
            (solid_as(node), earlier.rects[node.id].moved(*offset(solid_as(node), STAYS)))
            for node in old
            if is_solid(node)
        ]
        come = [(solid_as(node), stands.rects[node.id]) for node in new if is_solid(node)]
        return earlier.obstacles.carried(alike.offsets, str).changed(gone, come)

    def _lines(self) -> Lines:
        """All lines carried."""
        earlier, offsets = self.earlier.lines, self.alike.offsets
        ends = Ends(
            earlier.ends.pieces.carried(offsets, _flow),
            earlier.ends.looked.carried(offsets, str),
            carried(earlier.ends.swept, offsets, _rects),
            carried(earlier.ends.made, offsets, _line),
        )
        upright = self._tracks(earlier.upright, ends.made, 0)
        level = self._tracks(earlier.level, upright.made, 1)
        level = replace(level, made=dict(level.made))  # each is going to be read, more than once
        hops = replace(
            earlier.hops,
            upright=earlier.hops.upright.carried(offsets, _flow),
            level=earlier.hops.level.carried(offsets, _flow),
        )
        tried = earlier.tried.carried(offsets, str)
        return Lines(tried, carried(earlier.ways, offsets, _way), ends, upright, level, hops)

    def _tracks(self, earlier: Tracks, lines: Mapping[str, Line], axis: int) -> Tracks:
        offsets = self.alike.offsets
        return Tracks(
            lines,
            earlier.pieces.carried(offsets, _flow),
            carried(earlier.places, offsets, lambda at, by: at + by[axis], _flow),
            carried(earlier.made, offsets, _line),
        )

    def _words(self) -> Labels:
        earlier, offsets = self.earlier.labels, self.alike.offsets
        return Labels(
            carried(earlier.made, offsets, Placed.carried),
            earlier.looked.carried(offsets, _worded),
            earlier.written.carried(offsets, _worded),
        )


def _flow(piece: Piece) -> str:
    return piece.flow


def _worded(key: Key) -> str:
    return key[1]


def _line(line: Line, by: Point) -> Line:
    return tuple([point + by for point in line])


def _rects(rects: Sequence[Rect], by: Point) -> tuple[Rect, ...]:
    return tuple([rect.moved(*by) for rect in rects])


def _way(way: Way, by: Point) -> Way:
    return Way(_line(way.points, by), _rects(way.tried, by))


def _dock(docks: tuple[Dock, Dock], by: Point) -> tuple[Dock, Dock]:
    out, into = docks
    return Dock(out.side, out.at + by), Dock(into.side, into.at + by)
