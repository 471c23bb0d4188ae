"""The figures of a run in the shape of `simulate --json`: seconds, money, shares; None for unknown."""

from collections.abc import Callable
from typing import Any

import numpy as np

from designer.analysis.intervals import Stat, stat
from designer.analysis.ledger import HOUR_MS, Ledger, ledger
from designer.analysis.loads import person_loads, role_loads, window
from designer.analysis.problems import problems
from designer.model import graph
from designer.model.document import Document
from designer.model.durations import seconds
from designer.model.nodes import Area, Boundary, Box, Note
from designer.simulation import codes
from designer.simulation.program import Array
from designer.simulation.replicate import Results

_STATES = {
    "finished": codes.COMPLETED,
    "in_progress": codes.IN_PROGRESS,
    "stuck": codes.STUCK,
    "failed": codes.FAILED,
}


def summary(results: Results, document: Document) -> dict[str, Any]:
    """Everything a run says, over all its replications.

    Counts are totals over the replications and of the whole run; statistics leave the warm-up out: cases that
    arrived, executions that became due, and time that passed before its end.
    """
    report = _Report(results, document)
    settings = results.program.settings
    return {
        "scenario": settings.scenario,
        "seed": settings.seed,
        "replications": len(results.traces),
        "warm_up": settings.warm_up_ms / 1000,
        "cancelled": results.cancelled,
        "cases": report.cases(),
        "process": report.process(),
        "outcomes": report.outcomes(),
        "workflows": report.workflows(),
        "boxes": report.boxes(),
        "nodes": report.nodes(),
        "flows": report.flows(),
        "roles": role_loads(report.ledgers),
        "people": person_loads(report.ledgers),
        "problems": problems(results, report.ledgers),
    }


