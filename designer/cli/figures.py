"""The figures of a run as tables people can read."""

from collections.abc import Mapping
from typing import Any

from designer.cli.streams import say
from designer.cli.tables import Column
from designer.cli.tables import show as table
from designer.model import durations
from designer.model.document import Document

VITAL = 0.8  # of all delay; the steps that cause it are shown, with FEWEST or more of them
FEWEST, MOST = 5, 12
CAUSES = {
    "server": "nobody free",
    "off_shift": "off shift",
    "batch": "batch forming",
    "join": "at a join",
    "handoff": "handoff",
    "timer": "timer",
    "suspended": "paused at shift end",
    "working": "working",
}
UNKNOWN = "-"


def show(summary: Mapping[str, Any], document: Document) -> None:
    """Prints what `simulate --json` holds, most important first."""
    _heading(summary, document)
    if summary["process"]["cycle_time"]["n"]:
        for part in (_process, _steps, _roles, _workflows, _outcomes):
            part(summary, document)
    else:
        say("No case ended after the warm-up, so there are no figures: let more cases arrive.")
    for problem in summary["problems"]:
        say(f"\n{problem['kind']}: {problem['message']}")


def _heading(summary: Mapping[str, Any], document: Document) -> None:
    scenario = document.scenarios.get(summary["scenario"] or "")
    named = f" · {scenario.name or scenario.id}" if scenario else ""
    runs = summary["replications"]
    cases = ", ".join(f"{summary['cases'][key]:,} {key.replace('_', ' ')}" for key in _told(summary["cases"]))
    say(f"{_name(document, document.root)}{named}")
    say(f"{cases} in {runs} {'replications' if runs > 1 else 'replication'} with seed {summary['seed']}")
    _experiment(summary)


def _experiment(summary: Mapping[str, Any]) -> None:
    found, precision = summary.get("warm_up_found"), summary.get("precision")
    if summary["warm_up"]:
        how = f", found by {found['method']}" if found else ""
        say(f"warm-up of {length(summary['warm_up'])} left out{how}")
    elif found and found["settled"]:
        say(f"no warm-up needed, says {found['method']}")
    if precision and precision["met"]:
        named = precision["figure"].replace("_", " ")
        say(f"mean {named} known to ± {precision['reached']:.1%}, as wanted (± {precision['wanted']:.1%})")


def _told(cases: Mapping[str, int]) -> list[str]:
    return [
        key
        for key in ("started", "finished", "in_progress", "stuck", "failed")
        if cases[key] or key == "finished"
    ]


def _process(summary: Mapping[str, Any], document: Document) -> None:
    process = summary["process"]
    rows = [
        _stat_row(title, process[key], length)
        for title, key in (
            ("cycle time", "cycle_time"),
            ("waiting", "waiting"),
            ("working", "working"),
            ("handoff delay", "handoff_delay"),
        )
    ]
    rows.append(_stat_row(f"cost in {document.currency}", process["cost"], money))
    titles = ("mean", "± 95 %", "p50", "p90", "p95", "longest")
    table((Column("per case"), *(Column(title, number=True) for title in titles)), rows, "Process")
    kept = process["sla_met"]
    by = f" in working hours of {_name(document, summary['sla_calendar'])}" if summary["sla_calendar"] else ""
    say(
        f"{_plain(process['throughput_per_hour'])} cases finished per hour, "
        f"{_plain(process['work_in_progress'])} in progress"
        + (f", promise kept in {share(kept)}{by}" if kept is not None else "")
    )
    say(f"{share(process['first_pass_yield'])} without rework, {_path(process['critical_path'])}")


def _path(path: Mapping[str, Any]) -> str:
    """Of what the cycle time consists, most first."""
    parts = [(name, part["share"]) for name, part in path.items() if name != "all" and part["share"]]
    told = [f"{part:.0%} {CAUSES[name]}" for name, part in sorted(parts, key=lambda item: -item[1])]
    return f"cycle time: {', '.join(told)}" if told else "no time passed"


def _stat_row(title: str, stat: Mapping[str, Any], form: Any) -> tuple[str, ...]:
    low_high = stat.get("ci95")
    half = form((low_high[1] - low_high[0]) / 2) if low_high else UNKNOWN
    return (
        title,
        form(stat.get("mean")),
        half,
        *(form(stat.get(key)) for key in ("p50", "p90", "p95", "max")),
    )


