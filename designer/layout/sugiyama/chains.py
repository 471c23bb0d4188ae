"""Where the points of long links lie between vertices that keep their order.

All points of a link are put as one: into the gaps through which it crosses least, by a shortest path.
"""

from collections.abc import Container
from functools import partial

from designer.layout.sugiyama.crossings import Order
from designer.layout.sugiyama.sweeps import Sweeps

_TURNS = 6  # sweeps
_PASSES = 4  # over all links
_REACH = 12  # gaps that a point goes at once, at most
Known = dict[
    int, tuple[int, int]
]  # gap → crossings on the best way there, and how far it is from the present


def settled(sweeps: Sweeps, real: Order) -> tuple[Order, int]:
    """The order with all points, a function of that of the real vertices, and how many pieces cross in it."""
    counts, rank = sweeps.counts, sweeps.levels.rank
    order = _swept(sweeps, _interpolated(sweeps, real))
    for _ in range(_PASSES):
        changed = False
        for number, chain in enumerate(sweeps.levels.chains):
            known = (number, *counts.now[rank[chain[0]] : rank[chain[-1]] + 1])
            if known in sweeps.still or not _is_crossed(sweeps, chain):
                continue
            if _reinserted(sweeps, order, chain):
                changed = True
            else:
                sweeps.still.add(known)
        if not changed:
            break
    return order, counts.total()


def _is_crossed(sweeps: Sweeps, chain: list[int]) -> bool:
    first = sweeps.levels.rank[chain[0]]
    if sweeps.counts.within(range(first, first + len(chain) - 1)):
        return True
    return any(point in sweeps.groups for point in chain[1:-1])


def _interpolated(sweeps: Sweeps, real: Order) -> Order:
    """Points on the straight ways between the ends of their links."""
    levels = sweeps.levels
    height = [0.0] * len(levels.rank)
    for level in real:
        for place, vertex in enumerate(level):
            height[vertex] = (place + 0.5) / len(level)
    made = [list(level) for level in real]
    for chain in levels.chains:
        low, high, steps = height[chain[0]], height[chain[-1]], len(chain) - 1
        for step, vertex in enumerate(chain[1:-1], 1):
            height[vertex] = low + (high - low) * step / steps
            made[levels.rank[vertex]].append(vertex)
    for level in made:
        level.sort(key=lambda vertex: height[vertex])
    return made


def _swept(sweeps: Sweeps, order: Order) -> Order:
    """Points moved to the barycentres of their neighbours, from level to level, as long as that helps."""
    levels, counts = sweeps.levels, sweeps.counts
    counts.number_all(order)
    best, least = [list(level) for level in order], counts.total()
    for turn in range(_TURNS):
        if least == 0:
            break
        places, beside = (range(1, len(order)), levels.up)
        if turn % 2:
            places, beside = range(len(order) - 2, -1, -1), levels.down
        for place in places:
            if counts.below(min(place, place - places.step)):
                known = ("points", place, places.step, counts.now[place], counts.now[place - places.step])
                sweeps.reorder(order[place], place, known, partial(_drawn, sweeps, order[place], beside))
        crossings = counts.total()
        if crossings < least:
            best, least = [list(level) for level in order], crossings
    counts.number_all(best)
    return best


def _drawn(sweeps: Sweeps, level: list[int], beside: list[list[tuple[int, float]]]) -> list[int]:
    """A level sorted by barycentres, of which real vertices get such that they keep their order."""
    pos, real = sweeps.counts.pos, [vertex for vertex in level if vertex < sweeps.levels.real]
    keys: dict[int, float] = {}
    for vertex in level:
        near = beside[vertex]
        keys[vertex] = sum([pos[other] + share for other, share in near]) / len(near) if near else pos[vertex]
    highest, lowest = [keys[vertex] for vertex in real], [keys[vertex] for vertex in real]
    for place in range(1, len(real)):
        highest[place] = max(highest[place], highest[place - 1])
    for place in range(len(real) - 2, -1, -1):
        lowest[place] = min(lowest[place], lowest[place + 1])
    for vertex, high, low in zip(real, highest, lowest, strict=True):
        keys[vertex] = (high + low) / 2
    return sorted(level, key=keys.__getitem__)


