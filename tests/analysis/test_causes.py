"""Delay and its causes: what the parts are, and that they add up, to the millisecond."""

import numpy as np
import pytest

from designer import api
from designer.analysis.cases import CaseBook
from designer.analysis.critical import links
from designer.analysis.ledger import CAUSES, ledger
from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.replicate import run as replicate
from tests.support.build import (
    boundary,
    box,
    calendar,
    decision,
    flow,
    inside,
    outcome,
    parallel,
    person,
    process,
    role,
    scenario,
    task,
    trigger,
    wait,
)
from tests.support.models import lead_to_cash
from tests.support.runs import MIDNIGHT, at, every, exponential, start

MINUTE, HOUR = 60, 3600
TEMPLATES = [info.id for info in api.templates()]


def figures(document, **settings):
    return summary(measure(compiled(document, **settings)))


def parts_of(found):
    """Totals of the causes that are not nothing, in seconds."""
    return {name: part["total"] for name, part in found.items() if part["total"] and name != "all"}


def books(document, **settings):
    results = replicate(compiled(document, **settings))
    paths = links(results.program)
    return [CaseBook(ledger(results.program, trace), paths) for trace in results.traces]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_time_of_every_case_and_every_execution_is_accounted_for(template):
    for cases in books(api.new(template), cases=80, replications=2):
        book = cases.book
        stays = np.isin(book.kind, (codes.TASK, codes.WAIT, codes.RACE, codes.STATE)) & book.completed
        whole = (book.ended - book.log.enabled)[stays]
        parts = [book.cause(name)[stays] for name in ("working", *CAUSES)]
        assert (sum(parts) == whole).all()
        assert min(part.min(initial=0) for part in parts) >= 0
        assert (sum(cases.path.values()) == cases.cycle).all()
        assert all((part >= 0).all() for part in cases.path.values())
        # What boxes hold is what the steps in them took, and so is what cases took.
        leaves = book.kind != codes.BOX
        for name in CAUSES:
            if name != "handoff":
                assert book.cause(name)[leaves].sum() == cases.causes[name].sum()


@pytest.mark.parametrize("template", ["order-fulfilment", "purchase-approval"])
def test_the_causes_in_the_figures_add_up(template):
    found = figures(api.new(template), cases=60, replications=2)
    places = [found["process"], *found["outcome_figures"].values(), *found["workflows"].values()]
    places += [*found["boxes"].values(), *found["nodes"].values(), *found["roles"].values()]
    for place in places:
        whole = place["waiting_causes"]["all"]["total"]
        assert sum(parts_of(place["waiting_causes"]).values()) == pytest.approx(whole, abs=1e-6)
        stat, causes = place["waiting"], place["waiting_causes"]
        if stat["n"]:
            waited = sum(causes.get(name, {"total": 0})["total"] for name in ("server", "off_shift", "batch"))
            assert waited <= stat["mean"] * stat["n"] + 1e-6


def test_off_shift_is_when_nobody_of_the_role_is_on_shift_and_contention_the_rest():
    document = process(
        start("start", at("07:00", "07:00", "07:00")),
        task("work", role="clerk", duration="2 h"),
        outcome(),
        "start -> work -> done",
        role("clerk", capacity=0),
        person("early", "clerk", calendar="morning"),
        person("later", "clerk", calendar="noon"),
        calendar("morning", start="08:00", end="12:00"),
        calendar("noon", start="10:00", end="14:00"),
        MIDNIGHT,
    )
    found = figures(document)
    # Begun at 8, 10 and 10; until 8 nobody is there, from then on somebody is, if only the other one.
    assert parts_of(found["nodes"]["work"]["waiting_causes"]) == {"off_shift": 3 * HOUR, "server": 4 * HOUR}
    assert parts_of(found["roles"]["clerk"]["waiting_causes"]) == {"off_shift": 3 * HOUR, "server": 4 * HOUR}
    people = found["people"]
    led = [people[key]["waiting_causes"]["all"]["total"] for key in ("early", "later")]
    assert sum(led) == 7 * HOUR
    assert people["early"]["completed"] + people["later"]["completed"] == 3


