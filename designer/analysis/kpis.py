"""The key figures by which runs are compared: one number of each replication."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from designer.analysis.cases import CaseBook
from designer.analysis.critical import links
from designer.analysis.ledger import ledger
from designer.analysis.loads import utilisation
from designer.analysis.metrics import span, throughput, work_in_progress
from designer.analysis.promises import Promises
from designer.simulation.program import Array, Program
from designer.simulation.trace import Trace

Unit = Literal["s", "money", "per hour", "cases", "share"]
Better = Literal["less", "more", ""]


@dataclass(frozen=True)
class Kpi:
    """A key figure: in which unit it is, and whether less or more of it is better."""

    key: str
    title: str
    unit: Unit
    better: Better = "less"


KPIS = (
    Kpi("cycle_time", "Cycle time", "s"),
    Kpi("waiting", "Waiting", "s"),
    Kpi("working", "Working", "s"),
    Kpi("cost", "Cost per case", "money"),
    Kpi("throughput_per_hour", "Throughput", "per hour", "more"),
    Kpi("work_in_progress", "In progress", "cases"),
    Kpi("sla_met", "Promise kept", "share", "more"),
)
UTILISATION = "utilisation."
BUSY = "Busy: "


def kpis(programs: list[Program]) -> tuple[Kpi, ...]:
    """The figures that some runs have in common, with the utilisation of every role in all of them."""
    shared = set.intersection(*(set(program.roles) for program in programs)) if programs else set()
    document = programs[0].document if programs else None
    roles = [
        Kpi(f"{UTILISATION}{role}", f"{BUSY}{document.roles[role].name or role}", "share", "")
        for role in sorted(shared)
        if document is not None
    ]
    return (*KPIS, *roles)


def values(
    program: Program, traces: tuple[Trace, ...], chosen: tuple[Kpi, ...], sla_calendar: str | None = None
) -> dict[str, list[float | None]]:
    """The figures of each replication, by key; None where there is none."""
    paths = links(program)
    promises = Promises(program, sla_calendar)
    books = [CaseBook(ledger(program, trace), paths) for trace in traces]
    return {kpi.key: [_value(kpi.key, book, promises) for book in books] for kpi in chosen}


def _value(key: str, cases: CaseBook, promises: Promises) -> float | None:
    book, document = cases.book, cases.book.program.document
    if key.startswith(UTILISATION):
        role = key.removeprefix(UTILISATION)
        return utilisation(book, [i for i, one in enumerate(book.program.servers) if role in one.roles])
    if key == "sla_met":
        return promises.kept(document.workflows[document.root].sla, [span(cases)])
    if key in ("throughput_per_hour", "work_in_progress"):
        return throughput(book) if key == "throughput_per_hour" else work_in_progress(book)
    columns: dict[str, Callable[[CaseBook], Array]] = {
        "cycle_time": lambda case: case.cycle / 1000,
        "waiting": lambda case: case.waiting / 1000,
        "working": lambda case: case.working / 1000,
        "cost": lambda case: case.cost,
    }
    column = columns[key](cases)[cases.counted]
    return float(np.mean(column)) if len(column) else None
