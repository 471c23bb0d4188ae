"""What handoffs take: the delays on flows, by flow and by the boxes they are in."""

import numpy as np

from designer.simulation import codes
from designer.simulation.program import Array, Program
from designer.simulation.trace import Trace


def delays(program: Program, trace: Trace) -> dict[str, Array]:
    """How long each token that was under way on a flow was so, in ms, by the flow's id."""
    lengths = trace.moves.arrival - trace.moves.time
    taken = lengths > 0
    found: dict[str, Array] = {}
    for number in np.unique(trace.moves.flow[taken]).tolist():
        mine = lengths[taken & (trace.moves.flow == number)]
        flow = program.flows[number]
        found[flow] = np.concatenate((found[flow], mine)) if flow in found else mine
    return found


def handoffs_within(program: Program, trace: Trace, kind: Array) -> Array:
    """For each row of the log that is a box: the delays on all flows inside it while it ran, in ms.

    Two runs of one box for one case at the same time cannot be told apart: the later one gets them.
    """
    log, moves = trace.log, trace.moves
    total = np.zeros(len(log), dtype=np.int64)
    taken = np.flatnonzero(moves.arrival > moves.time)
    boxes = np.flatnonzero(kind == codes.BOX)
    if not len(taken) or not len(boxes):
        return total
    order = boxes[np.lexsort((log.enabled[boxes], log.case[boxes], log.place[boxes]))]
    runs = log.place[order].astype(np.int64) * len(trace.cases) + log.case[order]
    groups, span = np.unique(runs), trace.end_ms + 1
    keys = np.searchsorted(groups, runs) * span + log.enabled[order]
    at = program.arrays["place_box"][program.flow_sources][moves.flow[taken]]
    while (at > 0).any():
        inside = at > 0
        taken, at = taken[inside], at[inside]
        wanted = at * len(trace.cases) + moves.case[taken]
        begun = np.searchsorted(groups, wanted) * span + moves.time[taken]
        found = np.maximum(np.searchsorted(keys, begun, side="right") - 1, 0)
        mine = runs[found] == wanted
        np.add.at(total, order[found[mine]], (moves.arrival - moves.time)[taken[mine]])
        at = program.arrays["place_box"][at]
    return total
