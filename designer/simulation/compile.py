"""Compiles a document and a scenario into a `Program`: arrays for the kernel, names for its readers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from designer.model import checks, graph, scenarios
from designer.model.document import Document
from designer.model.durations import seconds
from designer.model.findings import Finding, ordered
from designer.model.nodes import ScheduleArrivals
from designer.model.scenario import Scenario
from designer.simulation.assembly import assemble
from designer.simulation.places import LIMIT, Places, TooManyPlacesError
from designer.simulation.program import NotSimulable, Program, Settings
from designer.simulation.refusals import refusals
from designer.simulation.shifts import shifts
from designer.simulation.staffing import Staff

DEFAULT_CASES = 1000


def compile(  # noqa: A001  # it is what it does, always called by its module
    document: Document,
    scenario: str | Scenario | None = None,
    *,
    outside: Callable[[Document], Document] | None = None,
    **overrides: Any,
) -> Program:
    """Makes a program of a document under a scenario.

    `outside` brings in what the document, changed as the scenario says, takes from other files: workflows
    that boxes run, logs of arrivals (`designer.exchange.outside`); the simulator itself reads none.

    `scenario` is an id, or a scenario that need not be in the document; without one the first of the document
    that has no base is taken, else the defaults: 1,000 cases (or all, where they come at given moments only),
    seed 1, 20 replications, from Monday 2026-01-05T09:00. `overrides` win over its keys: cases, until,
    warm_up (durations as text), seed, replications, start, and limits (what `Limits` holds, by name).
    Raises NotSimulable with every finding, KeyError for a scenario that is not there, ValueError for a limit
    out of bounds.
    """
    chosen, document = _resolved(document, scenario)
    _refuse_errors(document)
    whole = document if outside is None else outside(document)
    if whole is not document:
        _refuse_errors(replace(whole, scenarios={}))  # they change what stands in the document's own file
        document = whole
    settings = _settings(chosen, overrides, document)
    try:
        places = Places(document)
    except TooManyPlacesError:
        message = f"The boxes unfold to more than {LIMIT:,} places."
        fix = "Share fewer workflows within shared workflows."
        raise NotSimulable(
            (Finding("error", "too-many-places", message, (document.root,), None, fix),)
        ) from None
    calendars = sorted(document.calendars)
    staff = Staff(document, {key: number for number, key in enumerate(calendars)})
    wrong = refusals(document, places, settings)
    if wrong:
        raise NotSimulable(ordered(wrong))
    hours = [shifts(document.calendars[key], settings.start) for key in calendars]
    return assemble(document, settings, places, staff, dict(zip(calendars, hours, strict=True)))


def _refuse_errors(document: Document) -> None:
    wrong = tuple(finding for finding in checks.check(document) if finding.severity == "error")
    if wrong:
        raise NotSimulable(wrong)


def _resolved(document: Document, scenario: str | Scenario | None) -> tuple[Scenario, Document]:
    if scenario is None:
        plain = [key for key in sorted(document.scenarios) if document.scenarios[key].base is None]
        if not plain:
            return Scenario(id="default"), document
        scenario = plain[0]
    if isinstance(scenario, Scenario):
        document = replace(document, scenarios={**document.scenarios, scenario.id: scenario})
        scenario = scenario.id
    found = scenarios.resolve(document, scenario)
    if found.findings:
        raise NotSimulable(found.findings)
    return found.scenario, found.document


def _planned_cases(document: Document) -> int:
    """How many cases come where nobody says: all whose moments are given, else as many as are quickly run."""
    plans = [trigger.arrivals for trigger in graph.triggers(document, document.root)]
    given = [len(plan.at) for plan in plans if isinstance(plan, ScheduleArrivals)]
    endless = any(plan is not None and not isinstance(plan, ScheduleArrivals) for plan in plans)
    return DEFAULT_CASES if endless else max(1, sum(given))


def _settings(scenario: Scenario, overrides: dict[str, Any], document: Document) -> Settings:
    unknown = overrides.keys() - {"cases", "until", "warm_up", "seed", "replications", "start", "limits"}
    if unknown:
        raise TypeError(f"a run has no setting {sorted(unknown)[0]!r}")
    given = scenario.model_dump(exclude_none=True) | {k: v for k, v in overrides.items() if v is not None}
    until = _ms(given["until"]) if "until" in given else None
    cases = given.get("cases")
    start = given.get("start", Settings.start)
    return Settings(
        scenario=scenario.id,
        start=datetime.fromisoformat(start) if isinstance(start, str) else start,
        cases=_planned_cases(document) if cases is None and until is None else cases,
        until_ms=until,
        warm_up_ms=_ms(given.get("warm_up", "0 s")),
        seed=given.get("seed", Settings.seed),
        replications=given.get("replications", Settings.replications),
        limits=Settings.limits.changed(given.get("limits", {})),
    )


def _ms(duration: str) -> int:
    return round(seconds(duration) * 1000)
