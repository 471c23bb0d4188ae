"""Tables of results as CSV (RFC 4180): the activity log of `simulate --log`."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

import numpy as np

from designer.analysis.ledger import Ledger, ledger
from designer.model.document import Document
from designer.simulation import codes
from designer.simulation.program import Program
from designer.simulation.replicate import Results

HEADER = (
    "replication",
    "case",
    "node",
    "name",
    "workflow",
    "box",
    "instance",
    "role",
    "server",
    "enabled",
    "started",
    "ended",
    "work_seconds",
    "cost",
    "state",
)
_STATES = {
    codes.IN_PROGRESS: "in-progress",
    codes.COMPLETED: "completed",
    codes.CANCELLED: "cancelled",
    codes.STUCK: "stuck",
}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_PART = 2048  # rows written at once
_LOGGED = (codes.TASK, codes.WAIT, codes.RACE, codes.STATE, codes.BOX)


def log_csv(results: Results, document: Document) -> Iterator[bytes]:
    """The log in parts: a row for each execution of a node that takes or could take time, as they ended.

    What has not ended stands last. `box` is the node that ran the workflow, `instance` tells its runs apart.
    """
    yield _lines([HEADER])
    for trace in results.traces:
        rows = _rows(ledger(results.program, trace), document)
        while part := list(islice(rows, _PART)):
            yield _lines(part)


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _rows(book: Ledger, document: Document) -> Iterator[tuple[object, ...]]:
    program, log = book.program, book.log
    shown = np.flatnonzero(np.isin(book.kind, _LOGGED))
    ended = np.where(log.ended < 0, codes.NEVER, log.ended)[shown]
    started = np.where(log.started < 0, codes.NEVER, log.started)[shown]
    for row in shown[np.lexsort((log.case[shown], started, ended))]:
        place = int(log.place[row])
        node = document.nodes[program.nodes[place]]
        box = int(program.arrays["place_box"][place])
        role = int(program.arrays["place_role"][place])
        server = int(book.server[row])
        yield (
            book.trace.replication,
            int(log.case[row]),
            node.id,
            cell(node.name),
            node.workflow,
            program.nodes[box],
            int(log.scope[row]),
            program.roles[role] if role >= 0 else "",
            program.servers[server].name if server >= 0 else "",
            _time(program, int(log.enabled[row])),
            _time(program, int(log.started[row])),
            _time(program, int(log.ended[row])),
            round(float(book.working[row]) / 1000, 3),
            round(float(book.cost[row]), 6),
            _STATES[int(log.state[row])],
        )


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what looks like one."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _time(program: Program, ms: int) -> str:
    """Local time, ISO 8601 with milliseconds; empty for what has not happened."""
    if ms < 0:
        return ""
    moment: datetime = program.settings.start + timedelta(milliseconds=ms)
    return moment.isoformat(timespec="milliseconds")
