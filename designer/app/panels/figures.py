"""The figures of a run in words: what the results panel shows, made from the summary of `simulate --json`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from designer.analysis.ledger import CAUSES as DELAYS
from designer.analysis.money import money
from designer.app.panels.cause_bar import CAUSES
from designer.app.panels.outline import title_of
from designer.exchange.tables import cell
from designer.model.document import Document
from designer.model.durations import words

Summary = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """One key figure: what it is, its value, and a quieter line below; `tip` says what it means.

    `value` in seconds, money, cases, or a share is what two runs are compared by.
    """

    title: str
    text: str
    more: str = ""
    tip: str = ""
    tone: str = ""
    value: float | None = None


@dataclass(frozen=True)
class Cell:
    """What a table shows, and the number behind it: seconds for times, a share for percents.

    With `parts`, seconds by cause, it is shown as a stacked bar.
    """

    text: str
    value: float | None = None
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Column:
    """A heading, what stands under it, and in what unit numbers are copied."""

    title: str
    tip: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under headings, numbers in all columns but the first; `ids` names what each row speaks of."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    ids: tuple[str, ...]


def cards(summary: Summary, document: Document) -> tuple[Card, ...]:
    """The key figures of a run."""
    process, cases = summary["process"], summary["cases"]
    cycle = process["cycle_time"]
    made = [
        Card(
            "Cases finished",
            number(cases["finished"]),
            f"of {number(cases['started'])} started",
            "Cases that reached an outcome, in all replications together.",
            value=cases["finished"],
        ),
        _time_card("Cycle time", cycle, _spread(cycle), "From arrival to the end, nights included."),
        _time_card(
            "Waiting",
            process["waiting"],
            share_of(process["waiting"], cycle),
            "The time in which a case lies and nobody works on it, nights included.",
        ),
        _time_card(
            "Work",
            process["working"],
            share_of(process["working"], cycle),
            "The time in which somebody works on a case. Steps side by side count each.",
        ),
        Card(
            "Cost per case",
            cost(process["cost"], document.currency),
            tip="Working time at the rates of the roles, and what steps cost each time."
            + _sure_money(process, document.currency),
            value=_mean(process["cost"]),
        ),
        Card(
            "Throughput",
            f"{process['throughput_per_hour'] or 0:.3g} / h",
            "finished per hour",
            "Cases finished per hour of the clock, nights included.",
            value=process["throughput_per_hour"],
        ),
    ]
    if process.get("sla_met") is not None:
        kept = process["sla_met"]
        tip = "The share of cases that were done within what the process promises."
        made.append(Card("On time", percent(kept), "of the cases", tip, value=kept))
    yielded = process["first_pass_yield"]
    if yielded is not None and yielded < 1:
        tip = "The share of cases in which no step had to be done again."
        made.append(Card("Right first time", percent(yielded), "of the cases", tip, value=yielded))
    lost = cases["stuck"] + cases["failed"]
    if lost:
        tip = "Stuck cases wait for what cannot come; failed ones met a decision with no way out."
        made.insert(
            1, Card("Stuck or failed", number(lost), _first_problem(summary), tip, tone="error", value=lost)
        )
    return tuple(made)


def _time_card(title: str, stat: dict[str, Any], more: str, tip: str) -> Card:
    low, high = map(words, stat.get("ci95") or (0.0, 0.0))
    sure = f" 95 % sure to be {low} to {high}." if low != high else ""
    return Card(title, time(stat), more, f"{tip} Mean of all cases.{sure}", value=_mean(stat))


def _sure_money(process: dict[str, Any], currency: str) -> str:
    ends = [money(end, currency) for end in process["cost"].get("ci95") or ()]
    return f" 95 % sure to be {ends[0]} to {ends[1]}." if ends else ""


def change(card: Card, before: Sequence[Card]) -> str:
    """How a figure differs from the same one of another run, or nothing."""
    old = next((other for other in before if other.title == card.title), None)
    if old is None or old.value is None or card.value is None:
        return ""
    if old.text == card.text:
        return "as before"
    if card.text.endswith("%"):
        return f"{_signed((card.value - old.value) * 100)} points from {old.text}"
    share = f"{_signed((card.value / old.value - 1) * 100)} % " if old.value else ""
    return f"{share}from {old.text}"


def _signed(value: float) -> str:
    return f"{value:+.0f}".replace("-", "\N{MINUS SIGN}")


def tables(summary: Summary, document: Document) -> tuple[Table, ...]:
    """Who is busy, where cases wait, how they end."""
    return (_roles(summary, document), _steps(summary, document), _outcomes(summary, document))


def _roles(summary: Summary, document: Document) -> Table:
    found = sorted(summary["roles"].items(), key=lambda item: (-(item[1]["utilisation"] or 0), item[0]))
    rows = tuple(
        (
            Cell(document.roles[key].name or key if key in document.roles else key),
            Cell(number(value["servers"]), value["servers"]),
            Cell(percent(value["utilisation"]), value["utilisation"]),
            Cell(f"{value['queue_length']['mean'] or 0:.2g}", value["queue_length"]["mean"] or 0),
            _time(value["waiting"]),
        )
        for key, value in found
    )
    columns = (
        Column("Role"),
        Column("People", "How many people do this role's work"),
        Column(
            "Busy", "Share of their working hours in which they work. From about 85 % on, queues grow fast"
        ),
        Column("In queue", "How many pieces of work wait for the role, on average over the run"),
        Column("Waiting", "How long a piece of work waits for the role, on average", "h"),
    )
    return Table("Roles", columns, rows, tuple(key for key, _ in found))


def _steps(summary: Summary, document: Document) -> Table:
    found = [
        (key, value)
        for key, value in summary["nodes"].items()
        if value["completed"]
        and key in document.nodes
        and document.nodes[key].kind in ("task", "wait", "workflow")
    ]
    found.sort(key=lambda item: (-_total(item[1]), item[0]))
    rows = tuple(
        (
            Cell(title_of(document.nodes[key], document)),
            Cell(number(value["completed"]), value["completed"]),
            _time(value["waiting"]),
            _time(value["working"]),
            _time(value["cycle_time"]),
            _delay(value),
        )
        for key, value in found
    )
    columns = (
        Column("Step", "In the order of how long cases lie there altogether: the bottleneck comes first"),
        Column("Done", "How often the step was completed, in all replications together"),
        Column("Waiting", "How long a case lies at the step before and between work, on average", "h"),
        Column("Work", "How long somebody works on it, on average", "h"),
        Column("In all", "From reaching the step to leaving it, on average", "h"),
        Column("Delay", "How long cases lay there altogether, and why", "h"),
    )
    return Table("Steps", columns, rows, tuple(key for key, _ in found))


def _outcomes(summary: Summary, document: Document) -> Table:
    found = sorted(summary["outcomes"].items(), key=lambda item: (-item[1], item[0]))
    whole = sum(count for _, count in found) or 1
    rows = tuple(
        (
            Cell(title_of(document.nodes[key], document) if key in document.nodes else key),
            Cell(number(count), count),
            Cell(percent(count / whole), count / whole),
        )
        for key, count in found
    )
    columns = (
        Column("Outcome"),
        Column("Cases", "How many cases ended here, in all replications together"),
        Column("Share", "Of the cases that finished"),
    )
    return Table("Outcomes", columns, rows, tuple(key for key, _ in found))


def _causes(summary: Summary, document: Document) -> list[list[str]]:
    """The delay at each step by its causes, in hours altogether."""
    rows = []
    for key, value in summary["nodes"].items():
        parts = parts_of(value["waiting_causes"])
        if key in document.nodes and any(length for _, length in parts):
            name = title_of(document.nodes[key], document)
            rows.append([cell(name), *(f"{length / 3600:.6g}" for _, length in parts)])
    heads = [f"{CAUSES[name]} (h)" for name in DELAYS]
    return [[], ["Delay by cause", *heads], *rows]


def sheet(summary: Summary, document: Document) -> list[list[str]]:
    """All figures as the rows of a spreadsheet; tables in plain numbers, times in hours, shares 0 to 1."""
    rows = [["Figure", "Value", ""]]
    rows += [[card.title, card.text, card.more] for card in cards(summary, document)]
    for table in tables(summary, document):
        heads = [f"{c.title} ({c.unit})" if c.unit else c.title for c in table.columns]
        rows += [[], heads]
        for cells in table.rows:
            rows.append([_plain(one, c.unit) for one, c in zip(cells, table.columns, strict=True)])
    return rows + _causes(summary, document)


def _plain(shown: Cell, unit: str) -> str:
    if shown.value is None:
        return "" if shown.text == "–" else cell(shown.text)
    return f"{shown.value / 3600 if unit == 'h' else shown.value:.6g}"


def number(value: float | None) -> str:
    """A count with its thousands apart."""
    return "–" if value is None else f"{value:,.0f}".replace(",", "\u202f")


def percent(value: float | None) -> str:
    """A share of 0 to 1 in percent."""
    return "–" if value is None else f"{value * 100:.0f} %"


def time(stat: dict[str, Any] | None) -> str:
    """The mean of a statistic of times."""
    mean = _mean(stat)
    return "–" if mean is None else words(mean)


def _time(stat: dict[str, Any] | None) -> Cell:
    return Cell(time(stat), _mean(stat))


def _mean(stat: dict[str, Any] | None) -> float | None:
    return (stat or {}).get("mean")


def cost(stat: dict[str, Any] | None, currency: str) -> str:
    """The mean of a statistic of costs."""
    mean = _mean(stat)
    return "–" if mean is None else money(mean, currency)


def share_of(part: dict[str, Any] | None, whole: dict[str, Any] | None) -> str:
    """How much of one mean another is, in words."""
    top, base = _mean(part), _mean(whole)
    if top is None or not base:
        return ""
    return f"{top / base * 100:.0f} % of the cycle time"


def _spread(stat: dict[str, Any] | None) -> str:
    p90 = (stat or {}).get("p90")
    return "" if p90 is None else f"90 % within {words(p90)}"


def _total(value: dict[str, Any]) -> float:
    return float(value["waiting_causes"]["all"]["total"])


def parts_of(causes: dict[str, Any], key: str = "total") -> tuple[tuple[str, float], ...]:
    """The causes of a delay in seconds: their totals, or means."""
    return tuple((name, part[key] or 0.0) for name, part in causes.items() if name != "all")


def _delay(value: dict[str, Any]) -> Cell:
    total = _total(value)
    return Cell(words(total) if total else "–", total, parts_of(value["waiting_causes"]))


def _first_problem(summary: Summary) -> str:
    problems = summary.get("problems") or []
    return str(problems[0]["message"]) if problems else ""
