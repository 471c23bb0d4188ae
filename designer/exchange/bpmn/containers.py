"""Processes and sub-processes: what stands in a workflow, with its lanes, words and frames."""

from collections.abc import Mapping

from designer.exchange.bpmn.data import add_data, begin
from designer.exchange.bpmn.diagram import lane_id, linked
from designer.exchange.bpmn.flows import write_flow
from designer.exchange.bpmn.names import Element, Key, add, xml_id
from designer.exchange.bpmn.nodes import node_tag, property_id, write_node
from designer.exchange.bpmn.plan import Plan
from designer.exchange.bpmn.planes import Plane
from designer.exchange.bpmn.synthetic import write_entry, write_fork
from designer.exchange.xmltext import writable
from designer.model.document import Document
from designer.model.fields import DataField
from designer.model.nodes import Area, Box, Node, Note, Task


class Containers:
    """Writes processes; `planes` are the drawings by workflow, `files` the prefixes of imported files."""

    def __init__(self, plan: Plan, planes: Mapping[str, Plane], files: dict[str, str]) -> None:
        self.plan, self.planes, self.files = plan, planes, files

    def process(self, root: Element, workflow: str) -> Element:
        """A workflow that stands by itself."""
        record = self.plan.document.workflows.get(workflow)
        keys: dict[str, Key] = {"isExecutable": False}
        if record is None:
            element = add(root, "process", id=self.plan.process_id(workflow), **keys)
            add(element, "extensionElements")
        else:
            told = {"id": xml_id(workflow), "name": writable(record.name)}
            element = begin(root, "process", record, told, **keys)
        for field in _fields(self.plan, workflow):
            key = property_id(self.plan, workflow, field.id)
            if workflow == self.plan.document.root:
                begin(element, "property", field, {"id": key, "name": writable(field.name)})
            else:
                add(element, "property", id=key, name=field.name or None)
        self.content(element, workflow)
        return element

    def content(self, element: Element, workflow: str) -> None:
        """Lanes, then steps with what is embedded in them, flows, and at last words and frames."""
        self._lanes(element, workflow)
        if workflow in self.plan.entries:
            write_entry(element, self.plan.entries[workflow])
        for node in self.plan.nodes_in(workflow):
            written = write_node(element, self.plan, node, self.files)
            if isinstance(node, Box) and node_tag(self.plan, node) == "subProcess":
                self._embed(written, node)
            if node.id in self.plan.forks:
                write_fork(element, self.plan, node)
        for flow in self.plan.flows_in(workflow):
            write_flow(element, self.plan, flow)
        for node in self.plan.document.nodes_in(workflow):
            if isinstance(node, Note):
                _note(element, self.plan, node)
            elif isinstance(node, Area):
                told = {"id": xml_id(node.id), "workflow": node.workflow}
                begin(element, "group", node, told, categoryValueRef=xml_id(node.id, "value"))

    def _embed(self, element: Element, box: Box) -> None:
        """The workflow of a box inside of it."""
        record = self.plan.document.workflows[box.runs]
        add_data(element.find("{*}extensionElements"), record, {})
        self.content(element, box.runs)

    def _lanes(self, element: Element, workflow: str) -> None:
        plane = self.planes.get(workflow)
        if plane is None or not plane.scene.lanes:
            return
        lanes = add(element, "laneSet", id=f"{plane.element}_lanes")
        for number, lane in enumerate(plane.scene.lanes):
            role = xml_id(lane.key) if lane.key in self.plan.document.roles else None
            keys = {"name": lane.name or None, "partitionElementRef": role}
            band = add(lanes, "lane", id=lane_id(plane, number), **keys)
            for node in self.plan.nodes_in(workflow):
                if plane.lane_of(node) is lane:
                    add(band, "flowNodeRef", xml_id(node.id))


def _fields(plan: Plan, process: str) -> list[DataField]:
    """The fields that a process keeps: all of them the root, others what is used in them."""
    document = plan.document
    if process == document.root:
        used = set(document.fields)
    else:
        used = {
            field
            for workflow in plan.workflows
            if plan.process_of(workflow) == process
            for node in document.nodes_in(workflow)
            for field in _used(node)
        }
    return [document.fields[field] for field in sorted(used & document.fields.keys())]


def _used(node: Node) -> set[str]:
    return {*node.inputs, *(output.field for output in node.outputs)} if isinstance(node, Task) else set()


def _note(element: Element, plan: Plan, note: Note) -> None:
    text = writable(note.text)
    annotation = begin(element, "textAnnotation", note, _told(note, text))
    add(annotation, "text", text or note.name)
    for link in linked(plan, note):
        key = xml_id(note.id, "about", link)
        add(element, "association", id=key, sourceRef=xml_id(note.id), targetRef=xml_id(link))


def _told(note: Note, text: str) -> dict[str, object]:
    """What a note tells; without words of its own it shows its name."""
    told: dict[str, object] = {"id": xml_id(note.id), "workflow": note.workflow}
    return {**told, "text": text or writable(note.name)}


def categories(root: Element, document: Document) -> None:
    """The names of frames, which BPMN keeps apart from them."""
    for node in sorted(document.nodes.values(), key=lambda node: node.id):
        if isinstance(node, Area):
            category = add(root, "category", id=xml_id(node.id, "category"))
            name = node.name or node.text
            add(category, "categoryValue", id=xml_id(node.id, "value"), value=name or None)
