"""What BPMN has no word for: each record's other keys, as JSON beside the element that stands for it."""

from collections.abc import Mapping

from designer.exchange import canonical
from designer.exchange.bpmn.names import Element, Key, add
from designer.exchange.xmltext import UNWRITABLE, writable
from designer.model.records import Record

Told = Mapping[str, object]


def begin(parent: Element, tag: str, record: Record, told: Told, **keys: Key) -> Element:
    """An element for a record: its id and name, its words, and in `pd:data` all that it does not tell.

    `told` are the keys that the element and its place say, as a reader would take them from there. What they
    say otherwise than the record (an id that XML does not allow, say) is in the data, too.
    """
    element = add(parent, tag, id=str(told["id"]), name=str(told.get("name", "")) or None, **keys)
    words = {key: writable(getattr(record, key, "")) for key in ("description", "instructions")}
    if words["description"]:
        add(element, "documentation", words["description"])
    if words["instructions"]:
        add(element, "documentation", words["instructions"], textFormat="text/markdown")
    said = {key: text for key, text in words.items() if text}
    add_data(add(element, "extensionElements"), record, {**told, **said})
    return element


def add_data(extensions: Element, record: Record, told: Told) -> None:
    """The record's keys that are not told, in canonical form."""
    every, unusual = record.model_dump(mode="json"), record.model_dump(mode="json", exclude_defaults=True)
    kept = {
        key: every[key]
        for key in canonical.arranged(every)
        if (key in unusual or key in told) and not (key in told and told[key] == every[key])
    }
    add_json(extensions, "pd:data", kept, table=record.table)


def add_json(extensions: Element, tag: str, value: Mapping[str, object], **keys: str) -> None:
    """JSON as text; what XML cannot write stands there escaped."""
    text = UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", canonical.text(value))
    add(extensions, tag, text, **keys)
