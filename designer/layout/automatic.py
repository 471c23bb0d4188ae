"""Automatic layout of one workflow: flows in ranks, parts below each other, areas around their content.

Places are told with every box closed. Nested workflows come first, as the order of their ports counts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from designer.layout.blocks import Block, Docking, corner, hanging, middle_of, of_area, of_loose, of_step
from designer.layout.geometry import Direction, Point, Rect
from designer.layout.judging import judge
from designer.layout.marks import COIN
from designer.layout.pinning import around_pins
from designer.layout.routing import default_sides
from designer.layout.sizes import GRID, size_of
from designer.layout.sugiyama.drawing import layered
from designer.layout.sugiyama.graph import Graph, Link, Vertex
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary, Decision, Node, Note, Size
from designer.model.workflow import Workflow

PARTS = 50.0  # between parts that no flow joins
SIBLINGS = 30.0
_CORNER = 20.0  # where the content of a nested workflow begins
_WIDE = 1000.0  # how long a row of loose things may get, if nothing else is as long
_LETTER, _LABEL = 6.5, (40.0, 150.0)  # the width of a letter of a label; room beside the label, and the most


@dataclass(frozen=True)
class Arrangement:
    """Corners of nodes, and sizes of areas that follow their content."""

    places: Mapping[str, Point]
    sizes: Mapping[str, Size]


def arranged(structure: Readable, workflow: str, among: Collection[str] | None = None) -> Arrangement:
    """Where the nodes of a workflow go (only those of `among`, if given); what is pinned goes nowhere.

    What was placed before moves as little as it may; content of nested workflows begins at their corner.
    """
    record = structure.get(workflow)
    direction = record.direction if isinstance(record, Workflow) else "right"
    everything = [n for n in structure.nodes_in(workflow) if not isinstance(n, Boundary)]
    nodes = everything if among is None else _chosen(everything, among)
    fixed = _fixed(nodes, direction)
    nodes = [n for n in nodes if n.id not in fixed or _is_joined(structure, n)]
    if not nodes:
        return Arrangement({}, {})
    is_placed = len({n.at for n in nodes}) > 1
    whole = _Part(structure, direction, is_placed).block(nodes)
    places = {key: corner(spot, direction) for key, spot in whole.spots.items()}
    if fixed:
        others = everything if among is not None else ()
        fixed |= {n.id: _rect(n, direction) for n in others if n.id not in places and not isinstance(n, Area)}
        return _pinned(structure, nodes, Arrangement(places, whole.sizes), fixed, direction)
    is_nested = among is None and bool(structure.boxes_running(workflow))
    by = _to_corner(places) if is_nested else _least_move(nodes, places)
    return Arrangement({key: place + by for key, place in places.items()}, whole.sizes)


def _rect(n: Node, direction: Direction) -> Rect:
    return Rect(*n.at, *size_of(n, direction))


def _fixed(nodes: Sequence[Node], direction: Direction) -> dict[str, Rect]:
    """Where the pinned nodes stand, and all that a pinned area is around."""
    found = {n.id: _rect(n, direction) for n in nodes if n.pinned}
    frames = [found[n.id] for n in nodes if n.pinned and isinstance(n, Area)]
    if frames:
        rects = {n.id: _rect(n, direction) for n in nodes}
        found.update((k, own) for k, own in rects.items() if any(frame.encloses(own) for frame in frames))
    return found


def _is_joined(structure: Readable, n: Node) -> bool:
    """Whether flows join it, or the events on its border, to anything."""
    ends = (n, *structure.boundaries_on(n.id))
    return any(structure.flows_from(end.id) for end in ends) or bool(structure.flows_into(n.id))


def _pinned(
    structure: Readable,
    nodes: Sequence[Node],
    found: Arrangement,
    fixed: Mapping[str, Rect],
    direction: Direction,
) -> Arrangement:
    """What was found, around what is fixed."""
    known = {n.id: n for n in nodes}
    areas = {n.id for n in nodes if isinstance(n, Area)}
    made = around_pins(
        {
            key: Rect(*at, *found.sizes.get(key, size_of(known[key], direction)))
            for key, at in found.places.items()
        },
        fixed,
        direction,
        frames=areas,
        leaders={n.id: n.links[0] for n in nodes if isinstance(n, Note) and n.links and n.links[0] in known},
        hanging={n.id: hanging(structure, n, direction) for n in nodes},
    )
    moved = {key: rect for key, rect in made.items() if key not in fixed}
    return Arrangement(
        {key: Point(*rect[:2]) for key, rect in moved.items()},
        {key: rect[2:] for key, rect in moved.items() if key in areas},
    )


def _chosen(nodes: Iterable[Node], among: Collection[str]) -> list[Node]:
    """The chosen ones, with notes that are about nothing else."""
    wanted = set(among)
    return [
        n for n in nodes if n.id in wanted or (isinstance(n, Note) and n.links and wanted.issuperset(n.links))
    ]


def _to_corner(places: Mapping[str, Point]) -> Point:
    return Point(
        _CORNER - min(place.x for place in places.values()),
        _CORNER - min(place.y for place in places.values()),
    )


def _least_move(nodes: Sequence[Node], places: Mapping[str, Point]) -> Point:
    """By how much all must move, in whole steps of the grid, so that most of them stay where they are."""
    if len({n.at for n in nodes}) == 1:
        first = min(places.values(), key=lambda place: (place.x, place.y))
        return Point(*(round((old - new) / GRID) * GRID for old, new in zip(nodes[0].at, first, strict=True)))
    off = [(n.at[0] - places[n.id].x, n.at[1] - places[n.id].y) for n in nodes if not isinstance(n, Area)]
    off = off or [(n.at[0] - places[n.id].x, n.at[1] - places[n.id].y) for n in nodes]
    return Point(*(_commonest([round(by / GRID) * GRID for by in each]) for each in zip(*off, strict=True)))


def _commonest(found: Sequence[float]) -> float:
    """What most agree on, else what lies in the middle."""
    middle, times = median_low(found), Counter(found)
    return min(times, key=lambda by: (-times[by], abs(by - middle), by))


class _Part:
    """The nodes of a level, or of an area in it."""

    def __init__(self, structure: Readable, direction: Direction, is_placed: bool) -> None:
        self.structure, self.direction, self.is_placed = structure, direction, is_placed
        self.docking = Docking(structure, direction)

    def block(self, nodes: Sequence[Node]) -> Block:
        """All of them laid out, from (0, 0)."""
        blocks = self._blocks(nodes)
        owner = {key: index for index, block in enumerate(blocks) for key in block.spots}
        links = [*self._links(nodes, owner, blocks), *self._about(nodes, owner, blocks)]
        joined, alone = _components(len(blocks), links)
        parts = [self._drawn([blocks[i] for i in group], _within(links, group)) for group in joined]
        parts.sort(key=lambda part: part.vertex.at[1])
        return _stacked(parts, [blocks[index] for index in alone])

    def _blocks(self, nodes: Sequence[Node]) -> list[Block]:
        """What is placed as one: each step with its notes, each area with its content, the rest."""
        framed = self._framed(nodes)
        free = [n for n in nodes if n.id not in framed]
        steps = {n.id: n for n in free if not isinstance(n, Note | Area)}
        notes: dict[str, list[Note]] = {}
        loose: list[Node] = []
        for n in free:
            about = next((key for key in n.links if key in steps), None) if isinstance(n, Note) else None
            if isinstance(n, Note) and about is not None and not isinstance(steps[about], Decision):
                notes.setdefault(about, []).append(n)
            elif isinstance(n, Note):
                loose.append(n)
        made = [
            of_step(self.structure, n, _from_the_top(notes.get(n.id, ()), self.direction), self.direction)
            for n in steps.values()
        ]
        for area in (n for n in free if isinstance(n, Area)):
            content = [n for n in nodes if framed.get(n.id) == area.id]
            if content:
                inside = [n for n in nodes if _outermost(framed, n.id) == area.id and n.id != area.id]
                made.append(of_area(area, self.block(inside), self.direction))
            else:
                loose.append(area)
        return made + [of_loose(n, self.direction) for n in loose]

    def _framed(self, nodes: Sequence[Node]) -> dict[str, str]:
        """The smallest area that frames each node, as far as one does."""
        areas = [(Rect(*n.at, *size_of(n, self.direction)), n.id) for n in nodes if isinstance(n, Area)]
        areas.sort(key=lambda pair: (pair[0].w * pair[0].h, pair[1]))
        found: dict[str, str] = {}
        for n in nodes if areas else ():
            own = Rect(*n.at, *size_of(n, self.direction))
            for frame, area in areas:
                if area != n.id and frame.encloses(own) and (frame != own or area < n.id):
                    found[n.id] = area
                    break
        return found

    def _links(self, nodes: Sequence[Node], owner: Mapping[str, int], blocks: Sequence[Block]) -> list[Link]:
        links: list[Link] = []
        for host in nodes:
            if host.id not in owner or isinstance(host, Note | Area):
                continue
            sources = (host, *self.structure.boundaries_on(host.id))
            leaving = [
                (source, flow)
                for source in sources
                for flow in sorted(self.structure.flows_from(source.id), key=_as_drawn)
                if flow.target in owner
            ]
            for place, (source, flow) in zip(_places(leaving), leaving, strict=True):
                one, other = owner[host.id], owner[flow.target]
                target = self.structure.get(flow.target)
                if (one == other and host.id != flow.target) or not isinstance(target, Node):
                    continue
                out = blocks[one].spots[host.id][1] + self.docking.leaves(flow, source, host)
                into = blocks[other].spots[target.id][1] + self.docking.enters(flow, target)
                # What a flow carries lies in the middle of a gap, so the name of its exit needs half of it.
                leaving_by, entering_by = default_sides(self.direction)
                behind = self.docking.straight(host, leaving_by) if source is host else 0.0
                room, ahead = max(self._room(flow), 2 * behind), self.docking.straight(target, entering_by)
                links.append(Link(one, other, out, into, room, False, place, behind, ahead))
        return links

    def _about(self, nodes: Sequence[Node], owner: Mapping[str, int], blocks: Sequence[Block]) -> list[Link]:
        """Links from notes that stand for themselves to what they are about."""
        links: list[Link] = []
        for note in nodes:
            about = (
                next((key for key in note.links if key in owner), None) if isinstance(note, Note) else None
            )
            if about is not None and note.id in owner and owner[note.id] != owner[about]:
                one, other = owner[note.id], owner[about]
                lines = blocks[one].vertex.line, blocks[other].vertex.line
                links.append(Link(one, other, *lines, aside=True))
        return links

    def _room(self, flow: Flow) -> float:
        """What a flow's label needs where work goes to the right."""
        if self.direction == "down" or not flow.label:
            return 0.0
        carried = COIN if flow.handoff is not None and flow.handoff.channel is not None else 0.0
        return min(len(flow.label) * _LETTER + _LABEL[0], _LABEL[1]) + carried

    def _drawn(self, blocks: Sequence[Block], links: Sequence[Link]) -> Block:
        """Blocks that flows join, in ranks."""
        vertices = [block.vertex for block in blocks]
        if not self.is_placed:  # middles of things of several sizes in one place say nothing
            vertices = [vertex._replace(at=(0.0, 0.0)) for vertex in vertices]
        graph = Graph(vertices, links)
        return _merged(blocks, layered(graph, judged=judge(self.structure, blocks, self.direction)))


