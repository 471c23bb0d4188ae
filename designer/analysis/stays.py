"""What the executions of each step and box took."""

import numpy as np

from designer.analysis.grouping import grouped
from designer.analysis.ledger import CAUSES, Ledger
from designer.analysis.promises import Promises
from designer.analysis.samples import NODE, Samples
from designer.simulation.late import promise
from designer.simulation.program import Program

FIGURES = ("waiting", "working", "cycle_time", "cost")


class StayTally:
    """The complete executions that became due after the warm-up, by node."""

    def __init__(self, program: Program, samples: Samples, promises: Promises) -> None:
        self._samples, self._promises = samples, promises
        self._document = program.document
        self._nodes = sorted(set(program.nodes))
        number = {node: i for i, node in enumerate(self._nodes)}
        self._node_of = np.array([number[node] for node in program.nodes], dtype=np.int32)

    def take(self, book: Ledger, counted: np.ndarray) -> None:
        """The executions of the next part."""
        node = np.where(counted, self._node_of[book.log.place] + 1, 0)
        order, bounds = grouped(node, len(self._nodes) + 1)
        columns = {
            "waiting": book.idle,
            "working": book.working,
            "cycle_time": book.ended - book.log.enabled,
            "cost": book.cost,
        }
        figures = {name: column[order] for name, column in columns.items()}
        causes = {name: book.cause(name)[order] for name in CAUSES if book.cause(name).any()}
        enabled, ended = book.log.enabled[order], book.ended[order]
        for number in np.flatnonzero(np.diff(bounds)[1:]).tolist():
            part, name = slice(bounds[number + 1], bounds[number + 2]), self._nodes[number]
            for key, column in figures.items():
                self._samples[NODE, name, key].add(column[part])
            waited = {key: column[part] for key, column in causes.items()}
            self._samples.delays((NODE, name, "waiting_causes")).add(part.stop - part.start, waited)
            self._promises.count((NODE, name), promise(self._document, name), enabled[part], ended[part])
