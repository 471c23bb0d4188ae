"""Workflows and arrivals in other files: brought in for a run, errors told by file, place and remedy."""

import json

import pytest

from designer import api
from designer.simulation.parts import whole
from designer.simulation.program import NotSimulable
from tests.support.build import (
    boolean,
    box,
    calendar,
    decision,
    flow,
    inside,
    number,
    outcome,
    person,
    process,
    role,
    scenario,
    task,
    trigger,
)
from tests.support.runs import at

MIDNIGHT = scenario("run", start="2026-01-05T00:00:00", replications=1)


def approval(*parts, length="10 min"):
    """A document with a workflow that others run: it approves what is small."""
    return process(
        trigger("in"),
        decision("small"),
        task("sign", role="manager", duration=length),
        outcome("yes"),
        outcome("no"),
        "in -> sign -> small",
        flow("small", "yes", condition="amount < 5"),
        flow("small", "no", default=True),
        role("manager", cost_per_hour=60.0),
        number("amount", initial=1.0),
        *parts,
    )


def buyer(*parts, file="approval.process.json", runs="main"):
    return process(
        trigger("start", arrivals=at("00:00")),
        box("approve", runs, file=file),
        outcome("bought"),
        outcome("dropped"),
        "start -> approve",
        flow("approve", "bought", outcome="yes"),
        flow("approve", "dropped", outcome="no"),
        number("amount", initial=9.0),
        MIDNIGHT,
        *parts,
    )


def saved(folder, **documents):
    for name, document in documents.items():
        path = folder / f"{name}.process.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        api.save(document, path)
    return folder


def wrong(document, folder):
    with pytest.raises(NotSimulable) as caught:
        api.simulate(document, folder=folder)
    (finding,) = caught.value.findings
    assert finding.fix
    return finding


def test_a_box_runs_a_workflow_of_another_file_on_the_fields_of_the_case(tmp_path):
    run = api.simulate(buyer(), folder=saved(tmp_path, approval=approval()))
    figures = run.figures
    assert figures["outcomes"]["dropped"] == 1, "the amount of the case counts, not that of the file"
    assert figures["boxes"]["approve"]["runs"] == 1
    assert figures["boxes"]["approve"]["working"]["mean"] == 600
    assert figures["nodes"]["approval.process.json#sign"]["completed"] == 1
    assert run.document == buyer(), "the document itself stays as it is"


def test_our_own_team_does_the_work_where_both_files_name_it(tmp_path):
    mine = buyer(role("manager", cost_per_hour=120.0), person("jane", "manager", speed=2.0))
    run = api.simulate(mine, folder=saved(tmp_path, approval=approval(person("bob", "manager"))))
    assert run.figures["process"]["cost"]["mean"] == pytest.approx(120 * 5 / 60)
    assert set(run.figures["people"]) == {"bob", "jane"}


def test_files_name_files_from_their_own_folder(tmp_path):
    outer = process(
        trigger("in"),
        box("deep", "main", file="../approval.process.json"),
        outcome("yes"),
        outcome("no"),
        "in -> deep",
        flow("deep", "yes", outcome="yes", id="deep-yes"),
        flow("deep", "no", outcome="no", id="deep-no"),
    )
    folder = saved(tmp_path, **{"lib/outer": outer, "approval": approval()})
    run = api.simulate(buyer(file="lib/outer.process.json"), folder=folder)
    assert run.figures["outcomes"]["dropped"] == 1
    assert run.figures["nodes"]["approval.process.json#sign"]["completed"] == 1


def test_one_file_run_by_two_boxes_is_a_shared_workflow(tmp_path):
    document = process(
        trigger("start", arrivals=at("00:00")),
        box("one", "main", file="approval.process.json"),
        box("two", "main", file="./approval.process.json"),
        outcome("done"),
        "start -> one",
        flow("one", "two", outcome="yes", id="f1"),
        flow("one", "two", outcome="no", id="f2"),
        flow("two", "done", outcome="yes", id="f3"),
        flow("two", "done", outcome="no", id="f4"),
        MIDNIGHT,
    )
    run = api.simulate(document, folder=saved(tmp_path, approval=approval()))
    assert run.figures["nodes"]["approval.process.json#sign"]["completed"] == 2
    assert run.figures["process"]["cycle_time"]["mean"] == 1200


