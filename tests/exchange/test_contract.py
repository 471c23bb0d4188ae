"""The file format as it was agreed: an example in full, and the keys of every record."""

import json
from pathlib import Path

import pytest

from designer.exchange import jsonfile
from designer.model.checks import check
from designer.model.document import Document
from designer.model.fields import DataField
from designer.model.flow import Flow, Handoff
from designer.model.nodes import NODE_CLASSES, Batch, Demand, Instances, Output
from designer.model.people import Calendar, Hours, Person, Role
from designer.model.records import TABLES
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow

EXAMPLE = Path(__file__).with_name("purchase-by-hand.json").read_bytes()
LEFT_OUT = {("too-late", "event"): "timer", ("amount", "type"): "number"}  # said by hand, though defaults
NODE = "id kind name workflow description at size slack color silenced extensions"
KEYS = {
    "trigger": "event arrivals",
    "task": "type role units also duration at_shift_end cost priority sla inputs outputs instances batch"
    " instructions checklist",
    "decision": "mode",
    "parallel": "",
    "wait": "duration event delay until",
    "race": "",
    "state": "",
    "workflow": "runs file instances open_size",
    "outcome": "result terminate",
    "boundary": "host event after probability interrupting",
    "note": "text links",
    "area": "text links",
}
RECORDS = {
    Workflow: "id name description goal owner category pattern sla role direction extensions",
    Flow: "id source target label order outcome trigger condition probability default event after via"
    " label_at handoff extensions",
    Role: "id name description department capacity cost_per_hour calendar queue color extensions",
    Person: "id name roles cost_per_hour calendar speed extensions",
    Calendar: "id name hours holidays extensions",
    DataField: "id name description type choices initial extensions",
    Scenario: "id name description base start cases until warm_up seed replications changes extensions",
    Handoff: "channel delay data",
    Demand: "role units",
    Output: "field value",
    Instances: "count mode until",
    Batch: "size wait",
    Hours: "days from to",
}


def rows(tree):
    return {row["id"]: row for table in TABLES for row in tree.get(table, ())}


def example() -> Document:
    return jsonfile.read(EXAMPLE, "example")


def test_the_example_says_the_same_after_reading_and_writing():
    by_hand = rows(json.loads(EXAMPLE))
    for (record, key), value in LEFT_OUT.items():
        assert by_hand[record].pop(key) == value
    written = jsonfile.write(example())
    assert rows(json.loads(written)) == by_hand
    assert jsonfile.write(jsonfile.read(written, "again")) == written


def test_nothing_is_wrong_with_the_example():
    assert [finding for finding in check(example()) if finding.severity == "error"] == []


def test_every_key_of_the_example_stands_on_its_own_line():
    for line in jsonfile.write(example()).decode().splitlines():
        assert line.count('": ') <= 1, line


def test_the_name_and_the_place_of_a_node_are_not_on_neighbouring_lines():
    for row in json.loads(jsonfile.write(example()))["nodes"]:
        keys = list(row)
        assert keys[:2] == ["id", "kind"]
        if "at" in keys:
            assert keys[-1] == "at"
            assert keys.index("at") - keys.index("name") > 1


@pytest.mark.parametrize("kind", NODE_CLASSES)
def test_a_node_has_the_keys_that_were_agreed(kind):
    assert set(NODE_CLASSES[kind].model_fields) == {*NODE.split(), *KEYS[kind].split()}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_a_record_has_the_keys_that_were_agreed(record):
    keys = {info.alias or key for key, info in record.model_fields.items()}
    assert keys == set(RECORDS[record].split())