def _reinserted(sweeps: Sweeps, order: Order, chain: list[int]) -> bool:
    """Puts the points of a link where it crosses least; of equal ways that nearest to the present one."""
    first, last, pos = sweeps.levels.rank[chain[0]], len(chain) - 1, sweeps.counts.pos
    now = [pos[vertex] for vertex in chain]
    known: Known = {now[0]: (0, 0)}
    came: list[dict[int, int]] = []
    for step in range(1, last + 1):
        above, below = order[first + step - 1], order[first + step]
        gaps = range(now[-1], now[-1] + 1) if step == last else _gaps(sweeps, below, chain[step])
        ends = (chain[step - 1] if step > 1 else None, chain[step] if step < last else None)
        crossed = _crossed(sweeps, (above, below), ends, (known, gaps))
        found: Known = {}
        came.append({})
        for column, gap in enumerate(gaps):
            ways = [(cost + crossed[at][column], far, at) for at, (cost, far) in known.items()]
            cost, far, came[-1][gap] = min(ways)
            found[gap] = (cost, far + abs(gap - now[step]))
        known = found
    way = [now[-1]]
    for back in reversed(came):
        way.append(back[way[-1]])
    way.reverse()
    for step in range(1, last):
        level = order[first + step]
        level.remove(chain[step])
        level.insert(way[step], chain[step])
        sweeps.counts.number(first + step, level)
    return way != now


def _gaps(sweeps: Sweeps, level: list[int], point: int) -> range:
    """The gaps among the others of its level that the point of a link may go to: its group stays in order."""
    at = sweeps.counts.pos[point]
    low, high = max(0, at - _REACH), min(len(level), at + _REACH + 1)
    if point in sweeps.groups:
        group, own = sweeps.groups[point]
        for gap, other in enumerate(vertex for vertex in level if vertex != point):
            its, place = sweeps.groups.get(other, (-1, 0))
            if its == group and place < own:
                low = max(low, gap + 1)
            elif its == group and place > own:
                high = min(high, gap + 1)
    return range(low, max(high, low + 1))


def _crossed(
    sweeps: Sweeps,
    levels: tuple[list[int], list[int]],
    points: tuple[int | None, int | None],
    gaps: tuple[Container[int], range],
) -> dict[int, list[int]]:
    """How many pieces a link crosses on its way from each gap of a level to each gap of the next.

    At the ends of the link, where it is at no point, gaps are vertices, and what meets the same vertex
    crosses nothing.
    """
    pos, down = sweeps.counts.pos, sweeps.levels.down
    (above, below), (leaves, enters), (rows, columns) = levels, points, gaps
    other = len(below) if enters is None else pos[enters]
    leaving = [
        [pos[b] - (pos[b] > other) for b, _ in down[a] if pos[b] != other] for a in above if a != leaves
    ]
    high = [0] * len(below)  # pieces that begin above the link, by their end
    low = [0] * len(below)
    for ends in leaving:
        for end in ends:
            low[end] += 1
    made: dict[int, list[int]] = {}
    for at, ends in enumerate([*leaving, []]):
        if at in rows and leaves is not None:
            made[at] = _row(high, low, columns, enters is None)
        for end in ends:
            low[end] -= 1
        if at in rows and leaves is None:
            made[at] = _row(high, low, columns, enters is None)
        for end in ends:
            high[end] += 1
    return made


def _row(high: list[int], low: list[int], columns: range, is_vertex: bool) -> list[int]:
    """For each gap: ends from above that lie below it, and ends from below that lie above it."""
    crossed = sum(high[columns.start + is_vertex :]) + sum(low[: columns.start])
    row: list[int] = []
    for column in columns:
        row.append(crossed)
        if column < len(high):
            crossed += low[column] - high[column]
    return row
