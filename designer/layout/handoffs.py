"""Along which flows of a workflow work changes hands."""

from collections.abc import Mapping, Sequence

from designer.model import graph
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Node, Task


def handoffs(document: Document, flows: Sequence[Flow], nodes: Mapping[str, Node]) -> frozenset[str]:
    """Ids of the flows that are drawn as handoffs."""
    return frozenset(flow.id for flow in flows if _is_handoff(document, flow, nodes))


def _is_handoff(document: Document, flow: Flow, nodes: Mapping[str, Node]) -> bool:
    """Whether work changes hands; between two tasks with roles of their own that needs no search."""
    source, target = nodes[flow.source], nodes[flow.target]
    if flow.handoff is None and isinstance(source, Task) and isinstance(target, Task):
        if source.role == target.role:
            return False
        if source.role and target.role:
            return True
    return graph.is_handoff(document, flow)
