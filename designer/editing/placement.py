"""Where new things go: beside what they follow, where there is room, on whole coordinates."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from math import floor

from designer.editing.structure import direction_of, host_of, node, nodes
from designer.layout.geometry import Direction, Point, Rect
from designer.layout.sizes import default_size, size_of
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary, Node, NodeKind, Note, Outcome, Size, Trigger

GAP = 50.0  # between a step and the next one
WIDEST_GAP = 250.0
SIDE_GAP = 30.0  # between branches
LEAST_GAP = 40.0  # a splice pushes what is nearer
MARGIN = 10.0  # what automatic acts keep between siblings
_TRIES = 4
_NEAREST = 24


def rect_of(d: Readable, n: Node) -> Rect:
    """Where a node stands with every box closed; events sit on the lower border of their host."""
    width, height = size_of(n, direction_of(d, n.workflow))
    host = host_of(d, n)
    if host is n:
        return Rect(n.at[0], n.at[1], width, height)
    border = rect_of(d, host)
    place = [b.id for b in d.boundaries_on(host.id)].index(n.id)
    return Rect(border.right - (place + 1) * (width + 4), border.bottom - height / 2, width, height)


def rect_alone(n: Node) -> Rect:
    """Where a node of no document stands."""
    return Rect(*n.at, *size_of(n))


def size_in(d: Readable, kind: NodeKind, workflow: str) -> Size:
    """The size of a new node of a kind in a workflow."""
    return default_size(kind, direction_of(d, workflow))


def moved(n: Node, at: tuple[float, float]) -> Node:
    """The node at another place; coordinates are kept to hundredths so that files stay readable."""
    return n.model_copy(update={"at": (round(at[0], 2) + 0.0, round(at[1], 2) + 0.0)})


def obstacles(d: Readable, workflow: str, without: Collection[str] = ()) -> list[Rect]:
    """What automatic acts must not cover: all siblings but areas (frames) and events (on their hosts)."""
    return [rect for node_id, rect in rects_in(d, workflow).items() if node_id not in without]


def rects_in(d: Readable, workflow: str) -> dict[str, Rect]:
    """Where everything stands that can be in the way: all but areas (frames) and events (on their hosts)."""
    direction = direction_of(d, workflow)
    found: dict[str, Rect] = {}
    for n in d.nodes_in(workflow):
        if n.kind not in ("area", "boundary"):
            x, y = n.at
            found[n.id] = Rect(x, y, *size_of(n, direction))
    return found


class Ground:
    """Siblings by where they stand: tells what a rectangle would cover.

    They are sorted into cells once it has been asked often enough for that to pay.
    """

    _CELL = 256.0
    _OFTEN = 8

    def __init__(self, rects: Mapping[str, Rect]) -> None:
        self.rects = rects
        self._asked = 0
        self._cells: defaultdict[tuple[int, int], list[str]] = defaultdict(list)

    def covered(self, rect: Rect) -> list[str]:
        """Ids of the siblings that a rectangle covers in part."""
        self._asked += 1
        if self._asked <= self._OFTEN:
            return [node_id for node_id, other in self.rects.items() if other.overlaps(rect)]
        if not self._cells:
            self._sort()
        near = {node_id: None for cell in self._cells_of(rect) for node_id in self._cells.get(cell, ())}
        return [node_id for node_id in near if self.rects[node_id].overlaps(rect)]

    def _sort(self) -> None:
        for node_id, rect in self.rects.items():
            for cell in self._cells_of(rect):
                self._cells[cell].append(node_id)

    def would_cover(self, ids: Collection[str], by: Point) -> bool:
        """Whether nodes moved by a distance would cover siblings that stay."""
        moving = set(ids)
        places = (self.rects[node_id].moved(*by) for node_id in ids if node_id in self.rects)
        return any(other not in moving for place in places for other in self.covered(place))

    def _cells_of(self, rect: Rect) -> Iterator[tuple[int, int]]:
        columns = range(floor(rect.x / self._CELL), floor(rect.right / self._CELL) + 1)
        rows = range(floor(rect.y / self._CELL), floor(rect.bottom / self._CELL) + 1)
        return ((column, row) for column in columns for row in rows)


def beside(d: Readable, source: str, size: Size, before: bool = False, pushes: bool = False) -> Point:
    """The place of the next step: after `source` on its centre line, else below, above, further below (C8).

    With `before`, the place of the step before it. Where there is no room near, it is far below; with
    `pushes`, right below what stands in the way, over siblings that are to move aside.
    """
    n = node(d, source)
    direction = direction_of(d, n.workflow)
    start = flipped(rect_of(d, n), direction)
    width, height = size if direction == "right" else (size[1], size[0])
    taken = [flipped(rect, direction) for rect in obstacles(d, n.workflow)]
    x = start.x - GAP - width if before else start.right + _usual_gap(d, n, direction)
    wanted = Rect(x, start.center.y - height / 2, width, height)
    found = _in_column(wanted, taken, pushes)
    return Point(*flipped(found, direction)[:2])


def at_edge(d: Readable, node_id: str, size: Size, before: bool, aside: float = 0.0) -> Point:
    """The place of a port in front of, or behind, all that its workflow holds.

    It stands on the line of a node, or as far `aside` of it as said.
    """
    n = node(d, node_id)
    direction = direction_of(d, n.workflow)
    taken = [flipped(rect, direction) for rect in obstacles(d, n.workflow)]
    steps = [
        flipped(rect_of(d, m), direction)
        for m in d.nodes_in(n.workflow)
        if not isinstance(m, Trigger | Outcome | Note | Area | Boundary)
    ]
    own = flipped(rect_of(d, host_of(d, n)), direction)
    width, height = size if direction == "right" else (size[1], size[0])
    first, last = min(r.x for r in (*steps, own)), max(r.right for r in (*steps, own))
    x = first - GAP - width if before else last + GAP
    y = own.center.y + aside - height / 2
    found = flipped(_in_column(Rect(x, y, width, height), taken), direction)
    return Point(found.x, found.y)


def anchor(d: Readable, candidates: Iterable[str]) -> Rect:
    """The node on whose line a box and its content are aligned: the first of those in reading order."""
    given = nodes(d, candidates)
    found = [n for n in given if not isinstance(n, Boundary | Note)] or given
    direction = direction_of(d, found[0].workflow)
    rects = sorted((tuple(flipped(rect_of(d, n), direction)), n.id) for n in found)
    return flipped(Rect(*rects[0][0]), direction)


def _usual_gap(d: Readable, n: Node, direction: Direction) -> float:
    """The gap that most of its connections have already, or the default."""
    start = flipped(rect_of(d, host_of(d, n)), direction)
    gaps: Counter[float] = Counter()
    for flow in d.flows_from(n.id):
        target = d.get(flow.target)
        if target is not None:
            gap = flipped(rect_of(d, node(d, flow.target)), direction).x - start.right
            if 0 < gap <= WIDEST_GAP:
                gaps[gap] += 1
    return max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else GAP


def _in_column(wanted: Rect, taken: list[Rect], pushes: bool = False) -> Rect:
    """`wanted`, or the nearest place below or above it that nothing covers.

    In doubt far below, or with `pushes` right below what covers it.
    """
    column = [r for r in taken if r.x < wanted.right + MARGIN and wanted.x < r.right + MARGIN]
    if not _hit(wanted, column):
        return wanted
    below, above = wanted, wanted
    for _ in range(_TRIES):
        below, above = _stepped(below, column, 1), _stepped(above, column, -1)
        for place in (below, above):
            if not _hit(place, column):
                return place
    if pushes:
        return _stepped(wanted, column, 1)
    lowest = max(rect.bottom for rect in column)
    return wanted.moved(0, lowest + SIDE_GAP - wanted.y)


def _hit(wanted: Rect, taken: Iterable[Rect]) -> list[Rect]:
    near = wanted.grown(MARGIN - 0.5)
    return [rect for rect in taken if near.overlaps(rect)]


def _stepped(place: Rect, column: list[Rect], sign: int) -> Rect:
    """Past whatever covers the place, one side gap further."""
    hit = _hit(place, column)
    if not hit:
        return place
    if sign > 0:
        return place.moved(0, max(rect.bottom for rect in hit) + SIDE_GAP - place.y)
    return place.moved(0, min(rect.y for rect in hit) - SIDE_GAP - place.bottom)


def free_place(d: Readable, workflow: str, wanted: Rect, without: Collection[str] = ()) -> Point:
    """The nearest place to `wanted` (by its corner) that covers no sibling."""
    taken = obstacles(d, workflow, without)
    if not _hit(wanted, taken):
        return Point(wanted.x, wanted.y)
    near = sorted(taken, key=lambda rect: _distance(rect.center, wanted.center))[:_NEAREST]
    xs = {wanted.x} | {x for r in near for x in (r.right + SIDE_GAP, r.x - SIDE_GAP - wanted.w)}
    ys = {wanted.y} | {y for r in near for y in (r.bottom + SIDE_GAP, r.y - SIDE_GAP - wanted.h)}
    places = sorted((Point(x, y) for x in xs for y in ys), key=lambda p: (_distance(p, wanted), -p.y, -p.x))
    # Only what stands where the places are can cover one of them.
    ground = Rect(min(xs), min(ys), max(xs) - min(xs) + wanted.w, max(ys) - min(ys) + wanted.h)
    around = _hit(ground, taken)
    for place in places:
        if not _hit(Rect(*place, wanted.w, wanted.h), around):
            return place
    return Point(wanted.x, max(rect.bottom for rect in taken) + SIDE_GAP)


def _distance(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def flipped(rect: Rect, direction: Direction) -> Rect:
    """Geometry is thought from left to right; for workflows that go down the axes change places."""
    return rect if direction == "right" else Rect(rect.y, rect.x, rect.h, rect.w)