def test_the_log_and_the_playback_tell_of_what_is_inside(tmp_path):
    run = api.simulate(buyer(), folder=saved(tmp_path, approval=approval()))
    assert b"approval.process.json#sign" in run.log
    assert b"Sign" in run.xes
    program = run.results.program
    assert ("approve", "approval.process.json#sign") in program.paths


def test_a_scenario_can_choose_the_file(tmp_path):
    document = buyer(scenario("quick", base="run", changes={"approve.file": "quick.process.json"}))
    folder = saved(tmp_path, approval=approval(), quick=approval(length="1 min"))
    assert api.simulate(document, "quick", folder=folder).figures["process"]["cycle_time"]["mean"] == 60


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        (buyer(file="gone.process.json"), "file-not-found", "'gone.process.json'"),
        (buyer(runs="mian"), "file-without-workflow", "no workflow 'mian'"),
        (buyer(boolean("manager")), "file-id-taken", "'manager' means something else"),
    ],
)
def test_what_is_wrong_is_told_with_file_place_and_remedy(tmp_path, document, code, words):
    finding = wrong(document, saved(tmp_path, approval=approval()))
    assert (finding.code, finding.ids[0]) == (code, "approve")
    assert words in finding.message
    assert "process.json" in finding.message


def test_errors_within_the_other_file_are_told(tmp_path):
    broken = approval(task("lost", role="nobody"))
    finding = wrong(buyer(), saved(tmp_path, approval=broken))
    assert finding.code == "file-with-errors"
    assert "'nobody'" in finding.message


def test_files_that_run_each_other_are_refused(tmp_path):
    def ring(other):
        return process(trigger("in"), box("sub", "main", file=other), outcome("out"), "in -> sub -> out")

    folder = saved(tmp_path, a=ring("b.process.json"), b=ring("a.process.json"))
    document = process(
        trigger("start", arrivals=at("00:00")),
        box("sub", "main", file="a.process.json"),
        outcome(),
        "start -> sub -> done",
        MIDNIGHT,
    )
    finding = wrong(document, folder)
    assert (finding.code, finding.ids) == ("file-ring", ("sub",))
    assert "a.process.json and b.process.json run each other" in finding.message


@pytest.mark.parametrize(
    "document", [buyer(), process(trigger("start", arrivals={"kind": "log", "file": "x.csv"}))]
)
def test_a_document_in_no_file_says_to_save_it_first(document):
    assert "Save" in wrong(document, None).fix


def test_the_command_line_looks_beside_the_document(tmp_path, monkeypatch, capsys):
    from designer.cli.main import main

    saved(tmp_path / "there", buyer=buyer(), approval=approval())
    monkeypatch.chdir(tmp_path)
    assert main(["simulate", "there/buyer.process.json"]) == 0
    assert "Sign" in capsys.readouterr().out


# Arrivals

XES = """<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">
<trace><date key="time:timestamp" value="2020-01-01T00:00:00"/>
<event><date key="time:timestamp" value="2026-01-05T10:30:00.000+00:00"/></event>
<event><date key="time:timestamp" value="2026-01-05T09:00:00.000+00:00"/></event></trace>
<trace><event><string key="x" value="y"/>
<date key="time:timestamp" value="2026-01-05T09:45:00Z"/></event></trace>
</log>"""
ROWS = [
    {"case": "a", "timestamp": "2026-01-05 10:30"},
    {"case": "a", "timestamp": "2026-01-05T09:00:00"},
    {"case": "b", "timestamp": "2026-01-05T09:45"},
]
LOGS = {
    "log.csv": "case,time:timestamp\na,2026-01-05T10:30\na,2026-01-05T09:00\nb,2026-01-05T09:45\n",
    "semicolons.csv": "\ufeffCase ID;Start Timestamp;Who\nb;2026-01-05 09:45;x\na;2026-01-05 09:00;y\n",
    "plain.csv": "2026-01-05T09:45\n2026-01-05T09:00\n",
    "log.xes": XES,
    "log.json": json.dumps(ROWS),
    "times.json": json.dumps(["2026-01-05T09:45", "2026-01-05T09:00"]),
}


