"""Ranks: how far along each vertex stands, so that links go on and are short."""

from collections.abc import Sequence

from designer.layout.sugiyama.graph import End

_PASSES = 8
_COMPANY = 64  # vertices that move along with one, at most
Arc = tuple[int, int]


def ranks(count: int, arcs: Sequence[Arc], ends: Sequence[End]) -> list[int]:
    """The rank of each of `count` vertices; every arc goes up by one at least, unless both ends are held.

    Longest paths from the left, then vertices are drawn to the side where more arcs pull, alone and with
    what hangs on them by arcs that cannot get shorter. No rank is empty. `arcs` make no cycle.
    """
    into: list[list[int]] = [[] for _ in range(count)]
    out: list[list[int]] = [[] for _ in range(count)]
    for a, b in arcs:
        if not (ends[a] == ends[b] != ""):
            out[a].append(b)
            into[b].append(a)
    order = _topological(into, out)
    rank = [0] * count
    for vertex in order:
        for before in into[vertex]:
            if rank[before] >= rank[vertex]:
                rank[vertex] = rank[before] + 1
    last = max(rank, default=0)
    for vertex, end in enumerate(ends):
        if end == "last":
            rank[vertex] = last
    _tighten(rank, order, into, out, ends)
    place = {value: place for place, value in enumerate(sorted(set(rank)))}
    return [place[value] for value in rank]


def _topological(into: list[list[int]], out: list[list[int]]) -> list[int]:
    waiting = [len(before) for before in into]
    order = [vertex for vertex, number in enumerate(waiting) if not number]
    for vertex in order:
        for after in out[vertex]:
            waiting[after] -= 1
            if not waiting[after]:
                order.append(after)
    return order


def _tighten(
    rank: list[int],
    order: list[int],
    into: list[list[int]],
    out: list[list[int]],
    ends: Sequence[End],
) -> None:
    """Moves vertices, and trees of tight arcs with them, as long as that shortens arcs."""
    for _ in range(_PASSES):
        moved = False
        for vertex in reversed(order):
            if not ends[vertex] and out[vertex] and len(out[vertex]) >= len(into[vertex]):
                moved |= _draw(vertex, rank, into, out, ends)
        if not moved:
            break


def _draw(
    start: int, rank: list[int], into: list[list[int]], out: list[list[int]], ends: Sequence[End]
) -> bool:
    """Moves a vertex right, with all that it would push, if more arcs shorten by it than grow."""
    slack = min(rank[after] for after in out[start]) - rank[start] - 1
    if slack > 0 and len(out[start]) > len(into[start]):
        rank[start] += slack
        return True
    if slack > 0 or len(into[start]) > 1:
        return False
    # With what it is tight against: a split and its branches go to where the branches meet again.
    group = _pushed(start, rank, out, ends)
    frees = [rank[after] - rank[here] - 1 for here in group for after in out[here] if after not in group]
    grows = sum(before not in group for here in group for before in into[here])
    room = min(frees, default=0)
    if not room or len(frees) <= grows:
        return False
    for here in group:
        rank[here] += room
    return True


def _pushed(start: int, rank: list[int], out: list[list[int]], ends: Sequence[End]) -> set[int]:
    """What moves along with a vertex; nothing if that reaches too far, or to what is held at an end."""
    group, open_ends = {start}, [start]
    while open_ends:
        here = open_ends.pop()
        if ends[here] or len(group) > _COMPANY:
            return set()
        for after in out[here]:
            if after not in group and rank[after] == rank[here] + 1:
                group.add(after)
                open_ends.append(after)
    return group