def _as_drawn(flow: Flow) -> tuple[bool, int, str]:
    return (flow.default, flow.order, flow.id)


def _from_the_top(notes: Sequence[Note], direction: Direction) -> list[Note]:
    return sorted(notes, key=lambda note: (middle_of(note, direction)[1], note.id))


def _outermost(framed: Mapping[str, str], key: str) -> str:
    while key in framed:
        key = framed[key]
    return key


def _places(leaving: Sequence[tuple[Node, Flow]]) -> list[int | None]:
    """The places of flows that leave one node: in the order of its rules, what events start below all."""
    own = {flow.order for source, flow in leaving if not isinstance(source, Boundary) and not flow.default}
    events = [source for source, _ in leaving if isinstance(source, Boundary)]
    events.sort(key=lambda source: (-source.at[0], source.id))
    made: list[int | None] = []
    for source, flow in leaving:
        if isinstance(source, Boundary):
            made.append(1_000_000 + events.index(source))
        elif len(own) > 1 and not flow.default:
            made.append(flow.order)
        else:
            made.append(0 if events else None)
    return made


def _components(count: int, links: Sequence[Link]) -> tuple[list[list[int]], list[int]]:
    """Groups of linked blocks, and those that no link joins to another."""
    above = list(range(count))

    def root(index: int) -> int:
        while above[index] != index:
            above[index] = above[above[index]]
            index = above[index]
        return index

    for link in links:
        above[root(link.source)] = root(link.target)
    groups: dict[int, list[int]] = {}
    for index in range(count):
        groups.setdefault(root(index), []).append(index)
    return [g for g in groups.values() if len(g) > 1], [g[0] for g in groups.values() if len(g) == 1]


