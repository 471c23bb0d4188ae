"""Jobs that serve a batch: what the rows of a job have in common is told to each of them."""

from dataclasses import dataclass

import numpy as np

from designer.simulation import codes
from designer.simulation.pages import Columns
from designer.simulation.program import Array, Program
from designer.simulation.trace import Batches, Log
from designer.simulation.wages import wages


@dataclass(frozen=True)
class Jobs:
    """Jobs in the order of their numbers: how many they served, by whom, for what wage."""

    number: Array
    served: Array
    server: Array
    wage: Array

    def chosen(self, mask: Array) -> "Jobs":
        """Some of them."""
        return Jobs(*(column[mask] for column in vars(self).values()))

    def joined(self, other: "Jobs") -> "Jobs":
        """These and others."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        columns = [np.concatenate(pair) for pair in pairs]
        order = np.argsort(columns[0])
        return Jobs(*(column[order] for column in columns))

    def batches(self, entries: Columns) -> Batches:
        """The entries of rows in batches, `row`, `job` and `formed`, with what their jobs did."""
        place = np.searchsorted(self.number, entries["job"])
        return Batches(**entries, served=self.served[place], server=self.server[place], wage=self.wage[place])


def jobs_of(program: Program, log: Log, extra: Array, entries: Columns) -> Jobs:
    """The jobs of all entries, whose rows are all there."""
    number, job = np.unique(entries["job"], return_inverse=True)
    rows = entries["row"]
    server = np.full(len(number), -1, dtype=np.int64)
    wage: Array = np.zeros(len(number))
    served = np.bincount(job[log.state[rows] == codes.COMPLETED], minlength=len(number))
    if len(number):
        np.maximum.at(server, job, log.server[rows])
        wage = np.bincount(job, weights=wages(program, log, extra)[rows])
    return Jobs(number, served, server, wage)
