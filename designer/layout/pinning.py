"""Pinned nodes in an arrangement: they stay where they are, and the rest keeps its order around them.

Along each axis the whole moves as the first pinned node needs, and is torn apart before those that need to go
further. What is pinned where no such move brings it stays all the same; what would lie under it goes aside,
across the flow.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count

from designer.layout.geometry import Direction, Point, Rect
from designer.layout.grid import Grid
from designer.layout.sizes import GRID

_APART = 20.0  # how far what goes aside stays from everything else
Moves = tuple[list[float], list[float]]  # from which place on an axis on, and by how much


def around_pins(
    found: Mapping[str, Rect],
    fixed: Mapping[str, Rect],
    direction: Direction,
    *,
    frames: Collection[str] = (),
    leaders: Mapping[str, str] | None = None,
    hanging: Mapping[str, float] | None = None,
) -> dict[str, Rect]:
    """An arrangement that was `found` without regard to pins, with what is `fixed` where that is.

    Args:
        found: where everything would stand.
        fixed: where what stays is; also what is no part of the arrangement but must not be covered.
        direction: which way the workflow reads.
        frames: areas. They stretch with what they are around, and cover nothing unless they are fixed.
        leaders: notes, and the step that each of them goes along with.
        hanging: how much room nodes need below themselves.
    """
    leaders = leaders or {}
    moves = [
        _moves(
            [(_place(found[key], axis), fixed[key][axis] - found[key][axis]) for key in fixed if key in found]
        )
        for axis in (0, 1)
    ]
    made = {key: _torn(rect, moves, key in frames) for key, rect in found.items()}
    made.update((key, rect) for key, rect in fixed.items() if key in found)
    for note, step in leaders.items():
        if note in made and note not in fixed:
            made[note] = found[note].moved(made[step].x - found[step].x, made[step].y - found[step].y)
    return cleared(made, fixed, direction, frames=frames, leaders=leaders, hanging=hanging)


def cleared(
    found: Mapping[str, Rect],
    fixed: Mapping[str, Rect],
    direction: Direction,
    *,
    frames: Collection[str] = (),
    leaders: Mapping[str, str] | None = None,
    hanging: Mapping[str, float] | None = None,
) -> dict[str, Rect]:
    """An arrangement in which all that comes too near to something fixed has gone aside.

    The arguments are those of `around_pins`; nodes of `found` overlap nothing else.
    """
    solid = {key: rect for key, rect in {**found, **fixed}.items() if key in fixed or key not in frames}
    solid = {key: rect._replace(h=rect.h + (hanging or {}).get(key, 0.0)) for key, rect in solid.items()}
    ways = _aside(solid, fixed, leaders or {}, direction)
    return {key: rect.moved(*ways[key]) if key in ways else rect for key, rect in found.items()}


def _place(rect: Rect, axis: int) -> float:
    return rect[axis] + rect[axis + 2] / 2


def _moves(wanted: Sequence[tuple[float, float]]) -> Moves:
    """Moves that never shrink along an axis, as needed at as many of some places as can be."""
    tails: list[float] = []  # the least move at the end of chains of each length
    ends: list[int] = []
    before: list[int] = []
    ordered = sorted(wanted, key=lambda each: (each[0], -each[1]))
    for index, (_, by) in enumerate(ordered):
        length = bisect_right(tails, by)
        tails[length : length + 1], ends[length : length + 1] = [by], [index]
        before.append(ends[length - 1] if length else -1)
    chain: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    kept = [ordered[index] for index in reversed(chain)]
    return [place for place, _ in kept], [by for _, by in kept]


def _by(moves: Moves, place: float) -> float:
    places, by = moves
    return by[max(0, bisect_right(places, place) - 1)] if by else 0.0


def _torn(rect: Rect, moves: Sequence[Moves], is_frame: bool) -> Rect:
    """Where something goes: as its middle does, or, around others, as each of its sides."""
    if not is_frame:
        return rect.moved(*(_by(moves[axis], _place(rect, axis)) for axis in (0, 1)))
    left, top = (rect[axis] + _by(moves[axis], rect[axis]) for axis in (0, 1))
    right, bottom = (end + _by(moves[axis], end) for axis, end in enumerate((rect.right, rect.bottom)))
    return Rect(left, top, right - left, bottom - top)


def _aside(
    solid: Mapping[str, Rect], fixed: Collection[str], leaders: Mapping[str, str], direction: Direction
) -> dict[str, Point]:
    """How far nodes that come too near to something fixed move, each to the nearest free place beside it."""
    stays = Grid(((key, solid[key]) for key in fixed), _APART)
    groups: dict[str, list[str]] = {}
    for key in solid:
        if key not in fixed:
            groups.setdefault(leaders.get(key, key), []).append(key)
    covered = [group for group in groups.values() if any(stays.names(solid[key]) for key in group)]
    waiting = {key for group in covered for key in group}
    taken = Grid(((key, rect) for key, rect in solid.items() if key not in waiting), _APART)
    made: dict[str, Point] = {}
    for group in sorted(covered, key=lambda group: (solid[group[0]].y, solid[group[0]].x, group)):
        rects = [solid[key] for key in group]
        by = next(by for by in _ways(direction) if not any(taken.names(rect.moved(*by)) for rect in rects))
        for key, rect in zip(group, rects, strict=True):
            made[key] = by
            taken.put(key, rect.moved(*by))
    return made


def _ways(direction: Direction) -> Iterator[Point]:
    for steps in count():
        for far in (steps * GRID, -steps * GRID):
            yield Point(0.0, far) if direction == "right" else Point(far, 0.0)