def _outcomes(summary: Mapping[str, Any], document: Document) -> None:
    counts = summary["outcomes"]
    total = sum(counts.values())
    rows = [
        (_name(document, node), f"{number:,}", share(number / total if total else None))
        for node, number in sorted(counts.items(), key=lambda item: -item[1])
    ]
    table((Column("outcome"), Column("cases", number=True), Column("share", number=True)), rows, "Outcomes")


def _roles(summary: Mapping[str, Any], document: Document) -> None:
    rows = [
        (
            _name(document, role),
            f"{figures['servers']}",
            share(figures["utilisation"]),
            _plain(figures["queue_length"]["mean"]),
            _plain(figures["queue_length"]["max"]),
            length(figures["waiting"].get("mean")),
        )
        for role, figures in sorted(summary["roles"].items(), key=lambda item: -(item[1]["utilisation"] or 0))
    ]
    titles = ("people", "busy", "queue", "longest queue", "waiting for them")
    table((Column("role"), *(Column(title, number=True) for title in titles)), rows, "Roles")


def _workflows(summary: Mapping[str, Any], document: Document) -> None:
    if len(summary["workflows"]) < 2:
        return
    rows = [
        (
            _name(document, workflow),
            f"{figures['runs']:,}",
            length(figures["cycle_time"].get("mean")),
            length(figures["cycle_time"].get("p90")),
            length(figures["waiting"].get("mean")),
            length(figures["working"].get("mean")),
            share(figures["sla_met"]),
        )
        for workflow, figures in sorted(summary["workflows"].items(), key=lambda item: -_longest(item[1]))
        if workflow != document.root
    ]
    titles = ("runs", "cycle time", "p90", "waiting", "working", "promise kept")
    table((Column("workflow"), *(Column(title, number=True) for title in titles)), rows, "Workflows")


def _longest(figures: Mapping[str, Any]) -> float:
    return float(figures["cycle_time"].get("mean") or 0)


def _steps(summary: Mapping[str, Any], document: Document) -> None:
    nodes = {
        node: figures
        for node, figures in summary["nodes"].items()
        if getattr(document.nodes.get(node), "kind", "") == "task" and figures["entered"]
    }
    most = _vital(nodes)
    whole = sum(_delay(figures) for figures in nodes.values())
    rows = [
        (
            _name(document, node),
            f"{figures['entered']:,}",
            length(figures["waiting"].get("mean")),
            length(figures["waiting"].get("p90")),
            length(figures["working"].get("mean")),
            money(figures["cost"].get("mean")),
            share(_delay(figures) / whole if whole else None),
            _mostly(figures["waiting_causes"]),
        )
        for node, figures in most
    ]
    titles = ("times", "waiting", "p90", "working", "cost each", "of all delay")
    left = len(nodes) - len(most)
    heading = "Steps, most delay first" + (f" ({left} more with --json)" if left > 0 else "")
    columns = (Column("step"), *(Column(title, number=True) for title in titles), Column("mostly"))
    table(columns, rows, heading)


def _vital(nodes: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The few steps that cause most of the delay, and some more to make the list worth reading."""
    ordered = sorted(nodes.items(), key=lambda item: (-_delay(item[1]), item[0]))
    whole, passed = sum(_delay(figures) for _, figures in ordered), 0.0
    count = 0
    for _, figures in ordered:
        if count >= FEWEST and passed >= VITAL * whole:
            break
        passed += _delay(figures)
        count += 1
    return ordered[: min(count, MOST)]


def _delay(figures: Mapping[str, Any]) -> float:
    return float(figures["waiting_causes"]["all"]["total"])


def _mostly(causes: Mapping[str, Any]) -> str:
    parts = [(part["total"], name) for name, part in causes.items() if name != "all"]
    most, name = max(parts, default=(0, ""))
    return CAUSES[name] if most else UNKNOWN


def _name(document: Document, record_id: str) -> str:
    return getattr(document.get(record_id), "name", "") or record_id


def length(seconds: float | None) -> str:
    """Seconds as people say them."""
    return UNKNOWN if seconds is None else durations.words(seconds)


def money(amount: float | None) -> str:
    """An amount with two digits and its thousands set apart."""
    return UNKNOWN if amount is None else f"{amount:,.2f}"


def share(part: float | None) -> str:
    """A share of 1 as per cent."""
    return UNKNOWN if part is None else f"{part:.1%}"


def _plain(number: float | None) -> str:
    return UNKNOWN if number is None else f"{number:,.3g}"
