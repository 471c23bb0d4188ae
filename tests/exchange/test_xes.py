"""The event log as XES: valid, in order, readable."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from designer.exchange.xes import log_xes
from designer.simulation.compile import compile as compiled
from tests.support.build import boolean, boundary, choice, outcome, process, purchase, role, task, text
from tests.support.models import lead_to_cash
from tests.support.runs import MIDNIGHT, at, start

CHECKER = Path(__file__).resolve().parents[3] / "shared" / "checkers" / "check_xes.py"
NAMESPACE = "{http://www.xes-standard.org/}"


def written(document, **settings):
    program = compiled(document, **settings)
    return b"".join(log_xes(program, range(program.settings.replications)))


def read(data):
    """Traces as (attributes, events), each a table of key and value."""
    traces = []
    for trace in ElementTree.fromstring(data).iter(f"{NAMESPACE}trace"):
        head = {e.get("key"): e.get("value") for e in trace if e.get("key")}
        events = [{e.get("key"): e.get("value") for e in event} for event in trace.iter(f"{NAMESPACE}event")]
        traces.append((head, events))
    return traces


def desk(*parts, **keys):
    return process(
        start("start", at("00:00", "00:01")),
        task("check", name='Check & "sign"', role="clerk", duration="10 min", **keys),
        outcome(),
        "start -> check -> done",
        role("clerk", cost_per_hour=60.0),
        MIDNIGHT,
        *parts,
    )


def test_each_execution_is_scheduled_started_and_completed():
    (_, _), (head, events) = read(written(desk()))
    assert head == {"concept:name": "1", "replication": "0", "state": "completed", "outcome": "done"}
    assert [event["lifecycle:transition"] for event in events] == ["schedule", "start", "complete"]
    assert [event["time:timestamp"][11:16] for event in events] == ["00:01", "00:10", "00:20"]
    assert {event["concept:name"] for event in events} == {'Check & "sign"'}
    assert (events[2]["org:role"], events[2]["org:resource"]) == ("clerk", "clerk#1")
    assert (float(events[2]["cost:total"]), events[2]["cost:currency"]) == (10.0, "USD")


def test_work_that_is_cut_short_or_never_begun_says_so():
    _, first = read(written(desk(boundary("late", host="check", after="5 min"), "late -> done")))[0]
    assert [event["lifecycle:transition"] for event in first] == ["schedule", "ate_abort"]
    assert first[1]["started"][11:16] == "00:00"
    waiting = desk(boundary("late", host="check", after="5 min", interrupting=True), "late -> done")
    assert read(written(waiting))[1][1][-1]["lifecycle:transition"] in {"withdraw", "ate_abort"}


def test_fields_are_attributes_of_the_case():
    head, _ = read(
        written(
            desk(
                boolean("paid", initial=True),
                choice("region", "EU", "US", initial="EU"),
                text("1st", initial="a < b\n\x01c"),
                text("empty"),
            )
        )
    )[0]
    assert (head["paid"], head["region"], head["_1st"]) == ("true", "EU", "a < b\nc")
    assert "empty" not in head


def test_traces_of_several_replications_have_names_of_their_own():
    names = [head["concept:name"] for head, _ in read(written(lead_to_cash(cases=3, replications=2)))]
    assert names == ["0.0", "0.1", "0.2", "1.0", "1.1", "1.2"]


def cut_short():
    late = boundary("late", host="check", after="5 min")
    return desk(late, "late -> done", batch={"size": 2, "wait": "1 min"}, instances={"count": 3})


DOCUMENTS = {
    "cash": lead_to_cash(cases=30),
    "purchase": purchase(),
    "desk": desk(),
    "cut short": cut_short(),
}


def test_everybody_of_a_batch_was_served_by_the_same_person():
    for _, events in read(written(desk(batch={"size": 2}))):
        assert events[-1]["org:resource"] == "clerk#1"
        assert float(events[-1]["cost:total"]) == 5.0


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_it_is_valid(document, tmp_path):
    pytest.importorskip("lxml")
    if not CHECKER.exists():
        pytest.skip("the checkers of ../shared are not here")
    log = tmp_path / "log.xes"
    log.write_bytes(written(document, cases=30, replications=2))
    told = subprocess.run([sys.executable, CHECKER, log], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
