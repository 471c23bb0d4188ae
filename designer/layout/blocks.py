"""What automatic layout places as one: a step with its notes above and its name below, or an area.

All is told for workflows that read to the right; for others the axes change places.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from designer.layout.geometry import Direction, Point, Rect, Side
from designer.layout.layout import CAPTION, footprint
from designer.layout.ports import PlacedPort, openings, placed, straight
from designer.layout.sizes import size_of
from designer.layout.sugiyama.graph import End, Vertex
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary, Box, Node, Note, Outcome

NOTE_GAP = 20.0  # between a note and the step it is about
MARGIN = 20.0  # between the border of an area and what it frames
TITLE = 20.0  # more of it above, for the area's name
_DROP = 30.0  # how far below its event's middle a branch goes on


def turned(pair: tuple[float, float], direction: Direction) -> tuple[float, float]:
    """A pair along and across for one that is horizontal and vertical, or the other way round."""
    return pair if direction == "right" else (pair[1], pair[0])


def middle_of(node: Node, direction: Direction) -> tuple[float, float]:
    """Where the middle of a node lies at present, along and across."""
    width, height = size_of(node, direction)
    return turned((node.at[0] + width / 2, node.at[1] + height / 2), direction)


@dataclass
class Block:
    """Things that move as one: where each begins in it, and its size; `sizes` are the new ones of areas."""

    vertex: Vertex
    spots: dict[str, tuple[float, float]]
    sizes: dict[str, tuple[float, float]] = field(default_factory=dict)


def of_step(structure: Readable, step: Node, notes: Sequence[Note], direction: Direction) -> Block:
    """A step with the notes that are about it above, and room for what hangs below."""
    length, breadth = turned(size_of(step, direction), direction)
    sizes = [(note.id, turned(size_of(note, direction), direction)) for note in notes]
    whole = max([length, *(size[0] for _, size in sizes)])
    spots: dict[str, tuple[float, float]] = {}
    top = 0.0
    for note, size in sizes:
        spots[note] = ((whole - size[0]) / 2, top)
        top += size[1] + NOTE_GAP
    spots[step.id] = ((whole - length) / 2, top)
    line = top + breadth / 2
    bottom = top + breadth + hanging(structure, step, direction)
    vertex = Vertex(
        whole, bottom, line, _end(step), middle_of(step, direction), _goal(step), step.kind == "parallel"
    )
    return Block(vertex, spots)


def hanging(structure: Readable, step: Node, direction: Direction) -> float:
    """Room below a step for its name, or for the events on its border."""
    if direction == "down":
        return 0.0
    if structure.boundaries_on(step.id):
        return CAPTION + 12.0
    return footprint(step, Rect(0.0, 0.0, 0.0, 0.0)).h


def _end(step: Node) -> End:
    return "first" if step.kind == "trigger" else "last" if step.kind == "outcome" else ""


def _goal(step: Node) -> int:
    if not isinstance(step, Outcome):
        return 0
    return {"success": 3, "failure": 1}.get(step.result, 2)


def of_loose(node: Node, direction: Direction) -> Block:
    """Something that nothing is linked to."""
    length, breadth = turned(size_of(node, direction), direction)
    vertex = Vertex(length, breadth, breadth / 2, "", middle_of(node, direction))
    return Block(vertex, {node.id: (0.0, 0.0)})


def of_area(area: Area, content: Block, direction: Direction) -> Block:
    """An area around its content, laid out already."""
    head = turned((MARGIN, MARGIN + TITLE), direction)
    spots = {key: (a + head[0], b + head[1]) for key, (a, b) in content.spots.items()}
    spots[area.id] = (0.0, 0.0)
    inner = content.vertex
    length, breadth = inner.length + head[0] + MARGIN, inner.breadth + head[1] + MARGIN
    length = -(-length // 20.0) * 20.0  # so that its middle can stand on the grid with its content
    sizes = {**content.sizes, area.id: turned((length, breadth), direction)}
    line = inner.line + head[1]
    middle, across = middle_of(area, direction)[0], turned(area.at, direction)[1] + line
    vertex = Vertex(length, breadth, line, "", (middle, across))
    return Block(vertex, spots, sizes)


class Docking:
    """How far below the top of its node a flow will leave or enter."""

    def __init__(self, structure: Readable, direction: Direction) -> None:
        self._structure, self._direction = structure, direction
        self._ports: dict[str, tuple[PlacedPort, ...]] = {}

    def leaves(self, flow: Flow, source: Node, host: Node) -> float:
        """Where a flow leaves `host`, its source or the node on whose border that sits."""
        breadth = turned(size_of(host, self._direction), self._direction)[1]
        if isinstance(source, Boundary):
            events = sorted(self._structure.boundaries_on(host.id), key=lambda n: (n.at[0], n.id))
            place = len(events) - 1 - events.index(source)
            if self._direction == "down":
                return max(breadth - 24.0 - 30.0 * place, 0.0)
            return breadth + _DROP + 20.0 * place
        return self._at_port(host, flow.outcome, enters=False)

    def enters(self, flow: Flow, target: Node) -> float:
        """Where a flow enters its target."""
        return self._at_port(target, flow.trigger, enters=True)

    def straight(self, node: Node, side: Side) -> float:
        """How far flows run straight at a side to pass the names of its ports."""
        return straight(self._placed(node), side)

    def _at_port(self, node: Node, named: str | None, *, enters: bool) -> float:
        ports = [port for port in self._placed(node) if port.enters == enters]
        if not ports:
            return turned(size_of(node, self._direction), self._direction)[1] / 2
        found = next((port for port in ports if port.node == named), ports[0])
        return turned(found.at, self._direction)[1]

    def _placed(self, node: Node) -> tuple[PlacedPort, ...]:
        if not isinstance(node, Box) or node.file is not None:
            return ()
        if node.id not in self._ports:
            rect = Rect(0.0, 0.0, *size_of(node, self._direction))
            found = openings(self._structure.nodes_in(node.runs))
            self._ports[node.id] = placed(found, rect, self._direction)
        return self._ports[node.id]


def corner(spot: tuple[float, float], direction: Direction) -> Point:
    """A place along and across as a point."""
    return Point(*turned(spot, direction))
