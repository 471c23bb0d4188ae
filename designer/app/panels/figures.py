"""The figures of a run in words: what the results panel shows, made from the summary of `simulate --json`."""

from dataclasses import dataclass
from typing import Any

from designer.app.panels.outline import title_of
from designer.model.document import Document
from designer.model.durations import words

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
Summary = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """One key figure: what it is, its value, and a quieter line below."""

    title: str
    value: str
    more: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under a heading, numbers in all columns but the first; `ids` names what each row speaks of."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...]


def cards(summary: Summary, document: Document) -> tuple[Card, ...]:
    """The key figures of a run."""
    process, cases = summary["process"], summary["cases"]
    cycle = process["cycle_time"]
    made = [
        Card("Cases finished", number(cases["finished"]), f"of {number(cases['started'])} started"),
        Card("Cycle time", time(cycle), _spread(cycle)),
        Card("Waiting", time(process["waiting"]), share_of(process["waiting"], cycle)),
        Card("Work", time(process["working"]), share_of(process["working"], cycle)),
        Card("Cost per case", money(process["cost"], document.currency), ""),
        Card("Throughput", f"{process['throughput_per_hour'] or 0:.3g} / h", "cases finished per hour"),
    ]
    if process.get("sla_met") is not None:
        made.append(Card("On time", percent(process["sla_met"]), "of cases within the agreed time"))
    lost = cases["stuck"] + cases["failed"]
    if lost:
        made.insert(1, Card("Stuck or failed", number(lost), _first_problem(summary), tone="error"))
    return tuple(made)


def tables(summary: Summary, document: Document) -> tuple[Table, ...]:
    """Who is busy, where cases wait, how they end."""
    return (_roles(summary, document), _steps(summary, document), _outcomes(summary, document))


def _roles(summary: Summary, document: Document) -> Table:
    found = sorted(summary["roles"].items(), key=lambda item: (-(item[1]["utilisation"] or 0), item[0]))
    rows = tuple(
        (
            document.roles[key].name or key if key in document.roles else key,
            number(value["servers"]),
            percent(value["utilisation"]),
            f"{value['queue_length']['mean'] or 0:.2g}",
            time(value["waiting"]),
        )
        for key, value in found
    )
    columns = ("Role", "People", "Busy", "In queue", "Waiting")
    return Table("Roles", columns, rows, tuple(key for key, _ in found))


def _steps(summary: Summary, document: Document) -> Table:
    found = [
        (key, value)
        for key, value in summary["nodes"].items()
        if value["completed"]
        and key in document.nodes
        and document.nodes[key].kind in ("task", "wait", "workflow")
    ]
    found.sort(key=lambda item: (-_total(item[1]["waiting"]), item[0]))
    rows = tuple(
        (
            title_of(document.nodes[key], document),
            number(value["completed"]),
            time(value["waiting"]),
            time(value["working"]),
            time(value["cycle_time"]),
        )
        for key, value in found
    )
    columns = ("Step", "Done", "Waiting", "Work", "In all")
    return Table("Steps", columns, rows, tuple(key for key, _ in found))


def _outcomes(summary: Summary, document: Document) -> Table:
    found = sorted(summary["outcomes"].items(), key=lambda item: (-item[1], item[0]))
    whole = sum(count for _, count in found) or 1
    rows = tuple(
        (
            title_of(document.nodes[key], document) if key in document.nodes else key,
            number(count),
            percent(count / whole),
        )
        for key, count in found
    )
    return Table("Outcomes", ("Outcome", "Cases", "Share"), rows, tuple(key for key, _ in found))


def number(value: float | None) -> str:
    """A count with its thousands apart."""
    return "–" if value is None else f"{value:,.0f}".replace(",", "\u202f")


def percent(value: float | None) -> str:
    """A share of 0 to 1 in percent."""
    return "–" if value is None else f"{value * 100:.0f} %"


def time(stat: dict[str, Any] | None) -> str:
    """The mean of a statistic of times."""
    mean = (stat or {}).get("mean")
    return "–" if mean is None else words(mean)


def money(stat: dict[str, Any] | None, currency: str) -> str:
    """The mean of a statistic of costs."""
    mean = (stat or {}).get("mean")
    if mean is None:
        return "–"
    amount = f"{mean:,.2f}".replace(",", "\u202f")
    return f"{SYMBOLS[currency]}{amount}" if currency in SYMBOLS else f"{amount} {currency}"


def share_of(part: dict[str, Any] | None, whole: dict[str, Any] | None) -> str:
    """How much of one mean another is, in words."""
    top, base = (part or {}).get("mean"), (whole or {}).get("mean")
    if top is None or not base:
        return ""
    return f"{top / base * 100:.0f} % of the cycle time"


def _spread(stat: dict[str, Any] | None) -> str:
    p90 = (stat or {}).get("p90")
    return "" if p90 is None else f"90 % within {words(p90)}"


def _total(stat: dict[str, Any] | None) -> float:
    found = stat or {}
    return float((found.get("mean") or 0.0) * (found.get("n") or 0))


def _first_problem(summary: Summary) -> str:
    problems = summary.get("problems") or []
    return str(problems[0]["message"]) if problems else ""
