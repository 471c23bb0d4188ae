"""Reads exported BPMN back, just enough to tell what it says: elements, places, references, records."""

import json

from lxml import etree

from designer.exchange import bpmn
from designer.exchange.bpmn.names import NAMESPACES, qualified
from designer.exchange.shape import FileShape
from designer.layout.geometry import Point, Rect
from designer.model.document import Document
from designer.model.records import TABLES

STEPS = {
    *("task", "userTask", "manualTask", "serviceTask", "sendTask", "subProcess", "callActivity"),
    *("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway"),
    *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"),
}
_ATTRIBUTES = (
    *("sourceRef", "targetRef", "default", "attachedToRef", "processRef", "calledElement", "bpmnElement"),
    *("messageRef", "errorRef", "escalationRef", "categoryValueRef", "partitionElementRef"),
)
_TEXTS = (
    *("incoming", "outgoing", "flowNodeRef", "resourceRef", "sourceRef", "targetRef"),
    *("dataInputRefs", "dataOutputRefs"),
)


def exported(document: Document, *args, **keys):
    """The root of the file that a document becomes."""
    return etree.fromstring(bpmn.export(document, *args, **keys))


def tag(element) -> str:
    return etree.QName(element).localname


def found(root, *tags: str) -> list:
    return [element for each in tags for element in root.iter(qualified(each))]


def by_id(root, key: str):
    (element,) = root.xpath("//*[@id=$key]", key=key)
    return element


def is_synthetic(element) -> bool:
    return bool(element.xpath("bpmn:extensionElements/pd:synthetic", namespaces=NAMESPACES))


def shapes(root) -> dict[str, Rect]:
    """The place of each element that has a shape."""
    bounds = ((each, each.find(qualified("dc:Bounds"))) for each in found(root, "bpmndi:BPMNShape"))
    return {each.get("bpmnElement"): _rect(place) for each, place in bounds}


def waypoints(root) -> dict[str, tuple[Point, ...]]:
    """The line of each element that has an edge."""
    return {
        edge.get("bpmnElement"): tuple(
            Point(float(at.get("x")), float(at.get("y"))) for at in edge.iter(qualified("di:waypoint"))
        )
        for edge in found(root, "bpmndi:BPMNEdge")
    }


def _rect(place) -> Rect:
    return Rect(*(float(place.get(key)) for key in ("x", "y", "width", "height")))


def faults(root) -> list[str]:
    """What a reader would stumble over: ids that are there twice, references to nothing."""
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    listed = [f"twice: {key}" for key in set(ids) if ids.count(key) > 1]
    for element in root.iter():
        wanted = [element.get(key) for key in _ATTRIBUTES if element.get(key)]
        if tag(element) in _TEXTS:
            wanted.append(element.text)
        missing = [key for key in wanted if key not in ids and ":" not in key]
        listed += [f"{tag(element)} {element.get('id')} refers to {key}" for key in missing]
    drawn = {*shapes(root), *waypoints(root)}
    for element in root.iter():
        if tag(element) in STEPS | {"sequenceFlow", "messageFlow", "participant", "lane", "textAnnotation"}:
            listed += [f"not drawn: {element.get('id')}"] if element.get("id") not in drawn else []
    return listed


# Records


def rebuilt(root) -> Document:
    """The document that a file was made from: what its elements tell and what is kept beside them."""
    (rest,) = found(root, "pd:document")
    tables = json.loads(rest.text)
    rows: dict[str, list] = {table: list(tables.get(table, ())) for table in TABLES}
    for element in root.iter():
        kept = element.findall("bpmn:extensionElements/pd:data", NAMESPACES)
        for number, data in enumerate(kept):
            told = {} if number else _told(element, data.get("table"), tables["root"])
            rows[data.get("table")].append({**told, **json.loads(data.text)})
    return FileShape.model_validate_json(json.dumps({**tables, **rows})).document()


def _told(element, table: str, root: str) -> dict[str, object]:
    """What an element tells of its record."""
    told: dict[str, object] = {"id": element.get("id")}
    if table == "flows":
        told |= {key: element.get(f"{key}Ref") for key in ("source", "target")}
        return {**told, "label": element.get("name", "")}
    if table == "nodes":
        told["workflow"] = _workflow(element.getparent(), root)
    if (text := element.find(qualified("text"))) is not None:
        told["text"] = text.text or ""
    elif tag(element) != "group":
        told["name"] = element.get("name", "")
    for words in element.findall(qualified("documentation")):
        told["instructions" if words.get("textFormat") else "description"] = words.text
    return told


def _workflow(container, root: str) -> str:
    """The workflow that stands in a container."""
    if tag(container) == "collaboration":
        return _workflow(by_id(container, container[0].get("processRef")), root)
    kept = container.findall("bpmn:extensionElements/pd:data[@table='workflows']", NAMESPACES)
    if not kept:
        return root
    key = json.loads(kept[0].text).get("id")
    return container.get("id") if key is None else key