def test_work_that_needs_two_roles_waits_for_those_that_were_short():
    document = process(
        start("start", at("00:00")),
        task("hold", role="nurse", duration="40 min"),
        outcome(),
        trigger("second", arrivals=at("00:10")),
        task("operate", role="surgeon", also=({"role": "nurse"},), duration="30 min"),
        "start -> hold -> done",
        "second -> operate -> done",
        role("surgeon"),
        role("nurse"),
        MIDNIGHT,
    )
    found = figures(document)
    assert found["nodes"]["operate"]["waiting"]["max"] == 30 * MINUTE
    assert found["roles"]["nurse"]["waiting"]["max"] == 30 * MINUTE
    assert found["roles"]["surgeon"]["waiting"]["max"] == 0
    assert parts_of(found["roles"]["nurse"]["waiting_causes"]) == {"server": 30 * MINUTE}


def test_handoffs_belong_to_their_flow_and_to_the_boxes_around_it():
    document = process(
        start(),
        box("sub", "inner"),
        outcome(),
        flow("start", "sub", handoff={"delay": "1 h"}),
        flow("sub", "done"),
        inside("inner", trigger("in"), task("work", duration="10 min"), outcome("out")),
        flow("in", "work", handoff={"delay": "2 h"}),
        flow("work", "out"),
        MIDNIGHT.model_copy(update={"replications": 2}),
    )
    found = figures(document)
    assert found["flows"]["in-work"]["handoff_delay"]["mean"] == 2 * HOUR
    assert parts_of(found["boxes"]["sub"]["waiting_causes"]) == {"handoff": 2 * 2 * HOUR}
    assert parts_of(found["process"]["waiting_causes"]) == {"handoff": 2 * 3 * HOUR}
    assert parts_of(found["outcome_figures"]["done"]["waiting_causes"]) == {"handoff": 2 * 3 * HOUR}


def test_flow_efficiency_is_work_on_the_critical_path():
    document = process(
        start(),
        parallel("split"),
        task("short", duration="10 min"),
        task("long", duration="20 min"),
        wait("rest", duration="10 min"),
        parallel("join"),
        outcome(),
        "start -> split -> short -> join",
        "split -> long -> rest -> join -> done",
        MIDNIGHT,
    )
    found = figures(document)["process"]
    assert found["flow_efficiency"]["mean"] == pytest.approx(20 / 30)
    assert parts_of(found["critical_path"]) == {"working": 20 * MINUTE, "timer": 10 * MINUTE}
    assert found["waiting_causes"]["join"]["total"] == 20 * MINUTE


def test_the_critical_path_goes_through_what_was_cut_short_and_through_clocks_on_borders():
    cut = process(
        start(),
        task("slow", duration="60 min"),
        boundary("late", host="slow", after="15 min"),
        task("help", duration="5 min"),
        outcome(),
        "start -> slow -> done",
        "late -> help -> done",
        MIDNIGHT,
    )
    assert parts_of(figures(cut)["process"]["critical_path"]) == {"working": 20 * MINUTE}
    reminded = process(
        start(),
        task("quick", duration="20 min"),
        boundary("late", host="quick", after="15 min", interrupting=False),
        task("help", duration="30 min"),
        outcome(),
        "start -> quick -> done",
        "late -> help -> done",
        MIDNIGHT,
    )
    path = parts_of(figures(reminded)["process"]["critical_path"])
    assert path == {"timer": 15 * MINUTE, "working": 30 * MINUTE}


def test_rework_is_counted_per_case_and_per_step():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        task("write", duration="10 min"),
        task("check", duration="5 min"),
        decision("good"),
        outcome(),
        "start -> write -> check -> good",
        flow("good", "write", probability=0.2),
        flow("good", "done", probability=0.8),
        scenario("run", cases=4000, replications=5),
    )
    found = figures(document)
    # Rounds are geometric: none in 80 %, 0.25 on average.
    assert found["process"]["first_pass_yield"] == pytest.approx(0.8, abs=0.015)
    low, high = found["process"]["rework_rounds"]["ci95"]
    assert low - 0.01 < 0.25 < high + 0.01
    assert found["process"]["rework_working"]["mean"] == pytest.approx(
        found["process"]["rework_rounds"]["mean"] * 15 * MINUTE
    )
    assert found["nodes"]["check"]["rework_rounds"] == pytest.approx(0.25, abs=0.03)
    assert found["nodes"]["check"]["first_pass_yield"] == found["process"]["first_pass_yield"]


