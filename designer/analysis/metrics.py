"""The figures of a run in the shape of `simulate --json`: seconds, money, shares; None for unknown."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from designer.analysis import stays
from designer.analysis.causes import causes
from designer.analysis.critical import PARTS
from designer.analysis.ledger import CAUSES
from designer.analysis.measure import Measured
from designer.analysis.problems import problems
from designer.analysis.samples import FLOW, NODE, OUTCOME, PERSON, PROCESS, ROLE, Key, Stat, stat
from designer.analysis.traffic import offered_loads
from designer.model import graph
from designer.model.nodes import Area, Boundary, Box, Note, Task
from designer.simulation import codes

_STATES = {
    "finished": codes.COMPLETED,
    "in_progress": codes.IN_PROGRESS,
    "stuck": codes.STUCK,
    "failed": codes.FAILED,
}
_CASES = ("cycle_time", "waiting", "working", "handoff_delay", "cost")
_COUNTS = ("entered", "completed", "cancelled")
_WAITS = ("server", "off_shift")


def summary(made: Measured) -> dict[str, Any]:
    """Everything a run says, over all its replications.

    Counts are totals over the replications and of the whole run; statistics leave the warm-up out: cases that
    arrived, executions that became due, and time that passed before its end. Promises are measured by the
    clock, or in the working hours of a calendar.
    """
    return _Report(made).summary()


class _Report:
    def __init__(self, made: Measured) -> None:
        self.made = made
        self.program = made.program
        self.document = made.program.document
        self.tallies = made.tallies
        self.counts = [tally.counts for tally in made.tallies]
        self.places: dict[str, list[int]] = {}
        for place, node in enumerate(self.program.nodes):
            if node:
                self.places.setdefault(node, []).append(place)

    def summary(self) -> dict[str, Any]:
        settings = self.program.settings
        process = self.process()
        return {
            "scenario": settings.scenario,
            "seed": settings.seed,
            "replications": len(self.tallies),
            "warm_up": settings.warm_up_ms / 1000,
            "currency": self.document.currency,
            "sla_calendar": self.made.sla_calendar,
            "cancelled": self.made.cancelled,
            "cases": self.cases(),
            "process": process,
            "outcomes": {node: self._ended_at(node) for node in self._outcomes()},
            "outcome_figures": self.outcome_figures(),
            "workflows": {self.document.root: self.root_runs(process)} | self.workflows(),
            "boxes": self.boxes(),
            "nodes": self.nodes(),
            "flows": self.flows(),
            "roles": self.roles(),
            "people": self.people(),
            "problems": problems(self.made),
        }

    # Cases

    def cases(self) -> dict[str, int]:
        states = {name: sum(each.states[state] for each in self.counts) for name, state in _STATES.items()}
        return {"started": sum(each.cases for each in self.counts)} | states

    def process(self) -> dict[str, Any]:
        cases = sum(tally.cases.counted for tally in self.tallies)
        return {
            **self._case_figures((PROCESS,)),
            "flow_efficiency": self._stat([(PROCESS, "flow_efficiency")]),
            "first_pass_yield": sum(tally.cases.clean for tally in self.tallies) / cases if cases else None,
            "rework_rounds": self._stat([(PROCESS, "rework_rounds")]),
            "rework_working": self._stat([(PROCESS, "rework_working")], 1000),
            "throughput_per_hour": mean(tally.throughput for tally in self.tallies),
            "work_in_progress": mean(tally.work_in_progress for tally in self.tallies),
            "sla_met": self._kept([(PROCESS,)]),
        }

    def root_runs(self, process: dict[str, Any]) -> dict[str, Any]:
        kept = ("cycle_time", "waiting", "working", "cost", "sla_met", "waiting_causes")
        return {"runs": sum(each.cases for each in self.counts)} | {key: process[key] for key in kept}

    def outcome_figures(self) -> dict[str, Any]:
        found = {}
        for node in self._outcomes():
            figures = self._case_figures((OUTCOME, node))
            found[node] = {"cases": figures["cycle_time"]["n"]} | figures
        return found

    def _outcomes(self) -> list[str]:
        # An outcome that no case reached is a figure, too; some cases end where nothing leads on.
        named = {node.id for node in graph.outcomes(self.document, self.document.root)}
        for each in self.counts:
            named |= {self.program.nodes[place] for place in np.flatnonzero(each.ended_at).tolist()}
        return sorted(named)

    def _ended_at(self, node: str) -> int:
        at = [place for place, name in enumerate(self.program.nodes) if name == node]
        return sum(int(each.ended_at[at].sum()) for each in self.counts)

    def _case_figures(self, key: Key) -> dict[str, Any]:
        figures = {name: self._stat([(*key, name)], 1 if name == "cost" else 1000) for name in _CASES}
        return figures | {
            "waiting_causes": self._causes([(*key, "waiting_causes")], CAUSES),
            "critical_path": self._causes([(*key, "critical_path")], PARTS),
        }

    # Steps, boxes, workflows

    def nodes(self) -> dict[str, Any]:
        """Every node that takes part in a run; of tasks also how they kept their promise and were redone."""
        figures = {}
        for key, places in sorted(self.places.items()):
            node = self.document.nodes[key]
            if isinstance(node, Note | Area | Boundary):
                continue
            counts = {name: self._count(name, places) for name in _COUNTS}
            figures[key] = counts | self._stay_figures([key])
            if isinstance(node, Task):
                figures[key] |= {"sla_met": self._kept([(NODE, key)])} | self._again(places)
        return figures

    def boxes(self) -> dict[str, Any]:
        """Every box with the runs it made of its workflow."""
        return {
            key: self._runs([key]) for key in sorted(self.places) if isinstance(self.document.nodes[key], Box)
        }

    def workflows(self) -> dict[str, Any]:
        """Every workflow but the root, with its runs in all boxes together."""
        found = {}
        for workflow in sorted(self.document.workflows):
            running = sorted(box.id for box in self.document.boxes_running(workflow))
            boxes = [box for box in running if box in self.places]
            if boxes and workflow != self.document.root:
                found[workflow] = self._runs(boxes)
        return found

    def _runs(self, boxes: list[str]) -> dict[str, Any]:
        places = [place for box in boxes for place in self.places[box]]
        promised = {"sla_met": self._kept([(NODE, box) for box in boxes])}
        return {"runs": self._count("entered", places)} | self._stay_figures(boxes) | promised

    def _count(self, name: str, places: list[int]) -> int:
        return sum(int(getattr(each, name)[places].sum()) for each in self.counts)

    def _stay_figures(self, nodes: list[str]) -> dict[str, Any]:
        figures: dict[str, Any] = {
            name: self._stat([(NODE, node, name) for node in nodes], 1 if name == "cost" else 1000)
            for name in stays.FIGURES
        }
        return figures | {
            "waiting_causes": self._causes([(NODE, node, "waiting_causes") for node in nodes], CAUSES)
        }

    def _again(self, places: list[int]) -> dict[str, float | None]:
        """In how many of the cases a task was done once only, and how often it was done again per case."""
        cases, rounds, clean = (
            sum(int(getattr(tally.rework, name)[places].sum()) for tally in self.tallies)
            for name in ("cases", "rounds", "clean")
        )
        return {
            "first_pass_yield": clean / cases if cases else None,
            "rework_rounds": rounds / cases if cases else None,
        }

    # Flows, roles, people

    def flows(self) -> dict[str, Any]:
        counts: dict[str, int] = {}
        for each in self.counts:
            for number, flow in enumerate(self.program.flows):
                counts[flow] = counts.get(flow, 0) + int(each.passed[number])
        found: dict[str, Any] = {flow: {"tokens": count} for flow, count in sorted(counts.items())}
        for kind, *rest in sorted(self.made.pooled):
            if kind == FLOW:
                found[rest[0]]["handoff_delay"] = self._stat([(FLOW, rest[0])], 1000)
        return found

    def roles(self) -> dict[str, Any]:
        """Servers, utilisation (busy on shift / on shift), overtime (s), queue and waiting of each role.

        The offered load is the work that comes per time on shift, by the traffic equations. What needs
        several roles at once is counted for each of them that was short, so the roles can add up to more
        than the tasks.
        """
        if not self.tallies:
            return {}
        offered = offered_loads(self.program, self.counts)
        return {
            role: self._role(number, role) | {"offered_load": _finite(offered.get((role,)))}
            for number, role in enumerate(self.program.roles)
        }

    def _role(self, number: int, role: str) -> dict[str, Any]:
        members = [i for i, server in enumerate(self.program.servers) if role in server.roles]
        return {
            "servers": len(members),
            **self._busy(members),
            "queue_length": {
                "mean": mean(tally.queue_length(number) for tally in self.tallies),
                "max": max(tally.loads.longest[number].most for tally in self.tallies),
            },
            "waiting": self._stat([(ROLE, role, "waiting")], 1000),
            "waiting_causes": self._causes([(ROLE, role)], _WAITS),
        }

    def people(self) -> dict[str, Any]:
        """Utilisation of each person who holds a role, what they did, and what it had waited for them.

        Each piece of work counts for the one server who led it, so that people (and the unnamed servers, who
        are not listed) add up to the tasks.
        """
        if not self.tallies:
            return {}
        found = {}
        for number, server in enumerate(self.program.servers):
            if server.person is not None:
                working = self._stat([(PERSON, server.person, "working")], 1000)
                found[server.person] = {
                    **self._busy([number]),
                    "completed": working["n"],
                    "working": working,
                    "waiting_causes": self._causes([(PERSON, server.person)], _WAITS),
                }
        return found

    def _busy(self, members: list[int]) -> dict[str, float | None]:
        return {
            "utilisation": mean(tally.utilisation(members) for tally in self.tallies),
            "overtime": mean(tally.overtime(members) for tally in self.tallies),
        }

    # What they are made of

    def _stat(self, keys: list[Key], scale: float = 1.0) -> Stat:
        return stat(self.made.sample(keys), self.made.samples(keys), scale)

    def _causes(self, keys: list[Key], names: Iterable[str]) -> dict[str, Any]:
        found = [tally.samples.found_delays.get(key) for tally in self.tallies for key in keys]
        return causes((delays for delays in found if delays is not None), names)

    def _kept(self, keys: list[Key]) -> float | None:
        """The share of promises kept; None without one, or without anything that was promised."""
        promises = [tally.promises for tally in self.tallies]
        made = sum(each.made.get(key, 0) for each in promises for key in keys)
        return sum(each.kept.get(key, 0) for each in promises for key in keys) / made if made else None


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is known."""
    found = [value for value in values if value is not None]
    return float(np.mean(found)) if found else None


def _finite(value: float | None) -> float | None:
    return None if value is None or math.isinf(value) else value
