"""What stands where once boxes are opened in place: the geometry of every picture of a document."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from designer.layout.geometry import Point, Rect, Side
from designer.layout.hops import Hop
from designer.layout.swimlanes.lanes import Lane
from designer.layout.words import Block
from designer.model.flow import Flow
from designer.model.nodes import Node

# Ids of the boxes entered from the root, then the id of the node or flow itself. A shared workflow
# opened in two places shows the same record under two paths.
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A node as seen; all is absolute. `content` is where an open box's own coordinates begin.

    `name` is what is written beside it, from its corner, if that is too small to hold its name.
    """

    path: Path
    node: Node
    rect: Rect
    depth: int
    open: bool = False
    content: Point | None = None
    header: float = 0.0
    name: Block | None = None


@dataclass(frozen=True, slots=True)
class Port:
    """An entry or exit of a box on its border: one for each trigger and outcome of the workflow it runs.

    It is `named` where a closed box has several on one side; an open box shows what they lead to. `room`
    is how far nothing stands where its name goes, `before` its line or after it on upper and lower sides.
    """

    box: Path
    node: str
    name: str
    side: Side
    at: Point
    depth: int = 0
    named: bool = False
    room: float = 96.0
    before: bool = False


@dataclass(frozen=True, slots=True)
class Routed:
    """A flow as seen: absolute points from border to border, orthogonal.

    `label` is what is written along it; `pins` are the bends that somebody has put somewhere, in order, by
    their numbers among the points; `hops` lead over other flows.
    """

    path: Path
    flow: Flow
    points: tuple[Point, ...]
    handoff: bool
    source: Path
    target: Path
    depth: int = 0
    label: Block | None = None
    pins: tuple[int, ...] = ()
    hops: tuple[Hop, ...] = ()


def words_of(seen: Placed | Routed) -> Rect | None:
    """Where the words along a flow, or beside a sign, are written; None where there are none."""
    if isinstance(seen, Routed):
        return None if seen.label is None else seen.label.area
    return None if seen.name is None else seen.name.area.moved(seen.rect.x, seen.rect.y)


@dataclass(frozen=True, slots=True)
class Lead:
    """The short inner line that joins a port of an open box to its trigger or outcome."""

    box: Path
    node: str
    points: tuple[Point, ...]


def is_within(path: Path, boxes: Collection[Path]) -> bool:
    """Whether a path is that of one of some boxes, or of something in one."""
    return bool(boxes) and any(path[:end] in boxes for end in range(len(path), -1, -1))


@dataclass(frozen=True)
class Scene:
    """One level of a document with its open boxes. Nodes come in painting order: a box before its content.

    `ports_of` and `leads_of` hold the entries and exits of each box, and the lines from them to its inside;
    `lanes` are the bands from the top where it is shown in lanes.
    """

    level: Path
    workflow: str
    nodes: Mapping[Path, Placed]
    flows: Mapping[Path, Routed]
    ports_of: Mapping[Path, tuple[Port, ...]]
    leads_of: Mapping[Path, tuple[Lead, ...]]
    bounds: Rect
    lanes: tuple[Lane, ...] = ()
    memory: object = field(default=None, repr=False, compare=False)  # what `unfold` remembers of it

    @property
    def ports(self) -> Iterator[Port]:
        """The ports of all boxes."""
        return chain.from_iterable(self.ports_of.values())

    @property
    def leads(self) -> Iterator[Lead]:
        """The leads of all open boxes."""
        return chain.from_iterable(self.leads_of.values())
