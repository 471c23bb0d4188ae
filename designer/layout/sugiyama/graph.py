"""What a layered layout is made from, and what it gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

End = Literal["first", "last", ""]


class Vertex(NamedTuple):
    """Something that takes room. `end` holds it in the first or last rank; `at` is its present place.

    Sizes and places are (along, across), in scene units. `line` is how far below its top the line lies that
    comes onto the grid; `at` tells its middle along and that line across. The main path leads to an end of
    the highest `goal`; what is `balanced` stands in the middle of its branches instead of in line with one
    of them.
    """

    length: float
    breadth: float
    line: float = 0.0
    end: End = ""
    at: tuple[float, float] = (0.0, 0.0)
    goal: int = 0
    balanced: bool = False


class Link(NamedTuple):
    """A flow from vertex to vertex, by index.

    `leaves` and `enters` say how far below the tops of its vertices it meets them; `room` is what its label
    needs along its first piece, `behind` and `ahead` are how far it runs straight at its beginning and end.
    Those `aside` are no flows: they need not run straight. Links of one source that have a `place` leave in
    the order of these, from the top.
    """

    source: int
    target: int
    leaves: float
    enters: float
    room: float = 0.0
    aside: bool = False
    place: int | None = None
    behind: float = 0.0
    ahead: float = 0.0


@dataclass(frozen=True)
class Graph:
    """Vertices in their given order, and links that come in the order in which they are looked at."""

    vertices: Sequence[Vertex]
    links: Sequence[Link]


class Spacing(NamedTuple):
    """Gaps between ranks, between neighbours in a rank, beside a line that passes, and between such lines."""

    ranks: float = 50.0
    siblings: float = 30.0
    lane: float = 20.0
    lanes: float = 14.0
    grid: float = 10.0
