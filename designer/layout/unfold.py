"""A level of a document as seen: boxes opened in place, everything else pushed aside, flows led around.

Nothing here is stored. Opening and closing boxes changes only which of them are in `open_boxes`.
"""

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from designer.layout import arrangement
from designer.layout.differences import Differences
from designer.layout.geometry import Direction, Point, Rect
from designer.layout.handoffs import handoffs
from designer.layout.layout import Content, Layout, Opened
from designer.layout.ports import Opening, openings
from designer.layout.relay import laid_out
from designer.layout.scene import Path, Placed, Routed, Scene
from designer.layout.seats import Seat, Spot, seated
from designer.layout.sizes import MIN_OPEN, PADDING, size_of
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Box, Node, Size

MAX_DEPTH = 60  # boxes nested deeper are drawn closed; they can still be entered
MAX_PLACES = 30_000  # workflows shared within shared ones unfold without end; then boxes stay closed too
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
    with _no_collections():
        work = _Unfolding(document, is_open, earlier if isinstance(earlier, Memory) else None)
        inside = work.inside(level, workflow, (document.root, *(box.runs for box in chain)))
        work.seat(level, inside, Point(0.0, 0.0), 0)
        return work.scene(level, workflow)


@contextmanager
def _no_collections() -> Iterator[None]:
    """A burst of small lasting objects: looking through them for rings would take longer than making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _chain(document: Document, level: Path) -> list[Box]:
    """The boxes of a level, as far as each stands in the workflow that the one before it runs."""
    chain: list[Box] = []
    workflow = document.root
    for box_id in level:
        box = document.nodes.get(box_id)
        if not isinstance(box, Box) or box.workflow != workflow or not _leads_on(document, box):
            break
        chain.append(box)
        workflow = box.runs
    return chain


def _leads_on(document: Document, box: Box) -> bool:
    return box.file is None and box.runs in document.workflows


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


@dataclass(slots=True)
class Inside:
    """The content of a container: its layout, and those of the open boxes in it."""

    workflow: str
    boxes: tuple[Box, ...]
    children: Mapping[str, "Inside"]
    layout: Layout
    handoffs: frozenset[str]


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
        self.differences = Differences(self.earlier.document, document)
        touched = self.differences.workflows
        kept = ((key, value) for key, value in self.earlier.openings.items() if key not in touched)
        self.memory.openings.update(kept)
        self.order: list[Seat] = []
        self.places = 0

    def openings(self, workflow: str) -> tuple[Opening, ...]:
        """The ports of a workflow, found once."""
        found = self.memory.openings.get(workflow)
        if found is None:
            found = self.memory.openings[workflow] = openings(self.document.nodes_in(workflow))
        return found

    def inside(self, path: Path, workflow: str, ring: tuple[str, ...]) -> Inside:
        """The content of a container, with the open boxes in it."""
        earlier = self.earlier.insides.get(path)
        if earlier is not None and earlier.workflow != workflow:
            earlier = None
        nodes = self.document.nodes_in(workflow)
        self.places += len(nodes)
        if earlier is not None and earlier.layout.content.nodes is nodes:
            boxes = earlier.boxes
        else:
            boxes = tuple(node for node in nodes if node.kind == "workflow")
        children: dict[str, Inside] = {}
        for box in boxes:
            if box.id in self.is_open and self._opens(box, ring):
                children[box.id] = self.inside((*path, box.id), box.runs, (*ring, box.runs))
        if (
            earlier is not None
            and workflow not in self.differences.workflows
            and _same(earlier.children, children)
        ):
            found = earlier
        else:
            found = self._made(workflow, nodes, boxes, children, earlier)
        self.memory.insides[path] = found
        return found

    def _opens(self, box: Box, ring: tuple[str, ...]) -> bool:
        if not _leads_on(self.document, box) or box.runs in ring or len(ring) >= MAX_DEPTH:
            return False
        return self.places + len(self.document.nodes_in(box.runs)) <= MAX_PLACES

    def _made(
        self,
        workflow: str,
        nodes: tuple[Node, ...],
        boxes: tuple[Box, ...],
        children: Mapping[str, Inside],
        earlier: Inside | None,
    ) -> Inside:
        ours = [box for box in boxes if box.file is None]
        content = Content(
            direction_of(self.document, workflow),
            nodes,
            self._flows(workflow, nodes, earlier),
            {
                box.id: _opened(box, children[box.id], self.openings(box.runs))
                for box in ours
                if box.id in children
            },
            {box.id: self.openings(box.runs) for box in ours},
        )
        layout = laid_out(self.document, content, None if earlier is None else earlier.layout)
        if earlier is not None and not self.differences.is_semantic:
            hands = earlier.handoffs
        else:
            hands = handoffs(self.document, content.flows, layout.by_id)
        if earlier is not None and hands == earlier.handoffs:
            hands = earlier.handoffs
        return Inside(workflow, boxes, children, layout, hands)

    def _flows(self, workflow: str, nodes: tuple[Node, ...], earlier: Inside | None) -> tuple[Flow, ...]:
        """The flows among some nodes; those of before unless flows or nodes came, went or changed."""
        if earlier is not None and not self.differences.rewired(workflow):
            return earlier.layout.content.flows
        here = {node.id for node in nodes}
        return tuple(
            flow for flow in self.document.flows_in(workflow) if flow.source in here and flow.target in here
        )

    def seat(self, path: Path, inside: Inside, origin: Point, depth: int) -> None:
        """Gives a container's content its absolute place."""
        spot = Spot(path, origin, depth)
        seat = seated(inside.layout, spot, inside.handoffs, self.earlier.seats.get(path))
        self.memory.seats[path] = seat
        self.order.append(seat)
        for box, child in inside.children.items():
            content = seat.nodes[*path, box].content
            if content is not None:
                self.seat((*path, box), child, content, depth + 1)

    def scene(self, level: Path, workflow: str) -> Scene:
        """All seats together."""
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
            ports=tuple([port for seat in self.order for port in seat.ports]),
            leads=tuple([lead for seat in self.order for lead in seat.leads]),
            bounds=self.memory.insides[level].layout.extent or EMPTY,
            memory=self.memory,
        )


def _same(one: Mapping[str, Inside], other: Mapping[str, Inside]) -> bool:
    return len(one) == len(other) and all(other.get(key) is value for key, value in one.items())


def _opened(box: Box, child: Inside, ports: tuple[Opening, ...]) -> Opened:
    """An open box, as large as its user wants, its content with padding needs, and never less than closed."""
    extent, origin = child.layout.extent, child.layout.origin
    right, bottom = (extent.right, extent.bottom) if extent else (0.0, 0.0)
    wanted, closed = box.open_size or MIN_OPEN, size_of(box)
    size: Size = (
        max(MIN_OPEN[0], wanted[0], closed[0], origin.x + right + PADDING),
        max(MIN_OPEN[1], wanted[1], closed[1], origin.y + bottom + PADDING),
    )
    return Opened(size, origin, tuple((port.node, child.layout.rects[port.node]) for port in ports))
