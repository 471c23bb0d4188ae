"""What each step, box and workflow took: the executions of nodes in figures."""

from typing import Any

import numpy as np

from designer.analysis.cases import CaseBook
from designer.analysis.causes import causes
from designer.analysis.intervals import Stat, stat
from designer.analysis.ledger import CAUSES, Ledger
from designer.analysis.promises import Promises
from designer.model.document import Document
from designer.model.nodes import Area, Boundary, Box, Note, Task
from designer.simulation.program import Array, Program


class Stays:
    """The complete executions that became due after the warm-up, by node, box and workflow."""

    def __init__(
        self,
        program: Program,
        document: Document,
        ledgers: list[Ledger],
        books: list[CaseBook],
        promises: Promises,
    ) -> None:
        self._program = program
        self._document = document
        self._ledgers = ledgers
        self._books = books
        self._promises = promises
        self._places: dict[str, list[int]] = {}
        for place, node in enumerate(program.nodes):
            if node:
                self._places.setdefault(node, []).append(place)

    def nodes(self) -> dict[str, Any]:
        """Every node that takes part in a run; of tasks also how they kept their promise and were redone."""
        figures = {}
        for key, places in sorted(self._places.items()):
            node = self._document.nodes[key]
            if isinstance(node, Note | Area | Boundary):
                continue
            counts = {
                name: sum(int(getattr(book.trace, name)[places].sum()) for book in self._ledgers)
                for name in ("entered", "completed", "cancelled")
            }
            rows = self._rows(places)
            figures[key] = counts | self._figures(rows)
            if isinstance(node, Task):
                figures[key] |= {"sla_met": self._kept(node.sla, rows)} | self._again(places)
        return figures

    def boxes(self) -> dict[str, Any]:
        """Every box with the runs it made of its workflow."""
        found = {}
        for key, places in sorted(self._places.items()):
            box = self._document.nodes[key]
            if isinstance(box, Box):
                found[key] = self._runs(box.runs, places)
        return found

    def workflows(self) -> dict[str, Any]:
        """Every workflow but the root, with its runs in all boxes together."""
        found = {}
        for workflow in sorted(self._document.workflows):
            boxes = {box.id for box in self._document.boxes_running(workflow)}
            places = [place for box in sorted(boxes) for place in self._places.get(box, ())]
            if places and workflow != self._document.root:
                found[workflow] = self._runs(workflow, places)
        return found

    def _runs(self, workflow: str | None, places: list[int]) -> dict[str, Any]:
        rows = self._rows(places)
        runs = sum(int(book.trace.entered[places].sum()) for book in self._ledgers)
        found = self._document.workflows.get(workflow or "")
        return {
            "runs": runs,
            **self._figures(rows),
            "sla_met": self._kept(found.sla if found else None, rows),
        }

    def _rows(self, places: list[int]) -> list[Array]:
        mask = np.zeros(len(self._program.nodes), dtype=bool)
        mask[places] = True
        warm_up = self._program.settings.warm_up_ms
        return [
            np.flatnonzero(mask[book.log.place] & book.completed & (book.log.enabled >= warm_up))
            for book in self._ledgers
        ]

    def _figures(self, rows: list[Array]) -> dict[str, Any]:
        pairs = list(zip(self._ledgers, rows, strict=True))
        found: dict[str, Stat] = {
            "waiting": stat([book.idle[chosen] / 1000 for book, chosen in pairs]),
            "working": stat([book.working[chosen] / 1000 for book, chosen in pairs]),
            "cycle_time": stat(
                [(book.ended[chosen] - book.log.enabled[chosen]) / 1000 for book, chosen in pairs]
            ),
            "cost": stat([book.cost[chosen] for book, chosen in pairs]),
        }
        return found | {"waiting_causes": causes(_causes(book, chosen) for book, chosen in pairs)}

    def _kept(self, sla: str | None, rows: list[Array]) -> float | None:
        pairs = zip(self._ledgers, rows, strict=True)
        return self._promises.kept(
            sla, [(book.log.enabled[chosen], book.ended[chosen]) for book, chosen in pairs]
        )

    def _again(self, places: list[int]) -> dict[str, float | None]:
        """In how many of the cases a task was done once only, and how often it was done again per case."""
        found = [book.rework for book in self._books]
        cases = sum(int(each.cases[places].sum()) for each in found)
        rounds = sum(int(each.rounds[places].sum()) for each in found)
        clean = sum(int(each.clean[places].sum()) for each in found)
        return {
            "first_pass_yield": clean / cases if cases else None,
            "rework_rounds": rounds / cases if cases else None,
        }


def _causes(book: Ledger, chosen: Array) -> dict[str, Array]:
    return {name: book.cause(name)[chosen] for name in CAUSES}
