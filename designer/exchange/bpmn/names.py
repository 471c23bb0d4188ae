"""Namespaces, ids and elements of BPMN files."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from designer.exchange.xmltext import writable

NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "color": "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "bpsim": "http://www.bpsim.org/schemas/2.0",
    "pd": "urn:process-designer:bpmn/1",
}
TARGET = "urn:process-designer:document"
FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/"

Element = Any  # lxml has no types
Key = str | float | None


def qualified(tag: str) -> str:
    """A tag such as `di:waypoint` as lxml takes it; without a prefix it is one of BPMN's own."""
    prefix, _, name = tag.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'bpmn']}}}{name}"


def add(parent: Element, tag: str, text: str | None = None, /, **keys: Key) -> Element:
    """A new last element of `parent`; keys without a value are left out."""
    element = etree.SubElement(parent, qualified(tag))
    for key, value in keys.items():
        if value is not None:
            element.set(key, _written(value))
    if text is not None:
        element.text = writable(text)
    return element


def formal(parent: Element, tag: str, text: str, language: str | None = None) -> Element:
    """An expression that programs can read; in no language of its own it is a number or a time."""
    element = add(parent, tag, text, language=language)
    element.set(qualified("xsi:type"), "bpmn:tFormalExpression")
    return element


def _written(value: str | float) -> str:
    """Truth as XML Schema writes it, numbers in full: points are those of the picture."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case str():
            return writable(value)
    return repr(value)


def xml_id(record: str, *parts: str) -> str:
    """The id of a record as XML allows it, which lets none begin with a digit.

    With further `parts` it is that of something made for the record; as no id of ours holds a `_`, it meets
    no other.
    """
    return "_".join((record if record[0].isalpha() else f"_{record}", *parts))
