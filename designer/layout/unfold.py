"""A level of a document as seen: boxes opened in place, everything else pushed aside, flows led around.

Nothing here is stored. Opening and closing boxes changes only which of them are in `open_boxes`.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter

from designer.layout import arrangement
from designer.layout.differences import Differences
from designer.layout.following import laid_out
from designer.layout.gathered import Gathered, Tree
from designer.layout.geometry import Direction, Point, Rect
from designer.layout.handoffs import handoffs
from designer.layout.layout import Content, Layout, Opened
from designer.layout.ports import Opening, openings
from designer.layout.scene import Path, Scene
from designer.layout.seats import Inside, Seat, Spot, seated
from designer.layout.sizes import MIN_OPEN, PADDING, size_of
from designer.layout.sketch import sketched
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Box, Node, Size

MAX_DEPTH = 60  # boxes nested deeper are drawn closed; they can still be entered
MAX_PLACES = 30_000  # workflows shared within shared ones unfold without end; then boxes stay closed too
CLOSED = 16  # contents of boxes closed of late that are kept for when these open again
EMPTY = Rect(0.0, 0.0, 0.0, 0.0)

Ring = tuple[str, ...]  # the workflows on the way from the root, which none of them may run again


def unfold(
    document: Document,
    level: Path = (),
    open_boxes: Collection[str] | None = None,
    previous: Scene | None = None,
    sketch: bool = False,
    hops: bool = True,
) -> Scene:
    """What stands where on a level.

    `level` are the boxes entered from the root; what is no longer there is left off its end.
    `open_boxes` are the ids of boxes drawn open (those of the document's view if None). What an earlier
    scene of nearly the same document already holds is taken from `previous`. A `sketch` of it, for what
    moves under a pointer, leads only the flows anew whose ends have moved. `hops` is whether flows hop over
    what they cross.
    """
    chain = _chain(document, level)
    level = tuple(box.id for box in chain)
    ring = (document.root, *(box.runs for box in chain))
    is_open = frozenset(document.view.open if open_boxes is None else open_boxes)
    earlier = previous.memory if previous is not None else None
    if not isinstance(earlier, Memory) or earlier.sketch or (earlier.level, earlier.ring) != (level, ring):
        earlier = None
    memory = Memory(document, is_open, level, ring, sketch, hops)
    with _no_collections():
        return _Unfolding(memory, earlier).scene()


def workflow_at(document: Document, level: Path) -> str:
    """The workflow of a level; what is no longer there is left off its end."""
    chain = _chain(document, level)
    return chain[-1].runs if chain else document.root


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


def to_base(scene: Scene, container: Path, x: float, y: float) -> tuple[Point, Point]:
    """A seen point in the coordinates of a container with its boxes closed, and the slack (C11).

    `container` is the scene's level or an open box in it; the point is absolute and stands for a node's
    centre. Raises KeyError for a container that is not seen.
    """
    seat = scene.nodes.tree.at(container) if isinstance(scene.nodes, Gathered) else None
    if seat is None:
        raise KeyError(container)
    axes: arrangement.Axes = seat.axes
    return axes.stored(Point(x - seat.spot.origin.x, y - seat.spot.origin.y))


def direction_of(document: Document, workflow: str) -> Direction:
    """Which way a workflow reads."""
    found = document.workflows.get(workflow)
    return "right" if found is None else found.direction


@dataclass
class Memory:
    """What a scene was made of, so that the next one need only make what has changed."""

    document: Document
    is_open: frozenset[str]
    level: Path
    ring: Ring
    sketch: bool = False
    hops: bool = True
    seat: Seat | None = None  # that of the level
    openings: dict[str, tuple[Opening, ...]] = field(default_factory=dict)
    closed: dict[Ring, Inside] = field(default_factory=dict)  # the last one is the latest


class _Unfolding:
    """One run over the open boxes: inner content first, then its place.

    What an edit cannot have reached is taken over with all that is in it, unseen.
    """

    def __init__(self, memory: Memory, earlier: Memory | None) -> None:
        self.memory = memory
        self.earlier = earlier or Memory(memory.document, memory.is_open, memory.level, memory.ring)
        self.document, self.is_open = document, is_open = memory.document, memory.is_open
        self.lays_out = sketched if memory.sketch else laid_out
        before = self.earlier.is_open
        toggled = frozenset[str]() if is_open is before else is_open ^ before
        self.differences = Differences(self.earlier.document, document, toggled)
        touched = self.differences.workflows
        self.memory.openings = {**self.earlier.openings}
        for workflow in touched:
            self.memory.openings.pop(workflow, None)
        self.memory.closed = {ring: one for ring, one in self.earlier.closed.items() if self._is_same(one)}
        self.places = 0

    def openings(self, workflow: str) -> tuple[Opening, ...]:
        """The ports of a workflow, found once."""
        found = self.memory.openings.get(workflow)
        if found is None:
            found = self.memory.openings[workflow] = openings(self.document.nodes_in(workflow))
        return found

    def inside(self, workflow: str, ring: Ring, earlier: Inside | None) -> Inside:
        """The content of a container, with the open boxes in it."""
        if earlier is not None and earlier.workflow != workflow:
            earlier = None
        if earlier is not None and self._stands(earlier):
            self.places += earlier.places
            return earlier
        begin = self.places
        nodes = self.document.nodes_in(workflow)
        self.places += len(nodes)
        if earlier is not None and not self.differences.boxed(workflow):
            boxes = earlier.boxes
        else:
            boxes = tuple(node for node in nodes if node.kind == "workflow")
        children, whole = self._children(boxes, ring, {} if earlier is None else earlier.children)
        layout, hands = self._made(workflow, nodes, boxes, children, earlier)
        return Inside(workflow, boxes, children, layout, hands, self.places - begin, whole)

    def _stands(self, earlier: Inside) -> bool:
        """Whether a content, and all that is open in it, is as it was."""
        return self._is_same(earlier) and self.places + earlier.places <= MAX_PLACES

    def _is_same(self, earlier: Inside) -> bool:
        return earlier.whole and earlier.workflow not in self.differences.workflows

    def _children(
        self, boxes: tuple[Box, ...], ring: Ring, earlier: Mapping[str, Inside]
    ) -> tuple[dict[str, Inside], bool]:
        """The contents of open boxes by their ids, and whether there was room for all of them."""
        children: dict[str, Inside] = {}
        whole = True
        for box in boxes:
            if box.id not in self.is_open or not self._opens(box, ring):
                continue
            inner = (*ring, box.runs)
            known = earlier.get(box.id) or self.memory.closed.get(inner)
            if known is not None and known.workflow == box.runs and self._stands(known):
                child = known
                self.places += child.places
            elif self.places + len(self.document.nodes_in(box.runs)) > MAX_PLACES:
                whole = False
                continue
            else:
                child = self.inside(box.runs, inner, known)
            children[box.id] = child
            whole = whole and child.whole
        self._keep(ring, (inside for box, inside in earlier.items() if box not in children))
        return children, whole

    def _keep(self, ring: Ring, closed: Iterable[Inside]) -> None:
        """Keeps the contents of boxes that were open: what was just closed is often opened again."""
        kept = self.memory.closed
        kept.update({(*ring, inside.workflow): inside for inside in closed if self._is_same(inside)})
        for old in list(kept)[:-CLOSED]:
            del kept[old]

    def _opens(self, box: Box, ring: Ring) -> bool:
        return _leads_on(self.document, box) and box.runs not in ring and len(ring) < MAX_DEPTH

    def _made(
        self,
        workflow: str,
        nodes: tuple[Node, ...],
        boxes: tuple[Box, ...],
        children: Mapping[str, Inside],
        earlier: Inside | None,
    ) -> tuple[Layout, frozenset[str]]:
        """The layout of a content, and the flows along which work changes hands."""
        ours = [box for box in boxes if box.file is None]
        content = Content(
            direction_of(self.document, workflow),
            nodes,
            self._flows(workflow, nodes, earlier),
            {box.id: self._opened(box, children[box.id], earlier) for box in ours if box.id in children},
            {box.id: self.openings(box.runs) for box in ours},
        )
        layout = self.lays_out(self.document, content, None if earlier is None else earlier.layout)
        if earlier is not None and not self.differences.is_semantic:
            hands = earlier.handoffs
        else:
            hands = handoffs(self.document, content.flows, layout.by_id)
        if earlier is not None and hands == earlier.handoffs:
            hands = earlier.handoffs
        return layout, hands

    def _opened(self, box: Box, child: Inside, earlier: Inside | None) -> Opened:
        """How large an open box is, and what is where in it; as before if box and content are the same."""
        same = earlier is not None and earlier.children.get(box.id) is child
        if earlier is not None and same and earlier.layout.by_id.get(box.id) is box:
            return earlier.layout.content.opened[box.id]
        return _opened(box, child, self.openings(box.runs))

    def _flows(self, workflow: str, nodes: tuple[Node, ...], earlier: Inside | None) -> tuple[Flow, ...]:
        """The flows among some nodes; those of before unless flows or nodes came, went or changed."""
        if earlier is not None and not self.differences.rewired(workflow):
            return earlier.layout.content.flows
        here = {node.id for node in nodes}
        return tuple(
            flow for flow in self.document.flows_in(workflow) if flow.source in here and flow.target in here
        )

    def scene(self) -> Scene:
        """Everything in its place."""
        memory, earlier = self.memory, self.earlier.seat
        level, workflow = memory.level, memory.ring[-1]
        self.document.boundaries_on("")  # found once now, for all documents that edits make of this one
        inside = self.inside(workflow, memory.ring, None if earlier is None else earlier.inside)
        memory.seat = seated(inside, Spot(level, Point(0.0, 0.0), 0, memory.hops), earlier)
        tree = Tree(level, memory.seat)
        return Scene(
            level=level,
            workflow=workflow,
            nodes=Gathered(tree, attrgetter("nodes")),
            flows=Gathered(tree, attrgetter("flows")),
            ports_of=Gathered(tree, attrgetter("ports")),
            leads_of=Gathered(tree, attrgetter("leads")),
            bounds=inside.layout.extent or EMPTY,
            memory=memory,
        )


def _opened(box: Box, child: Inside, ports: tuple[Opening, ...]) -> Opened:
    """An open box, and where its triggers and outcomes are in it."""
    layout = child.layout
    return Opened(
        _size(box, layout), layout.origin, tuple((one.node, layout.rects[one.node]) for one in ports)
    )


def open_size(box: Box, content: Scene) -> Size:
    """How large an open box is with a content, which is the level of that scene."""
    seat = content.nodes.tree.root if isinstance(content.nodes, Gathered) else None
    assert isinstance(seat, Seat)
    return _size(box, seat.layout)


def _size(box: Box, content: Layout) -> Size:
    """As large as its user wants, as its content with padding needs, and never less than closed."""
    extent, origin = content.extent, content.origin
    right, bottom = (extent.right, extent.bottom) if extent else (0.0, 0.0)
    wanted, closed = box.open_size or MIN_OPEN, size_of(box)
    return (
        max(MIN_OPEN[0], wanted[0], closed[0], origin.x + right + PADDING),
        max(MIN_OPEN[1], wanted[1], closed[1], origin.y + bottom + PADDING),
    )