def _within(links: Sequence[Link], group: Sequence[int]) -> list[Link]:
    index = {old: new for new, old in enumerate(group)}
    return [
        link._replace(source=index[link.source], target=index[link.target])
        for link in links
        if link.source in index
    ]


def _merged(blocks: Sequence[Block], at: Sequence[tuple[float, float]]) -> Block:
    """Blocks at places as one, from (0, 0); its line and present place are those of the uppermost in it."""
    left, top = min(a for a, _ in at), min(b for _, b in at)
    spots: dict[str, tuple[float, float]] = {}
    sizes: dict[str, tuple[float, float]] = {}
    for block, (a, b) in zip(blocks, at, strict=True):
        spots.update({key: (a - left + x, b - top + y) for key, (x, y) in block.spots.items()})
        sizes.update(block.sizes)
    lines = [(block.vertex, b - top) for block, (_, b) in zip(blocks, at, strict=True)]
    first, offset = min(lines, key=lambda pair: (pair[1] + pair[0].line, pair[0].at))
    vertex = Vertex(
        max(a - left + block.vertex.length for block, (a, _) in zip(blocks, at, strict=True)),
        max(b - top + block.vertex.breadth for block, (_, b) in zip(blocks, at, strict=True)),
        offset + first.line,
        "",
        (min(v.at[0] for v, _ in lines), min(v.at[1] for v, _ in lines)),
    )
    return Block(vertex, spots, sizes)


