"""The order within each level: few crossings, and as much of the given order as that leaves.

An order is a function of the order of the real vertices alone: the points that long links pass are set anew
for each, so that an order that cannot be improved is found again when the layout is made once more.
"""

from collections.abc import Container, Sequence

from designer.layout.sugiyama.chains import settled
from designer.layout.sugiyama.crossings import Order
from designer.layout.sugiyama.levels import Levels
from designer.layout.sugiyama.sweeps import Groups, Sweeps
from designer.layout.sugiyama.windows import loosened

_RESTARTS = 8
Found = tuple[Order, int]  # an order, and how many pieces cross in it


def ordered(levels: Levels, given: Sequence[float], groups: Groups) -> Order:
    """The order of each level for real vertices that have places, told by their keys.

    Another order wins only if it crosses less.
    """
    sweeps = Sweeps(levels, groups)
    return _bettered(sweeps, _begun(sweeps, given))[0]


def ordered_anew(levels: Levels, starts: Sequence[Sequence[float]], groups: Groups) -> Order:
    """The order of each level for vertices without places, found from several starts and then by chance."""
    sweeps = Sweeps(levels, groups)
    best: Found | None = None
    for keys in starts:
        found = _bettered(sweeps, _begun(sweeps, keys))
        if best is None or found[1] < best[1]:
            best = found
        if best[1] == 0:
            break
    assert best is not None
    if best[1]:
        tried = settled(sweeps, _real(levels, loosened(sweeps, best[0])))
        best = _bettered(sweeps, min(best, tried, key=lambda each: each[1]))
    return best[0]


def _begun(sweeps: Sweeps, keys: Sequence[float]) -> Found:
    levels = sweeps.levels
    start: Order = [[] for _ in range(levels.depth)]
    for vertex in sorted(range(levels.real), key=lambda each: (keys[each], each)):
        start[levels.rank[vertex]].append(vertex)
    for level in start:
        sweeps.keep_groups(level)
    return settled(sweeps, start)


def _bettered(sweeps: Sweeps, best: Found) -> Found:
    """What sweeps make of an order, as long as it crosses less with its points set anew."""
    for _ in range(_RESTARTS):
        if best[1] == 0:
            break
        tried = settled(sweeps, _real(sweeps.levels, sweeps.improved(best[0])[0]))
        if tried[1] >= best[1]:
            break
        best = tried
    return best


def _real(levels: Levels, order: Order) -> Order:
    return [[vertex for vertex in level if vertex < levels.real] for level in order]


def found_order(levels: Levels, starts: Sequence[int], back: Container[int]) -> list[float]:
    """Keys of real vertices for a graph without places: the order of a depth-first search from `starts`.

    It does not follow the links that lead `back`.
    """
    following: list[list[int]] = [[] for _ in range(levels.real)]
    first: dict[int, int] = {}
    for piece in levels.pieces:
        if piece.a < levels.real:
            first[piece.link] = piece.a
        if piece.b < levels.real and piece.link not in back:
            following[first[piece.link]].append(piece.b)
    keys = [-1.0] * levels.real
    count = 0
    for start in starts:
        stack = [start]
        while stack:
            here = stack.pop()
            if keys[here] < 0:
                keys[here] = float(count)
                count += 1
                stack.extend(reversed(following[here]))
    return keys
