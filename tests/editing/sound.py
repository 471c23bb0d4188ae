"""What holds of every document whatever was done to it: used after each act of a test."""

from collections.abc import Iterator

from designer.editing import rules, structure
from designer.model.document import Document
from designer.model.nodes import Area, Boundary, Box, Note
from designer.model.references import references


def faults(document: Document) -> list[str]:
    """Everything that verbs must never leave behind, in words; empty for a sound document."""
    found = [*_of_flows(document), *_of_nodes(document), *_of_references(document)]
    for workflow in document.workflows:
        if workflow != document.root and not document.boxes_running(workflow):
            found.append(f"workflow {workflow} is run by nothing")
    for scenario in document.scenarios.values():
        gone = [path for path in scenario.changes if path.partition(".")[0] not in document]
        found += [f"scenario {scenario.id} changes {path}, which is gone" for path in gone]
    return found


def _of_flows(document: Document) -> Iterator[str]:
    for flow in document.flows.values():
        source, target = document.nodes.get(flow.source), document.nodes.get(flow.target)
        if source is None or target is None:
            yield f"flow {flow.id} has lost an end"
            continue
        if source.workflow != target.workflow:
            yield f"flow {flow.id} crosses a border"
        if not rules.may_leave(source) or not rules.may_enter(target):
            yield f"flow {flow.id} joins {source.kind} and {target.kind}"
        if rules.twin_of(document, flow) is not None:
            yield f"flow {flow.id} is there twice"
        for port, box in ((flow.outcome, source), (flow.trigger, target)):
            if port is not None and not _is_port(document, port, box):
                yield f"flow {flow.id} uses port {port} that its box does not have"


def _is_port(document: Document, port: str, box: object) -> bool:
    if not isinstance(box, Box):
        return False
    return box.file is not None or (port in document.nodes and document.nodes[port].workflow == box.runs)


def _of_nodes(document: Document) -> Iterator[str]:
    for node in document.nodes.values():
        if isinstance(node, Box) and structure.is_within(document, node.workflow, node.runs):
            yield f"box {node.id} contains itself"
        if isinstance(node, Boundary) and not rules.may_host(document, node.host):
            yield f"event {node.id} sits on something that has no border"
        beside = node.links if isinstance(node, Note | Area) else ()
        if isinstance(node, Boundary):
            beside = (node.host,)
        for other in beside:
            if other in document.nodes and document.nodes[other].workflow != node.workflow:
                yield f"{node.id} belongs to {other}, which stands elsewhere"


def _of_references(document: Document) -> Iterator[str]:
    for record in document.records():
        for reference in references(record):
            if reference.target not in getattr(document, reference.table):
                yield f"{record.id}.{reference.key} names {reference.target}, which is gone"
