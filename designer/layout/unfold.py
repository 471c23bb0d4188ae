"""A level of a document as seen: boxes opened in place, everything else pushed aside, flows led around.

Nothing here is stored. Opening and closing boxes changes only which of them are in `open_boxes`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from designer.layout import arrangement
from designer.layout.geometry import Direction, Point, Rect
from designer.layout.inside import Inside, Seat, arranged, seated
from designer.layout.ports import Opening, openings
from designer.layout.scene import Path, Placed, Routed, Scene
from designer.layout.sizes import MIN_OPEN, PADDING, size_of
from designer.model.document import Document
from designer.model.nodes import Box, Node, Size

MAX_DEPTH = 60  # boxes nested deeper are drawn closed; they can still be entered
EMPTY = Rect(0.0, 0.0, 0.0, 0.0)


def unfold(
    document: Document,
    level: Path = (),
    open_boxes: Collection[str] | None = None,
    previous: Scene | None = None,
) -> Scene:
    """What stands where on a level.

    `level` are the boxes entered from the root; what is no longer there is left off its end.
    `open_boxes` are the ids of boxes drawn open (those of the document's view if None). What an earlier
    scene of nearly the same document already holds is taken from `previous`.
    """
    chain = _chain(document, level)
    level = tuple(box.id for box in chain)
    workflow = chain[-1].runs if chain else document.root
    is_open = frozenset(document.view.open if open_boxes is None else open_boxes)
    earlier = previous.memory if previous is not None else None
    work = _Unfolding(document, is_open, earlier if isinstance(earlier, Memory) else None)
    inside = work.inside(level, workflow, (document.root, *(box.runs for box in chain)))
    work.seat(level, inside, Point(0.0, 0.0), 0)
    return work.scene(level, workflow)


def _chain(document: Document, level: Path) -> list[Box]:
    """The boxes of a level, as far as each stands in the workflow that the one before it runs."""
    chain: list[Box] = []
    workflow = document.root
    for box_id in level:
        box = document.nodes.get(box_id)
        if (
            not isinstance(box, Box)
            or box.workflow != workflow
            or box.file
            or box.runs not in document.workflows
        ):
            break
        chain.append(box)
        workflow = box.runs
    return chain


def to_base(scene: Scene, document: Document, container: Path, x: float, y: float) -> tuple[Point, Point]:
    """A seen point in the coordinates of a container with its boxes closed, and the slack (C11).

    `container` is the scene's level or an open box in it; the point is absolute and stands for a node's
    centre. Raises KeyError for a container that is not seen.
    """
    origin = content_origin(scene, container)
    nodes, direction = _content(scene, document, container)
    sizes: dict[str, Size] = {}
    for node in nodes:
        seen = scene.nodes.get((*container, node.id)) if isinstance(node, Box) else None
        if seen is not None and seen.open:
            sizes[node.id] = (seen.rect.w, seen.rect.h)
    return arrangement.axes(nodes, sizes, direction).stored(Point(x - origin.x, y - origin.y))


def content_origin(scene: Scene, container: Path) -> Point:
    """Where the coordinates of a container's content begin; KeyError for a container that is not seen."""
    if container == scene.level:
        return Point(0.0, 0.0)
    content = scene.nodes[container].content
    if content is None:
        raise KeyError(container)
    return content


def _content(scene: Scene, document: Document, container: Path) -> tuple[tuple[Node, ...], Direction]:
    workflow = scene.workflow
    if container != scene.level:
        box = scene.nodes[container].node
        workflow = box.runs if isinstance(box, Box) else ""
    return document.nodes_in(workflow), direction_of(document, workflow)


def direction_of(document: Document, workflow: str) -> Direction:
    """Which way a workflow reads."""
    found = document.workflows.get(workflow)
    return "right" if found is None else found.direction


@dataclass
class Memory:
    """What a scene was made of, so that the next one need only make what has changed."""

    document: Document
    insides: dict[Path, Inside] = field(default_factory=dict)
    seats: dict[Path, Seat] = field(default_factory=dict)
    openings: dict[str, tuple[Opening, ...]] = field(default_factory=dict)


class _Unfolding:
    """One run over the open boxes: inner content first, then its place."""

    def __init__(self, document: Document, is_open: frozenset[str], earlier: Memory | None) -> None:
        self.document, self.is_open = document, is_open
        self.memory = Memory(document)
        self.earlier = earlier or Memory(document)
        self.touched = touched(self.earlier.document, document)
        kept = ((key, value) for key, value in self.earlier.openings.items() if key not in self.touched)
        self.memory.openings.update(kept)
        self.order: list[Seat] = []

    def openings(self, workflow: str) -> tuple[Opening, ...]:
        found = self.memory.openings.get(workflow)
        if found is None:
            direction = direction_of(self.document, workflow)
            found = self.memory.openings[workflow] = openings(self.document.nodes_in(workflow), direction)
        return found

    def inside(self, path: Path, workflow: str, ring: tuple[str, ...]) -> Inside:
        """The content of a container, with the open boxes in it."""
        earlier = self.earlier.insides.get(path)
        if earlier is not None and earlier.workflow != workflow:
            earlier = None
        nodes = self.document.nodes_in(workflow)
        boxes = (
            earlier.boxes
            if earlier is not None and earlier.nodes is nodes
            else tuple(node for node in nodes if isinstance(node, Box))
        )
        children: dict[str, Inside] = {}
        for box in boxes:
            if box.id in self.is_open and self._opens(box, ring):
                children[box.id] = self.inside((*path, box.id), box.runs, (*ring, box.runs))
        if earlier is not None and workflow not in self.touched and _same(earlier.children, children):
            found = earlier
        else:
            found = self._arranged(workflow, nodes, boxes, children, earlier)
        self.memory.insides[path] = found
        return found

    def _opens(self, box: Box, ring: tuple[str, ...]) -> bool:
        return (
            box.file is None
            and box.runs in self.document.workflows
            and box.runs not in ring
            and len(ring) < MAX_DEPTH
        )

    def _arranged(
        self,
        workflow: str,
        nodes: tuple[Node, ...],
        boxes: tuple[Box, ...],
        children: Mapping[str, Inside],
        earlier: Inside | None,
    ) -> Inside:
        sizes = {box.id: _open_size(box, children[box.id]) for box in boxes if box.id in children}
        ports = {box.id: self.openings(box.runs) for box in boxes if box.file is None}
        return arranged(self.document, workflow, nodes, boxes, children, sizes, ports, earlier)

    def seat(self, path: Path, inside: Inside, origin: Point, depth: int) -> None:
        """Gives a container's content its absolute place."""
        earlier = self.earlier.seats.get(path)
        if (
            earlier is None
            or earlier.inside is not inside
            or (earlier.origin, earlier.depth) != (origin, depth)
        ):
            earlier = seated(inside, path, origin, depth, earlier)
        self.memory.seats[path] = earlier
        self.order.append(earlier)
        for box, child in inside.children.items():
            content = earlier.nodes[*path, box].content
            if content is not None:
                self.seat((*path, box), child, content, depth + 1)

    def scene(self, level: Path, workflow: str) -> Scene:
        nodes: dict[Path, Placed] = {}
        flows: dict[Path, Routed] = {}
        for seat in self.order:
            nodes.update(seat.nodes)
            flows.update(seat.flows)
        return Scene(
            level=level,
            workflow=workflow,
            nodes=nodes,
            flows=flows,
            ports=tuple(port for seat in self.order for port in seat.ports),
            leads=tuple(lead for seat in self.order for lead in seat.leads),
            bounds=self.memory.insides[level].extent or EMPTY,
            memory=self.memory,
        )


def _same(one: Mapping[str, Inside], other: Mapping[str, Inside]) -> bool:
    return len(one) == len(other) and all(other.get(key) is value for key, value in one.items())


def _open_size(box: Box, child: Inside) -> Size:
    """The size of an open box: what its user wants, its content with padding, never less than closed."""
    x, y = child.origin
    right, bottom = (child.extent.right, child.extent.bottom) if child.extent else (0.0, 0.0)
    wanted = box.open_size or MIN_OPEN
    closed = size_of(box)
    return (
        max(MIN_OPEN[0], wanted[0], closed[0], x + right + PADDING),
        max(MIN_OPEN[1], wanted[1], closed[1], y + bottom + PADDING),
    )


# What changed


def touched(before: Document, after: Document) -> frozenset[str]:
    """Workflows whose picture may differ: those with changed records, and those that show them in boxes."""
    if before is after:
        return frozenset()
    found = set(_differing(before.workflows, after.workflows))
    for node_id in _differing(before.nodes, after.nodes):
        found |= {node.workflow for node in (before.nodes.get(node_id), after.nodes.get(node_id)) if node}
    for flow_id in _differing(before.flows, after.flows):
        for document in (before, after):
            flow = document.flows.get(flow_id)
            ends = (document.nodes.get(flow.source), document.nodes.get(flow.target)) if flow else ()
            found |= {node.workflow for node in ends if node}
    waiting = list(found)
    for workflow in waiting:
        for box in (*before.boxes_running(workflow), *after.boxes_running(workflow)):
            if box.workflow not in found:
                found.add(box.workflow)
                waiting.append(box.workflow)
    return frozenset(found)


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> Iterable[str]:
    if before is after:
        return
    for key, record in after.items():
        if before.get(key) is not record:
            yield key
    if len(before) != len(after) or before.keys() != after.keys():
        yield from before.keys() - after.keys()
