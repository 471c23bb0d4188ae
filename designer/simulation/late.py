"""When cases were open past what was promised: of steps, and of boxes with all that is in them."""

from typing import NamedTuple

import numpy as np

from designer.model.document import Document
from designer.model.durations import seconds
from designer.model.nodes import Box, Task
from designer.simulation import codes
from designer.simulation.program import Array, Program
from designer.simulation.trace import Trace


class Late(NamedTuple):
    """Spans in ms, by place: one case was past a promise there from `begin` on and before `end`."""

    place: Array
    begin: Array
    end: Array


def promise(document: Document, node_id: str) -> str | None:
    """What is promised of a node: of a box by the workflow that it runs."""
    node = document.nodes.get(node_id)
    if isinstance(node, Box):
        found = document.workflows.get(node.runs or "")
        return found.sla if found else None
    return node.sla if isinstance(node, Task) else None


def late(program: Program, trace: Trace) -> Late:
    """Spans by the clock. A case that is late with several things in one box is late there once."""
    log = trace.log
    promised = np.array([_milliseconds(program.document, node) for node in program.nodes])
    length = promised[log.place]
    rows = np.flatnonzero(np.isfinite(length))
    begin = log.enabled[rows] + np.floor(length[rows]).astype(np.int64) + 1
    still_open = np.isin(log.state[rows], (codes.IN_PROGRESS, codes.STUCK))
    end = np.where(still_open, codes.NEVER, log.ended[rows])
    kept = begin < end
    return _merged(program, log.case[rows][kept], log.place[rows][kept], begin[kept], end[kept])


def _milliseconds(document: Document, node: str) -> float:
    sla = promise(document, node)
    return np.inf if sla is None else seconds(sla) * 1000


def _merged(program: Program, case: Array, place: Array, begin: Array, end: Array) -> Late:
    """The spans of each place and of all boxes around it, those of one case that overlap as one."""
    number = {path: place for place, path in enumerate(program.paths)}
    parent = np.array([number.get(path[:-1], 0) if path else 0 for path in program.paths])
    parts: list[tuple[Array, Array, Array, Array]] = []
    while len(place):
        parts.append((place, case, begin, end))
        outer = parent[place]
        inside = outer > 0
        place, case, begin, end = outer[inside], case[inside], begin[inside], end[inside]
    if not parts:
        return Late(place, begin, end)
    place, case, begin, end = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((begin, case, place))
    place, case, begin, end = place[order], case[order], begin[order], end[order]
    # Ends as ranks within spans of their own for each group, so that one running maximum serves all groups.
    opens = np.concatenate(([True], (place[1:] != place[:-1]) | (case[1:] != case[:-1])))
    times, rank = np.unique(end, return_inverse=True)
    latest = np.maximum.accumulate(rank + np.cumsum(opens) * len(times))
    reached = times[latest % len(times)]
    starts = opens | np.concatenate(([True], begin[1:] > reached[:-1]))
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(place)) - 1
    return Late(place[first], begin[first], reached[last])
