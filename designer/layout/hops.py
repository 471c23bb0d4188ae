"""Where a level piece of a flow hops over the upright pieces of others, so that a crossing is no branch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from designer.layout.geometry import Rect
from designer.layout.grid import Grid
from designer.layout.layered import layered
from designer.layout.spacing import Line, Piece
from designer.layout.tracks import along, named

RADIUS = 5.0
_KEPT = 12.0  # how far a hop keeps from the ends of its piece, for the bend or the arrow there
_APART = 6.0  # hops nearer than this become one


class Hop(NamedTuple):
    """A hop on the piece that begins at corner `piece`: from where to where, measured from that corner."""

    piece: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Hops:
    """The hops of all flows that have any, and the pieces of all flows by where they lie."""

    upright: Grid[Piece]
    level: Grid[Piece]
    made: Mapping[str, tuple[Hop, ...]]


NONE = Hops(Grid((), 0.0), Grid((), 0.0), {})


def hops(
    earlier: Hops, old: Mapping[str, Line], new: Mapping[str, Line], changed: frozenset[str]
) -> tuple[Hops, frozenset[str]]:
    """The hops after some lines have changed, and the flows that hop otherwise than before."""
    gone, come = ([pieces_of(lines, changed, axis) for axis in (0, 1)] for lines in (old, new))
    upright, level = earlier.upright.changed(gone[0], come[0]), earlier.level.changed(gone[1], come[1])
    touched = {key for key in changed if key in new}
    for _, rect in (*gone[0], *come[0]):
        touched |= {piece.flow for piece in level.names(rect.grown(1.0))}
    made = {key: _hops(key, new[key], upright) for key in touched}
    before = earlier.made
    differing = frozenset(key for key, found in made.items() if before.get(key, ()) != found)
    come_hops = {key: made[key] for key in differing if made[key]}
    gone_hops = frozenset(key for key in changed if key not in new) | differing - come_hops.keys()
    return Hops(upright, level, layered(before, come_hops, gone_hops)), differing


def pieces_of(lines: Mapping[str, Line], keys: Iterable[str], axis: int) -> list[tuple[Piece, Rect]]:
    """The pieces along an axis of those of some flows that have a line."""
    return [pair for key in keys if key in lines for pair in named(key, lines[key], axis)]


def _hops(key: str, line: Line, upright: Grid[Piece]) -> tuple[Hop, ...]:
    found: list[Hop] = []
    for piece in along(line, 1):
        a, b = line[piece], line[piece + 1]
        span = abs(b.x - a.x)
        if span < 2 * _KEPT:
            continue
        area = Rect(min(a.x, b.x) + _KEPT, a.y - 1.0, span - 2 * _KEPT, 2.0)
        others = [rect for name, rect in upright.found(area) if name.flow != key]
        over = {abs(rect.x - a.x) for rect in others if rect.y < a.y - 1.0 and rect.bottom > a.y + 1.0}
        found += _joined(piece, sorted(over))
    return tuple(found)


def _joined(piece: int, over: list[float]) -> list[Hop]:
    """Hops over crossings at these distances, those close together at once."""
    made: list[Hop] = []
    for at in over:
        if made and at - RADIUS < made[-1].last + _APART:
            made[-1] = made[-1]._replace(last=at + RADIUS)
        else:
            made.append(Hop(piece, at - RADIUS, at + RADIUS))
    return made
