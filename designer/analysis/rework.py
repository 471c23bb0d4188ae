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


def rework(book: Ledger, counted: Array) -> Rework:
    """The repetitions of tasks among the cases `counted`; the instances of a task are no repetitions."""
    log, program = book.log, book.program
    once = (program.kinds == codes.TASK) & ~_has_instances(program)
    rows = np.flatnonzero(once[log.place] & book.completed & counted[log.case])
    order = rows[np.lexsort((log.enabled[rows], log.place[rows], log.case[rows]))]
    case, place = log.case[order], log.place[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (case[1:] != case[:-1]) | (place[1:] != place[:-1])
    starts = np.flatnonzero(first)
    extra = np.diff(np.append(starts, len(order))) - 1
    by_case = np.zeros(len(book.trace.cases), dtype=np.int64)
    np.maximum.at(by_case, case[starts], extra)
    again = ~first
    repeated = np.bincount(case[again], weights=book.working[order][again], minlength=len(by_case))
    count = len(program.nodes)
    return Rework(
        by_case,
        np.rint(repeated).astype(np.int64),
        np.bincount(place[again], minlength=count),
        np.bincount(place[starts], minlength=count),
        np.bincount(place[starts[extra == 0]], minlength=count),
    )


def _has_instances(program: Program) -> Array:
    """Which places have instances, or are in a box that has."""
    several: Array = program.arrays["place_repeats"] != codes.ONCE
    for place in range(1, len(several)):
        several[place] = several[place] or several[program.arrays["place_box"][place]]
    return several