def test_instances_are_no_rework():
    document = process(
        start(),
        task("sign", duration="5 min", instances={"count": 3, "mode": "sequential"}),
        outcome(),
        "start -> sign -> done",
        MIDNIGHT,
    )
    found = figures(document)["process"]
    assert found["first_pass_yield"] == 1.0
    assert parts_of(found["critical_path"]) == {"working": 15 * MINUTE}


def test_overtime_is_told_apart_from_work_on_shift():
    document = process(
        start("start", at("16:00")),
        task("close", role="clerk", duration="3 h", at_shift_end="finish"),
        outcome(),
        "start -> close -> done",
        role("clerk", calendar="office"),
        person("jane", "clerk"),
        calendar(),
        MIDNIGHT,
    )
    found = figures(document)
    assert found["roles"]["clerk"]["overtime"] == found["people"]["jane"]["overtime"] == 2 * HOUR
    assert found["roles"]["clerk"]["utilisation"] == pytest.approx(1 / 8)


def test_a_promise_can_be_kept_by_the_clock_or_by_working_time():
    document = process(
        start("start", at("16:00")),
        task("work", role="clerk", duration="2 h", sla="3 h"),
        outcome(),
        "start -> work -> done",
        role("clerk", calendar="office"),
        calendar(),
        MIDNIGHT,
    )
    program = compiled(document)
    assert summary(measure(program))["nodes"]["work"]["sla_met"] == 0.0
    by_hours = summary(measure(program, sla_calendar="office"))
    assert (by_hours["nodes"]["work"]["sla_met"], by_hours["sla_calendar"]) == (1.0, "office")
    with pytest.raises(KeyError):
        measure(program, sla_calendar="offise")


def test_what_the_contract_names_is_there():
    stat = {"n", "mean", "ci95", "sd", "min", "p50", "p90", "p95", "max"}
    found = figures(lead_to_cash(cases=30, replications=2))
    assert {"scenario", "seed", "replications", "warm_up"} <= found.keys()
    assert found["cases"].keys() == {"started", "finished", "in_progress", "stuck", "failed"}
    for key in ("cycle_time", "waiting", "working", "handoff_delay", "cost"):
        assert found["process"][key].keys() == stat
    assert {"throughput_per_hour", "work_in_progress", "sla_met"} <= found["process"].keys()
    assert all(isinstance(count, int) for count in found["outcomes"].values())
    times = {"waiting", "working", "cycle_time", "cost"}
    (workflow,) = found["workflows"].values()
    assert {"runs", "sla_met", *times} <= workflow.keys()
    for node in found["nodes"].values():
        assert {"entered", "completed", "cancelled", *times} <= node.keys()
        assert all(node[key].keys() == stat for key in times)
    assert all("tokens" in flow for flow in found["flows"].values())
    for each in found["roles"].values():
        assert {"servers", "utilisation", "waiting"} <= each.keys()
        assert each["queue_length"].keys() == {"mean", "max"}


def test_work_for_two_is_off_shift_while_only_one_of_them_is_there():
    document = process(
        start("start", at("08:00")),
        task("carry", role="clerk", units=2, duration="1 h"),
        outcome(),
        "start -> carry -> done",
        role("clerk", capacity=0),
        person("early", "clerk", calendar="morning"),
        person("late", "clerk", calendar="day"),
        calendar("morning", start="08:00", end="16:00"),
        calendar("day", start="11:00", end="19:00"),
        MIDNIGHT,
    )
    found = figures(document)
    assert parts_of(found["nodes"]["carry"]["waiting_causes"]) == {"off_shift": 3 * HOUR}
    assert parts_of(found["roles"]["clerk"]["waiting_causes"]) == {"off_shift": 3 * HOUR}
