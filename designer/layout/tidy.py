"""A light touch on an arrangement: near lines become lines, gaps even, overlaps go; the order stays.

Middles that nearly agree make rows and columns. Columns are set from the left, rows from the top, each as far
from what stands before it as it was, on the grid, or at the usual gap where it nearly had that.
"""

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor

from designer.layout.geometry import Rect
from designer.layout.sizes import GRID

NEAR = 14.0  # middles no further apart stand in line
_USUAL = (50.0, 30.0)  # the gap along and across the flow
_ABOUT = 20.0  # how far a gap may be from the usual one to become it
_ROUNDS = 12
Place = tuple[float, float]


def tidied(rects: Mapping[str, Rect], room: Mapping[str, Rect]) -> dict[str, Place]:
    """New corners of nodes. `rects` are where they stand, `room` these with the names below them.

    Tidied again they stay where they are; nobody changes sides with anybody.
    """
    hanging = {key: room[key].h - rects[key].h for key in rects}
    now = dict(rects)
    for _ in range(_ROUNDS):
        after = _once(now, hanging)
        if after == now:
            break
        now = after
    return {key: (rect.x, rect.y) for key, rect in now.items()}


def _once(rects: Mapping[str, Rect], hanging: Mapping[str, float]) -> dict[str, Rect]:
    columns = _lines(rects, 0)
    column_of = {key: index for index, line in enumerate(columns) for key in line}
    rows = _lines(rects, 1, column_of)
    row_of = {key: index for index, line in enumerate(rows) for key in line}

    def beside(a: str, b: str) -> bool:
        """Whether two are parted along the flow rather than across it."""
        if row_of[a] == row_of[b]:
            return True
        wide, high = _lap(rects[a], rects[b], 0), _lap(rects[a], rects[b], 1)
        return high > 0 and (wide <= 0 or high >= wide)

    moved = _set(rects, columns, 0, beside, hanging)
    return _set(moved, rows, 1, lambda a, b: _lap(moved[a], moved[b], 0) > 0, hanging)


def _middle(rect: Rect, axis: int) -> float:
    return rect[axis] + rect[axis + 2] / 2


def _lap(a: Rect, b: Rect, axis: int) -> float:
    """How far two rectangles overlap along an axis; negative: how far they are apart."""
    return min(a[axis] + a[axis + 2], b[axis] + b[axis + 2]) - max(a[axis], b[axis])


def _lines(
    rects: Mapping[str, Rect], axis: int, crossing: Mapping[str, int] | None = None
) -> list[list[str]]:
    """Groups of nodes whose middles nearly agree, in order; none has two of the same `crossing` line."""
    made: list[list[str]] = []
    for key in sorted(rects, key=lambda each: (_middle(rects[each], axis), rects[each], each)):
        line = made[-1] if made else []
        near = line and _middle(rects[key], axis) - _middle(rects[line[0]], axis) <= NEAR
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
) -> dict[str, Rect]:
    """Puts lines one after the other onto the grid."""
    made: dict[str, Rect] = {}
    before = shift = 0.0
    for index, line in enumerate(lines):
        middles = sorted(_middle(rects[key], axis) for key in line)
        old = middles[(len(middles) - 1) // 2]
        wanted = floor((old + shift) / GRID + 0.5) * GRID
        least, is_near = before if index else wanted, False
        for key in line:
            for other, put in made.items():
                if meets(other, key):
                    tail = hanging[other] if axis else 0.0
                    gap = rects[key][axis] - rects[other][axis] - rects[other][axis + 2] - tail
                    is_near |= gap < _USUAL[axis] + _ABOUT
                    end = put[axis] + put[axis + 2] + tail + rects[key][axis + 2] / 2
                    least = max(least, ceil((end + _USUAL[axis]) / GRID - 1e-9) * GRID)
        at = least if is_near else max(wanted, least)
        for key in line:
            corner = at - rects[key][axis + 2] / 2
            made[key] = rects[key]._replace(y=corner) if axis else rects[key]._replace(x=corner)
        before, shift = at, at - old
    return made
