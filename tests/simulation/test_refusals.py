"""What cannot be simulated is refused by name, never simulated wrongly."""

import pytest

from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from designer.simulation.program import NotSimulable
from tests.support.build import (
    box,
    inside,
    outcome,
    process,
    role,
    scenario,
    task,
    trigger,
    wait,
)
from tests.support.runs import MIDNIGHT, MINUTE, Run, every, minutes, start


def refused(*parts, **settings):
    with pytest.raises(NotSimulable) as caught:
        compiled(process(*parts), **settings)
    return caught.value.findings


def test_a_process_without_arrivals_names_its_trigger():
    (finding,) = refused(trigger("start"), outcome(), "start -> done")
    assert (finding.code, finding.ids) == ("no-arrivals", ("start",))


def test_a_role_with_too_few_servers_is_named():
    codes = {
        f.code
        for f in refused(
            start(),
            task("a", role="clerk", units=3),
            outcome(),
            "start -> a -> done",
            role("clerk", capacity=2),
        )
    }
    assert "servers-too-few" in codes


def test_a_document_with_errors_does_not_compile():
    findings = refused(start(), box("sub", "gone"), outcome(), "start -> sub -> done")
    assert all(finding.severity == "error" for finding in findings)


def test_a_scenario_changes_the_document_it_runs():
    document = process(
        start(),
        task("a", duration="10 min"),
        outcome(),
        "start -> a -> done",
        scenario("as-is", start="2026-01-05T00:00:00"),
        scenario("fast", base="as-is", changes={"a.duration": "4 min"}),
    )
    assert Run(document).ends() == [10]
    assert Run(document, scenario="fast").ends() == [4]


def test_overrides_win_over_the_scenario():
    document = process(
        trigger("start", arrivals=every(minutes(1))),
        outcome(),
        "start -> done",
        scenario("s", cases=5, seed=3),
    )
    program = compiled(document, "s", cases=2, until="1 h", seed=9, replications=4, warm_up="2 min")
    settings = program.settings
    assert (settings.cases, settings.until_ms, settings.seed, settings.replications) == (2, 60 * MINUTE, 9, 4)
    assert settings.warm_up_ms == 2 * MINUTE


def test_arrivals_stop_at_until_and_the_run_goes_on():
    document = process(
        trigger("start", arrivals=every(minutes(10))),
        wait("w", duration="1 d"),
        outcome(),
        "start -> w -> done",
    )
    engine = Engine(compiled(document, until="35 min"))
    engine.advance()
    cases = engine.trace().cases
    assert len(cases) == 3
    assert (cases.ended >= 24 * 60 * MINUTE).all()


def test_a_box_in_another_file_that_nobody_brought_in_is_told():
    findings = refused(
        start(),
        box("sub", "main", file="other.process.json"),
        outcome(),
        "start -> sub -> done",
        MIDNIGHT,
    )
    assert [(f.code, f.ids, f.key) for f in findings] == [("file-not-found", ("sub",), "file")]
    assert "Save" in findings[0].fix


def test_nodes_of_an_unused_workflow_do_not_matter():
    document = process(
        start(),
        outcome(),
        "start -> done",
        inside("spare", trigger("t"), task("x", batch={"size": 2}), outcome("o")),
        "t -> x -> o",
        scenario("s", start="2026-01-05T00:00:00"),
    )
    assert Run(document).ends() == [0]


def test_a_start_on_a_day_that_is_not_is_told():
    findings = refused(start(), outcome(), "start -> done", scenario("s", start="2026-02-31T00:00:00"))
    assert "bad-date" in {finding.code for finding in findings}
