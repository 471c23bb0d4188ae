"""What stands where once boxes are opened in place: the geometry of every picture of a document."""

from collections.abc import Callable, Collection, ItemsView, Iterator, Mapping, ValuesView
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, TypeVar

from designer.layout.geometry import Point, Rect
from designer.layout.hops import Hop
from designer.layout.swimlanes.lanes import Lane
from designer.model.flow import Flow
from designer.model.nodes import Node

# Ids of the boxes entered from the root, then the id of the node or flow itself. A shared workflow
# opened in two places shows the same record under two paths.
Path = tuple[str, ...]
Side = Literal["left", "right", "top", "bottom"]

_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Placed:
    """A node as seen; all is absolute. `content` is where an open box's own coordinates begin.

    `met` are the sides on which flows meet a node that carries its name beside itself.
    """

    path: Path
    node: Node
    rect: Rect
    depth: int
    open: bool = False
    content: Point | None = None
    header: float = 0.0
    met: frozenset[Side] = frozenset()


@dataclass(frozen=True, slots=True)
class Port:
    """An entry or exit of a box on its border: one for each trigger and outcome of the workflow it runs.

    It is `named` where a closed box has several on one side; an open box shows what they lead to. `room`
    is how far nothing stands in front of it.
    """

    box: Path
    node: str
    name: str
    side: Side
    at: Point
    depth: int = 0
    named: bool = False
    room: float = 96.0


@dataclass(frozen=True, slots=True)
class Routed:
    """A flow as seen: absolute points from border to border, orthogonal.

    `label_at` is the middle of a label that somebody has put somewhere; `pins` are the bends that somebody
    has put somewhere, in order, by their numbers among the points; `hops` lead over other flows.
    """

    path: Path
    flow: Flow
    points: tuple[Point, ...]
    handoff: bool
    source: Path
    target: Path
    depth: int = 0
    label_at: Point | None = None
    pins: tuple[int, ...] = ()
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """The short inner line that joins a port of an open box to its trigger or outcome."""

    box: Path
    node: str
    points: tuple[Point, ...]


def is_within(path: Path, boxes: Collection[Path]) -> bool:
    """Whether a path is that of one of some boxes, or of something in one."""
    return bool(boxes) and any(path[:end] in boxes for end in range(len(path), -1, -1))


class Gathered(Mapping[Path, _Seen]):
    """What stands in many containers as one table, in their order, and made without looking at any of it.

    `seats` are the containers by their paths; `of` gives what one of them holds. A key is found in the
    container that its path names: all but its last id.
    """

    def __init__(self, seats: Mapping[Path, object], of: Callable[[object], Mapping[Path, _Seen]]) -> None:
        self._seats, self._of = seats, of

    def __getitem__(self, path: Path) -> _Seen:
        return self._of(self._seats[path[:-1]])[path]

    def get(self, path: Path, default: object = None) -> object:  # type: ignore[override]  # as quick as it can be
        """What stands under a path, or `default`."""
        seat = self._seats.get(path[:-1])
        return default if seat is None else self._of(seat).get(path, default)

    def __contains__(self, path: object) -> bool:
        seat = self._seats.get(path[:-1]) if isinstance(path, tuple) else None
        return seat is not None and path in self._of(seat)

    def __iter__(self) -> Iterator[Path]:
        return chain.from_iterable(self.parts())

    def __len__(self) -> int:
        return sum(map(len, self.parts()))

    def values(self) -> ValuesView[_Seen]:
        """Everything, in painting order."""
        return _Values(self)

    def items(self) -> ItemsView[Path, _Seen]:
        """Everything with its path, in painting order."""
        return _Items(self)

    def parts(self) -> Iterator[Mapping[Path, _Seen]]:
        """What each container holds."""
        return map(self._of, self._seats.values())

    def inside(self, boxes: Collection[Path], without: Collection[Path] = ()) -> Iterator[Path]:
        """Paths of all that is in some boxes, those in them included, but not in the boxes `without`."""
        below = (
            seat
            for path, seat in self._seats.items()
            if is_within(path, boxes) and not is_within(path, without)
        )
        return chain.from_iterable(map(self._of, below))

    def apart(
        self, other: "Gathered[_Seen]", without: Collection[Path] = ()
    ) -> Iterator[tuple[Mapping[Path, _Seen], Mapping[Path, _Seen]]]:
        """What containers hold here and there, where these are not one and the same.

        Containers that are in one of the boxes `without` are left out.
        """
        ours, theirs, of = self._seats, other._seats, self._of
        nothing: Mapping[Path, _Seen] = {}
        for path, seat in ours.items():
            there = theirs.get(path)
            if there is seat or is_within(path, without):
                continue
            yield of(seat), nothing if there is None else of(there)
        for path in theirs.keys() - ours.keys():
            yield nothing, of(theirs[path])


class _Values(ValuesView[_Seen]):
    _mapping: Gathered[_Seen]

    def __iter__(self) -> Iterator[_Seen]:
        return chain.from_iterable(part.values() for part in self._mapping.parts())


class _Items(ItemsView[Path, _Seen]):
    _mapping: Gathered[_Seen]

    def __iter__(self) -> Iterator[tuple[Path, _Seen]]:
        return chain.from_iterable(part.items() for part in self._mapping.parts())


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
