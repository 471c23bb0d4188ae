"""A light touch on an arrangement: near lines become lines, gaps even, overlaps go; the order stays.

Middles that nearly agree make rows and columns. Columns are set from the left, rows from the top, each as far
from what stands before it as it was, on the grid, or at the usual gap where it nearly had that. Lines with
something pinned stay where that is.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from math import ceil, floor, inf

from designer.layout.geometry import Rect
from designer.layout.sizes import GRID

NEAR = 14.0  # middles no further apart stand in line
_USUAL = (50.0, 30.0)  # the gap along and across the flow
_ABOUT = 20.0  # how far a gap may be from the usual one to become it
_ROUNDS = 12
Place = tuple[float, float]


def tidied(
    rects: Mapping[str, Rect], room: Mapping[str, Rect], pinned: Collection[str] = ()
) -> dict[str, Place]:
    """New corners of nodes. `rects` are where they stand, `room` these with the names below them.

    Tidied again they stay where they are; nobody changes sides with anybody. Those `pinned` go nowhere, and
    may be covered by the others.
    """
    hanging = {key: room[key].h - rects[key].h for key in rects}
    now = dict(rects)
    for _ in range(_ROUNDS):
        after = _once(now, hanging, pinned) | {key: rects[key] for key in pinned}
        if after == now:
            break
        now = after
    return {key: (rect.x, rect.y) for key, rect in now.items()}


def _once(
    rects: Mapping[str, Rect], hanging: Mapping[str, float], pinned: Collection[str]
) -> dict[str, Rect]:
    columns = _lines(rects, 0, pinned)
    column_of = {key: index for index, line in enumerate(columns) for key in line}
    rows = _lines(rects, 1, pinned, column_of)
    row_of = {key: index for index, line in enumerate(rows) for key in line}

    def beside(a: str, b: str) -> bool:
        """Whether two are parted along the flow rather than across it."""
        if row_of[a] == row_of[b]:
            return True
        wide, high = _lap(rects[a], rects[b], 0), _lap(rects[a], rects[b], 1)
        return high > 0 and (wide <= 0 or high >= wide)

    anchors = {key: rects[key] for key in pinned}
    moved = _set(rects, columns, 0, beside, hanging, anchors) | anchors
    return _set(moved, rows, 1, lambda a, b: _lap(moved[a], moved[b], 0) > 0, hanging, anchors)


def _middle(rect: Rect, axis: int) -> float:
    return rect[axis] + rect[axis + 2] / 2


def _lap(a: Rect, b: Rect, axis: int) -> float:
    """How far two rectangles overlap along an axis; negative: how far they are apart."""
    return min(a[axis] + a[axis + 2], b[axis] + b[axis + 2]) - max(a[axis], b[axis])


def _lines(
    rects: Mapping[str, Rect], axis: int, pinned: Collection[str], crossing: Mapping[str, int] | None = None
) -> list[list[str]]:
    """Groups of nodes whose middles nearly agree, in order; none has two of the same `crossing` line.

    Nor has any two pinned ones whose middles differ.
    """
    made: list[list[str]] = []
    for key in sorted(rects, key=lambda each: (_middle(rects[each], axis), rects[each], each)):
        line = made[-1] if made else []
        middle = _middle(rects[key], axis)
        near = line and middle - _middle(rects[line[0]], axis) <= NEAR
        if near and key in pinned:
            near = all(other not in pinned or _middle(rects[other], axis) == middle for other in line)
        if near and not (crossing and any(crossing[key] == crossing[other] for other in line)):
            line.append(key)
        else:
            made.append([key])
    return made


def _set(
    rects: Mapping[str, Rect],
    lines: Sequence[Sequence[str]],
    axis: int,
    meets: Callable[[str, str], bool],
    hanging: Mapping[str, float],
    anchors: Mapping[str, Rect],
) -> dict[str, Rect]:
    """Puts lines one after the other onto the grid, those with anchors where these are to be."""
    made: dict[str, Rect] = {}
    before, shift = -inf, 0.0
    off: float | None = None  # how far from where it is to be the first anchor is put
    for line in lines:
        middles = sorted(_middle(rects[key], axis) for key in line)
        held = next((_middle(anchors[key], axis) for key in line if key in anchors), None)
        old = middles[(len(middles) - 1) // 2] if held is None else held
        wanted = floor((old + shift) / GRID + 0.5) * GRID
        least, is_near = before, False
        for key in line:
            for other, put in made.items():
                if meets(other, key):
                    tail = hanging[other] if axis else 0.0
                    gap = rects[key][axis] - rects[other][axis] - rects[other][axis + 2] - tail
                    is_near |= gap < _USUAL[axis] + _ABOUT
                    end = put[axis] + put[axis + 2] + tail + rects[key][axis + 2] / 2
                    least = max(least, ceil((end + _USUAL[axis]) / GRID - 1e-9) * GRID)
        at = least if is_near else max(wanted, least)
        if held is not None and off is None:
            off = at - held
        elif held is not None and off is not None:
            at = held + off
        for key in line:
            middle = at if key in anchors else max(at, least)
            corner = middle - rects[key][axis + 2] / 2
            made[key] = rects[key]._replace(y=corner) if axis else rects[key]._replace(x=corner)
        before, shift = max(before, at), at - old
    by = (-(off or 0.0), 0.0) if axis == 0 else (0.0, -(off or 0.0))
    return {key: rect.moved(*by) for key, rect in made.items()}