def from_log(file, **keys):
    return process(
        trigger("start", arrivals={"kind": "log", "file": file}),
        outcome(),
        "start -> done",
        scenario("run", start=keys.get("start", "2026-01-05T08:00:00"), replications=1),
    )


@pytest.mark.parametrize("name", LOGS)
def test_cases_come_when_they_came_in_the_log(tmp_path, name):
    (tmp_path / name).write_text(LOGS[name], encoding="utf-8")
    run = api.simulate(from_log(name), folder=tmp_path)
    assert run.results.first().cases.arrived.tolist() == [3_600_000, 6_300_000]


def test_all_cases_of_a_log_come_unless_a_number_is_said(tmp_path):
    moments = [f"2026-01-05T{hour:02}:{minute:02}" for hour in range(8, 24) for minute in range(60)] * 2
    (tmp_path / "log.json").write_text(json.dumps(moments))
    run = api.simulate(from_log("log.json"), folder=tmp_path)
    assert len(run.results.first().cases) == len(moments) > 1000
    assert len(api.simulate(from_log("log.json"), folder=tmp_path, cases=7).results.first().cases) == 7


@pytest.mark.parametrize("form", ["log", "xes"])
def test_a_run_can_be_fed_with_the_log_of_another(tmp_path, form):
    document = process(
        trigger(
            "start",
            arrivals={"kind": "interval", "interval": {"kind": "exponential", "mean": 9, "unit": "min"}},
        ),
        task("work", duration="1 min"),
        outcome(),
        "start -> work -> done",
        scenario("run", cases=20, replications=2),
    )
    first = api.simulate(document)
    name = "run.csv" if form == "log" else "run.xes"
    (tmp_path / name).write_bytes(getattr(first, form))
    again = api.simulate(from_log(name, start="2026-01-05T09:00:00"), folder=tmp_path, replications=1)
    came = first.results.first().cases.arrived.tolist()
    second = whole(first.results.program, 1).cases.arrived.tolist()
    expected = came if form == "log" else sorted(came + second)
    assert again.results.first().cases.arrived.tolist() == expected


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("gone.csv", None, "cannot be read"),
        ("log.txt", "x", "A log is CSV, XES or JSON"),
        ("log.csv", "case,when\na,2026-01-05\n", "there are case, when"),
        ("log.csv", "case,time\na,yesterday\n", "row 2, column 'time'"),
        ("log.csv", "case,time\n", "no case"),
        ("log.json", "{}", "no list"),
        ("log.json", "[[[", "no JSON"),
        ("log.xes", "<log><trace>", "no XML"),
        ("log.xes", '<!DOCTYPE log [<!ENTITY a "b">]><log/>', "document type"),
    ],
)
def test_a_log_that_cannot_be_used_says_why_and_what_to_do(tmp_path, name, text, words):
    if text is not None:
        (tmp_path / name).write_text(text)
    finding = wrong(from_log(name), tmp_path)
    assert (finding.code, finding.ids, finding.key) == ("log-not-usable", ("start",), "arrivals")
    assert words in finding.message
    assert name in finding.message


def test_a_log_from_before_the_run_says_where_to_begin(tmp_path):
    (tmp_path / "log.csv").write_text(LOGS["log.csv"])
    finding = wrong(from_log("log.csv", start="2026-02-01T00:00:00"), tmp_path)
    assert finding.code == "arrivals-before-start"
    assert "2026-01-05T09:00" in finding.fix


def test_workflows_of_a_file_keep_their_hours(tmp_path):
    night = approval(calendar("office"), person("ann", "manager", calendar="office"), inside("spare"))
    run = api.simulate(buyer(), folder=saved(tmp_path, approval=night))
    assert run.figures["process"]["cycle_time"]["mean"] == (9 * 60 + 10) * 60