def _stacked(parts: Sequence[Block], alone: Sequence[Block]) -> Block:
    """Parts below each other; what stands alone in rows above or below them, as it does at present."""
    highest = parts[0].vertex.at[1] if parts else 0.0
    wide = max((part.vertex.length for part in parts), default=0.0)
    above = [block for block in alone if parts and block.vertex.at[1] < highest]
    below = [block for block in alone if not parts or block.vertex.at[1] >= highest]
    stack = [*_rows(above, max(wide, _WIDE)), *parts, *_rows(below, max(wide, _WIDE))]
    at: list[tuple[float, float]] = []
    bottom = 0.0
    for block in stack:
        line = -(-(bottom + block.vertex.line) // GRID) * GRID
        at.append((0.0, line - block.vertex.line))
        bottom = at[-1][1] + block.vertex.breadth + PARTS
    return _merged(stack, at)


def _rows(blocks: Sequence[Block], wide: float) -> list[Block]:
    """Rows of things that stand alone, in reading order, as long as allowed."""
    made: list[Block] = []
    row: list[Block] = []
    length = 0.0
    for block in sorted(blocks, key=lambda each: (each.vertex.at[1], each.vertex.at[0])):
        if row and length + block.vertex.length > wide:
            made.append(_row(row))
            row, length = [], 0.0
        row.append(block)
        length += block.vertex.length + SIBLINGS
    return [*made, _row(row)] if row else made


def _row(blocks: Sequence[Block]) -> Block:
    line = max(block.vertex.line for block in blocks)
    at: list[tuple[float, float]] = []
    start = 0.0
    for block in blocks:
        at.append((start, line - block.vertex.line))
        start = -(-(start + block.vertex.length + SIBLINGS) // GRID) * GRID
    return _merged(blocks, at)
