"""Questions about the nesting of workflows that verbs and rules ask of a document or a draft."""

from collections.abc import Iterable

from designer.layout.geometry import Direction
from designer.model.document import AnyRecord
from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Area, Boundary, Box, Node, NodeBase, Note, Outcome, Trigger
from designer.model.workflow import Workflow

Chain = tuple[Box, ...]
_KIND_NAMES = {"workflow": "box", "parallel": "parallel split", "boundary": "border event"}


def node(d: Readable, node_id: str) -> Node:
    """A node that must be there; raises KeyError."""
    found = d.get(node_id)
    if not isinstance(found, NodeBase):
        raise KeyError(node_id)
    return found


def nodes(d: Readable, ids: Iterable[str]) -> list[Node]:
    """Those of the ids that are nodes, each once, in the order given."""
    found = (d.get(node_id) for node_id in dict.fromkeys(ids))
    return [record for record in found if isinstance(record, NodeBase)]


def flows(d: Readable, ids: Iterable[str]) -> list[Flow]:
    """Those of the ids that are flows, each once, in the order given."""
    found = (d.get(flow_id) for flow_id in dict.fromkeys(ids))
    return [record for record in found if isinstance(record, Flow)]


def called(record: AnyRecord | None) -> str:
    """How messages name a record: its name in quotes, or its kind."""
    if record is None:
        return "something that is gone"
    name = record.label if isinstance(record, Flow) else record.name
    if name:
        return f"‹{name}›"  # noqa: RUF001  # the quotation marks of all messages
    kind = record.kind if isinstance(record, NodeBase) else record.table.rstrip("s")
    return f"the {_KIND_NAMES.get(kind, kind)}"


def told(d: Readable, record_id: str) -> str:
    """How lists name a record: a flow by what it joins, everything else as it is called."""
    record = d.get(record_id)
    if isinstance(record, Flow):
        return f"{called(d.get(record.source))} → {called(d.get(record.target))}"
    return called(record)


def at_start(text: str) -> str:
    """The text as a sentence begins with it."""
    return text[:1].upper() + text[1:]


def direction_of(d: Readable, workflow: str) -> Direction:
    """Where the work of a workflow goes."""
    found = d.get(workflow)
    return found.direction if isinstance(found, Workflow) else "right"


def triggers(d: Readable, workflow: str) -> list[Trigger]:
    """The entries of a workflow, from top to bottom."""
    found = [n for n in d.nodes_in(workflow) if isinstance(n, Trigger)]
    return sorted(found, key=_from_the_top)


def outcomes(d: Readable, workflow: str) -> list[Outcome]:
    """The exits of a workflow, from top to bottom."""
    found = [n for n in d.nodes_in(workflow) if isinstance(n, Outcome)]
    return sorted(found, key=_from_the_top)


def _from_the_top(n: Node) -> tuple[float, float, str]:
    return (n.at[1], n.at[0], n.id)


def is_step(n: Node) -> bool:
    """Whether work goes through it: whether flows may join it."""
    return not isinstance(n, Note | Area)


def is_within(d: Readable, workflow: str, outer: str) -> bool:
    """Whether a workflow is `outer` or is run somewhere inside it."""
    return outer in above(d, workflow)


def above(d: Readable, workflow: str) -> set[str]:
    """A workflow and all inside which it is run."""
    seen, open_ends = {workflow}, [workflow]
    while open_ends:
        parents = {box.workflow for box in d.boxes_running(open_ends.pop())} - seen
        seen |= parents
        open_ends.extend(parents)
    return seen


def outermost(d: Readable, ids: Iterable[str]) -> list[Node]:
    """Those nodes that are not inside a box that is among them too."""
    chosen = nodes(d, ids)
    inner = {box.runs for box in chosen if isinstance(box, Box) and box.file is None}
    if not inner:
        return chosen
    hidden = {w: not inner.isdisjoint(above(d, w)) for w in {n.workflow for n in chosen}}
    return [n for n in chosen if not hidden[n.workflow]]


def with_boundaries(d: Readable, ids: Iterable[str]) -> list[str]:
    """The ids, and those of the events on the borders of these nodes."""
    found = dict.fromkeys(ids)
    for node_id in tuple(found):
        found.update(dict.fromkeys(boundary.id for boundary in d.boundaries_on(node_id)))
    return list(found)


def host_of(d: Readable, n: Node) -> Node:
    """The node itself, or the one on whose border it sits."""
    host = d.get(n.host) if isinstance(n, Boundary) else n
    return host if isinstance(host, NodeBase) else n


def climbs(d: Readable, workflow: str, limit: int = 64) -> list[tuple[str, Chain]]:
    """Every way up from a workflow: where one gets, and the boxes left on the way, innermost first."""
    found: list[tuple[str, Chain]] = [(workflow, ())]
    for here, chain in found:
        if len(found) >= limit:
            break
        found.extend((box.workflow, (*chain, box)) for box in d.boxes_running(here) if box not in chain)
    return found
