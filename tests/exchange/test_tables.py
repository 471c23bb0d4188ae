"""The activity log as CSV."""

import csv
import io

from designer.exchange.tables import HEADER, log_csv
from designer.simulation.compile import compile as compiled
from tests.support.build import box, inside, outcome, person, process, role, task, trigger, wait
from tests.support.models import lead_to_cash
from tests.support.runs import MIDNIGHT, start


def written(document):
    program = compiled(document)
    return b"".join(log_csv(program, range(program.settings.replications)))


def rows(document):
    text = written(document).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_for_each_execution():
    document = process(
        start(),
        task("check", name="Check, twice", role="clerk", duration="90 min", cost=1.0),
        box("sub", "inner"),
        outcome(),
        "start -> check -> sub -> done",
        inside("inner", trigger("in"), wait("pause", duration="1 h"), outcome("out")),
        "in -> pause -> out",
        role("clerk", cost_per_hour=20.0),
        person("jane", "clerk"),
        MIDNIGHT,
    )
    check, pause, sub = rows(document)
    assert check == {
        "replication": "0",
        "case": "0",
        "node": "check",
        "name": "Check, twice",
        "workflow": "main",
        "box": "",
        "instance": "0",
        "role": "clerk",
        "server": "jane",
        "enabled": "2026-01-05T00:00:00.000",
        "started": "2026-01-05T00:00:00.000",
        "ended": "2026-01-05T01:30:00.000",
        "work_seconds": "5400.0",
        "cost": "31.0",
        "state": "completed",
    }
    assert (pause["node"], pause["box"], pause["workflow"], pause["instance"]) == (
        "pause",
        "sub",
        "inner",
        "1",
    )
    assert (sub["node"], sub["ended"]) == ("sub", pause["ended"])


def test_the_header_and_the_order():
    document = lead_to_cash(cases=40, replications=2)
    found = rows(document)
    assert tuple(found[0]) == HEADER
    assert {row["node"] for row in found} == {
        "qualify",
        "quote",
        "review",
        "deliver",
        "draft",
        "invoice",
        "close",
    }
    order = [(row["replication"], row["ended"], row["started"], int(row["case"])) for row in found]
    assert order == sorted(order)


def test_no_name_is_a_formula_in_a_spreadsheet():
    names = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", 'He said "no", twice\nor more', "2 = 2"]
    steps = [task(f"t{number}", name=name, duration="1 min") for number, name in enumerate(names)]
    chain = " -> ".join(["start", *(step.id for step in steps), "done"])
    document = process(start(), *steps, outcome(), chain, MIDNIGHT)
    data = written(document)
    found = [row["name"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]
    assert [name.removeprefix("'") for name in found] == names
    assert not any(name.startswith(("=", "+", "-", "@", "\t")) for name in found)
    assert b"\r\n" in data