class _Report:
    def __init__(self, results: Results, document: Document) -> None:
        self.program = results.program
        self.document = document
        self.traces = results.traces
        self.ledgers = [ledger(self.program, trace) for trace in results.traces]
        self.warm_up = self.program.settings.warm_up_ms

    def cases(self) -> dict[str, int]:
        counts = {"started": sum(len(trace.cases) for trace in self.traces)}
        for name, state in _STATES.items():
            counts[name] = sum(int((trace.cases.state == state).sum()) for trace in self.traces)
        return counts

    def process(self) -> dict[str, Any]:
        figures = self._case_figures()
        figures["throughput_per_hour"] = self._mean(self._throughput)
        figures["work_in_progress"] = self._mean(self._work_in_progress)
        figures["sla_met"] = self._sla(self.document.root, [self._cycles(book) for book in self.ledgers])
        return figures

    def _case_figures(self) -> dict[str, Any]:
        def of(column: Callable[[Ledger], Array]) -> Stat:
            return stat([book.by_case(column(book))[self._counted(book)] / 1000 for book in self.ledgers])

        return {
            "cycle_time": stat([self._cycles(book) / 1000 for book in self.ledgers]),
            "waiting": of(lambda book: book.waiting + book.timed),
            "working": of(lambda book: book.working),
            "handoff_delay": stat([self._handoffs(book) / 1000 for book in self.ledgers]),
            "cost": stat([book.by_case(book.cost)[self._counted(book)] for book in self.ledgers]),
            "waiting_by_cause": {
                "server": of(lambda book: book.waiting - book.off_shift - book.forming),
                "batch": of(lambda book: book.forming),
                "off_shift": of(lambda book: book.off_shift),
                "suspended": of(lambda book: book.suspended),
                "join": of(lambda book: book.joining),
                "timer": of(lambda book: book.timed),
            },
        }

    def _counted(self, book: Ledger) -> Array:
        """The cases that enter the figures: finished, and arrived after the warm-up."""
        cases = book.trace.cases
        mask: Array = (cases.state == codes.COMPLETED) & (cases.arrived >= self.warm_up)
        return mask

    def _cycles(self, book: Ledger) -> Array:
        cases = book.trace.cases
        lengths: Array = (cases.ended - cases.arrived)[self._counted(book)]
        return lengths

    def _handoffs(self, book: Ledger) -> Array:
        delays: Array = book.trace.cases.delay[self._counted(book)]
        return delays

    def _throughput(self, book: Ledger) -> float | None:
        begin, end = window(book)
        cases = book.trace.cases
        done = (cases.state == codes.COMPLETED) & (cases.ended >= begin) & (cases.ended <= end)
        return float(done.sum() / (end - begin) * HOUR_MS) if end > begin else None

    def _work_in_progress(self, book: Ledger) -> float | None:
        begin, end = window(book)
        cases = book.trace.cases
        left = np.where(cases.ended < 0, end, cases.ended)
        inside = np.clip(left, begin, end) - np.clip(cases.arrived, begin, end)
        return float(inside.sum() / (end - begin)) if end > begin else None

    def _mean(self, figure: Callable[[Ledger], float | None]) -> float | None:
        found = [value for book in self.ledgers if (value := figure(book)) is not None]
        return float(np.mean(found)) if found else None

    def _sla(self, workflow: str, cycles: list[Array]) -> float | None:
        target = self.document.workflows[workflow].sla
        if target is None or not sum(map(len, cycles)):
            return None
        lengths = np.concatenate(cycles)
        return float((lengths <= seconds(target) * 1000).mean())

    def outcomes(self) -> dict[str, int]:
        # An outcome that no case reached is a figure, too.
        counts = {node.id: 0 for node in graph.outcomes(self.document, self.document.root)}
        for trace in self.traces:
            finished = trace.cases.place[(trace.cases.state == codes.COMPLETED) & (trace.cases.place >= 0)]
            for place, count in zip(*np.unique(finished, return_counts=True), strict=True):
                node = self.program.nodes[place]
                counts[node] = counts.get(node, 0) + int(count)
        return dict(sorted(counts.items()))

    def workflows(self) -> dict[str, Any]:
        figures = {}
        for workflow in sorted(self.document.workflows):
            if workflow == self.document.root:
                figures[workflow] = self._root_runs()
                continue
            boxes = {box.id for box in self.document.boxes_running(workflow)}
            places = [p for p, node in enumerate(self.program.nodes) if node in boxes]
            if places:
                figures[workflow] = self._runs(workflow, places)
        return figures

    def boxes(self) -> dict[str, Any]:
        figures = {}
        for node, places in self._by_node().items():
            box = self.document.nodes[node]
            if isinstance(box, Box):
                figures[node] = self._runs(box.runs, places)
        return figures

    def _root_runs(self) -> dict[str, Any]:
        process = self._case_figures()
        cycles = [self._cycles(book) for book in self.ledgers]
        kept = {name: process[name] for name in ("cycle_time", "waiting", "working", "cost")}
        runs = sum(len(trace.cases) for trace in self.traces)
        return {"runs": runs, **kept, "sla_met": self._sla(self.document.root, cycles)}

    def _runs(self, workflow: str, places: list[int]) -> dict[str, Any]:
        rows = [self._rows(book, places) for book in self.ledgers]
        cycles = [
            (book.ended - book.log.enabled)[mask] for book, mask in zip(self.ledgers, rows, strict=True)
        ]
        runs = sum(int(trace.entered[places].sum()) for trace in self.traces)
        return {"runs": runs, **self._figures(rows), "sla_met": self._sla(workflow, cycles)}

    def nodes(self) -> dict[str, Any]:
        figures = {}
        for node, places in self._by_node().items():
            if isinstance(self.document.nodes[node], Note | Area | Boundary):
                continue
            counts = {
                name: sum(int(getattr(trace, name)[places].sum()) for trace in self.traces)
                for name in ("entered", "completed", "cancelled")
            }
            figures[node] = counts | self._figures([self._rows(book, places) for book in self.ledgers])
        return figures

    def _by_node(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, node in enumerate(self.program.nodes):
            if node:
                found.setdefault(node, []).append(place)
        return dict(sorted(found.items()))

    def _rows(self, book: Ledger, places: list[int]) -> Array:
        """The complete rows of some places that became due after the warm-up."""
        mask = np.zeros(len(self.program.nodes), dtype=bool)
        mask[places] = True
        chosen: Array = mask[book.log.place] & book.completed & (book.log.enabled >= self.warm_up)
        return chosen

    def _figures(self, rows: list[Array]) -> dict[str, Stat]:
        pairs = list(zip(self.ledgers, rows, strict=True))
        waiting = [_waiting(book)[mask] / 1000 for book, mask in pairs]
        return {
            "waiting": stat(waiting),
            "working": stat([book.working[mask] / 1000 for book, mask in pairs]),
            "cycle_time": stat([(book.ended - book.log.enabled)[mask] / 1000 for book, mask in pairs]),
            "cost": stat([book.cost[mask] for book, mask in pairs]),
        }

    def flows(self) -> dict[str, Any]:
        counts: dict[str, int] = {}
        for trace in self.traces:
            for number, flow in enumerate(self.program.flows):
                counts[flow] = counts.get(flow, 0) + int(trace.passed[number])
        return {flow: {"tokens": count} for flow, count in sorted(counts.items())}


def _waiting(book: Ledger) -> Array:
    """What each row waited: for a server, for time to pass, or, at a join, for other tokens."""
    return book.waiting + book.timed + np.where(book.kind == codes.PARALLEL, book.joining, 0.0)
