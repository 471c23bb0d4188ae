"""The figures of a run in the shape of `simulate --json`: seconds, money, shares; None for unknown."""

from typing import Any

import numpy as np

from designer.analysis import cases, handoffs
from designer.analysis.cases import CaseBook
from designer.analysis.critical import links
from designer.analysis.intervals import stat
from designer.analysis.ledger import HOUR_MS, Ledger, ledger
from designer.analysis.loads import mean, person_loads, role_loads, window
from designer.analysis.problems import problems
from designer.analysis.promises import Promises
from designer.analysis.stays import Stays
from designer.model import graph
from designer.model.document import Document
from designer.simulation import codes
from designer.simulation.program import Array
from designer.simulation.replicate import Results

_STATES = {
    "finished": codes.COMPLETED,
    "in_progress": codes.IN_PROGRESS,
    "stuck": codes.STUCK,
    "failed": codes.FAILED,
}


def summary(results: Results, document: Document, sla_calendar: str | None = None) -> dict[str, Any]:
    """Everything a run says, over all its replications.

    Counts are totals over the replications and of the whole run; statistics leave the warm-up out: cases that
    arrived, executions that became due, and time that passed before its end. With a calendar promises are
    measured in its working hours, else by the clock; KeyError when it is not there.
    """
    return _Report(results, document, sla_calendar).summary()


class _Report:
    def __init__(self, results: Results, document: Document, sla_calendar: str | None) -> None:
        self.results = results
        self.program = results.program
        self.document = document
        self.traces = results.traces
        self.ledgers = [ledger(self.program, trace) for trace in results.traces]
        paths = links(self.program)
        self.books = [CaseBook(book, paths) for book in self.ledgers]
        self.sla_calendar = sla_calendar
        self.promises = Promises(self.program, sla_calendar)

    def summary(self) -> dict[str, Any]:
        settings = self.program.settings
        stays = Stays(self.program, self.document, self.ledgers, self.books, self.promises)
        process = self.process()
        return {
            "scenario": settings.scenario,
            "seed": settings.seed,
            "replications": len(self.traces),
            "warm_up": settings.warm_up_ms / 1000,
            "currency": self.document.currency,
            "sla_calendar": self.sla_calendar,
            "cancelled": self.results.cancelled,
            "cases": self.cases(),
            "process": process,
            "outcomes": self.outcomes(),
            "outcome_figures": self.outcome_figures(),
            "workflows": {self.document.root: self.root_runs(process)} | stays.workflows(),
            "boxes": stays.boxes(),
            "nodes": stays.nodes(),
            "flows": self.flows(),
            "roles": role_loads(self.ledgers),
            "people": person_loads(self.ledgers),
            "problems": problems(self.results, self.ledgers),
        }

    def cases(self) -> dict[str, int]:
        counts = {"started": sum(len(trace.cases) for trace in self.traces)}
        for name, state in _STATES.items():
            counts[name] = sum(int((trace.cases.state == state).sum()) for trace in self.traces)
        return counts

    def process(self) -> dict[str, Any]:
        chosen = [(book, book.counted) for book in self.books]
        return {
            **cases.figures(chosen),
            **cases.quality(chosen),
            "throughput_per_hour": mean(throughput(book) for book in self.ledgers),
            "work_in_progress": mean(work_in_progress(book) for book in self.ledgers),
            "sla_met": self.promises.kept(
                self.document.workflows[self.document.root].sla, [span(book) for book in self.books]
            ),
        }

    def root_runs(self, process: dict[str, Any]) -> dict[str, Any]:
        kept = ("cycle_time", "waiting", "working", "cost", "sla_met", "waiting_causes")
        return {"runs": sum(len(trace.cases) for trace in self.traces)} | {key: process[key] for key in kept}

    def outcomes(self) -> dict[str, int]:
        return {node: self._ended_at(node) for node in self._outcomes()}

    def outcome_figures(self) -> dict[str, Any]:
        found = {}
        for node in self._outcomes():
            at = [i for i, name in enumerate(self.program.nodes) if name == node]
            chosen = [(book, book.counted & np.isin(book.ends_at, at)) for book in self.books]
            found[node] = {"cases": sum(int(mask.sum()) for _, mask in chosen)} | cases.figures(chosen)
        return found

    def _outcomes(self) -> list[str]:
        # An outcome that no case reached is a figure, too; some cases end where nothing leads on.
        named = {node.id for node in graph.outcomes(self.document, self.document.root)}
        for trace in self.traces:
            at = trace.cases.place[(trace.cases.state == codes.COMPLETED) & (trace.cases.place >= 0)]
            named |= {self.program.nodes[place] for place in np.unique(at).tolist()}
        return sorted(named)

    def _ended_at(self, node: str) -> int:
        at = [i for i, name in enumerate(self.program.nodes) if name == node]
        ends = [trace.cases.place[trace.cases.state == codes.COMPLETED] for trace in self.traces]
        return sum(int(np.isin(places, at).sum()) for places in ends)

    def flows(self) -> dict[str, Any]:
        counts: dict[str, int] = {}
        for trace in self.traces:
            for number, flow in enumerate(self.program.flows):
                counts[flow] = counts.get(flow, 0) + int(trace.passed[number])
        taken = [handoffs.delays(self.program, trace) for trace in self.traces]
        found: dict[str, Any] = {flow: {"tokens": count} for flow, count in sorted(counts.items())}
        for flow in sorted({flow for delays in taken for flow in delays}):
            delays = [each[flow] / 1000 for each in taken if flow in each]
            found[flow]["handoff_delay"] = stat(delays)
        return found


def span(book: CaseBook) -> tuple[Array, Array]:
    """From when to when each case took that counts, in ms."""
    cases = book.book.trace.cases
    return cases.arrived[book.counted], cases.ended[book.counted]


def throughput(book: Ledger) -> float | None:
    """Cases finished per hour of the clock after the warm-up."""
    begin, end = window(book)
    cases = book.trace.cases
    done = (cases.state == codes.COMPLETED) & (cases.ended >= begin) & (cases.ended <= end)
    return float(done.sum() / (end - begin) * HOUR_MS) if end > begin else None


def work_in_progress(book: Ledger) -> float | None:
    """How many cases were under way, on average over time after the warm-up."""
    begin, end = window(book)
    cases = book.trace.cases
    left = np.where(cases.ended < 0, end, cases.ended)
    inside = np.clip(left, begin, end) - np.clip(cases.arrived, begin, end)
    return float(inside.sum() / (end - begin)) if end > begin else None
