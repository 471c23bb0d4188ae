"""Rework: steps that a case goes through again."""

from dataclasses import dataclass

import numpy as np

from designer.analysis.ledger import Ledger
from designer.simulation import codes
from designer.simulation.program import Array, Program


@dataclass(frozen=True)
class Rework:
    """Of each case: how often the step repeated most was repeated, and the work in repetitions (ms).

    `rounds` and `cases` hold how often each step was repeated, and in how many cases it was done at all, by
    place.
    """

    by_case: Array
    repeated: Array
    rounds: Array
    cases: Array
    clean: Array


class Rounds:
    """The rounds of a replication by place, added up."""

    def __init__(self, program: Program) -> None:
        self.rounds, self.cases, self.clean = np.zeros((3, len(program.nodes)), dtype=np.int64)

    def take(self, found: Rework) -> None:
        """Those of the next part."""
        self.rounds += found.rounds
        self.cases += found.cases
        self.clean += found.clean


def rework(book: Ledger, counted: Array) -> Rework:
    """The repetitions of tasks among the cases `counted`; the instances of a task are no repetitions."""
    log, program = book.log, book.program
    once = (program.kinds == codes.TASK) & ~_has_instances(program)
    rows = np.flatnonzero(once[log.place] & book.completed & counted[log.case])
    places = len(program.nodes)
    pair = log.case[rows].astype(np.int64) * places + log.place[rows]
    pairs, times, repeated_rows = _counted(pair, places * len(book.trace.cases))
    case, place, extra = pairs // places, pairs % places, times - 1
    by_case = np.zeros(len(book.trace.cases), dtype=np.int64)
    np.maximum.at(by_case, case[extra > 0], extra[extra > 0])
    again = rows[repeated_rows]
    again = again[np.lexsort((log.enabled[again], log.place[again], log.case[again]))]
    if len(again):
        same = (np.diff(log.case[again]) == 0) & (np.diff(log.place[again]) == 0)
        again = again[1:][same]
    repeated = np.bincount(log.case[again], weights=book.working[again], minlength=len(by_case))
    return Rework(
        by_case,
        np.rint(repeated).astype(np.int64),
        np.bincount(place, weights=extra, minlength=places).astype(np.int64),
        np.bincount(place, minlength=places),
        np.bincount(place[extra == 0], minlength=places),
    )


def _counted(keys: Array, size: int) -> tuple[Array, Array, Array]:
    """Which keys there are, in order, how often, and which rows have one that is there more than once.

    Counted where there is room for all of them, else sorted.
    """
    if size > 16 * len(keys) + 1024:
        found, place, times = np.unique(keys, return_inverse=True, return_counts=True)
        return found, times, times[place] > 1
    counts = np.bincount(keys, minlength=1)
    found = np.flatnonzero(counts)
    return found, counts[found], counts[keys] > 1


def _has_instances(program: Program) -> Array:
    """Which places have instances, or are in a box that has."""
    several: Array = program.arrays["place_repeats"] != codes.ONCE
    for place in range(1, len(several)):
        several[place] = several[place] or several[program.arrays["place_box"][place]]
    return several
