"""A document as a BPMN file: processes, what they name, who is outside, and the diagrams."""

from collections.abc import Collection
from dataclasses import replace
from urllib.parse import quote

from lxml import etree  # type: ignore[import-untyped]

from designer.exchange.bpmn import bpsim, events
from designer.exchange.bpmn.containers import Containers, categories
from designer.exchange.bpmn.data import add_data, add_json, begin
from designer.exchange.bpmn.diagram import pool_id, write_plane
from designer.exchange.bpmn.flows import write_flow
from designer.exchange.bpmn.names import NAMESPACES, TARGET, Element, add, qualified, xml_id
from designer.exchange.bpmn.plan import Plan, plan
from designer.exchange.bpmn.planes import Plane, planes
from designer.exchange.shape import shape_of
from designer.exchange.xmltext import writable
from designer.layout.swimlanes.lanes import By
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import Box
from designer.model.records import TABLES

SUFFIX = ".process.json"


def export(
    document: Document,
    opened: Collection[str] = (),
    lanes: By | None = None,
    workflow: str | None = None,
) -> bytes:
    """The document as a BPMN 2.0 file; or one `workflow` of it, with what runs inside.

    The boxes in `opened` (ids) show their content on the plane around them, others on one of their own;
    workflows that several boxes run are processes of their own and called. With `lanes` every plane is shown
    in lanes. The same document gives the same bytes.
    """
    if workflow is not None and workflow != document.root:
        document = _within(document, workflow)
    made = plan(document)
    drawn = list(planes(made, opened, lanes))
    files = _files(document)
    spaces = {**NAMESPACES, **{prefix: _space(file) for file, prefix in files.items()}}
    root = etree.Element(qualified("definitions"), nsmap=spaces)
    root.set("id", "definitions_of_" + document.root)
    root.set("targetNamespace", TARGET)
    root.set("exporter", "Process Designer")
    for file in files:
        add(root, "import", importType=NAMESPACES["bpmn"], location=_location(file), namespace=_space(file))
    _named(root, made)
    pools = {plane.workflow: f"{plane.element}_with_others" for plane in drawn if _has_pool(made, plane)}
    for plane in drawn:
        if plane.workflow in pools:
            _collaboration(root, made, plane, pools[plane.workflow])
    containers = Containers(made, {plane.workflow: plane for plane in drawn}, files)
    for workflow in made.processes:
        element = containers.process(root, workflow)
        if workflow == document.root:
            add_json(element.find("{*}extensionElements"), "pd:document", _rest(made))
    for plane in drawn:
        write_plane(root, made, plane, pools.get(plane.workflow))
    bpsim.write_scenarios(root, made)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _within(document: Document, workflow: str) -> Document:
    """A workflow as a document of its own."""
    kept = graph.workflows_within(document, workflow)
    nodes = {key: node for key, node in document.nodes.items() if node.workflow in kept}
    flows = {key: flow for key, flow in document.flows.items() if {flow.source, flow.target} & nodes.keys()}
    workflows = {key: record for key, record in document.workflows.items() if key in kept}
    return replace(document, root=workflow, workflows=workflows, nodes=nodes, flows=flows)


def _files(document: Document) -> dict[str, str]:
    """The files whose workflows boxes run, and the prefix by which each is called."""
    nodes = document.nodes.values()
    named = sorted({node.file for node in nodes if isinstance(node, Box) and node.file is not None})
    return {file: f"file{number}" for number, file in enumerate(named, 1)}


def _space(file: str) -> str:
    return f"urn:process-designer:file:{quote(file)}"


def _location(file: str) -> str:
    """Where the other file is looked for: beside this one as it is beside ours, as BPMN too."""
    return writable(file.removesuffix(SUFFIX) + ".bpmn" if file.endswith(SUFFIX) else file)


def _named(root: Element, made: Plan) -> None:
    """What elements refer to by id: messages and the like, roles, names of frames."""
    events.named(root, made)
    for _, role in sorted(made.document.roles.items()):
        begin(root, "resource", role, {"id": xml_id(role.id), "name": writable(role.name) or role.id})
    categories(root, made.document)


def _has_pool(made: Plan, plane: Plane) -> bool:
    is_process = plane.workflow in made.processes
    return is_process and bool(plane.scene.lanes or made.parties_in(plane.workflow))


def _collaboration(root: Element, made: Plan, plane: Plane, key: str) -> None:
    """A process with lanes, or with those outside to whom it hands over."""
    record = made.document.workflows.get(plane.workflow)
    element = add(root, "collaboration", id=key)
    name = record.name if record is not None else ""
    add(element, "participant", id=pool_id(plane), name=name or None, processRef=plane.element)
    for box in made.parties_in(plane.workflow):
        told = {"id": xml_id(box.id), "name": writable(box.name), "workflow": box.workflow}
        party = begin(element, "participant", box, told)
        add_data(party.find("{*}extensionElements"), made.document.workflows[box.runs], {})
    for flow in made.messages_in(plane.workflow):
        write_flow(element, made, flow)


def _rest(made: Plan) -> dict[str, object]:
    """What no element stands for: head, view, people, calendars, scenarios, and records that hang loose."""
    shape = shape_of(made.document).model_dump(mode="json", exclude_defaults=True)
    loose = {
        table: [row for row in shape.get(table, ()) if not _is_written(made, table, row)] for table in TABLES
    }
    head: dict[str, object] = {key: shape[key] for key in ("format", "root", "currency") if key in shape}
    seen = {key: shape[key] for key in ("view", "extensions") if shape.get(key)}
    return {**head, **{table: rows for table, rows in loose.items() if rows}, **seen}


def _is_written(made: Plan, table: str, row: dict[str, object]) -> bool:
    if table == "nodes":
        return row["workflow"] in made.workflows
    if table == "flows":
        flow = made.document.flows[str(row["id"])]
        return flow.id in made.flow_ids or made.is_message(flow)
    return table in ("workflows", "roles", "fields")
