"""A document unfolded into places: every node once for each way of boxes that leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from designer.model import graph
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Area, Boundary, Box, Node, Note, Outcome, Trigger

Path = tuple[str, ...]
LIMIT = 200_000


class TooManyPlacesError(ValueError):
    """Boxes within boxes unfold to more places than a run can hold."""


@dataclass(frozen=True)
class Arrow:
    """A flow seen along a path of boxes, between two places."""

    flow: Flow
    source: int
    target: int


@dataclass
class Places:
    """Place 0 is the root; the content of a box follows it directly, up to `ends[box]`."""

    document: Document
    paths: list[Path] = field(default_factory=lambda: [()])
    nodes: list[Node | None] = field(default_factory=lambda: [None])
    boxes: list[int] = field(default_factory=lambda: [-1])
    ends: list[int] = field(default_factory=lambda: [0])
    arrows: list[Arrow] = field(default_factory=list)
    outgoing: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_path: dict[Path, int] = {(): 0}
        self._unfold(0, self.document.root)
        self._connect()

    def at(self, place: int, node: str) -> int | None:
        """The place of a node beside the node at `place`, if it is simulated."""
        return self._by_path.get((*self.paths[place][:-1], node))

    def within(self, box: int, node: str) -> int | None:
        """The place of a node directly inside the box at `box`."""
        return self._by_path.get((*self.paths[box], node))

    def content(self, box: int) -> Iterator[int]:
        """The places directly inside a box."""
        place = box + 1
        while place < self.ends[box]:
            yield place
            place = self.ends[place]

    def workflow(self, box: int) -> str:
        """The workflow that runs at a box, or at the root."""
        node = self.nodes[box]
        return node.runs if isinstance(node, Box) else self.document.root

    def arrows_into(self, place: int) -> list[Arrow]:
        """What leads to a place, in the order of its flows."""
        node = self.nodes[place]
        if node is None:
            return []
        found = []
        for flow in self.document.flows_into(node.id):
            source = self.at(place, flow.source)
            if source is not None:
                found.append(Arrow(flow, source, place))
        return found

    def starts(self, box: int) -> list[int]:
        """Nodes that start with their box: no trigger, nothing leads to them, and something leads on.

        A node that nothing connects is no part of the work, unless it is all there is.
        """
        inside = [p for p in self.content(box) if not isinstance(self.nodes[p], Trigger | Boundary)]
        connected = bool(self.document.flows_in(self.workflow(box)))
        alone = not connected and self.entry(box) is None
        return [p for p in inside if not self.arrows_into(p) and (alone or self._leads_on(p))]

    def borders(self, place: int) -> list[int]:
        """The places of the boundaries on a node."""
        node = self.nodes[place]
        hosted = () if node is None else self.document.boundaries_on(node.id)
        return [found for boundary in hosted if (found := self.at(place, boundary.id)) is not None]

    def entry(self, box: int) -> int | None:
        """The first trigger inside a box: where a token enters that comes by no particular port."""
        found = graph.triggers(self.document, self.workflow(box))
        return self.within(box, found[0].id) if found else None

    def port(self, arrow: Arrow) -> int | None:
        """The trigger inside the target box through which a flow enters."""
        if not isinstance(self.nodes[arrow.target], Box):
            return None
        named = graph.entry_port(self.document, arrow.flow)
        return self.within(arrow.target, named) if named is not None else self.entry(arrow.target)

    def exit(self, arrow: Arrow) -> int | None:
        """The outcome inside the source box for which a flow is taken; None where it is taken for any."""
        if arrow.flow.outcome is None or not isinstance(self.nodes[arrow.source], Box):
            return None
        return self.within(arrow.source, arrow.flow.outcome)

    def _leads_on(self, place: int) -> bool:
        node = self.nodes[place]
        return node is not None and not isinstance(node, Outcome) and bool(self.document.flows_from(node.id))

    def _unfold(self, box: int, workflow: str) -> None:
        for node in self.document.nodes_in(workflow):
            if isinstance(node, Note | Area):
                continue
            place = len(self.paths)
            if place >= LIMIT:
                raise TooManyPlacesError
            path = (*self.paths[box], node.id)
            self._by_path[path] = place
            self.paths.append(path)
            self.nodes.append(node)
            self.boxes.append(box)
            self.ends.append(place + 1)
            if isinstance(node, Box) and node.file is None:
                self._unfold(place, node.runs)
        self.ends[box] = len(self.paths)

    def _connect(self) -> None:
        for place, node in enumerate(self.nodes):
            self.outgoing.append(len(self.arrows))
            if node is None:
                continue
            for flow in self.document.flows_from(node.id):
                target = self.at(place, flow.target)
                if target is not None:
                    self.arrows.append(Arrow(flow, place, target))
        self.outgoing.append(len(self.arrows))
