"""How far along the flows each step stands: the ranks of the automatic layout."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from designer.layout.geometry import Direction
from designer.layout.sizes import size_of
from designer.layout.sugiyama.cycles import back_links
from designer.layout.sugiyama.graph import Graph, Link, Vertex
from designer.layout.sugiyama.ranking import ranks
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Boundary, Node


class Way(NamedTuple):
    """A flow between two steps, from the one that comes first; one that leads back is turned round."""

    flow: Flow
    before: str
    after: str
    is_back: bool


class Order(NamedTuple):
    """The rank of each step, and the ways between them in the order in which they are drawn."""

    rank: Mapping[str, int]
    ways: Sequence[Way]


def ordered(document: Document, workflow: str, steps: Sequence[Node], direction: Direction) -> Order:
    """The order of the steps of a workflow; a function of its flows, and where it begins, of its picture."""
    index = {step.id: number for number, step in enumerate(steps)}
    flows = [
        (flow, source, flow.target)
        for flow in sorted(document.flows_in(workflow), key=lambda flow: _as_drawn(document, flow))
        if (source := _step(document, flow.source)) in index and flow.target in index
    ]
    links = [Link(index[source], index[target], 0.0, 0.0) for _, source, target in flows]
    back = back_links(Graph([_vertex(step, direction) for step in steps], links))
    arcs = [
        (link.target, link.source) if number in back else (link.source, link.target)
        for number, link in enumerate(links)
        if link.source != link.target
    ]
    found = ranks(len(steps), arcs, [""] * len(steps))
    ways = [
        Way(flow, target, source, True) if number in back else Way(flow, source, target, False)
        for number, (flow, source, target) in enumerate(flows)
        if source != target
    ]
    return Order({step.id: rank for step, rank in zip(steps, found, strict=True)}, ways)


def _as_drawn(document: Document, flow: Flow) -> tuple[bool, int, float, str]:
    """Rules in their order, exits of a box from the top."""
    outcome = document.nodes.get(flow.outcome or "")
    return (flow.default, flow.order, outcome.at[1] if outcome is not None else 0.0, flow.id)


def _vertex(step: Node, direction: Direction) -> Vertex:
    width, height = size_of(step, direction)
    at = step.at if direction == "right" else (step.at[1], step.at[0])
    return Vertex(width, height, end="first" if step.kind == "trigger" else "", at=at)


def _step(document: Document, node: str) -> str:
    """The step that a flow leaves: an event stands on the border of one."""
    found = document.nodes.get(node)
    return found.host if isinstance(found, Boundary) else node
