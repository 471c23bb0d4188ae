"""What words keep clear of: nodes and the names of their ports, areas, flows with all that they carry."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from designer.layout.geometry import Point, Rect
from designer.layout.grid import Grid
from designer.layout.hops import RADIUS, Hop
from designer.layout.marks import COIN, coin, head, slash
from designer.layout.obstacles import Obstacles
from designer.layout.ports import PORT_REACH, PlacedPort, name_areas
from designer.layout.spacing import Line, Piece
from designer.layout.ways import pieces
from designer.model.flow import Flow
from designer.model.nodes import Node

# What it costs to lie over a line, over what it carries, and over a node or other words.
OVER_LINE, OVER_MARK, OVER_THING = 1000.0, 2000.0, 9000.0
_APART = 1.0  # how far words keep from everything
_BESIDE = 4.0  # how far from the lines and marks of other flows left and right of them
_REACH = COIN / 2 + _APART  # how far from its line a flow may cover something
_LYING = 3.0  # flows nearer than this lie on each other
NOWHERE: Grid[Piece] = Grid((), 0.0)


class Own(NamedTuple):
    """The flow that a label belongs to: its pieces, and what else it covers."""

    name: str
    pieces: tuple[Rect, ...]
    marks: tuple[Rect, ...]


@dataclass(frozen=True)
class Surroundings:
    """All that stands and runs in one workflow.

    `put` are the middles of labels that somebody has put somewhere; `is_fork` tells whether several flows
    leave a node. Flows that are `moving` run where `moved` tells, not where the other pieces are.
    """

    nodes: Mapping[str, Node]
    rects: Mapping[str, Rect]
    flows: Mapping[str, Flow]
    lines: Mapping[str, Line]
    put: Mapping[str, Point]
    ports: Mapping[str, Sequence[PlacedPort]]
    solid: Obstacles
    upright: Grid[Piece]
    level: Grid[Piece]
    hops: Mapping[str, tuple[Hop, ...]]
    frames: Sequence[Rect]
    is_fork: Callable[[str], bool]
    moving: Collection[str] = ()
    moved: Grid[Piece] = NOWHERE

    def flow(self, name: str) -> Flow | None:
        """A flow by its id; None for a node."""
        return self.flows[name] if name in self.lines else None

    def reach(self, area: Rect) -> Rect:
        """Where it matters to words in an area whether something is there."""
        return area.grown(_REACH)

    def own(self, flow: Flow, line: Line) -> Own:
        """What a flow's own label keeps clear of."""
        marks = [head(line)]
        disc = coin(flow, line)
        if disc is not None:
            marks.append(disc)
        if flow.default:
            (ax, ay), (bx, by) = slash(line)
            marks.append(Rect(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by)))
        return Own(flow.id, pieces(line), tuple(marks))

    def is_free(self, area: Rect, node: str, own: Own | None = None, piece: int = 0) -> bool:
        """Whether words can stand somewhere: of a `node`, or along a piece of their `own` flow."""
        return (
            self._clear_of_lines(area, "" if own is None else own.name)
            and (own is None or not self._over_own(own, piece, area))
            and not self._over_things(area, node)
        )

    def cost(self, area: Rect, node: str, own: Own | None = None, piece: int = 0) -> float:
        """What it costs to write it there all the same."""
        cost = self._over_things(area, node)
        wide, name = _roomy(area), "" if own is None else own.name
        for grid in (self.upright, self.level, self.moved):
            for (other, begin), rect in grid.found(area.grown(_REACH)):
                if other != name and (grid is self.moved or other not in self.moving):
                    cost += OVER_LINE * rect.overlaps(wide) + OVER_MARK * self._covers(other, begin, wide)
        return cost if own is None else cost + self._over_own(own, piece, area)

    def _over_own(self, own: Own, piece: int, area: Rect) -> float:
        """What it costs to cover the own flow elsewhere, or to lie where another flow lies on it, too."""
        others = (*own.pieces[:piece], *own.pieces[piece + 1 :])
        cost = OVER_MARK * sum(mark.overlaps(area) for mark in own.marks)
        cost += OVER_LINE * sum(other.overlaps(area.grown(_APART)) for other in others)
        x, y, w, _ = own.pieces[piece]
        if w:
            stretch, grid = Rect(area.x, y - _LYING, area.w, 2 * _LYING), self.level
        else:
            stretch, grid = Rect(x - _LYING, area.y, 2 * _LYING, area.h), self.upright
        lying = {name for name, _ in grid.names(stretch)}.difference(self.moving, (own.name,))
        return cost + OVER_LINE * len(lying)

    def _over_things(self, area: Rect, node: str) -> float:
        """What it costs to cover nodes but the own one, names of ports, and the borders of areas."""
        count = len(self.solid.under((area,), (node, node), _APART))
        for name in self.solid.names(area.grown(PORT_REACH)) if self.ports else ():
            if name in self.ports:
                count += sum(rect.overlaps(area) for rect in name_areas(self.ports[name]))
        wide = area.grown(_APART)
        across = sum(frame.overlaps(wide) and not frame.encloses(wide) for frame in self.frames)
        return OVER_THING * count + OVER_LINE * across

    def _clear_of_lines(self, area: Rect, own: str) -> bool:
        """Whether no other flow covers part of an area, with its line or with what it carries."""
        wide, reach = _roomy(area), area.grown(_REACH)
        left, top, right, bottom = wide.x, wide.y, wide.right, wide.bottom
        first, upper, last, lower = reach.x, reach.y, reach.right, reach.bottom
        for grid in (self.upright, self.level, self.moved):
            for (name, begin), x1, y1, x2, y2 in grid.near(first, upper, last, lower):
                if x1 >= last or x2 <= first or y1 >= lower or y2 <= upper or name == own:
                    continue
                if name in self.moving and grid is not self.moved:
                    continue
                if x1 < right and left < x2 and y1 < bottom and top < y2:
                    return False
                if self._covers(name, begin, wide):
                    return False
        return True

    def _covers(self, name: str, begin: int, area: Rect) -> bool:
        """Whether something that a flow carries on one of its pieces covers part of an area."""
        line = self.lines[name]
        if begin == len(line) - 2 and head(line).overlaps(area):
            return True
        disc = coin(self.flows[name], line)
        if disc is not None and disc.overlaps(area):
            return True
        return any(
            hop_area(line, hop).overlaps(area) for hop in self.hops.get(name, ()) if hop.piece == begin
        )


def _roomy(area: Rect) -> Rect:
    """Words with the room that lines leave them: more at the sides, where a line would read as a letter."""
    return Rect(area.x - _BESIDE, area.y - _APART, area.w + 2 * _BESIDE, area.h + 2 * _APART)


def hop_area(line: Line, hop: Hop) -> Rect:
    """What a hop covers above its line."""
    a, b = line[hop.piece], line[hop.piece + 1]
    left = a.x + hop.first if b.x > a.x else a.x - hop.last
    return Rect(left, a.y - RADIUS, hop.last - hop.first, RADIUS)
