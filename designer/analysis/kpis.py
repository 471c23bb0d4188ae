"""The key figures by which runs are compared: one number of each replication."""

from dataclasses import dataclass
from typing import Literal

from designer.analysis.measure import Measured
from designer.analysis.samples import PROCESS
from designer.analysis.tally import Tally
from designer.simulation.program import Program

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
    Kpi("working", "Work", "s"),
    Kpi("cost", "Cost per case", "money"),
    Kpi("throughput_per_hour", "Throughput", "per hour", "more"),
    Kpi("work_in_progress", "In progress", "cases"),
    Kpi("sla_met", "On time", "share", "more"),
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


def values(made: Measured, chosen: tuple[Kpi, ...]) -> dict[str, list[float | None]]:
    """The figures of each replication, by key; None where there is none."""
    return {kpi.key: [_value(kpi.key, tally) for tally in made.tallies] for kpi in chosen}


def _value(key: str, tally: Tally) -> float | None:
    if key.startswith(UTILISATION):
        role = key.removeprefix(UTILISATION)
        return tally.utilisation([i for i, one in enumerate(tally.program.servers) if role in one.roles])
    if key == "sla_met":
        made = tally.promises.made.get((PROCESS,), 0)
        return tally.promises.kept[PROCESS,] / made if made else None
    if key == "throughput_per_hour":
        return tally.throughput
    if key == "work_in_progress":
        return tally.work_in_progress
    sample = tally.samples[PROCESS, key]
    return sample.total / sample.count / (1 if key == "cost" else 1000) if sample.count else None
